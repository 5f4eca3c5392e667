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
const FREQUENT: u32 = 12 * FULL;
/// So many types must have a first part, or a head.
const TYPES_FIRST: usize = 4;
const TYPES_HEAD: usize = 3;

pub(crate) struct Parts {
    pub(crate) first: BTreeMap<String, f64>,
    pub(crate) heads: BTreeMap<String, f64>,
}

pub(crate) fn learn(vocabulary: &Vocabulary) -> Parts {
    let known: HashMap<&str, u32> = vocabulary.words().filter(|(word, _)| is_lower(word)).collect();
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
            if frequent(right) && (frequent(left) || linked) {
                first.entry(left).or_default().insert(right);
                heads.entry(right).or_default().insert(left);
            }
        }
    }
    Parts { first: costs(first, TYPES_FIRST), heads: costs(heads, TYPES_HEAD) }
}

fn is_lower(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

fn costs(parts: BTreeMap<&str, BTreeSet<&str>>, minimum: usize) -> BTreeMap<String, f64> {
    let kept: BTreeMap<&str, usize> = parts
        .into_iter()
        .map(|(part, partners)| (part, partners.len()))
        .filter(|&(_, types)| types >= minimum)
        .collect();
    let total: usize = kept.values().sum();
    let cost = |types: usize| -(types as f64 / total as f64).ln();
    kept.into_iter().map(|(part, types)| (part.to_owned(), cost(types))).collect()
}

pub(crate) fn list(parts: &BTreeMap<String, f64>) -> Result<Vec<u8>> {
    let mut builder = MapBuilder::memory();
    for (part, &cost) in parts {
        builder.insert(part, u64::from(quantise_cost(cost)))?;
    }
    Ok(builder.into_inner()?)
}
