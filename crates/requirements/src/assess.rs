//! From what an agency says to a flag for each requirement.

mod features;
pub mod learn;
mod nearest;
mod neighbours;
mod weigh;

use std::cell::RefCell;
use std::collections::BTreeSet;

use gensvar_claims::{Agency, Claim, Extraction, Polarity, Speaker, Statement, Status};
use gensvar_text::SentenceKind;

use crate::bits::Bits;
use crate::matcher::Standing;
use crate::set::{
    ClaimCondition, Condition, Field, General, RequirementSet, Rule, Seen, Strength, Told,
};
use crate::weights::Weights;
use crate::{AgencyAssessment, Assessment, Flag, Stance};

pub use nearest::set_aside;
pub(crate) use weigh::{Remembered, Weighed};

/// Which requirements of the set each agency addresses, and how.
///
/// `text` is the text that the extraction was made from. Nothing in it is an error.
pub fn assess(set: &RequirementSet, text: &str, extraction: &Extraction) -> Assessment {
    let mut seen = BTreeSet::new();
    let responses = extraction.responses.iter().map(|response| &response.agency);
    let agencies: Vec<&Agency> = responses.filter(|agency| seen.insert(&agency.code)).collect();
    let agencies = set.weighed.with(|remembered| {
        let reading = Reading::new(set, text, extraction, remembered);
        agencies.into_iter().map(|agency| reading.agency(agency)).collect()
    });
    Assessment { set: set.id().to_owned(), agencies }
}

/// All that an agency's sentences say to a requirement, with the rules that decided: the story
/// behind a flag. Empty for an agency or requirement that is not there.
pub fn explain(
    set: &RequirementSet,
    text: &str,
    extraction: &Extraction,
    agency: &str,
    requirement: &str,
) -> Vec<Said> {
    let mut remembered = Remembered::default();
    let reading = Reading::new(set, text, extraction, &mut remembered);
    let Some((agency, at)) = asked(set, extraction, agency, requirement) else {
        return Vec::new();
    };
    reading.said(agency, at)
}

/// The agency of that code that answers, and the number of the requirement of that id.
fn asked<'a>(
    set: &RequirementSet,
    extraction: &'a Extraction,
    agency: &str,
    requirement: &str,
) -> Option<(&'a Agency, usize)> {
    let at = set.requirements.iter().position(|r| r.id == requirement)?;
    let mut agencies = extraction.responses.iter().map(|response| &response.agency);
    Some((agencies.find(|found| found.code == agency)?, at))
}

/// What one sentence says to a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The number of the sentence in `Extraction::statements`.
    pub statement: usize,
    /// What it says.
    pub stance: Stance,
    /// How surely, from 0 to 1.
    pub confidence: f64,
    /// Whether it speaks to the requirement only as an answer to what stands before it.
    pub is_carried: bool,
    /// The concepts of the set that stand in it.
    pub concepts: Vec<String>,
    /// File and line of the rules that decided.
    pub rules: Vec<String>,
}

/// Whose words a sentence is, for one agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Voice {
    /// The agency's own.
    Own,
    /// It asks or recommends, and is not the agency's.
    Asks,
    /// It holds of others, or no longer: only the subject of a next sentence that points back to it.
    Subject,
    /// The agency's, but it sounds as if it repeated what was asked.
    Repeats,
    /// A heading.
    Heading,
    /// Nobody's that counts.
    None,
}

impl Voice {
    /// Whether it is the agency that speaks.
    const fn is_own(self) -> bool {
        matches!(self, Voice::Own | Voice::Repeats)
    }

    const fn name(self) -> &'static str {
        match self {
            Voice::Own => "own",
            Voice::Asks | Voice::Subject => "asked",
            Voice::Repeats => "repeated",
            Voice::Heading => "heading",
            Voice::None => "none",
        }
    }
}

/// A piece of evidence that is still to be weighed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub statement: usize,
    pub told: Told,
    pub strength: Strength,
    /// Whether the sentence only answers one that speaks to the requirement.
    pub carried: bool,
    /// The rules that decided: the one of the requirement, and the one for cues where it asked.
    pub rules: Vec<String>,
}

