//! What a sentence, and what all sentences of an agency together, look like to the weights.

use gensvar_claims::Claim;

use super::{Piece, Reading, Voice};
use crate::Stance;
use crate::set::Strength;
use crate::weights::{Belief, NOTHING};

/// What an agency says to one requirement, as far as the rules see it.
pub(super) struct Hearing<'a> {
    pub requirement: usize,
    /// The sentences that are heard, in order: the agency's own, headings and what is asked.
    pub heard: &'a [(usize, Voice)],
    /// For each of them, what the rules make of it.
    pub pieces: Vec<Option<&'a Piece>>,
    /// How each comes to be about the requirement.
    hits: Vec<Hit>,
    /// How many of them a rule hears something in.
    by_rule: usize,
    /// For each of them the heading that it stands under, and what was asked last since then.
    under: Vec<(Option<usize>, Option<usize>)>,
}

/// How a sentence comes to be about a requirement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hit {
    Rule,
    General,
    Topic,
    None,
    /// It sounds as if it repeated what was asked, on the requirement or on another.
    RepeatedTopic,
    Repeated,
}

impl Hit {
    const fn name(self) -> &'static str {
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

    /// Whether a sentence has to do with the requirement by more than its words.
    pub(super) fn nearness(&self, at: usize) -> Nearness {
        match self.hits[at] {
            Hit::None | Hit::Repeated => Nearness::Far,
            _ => Nearness::Near,
        }
    }
}

