//! What is typed for which letter.

use std::sync::LazyLock;

/// A way of typing Danish without some of its letters.
#[derive(Debug)]
pub(super) struct Layout {
    /// The id of the rule.
    pub(super) rule: &'static str,
    keys: Vec<Key>,
}

/// What is typed for a letter.
#[derive(Debug)]
struct Key {
    typed: Vec<char>,
    meant: char,
    is_proof: bool,
}

/// A spelling of a word, and whether a letter was put in that proves something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) word: String,
    pub(super) is_proof: bool,
}

/// Spellings of one word; one with more places than that has no meaning.
const SPELLINGS: usize = 64;

/// The layouts of the data file.
pub(super) fn layouts() -> &'static [Layout] {
    static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
        let mut layouts: Vec<Layout> = Vec::new();
        for line in include_str!("../../data/transliteration/layouts.tsv").lines() {
            let fields: Vec<&'static str> = line.split('\t').collect();
            let [rule, typed, meant, proof] = fields[..] else { continue };
            let meant = meant.chars().next().unwrap_or('\u{fffd}');
            let key = Key { typed: typed.chars().collect(), meant, is_proof: proof == "proof" };
            match layouts.iter_mut().find(|layout| layout.rule == rule) {
                Some(layout) => layout.keys.push(key),
                None => layouts.push(Layout { rule, keys: vec![key] }),
            }
        }
        layouts
    });
    &LAYOUTS
}

impl Layout {
    /// Whether anything is typed in the text that would prove it.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.keys.iter().any(|key| key.is_proof && key.is_in(text))
    }

    /// Whether anything is typed in the text that may stand for a letter.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.keys.iter().any(|key| key.is_in(text))
    }

    /// Whether it has this letter only as something else.
    pub(super) fn lacks(&self, letter: char) -> bool {
        !letter.is_ascii()
            && self.keys.iter().any(|key| letter.to_lowercase().eq(std::iter::once(key.meant)))
    }

    /// How a word may be spelled, the way it is typed first; only that if nothing can be put in.
    pub(super) fn spellings(&self, word: &str) -> Vec<Spelling> {
        let mut all = self.all_spellings(word);
        // A word in which a letter of another language stands by right is of that language.
        if self.keys.iter().all(|key| key.typed.len() == 1) && all.len() > 2 {
            all.drain(1..all.len() - 1);
        }
        all
    }

    /// All ways of putting letters in, the one with none first, the one with most last.
    fn all_spellings(&self, word: &str) -> Vec<Spelling> {
        let letters: Vec<char> = word.chars().collect();
        // What is spelled so far, and how many letters of the typed word that takes.
        let mut open = vec![(Spelling { word: String::new(), is_proof: false }, 0)];
        let mut done = Vec::new();
        while let Some((spelling, at)) = open.pop() {
            let Some(&letter) = letters.get(at) else {
                done.push(spelling);
                continue;
            };
            if done.len() + open.len() > SPELLINGS {
                done.truncate(1);
                return done;
            }
            for key in &self.keys {
                if key.is_at(&letters[at..]) {
                    let mut word = spelling.word.clone();
                    if letter.is_uppercase() {
                        word.extend(key.meant.to_uppercase());
                    } else {
                        word.push(key.meant);
                    }
                    let is_proof = spelling.is_proof || key.is_proof;
                    open.push((Spelling { word, is_proof }, at + key.typed.len()));
                }
            }
            let mut word = spelling.word;
            word.push(letter);
            // Last in, first out: the word as it is typed is the first that is done.
            open.push((Spelling { word, is_proof: spelling.is_proof }, at + 1));
        }
        done
    }
}

impl Key {
    fn is_in(&self, text: &str) -> bool {
        let small: String = self.typed.iter().collect();
        let name: String =
            self.typed[0].to_uppercase().chain(self.typed[1..].iter().copied()).collect();
        text.contains(&small) || text.contains(&name) || text.contains(&small.to_uppercase())
    }

    fn is_at(&self, letters: &[char]) -> bool {
        let small = |c: char| c.to_lowercase().next().unwrap_or(c);
        // `aA` is no letter.
        letters.len() >= self.typed.len()
            && !(letters[0].is_lowercase()
                && letters[..self.typed.len()].iter().any(|c| c.is_uppercase()))
            && self.typed.iter().zip(letters).all(|(&typed, &letter)| small(letter) == typed)
    }
}
