//! Words that a lost letter turns into another word, counted one by one.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use gensvar::repair::Repaired;
use gensvar::text::Span;
use serde::{Deserialize, Serialize};

use crate::words::{Laid, pieces};

/// An edit less sure than this is listed for a reader to look at, as doubts are.
const LISTED: f64 = 0.9;

/// Words that are taken for one another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerSet {
    /// Its name in tables and JSON.
    pub name: String,
    /// The words, in small letters.
    pub words: Vec<String>,
    /// What is at stake.
    pub why: String,
    /// A sentence in which it is.
    pub example: String,
}

/// The sets of the data file.
///
/// # Panics
/// If the built-in file has a fault; a test reads it.
pub fn danger_sets() -> &'static [DangerSet] {
    #[derive(Deserialize)]
    struct File {
        set: Vec<DangerSet>,
    }
    static SETS: LazyLock<Vec<DangerSet>> = LazyLock::new(|| {
        let file = include_str!("../data/danger-words.toml");
        toml::from_str::<File>(file).expect("the built-in file parses").set
    });
    &SETS
}

/// The name of the set a word belongs to.
fn set_of(word: &str) -> Option<&'static str> {
    static BY_WORD: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let words = |set: &'static DangerSet| {
            set.words.iter().map(|word| (word.as_str(), set.name.as_str()))
        };
        danger_sets().iter().flat_map(words).collect()
    });
    BY_WORD.get(word.to_lowercase().as_str()).copied()
}

/// How words of the sets came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DangerCount {
    /// Those in the gold.
    pub words: usize,
    /// Right after repair.
    pub right: usize,
    /// Wrong after repair.
    pub wrong: usize,
    /// Of the right, those listed as doubtful, or edited with a confidence below 0.9.
    pub right_listed: usize,
    /// Of the wrong, the same.
    pub wrong_listed: usize,
}

impl DangerCount {
    fn add(&mut self, other: DangerCount) {
        self.words += other.words;
        self.right += other.right;
        self.wrong += other.wrong;
        self.right_listed += other.right_listed;
        self.wrong_listed += other.wrong_listed;
    }
}

/// The words of all sets, and of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DangerMarks {
    /// All of them.
    pub all: DangerCount,
    /// Each set.
    pub sets: BTreeMap<&'static str, DangerCount>,
}

impl DangerMarks {
    /// The counts of one page.
    pub(crate) fn of(repaired: &Repaired, laid: &Laid<'_>) -> Self {
        let mut listed: Vec<Span> =
            repaired.doubts.iter().map(|doubt| repaired.map.to_target(doubt.span)).collect();
        let unsure = repaired.edits.iter().filter(|edit| edit.confidence < LISTED);
        listed.extend(unsure.map(|edit| edit.target));
        let mut marks = DangerMarks::default();
        for (number, partner) in laid.to_repaired().into_iter().enumerate() {
            let gold = pieces(&laid.gold.folded()[number]);
            // Of a hyphenated word no part is a word of its own.
            let [(_, word)] = gold[..] else { continue };
            let Some(set) = set_of(word) else { continue };
            let ours = partner.map(|number| pieces(&laid.repaired.folded()[number]));
            let is_right = ours.is_some_and(|ours| matches!(ours[..], [(_, our)] if our == word));
            let is_listed = partner.is_some_and(|number| {
                listed.iter().any(|span| span.overlaps(laid.repaired.span(number)))
            });
            let count = DangerCount {
                words: 1,
                right: usize::from(is_right),
                wrong: usize::from(!is_right),
                right_listed: usize::from(is_right && is_listed),
                wrong_listed: usize::from(!is_right && is_listed),
            };
            marks.all.add(count);
            marks.sets.entry(set).or_default().add(count);
        }
        marks
    }

    /// Takes the counts of another page in.
    pub fn add(&mut self, other: &DangerMarks) {
        self.all.add(other.all);
        for (set, count) in &other.sets {
            self.sets.entry(set).or_default().add(*count);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_data_file_is_sound() {
        let mut seen = BTreeSet::new();
        for set in danger_sets() {
            assert!(!set.why.is_empty(), "{}: no reason", set.name);
            let words: Vec<String> = pieces(&set.example.to_lowercase())
                .into_iter()
                .map(|(_, word)| word.to_owned())
                .collect();
            assert!(set.words.iter().any(|w| words.contains(w)), "{}: the example", set.name);
            for word in &set.words {
                assert!(seen.insert(word), "{word} stands twice");
                assert_eq!(*word, word.to_lowercase());
            }
        }
    }

    #[test]
    fn words_are_counted_right_and_wrong() {
        let repaired = Repaired::unchanged("Den bor før jul, men ma vente.");
        let laid = Laid::new("Den bør, før jul, men må vente.", &repaired.text);
        let marks = DangerMarks::of(&repaired, &laid);
        assert_eq!((marks.all.words, marks.all.right, marks.all.wrong), (3, 1, 2));
        assert_eq!(marks.sets["må-mad"].wrong, 1);
    }
}
