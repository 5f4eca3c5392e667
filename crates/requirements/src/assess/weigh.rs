//! From what the rules and the weights make of an agency's sentences to its flag.

use std::cell::OnceCell;

use gensvar_claims::linear::{Head, key_of};
use gensvar_claims::memory::{Memory, QuickMap};
use gensvar_claims::{Agency, Status};

use super::features::{Hearing, Hit, Nearness, beginnings, of_beliefs, of_concept, of_word};
use super::neighbours::Neighbours;
use super::{Piece, Reading, Voice};
use crate::quote::Quotable;
use crate::set::{Strength, Told};
use crate::weights::{Belief, NOTHING, Sums, of_sentence, softmax};
use crate::{Evidence, Flag, Ground, Said, Stance, reason};

/// How many sentences a flag shows at most.
const MOST_EVIDENCE: usize = 6;
/// A sentence that says nothing to the requirement with more belief than this is no evidence,
/// unless it is the best there is.
const IDLE: f64 = 0.7;

/// What is believed of a sentence that says nothing.
const SILENT: Belief = [0.0, 0.0, 0.0, 0.0, 1.0];

/// What a statement speaks for by all that does not hang on the requirement, once asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighing {
    words: OnceCell<[Sums; 2]>,
    by_hit: [OnceCell<Sums>; Hit::COUNT],
}

/// What was weighed and comes again, in other texts too.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    /// The beginnings of words, by their keys, near and far from a requirement.
    words: Memory<(u64, [Sums; 2])>,
    places: QuickMap<Neighbours, Sums>,
}

impl Remembered {
    /// What the words of a text speak for, each counted once.
    fn of_words(&mut self, text: &str, head: &Head) -> [Sums; 2] {
        self.words.make_room();
        let weigh = |start: &str| {
            let lower = start.to_lowercase();
            let of = |near| sums(head, &mut vec![key_of(&of_word(near, &lower))]);
            (key_of(&[&lower]), Nearness::ALL.map(of))
        };
        let mut numbers = Vec::with_capacity(text.len() / 6 + 4);
        numbers.extend(beginnings(text).map(|start| self.words.number(start, weigh)));
        // A word that was forgotten in between has two numbers.
        let mut found: Vec<&(u64, [Sums; 2])> =
            numbers.iter().filter_map(|number| self.words.get(*number)).collect();
        found.sort_unstable_by_key(|(key, _)| *key);
        found.dedup_by_key(|(key, _)| *key);
        let mut all = [Sums::default(); 2];
        for (_, of_word) in found {
            all.iter_mut().zip(of_word).for_each(|(all, more)| add(all, more));
        }
        all
    }
}

/// One of an agency's own sentences, weighed for one requirement.
pub(crate) struct Weighed<'a> {
    pub statement: usize,
    /// What the rules make of it.
    pub piece: Option<&'a Piece>,
    pub belief: Belief,
    /// Whether it does no more than repeat what was recommended.
    pub repeats: bool,
}

impl Weighed<'_> {
    fn relevance(&self) -> f64 {
        1.0 - self.belief[NOTHING]
    }
}

