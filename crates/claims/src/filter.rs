//! A quick hash for short words, and a quick no for words that cannot be in a list by their edge.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A quick hash for short words. What comes from outside is kept under it only where there is a fixed
/// number of places, so that no text can make anything slow.
#[derive(Debug, Default, Clone, Copy)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let tail = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
            self.mix(tail);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }
}

impl WordHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        // The low bits choose the bucket: let the high ones have a say.
        self.0 ^= self.0 >> 29;
    }
}

/// A map by a quick hash, for keys that nobody outside chooses.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;
pub(crate) type WordMap<V> = QuickMap<String, V>;
pub(crate) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;

/// The edges of the words of a list: the first or the last three bytes. A word with another edge
/// neither is one of them nor begins or ends with one.
#[derive(Debug, Clone, Default)]
pub(crate) struct EdgeFilter {
    bits: Vec<u64>,
    /// Words of less than three bytes say nothing.
    has_short: bool,
}

const BITS: u32 = 13;

impl EdgeFilter {
    /// A filter by the ends of words.
    pub(crate) fn ends<'w>(words: impl IntoIterator<Item = &'w String>) -> EdgeFilter {
        let mut filter = EdgeFilter::default();
        words.into_iter().for_each(|word| filter.add(last_three(word)));
        filter
    }

    /// A filter by their beginnings.
    pub(crate) fn starts<'w>(words: impl IntoIterator<Item = &'w String>) -> EdgeFilter {
        let mut filter = EdgeFilter::default();
        words.into_iter().for_each(|word| filter.add(first_three(word)));
        filter
    }

    fn add(&mut self, edge: Option<[u8; 3]>) {
        let Some(edge) = edge else {
            self.has_short = true;
            return;
        };
        if self.bits.is_empty() {
            self.bits = vec![0; (1 << BITS) / 64];
        }
        let place = place(edge);
        self.bits[place / 64] |= 1 << (place % 64);
    }

    fn may(&self, edge: Option<[u8; 3]>) -> bool {
        self.has_short
            || edge.is_some_and(|edge| {
                let place = place(edge);
                self.bits.get(place / 64).is_some_and(|bits| bits & (1 << (place % 64)) != 0)
            })
    }

    /// Whether a word may end with one of the list.
    pub(crate) fn may_end(&self, word: &str) -> bool {
        self.may(last_three(word))
    }

    /// Whether a word may begin with one of the list.
    pub(crate) fn may_start(&self, word: &str) -> bool {
        self.may(first_three(word))
    }
}

fn place([a, b, c]: [u8; 3]) -> usize {
    let mixed = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1);
    (mixed >> (32 - BITS)) as usize
}

fn first_three(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().first_chunk().copied()
}

fn last_three(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().last_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_never_denies_what_is_there() {
        let words = ["kursus", "ø", "sagsbehandler"].map(str::to_owned);
        let long = EdgeFilter::ends(&words[2..]);
        assert!(
            long.may_end("børnesagsbehandler") && !long.may_end("er") && !long.may_end("kurser")
        );
        let all = EdgeFilter::ends(&words);
        assert!(all.may_end("hvad") && all.may_end("ø") && all.may_end(""));
        let starts = EdgeFilter::starts(&words[..1]);
        assert!(starts.may_start("kursusdag") && !starts.may_start("ku"));
        assert!(!EdgeFilter::default().may_end("kursus"));
    }
}
