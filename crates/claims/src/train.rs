//! Learns the weights from annotated replies.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gensvar_text::Span;

use crate::extract::{Extractor, Reading};
use crate::linear::{Learning, Sample, learn};
use crate::model::{Kind, Obligation, Polarity, Speaker, Status};
use crate::vocabulary::Vocabulary;
use crate::weights::Weights;

/// A claim as it is annotated.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldClaim {
    /// Its sentence.
    pub span: Span,
    /// Its kind.
    pub kind: Kind,
    /// Its status, unless that is open.
    pub status: Option<Status>,
    /// Its polarity, unless that is open.
    pub polarity: Option<Polarity>,
    /// Its speaker.
    pub speaker: Speaker,
    /// How binding it is.
    pub obligation: Option<Obligation>,
}

/// An annotated reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its text.
    pub text: String,
    /// Its claims.
    pub claims: Vec<GoldClaim>,
    /// Kinds that it may be said to claim, or not.
    pub maybe: Vec<Kind>,
    /// Whether it is no reply but a sentence by itself. Of status, polarity and duty nothing is
    /// learned from those: rules that were written on them are right there more often than elsewhere.
    pub is_alone: bool,
}

const OF_KINDS: Learning =
    Learning { is_choice: false, squares: 1e-3, absolutes: 3e-4, steps: 250 };
const OF_CLAIMS: Learning =
    Learning { is_choice: true, squares: 1e-3, absolutes: 6e-4, steps: 250 };
/// Into how many parts the replies are laid to see what the sentence before looks like where it was
/// not learned from.
const PARTS: usize = 5;

/// A reply read, and the gold of each of its sentences.
struct Read {
    reading: Reading,
    gold: Vec<Vec<GoldClaim>>,
    maybe: Vec<Kind>,
    is_alone: bool,
}

/// What was learned of a question with several answers: a weight of each feature for each.
struct Learned {
    answers: Vec<String>,
    weights: BTreeMap<String, Vec<f32>>,
}

/// Learns the weights of all questions and writes them as the table that is built in.
pub fn train(extractor: &Extractor, lessons: &[Lesson]) -> String {
    let texts = lessons.iter().map(|lesson| lesson.text.as_str());
    let extractor = &extractor.clone().with_vocabulary(Vocabulary::of_replies(texts));
    let reads: Vec<Read> = lessons.iter().map(|lesson| read(extractor, lesson)).collect();
    let all: Vec<&Read> = reads.iter().collect();
    let gold_kinds: Vec<Vec<Vec<Kind>>> = reads.iter().map(kinds_of).collect();
    // First with the gold of the sentence before, then with what is found where it is not known.
    let mut found = gold_kinds.clone();
    for part in 0..PARTS {
        let (mut others, mut before) = (Vec::new(), Vec::new());
        for (i, read) in reads.iter().enumerate() {
            if i % PARTS != part {
                others.push(read);
                before.push(gold_kinds[i].clone());
            }
        }
        let weights = learn_kinds(extractor, &others, &before);
        for (i, read) in reads.iter().enumerate() {
            if i % PARTS == part {
                found[i] = extractor.kinds_with(&read.reading, &weights);
            }
        }
    }
    let kinds = learn_kinds(extractor, &all, &found);
    write(extractor, &kinds, &learn_heads(extractor, &all))
}

fn read(extractor: &Extractor, lesson: &Lesson) -> Read {
    let reading = extractor.read(&lesson.text);
    let mut gold: Vec<Vec<GoldClaim>> = vec![Vec::new(); reading.lines.len()];
    for claim in &lesson.claims {
        let shared = |span: Span| {
            span.end.min(claim.span.end).saturating_sub(span.start.max(claim.span.start))
        };
        let best = (0..reading.lines.len())
            .max_by_key(|&i| (shared(reading.lines[i].sentence.span), std::cmp::Reverse(i)));
        if let Some(i) = best.filter(|&i| shared(reading.lines[i].sentence.span) > 0) {
            gold[i].push(claim.clone());
        }
    }
    Read { reading, gold, maybe: lesson.maybe.clone(), is_alone: lesson.is_alone }
}