impl Reading<'_> {
    /// The sentences that are heard of an agency, with whose words they are.
    pub(super) fn heard(&self, agency: &Agency) -> Vec<(usize, Voice)> {
        (0..self.concepts.len())
            .map(|number| (number, self.voice(number, agency)))
            .filter(|(_, voice)| *voice != Voice::None)
            .collect()
    }

    /// What each of the agency's own sentences says to a requirement.
    pub(super) fn weighed<'p>(&self, hearing: &Hearing<'p>) -> Vec<Weighed<'p>> {
        let learned = self.learned_of_concepts(hearing.requirement);
        let mut keys = Vec::new();
        (0..hearing.heard.len())
            .filter(|at| hearing.heard[*at].1.is_own())
            .map(|at| {
                let (statement, piece) = (hearing.heard[at].0, hearing.pieces[at]);
                let repeats = piece.is_none() && self.repeats(hearing.heard[at]);
                if self.says_nothing(hearing, at) {
                    return Weighed { statement, piece, belief: SILENT, repeats };
                }
                let stand = &self.concepts[statement];
                keys.clear();
                self.of_requirement(hearing, at, &mut |parts| keys.push(key_of(parts)));
                let mut sums = sums(&self.weights.sentence, &mut keys);
                for (_, of_concept) in learned.iter().filter(|(concept, _)| stand.has(*concept)) {
                    add(&mut sums, of_concept);
                }
                add(&mut sums, &self.weight_of_place(self.neighbours(hearing, at)));
                add(&mut sums, &self.weight(statement, hearing.hits[at]));
                let belief = of_sentence(&sums);
                Weighed { statement, piece, belief, repeats }
            })
            .collect()
    }

    /// What a sentence speaks for by what it says, weighed once for all requirements that it comes to
    /// be about in this way.
    fn weight(&self, statement: usize, hit: Hit) -> Sums {
        let known = &self.weighings[statement];
        *known.by_hit[hit as usize].get_or_init(|| {
            let mut keys = Vec::with_capacity(64);
            self.of_statement(statement, hit, &mut |parts| keys.push(key_of(parts)));
            let mut sums = sums(&self.weights.sentence, &mut keys);
            add(&mut sums, &self.weight_of_words(statement, hit.nearness()));
            sums
        })
    }

    fn weight_of_place(&self, place: Neighbours) -> Sums {
        *self.remembered.borrow_mut().places.entry(place).or_insert_with(|| {
            let mut keys = Vec::new();
            place.each_feature(&mut |parts| keys.push(key_of(parts)));
            sums(&self.weights.sentence, &mut keys)
        })
    }

    /// The concepts of the set that something was learned of for a requirement, and what.
    fn learned_of_concepts(&self, requirement: usize) -> &[(usize, Sums)] {
        let set = self.set;
        let of_concepts = |requirement: usize| {
            let of_each = (0..set.concepts.len()).map(|concept| {
                let mut keys = Vec::new();
                of_concept(set, requirement, concept, &mut |parts| keys.push(key_of(parts)));
                (concept, sums(&self.weights.sentence, &mut keys))
            });
            of_each.filter(|(_, sums)| *sums != Sums::default()).collect()
        };
        let all = || (0..set.requirements.len()).map(of_concepts).collect();
        set.learned.get_or_init(all).get(requirement).map_or(&[], Vec::as_slice)
    }

    fn weight_of_words(&self, statement: usize, nearness: Nearness) -> Sums {
        let of_words = self.weighings[statement].words.get_or_init(|| {
            let text = &self.extraction.statements[statement].text;
            self.remembered.borrow_mut().of_words(text, &self.weights.sentence)
        });
        of_words[nearness as usize]
    }

    /// Whether a sentence sounds as if it repeated what was asked, or claims only what is recommended.
    fn repeats(&self, (number, voice): (usize, Voice)) -> bool {
        let mut claims = self.claims(number).peekable();
        voice == Voice::Repeats
            || claims.peek().is_some() && claims.all(|claim| claim.status == Status::Recommended)
    }

    /// Whether a sentence says nothing to the requirement whatever it looks like: a rule says so, or
    /// it thanks or tells the history of the case and no rule hears anything in it.
    pub(super) fn says_nothing(&self, hearing: &Hearing<'_>, at: usize) -> bool {
        let number = hearing.heard[at].0;
        hearing.pieces[at].is_none()
            && (self.extraction.statements[number].is_procedure
                || self.is_ruled_out(number, hearing.requirement))
    }

    /// The stance of what is said in general, where nothing likely speaks to the requirement in
    /// particular.
    fn in_general(&self, requirement: usize, weighed: &[Weighed<'_>]) -> Option<Stance> {
        let is_general = |piece: &Piece| piece.strength == Strength::General;
        let particular = |w: &Weighed<'_>| match w.piece {
            Some(piece) => !is_general(piece),
            None => w.relevance() > 0.5,
        };
        if weighed.iter().any(particular) {
            return None;
        }
        let pieces: Vec<Piece> = weighed.iter().filter_map(|w| w.piece.cloned()).collect();
        Some(self.by_rules(requirement, &pieces)).filter(|stance| stance.is_addressed())
    }

    /// How surely the agency's sentences together have each stance.
    pub(super) fn sum_up(
        &self,
        hearing: &Hearing<'_>,
        weighed: &[Weighed<'_>],
        by_rules: Stance,
    ) -> Belief {
        let beliefs: Vec<Belief> = weighed.iter().map(|w| w.belief).collect();
        let mut keys = Vec::new();
        let mut put = |parts: &[&str]| keys.push(key_of(parts));
        self.of_all_rules(hearing, by_rules, &mut put);
        of_beliefs(&beliefs, &mut put);
        softmax(&sums(&self.weights.reply, &mut keys))
    }

    pub(super) fn flag(
        &self,
        agency: &Agency,
        requirement: usize,
        heard: &[(usize, Voice)],
        pieces: &[Piece],
    ) -> Flag {
        let from = &self.set.requirements[requirement];
        let hearing = Hearing::new(self, requirement, heard, pieces);
        let weighed = self.weighed(&hearing);
        let by_rules = self.by_rules(requirement, pieces);
        let belief = self.sum_up(&hearing, &weighed, by_rules);
        let (mut at, mut stance) = likeliest(&belief);
        if let Some(said) = self.in_general(requirement, &weighed) {
            at = Stance::ALL.iter().position(|other| *other == said).unwrap_or(at);
            stance = said;
        }
        let best = best_first(&weighed, at);
        let confidence = self.weights.calibrated(belief[at]).clamp(0.05, 0.99);
        let Some(winner) = best.first().filter(|_| stance.is_addressed()) else {
            return Flag {
                requirement: from.id.clone(),
                stance: Stance::NotAddressed,
                confidence,
                shares: belief,
                by_rules,
                reason: reason::not_addressed(self.set, agency, from),
                evidence: Vec::new(),
                ground: Ground::Nothing,
                nearest_miss: None,
            };
        };
        let evidence: Vec<Evidence> =
            best.iter().map(|weighed| self.evidence(weighed.statement, requirement)).collect();
        let sentence = Quotable {
            text: &self.extraction.statements[winner.statement].text,
            places: &self.places[winner.statement],
        };
        let claim = evidence[0].claim.map(|claim| &self.extraction.claims[claim]);
        let cue = claim.and_then(|claim| claim.target.slice(self.text));
        let reason = reason::given(self.set, agency, from, stance, winner, &sentence, cue);
        Flag {
            requirement: from.id.clone(),
            stance,
            confidence,
            shares: belief,
            by_rules,
            reason,
            evidence,
            ground: Ground::of(stance, pieces),
            nearest_miss: None,
        }
    }

    /// The agency's sentences that speak to a requirement, in the order of the document.
    pub(super) fn said(&self, agency: &Agency, requirement: usize) -> Vec<Said> {
        let (heard, pieces) = (self.heard(agency), self.pieces(agency).swap_remove(requirement));
        let hearing = Hearing::new(self, requirement, &heard, &pieces);
        let weighed = self.weighed(&hearing);
        let speaks = |w: &&Weighed<'_>| w.belief[NOTHING] < IDLE;
        weighed.iter().filter(speaks).map(|weighed| self.told_by(weighed)).collect()
    }

    fn told_by(&self, weighed: &Weighed<'_>) -> Said {
        let mut belief = weighed.belief;
        belief[NOTHING] = 0.0;
        let (at, stance) = likeliest(&belief);
        let concepts = &self.concepts[weighed.statement];
        let stand = self.set.concepts.iter().enumerate().filter(|(at, _)| concepts.has(*at));
        Said {
            statement: weighed.statement,
            stance,
            confidence: belief[at],
            is_carried: weighed.piece.is_some_and(|piece| piece.carried),
            concepts: stand.map(|(_, c)| c.name.clone()).filter(|name| !name.is_empty()).collect(),
            rules: weighed.piece.map_or_else(Vec::new, |piece| piece.rules.clone()),
        }
    }

    /// The stance by the rules alone: the strongest sentences count, and where they disagree the
    /// order that the requirement gives.
    pub(super) fn by_rules(&self, requirement: usize, pieces: &[Piece]) -> Stance {
        // What is not there yet is no answer where the agency says what will be.
        let is_promise = |p: &Piece| matches!(p.told, Told::Planned | Told::Considered);
        let promised = pieces.iter().any(is_promise);
        let counts = |p: &&Piece| !(promised && p.told == Told::Lacking);
        let Some(strongest) = pieces.iter().filter(counts).map(|p| p.strength).max() else {
            return Stance::NotAddressed;
        };
        let strong = || pieces.iter().filter(counts).filter(|p| p.strength == strongest);
        let sums = &self.set.requirements[requirement].sums;
        let first = sums.iter().find(|told| strong().any(|piece| piece.told == **told));
        first.map_or(Stance::NotAddressed, |told| told.stance())
    }

    fn evidence(&self, statement: usize, requirement: usize) -> Evidence {
        let span = self.extraction.statements[statement].sentence.span;
        let claims = &self.by_statement[self.first_claim[statement]..];
        let claims = &claims[..self.first_claim[statement + 1] - self.first_claim[statement]];
        let kinds = &self.set.requirements[requirement].kinds;
        let claim = kinds
            .iter()
            .find_map(|kind| claims.iter().find(|c| self.extraction.claims[**c].kind == *kind))
            .or(claims.first())
            .copied();
        Evidence { claim, statement, span }
    }
}

