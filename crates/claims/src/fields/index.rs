//! Patterns by the tokens they can begin or end with, so that few are tried at a place.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::tokens::Tokens;

/// A quick hash for short words; nothing here comes from outside as a key.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let mixed = self.0.rotate_left(5) ^ u64::from_le_bytes(word);
            self.0 = mixed.wrapping_mul(0x517c_c1b7_2722_0a95);
        }
        // The low bits choose the bucket: let the high ones have a say.
        self.0 ^= self.0 >> 29;
    }
}

pub(super) type WordMap<V> = HashMap<String, V, BuildHasherDefault<WordHasher>>;
pub(super) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;
type PairMap<V> = HashMap<(char, char), V, BuildHasherDefault<WordHasher>>;

/// What the token at one edge of a pattern is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edge {
    Word(String),
    Prefix(String),
    Suffix(String),
    /// A number in digits or words.
    Number,
    Digits,
    Any,
}

/// Things by the token they want.
#[derive(Debug)]
pub(super) struct Index<T> {
    words: WordMap<Vec<T>>,
    prefixes: PairMap<Vec<T>>,
    suffixes: PairMap<Vec<T>>,
    numbers: Vec<T>,
    digits: Vec<T>,
    any: Vec<T>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index {
            words: HashMap::default(),
            prefixes: HashMap::default(),
            suffixes: HashMap::default(),
            numbers: Vec::new(),
            digits: Vec::new(),
            any: Vec::new(),
        }
    }
}

impl<T: Copy + PartialEq> Index<T> {
    pub(super) fn insert(&mut self, edges: &[Edge], value: T) {
        for edge in edges {
            let list = match edge {
                Edge::Word(word) => self.words.entry(word.clone()).or_default(),
                Edge::Prefix(word) => match first_two(word) {
                    Some(pair) => self.prefixes.entry(pair).or_default(),
                    None => &mut self.any,
                },
                Edge::Suffix(word) => match last_two(word) {
                    Some(pair) => self.suffixes.entry(pair).or_default(),
                    None => &mut self.any,
                },
                Edge::Number => &mut self.numbers,
                Edge::Digits => &mut self.digits,
                Edge::Any => &mut self.any,
            };
            if list.last() != Some(&value) {
                list.push(value);
            }
        }
    }

    /// All that may stand at a token; past either end of the sentence those that want none.
    pub(super) fn at<'i>(
        &'i self,
        tokens: &Tokens<'_>,
        at: Option<usize>,
    ) -> impl Iterator<Item = T> + 'i {
        let none: &[T] = &[];
        let low = at.map_or("", |i| tokens.low(i));
        let list = |list: Option<&'i Vec<T>>| list.map_or(none, Vec::as_slice);
        let words = list(self.words.get(low));
        let prefixes = list(first_two(low).and_then(|pair| self.prefixes.get(&pair)));
        let suffixes = list(last_two(low).and_then(|pair| self.suffixes.get(&pair)));
        let is_number = at.is_some_and(|i| tokens.number(i).is_some());
        let numbers = if is_number { self.numbers.as_slice() } else { none };
        let is_digits = at.is_some_and(|i| tokens.is_digits(i));
        let digits = if is_digits { self.digits.as_slice() } else { none };
        [words, prefixes, suffixes, numbers, digits, self.any.as_slice()]
            .into_iter()
            .flatten()
            .copied()
    }
}

fn first_two(word: &str) -> Option<(char, char)> {
    let mut chars = word.chars();
    Some((chars.next()?, chars.next()?))
}

fn last_two(word: &str) -> Option<(char, char)> {
    let mut chars = word.chars().rev();
    let last = chars.next()?;
    Some((chars.next()?, last))
}
