//! Learns the weights of stances from annotated replies.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gensvar_claims::Extraction;
use gensvar_claims::linear::{Head, Learning, Sample, key_of, learn};
use gensvar_text::Span;

use super::features::{Hearing, of_beliefs};
use super::weigh::likeliest;
use super::{Piece, Reading, Voice};
use crate::set::{Example, Test};
use crate::weights::{Belief, logit, sigmoid, softmax};
use crate::{RequirementSet, Stance, check};

const OF_SENTENCES: Learning =
    Learning { is_choice: true, squares: 1.2e-3, absolutes: 2e-4, steps: 200 };
const OF_REPLIES: Learning =
    Learning { is_choice: true, squares: 2.5e-2, absolutes: 0.0, steps: 200 };
/// Into how many parts the replies are laid, so that what a sentence says is told to the second
/// question as it looks on replies that were not learned from.
pub const PARTS: usize = 5;
/// Weights smaller than this are left out.
const SMALLEST: f32 = 0.004;

/// What one agency says to one requirement, as it is annotated.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldStance {
    /// The agency, as the extraction calls it.
    pub agency: String,
    /// The requirement.
    pub requirement: String,
    /// What it says.
    pub stance: Stance,
    /// The words that say so. Where it is addressed and there are none, nothing is learned of what
    /// single sentences say.
    pub evidence: Vec<Span>,
}

/// An annotated reply and one set that it answers.
#[derive(Debug, Clone)]
pub struct Lesson<'a> {
    /// The set.
    pub set: &'a RequirementSet,
    /// The text.
    pub text: &'a str,
    /// What was found in it, best by weights that were not learned from it.
    pub extraction: &'a Extraction,
    /// The stances.
    pub gold: Vec<GoldStance>,
    /// Lessons of the same number are never learned from and tried on at once.
    pub part: usize,
}

/// A cell that is learned from: one agency and one requirement.
struct Cell {
    part: usize,
    stance: Stance,
    /// Whether it is known which sentences say so.
    is_marked: bool,
    /// The features of each own sentence that may say something, and what it says.
    sentences: Vec<(Vec<String>, Stance)>,
    /// The features of what the rules make of all of them.
    of_rules: Vec<String>,
}

impl Cell {
    /// The features of all its sentences, once it is known what each of them says.
    fn of_all(&self, beliefs: &[Belief]) -> Vec<String> {
        let mut features = self.of_rules.clone();
        of_beliefs(beliefs, &mut |parts| features.push(parts.concat()));
        features.sort_unstable();
        features.dedup();
        features
    }
}

/// What was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// The table that is built in.
    pub table: String,
    /// How many stances of the replies came out right by weights learned from the other parts.
    pub right: usize,
    /// Of how many.
    pub all: usize,
}