struct Reading<'a> {
    set: &'a RequirementSet,
    text: &'a str,
    extraction: &'a Extraction,
    weights: &'static Weights,
    /// The concepts that stand in each statement.
    concepts: Vec<Bits>,
    /// Where they stand, of those that have a place.
    places: Vec<Vec<Standing>>,
    /// Those of the answer alone, where a statement first repeats what was asked.
    answers: Vec<Option<Bits>>,
    /// Whether each repeats what was asked before it answers.
    repeats: Vec<bool>,
    /// The requirements that each statement is about by its own words.
    topics: Vec<Bits>,
    /// Where each statement's claims begin in `by_statement`; one more at the end.
    first_claim: Vec<usize>,
    by_statement: Vec<usize>,
    /// For each statement the numbers of the responses that it stands in.
    stands_in: Vec<Vec<usize>>,
    /// For each statement what it speaks for.
    weighings: Vec<weigh::Weighing>,
    /// What was weighed before, in other texts too.
    remembered: RefCell<&'a mut Remembered>,
}

/// What stands before a sentence, as far as the sentence may rest on it.
#[derive(Debug, Clone)]
struct Before {
    /// What the heading is about.
    section: Bits,
    /// What was asked last.
    asked: Bits,
    /// What the agency's last sentence was about.
    last: Bits,
    /// The concepts of the question and of the agency's last sentence.
    asked_concepts: Bits,
    last_concepts: Bits,
    /// Whether the sentence before was asked too.
    still_asked: bool,
}

impl<'a> Reading<'a> {
    fn new(
        set: &'a RequirementSet,
        text: &'a str,
        extraction: &'a Extraction,
        remembered: &'a mut Remembered,
    ) -> Self {
        let count = extraction.statements.len();
        let mut by_statement: Vec<usize> = (0..extraction.claims.len())
            .filter(|claim| extraction.claims[*claim].statement < count)
            .collect();
        by_statement.sort_by_key(|claim| (extraction.claims[*claim].statement, *claim));
        let first_claim = (0..=count)
            .map(|s| by_statement.partition_point(|c| extraction.claims[*c].statement < s))
            .collect();
        let responses_at = |statement: &Statement| {
            let span = statement.sentence.span;
            let responses = extraction.responses.iter().enumerate();
            responses.filter(|(_, r)| r.span.overlaps(span)).map(|(number, _)| number).collect()
        };
        let mut reading = Reading {
            set,
            text,
            extraction,
            weights: Weights::built_in(),
            concepts: Vec::with_capacity(count),
            places: Vec::with_capacity(count),
            answers: Vec::with_capacity(count),
            repeats: Vec::with_capacity(count),
            topics: Vec::with_capacity(count),
            first_claim,
            by_statement,
            stands_in: extraction.statements.iter().map(responses_at).collect(),
            weighings: vec![weigh::Weighing::default(); count],
            remembered: RefCell::new(remembered),
        };
        let read = |said: &Statement, scratch: &mut _| set.read(&said.text, said.topic, scratch);
        let seen: Vec<_> = set
            .scratches
            .with(|scratch| extraction.statements.iter().map(|said| read(said, scratch)).collect());
        for (number, seen) in seen.into_iter().enumerate() {
            let Seen { mut concepts, mut answer, repeats, places } = seen;
            reading.places.push(places);
            // A sentence without claims has none of the concepts that a claim makes.
            let claims_any = reading.claims(number).next().is_some();
            for (concept, from) in set.concepts.iter().enumerate().filter(|_| claims_any) {
                if from.claims.iter().any(|c| reading.claims(number).any(|claim| holds(c, claim))) {
                    concepts.set(concept);
                    if let Some(answer) = &mut answer {
                        answer.set(concept);
                    }
                }
            }
            let mut topics = Bits::new(set.requirements.len());
            if !reading.is_off_subject(&concepts) {
                for (at, requirement) in set.requirements.iter().enumerate() {
                    if requirement.topic.iter().any(|topic| stands(topic, &concepts)) {
                        topics.set(at);
                    }
                }
            }
            reading.concepts.push(concepts);
            reading.answers.push(answer);
            reading.repeats.push(repeats);
            reading.topics.push(topics);
        }
        reading
    }

