//! The letter model, learned from word types.

use std::collections::{BTreeMap, HashMap, HashSet};

use gensvar_lexicon::format::{Key, write_ngrams};
use gensvar_lexicon::{CHAR_ORDER, letter_key, sequence};

use super::corpus::{FULL, TypeCount};

const DISCOUNT: f64 = 0.7;
/// A longer sequence than two letters is kept if it stands in so many types.
const MINIMUM: u32 = 6;

pub(crate) fn learn(types: &HashMap<&str, TypeCount>) -> Vec<u8> {
    // Each word counts once, however frequent: a word that no list knows is not like "og".
    let words: HashSet<String> = types
        .iter()
        .filter(|(word, count)| {
            count.inside + count.first > FULL && word.chars().all(|c| c.is_alphabetic() || c == '-')
        })
        .map(|(word, _)| word.to_lowercase())
        .collect();
    let mut counts: BTreeMap<Vec<char>, u32> = BTreeMap::new();
    for word in &words {
        let letters: Vec<char> =
            std::iter::once('^').chain(word.chars()).chain(std::iter::once('$')).collect();
        for end in 1..letters.len() {
            for start in end.saturating_sub(CHAR_ORDER - 1)..=end {
                *counts.entry(letters[start..=end].to_vec()).or_default() += 1;
            }
        }
    }
    counts.retain(|letters, count| letters.len() <= 2 || *count >= MINIMUM);
    // Per context: total, number of kinds of continuation.
    let mut contexts: HashMap<&[char], (f64, f64)> = HashMap::new();
    for (letters, &count) in &counts {
        let context = contexts.entry(&letters[..letters.len() - 1]).or_default();
        context.0 += f64::from(count);
        context.1 += 1.0;
    }
    let mut probabilities: HashMap<&[char], f64> = HashMap::new();
    let mut entries: Vec<(&[char], f64)> = Vec::new();
    let mut by_length: Vec<&Vec<char>> = counts.keys().collect();
    by_length.sort_by_key(|letters| letters.len());
    for letters in by_length {
        let (total, kinds) = contexts[&letters[..letters.len() - 1]];
        let count = f64::from(counts[letters]);
        let below = if letters.len() == 1 { 1e-3 } else { probabilities[&letters[1..]] };
        let probability = ((count - DISCOUNT) + DISCOUNT * kinds * below) / total;
        probabilities.insert(letters, probability);
        entries.push((letters, probability));
    }
    let mut mass: HashMap<&[char], (f64, f64)> = HashMap::new();
    for &(letters, probability) in &entries {
        if letters.len() > 1 {
            let mass = mass.entry(&letters[..letters.len() - 1]).or_default();
            mass.0 += probability;
            mass.1 += probabilities[&letters[1..]];
        }
    }
    let backoff = |letters: &[char]| {
        let (kept, below) = mass.get(letters).copied().unwrap_or_default();
        ((1.0 - kept).max(1e-4) / (1.0 - below).max(1e-4)).min(1.0)
    };
    let key = |letters: &[char]| {
        let keys: Vec<Key> = letters.iter().map(|&c| letter_key(c)).collect();
        sequence(&keys)
    };
    let mut out: Vec<(Key, f64, f64)> = entries
        .iter()
        .map(|&(letters, p)| (key(letters), -p.ln(), -backoff(letters).ln()))
        .collect();
    // The beginning of a word is a context, but nothing that follows one.
    out.push((key(&['^']), 20.0, -backoff(&['^']).ln()));
    write_ngrams(&out)
}
