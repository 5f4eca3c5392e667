//! Patterns by the tokens they can begin or end with, so that few are tried at a place.

use super::tokens::Tokens;
use crate::filter::QuickMap;
pub(super) use crate::filter::{WordMap, WordSet};

type PairMap<V> = QuickMap<(char, char), V>;

/// So many indexes can have a mark of their own; those after are asked each time.
const MARKS: usize = 64 * MARK_WORDS;
const MARK_WORDS: usize = 7;

/// Which indexes hold something for a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks([u64; MARK_WORDS]);

impl Marks {
    /// No index.
    pub(super) const NONE: Marks = Marks([0; MARK_WORDS]);

    fn insert(&mut self, number: u16) {
        self.0[usize::from(number) / 64] |= 1 << (number % 64);
    }

    fn has(&self, number: u16) -> bool {
        self.0[usize::from(number) / 64] & (1 << (number % 64)) != 0
    }

    fn extend(&mut self, other: &Marks) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }
}

/// All indexes at once: a token is looked up here, once, and then only those indexes are asked that
/// hold something for it.
#[derive(Debug, Default)]
pub(super) struct Directory {
    count: u16,
    words: WordMap<Marks>,
    prefixes: PairMap<Marks>,
    suffixes: PairMap<Marks>,
    numbers: Marks,
    digits: Marks,
}

impl Directory {
    /// Gives an index its mark.
    pub(super) fn enlist<T>(&mut self, index: &mut Index<T>) {
        if index.is_empty() || usize::from(self.count) >= MARKS {
            return;
        }
        let number = self.count;
        self.count += 1;
        index.number = Some(number);
        for word in index.words.keys() {
            match self.words.get_mut(word) {
                Some(marks) => marks.insert(number),
                None => self.words.entry(word.clone()).or_default().insert(number),
            }
        }
        index.prefixes.keys().for_each(|&p| self.prefixes.entry(p).or_default().insert(number));
        index.suffixes.keys().for_each(|&s| self.suffixes.entry(s).or_default().insert(number));
        if !index.numbers.is_empty() {
            self.numbers.insert(number);
        }
        if !index.digits.is_empty() {
            self.digits.insert(number);
        }
    }

    /// The marks of a token.
    pub(super) fn marks(&self, low: &str, is_number: bool, is_digits: bool) -> Marks {
        let mut marks = self.words.get(low).copied().unwrap_or_default();
        if let Some(found) = first_two(low).and_then(|pair| self.prefixes.get(&pair)) {
            marks.extend(found);
        }
        if let Some(found) = last_two(low).and_then(|pair| self.suffixes.get(&pair)) {
            marks.extend(found);
        }
        if is_number {
            marks.extend(&self.numbers);
        }
        if is_digits {
            marks.extend(&self.digits);
        }
        marks
    }
}

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
    /// Its mark in the directory.
    number: Option<u16>,
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
            number: None,
            words: WordMap::default(),
            prefixes: PairMap::default(),
            suffixes: PairMap::default(),
            numbers: Vec::new(),
            digits: Vec::new(),
            any: Vec::new(),
        }
    }
}

impl<T> Index<T> {
    fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.prefixes.is_empty()
            && self.suffixes.is_empty()
            && self.numbers.is_empty()
            && self.digits.is_empty()
    }

    /// Whether anything but what stands anywhere may stand at a token.
    fn is_marked(&self, tokens: &Tokens<'_>, at: Option<usize>) -> bool {
        match (at, self.number) {
            (None, _) => false,
            (Some(at), Some(number)) => tokens.marks(at).is_none_or(|marks| marks.has(number)),
            (Some(_), None) => !self.is_empty(),
        }
    }

    /// Whether nothing may stand at a token.
    pub(super) fn is_silent(&self, tokens: &Tokens<'_>, at: Option<usize>) -> bool {
        self.any.is_empty() && !self.is_marked(tokens, at)
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
        let at = at.filter(|_| self.is_marked(tokens, at));
        let low = at.map_or("", |i| tokens.low(i));
        let list = |list: Option<&'i Vec<T>>| list.map_or(none, Vec::as_slice);
        let words = list(at.and_then(|_| self.words.get(low)));
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