    fn claims(&self, statement: usize) -> impl Iterator<Item = &'a Claim> {
        let extraction = self.extraction;
        self.by_statement[self.first_claim[statement]..self.first_claim[statement + 1]]
            .iter()
            .map(move |claim| &extraction.claims[*claim])
    }

    fn has(&self, concept: Option<usize>, concepts: &Bits) -> bool {
        concept.is_some_and(|concept| concepts.has(concept))
    }

    /// First aid, traffic and the like, and nothing of the set's own subject.
    fn is_off_subject(&self, concepts: &Bits) -> bool {
        self.has(self.set.context.other_subject, concepts)
            && !self.has(self.set.context.subject, concepts)
    }

    fn voice(&self, number: usize, agency: &Agency) -> Voice {
        let statement = &self.extraction.statements[number];
        match statement.sentence.kind {
            SentenceKind::Heading => return Voice::Heading,
            SentenceKind::Furniture => return Voice::None,
            SentenceKind::Prose | SentenceKind::Item | SentenceKind::Table => {}
        }
        // A place outside the text would be the extraction's mistake; it shall not become ours.
        if statement.sentence.span.slice(self.text).is_none() {
            return Voice::None;
        }
        if self.stands_elsewhere(number, agency) && !statement.agencies.contains(&agency.code) {
            return Voice::None;
        }
        let concepts = &self.concepts[number];
        let own_word = self.has(self.set.context.own_word, concepts);
        let answers = self.repeats[number];
        // Nobody recommends anything to itself.
        let is_asked =
            statement.status == Status::Recommended || self.has(self.set.context.asks, concepts);
        let is_of = self.is_of(number, agency);
        // A question is no answer, whoever asks it.
        let is_question = statement.text.trim_end().ends_with('?');
        if is_question || !answers && statement.speaker != Speaker::Agency {
            return Voice::Asks;
        }
        if !answers && is_asked && !own_word {
            return if is_of { Voice::Repeats } else { Voice::Asks };
        }
        if is_of && !self.is_taken_back(number, agency) {
            Voice::Own
        } else if is_of || self.stands_in_response_of(number, agency) {
            // "The others do so. We do not.", "That is what we wrote. It holds no longer."
            Voice::Subject
        } else {
            Voice::None
        }
    }

    /// Whether the agency's next sentence takes this one back.
    fn is_taken_back(&self, number: usize, agency: &Agency) -> bool {
        self.concepts.get(number + 1).is_some_and(|next| {
            self.has(self.set.context.takes_back, next) && self.is_of(number + 1, agency)
        })
    }

    /// Whether a sentence stands where another agency answers.
    fn stands_elsewhere(&self, number: usize, agency: &Agency) -> bool {
        !self.stands_in[number].is_empty() && !self.stands_in_response_of(number, agency)
    }

    /// Whether the sentence is about the agency: by its own words, or by standing in its response.
    fn is_of(&self, number: usize, agency: &Agency) -> bool {
        let statement = &self.extraction.statements[number];
        if !statement.agencies.is_empty() {
            return statement.agencies.contains(&agency.code);
        }
        self.stands_in_response_of(number, agency)
    }

    fn stands_in_response_of(&self, number: usize, agency: &Agency) -> bool {
        let is_of = |at: &usize| self.extraction.responses[*at].agency.code == agency.code;
        self.stands_in[number].iter().any(is_of)
    }

    fn agency(&self, agency: &Agency) -> AgencyAssessment {
        let (heard, pieces) = (self.heard(agency), self.pieces(agency));
        let mut flags: Vec<Flag> = (0..self.set.requirements.len())
            .map(|requirement| self.flag(agency, requirement, &heard, &pieces[requirement]))
            .collect();
        for (requirement, flag) in flags.iter_mut().enumerate() {
            if !flag.stance.is_addressed() {
                flag.nearest_miss = self.nearest_miss(agency, requirement);
            }
        }
        let stances: Vec<Stance> = flags.iter().map(|flag| flag.stance).collect();
        let verdict = self.set.verdict_of(&stances);
        AgencyAssessment { agency: agency.clone(), verdict, flags }
    }

    /// What the agency's sentences say to each requirement, in the order of the document.
    fn pieces(&self, agency: &Agency) -> Vec<Vec<Piece>> {
        let size = self.set.requirements.len();
        let none = Bits::new(size);
        let mut pieces = vec![Vec::new(); size];
        let mut spread: Vec<Vec<Piece>> = vec![Vec::new(); size];
        let mut before = Before {
            section: none.clone(),
            asked: none.clone(),
            last: none.clone(),
            asked_concepts: Bits::default(),
            last_concepts: Bits::default(),
            still_asked: false,
        };
        let (mut is_off, mut is_on) = (false, false);
        for (number, concepts) in self.concepts.iter().enumerate() {
            let voice = self.voice(number, agency);
            if voice != Voice::None {
                is_off |= self.is_off_subject(concepts);
                is_on |=
                    self.has(self.set.context.subject, concepts) || !self.topics[number].is_empty();
            }
            match voice {
                Voice::None => continue,
                Voice::Heading => {
                    before = Before {
                        section: self.topics[number].clone(),
                        asked: if self.set.context.follow {
                            self.topics[number].clone()
                        } else {
                            none.clone()
                        },
                        last: none.clone(),
                        asked_concepts: concepts.clone(),
                        last_concepts: Bits::default(),
                        still_asked: false,
                    };
                    continue;
                }
                Voice::Subject => {
                    before.last.clone_from(&self.topics[number]);
                    before.last_concepts.clone_from(concepts);
                    before.still_asked = false;
                    continue;
                }
                Voice::Asks | Voice::Repeats => {
                    let topics = &self.topics[number];
                    let is_other = self.has(self.set.context.not_carried, concepts);
                    if !topics.is_empty() || is_other || !before.still_asked {
                        before.asked = topics.clone();
                        before.asked_concepts = concepts.clone();
                    }
                    before.last.clear();
                    before.last_concepts.clear();
                    before.still_asked = true;
                    continue;
                }
                Voice::Own => {}
            }
            before.still_asked = false;
            if self.is_off_subject(concepts) {
                before.last.clear();
                before.last_concepts.clear();
                continue;
            }
            let mut about = self.topics[number].clone();
            let mut carried = none.clone();
            let answers = self.has(self.set.context.answers, concepts)
                && !self.has(self.set.context.not_carried, concepts);
            // What stands right after a question or heading answers it, if it has no other subject.
            let is_first = before.last_concepts.is_empty()
                && !self.has(self.set.context.not_carried, concepts);
            let follows = about.is_empty() && (self.set.context.follow || is_first);
            if follows && !answers {
                carried.add(&before.asked);
                if before.asked.is_empty() {
                    carried.add(&before.section);
                }
            }
            if answers {
                let from = if !before.last.is_empty() {
                    &before.last
                } else if !before.asked.is_empty() {
                    &before.asked
                } else {
                    &before.section
                };
                carried.add(from);
            }
            let mut spoken = none.clone();
            for (requirement, pieces) in pieces.iter_mut().enumerate() {
                let is_carried = carried.has(requirement) && !about.has(requirement);
                let piece = self.piece(number, requirement, is_carried, &before);
                if piece.is_some() {
                    spoken.set(requirement);
                }
                pieces.extend(piece);
            }
            self.spread(number, &about, &spoken, &mut spread);
            if self.has(self.set.context.introduces, concepts) && !about.is_empty() {
                before.asked = about.clone();
                before.asked_concepts = concepts.clone();
            }
            about.add(&carried);
            before.last = about;
            before.last_concepts = concepts.clone();
        }
        // In a reply about another subject, what is said in general is said of that.
        if is_on || !is_off {
            for (pieces, spread) in pieces.iter_mut().zip(spread) {
                pieces.extend(spread);
            }
        }
        pieces
    }

    /// What one sentence says to one requirement.
    fn piece(
        &self,
        number: usize,
        requirement: usize,
        is_carried: bool,
        before: &Before,
    ) -> Option<Piece> {
        let from = &self.set.requirements[requirement];
        for rule in &from.says {
            if self.fits(&rule.when, &self.concepts[number], number, requirement, before) {
                let (told, cue) = self.told(rule.says, number, requirement, before)?;
                let rules = std::iter::once(rule.place.clone()).chain(cue).collect();
                let strength = rule.strength;
                return Some(Piece { statement: number, told, strength, carried: false, rules });
            }
        }
        if !is_carried {
            return None;
        }
        let (told, cue) = self.told(Told::ByCues, number, requirement, before)?;
        let concepts = &self.concepts[number];
        // That an answer says neither no nor perhaps makes it no yes.
        let confirms = self.has(self.set.context.confirms, concepts);
        if told == Told::Fulfilled && !confirms {
            return None;
        }
        let speaks_of_another = !self.topics[number].is_empty();
        let strength = if speaks_of_another { Strength::Weak } else { Strength::Normal };
        let rules = cue.into_iter().collect();
        Some(Piece { statement: number, told, strength, carried: true, rules })
    }

    /// A stance, by the set's rules for cues where a rule leaves it to them, and the rule that
    /// gave it; none where the sentence says nothing.
    fn told(
        &self,
        says: Told,
        number: usize,
        requirement: usize,
        before: &Before,
    ) -> Option<(Told, Option<String>)> {
        let (told, place) = match says {
            Told::ByCues => {
                let concepts = self.answers[number].as_ref().unwrap_or(&self.concepts[number]);
                let fits =
                    |rule: &&Rule| self.fits(&rule.when, concepts, number, requirement, before);
                let rule = self.set.told.iter().find(fits)?;
                (rule.says, Some(rule.place.clone()))
            }
            told => (told, None),
        };
        (told != Told::Nothing && told != Told::ByCues).then_some((told, place))
    }

    fn fits(
        &self,
        when: &Condition,
        concepts: &Bits,
        number: usize,
        requirement: usize,
        before: &Before,
    ) -> bool {
        if !stands(when, concepts) {
            return false;
        }
        let stood = |concept: &usize| {
            before.last_concepts.has(*concept) || before.asked_concepts.has(*concept)
        };
        if !when.after.is_empty() && !when.after.iter().any(stood) {
            return false;
        }
        if when.status.is_empty() && when.polarity.is_none() {
            return true;
        }
        let (status, polarity) = self.status(number, requirement);
        (when.status.is_empty() || when.status.contains(&status))
            && when.polarity.is_none_or(|wanted| wanted == polarity)
    }

    /// Status and polarity of the claims of the kinds that speak to the requirement; of the
    /// sentence where it makes none.
    fn status(&self, number: usize, requirement: usize) -> (Status, Polarity) {
        let kinds = &self.set.requirements[requirement].kinds;
        for kind in kinds {
            if let Some(claim) = self.claims(number).find(|claim| claim.kind == *kind) {
                return (claim.status, claim.polarity);
            }
        }
        let statement = &self.extraction.statements[number];
        (statement.status, statement.polarity)
    }

    /// A general statement: it says the same to all that it spreads over, but to those that the
    /// sentence itself has spoken to.
    fn spread(&self, number: usize, about: &Bits, spoken: &Bits, spread: &mut [Vec<Piece>]) {
        let concepts = &self.concepts[number];
        let excepts = self.has(self.set.context.excepts, concepts);
        let reaches = |rule: &General, requirement: usize| {
            if excepts {
                return !about.has(requirement);
            }
            about.has(requirement) || spoken.is_empty() && (rule.everywhere || about.is_empty())
        };
        for rule in &self.set.general {
            if !stands(&rule.when, concepts) {
                continue;
            }
            for requirement in &rule.requirements {
                if !spoken.has(*requirement) && reaches(rule, *requirement) {
                    spread[*requirement].push(Piece {
                        statement: number,
                        told: rule.says,
                        strength: Strength::General,
                        carried: false,
                        rules: vec![rule.place.clone()],
                    });
                }
            }
            return;
        }
    }
}