/// Learns from annotated replies and from the examples of their sets, read by `extract`.
pub fn train(lessons: &[Lesson<'_>], extract: impl Fn(&str) -> Extraction) -> Trained {
    let mut sets: BTreeMap<&str, &RequirementSet> = BTreeMap::new();
    for lesson in lessons {
        sets.insert(lesson.set.id(), lesson.set);
    }
    let mut cells: Vec<Cell> = lessons.iter().flat_map(cells_of).collect();
    let of_replies = cells.len();
    for set in sets.values() {
        cells.extend(
            set.examples
                .iter()
                .enumerate()
                .flat_map(|(number, example)| of_example(set, example, number % PARTS, &extract)),
        );
        cells.extend(
            set.tests
                .iter()
                .enumerate()
                .flat_map(|(number, test)| of_test(set, test, number % PARTS, &extract)),
        );
    }
    learn_all(&cells, of_replies)
}

/// What an example of a set teaches.
fn of_example(
    set: &RequirementSet,
    example: &Example,
    part: usize,
    extract: &impl Fn(&str) -> Extraction,
) -> Vec<Cell> {
    let text = example.text.as_str();
    let extraction = check::reply(text, extract);
    let agency = extraction.responses[0].agency.code.clone();
    let requirement = set.requirements[example.requirement].id.clone();
    let (stance, evidence) = (example.stance, vec![Span::new(0, text.len())]);
    let gold = vec![GoldStance { agency, requirement, stance, evidence }];
    cells_of(&Lesson { set, text, extraction: &extraction, gold, part })
}

/// What a test reply of a set teaches: no more than what the reply as a whole says.
fn of_test(
    set: &RequirementSet,
    test: &Test,
    part: usize,
    extract: &impl Fn(&str) -> Extraction,
) -> Vec<Cell> {
    let extraction = extract(&test.text);
    let first = extraction.responses.first().map(|response| response.agency.code.clone());
    let Some(agency) = test.agency.clone().or(first) else { return Vec::new() };
    let gold = test.expect.iter().map(|(requirement, stance)| GoldStance {
        agency: agency.clone(),
        requirement: set.requirements[*requirement].id.clone(),
        stance: *stance,
        evidence: Vec::new(),
    });
    let (text, gold) = (test.text.as_str(), gold.collect());
    cells_of(&Lesson { set, text, extraction: &extraction, gold, part })
}

/// The cells of replies go before those of examples.
fn learn_all(cells: &[Cell], of_replies: usize) -> Trained {
    let sentences = |keep: &dyn Fn(usize) -> bool| -> Vec<(&[String], Stance)> {
        let kept = cells.iter().filter(|cell| cell.is_marked && keep(cell.part));
        kept.flat_map(|c| c.sentences.iter().map(|(f, s)| (f.as_slice(), *s))).collect()
    };
    // What the sentences of each part look like to weights learned from the others.
    let mut beliefs: Vec<Vec<Belief>> = vec![Vec::new(); cells.len()];
    for part in 0..PARTS {
        let head = learn_head(&sentences(&|p| p % PARTS != part), OF_SENTENCES).head();
        for (cell, beliefs) in cells.iter().zip(&mut beliefs) {
            if cell.part % PARTS == part {
                let of = |(features, _): &(Vec<String>, Stance)| belief(&head, features);
                *beliefs = cell.sentences.iter().map(of).collect();
            }
        }
    }
    let all: Vec<Vec<String>> =
        cells.iter().zip(&beliefs).map(|(cell, beliefs)| cell.of_all(beliefs)).collect();
    let replies = |keep: &dyn Fn(usize) -> bool| -> Vec<(&[String], Stance)> {
        let kept = cells.iter().zip(&all).filter(|(cell, _)| keep(cell.part));
        kept.map(|(cell, features)| (features.as_slice(), cell.stance)).collect()
    };
    let mut tried = Vec::new();
    for part in 0..PARTS {
        let head = learn_head(&replies(&|p| p % PARTS != part), OF_REPLIES).head();
        for (cell, features) in cells.iter().zip(&all).take(of_replies) {
            if cell.part % PARTS == part {
                let belief = belief(&head, features);
                let (at, stance) = likeliest(&belief);
                tried.push((belief[at], stance == cell.stance));
            }
        }
    }
    let (slope, offset) = calibrate(&tried);

    let mut out = String::from(
        "# Weights learned from corpus/ and the examples of the sets by `cargo xtask train`; not to\n\
         # be edited by hand. Question, answer, feature, weight.\n",
    );
    let _ = writeln!(out, "calibration\tslope\t\t{slope:.3}");
    let _ = writeln!(out, "calibration\toffset\t\t{offset:.3}");
    learn_head(&sentences(&|_| true), OF_SENTENCES).write("sentence", &mut out);
    learn_head(&replies(&|_| true), OF_REPLIES).write("reply", &mut out);
    let right = tried.iter().filter(|(_, is_right)| *is_right).count();
    Trained { table: out, right, all: of_replies }
}

fn cells_of(lesson: &Lesson<'_>) -> Vec<Cell> {
    let reading = Reading::new(lesson.set, lesson.text, lesson.extraction);
    let mut cells = Vec::new();
    for gold in &lesson.gold {
        let agencies = lesson.extraction.responses.iter().map(|response| &response.agency);
        let Some(agency) = agencies.into_iter().find(|a| is_called(&a.code, &gold.agency)) else {
            continue;
        };
        let ids = lesson.set.requirements.iter();
        let Some(requirement) = ids.into_iter().position(|r| r.id == gold.requirement) else {
            continue;
        };
        let heard = reading.heard(agency);
        let pieces = reading.pieces(agency).swap_remove(requirement);
        cells.push(cell(lesson, &reading, gold, requirement, &heard, &pieces));
    }
    cells
}

fn cell(
    lesson: &Lesson<'_>,
    reading: &Reading<'_>,
    gold: &GoldStance,
    requirement: usize,
    heard: &[(usize, Voice)],
    pieces: &[Piece],
) -> Cell {
    let hearing = Hearing::new(reading, requirement, heard, pieces);
    let mut sentences = Vec::new();
    for at in (0..heard.len()).filter(|at| heard[*at].1.is_own()) {
        if reading.says_nothing(&hearing, at) {
            continue;
        }
        let mut features = Vec::new();
        reading.each_feature(&hearing, at, &mut |parts| features.push(parts.concat()));
        features.sort_unstable();
        features.dedup();
        let place = lesson.extraction.statements[heard[at].0].sentence.span;
        let speaks = gold.evidence.iter().any(|evidence| shares(*evidence, place));
        let says = if speaks { gold.stance } else { Stance::NotAddressed };
        sentences.push((features, says));
    }
    let by_rules = reading.by_rules(requirement, pieces);
    let mut of_rules = Vec::new();
    reading.of_all_rules(&hearing, by_rules, &mut |parts| of_rules.push(parts.concat()));
    let is_marked = !gold.stance.is_addressed() || !gold.evidence.is_empty();
    Cell { part: lesson.part, stance: gold.stance, is_marked, sentences, of_rules }
}

fn is_called(code: &str, name: &str) -> bool {
    code.to_lowercase() == name.to_lowercase()
}

/// Whether evidence and sentence are the same words, or one holds half of the other.
fn shares(evidence: Span, sentence: Span) -> bool {
    let shared = evidence.end.min(sentence.end).saturating_sub(evidence.start.max(sentence.start));
    2 * shared > evidence.len().min(sentence.len())
}

fn belief(head: &Head, features: &[String]) -> Belief {
    let keys: Vec<u64> = features.iter().map(|feature| key_of(&[feature])).collect();
    softmax(&head.sums(&keys))
}

/// Weights by the names of features.
struct Learned(BTreeMap<String, Vec<f32>>);

impl Learned {
    fn head(&self) -> Head {
        let mut head = Head::default();
        for (answer, stance) in Stance::ALL.iter().enumerate() {
            head.put(stance.name(), "", 0.0);
            for (feature, weights) in &self.0 {
                head.put(stance.name(), feature, weights[answer]);
            }
        }
        head
    }

    fn write(&self, question: &str, out: &mut String) {
        for (answer, stance) in Stance::ALL.iter().enumerate() {
            for (feature, weights) in &self.0 {
                if weights[answer].abs() >= SMALLEST {
                    let weight = weights[answer];
                    let _ = writeln!(out, "{question}\t{}\t{feature}\t{weight:.3}", stance.name());
                }
            }
        }
    }
}

fn learn_head(samples: &[(&[String], Stance)], how: Learning) -> Learned {
    let mut names: Vec<&String> = samples.iter().flat_map(|(features, _)| *features).collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &String| names.binary_search(&name).unwrap_or(0) as u32;
    let right = |stance: Stance| {
        Stance::ALL.iter().map(|other| f64::from(u8::from(*other == stance))).collect()
    };
    let numbered: Vec<Sample> = samples
        .iter()
        .map(|(features, stance)| Sample {
            features: features.iter().map(number).collect(),
            right: right(*stance),
        })
        .collect();
    let answers = Stance::ALL.len();
    let weights = learn(&numbered, names.len(), answers, how);
    let rows = weights.chunks(answers).map(|row| row.iter().map(|w| *w as f32).collect());
    Learned(names.into_iter().cloned().zip(rows).collect())
}

/// The slope and offset that make beliefs come true as often as they say (Platt 1999), by plain
/// descent.
fn calibrate(tried: &[(f64, bool)]) -> (f64, f64) {
    let (mut slope, mut offset) = (1.0, 0.0);
    let count = tried.len().max(1) as f64;
    for _ in 0..4000 {
        let (mut by_slope, mut by_offset) = (0.0, 0.0);
        for (belief, is_right) in tried {
            let odds = logit(*belief);
            let error = sigmoid(slope * odds + offset) - f64::from(u8::from(*is_right));
            by_slope += error * odds;
            by_offset += error;
        }
        slope -= 0.3 * by_slope / count;
        offset -= 0.3 * by_offset / count;
    }
    (slope, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_sure_is_made_less_so() {
        let tried: Vec<(f64, bool)> = (0..1000)
            .map(|i| (0.95, i % 10 < 8))
            .chain((0..1000).map(|i| (0.5, i % 10 < 4)))
            .collect();
        let (slope, offset) = calibrate(&tried);
        let at = |belief: f64| sigmoid(slope * logit(belief) + offset);
        assert!((at(0.95) - 0.8).abs() < 0.02, "{}", at(0.95));
        assert!((at(0.5) - 0.4).abs() < 0.02, "{}", at(0.5));
    }

    #[test]
    fn evidence_is_found_in_a_longer_or_shorter_sentence() {
        assert!(shares(Span::new(10, 20), Span::new(5, 40)));
        assert!(shares(Span::new(5, 40), Span::new(10, 20)));
        assert!(!shares(Span::new(5, 12), Span::new(10, 20)));
    }
}
