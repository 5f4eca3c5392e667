//! Weighted counts of pairs and triples of words.

use gensvar_lexicon::tokens::tokens;

use super::corpus::Source;
use super::vocabulary::{BREAK, Vocabulary};

/// A number fits in so many bits.
const BITS: u32 = 21;

/// N-grams with their weighted counts, in order of their packed numbers.
pub(crate) struct Counts {
    pub(crate) unigrams: Vec<u64>,
    pub(crate) bigrams: Vec<(u64, u32)>,
    pub(crate) trigrams: Vec<(u64, u32)>,
}

pub(crate) fn pack(words: &[u32]) -> u64 {
    words.iter().fold(0, |packed, &word| packed << BITS | u64::from(word))
}

pub(crate) fn unpack<const N: usize>(packed: u64) -> [u32; N] {
    std::array::from_fn(|i| (packed >> (BITS * (N - 1 - i) as u32)) as u32 & ((1 << BITS) - 1))
}

pub(crate) fn count(sources: &[Source], vocabulary: &Vocabulary) -> Counts {
    assert!(vocabulary.len() < 1 << BITS, "more words than numbers");
    let mut unigrams = vec![0u64; vocabulary.len()];
    let (mut bigrams, mut trigrams) = (Vec::new(), Vec::new());
    for source in sources {
        let (mut pairs, mut triples) = (Vec::new(), Vec::new());
        for line in source.text.lines() {
            let mut before = [BREAK, BREAK];
            for token in tokens(line) {
                let word = vocabulary.number(token, before[1] == BREAK);
                unigrams[word as usize] += u64::from(source.weight);
                pairs.push(pack(&[before[1], word]));
                if before[1] != BREAK {
                    triples.push(pack(&[before[0], before[1], word]));
                }
                before = if word == BREAK { [BREAK, BREAK] } else { [before[1], word] };
            }
        }
        bigrams.push((run_lengths(pairs), source.weight));
        trigrams.push((run_lengths(triples), source.weight));
    }
    Counts { unigrams, bigrams: merge(bigrams), trigrams: merge(trigrams) }
}

fn run_lengths(mut packed: Vec<u64>) -> Vec<(u64, u32)> {
    packed.sort_unstable();
    packed.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

fn merge(parts: Vec<(Vec<(u64, u32)>, u32)>) -> Vec<(u64, u32)> {
    let mut all: Vec<(u64, u32)> = parts
        .into_iter()
        .flat_map(|(part, weight)| part.into_iter().map(move |(key, count)| (key, count * weight)))
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0)
        .map(|run| (run[0].0, run.iter().map(|&(_, count)| count).sum()))
        .collect()
}
