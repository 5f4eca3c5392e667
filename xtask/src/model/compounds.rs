//! What Danish compounds are made of, learned from the words themselves.
//!
//! A word that can be cut into a first part and a known word speaks for both parts; a part that
//! many words speak for is taken to be one. Costs come from the number of types, not of
//! occurrences: what matters is whether new words are made with the part.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::MapBuilder;
use gensvar_lexicon::format::quantise_cost;

use super::Result;
use super::corpus::FULL;
use super::vocabulary::Vocabulary;

/// Both parts have at least so many letters.
const SHORTEST: usize = 3;
/// A whole word that stands for itself as a part occurs at least so often.
const FREQUENT: u32 = 2 * FULL;
/// So many types must have a part; a short one, which is easily found by chance, more.
const TYPES: usize = 3;
const TYPES_SHORT: usize = 12;
const SHORT: usize = 4;
/// What a first part that no type shows costs beyond the rarest that one does, in nats.
const UNSHOWN: f64 = 1.0;
/// What a part that no type shows counts.
const UNSEEN: f64 = 0.3;

pub(crate) struct Parts {
    pub(crate) first: BTreeMap<String, f64>,
    pub(crate) heads: BTreeMap<String, f64>,
}

pub(crate) fn learn(vocabulary: &Vocabulary) -> Parts {
    let known: HashMap<&str, u32> = vocabulary.words().filter(|(word, _)| is_lower(word)).collect();
    let endings = lines(include_str!("../../../crates/lexicon/data/endings.txt"));
    let frequent = |word: &str| known.get(word).is_some_and(|&count| count >= FREQUENT);
    let mut first: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut heads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for &word in known.keys() {
        for (cut, _) in word.char_indices() {
            let (left, right) = word.split_at(cut);
            if left.chars().count() < SHORTEST || right.chars().count() < SHORTEST {
                continue;
            }
            // `sagsbehandlings-`, `børne-`: a linking letter after a word.
            let linked = left.strip_suffix(['s', 'e']).is_some_and(frequent);
            if frequent(right) && !endings.contains(right) && (frequent(left) || linked) {
                first.entry(left).or_default().insert(right);
                heads.entry(right).or_default().insert(left);
            }
        }
    }
    // Any longer word may end a compound, if less likely than one that is seen to.
    for (&word, &count) in &known {
        if count >= FREQUENT && word.chars().count() > SHORT && !endings.contains(word) {
            heads.entry(word).or_default();
        }
    }
    let mut first = costs(first, TYPES);
    // Nouns of these endings begin compounds with `-s-`, whether the texts show one or not.
    let linking = lines(include_str!("../../../crates/lexicon/data/linking.txt"));
    let rarest = first.values().copied().fold(0.0f64, f64::max) + UNSHOWN;
    for (&word, &count) in &known {
        let links =
            linking.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len());
        if count >= FREQUENT && links {
            first.entry(format!("{word}s")).or_insert(rarest);
        }
    }
    Parts { first, heads: costs(heads, 0) }
}

fn lines(file: &'static str) -> BTreeSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#')).collect()
}

fn is_lower(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

fn costs(parts: BTreeMap<&str, BTreeSet<&str>>, minimum: usize) -> BTreeMap<String, f64> {
    let kept: BTreeMap<&str, usize> = parts
        .into_iter()
        .map(|(part, partners)| (part, partners.len()))
        .filter(|&(part, types)| {
            let is_short = part.chars().count() <= SHORT;
            types >= if is_short { TYPES_SHORT } else { minimum }
        })
        .collect();
    let count = |types: usize| types as f64 + UNSEEN;
    let total: f64 = kept.values().map(|&types| count(types)).sum();
    let cost = |types: usize| -(count(types) / total).ln();
    kept.into_iter().map(|(part, types)| (part.to_owned(), cost(types))).collect()
}

pub(crate) fn list(parts: &BTreeMap<String, f64>) -> Result<Vec<u8>> {
    let mut builder = MapBuilder::memory();
    for (part, &cost) in parts {
        builder.insert(part, u64::from(quantise_cost(cost)))?;
    }
    Ok(builder.into_inner()?)
}
