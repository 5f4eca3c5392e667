//! The words that weights are learned for, whatever class they are of: whole, by their beginning
//! and by their ending, so that `temadagene` helps to know `temamødet` and `introdagene`.

use std::collections::{BTreeMap, BTreeSet};

use crate::filter::WordMap;

/// So many letters are a beginning or an ending.
const EDGE: usize = 5;
/// Words of no more letters than this have no beginning of their own; one more for endings.
const SHORT: usize = 5;
/// A word counts from so many replies on: what one writer says often is that writer's habit.
const LEAST: usize = 3;

/// The three ways in which a word is known.
const WAYS: [&str; 3] = ["said ", "starts ", "ends "];

/// Words, beginnings and endings with their numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    numbers: [WordMap<u32>; 3],
    names: Vec<String>,
}

impl Vocabulary {
    /// The vocabulary of a table of weights: `said kursus`, `starts temad`, `ends dagen`.
    pub(crate) fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Vocabulary {
        let is_of_words = |name: &&str| WAYS.iter().any(|way| name.starts_with(way));
        let mut names: Vec<&str> = names.filter(is_of_words).collect();
        names.sort_unstable();
        names.dedup();
        let mut vocabulary = Vocabulary::default();
        for name in names {
            for (way, numbers) in WAYS.iter().zip(&mut vocabulary.numbers) {
                if let Some(word) = name.strip_prefix(way) {
                    vocabulary.names.push(name.to_owned());
                    numbers.insert(word.to_owned(), vocabulary.names.len() as u32);
                }
            }
        }
        vocabulary
    }

    /// What stands in enough of the replies to learn from.
    pub(crate) fn of_replies<'a>(replies: impl Iterator<Item = &'a str>) -> Vocabulary {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for reply in replies {
            let mut seen: BTreeSet<String> = BTreeSet::new();
            for word in reply.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
                let word = word.to_lowercase();
                for (way, part) in WAYS.iter().zip(parts(&word)) {
                    seen.extend(part.map(|part| format!("{way}{part}")));
                }
            }
            for name in seen {
                *counts.entry(name).or_default() += 1;
            }
        }
        let common = counts.iter().filter(|(_, count)| **count >= LEAST);
        Vocabulary::of_names(common.map(|(name, _)| name.as_str()))
    }

    /// The numbers of a word in lower case, its beginning and its ending; 0 for what is not known.
    pub(crate) fn numbers_of(&self, word: &str) -> [u32; 3] {
        if self.names.is_empty() {
            return [0; 3];
        }
        let mut numbers = [0; 3];
        for ((number, known), part) in numbers.iter_mut().zip(&self.numbers).zip(parts(word)) {
            *number = part.and_then(|part| known.get(part)).copied().unwrap_or_default();
        }
        numbers
    }

    /// The names, in the order of their numbers, which count from 1.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

/// A word, its beginning and its ending.
fn parts(word: &str) -> [Option<&str>; 3] {
    if !word.starts_with(char::is_alphabetic) {
        return [None; 3];
    }
    let start = word.char_indices().nth(EDGE).map(|(at, _)| &word[..at]);
    let is_long = word.chars().nth(SHORT + 1).is_some();
    let end = word.char_indices().rev().nth(EDGE - 1).map(|(at, _)| &word[at..]);
    [Some(word), start, end.filter(|_| is_long)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_whole_and_by_its_edges() {
        let replies = ["Temadagen er fast.", "temadagen varer", "På temadagen og på måltider"];
        let vocabulary = Vocabulary::of_replies(replies.into_iter());
        assert_eq!(vocabulary.names(), ["ends dagen", "said temadagen", "starts temad"]);
        let [whole, start, end] = vocabulary.numbers_of("temadagene");
        assert_eq!((whole, start > 0, end), (0, true, 0));
        assert!(vocabulary.numbers_of("temadagen").iter().all(|number| *number > 0));
        assert_eq!(vocabulary.numbers_of("måltider"), [0; 3]);
        assert_eq!(vocabulary.numbers_of("2025"), [0; 3]);
        assert_eq!(vocabulary.numbers_of(""), [0; 3]);
    }
}
