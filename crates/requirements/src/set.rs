//! A requirement set, ready to be used.

use std::sync::OnceLock;

use gensvar_claims::memory::Pool;
use gensvar_claims::{Delivery, Kind, Obligation, Polarity, Status, TargetGroup};
use gensvar_text::Span;

use crate::assess::Remembered;
use crate::bits::Bits;
use crate::matcher::{Matcher, Scratch, Standing};
use crate::weights::Sums;
use crate::{Reason, SetErrors, Stance, VerdictValue, compile};

/// The requirements of a decision, and all that is needed to see which of them a reply addresses.
///
/// ```
/// use gensvar_requirements::RequirementSet;
/// let set = RequirementSet::built_in("br-2012").expect("it is built in");
/// assert_eq!(set.requirements().count(), 5);
/// ```
#[derive(Debug)]
pub struct RequirementSet {
    pub(crate) info: SetInfo,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) matcher: Matcher,
    pub(crate) scratches: Pool<Scratch>,
    pub(crate) weighed: Pool<Remembered>,
    /// For each requirement what was learned of concepts for it alone, once asked for.
    pub(crate) learned: OnceLock<Vec<Vec<(usize, Sums)>>>,
    pub(crate) concepts: Vec<Concept>,
    pub(crate) context: Context,
    pub(crate) told: Vec<Rule>,
    pub(crate) general: Vec<General>,
    pub(crate) verdict: Option<VerdictRules>,
    pub(crate) templates: Vec<Template>,
    pub(crate) tests: Vec<Test>,
    pub(crate) examples: Vec<Example>,
}

/// What a set says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetInfo {
    /// Its name, as on the command line.
    pub id: String,
    /// Its title in Danish.
    pub title: String,
    /// Its title in English, or the Danish one where it has none.
    pub title_en: String,
    /// Where the decision is to be found.
    pub source: Option<String>,
    /// When it was decided, as ISO 8601.
    pub date: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
}

/// A requirement as people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequirementInfo<'a> {
    /// Its id within the set.
    pub id: &'a str,
    /// What it asks for, in Danish.
    pub title: &'a str,
    /// What it asks for, in English or as in Danish.
    pub title_en: &'a str,
}

impl RequirementSet {
    /// Reads a set. `file` is the name that errors give.
    ///
    /// # Errors
    /// If the text is no set: the errors name the place, what is wrong and the nearest right word.
    pub fn parse(text: &str, file: &str) -> Result<RequirementSet, SetErrors> {
        compile::compile(text, file)
    }

    /// What it says of itself.
    pub fn info(&self) -> &SetInfo {
        &self.info
    }

    /// Its name.
    pub fn id(&self) -> &str {
        &self.info.id
    }

    /// Its requirements in order.
    pub fn requirements(&self) -> impl ExactSizeIterator<Item = RequirementInfo<'_>> {
        self.requirements.iter().map(|r| RequirementInfo {
            id: &r.id,
            title: &r.title,
            title_en: &r.title_en,
        })
    }

    /// What the set says of the rule at a place, given as file and line.
    pub fn note_of_rule(&self, place: &str) -> Option<&str> {
        let own = self.requirements.iter().flat_map(|requirement| &requirement.says);
        let rules = own.chain(&self.told).map(|rule| (&rule.place, &rule.note));
        let general = self.general.iter().map(|rule| (&rule.place, &rule.note));
        rules.chain(general).find(|(at, _)| *at == place).and_then(|(_, note)| note.as_deref())
    }

    /// Whether words of its phrases stand in a text.
    pub fn knows_words_of(&self, text: &str) -> bool {
        self.scratches.with(|scratch| self.matcher.finds_words(text, scratch))
    }

    /// Whether it sees anything else in one sentence than in another.
    pub fn tells_apart(&self, one: &str, other: &str) -> bool {
        self.scratches.with(|scratch| {
            let (one, other) = (self.read(one, None, scratch), self.read(other, None, scratch));
            one.concepts != other.concepts || one.answer != other.answer
        })
    }

    /// What it sees in a sentence, of which `topic` only names what it turns to.
    pub(crate) fn read(&self, sentence: &str, topic: Option<Span>, scratch: &mut Scratch) -> Seen {
        let concepts = self.matcher.read(sentence, scratch);
        let places = scratch.places();
        let preamble = self.context.preamble;
        let rest = preamble.and_then(|concept| Matcher::after(concept, scratch)).map(str::to_owned);
        let repeats = rest.is_some();
        let beside =
            |topic: Span| Some([sentence.get(..topic.start)?, sentence.get(topic.end..)?].concat());
        let rest = rest.or_else(|| topic.and_then(beside));
        let answer = rest.map(|rest| self.matcher.read(&rest, scratch));
        Seen { concepts, answer, repeats, places }
    }

    /// Whether it has a rule for verdicts.
    pub fn has_verdict(&self) -> bool {
        self.verdict.is_some()
    }

    /// How many test replies and examples it carries.
    pub fn test_count(&self) -> usize {
        self.tests.len() + self.examples.len()
    }
}

/// What a set sees in a sentence.
pub(crate) struct Seen {
    /// The concepts whose phrases stand in it.
    pub concepts: Bits,
    /// Those of the answer alone, where it first repeats what was asked, or turns to it.
    pub answer: Option<Bits>,
    /// Whether it repeats what was asked in so many words: then who answers says the rest.
    pub repeats: bool,
    /// Where each concept stands first.
    pub places: Vec<Standing>,
}

/// A concept beyond its phrases, which the matcher has.
#[derive(Debug, Default)]
pub(crate) struct Concept {
    pub name: String,
    /// What people call it, in both languages.
    pub title: Reason,
    pub claims: Vec<ClaimCondition>,
}

