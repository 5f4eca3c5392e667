//! What a sentence, and what all sentences of an agency together, look like to the weights.

use gensvar_claims::Claim;

use super::neighbours::{Few, Neighbours};
use super::{Piece, Reading, Voice};
use crate::Stance;
use crate::bits::Bits;
use crate::set::{RequirementSet, Strength};
use crate::weights::{Belief, NOTHING};

/// What an agency says to one requirement, as far as the rules see it.
pub(super) struct Hearing<'a> {
    pub requirement: usize,
    /// The sentences that are heard, in order: the agency's own, headings and what is asked.
    pub heard: &'a [(usize, Voice)],
    /// For each of them, what the rules make of it.
    pub pieces: Vec<Option<&'a Piece>>,
    /// How each comes to be about the requirement.
    pub hits: Vec<Hit>,
    /// How many of them a rule hears something in.
    by_rule: usize,
    /// For each of them the heading that it stands under, and what was asked last since then.
    under: Vec<(Option<usize>, Option<usize>)>,
}

/// How a sentence comes to be about a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hit {
    Rule,
    General,
    Topic,
    None,
    /// It sounds as if it repeated what was asked, on the requirement or on another.
    RepeatedTopic,
    Repeated,
}

impl Hit {
    /// How many ways there are.
    pub(super) const COUNT: usize = 6;

    /// Whether the sentence has to do with the requirement by more than its words.
    pub(super) const fn nearness(self) -> Nearness {
        match self {
            Hit::None | Hit::Repeated => Nearness::Far,
            _ => Nearness::Near,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Hit::Rule => "by rule",
            Hit::General => "in general",
            Hit::Topic => "by topic",
            Hit::None => "by nothing",
            Hit::RepeatedTopic => "repeated by topic",
            Hit::Repeated => "repeated",
        }
    }
}

impl<'a> Hearing<'a> {
    pub(super) fn new(
        reading: &Reading<'_>,
        requirement: usize,
        heard: &'a [(usize, Voice)],
        pieces: &'a [Piece],
    ) -> Self {
        let mut of = vec![None; heard.len()];
        for piece in pieces {
            if let Ok(at) = heard.binary_search_by_key(&piece.statement, |(number, _)| *number) {
                of[at].get_or_insert(piece);
            }
        }
        let hit = |((number, voice), piece): (&(usize, Voice), &Option<&Piece>)| {
            hit(*voice, reading.topics[*number].has(requirement), *piece)
        };
        let hits: Vec<Hit> = heard.iter().zip(&of).map(hit).collect();
        let by_rule = hits.iter().filter(|hit| **hit == Hit::Rule).count();
        let mut last = (None, None);
        let under = heard.iter().enumerate().map(|(at, (_, voice))| {
            let before = last;
            match voice {
                Voice::Heading => last = (Some(at), None),
                Voice::Asks | Voice::Repeats => last.1 = Some(at),
                Voice::Own | Voice::Subject | Voice::None => {}
            }
            before
        });
        Hearing { requirement, heard, pieces: of, hits, by_rule, under: under.collect() }
    }
}

/// How the words of a sentence count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    Near,
    Far,
}

impl Nearness {
    pub(super) const ALL: [Nearness; 2] = [Nearness::Near, Nearness::Far];
}

fn hit(voice: Voice, is_topic: bool, piece: Option<&Piece>) -> Hit {
    match piece {
        Some(piece) if piece.strength == Strength::General => Hit::General,
        Some(_) => Hit::Rule,
        None if voice == Voice::Repeats && is_topic => Hit::RepeatedTopic,
        None if voice == Voice::Repeats => Hit::Repeated,
        None if is_topic => Hit::Topic,
        None => Hit::None,
    }
}