/// How the words of a sentence count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    Near,
    Far,
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
        self.each_but_words(hearing, at, put);
        of_words(&self.extraction.statements[hearing.heard[at].0].text, hearing.nearness(at), put);
    }

    /// The same without those of the words themselves.
    pub(super) fn each_but_words(
        &self,
        hearing: &Hearing<'_>,
        at: usize,
        put: &mut dyn FnMut(&[&str]),
    ) {
        let hit = hearing.hits[at].name();
        put(&["hit ", hit]);
        self.of_rules(hearing, at, put);
        self.of_claims(hearing, at, hit, put);
        let (number, _) = hearing.heard[at];
        let statement = &self.extraction.statements[number];
        put(&[hit, ": sentence ", statement.status.name(), " ", statement.polarity.name()]);
        if statement.is_procedure {
            put(&[hit, ": procedure"]);
        }
        for cue in &statement.cues {
            put(&[hit, ": effect ", &cue.effect]);
            put(&[hit, ": cue ", &cue.rule]);
        }
        self.of_concepts(hearing, number, hit, put);
        self.of_neighbours(hearing, at, hit, put);
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

    fn of_claims(&self, hearing: &Hearing<'_>, at: usize, hit: &str, put: &mut dyn FnMut(&[&str])) {
        let requirement = &self.set.requirements[hearing.requirement];
        let (set, id) = (&self.set.info.id, &requirement.id);
        let is_own = |claim: &Claim| requirement.kinds.contains(&claim.kind);
        let (mut any, mut own) = (false, false);
        for claim in self.claims(hearing.heard[at].0) {
            let (status, polarity) = (claim.status.name(), claim.polarity.name());
            any = true;
            own |= is_own(claim);
            let whose = if is_own(claim) { "own" } else { "other" };
            put(&[hit, ": claim ", whose, " ", status, " ", polarity]);
            if let Some(obligation) = claim.obligation {
                put(&[hit, ": ", obligation.name(), " ", status, " ", polarity]);
            }
            if let (Some(piece), true) = (hearing.pieces[at], is_own(claim)) {
                put(&["told ", piece.told.name(), ": claim ", status, " ", polarity]);
            }
            put(&[set, "/", id, ": ", claim.kind.name(), " ", status, " ", polarity]);
            for group in &claim.target_groups {
                put(&[set, "/", id, ": ", group.name(), " ", claim.kind.name()]);
            }
        }
        put(&[hit, if any { ": some claim" } else { ": no claim" }]);
        put(&[hit, if own { ": claim of its kind" } else { ": no claim of its kind" }]);
    }

    fn of_concepts(
        &self,
        hearing: &Hearing<'_>,
        number: usize,
        hit: &str,
        put: &mut dyn FnMut(&[&str]),
    ) {
        let (set, id) = (&self.set.info.id, &self.set.requirements[hearing.requirement].id);
        for (at, concept) in self.set.concepts.iter().enumerate() {
            if concept.name.is_empty() {
                continue;
            }
            if self.concepts[number].has(at) {
                put(&[hit, ": concept ", &concept.name]);
                put(&[set, "/", id, ": concept ", &concept.name]);
            }
            if self.answers[number].as_ref().is_some_and(|answer| answer.has(at)) {
                put(&[hit, ": answers with ", &concept.name]);
            }
        }
    }

    fn of_neighbours(
        &self,
        hearing: &Hearing<'_>,
        at: usize,
        hit: &str,
        put: &mut dyn FnMut(&[&str]),
    ) {
        let voice = |at: usize| hearing.heard[at].1;
        let about = |at: usize| self.topics[hearing.heard[at].0].has(hearing.requirement);
        let (heading, asked) = hearing.under[at];
        put(&[hit, ": heading ", heading.map_or("none", |i| on_topic(about(i)))]);
        let when = if asked.is_some_and(|i| i + 1 == at) { ": just asked " } else { ": asked " };
        put(&[hit, when, asked.map_or("none", |i| on_topic(about(i)))]);

        let number = hearing.heard[at].0;
        let topics = &self.topics[number];
        let others = (0..self.set.requirements.len())
            .filter(|r| *r != hearing.requirement && topics.has(*r))
            .count();
        put(&[hit, ": other topics ", few(others)]);
        put(&[hit, ": sentences by rule ", few(hearing.by_rule)]);

        let points_back = self.has(self.set.context.answers, &self.concepts[number]);
        let back = if points_back { "points back" } else { "stands alone" };
        let subject = if topics.is_empty() { "no topic" } else { "a topic" };
        match at.checked_sub(1) {
            Some(i) => {
                let after = [voice(i).name(), " ", hearing.hits[i].name()].concat();
                put(&[hit, ": after ", &after, ", ", back, ", ", subject]);
            }
            None => put(&[hit, ": first"]),
        }
        if at + 1 < hearing.heard.len() {
            put(&[hit, ": before ", hearing.hits[at + 1].name()]);
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

/// Words count by their beginnings, which their forms and most compounds share.
pub(super) fn of_words(text: &str, nearness: Nearness, put: &mut dyn FnMut(&[&str])) {
    let hit = match nearness {
        Nearness::Near => "near",
        Nearness::Far => "far",
    };
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let end = word.char_indices().nth(WORD).map_or(word.len(), |(end, _)| end);
        put(&[hit, ": word ", &word[..end]]);
    }
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
        steps(&SHARES, most, &["most ", name], put);
        steps(&SHARES, sum / (all + 0.1), &["share ", name], put);
        steps(&SUMS, sum, &["sum ", name], put);
        steps(&SHARES, of(foremost), &["foremost ", name], put);
        steps(&SHARES, of(last), &["last ", name], put);
    }
    steps(&SHARES, foremost.map_or(0.0, relevance), &["most"], put);
    steps(&SUMS, all, &["sum"], put);
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
fn steps(ends: &[(f64, &str)], number: f64, name: &[&str], put: &mut dyn FnMut(&[&str])) {
    for (_, end) in ends.iter().take_while(|(end, _)| number >= *end) {
        let mut parts = name.to_vec();
        parts.push(end);
        put(&parts);
    }
}

const fn on_topic(is_so: bool) -> &'static str {
    if is_so { "on topic" } else { "off topic" }
}

const fn few(count: usize) -> &'static str {
    match count {
        0 => "none",
        1 => "one",
        2 => "two",
        _ => "more",
    }
}
