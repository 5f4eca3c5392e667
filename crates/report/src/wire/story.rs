//! The story behind a flag on the wire.

use gensvar::requirements::{Flag, RequirementSet, Said, Stance};
use gensvar::{DoubtfulWord, Reply, Story};
use serde::Serialize;

use super::claims::{cues_out, sentence_out};
use super::flags::{flag_out, miss_out};
use super::{
    AppliedCueOut, ClaimOut, ClaimsOut, FlagOut, NearMissOut, Places, RequirementOut, SentenceOut,
    number,
};

/// What `gensvar explain --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryOut {
    /// `gensvar.story/1`.
    pub schema: &'static str,
    /// The path as given.
    pub source: String,
    /// The id of the requirement set.
    pub requirements: String,
    /// What is asked for.
    pub requirement: RequirementOut,
    /// The code of the agency, or its name where it has none.
    pub agency: String,
    /// Its full name.
    pub name: String,
    /// The flag, as `gensvar flag` gives it.
    pub flag: FlagOut,
    /// How much of the belief each stance has, as weighed from all sentences; the likeliest first.
    pub shares: Vec<ShareOut>,
    /// The stance by the set's rules alone, before sentences are weighed.
    pub by_rules: &'static str,
    /// The sentences that speak to the requirement, in document order.
    pub said: Vec<SaidOut>,
    /// Those that have to do with it and are no evidence, nearest first.
    pub set_aside: Vec<NearMissOut>,
    /// The doubtful words of all of these.
    pub doubts: Vec<StoryDoubtOut>,
}

/// A stance and its share of the belief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareOut {
    /// The stance.
    pub stance: &'static str,
    /// Its share.
    #[serde(serialize_with = "number::share")]
    pub share: f64,
}

/// A sentence that speaks to the requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidOut {
    /// The sentence.
    pub sentence: SentenceOut,
    /// What it says to the requirement.
    pub stance: &'static str,
    /// How much of the belief that has.
    #[serde(serialize_with = "number::share")]
    pub share: f64,
    /// Whether it does so only as an answer to what stands before it.
    pub carried: bool,
    /// The concepts of the set that stand in it.
    pub concepts: Vec<String>,
    /// The rules of the set that decided.
    pub rules: Vec<RuleOut>,
    /// The claims that it makes.
    pub claims: Vec<ClaimOut>,
    /// Its cues with their reach, also those that change no claim.
    pub cues: Vec<AppliedCueOut>,
}

/// A rule of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleOut {
    /// Its file and line.
    pub place: String,
    /// What the set says of it.
    pub note: Option<String>,
}

/// A word whose reading is in doubt, and what the flag would be with others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryDoubtOut {
    /// As it stands in the source.
    pub from: String,
    /// As it stands in the repaired text: the reading that was taken.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The line it begins in.
    pub line: usize,
    /// How sure the reading is.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// What else it could be, likeliest first.
    pub alternatives: Vec<StoryReadingOut>,
}

/// Another reading of a doubtful word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryReadingOut {
    /// The reading.
    pub to: String,
    /// Its share of the belief.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// The stance of the flag with it; null if it was not tried.
    pub stance: Option<&'static str>,
    /// Whether that is another than the one it has.
    pub changes: bool,
}

impl StoryOut {
    /// The story of one flag; `source_name` is the path of the reply as given.
    ///
    /// None if the set of the story is another.
    pub fn new(
        source_name: &str,
        reply: &Reply,
        set: &RequirementSet,
        story: &Story,
    ) -> Option<StoryOut> {
        let requirement = set.requirements().find(|r| r.id == story.flag.requirement)?;
        let claims = ClaimsOut::new(source_name, reply).claims;
        let mut flag = flag_out(reply, &story.flag);
        flag.add_doubts(reply, &story.agency.code, &story.flag, &story.doubts);
        Some(StoryOut {
            schema: "gensvar.story/1",
            source: source_name.to_owned(),
            requirements: set.id().to_owned(),
            requirement: RequirementOut::new(requirement),
            agency: story.agency.code.clone(),
            name: story.agency.name.clone(),
            flag,
            shares: shares(&story.flag),
            by_rules: story.flag.by_rules.name(),
            said: story.said.iter().map(|said| said_out(reply, set, &claims, said)).collect(),
            set_aside: story.set_aside.iter().map(|miss| miss_out(reply, miss)).collect(),
            doubts: story.words.iter().map(|word| story_doubt_out(reply, story, word)).collect(),
        })
    }
}

fn shares(flag: &Flag) -> Vec<ShareOut> {
    let mut shares: Vec<ShareOut> = Stance::ALL
        .map(|stance| ShareOut { stance: stance.name(), share: flag.share(stance) })
        .into();
    // Stable: of the same share, in the order of the stances.
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    shares
}

fn said_out(reply: &Reply, set: &RequirementSet, claims: &[ClaimOut], said: &Said) -> SaidOut {
    let statement = &reply.statements()[said.statement];
    let in_repaired = &reply.extraction_in_repaired().statements[said.statement];
    let own = claims.iter().zip(reply.claims()).filter(|(_, c)| c.statement == said.statement);
    SaidOut {
        sentence: sentence_out(Places::of(reply), statement),
        stance: said.stance.name(),
        share: said.confidence,
        carried: said.is_carried,
        concepts: said.concepts.clone(),
        rules: said
            .rules
            .iter()
            .map(|place| RuleOut {
                place: place.clone(),
                note: set.note_of_rule(place).map(str::to_owned),
            })
            .collect(),
        claims: own.map(|(claim, _)| claim.clone()).collect(),
        cues: cues_out(reply, &statement.cues, &in_repaired.cues),
    }
}

fn story_doubt_out(reply: &Reply, story: &Story, word: &DoubtfulWord) -> StoryDoubtOut {
    let places = Places::of(reply);
    let span = places.span(word.span);
    let changing = |to: &str| {
        let is_it = |doubt: &&gensvar::DoubtfulFlag| doubt.word.span == word.span && doubt.to == to;
        story.doubts.flags.iter().find(is_it).map(|doubt| doubt.stance)
    };
    let usual = (!story.doubts.untried.contains(&word.span)).then_some(story.flag.stance);
    let alternatives = word.others.iter().map(|other| {
        let stance = changing(&other.text);
        StoryReadingOut {
            to: other.text.clone(),
            confidence: other.confidence,
            stance: stance.or(usual).map(Stance::name),
            changes: stance.is_some(),
        }
    });
    StoryDoubtOut {
        from: word.from.clone(),
        text: word.text.clone(),
        start: span.start,
        end: span.end,
        line: places.line(word.span),
        confidence: word.confidence,
        alternatives: alternatives.collect(),
    }
}