/// Whether the concepts that the condition names stand there.
fn stands(when: &Condition, concepts: &Bits) -> bool {
    when.all.iter().all(|c| concepts.has(*c))
        && (when.any.is_empty() || when.any.iter().any(|c| concepts.has(*c)))
        && !when.none.iter().any(|c| concepts.has(*c))
}

/// Whether the claim is as the condition wants it.
fn holds(wanted: &ClaimCondition, claim: &Claim) -> bool {
    let has = |field: &Field| match field {
        Field::Frequency => claim.frequency.is_some(),
        Field::Duration => claim.duration.is_some(),
        Field::Dates => !claim.dates.is_empty(),
        Field::Amounts => !claim.amounts.is_empty(),
        Field::Course => claim.course.is_some(),
    };
    wanted.kind.is_none_or(|kind| kind == claim.kind)
        && (wanted.status.is_empty() || wanted.status.contains(&claim.status))
        && wanted.polarity.is_none_or(|polarity| polarity == claim.polarity)
        && (wanted.groups.is_empty()
            || wanted.groups.iter().any(|group| claim.target_groups.contains(group)))
        && wanted.obligation.is_none_or(|obligation| claim.obligation == Some(obligation))
        && wanted.delivery.iter().all(|delivery| claim.delivery.contains(delivery))
        && wanted.has.iter().all(has)
}