/// Shows the claims of the gold with their features.
fn see_claims(
    extractor: &Extractor,
    read: &Read,
    see: &mut dyn FnMut(&'static str, &'static str, &[String]),
) {
    let previous = |i: usize| {
        let first = read.gold[i].first()?;
        Some((first.status?, first.speaker, first.polarity == Some(Polarity::Negated)))
    };
    let mut each = |i: usize, kind: Kind, features: &[String]| {
        let Some(gold) = read.gold[i].iter().find(|c| c.kind == kind) else { return };
        if let Some(status) = gold.status {
            see("status", status.name(), features);
        }
        if let Some(polarity) = gold.polarity {
            see("polarity", polarity.name(), features);
        }
        if let Some(obligation) = gold.obligation {
            see("obligation", obligation.name(), features);
        }
    };
    extractor.views(&read.reading, &kinds_of(read), &mut each, &previous);
}

fn kinds_of(read: &Read) -> Vec<Vec<Kind>> {
    read.gold
        .iter()
        .map(|claims| {
            Kind::ALL.iter().copied().filter(|k| claims.iter().any(|c| c.kind == *k)).collect()
        })
        .collect()
}

fn learn_kinds(extractor: &Extractor, reads: &[&Read], before: &[Vec<Vec<Kind>>]) -> Weights {
    let mut samples: Vec<Sample> = Vec::new();
    for (read, before) in reads.iter().zip(before) {
        let gold = kinds_of(read);
        extractor.walk(&read.reading, |i, features| {
            // What is open is half claimed.
            let right = |kind: &Kind| match (gold[i].contains(kind), read.maybe.contains(kind)) {
                (true, _) => 1.0,
                (false, true) => 0.5,
                (false, false) => 0.0,
            };
            let right = Kind::ALL.iter().map(right).collect();
            samples.push(Sample { features: features.to_vec(), right });
            before[i].clone()
        });
    }
    let learned = learn(&samples, extractor.features.len(), Kind::ALL.len(), OF_KINDS);
    let kinds = learned
        .chunks(Kind::ALL.len())
        .map(|row| [row[0], row[1], row[2], row[3]].map(|w| w as f32));
    Weights { kinds: kinds.collect(), ..Weights::default() }
}

fn learn_heads(extractor: &Extractor, reads: &[&Read]) -> BTreeMap<String, Learned> {
    let mut samples: BTreeMap<&str, Vec<(Vec<String>, &'static str)>> = BTreeMap::new();
    for read in reads.iter().filter(|read| !read.is_alone) {
        see_claims(extractor, read, &mut |question, answer, features| {
            samples.entry(question).or_default().push((features.to_vec(), answer));
        });
    }
    let mut heads = BTreeMap::new();
    for (question, samples) in samples {
        let mut answers: Vec<&str> = samples.iter().map(|(_, answer)| *answer).collect();
        answers.sort_unstable();
        answers.dedup();
        let mut names: Vec<&String> = samples.iter().flat_map(|(f, _)| f).collect();
        names.sort_unstable();
        names.dedup();
        let number = |name: &String| names.binary_search(&name).unwrap_or(0) as u32;
        let numbered: Vec<Sample> = samples
            .iter()
            .map(|(features, answer)| Sample {
                features: features.iter().map(number).collect(),
                right: answers.iter().map(|a| f64::from(u8::from(a == answer))).collect(),
            })
            .collect();
        let learned = learn(&numbered, names.len(), answers.len(), OF_CLAIMS);
        let weights = names
            .iter()
            .zip(learned.chunks(answers.len()))
            .filter(|(_, w)| w.iter().any(|w| w.abs() >= 0.005))
            .map(|(name, w)| ((*name).clone(), w.iter().map(|w| *w as f32).collect()))
            .collect();
        let answers = answers.iter().map(|a| (*a).to_owned()).collect();
        heads.insert(question.to_owned(), Learned { answers, weights });
    }
    heads
}

fn write(extractor: &Extractor, weights: &Weights, heads: &BTreeMap<String, Learned>) -> String {
    let mut out = String::from(
        "# Weights learned from corpus/ by `cargo xtask train`; not to be edited by hand.\n\
         # question, answer, feature, weight\n",
    );
    let mut line = |question: &str, answer: &str, feature: &str, weight: f32| {
        if weight.abs() >= 0.005 {
            let _ = writeln!(out, "{question}\t{answer}\t{feature}\t{weight:.3}");
        }
    };
    for (k, kind) in Kind::ALL.iter().enumerate() {
        for (f, row) in weights.kinds.iter().enumerate() {
            line("kind", kind.name(), extractor.features.name(f as u32), row[k]);
        }
    }
    for (question, head) in heads {
        for (a, answer) in head.answers.iter().enumerate() {
            for (name, weights) in &head.weights {
                line(question, answer, name, weights[a]);
            }
        }
    }
    out
}
