//! Which words the model knows, and under which number it counts them.

use std::collections::HashMap;

use gensvar_lexicon::format::{NUMBER, SENTENCE};
use gensvar_lexicon::tokens::Token;

use super::corpus::{FULL, Source, TypeCount};

/// The words that are kept, in the order of their numbers.
pub(crate) struct Vocabulary {
    words: Vec<(String, u32)>,
    numbers: HashMap<String, u32>,
}

/// The numbers that stand for something else than a word of the list.
pub(crate) const UNKNOWN: u32 = 0;
pub(crate) const BREAK: u32 = 1;
/// A noun is taken to have a genitive if it occurs at least so often.
const DEFINITE: u32 = FULL;

impl Vocabulary {
    pub(crate) fn new(types: &HashMap<&str, TypeCount>, extra: &[Source], limit: usize) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (&word, count) in types {
            if !is_word(word) {
                continue;
            }
            *counts.entry(word.to_owned()).or_default() += count.inside;
            // The first word of a sentence is capitalised whatever it is.
            let truly = true_case(word, types);
            *counts.entry(truly).or_default() += count.first;
        }
        for source in extra {
            for word in source.text.lines() {
                *counts.entry(word.to_owned()).or_default() += source.weight;
            }
        }
        counts.retain(|_, count| *count >= FULL / 2);
        genitives(&mut counts);
        let mut words: Vec<(String, u32)> = counts.into_iter().collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(limit);
        let special = [("<unk>".to_owned(), 0), (SENTENCE.to_owned(), 0), (NUMBER.to_owned(), 0)];
        let words: Vec<(String, u32)> = special.into_iter().chain(words).collect();
        let numbers =
            words.iter().enumerate().map(|(i, (word, _))| (word.clone(), i as u32)).collect();
        Vocabulary { words, numbers }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, number: u32) -> &str {
        &self.words[number as usize].0
    }

    /// Words with their weighted counts, the special ones left out.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().skip(3).map(|(word, count)| (word.as_str(), *count))
    }

    /// The weighted counts of all, in the order of their numbers.
    pub(crate) fn counts(&self) -> impl Iterator<Item = u32> {
        self.words.iter().map(|(_, count)| *count)
    }

    pub(crate) fn number(&self, token: Token<'_>, is_first: bool) -> u32 {
        let text = token.as_str();
        let find = |word: &str| self.numbers.get(word).copied();
        if is_first && text.chars().next().is_some_and(char::is_uppercase) {
            let lower = lower_first(text);
            // Numbers are in order of frequency.
            return match (find(text), find(&lower)) {
                (Some(as_is), Some(lower)) => as_is.min(lower),
                (as_is, lower) => as_is.or(lower).unwrap_or(UNKNOWN),
            };
        }
        find(text).unwrap_or(UNKNOWN)
    }
}

/// Adds the genitives of definite nouns, which texts hold only by chance.
fn genitives(counts: &mut HashMap<String, u32>) {
    let definite: Vec<&str> = include_str!("../../../crates/lexicon/data/definite.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let nouns = counts.iter().filter(|(word, count)| {
        let ends = definite.iter().any(|e| word.ends_with(e) && word.len() > e.len() + 2);
        **count >= DEFINITE && ends && word.chars().all(char::is_lowercase)
    });
    let missing: Vec<String> = nouns
        .map(|(word, _)| format!("{word}s"))
        .filter(|word| !counts.contains_key(word))
        .collect();
    counts.extend(missing.into_iter().map(|word| (word, FULL / 2)));
}

/// The form that a sentence's first word has within sentences, by what is more frequent there.
fn true_case(word: &str, types: &HashMap<&str, TypeCount>) -> String {
    let lower = lower_first(word);
    let inside = |word: &str| types.get(word).map_or(0, |count| count.inside);
    if inside(&lower) >= inside(word) { lower } else { word.to_owned() }
}

fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    // An abbreviation in capitals is no capitalised word.
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return word.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Whether a token could stand in a word list: letters, with hyphens, stops and apostrophes.
fn is_word(word: &str) -> bool {
    word.len() <= 60
        && word.chars().any(char::is_alphabetic)
        && word.chars().all(|c| is_danish(c) || matches!(c, '-' | '.' | '\'' | '’'))
}

/// Letters that Danish texts and the names in them use.
fn is_danish(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='ÿ') && !matches!(c, '×' | '÷')
}
