//! The lists of words that patterns name, and patterns by what they can begin or end with: a word
//! is looked up once, and then few patterns are tried at a place.

use std::collections::HashMap;

use super::numbers::NumberWords;
use super::pattern::Table;
use super::tokens::Tokens;
use crate::filter::QuickMap;
pub(super) use crate::filter::{WordMap, WordSet};

type PairMap<V> = QuickMap<(char, char), V>;

/// So many indexes can have a mark of their own; those after are asked each time.
const MARKS: usize = 64 * MARK_WORDS;
const MARK_WORDS: usize = 7;

/// Which indexes hold something for a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks([u64; MARK_WORDS]);

impl Marks {
    fn insert(&mut self, number: u16) {
        self.0[usize::from(number) / 64] |= 1 << (number % 64);
    }

    fn has(&self, number: u16) -> bool {
        self.0[usize::from(number) / 64] & (1 << (number % 64)) != 0
    }

    pub(super) fn extend(&mut self, other: &Marks) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }
}

/// A set of lists, by their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct ListSet(Vec<u64>);

impl ListSet {
    pub(super) fn insert(&mut self, list: u16) {
        let at = usize::from(list) / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (list % 64);
    }

    pub(super) fn has(&self, list: u16) -> bool {
        self.0.get(usize::from(list) / 64).is_some_and(|bits| bits & (1 << (list % 64)) != 0)
    }
}

/// What is known of a word in lower case.
#[derive(Debug, Default)]
pub(crate) struct Word {
    /// The lists that have it, in order.
    pub(super) lists: Vec<u16>,
    pub(super) marks: Marks,
    /// The number that it is.
    pub(super) number: Option<f64>,
}

impl Word {
    /// Whether a list has it.
    pub(super) fn is_of(&self, list: u16) -> bool {
        self.lists.binary_search(&list).is_ok()
    }
}

/// The words that were looked up.
pub(crate) type Memory = crate::memory::Memory<Word>;

/// Words of which lists have the whole or a part.
#[derive(Debug, Default)]
struct Affixes {
    by_pair: PairMap<Vec<(String, u16)>>,
    /// Those of a single letter.
    short: Vec<(String, u16)>,
}

impl Affixes {
    fn insert(&mut self, pair: Option<(char, char)>, word: &str, list: u16) {
        let affixes = match pair {
            Some(pair) => self.by_pair.entry(pair).or_default(),
            None => &mut self.short,
        };
        affixes.push((word.to_owned(), list));
    }

    fn of(&self, pair: Option<(char, char)>) -> impl Iterator<Item = &(String, u16)> {
        let found = pair.and_then(|pair| self.by_pair.get(&pair));
        found.map_or(&[][..], Vec::as_slice).iter().chain(&self.short)
    }
}

/// All lists and all indexes: a word is looked up here, once, and then only those indexes are asked
/// that hold something for it.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Lists of the same words have one number; most are of a single one.
    known: HashMap<Vec<String>, u16>,
    single: WordMap<u16>,
    words: WordMap<Vec<u16>>,
    prefixes: Affixes,
    suffixes: Affixes,
    infixes: Affixes,
    /// For each list, the indexes that hold something for it.
    marks: Vec<Marks>,
    indexes: u16,
}

impl Directory {
    /// Gives a list its number, or tells it.
    pub(super) fn number(&mut self, table: &Table) -> u16 {
        *table.number.get_or_init(|| {
            let next = self.marks.len() as u16;
            let number = match table.single() {
                Some(word) => match self.single.get(word) {
                    Some(number) => *number,
                    None => *self.single.entry(word.to_owned()).or_insert(next),
                },
                None => {
                    let mut key: Vec<String> = table.words().collect();
                    key.sort_unstable();
                    *self.known.entry(key).or_insert(next)
                }
            };
            if number == next {
                self.marks.push(Marks::default());
                self.take(table, number);
            }
            number
        })
    }

    fn take(&mut self, table: &Table, list: u16) {
        for word in table.exact.keys() {
            match self.words.get_mut(word) {
                Some(lists) => lists.push(list),
                None => self.words.entry(word.clone()).or_default().push(list),
            }
        }
        for (word, _) in &table.prefixes {
            self.prefixes.insert(first_two(word), word, list);
        }
        for (word, _) in &table.suffixes {
            self.suffixes.insert(last_two(word), word, list);
        }
        for (word, _) in &table.infixes {
            self.infixes.insert(first_two(word), word, list);
        }
    }