/// The sentences that speak for an answer, best first: all that are likely to speak to the
/// requirement, or the likeliest one. What only repeats a recommendation comes last.
fn best_first<'a, 'p>(weighed: &'a [Weighed<'p>], answer: usize) -> Vec<&'a Weighed<'p>> {
    let mut best: Vec<&Weighed<'_>> = weighed.iter().collect();
    best.sort_by(|a, b| b.relevance().total_cmp(&a.relevance()));
    let speak = best.iter().take_while(|w| w.belief[NOTHING] < IDLE).count();
    best.truncate(speak.clamp(1, MOST_EVIDENCE));
    // Stable: what speaks as much for the answer stays in the order of relevance.
    best.sort_by(|a, b| {
        a.repeats.cmp(&b.repeats).then(b.belief[answer].total_cmp(&a.belief[answer]))
    });
    best
}

/// How much features speak for each stance; each counts once.
fn sums(head: &Head, keys: &mut Vec<u64>) -> Sums {
    if keys.is_empty() {
        return Sums::default();
    }
    keys.sort_unstable();
    keys.dedup();
    let mut sums = Sums::default();
    add(&mut sums, &head.sums(keys));
    sums
}

fn add(sums: &mut Sums, more: &[f64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// The stance with most belief, and its number.
pub(super) fn likeliest(belief: &Belief) -> (usize, Stance) {
    // The first of those with the same.
    let most = (0..belief.len()).max_by(|&a, &b| belief[a].total_cmp(&belief[b]).then(b.cmp(&a)));
    let at = most.unwrap_or(NOTHING);
    (at, Stance::ALL[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(statement: usize, belief: Belief) -> Weighed<'static> {
        Weighed { statement, piece: None, belief, repeats: false }
    }

    #[test]
    fn evidence_is_what_likely_speaks_best_first() {
        let all = [
            weighed(0, [0.5, 0.1, 0.0, 0.0, 0.4]),
            weighed(1, [0.0, 0.0, 0.0, 0.1, 0.9]),
            weighed(2, [0.2, 0.7, 0.0, 0.0, 0.1]),
        ];
        let numbers = |answer| -> Vec<usize> {
            best_first(&all, answer).iter().map(|w| w.statement).collect()
        };
        assert_eq!(numbers(0), [0, 2]);
        assert_eq!(numbers(1), [2, 0]);
        let idle = [weighed(3, [0.1, 0.0, 0.0, 0.0, 0.9]), weighed(4, [0.2, 0.0, 0.0, 0.0, 0.8])];
        assert_eq!(best_first(&idle, 0).len(), 1);
        assert_eq!(best_first(&idle, 0)[0].statement, 4);
        assert!(best_first(&[], 0).is_empty());
    }

    #[test]
    fn what_repeats_a_recommendation_stands_behind_the_answer() {
        let mut all = [
            weighed(0, [0.0, 0.0, 0.0, 0.6, 0.4]),
            weighed(1, [0.0, 0.2, 0.0, 0.3, 0.5]),
            weighed(2, [0.0, 0.0, 0.0, 0.1, 0.9]),
        ];
        all[0].repeats = true;
        let numbers = |all: &[Weighed<'_>]| -> Vec<usize> {
            best_first(all, 3).iter().map(|w| w.statement).collect()
        };
        assert_eq!(numbers(&all), [1, 0]);
        // Where nothing else speaks, it is what there is.
        assert_eq!(numbers(&all[..1]), [0]);
    }

    #[test]
    fn the_first_of_the_likeliest_is_taken() {
        assert_eq!(likeliest(&[0.3, 0.3, 0.2, 0.1, 0.1]), (0, Stance::Fulfilled));
        assert_eq!(likeliest(&[0.1, 0.1, 0.1, 0.1, 0.6]), (4, Stance::NotAddressed));
    }
}
