//! What a first reading of the text tells of how its engine misreads.

use std::collections::{BTreeMap, BTreeSet};

use gensvar_lexicon::align::misreadings;

use super::channel::number;

/// Counts of letters kept and misread, over kinds of words.
///
/// A word counts once, however often it stands in the text: what is read wrongly once is read
/// wrongly each time, and counts of occurrences would feed on their own errors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    seen: BTreeSet<(String, String)>,
    /// Of æ, ø, å: how often read as themselves, and not.
    pub(crate) kept: [f32; 3],
    pub(crate) lost: [f32; 3],
    /// Printed and read letters.
    pub(crate) misread: BTreeMap<(String, String), f32>,
    /// How often a letter was printed.
    pub(crate) printed: BTreeMap<char, f32>,
}

impl Evidence {
    /// Takes in a word and what it was read as.
    pub(crate) fn add(&mut self, printed: &str, read: &str) {
        if !self.seen.insert((printed.to_owned(), read.to_owned())) {
            return;
        }
        let (printed, read): (Vec<char>, Vec<char>) =
            (printed.chars().collect(), read.chars().collect());
        let mut lost = [0.0; 3];
        for &letter in &printed {
            *self.printed.entry(letter).or_default() += 1.0;
            if let Some(i) = number(letter) {
                self.kept[i] += 1.0;
            }
        }
        for m in misreadings(&printed, &read) {
            let letters = &printed[m.printed];
            letters.iter().filter_map(|&c| number(c)).for_each(|i| lost[i] += 1.0);
            let text = |letters: &[char]| letters.iter().collect::<String>();
            if letters.len() <= 2 && (1..=3).contains(&m.read.len()) {
                let pair = (text(letters), text(&read[m.read]));
                *self.misread.entry(pair).or_default() += 1.0;
            }
        }
        for (i, lost) in lost.into_iter().enumerate() {
            self.lost[i] += lost;
            self.kept[i] -= lost;
        }
    }
}