#[derive(Debug, Default)]
pub(crate) struct ClaimCondition {
    pub kind: Option<Kind>,
    pub status: Vec<Status>,
    pub polarity: Option<Polarity>,
    pub groups: Vec<TargetGroup>,
    pub obligation: Option<Obligation>,
    pub delivery: Vec<Delivery>,
    pub has: Vec<Field>,
}

/// A field of a claim that can be there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Frequency,
    Duration,
    Dates,
    Amounts,
    Course,
}

impl Field {
    /// Each with its name in sets.
    pub(crate) const ALL: [(&'static str, Field); 5] = [
        ("frequency", Field::Frequency),
        ("duration", Field::Duration),
        ("dates", Field::Dates),
        ("amounts", Field::Amounts),
        ("course", Field::Course),
    ];
}

#[derive(Debug, Default)]
pub(crate) struct Context {
    pub asks: Option<usize>,
    pub answers: Option<usize>,
    pub own_word: Option<usize>,
    pub other_subject: Option<usize>,
    pub subject: Option<usize>,
    pub not_carried: Option<usize>,
    pub confirms: Option<usize>,
    pub introduces: Option<usize>,
    /// What stands before the answer in a sentence, and says nothing of how it goes.
    pub preamble: Option<usize>,
    /// What takes the sentence before it back.
    pub takes_back: Option<usize>,
    /// What makes of the requirements that a general statement names those it is not about.
    pub excepts: Option<usize>,
    /// Whether what follows a question is about it, without pointing back to it.
    pub follow: bool,
}

#[derive(Debug)]
pub(crate) struct Requirement {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub topic: Vec<Condition>,
    pub kinds: Vec<Kind>,
    pub sums: Vec<Told>,
    pub says: Vec<Rule>,
}

/// Concepts that must stand in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    pub all: Vec<usize>,
    pub any: Vec<usize>,
    pub none: Vec<usize>,
    pub after: Vec<usize>,
    pub status: Vec<Status>,
    pub polarity: Option<Polarity>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub when: Condition,
    pub says: Told,
    pub strength: Strength,
    /// File and line, for who asks why.
    pub place: String,
    /// What the set says of it.
    pub note: Option<String>,
}

/// What a sentence says to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Fulfilled,
    Planned,
    Considered,
    Declined,
    /// It is not there, and nothing is said of what will be.
    Lacking,
    /// What the rules of the set for answers say.
    ByCues,
    /// The sentence says nothing to it.
    Nothing,
}

impl Told {
    pub(crate) const ALL: [Told; 7] = [
        Told::Fulfilled,
        Told::Planned,
        Told::Considered,
        Told::Declined,
        Told::Lacking,
        Told::ByCues,
        Told::Nothing,
    ];

    /// What a rule for cues can find: it cannot leave it to itself.
    pub(crate) const BY_CUES: [Told; 6] = [
        Told::Fulfilled,
        Told::Planned,
        Told::Considered,
        Told::Declined,
        Told::Lacking,
        Told::Nothing,
    ];

    /// What says something to a requirement in any case.
    pub(crate) const OPEN: [Told; 5] =
        [Told::Fulfilled, Told::Planned, Told::Considered, Told::Declined, Told::Lacking];

    /// Its name in sets.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Told::Fulfilled => "fulfilled",
            Told::Planned => "planned",
            Told::Considered => "considered",
            Told::Declined => "declined",
            Told::Lacking => "lacking",
            Told::ByCues => "told",
            Told::Nothing => "nothing",
        }
    }

    pub(crate) fn stance(self) -> Stance {
        match self {
            Told::Fulfilled => Stance::Fulfilled,
            Told::Planned => Stance::Planned,
            Told::Considered => Stance::Considered,
            Told::Declined | Told::Lacking => Stance::Declined,
            Told::ByCues | Told::Nothing => Stance::NotAddressed,
        }
    }
}

/// How much a sentence counts beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    General,
    Weak,
    Normal,
    Strong,
}

impl Strength {
    /// Those that a rule can have.
    pub(crate) const OF_RULES: [(&'static str, Strength); 3] =
        [("strong", Strength::Strong), ("normal", Strength::Normal), ("weak", Strength::Weak)];

    /// Its name in sets; a general statement has none of its own there.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Strength::General => "general",
            Strength::Weak => "weak",
            Strength::Normal => "normal",
            Strength::Strong => "strong",
        }
    }
}

#[derive(Debug)]
pub(crate) struct General {
    pub when: Condition,
    pub says: Told,
    pub place: String,
    pub note: Option<String>,
    /// The numbers of the requirements it spreads over.
    pub requirements: Vec<usize>,
    /// Whether it spreads over all of them even where it names some.
    pub everywhere: bool,
}

#[derive(Debug)]
pub(crate) struct VerdictRules {
    pub rules: Vec<VerdictRule>,
    pub otherwise: VerdictValue,
}

#[derive(Debug)]
pub(crate) struct VerdictRule {
    pub value: VerdictValue,
    pub requirements: Vec<usize>,
    pub needs_all: bool,
    pub stances: Vec<Stance>,
}

#[derive(Debug)]
pub(crate) struct Template {
    pub name: String,
    pub da: String,
    pub en: String,
}

#[derive(Debug)]
pub(crate) struct Test {
    pub name: String,
    pub text: String,
    pub agency: Option<String>,
    pub expect: Vec<(usize, Stance)>,
    pub verdict: Option<VerdictValue>,
    /// Line and column in the set's file.
    pub at: (usize, usize),
}

/// A sentence that must get its requirement the stance under which it stands.
#[derive(Debug)]
pub(crate) struct Example {
    pub requirement: usize,
    pub stance: Stance,
    pub text: String,
    /// Line and column in the set's file.
    pub at: (usize, usize),
}
