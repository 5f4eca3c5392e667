//! From counts to costs: absolute discounting with interpolation, pruned, with back-off.

use std::collections::HashMap;

use fst::MapBuilder;
use gensvar_lexicon::format::{Key, pack_word, write_ngrams};

use super::Result;
use super::corpus::FULL;
use super::counts::{Counts, pack, unpack};
use super::vocabulary::{BREAK, UNKNOWN, Vocabulary};

/// What is taken from every count of one and more; from less, this share of it.
const DISCOUNT: f64 = 0.75;

/// Backing off costs at most so much, as a factor.
const LEAST_BACKOFF: f64 = 0.015;

struct Bigram {
    words: [u32; 2],
    probability: f64,
    backoff: f64,
}

/// Probabilities, ready to be written.
pub(crate) struct Model {
    keys: Vec<Key>,
    unigrams: Vec<f64>,
    unigram_backoffs: Vec<f64>,
    bigrams: Vec<Bigram>,
    trigrams: Vec<([u32; 3], f64)>,
}

/// Sums over all that begins with the same words: count, what was taken from it.
#[derive(Default, Clone, Copy)]
struct Context {
    total: f64,
    taken: f64,
}

fn weight(count: u32) -> f64 {
    f64::from(count) / f64::from(FULL)
}

fn discount(count: f64) -> f64 {
    DISCOUNT * count.min(1.0)
}

pub(crate) fn smooth(
    counts: &Counts,
    vocabulary: &Vocabulary,
    max_bigrams: usize,
    max_trigrams: usize,
) -> Model {
    // Names and words of the trade count beside what the texts hold of them. Unknown words are no
    // part of the distribution over the list.
    let listed = vocabulary.counts();
    let count = |(&in_texts, listed): (&u64, u32)| in_texts.max(u64::from(listed)) as f64 + 0.5;
    let counted: Vec<f64> = counts.unigrams.iter().zip(listed).map(count).collect();
    let total: f64 = counted.iter().sum();
    let unigrams: Vec<f64> = counted.iter().map(|count| count / total).collect();
    let knows = |words: &[u32]| !words.contains(&UNKNOWN);

    let mut after: Vec<Context> = vec![Context::default(); vocabulary.len()];
    for &(packed, count) in &counts.bigrams {
        let [first, _] = unpack::<2>(packed);
        let count = weight(count);
        let context = &mut after[first as usize];
        context.total += count;
        context.taken += discount(count);
    }
    let bigram = |first: u32, second: u32, count: f64| {
        let context = after[first as usize];
        ((count - discount(count)) + context.taken * unigrams[second as usize]) / context.total
    };

    let mut pairs: HashMap<u64, (f64, f64)> = HashMap::with_capacity(counts.bigrams.len());
    let mut ranked: Vec<(f64, u64)> = Vec::new();
    for &(packed, count) in &counts.bigrams {
        let [first, second] = unpack::<2>(packed);
        let count = weight(count);
        let probability = bigram(first, second, count);
        pairs.insert(packed, (count, probability));
        if knows(&[first, second]) && count > 1.0 {
            let context = after[first as usize];
            let plain = context.taken / context.total * unigrams[second as usize];
            ranked.push((count * (probability / plain).ln(), packed));
        }
    }
    let kept_pairs = best(ranked, max_bigrams);

    let mut after_pair: HashMap<u64, Context> = HashMap::new();
    for &(packed, count) in &counts.trigrams {
        let [first, second, _] = unpack::<3>(packed);
        let count = weight(count);
        let context = after_pair.entry(pack(&[first, second])).or_default();
        context.total += count;
        context.taken += discount(count);
    }
    let lower = |second: u32, third: u32| {
        pairs.get(&pack(&[second, third])).map_or_else(
            || {
                let context = after[second as usize];
                context.taken / context.total.max(1.0) * unigrams[third as usize]
            },
            |pair| pair.1,
        )
    };
    let mut ranked: Vec<(f64, u64)> = Vec::new();
    let mut triple_probability: HashMap<u64, f64> = HashMap::new();
    for &(packed, count) in &counts.trigrams {
        let [first, second, third] = unpack::<3>(packed);
        let count = weight(count);
        let pair = pack(&[first, second]);
        if count <= 1.0
            || !knows(&[first, second, third])
            || kept_pairs.binary_search(&pair).is_err()
        {
            continue;
        }
        let context = after_pair[&pair];
        let lower = lower(second, third);
        let probability = ((count - discount(count)) + context.taken * lower) / context.total;
        let plain = context.taken / context.total * lower;
        ranked.push((count * (probability / plain).ln(), packed));
        triple_probability.insert(packed, probability);
    }
    let kept_triples = best(ranked, max_trigrams);

    // What is left for the words that are not kept, against what they have one order below.
    let mut pair_mass: HashMap<u64, (f64, f64)> = HashMap::new();
    for &packed in &kept_triples {
        let [first, second, third] = unpack::<3>(packed);
        let mass = pair_mass.entry(pack(&[first, second])).or_default();
        mass.0 += triple_probability[&packed];
        mass.1 += lower(second, third);
    }
    let mut word_mass: Vec<(f64, f64)> = vec![(0.0, 0.0); vocabulary.len()];
    for &packed in &kept_pairs {
        let [first, second] = unpack::<2>(packed);
        let mass = &mut word_mass[first as usize];
        mass.0 += pairs[&packed].1;
        mass.1 += unigrams[second as usize];
    }
    // Where nearly all of the mass is kept, what is left of it is known badly: without a least,
    // one word seen after another twice would forbid all others.
    let backoff = |(kept, below): (f64, f64)| {
        ((1.0 - kept).max(1e-6) / (1.0 - below).max(1e-6)).clamp(LEAST_BACKOFF, 1.0)
    };
    let bigrams = kept_pairs
        .iter()
        .map(|&packed| Bigram {
            words: unpack::<2>(packed),
            probability: pairs[&packed].1,
            backoff: pair_mass.get(&packed).copied().map_or(1.0, backoff),
        })
        .collect();
    let trigrams = kept_triples
        .iter()
        .map(|&packed| (unpack::<3>(packed), triple_probability[&packed]))
        .collect();
    let keys = (0..vocabulary.len() as u32).map(|i| Key::of(vocabulary.word(i))).collect();
    let unigram_backoffs = word_mass.into_iter().map(backoff).collect();
    Model { keys, unigrams, unigram_backoffs, bigrams, trigrams }
}

