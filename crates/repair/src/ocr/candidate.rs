//! What may have been printed where a word was read.

use gensvar_lexicon::format::{Key, NUMBER};
use gensvar_lexicon::{Lexicon, UNKNOWN_COST, WordEntry};

/// The weight of the language model against the channel.
pub(crate) const LANGUAGE: f32 = 0.70;

/// A word as the language model counts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Listed {
    pub(crate) key: Key,
    /// Its entry in the word list.
    pub(crate) entry: Option<WordEntry>,
    /// The cost of a word that the list does not hold, beside that of being unknown.
    pub(crate) unknown: f32,
}

impl Listed {
    /// What stands for every number.
    pub(crate) fn number(lexicon: &Lexicon) -> Listed {
        Listed { key: Key::of(NUMBER), entry: lexicon.words().get(NUMBER), unknown: 0.0 }
    }

    /// What it costs beside being unknown, if the list does not hold it.
    pub(crate) fn unlisted(&self) -> f32 {
        if self.entry.is_none() { self.unknown } else { 0.0 }
    }

    /// Its cost without context.
    pub(crate) fn cost(&self) -> f32 {
        self.entry.map_or(UNKNOWN_COST + self.unknown, |entry| entry.cost)
    }
}

/// A word that may have been printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// As it would be written here.
    pub(crate) text: String,
    /// The cost of reading it as what was read, in nats.
    pub(crate) channel: f32,
    /// The word before it that lost its space, if it is two.
    pub(crate) lead: Option<Listed>,
    /// The word.
    pub(crate) word: Listed,
    /// Whether it is made of known parts.
    pub(crate) is_compound: bool,
    /// Whether a Danish letter was put in.
    pub(crate) is_danish: bool,
    /// Whether a letter was lost, added or replaced in a way no engine is known for.
    pub(crate) is_edited: bool,
}

impl Candidate {
    /// Its words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Listed> {
        self.lead.iter().chain([&self.word])
    }

    /// Whether it is neither a word nor made of parts of words.
    pub(crate) fn is_strange(&self) -> bool {
        self.word.entry.is_none() && !self.is_compound
    }

    /// Its cost without context.
    pub(crate) fn cost(&self) -> f32 {
        self.channel + self.words().map(|word| LANGUAGE * word.cost()).sum::<f32>()
    }
}
