//! What a text holds elsewhere.

use std::collections::HashMap;

use gensvar_lexicon::WordEntry;

use super::candidate::Candidate;

/// The words that a first reading of the text was sure of (a cache model: Kuhn and De Mori 1990).
///
/// A word is likelier where the text holds it elsewhere: a name, an abbreviation, a term. Only
/// what was read in another way counts, so that an error does not speak for itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// How often a word was read as what.
    words: HashMap<String, Vec<(String, f32)>>,
    all: f32,
}

/// The share of belief that the text itself has against the language model.
const SHARE: f32 = 0.3;
/// Words that are likelier are not remembered.
const COMMON: f32 = 8.5;
/// A short text is taken to have so many words.
const FEWEST: f32 = 200.0;

impl Memory {
    /// Takes in a word and what it was read as.
    pub(crate) fn add(&mut self, printed: &str, read: &str, times: f32) {
        self.all += times;
        let read = &read.to_lowercase();
        let forms = self.words.entry(printed.to_lowercase()).or_default();
        match forms.iter_mut().find(|(form, _)| form == read) {
            Some((_, count)) => *count += times,
            None => forms.push((read.clone(), times)),
        }
    }

    /// How often the word was read otherwise than here.
    fn elsewhere(&self, printed: &str, read: &str) -> f32 {
        if self.words.is_empty() {
            return 0.0;
        }
        let read = &read.to_lowercase();
        let forms = self.words.get(&printed.to_lowercase()).into_iter().flatten();
        forms.filter(|(form, _)| form != read).map(|(_, count)| count).sum()
    }

    /// Whether the text holds the word elsewhere.
    pub(crate) fn holds(&self, printed: &str, read: &str) -> bool {
        self.elsewhere(printed, read) > 0.0
    }

    /// The words it holds, in small letters.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The least cost of any word that it may make likelier; none if it holds no word.
    pub(crate) fn least(&self) -> Option<f32> {
        let of_word = |forms: &Vec<(String, f32)>| forms.iter().map(|(_, count)| count).sum();
        let most = self.words.values().map(of_word).reduce(f32::max)?;
        Some(self.cost(most))
    }

    /// The cost of a word that it holds so often.
    fn cost(&self, count: f32) -> f32 {
        -(SHARE * count / self.all.max(FEWEST)).ln()
    }

    /// Makes a candidate likelier that the text holds elsewhere.
    pub(crate) fn recall(&self, candidate: &mut Candidate, read: &str) {
        // Of common words the language model knows more than one text.
        if candidate.word.entry.is_some_and(|entry| entry.cost < COMMON) {
            return;
        }
        let count = self.elsewhere(&candidate.text, read);
        if count == 0.0 {
            return;
        }
        let here = self.cost(count);
        let word = &mut candidate.word;
        let entry = word.entry.unwrap_or(WordEntry { cost: f32::INFINITY, backoff: 0.0 });
        if here < entry.cost.min(word.cost()) {
            word.entry = Some(WordEntry { cost: here, ..entry });
            word.unknown = 0.0;
        }
    }
}