/// The packed n-grams that change a probability most, in their own order.
fn best(mut ranked: Vec<(f64, u64)>, limit: usize) -> Vec<u64> {
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(limit);
    let mut kept: Vec<u64> = ranked.into_iter().map(|(_, packed)| packed).collect();
    kept.sort_unstable();
    kept
}

impl Model {
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.bigrams.len(), self.trigrams.len())
    }

    fn key(&self, words: &[u32]) -> Key {
        let keys = words.iter().map(|&word| self.keys[word as usize]);
        keys.reduce(Key::with).expect("an n-gram has words")
    }

    pub(crate) fn words(&self, vocabulary: &Vocabulary) -> Result<Vec<u8>> {
        let mut entries: Vec<(&str, u64)> = (BREAK..vocabulary.len() as u32)
            .map(|i| {
                let i_ = i as usize;
                let value = pack_word(-self.unigrams[i_].ln(), -self.unigram_backoffs[i_].ln());
                (vocabulary.word(i), value)
            })
            .collect();
        entries.sort_unstable();
        let mut builder = MapBuilder::memory();
        for (word, value) in entries {
            builder.insert(word, value)?;
        }
        Ok(builder.into_inner()?)
    }

    pub(crate) fn bigrams(&self) -> Vec<u8> {
        let entries: Vec<(Key, f64, f64)> = self
            .bigrams
            .iter()
            .map(|b| (self.key(&b.words), -b.probability.ln(), -b.backoff.ln()))
            .collect();
        write_ngrams(&entries)
    }

    pub(crate) fn trigrams(&self) -> Vec<u8> {
        let entries: Vec<(Key, f64, f64)> =
            self.trigrams.iter().map(|&(words, p)| (self.key(&words), -p.ln(), 0.0)).collect();
        write_ngrams(&entries)
    }
}