impl Reading<'_> {
    /// Gives each feature of the heard sentence `at`, as the parts of its name; some more than once.
    pub(super) fn each_feature(
        &self,
        hearing: &Hearing<'_>,
        at: usize,
        put: &mut dyn FnMut(&[&str]),
    ) {
        let (number, _) = hearing.heard[at];
        self.of_requirement(hearing, at, put);
        let concepts = &self.concepts[number];
        for concept in concepts.iter() {
            of_concept(self.set, hearing.requirement, concept, put);
        }
        self.neighbours(hearing, at).each_feature(put);
        self.of_statement(number, hearing.hits[at], put);
        let nearness = hearing.hits[at].nearness();
        let text = &self.extraction.statements[number].text;
        beginnings(text).for_each(|start| put(&of_word(nearness, &start.to_lowercase())));
    }

    /// Those of a sentence beside its words that are the same for each requirement that it comes to
    /// be about in this way.
    pub(super) fn of_statement(&self, number: usize, hit: Hit, put: &mut dyn FnMut(&[&str])) {
        let hit = hit.name();
        put(&["hit ", hit]);
        let statement = &self.extraction.statements[number];
        put(&[hit, ": sentence ", statement.status.name(), " ", statement.polarity.name()]);
        if statement.is_procedure {
            put(&[hit, ": procedure"]);
        }
        for cue in &statement.cues {
            put(&[hit, ": effect ", &cue.effect]);
            put(&[hit, ": cue ", &cue.rule]);
        }
        for claim in self.claims(number) {
            if let Some(obligation) = claim.obligation {
                let (status, polarity) = (claim.status.name(), claim.polarity.name());
                put(&[hit, ": ", obligation.name(), " ", status, " ", polarity]);
            }
        }
        let claims = self.claims(number).next().is_some();
        put(&[hit, if claims { ": some claim" } else { ": no claim" }]);
        for name in self.names(&self.concepts[number]) {
            put(&[hit, ": concept ", name]);
        }
        for name in self.answers[number].iter().flat_map(|answer| self.names(answer)) {
            put(&[hit, ": answers with ", name]);
        }
    }

    /// The names of those concepts that have one.
    fn names(&self, concepts: &Bits) -> impl Iterator<Item = &str> {
        let names = concepts.iter().filter_map(|at| self.set.concepts.get(at));
        names.map(|concept| concept.name.as_str()).filter(|name| !name.is_empty())
    }

    /// Those of what the rules and the claims say to the one requirement.
    pub(super) fn of_requirement(
        &self,
        hearing: &Hearing<'_>,
        at: usize,
        put: &mut dyn FnMut(&[&str]),
    ) {
        self.of_rules(hearing, at, put);
        self.of_claims(hearing, at, put);
    }

    fn of_rules(&self, hearing: &Hearing<'_>, at: usize, put: &mut dyn FnMut(&[&str])) {
        let Some(piece) = hearing.pieces[at] else { return };
        let told = piece.told.name();
        let about = self.topics[piece.statement].has(hearing.requirement);
        put(&["told ", told]);
        put(&["told ", told, " ", on_topic(about)]);
        let carried = if piece.carried { " carried" } else { "" };
        put(&["told ", told, " ", piece.strength.name(), carried]);
    }

    fn of_claims(&self, hearing: &Hearing<'_>, at: usize, put: &mut dyn FnMut(&[&str])) {
        let hit = hearing.hits[at].name();
        let requirement = &self.set.requirements[hearing.requirement];
        let (set, id) = (&self.set.info.id, &requirement.id);
        let is_own = |claim: &Claim| requirement.kinds.contains(&claim.kind);
        for claim in self.claims(hearing.heard[at].0) {
            let (status, polarity) = (claim.status.name(), claim.polarity.name());
            let whose = if is_own(claim) { "own" } else { "other" };
            put(&[hit, ": claim ", whose, " ", status, " ", polarity]);
            if let (Some(piece), true) = (hearing.pieces[at], is_own(claim)) {
                put(&["told ", piece.told.name(), ": claim ", status, " ", polarity]);
            }
            put(&[set, "/", id, ": ", claim.kind.name(), " ", status, " ", polarity]);
            for group in &claim.target_groups {
                put(&[set, "/", id, ": ", group.name(), " ", claim.kind.name()]);
            }
        }
    }

    /// What the heard sentence `at` stands among.
    pub(super) fn neighbours(&self, hearing: &Hearing<'_>, at: usize) -> Neighbours {
        let about = |at: usize| self.topics[hearing.heard[at].0].has(hearing.requirement);
        let (heading, asked) = hearing.under[at];
        let number = hearing.heard[at].0;
        let topics = &self.topics[number];
        let others = topics.iter().filter(|other| *other != hearing.requirement).count();
        let kinds = &self.set.requirements[hearing.requirement].kinds;
        Neighbours {
            hit: hearing.hits[at],
            claims_its_kind: self.claims(number).any(|claim| kinds.contains(&claim.kind)),
            heading: heading.map(about),
            asked: asked.map(|asked| (about(asked), asked + 1 == at)),
            other_topics: Few::of(others),
            by_rule: Few::of(hearing.by_rule),
            before: at.checked_sub(1).map(|i| (hearing.heard[i].1, hearing.hits[i])),
            points_back: self.has(self.set.context.answers, &self.concepts[number]),
            has_topic: !topics.is_empty(),
            next: hearing.hits.get(at + 1).copied(),
        }
    }

    /// Gives each feature of what the rules make of all the sentences of an agency together;
    /// `by_rules` is what they say by themselves.
    pub(super) fn of_all_rules(
        &self,
        hearing: &Hearing<'_>,
        by_rules: Stance,
        put: &mut dyn FnMut(&[&str]),
    ) {
        let (set, id) = (&self.set.info.id, &self.set.requirements[hearing.requirement].id);
        put(&["rules say ", by_rules.name()]);
        put(&[set, "/", id, ": rules say ", by_rules.name()]);
        for piece in hearing.pieces.iter().flatten() {
            let general = if piece.strength == Strength::General { " in general" } else { "" };
            put(&["told ", piece.told.name(), general]);
            put(&[set, "/", id, ": told ", piece.told.name()]);
        }
    }
}