    /// Gives an index its mark.
    pub(super) fn enlist<T>(&mut self, index: &mut Index<T>) {
        if index.by_list.is_empty() || usize::from(self.indexes) >= MARKS {
            return;
        }
        index.mark = Some(self.indexes);
        for (list, _) in &index.by_list {
            if let Some(marks) = self.marks.get_mut(usize::from(*list)) {
                marks.insert(self.indexes);
            }
        }
        self.indexes += 1;
    }

    pub(super) fn look_up(&self, low: &str, numbers: &NumberWords) -> Word {
        let whole = self.words.get(low).into_iter().flatten().copied();
        let prefixes = self.prefixes.of(first_two(low)).filter(|(w, _)| low.starts_with(w));
        let suffixes = self.suffixes.of(last_two(low)).filter(|(w, _)| low.ends_with(w));
        let rests = low.char_indices().filter_map(|(at, _)| low.get(at..));
        let infixes = rests.flat_map(|rest| {
            self.infixes.of(first_two(rest)).filter(move |(w, _)| rest.starts_with(w))
        });
        let parts = prefixes.chain(suffixes).chain(infixes).map(|(_, list)| *list);
        let mut lists: Vec<u16> = whole.chain(parts).collect();
        lists.sort_unstable();
        lists.dedup();
        let mut marks = Marks::default();
        let of = lists.iter().filter_map(|list| self.marks.get(usize::from(*list)));
        of.for_each(|more| marks.extend(more));
        Word { lists, marks, number: numbers.word(low) }
    }
}

/// What the token at one edge of a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// A word of a list.
    List(u16),
    /// A number in digits or words.
    Number,
    Digits,
    Any,
}

/// Things by the token they want.
#[derive(Debug)]
pub(super) struct Index<T> {
    /// Its mark in the directory.
    mark: Option<u16>,
    /// In the order of the lists.
    by_list: Vec<(u16, Vec<T>)>,
    numbers: Vec<T>,
    digits: Vec<T>,
    any: Vec<T>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index {
            mark: None,
            by_list: Vec::new(),
            numbers: Vec::new(),
            digits: Vec::new(),
            any: Vec::new(),
        }
    }
}

impl<T> Index<T> {
    /// Whether a list of the index has a word with these marks.
    fn is_marked(&self, marks: &Marks) -> bool {
        match self.mark {
            Some(mark) => marks.has(mark),
            None => !self.by_list.is_empty(),
        }
    }

    /// Whether nothing may stand anywhere in a sentence.
    pub(super) fn is_idle(&self, tokens: &Tokens<'_>) -> bool {
        self.any.is_empty()
            && !self.is_marked(&tokens.marks)
            && (self.numbers.is_empty() || !tokens.has_number)
            && (self.digits.is_empty() || !tokens.has_digits)
    }

    /// Whether nothing may stand at a token.
    pub(super) fn is_silent(&self, tokens: &Tokens<'_>, at: Option<usize>) -> bool {
        self.any.is_empty()
            && at.is_none_or(|at| {
                !tokens.word(at).is_some_and(|word| self.is_marked(&word.marks))
                    && (self.numbers.is_empty() || tokens.number(at).is_none())
                    && (self.digits.is_empty() || !tokens.is_digits(at))
            })
    }
}

impl<T: Copy + PartialEq> Index<T> {
    pub(super) fn insert(&mut self, edges: &[Edge], value: T) {
        for edge in edges {
            let list = match edge {
                Edge::List(list) => {
                    let place = self.by_list.binary_search_by_key(list, |(number, _)| *number);
                    let at = place.unwrap_or_else(|at| {
                        self.by_list.insert(at, (*list, Vec::new()));
                        at
                    });
                    &mut self.by_list[at].1
                }
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
        tokens: &'i Tokens<'_>,
        at: Option<usize>,
    ) -> impl Iterator<Item = T> + 'i {
        let none: &[T] = &[];
        let word = at.and_then(|at| tokens.word(at));
        let word = word.filter(|word| self.is_marked(&word.marks));
        let lists = word.into_iter().flat_map(|word| &word.lists);
        let listed = lists.filter_map(|list| {
            let place = self.by_list.binary_search_by_key(list, |(number, _)| *number).ok()?;
            Some(self.by_list[place].1.as_slice())
        });
        let is_number = at.is_some_and(|i| tokens.number(i).is_some());
        let numbers = if is_number { self.numbers.as_slice() } else { none };
        let is_digits = at.is_some_and(|i| tokens.is_digits(i));
        let digits = if is_digits { self.digits.as_slice() } else { none };
        listed.chain([numbers, digits, self.any.as_slice()]).flatten().copied()
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
