//! Learns the weights of stances from annotated replies.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gensvar_claims::Extraction;
use gensvar_claims::linear::{Head, Learning, Sample, key_of, learn};
use gensvar_text::Span;

use super::features::{Hearing, of_beliefs};
use super::weigh::likeliest;
use super::{Piece, Reading, Remembered, Voice};
use crate::set::{Example, Test};
use crate::weights::{ANSWERS, Belief, NOTHING, logit, of_sentence, sigmoid, softmax};
use crate::{RequirementSet, Stance, check};

/// Whether a sentence says anything.
const OF_SILENCE: Learning =
    Learning { is_choice: false, squares: 6e-4, absolutes: 2e-4, steps: 200 };
/// What a sentence says that says something.
const OF_SPEECH: Learning =
    Learning { is_choice: true, squares: 1e-2, absolutes: 2e-4, steps: 200 };
const OF_REPLIES: Learning =
    Learning { is_choice: true, squares: 2.5e-2, absolutes: 0.0, steps: 200 };
/// Into how many parts the replies are laid, so that what a sentence says is told to the second
/// question as it looks on replies that were not learned from.
pub const PARTS: usize = 5;
/// How much the rule counts for what a sentence says, where it says something else than the whole.
const BY_RULE: f64 = 0.75;
/// Weights smaller than this are left out.
const SMALLEST: f32 = 0.01;

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
    sentences: Vec<(Vec<String>, Belief)>,
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
    let sentences = |keep: &dyn Fn(usize) -> bool| -> Vec<Seen<'_>> {
        let kept = cells.iter().filter(|cell| cell.is_marked && keep(cell.part));
        kept.flat_map(|c| c.sentences.iter().map(|(f, says)| (f.as_slice(), *says))).collect()
    };
    // What the sentences of each part look like to weights learned from the others.
    let mut beliefs: Vec<Vec<Belief>> = vec![Vec::new(); cells.len()];
    for part in 0..PARTS {
        let head = learn_sentences(&sentences(&|p| p % PARTS != part)).head();
        for (cell, beliefs) in cells.iter().zip(&mut beliefs) {
            if cell.part % PARTS == part {
                let features = cell.sentences.iter().map(|(features, _)| features);
                *beliefs = features.map(|features| of_sentence(&sums(&head, features))).collect();
            }
        }
    }
    let all: Vec<Vec<String>> =
        cells.iter().zip(&beliefs).map(|(cell, beliefs)| cell.of_all(beliefs)).collect();
    let replies = |keep: &dyn Fn(usize) -> bool| -> Vec<Seen<'_>> {
        let kept = cells.iter().zip(&all).filter(|(cell, _)| keep(cell.part));
        kept.map(|(cell, features)| (features.as_slice(), surely(cell.stance))).collect()
    };
    let mut tried = Vec::new();
    for part in 0..PARTS {
        let head = learn_replies(&replies(&|p| p % PARTS != part)).head();
        for (cell, features) in cells.iter().zip(&all).take(of_replies) {
            if cell.part % PARTS == part {
                let belief = softmax(&sums(&head, features));
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
    learn_sentences(&sentences(&|_| true)).write("sentence", &mut out);
    learn_replies(&replies(&|_| true)).write("reply", &mut out);
    let right = tried.iter().filter(|(_, is_right)| *is_right).count();
    Trained { table: out, right, all: of_replies }
}

fn cells_of(lesson: &Lesson<'_>) -> Vec<Cell> {
    let mut remembered = Remembered::default();
    let reading = Reading::new(lesson.set, lesson.text, lesson.extraction, &mut remembered);
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
    let speaks = |at: usize| {
        let place = lesson.extraction.statements[heard[at].0].sentence.span;
        gold.evidence.iter().any(|evidence| shares(*evidence, place))
    };
    let told = |at: usize| hearing.pieces[at].map(|piece| piece.told.stance());
    let is_told = (0..heard.len()).any(|at| speaks(at) && told(at) == Some(gold.stance));
    let mut sentences = Vec::new();
    for at in (0..heard.len()).filter(|at| heard[*at].1.is_own()) {
        if reading.says_nothing(&hearing, at) {
            continue;
        }
        let mut features = Vec::new();
        reading.each_feature(&hearing, at, &mut |parts| features.push(parts.concat()));
        features.sort_unstable();
        features.dedup();
        let says = match told(at) {
            _ if !speaks(at) => surely(Stance::NotAddressed),
            // Where sentences add up, what all say together is not what each of them says.
            Some(other) if is_told => mostly(other, gold.stance),
            _ => surely(gold.stance),
        };
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

fn sums(head: &Head, features: &[String]) -> Vec<f64> {
    let keys: Vec<u64> = features.iter().map(|feature| key_of(&[feature])).collect();
    head.sums(&keys)
}

/// Weights by the names of features.
struct Learned(BTreeMap<String, Vec<f32>>);

impl Learned {
    fn new(names: &[&String], rows: impl Iterator<Item = Vec<f64>>) -> Learned {
        let rows = rows.map(|row| row.iter().map(|weight| *weight as f32).collect());
        Learned(names.iter().map(|name| (*name).clone()).zip(rows).collect())
    }

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

/// The features of a sentence or of a reply, and what it says.
type Seen<'a> = (&'a [String], Belief);

fn surely(stance: Stance) -> Belief {
    mostly(stance, stance)
}

/// What a sentence says whose rule hears something else than all sentences say together.
fn mostly(one: Stance, other: Stance) -> Belief {
    let share = |stance, of| if stance == of { 1.0 } else { 0.0 };
    Stance::ALL.map(|stance| BY_RULE * share(stance, one) + (1.0 - BY_RULE) * share(stance, other))
}

/// The weights of the last answer tell whether a sentence says anything, learned from all of them;
/// those of the others what it says, learned from those that say something.
fn learn_sentences(samples: &[Seen<'_>]) -> Learned {
    let names = names(samples);
    let silence = numbered(samples, &names, |says| says[NOTHING..].to_vec());
    let silence = learn(&silence, names.len(), 1, OF_SILENCE);
    let is_speaking = |seen: &&Seen<'_>| seen.1[NOTHING] == 0.0;
    let speaking: Vec<Seen<'_>> = samples.iter().filter(is_speaking).copied().collect();
    let speech = numbered(&speaking, &names, |says| says[..NOTHING].to_vec());
    let speech = learn(&speech, names.len(), NOTHING, OF_SPEECH);
    let rows = speech.chunks(NOTHING).zip(silence);
    Learned::new(&names, rows.map(|(speech, silence)| [speech, &[silence]].concat()))
}

fn learn_replies(samples: &[Seen<'_>]) -> Learned {
    let names = names(samples);
    let replies = numbered(samples, &names, |says| says.to_vec());
    let weights = learn(&replies, names.len(), ANSWERS, OF_REPLIES);
    Learned::new(&names, weights.chunks(ANSWERS).map(<[f64]>::to_vec))
}

/// The names of all features, sorted.
fn names<'a>(samples: &[Seen<'a>]) -> Vec<&'a String> {
    let mut names: Vec<&String> = samples.iter().flat_map(|(features, _)| *features).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The samples with numbers for names, and how right each answer is.
fn numbered(
    samples: &[Seen<'_>],
    names: &[&String],
    right: impl Fn(&Belief) -> Vec<f64>,
) -> Vec<Sample> {
    let number = |name: &String| names.binary_search(&name).unwrap_or(0) as u32;
    let sample = |(features, says): &Seen<'_>| Sample {
        features: features.iter().map(number).collect(),
        right: right(says),
    };
    samples.iter().map(sample).collect()
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
