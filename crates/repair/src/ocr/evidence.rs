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
    /// What each of æ, ø, å was read as, without regard to capitals.
    ways: [BTreeMap<String, f32>; 3],
    /// Misreadings in which no Danish letter was lost.
    others: f32,
    /// Printed and read letters.
    pub(crate) misread: BTreeMap<(String, String), f32>,
    /// Whether the engine has the habit of reading small letters as capitals.
    pub(crate) capitals_inside: bool,
    /// How often a letter was printed.
    pub(crate) printed: BTreeMap<char, f32>,
}

/// A misreading found all over the text weighs as if it had been seen in so many words.
const HABIT: f32 = 600.0;

/// A text tells that it was typed by so many lost letters, and so large a share may be otherwise.
const TYPED: f32 = 30.0;
const EXCEPTIONS: f32 = 0.015;

impl Evidence {
    /// What is known before the first reading: what the engine reads wrongly throughout.
    pub(crate) fn of_habits(habits: &[(String, String)]) -> Self {
        let mut evidence = Evidence::default();
        for (printed, read) in habits {
            evidence.misread.insert((printed.clone(), read.clone()), HABIT);
            evidence.capitals_inside |= read.contains(char::is_uppercase);
        }
        evidence
    }

    /// What stands for each of æ, ø, å if this text was not read by an engine but typed, or written
    /// by a program, without them: every one kept, or every one lost in the same way, and nothing
    /// else wrong. Engines are never so regular.
    pub(crate) fn typed(&self) -> Option<[Option<String>; 3]> {
        let all: f32 = self.lost.iter().sum();
        if all < TYPED || self.others > (EXCEPTIONS * all).max(1.0) {
            return None;
        }
        let mut typed = [const { None }; 3];
        for (i, typed) in typed.iter_mut().enumerate() {
            let (kept, lost) = (self.kept[i], self.lost[i]);
            if lost <= EXCEPTIONS * (kept + lost) {
                continue;
            }
            let most = self.ways[i].iter().max_by(|a, b| a.1.total_cmp(b.1));
            let (way, seen) = most.filter(|_| kept <= EXCEPTIONS * (kept + lost))?;
            if *seen < (1.0 - EXCEPTIONS) * lost {
                return None;
            }
            *typed = Some(way.clone());
        }
        Some(typed)
    }

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
            match letters {
                &[letter] if let Some(i) = number(letter) => {
                    let way = text(&read[m.read.clone()]).to_lowercase();
                    *self.ways[i].entry(way).or_default() += 1.0;
                }
                letters if letters.iter().all(|&c| number(c).is_none()) => self.others += 1.0,
                _ => {}
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Evidence of words in which a letter was read as each of these in turn.
    fn read_as(ways: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for (i, way) in ways.iter().cycle().take(60).enumerate() {
            let consonant = |i: usize| char::from(b"bdfgklmnprstv"[i % 13]);
            let around = [consonant(i), consonant(i / 13), consonant(i / 5)];
            let word = |letter: &str| format!("{}{letter}{}{}", around[0], around[1], around[2]);
            evidence.add(&word("ø"), &word(way));
        }
        evidence
    }

    #[test]
    fn typing_is_regular_and_reading_is_not() {
        assert_eq!(read_as(&["o"]).typed(), Some([None, Some("o".to_owned()), None]));
        assert_eq!(read_as(&["o", "g"]).typed(), None);
        assert_eq!(read_as(&["o", "ø"]).typed(), None);
        let mut misread = read_as(&["o"]);
        for word in ["kommune", "kursus", "moms"] {
            misread.add(word, &word.replace('m', "rn").replace('k', "l"));
        }
        assert_eq!(misread.typed(), None);
    }
}