/// Gives the feature of a concept for one requirement of a set, if the concept has a name.
pub(super) fn of_concept(
    set: &RequirementSet,
    requirement: usize,
    concept: usize,
    put: &mut dyn FnMut(&[&str]),
) {
    let (from, to) = (&set.concepts[concept], &set.requirements[requirement]);
    if !from.name.is_empty() {
        put(&[&set.info.id, "/", &to.id, ": concept ", &from.name]);
    }
}

/// The beginning of each word: words count by it, as their forms and most compounds share it.
pub(super) fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(|word| {
        let end = word.char_indices().nth(WORD).map_or(word.len(), |(end, _)| end);
        &word[..end]
    })
}

/// The feature of a word by its beginning in lower case.
pub(super) const fn of_word(nearness: Nearness, start: &str) -> [&str; 3] {
    let near = match nearness {
        Nearness::Near => "near",
        Nearness::Far => "far",
    };
    [near, ": word ", start]
}

/// Gives each feature of the beliefs of an agency's own sentences, which stand in order.
pub(super) fn of_beliefs(beliefs: &[Belief], put: &mut dyn FnMut(&[&str])) {
    let relevance = |belief: &Belief| 1.0 - belief[NOTHING];
    // Many sentences that say next to nothing shall not add up to something.
    let loud = || beliefs.iter().filter(|belief| relevance(belief) >= FAINT);
    let all: f64 = loud().map(relevance).sum();
    let foremost = beliefs.iter().max_by(|a, b| relevance(a).total_cmp(&relevance(b)));
    let last = beliefs.iter().rev().find(|belief| relevance(belief) > LIKELY);
    for (answer, stance) in Stance::ALL[..NOTHING].iter().enumerate() {
        let name = stance.name();
        let of = |belief: Option<&Belief>| belief.map_or(0.0, |belief| belief[answer]);
        let sum: f64 = loud().map(|belief| belief[answer]).sum();
        let most = beliefs.iter().map(|belief| belief[answer]).fold(0.0, f64::max);
        steps(&SHARES, most, ["most ", name], put);
        steps(&SHARES, sum / (all + 0.1), ["share ", name], put);
        steps(&SUMS, sum, ["sum ", name], put);
        steps(&SHARES, of(foremost), ["foremost ", name], put);
        steps(&SHARES, of(last), ["last ", name], put);
    }
    steps(&SHARES, foremost.map_or(0.0, relevance), ["most", ""], put);
    steps(&SUMS, all, ["sum", ""], put);
}

/// A sentence with less belief than this adds nothing to sums.
const FAINT: f64 = 0.1;
/// So many letters of a word count.
const WORD: usize = 6;
/// A sentence is likely to speak to a requirement with more belief than this.
const LIKELY: f64 = 0.4;
/// Where beliefs are cut into steps.
const SHARES: [(f64, &str); 12] = [
    (0.03, " 0.03"),
    (0.06, " 0.06"),
    (0.1, " 0.1"),
    (0.15, " 0.15"),
    (0.2, " 0.2"),
    (0.3, " 0.3"),
    (0.4, " 0.4"),
    (0.5, " 0.5"),
    (0.6, " 0.6"),
    (0.7, " 0.7"),
    (0.8, " 0.8"),
    (0.9, " 0.9"),
];
/// Where sums of beliefs are.
const SUMS: [(f64, &str); 11] = [
    (0.1, " 0.1"),
    (0.2, " 0.2"),
    (0.4, " 0.4"),
    (0.6, " 0.6"),
    (0.8, " 0.8"),
    (1.0, " 1"),
    (1.3, " 1.3"),
    (1.6, " 1.6"),
    (2.0, " 2"),
    (3.0, " 3"),
    (4.0, " 4"),
];

/// A feature for each step that a number reaches.
fn steps(ends: &[(f64, &str)], number: f64, name: [&str; 2], put: &mut dyn FnMut(&[&str])) {
    for (_, end) in ends.iter().take_while(|(end, _)| number >= *end) {
        put(&[name[0], name[1], end]);
    }
}

pub(super) const fn on_topic(is_so: bool) -> &'static str {
    if is_so { "on topic" } else { "off topic" }
}
