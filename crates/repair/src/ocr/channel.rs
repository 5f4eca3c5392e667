//! What an engine reads where something was printed: the probability of a misreading.

use gensvar_lexicon::{Confusion, LetterSet};

use super::evidence::Evidence;
use super::profile::{DANISH, Damage};
use super::search::lower;

/// A misreading: costs in nats.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Misread {
    /// The letters that were read.
    pub(crate) read: Vec<char>,
    /// The letters that were printed.
    pub(crate) printed: Vec<char>,
    /// How unlikely it is.
    pub(crate) cost: f32,
    /// The number of the letter in [`DANISH`], where it was lost.
    lost: Option<usize>,
    has_danish: bool,
    /// The first printed letter, as it is and small.
    begins: LetterSet,
}

/// The channel of one page: printed letters to read ones.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    /// By the first letter read, the likeliest first.
    misreads: Vec<Misread>,
    /// What is typed for each of æ, ø, å, where nothing else is wrong with the text.
    typed: Option<[Option<String>; 3]>,
    /// The cost of reading æ, ø, å as themselves, and of not.
    kept: [f32; 3],
    lost: [f32; 3],
}

/// A mark that may stand for any one letter, and the cost of that beyond the letter's share.
const UNREADABLE: [char; 2] = ['_', '\u{fffd}'];
/// Any one mark, or any two of which the second is that of an `e`, may be what is left of a Danish
/// letter: the cost of that beyond the letter's loss.
const STRANGE: f32 = 7.5;
/// Only where the letter is often lost.
const STRANGE_LOST: f32 = 1.5;
/// What the learned shares are lowered to by smoothing: nothing is as likely as it was seen.
const SMOOTHING: f32 = 2e-5;

/// A misreading that no table knows is believed when so many kinds of words show it.
const SHOWN: f32 = 2.0;
/// What the table says weighs as much as so many words of the text itself.
const PRIOR_DANISH: f32 = 8.0;
const PRIOR_OTHER: f32 = 400.0;

impl Channel {
    /// The channel of a page with this damage, of which a first reading found `evidence`.
    pub(crate) fn new(confusions: &[Confusion], damage: Damage, evidence: &Evidence) -> Self {
        let mut channel = Channel {
            misreads: Vec::with_capacity(confusions.len()),
            typed: evidence.typed(),
            kept: damage.0.map(|damage| -(1.0 - damage).ln()),
            lost: damage.0.map(|damage| -damage.ln()),
        };
        let mut new = evidence.misread.clone();
        for confusion in confusions {
            if !channel.may_be(confusion) {
                continue;
            }
            let seen = new.remove(&(confusion.printed.clone(), confusion.read.clone()));
            channel.confusion(confusion, seen.unwrap_or(0.0), damage, evidence);
        }
        // What no table knows and one kind of word shows may be that word's own spelling.
        for ((printed, read), seen) in new.into_iter().filter(|(_, seen)| *seen >= SHOWN) {
            let confusion = Confusion { printed, read, share: 0.0 };
            if !channel.may_be(&confusion) {
                continue;
            }
            channel.confusion(&confusion, seen, damage, evidence);
        }
        channel.misreads.sort_by(|a, b| a.read[0].cmp(&b.read[0]).then(a.cost.total_cmp(&b.cost)));
        channel
    }

    /// The channel of a page on which nothing is misread.
    pub(crate) fn perfect() -> Self {
        Channel { misreads: Vec::new(), typed: None, kept: [0.0; 3], lost: [f32::INFINITY; 3] }
    }

    /// Whether nothing is wrong with the text but what was typed for Danish letters.
    pub(crate) fn only_danish(&self) -> bool {
        self.typed.is_some()
    }

    /// Whether a misreading is possible: in a typed text, only what is typed for Danish letters.
    fn may_be(&self, confusion: &Confusion) -> bool {
        let Some(typed) = &self.typed else { return true };
        let mut printed = confusion.printed.chars();
        let letter = printed.next().filter(|_| printed.next().is_none()).and_then(number);
        letter
            .and_then(|i| typed[i].as_ref())
            .is_some_and(|way| *way == confusion.read.to_lowercase())
    }

    fn confusion(&mut self, confusion: &Confusion, seen: f32, damage: Damage, evidence: &Evidence) {
        let printed: Vec<char> = confusion.printed.chars().collect();
        let read: Vec<char> = confusion.read.chars().collect();
        let lost = match printed.as_slice() {
            &[letter] => number(letter),
            _ => None,
        };
        let share = match lost {
            Some(i) => {
                let share =
                    (seen + PRIOR_DANISH * confusion.share) / (evidence.lost[i] + PRIOR_DANISH);
                // Of a capital little is seen: it is lost at least half as often as the worst of
                // the small letters.
                let worst = damage.0.into_iter().fold(0.0f32, f32::max) / 2.0;
                let is_capital = printed[0].is_uppercase();
                share * if is_capital { damage.0[i].max(worst) } else { damage.0[i] }
            }
            None => {
                // Longer stretches that hold a Danish letter are lost with it.
                let danish = printed.iter().filter_map(|&c| number(c)).map(|i| damage.0[i]);
                let scale = danish.fold(1.0f32, f32::min);
                let occurred = printed
                    .iter()
                    .map(|c| evidence.printed.get(c).copied().unwrap_or(0.0))
                    .fold(f32::INFINITY, f32::min);
                (seen + PRIOR_OTHER * confusion.share * scale) / (occurred + PRIOR_OTHER)
            }
        };
        let cost = -(share + SMOOTHING).min(1.0).ln();
        let has_danish = printed.iter().any(|&c| number(c).is_some());
        if let (Some(&first), false) = (printed.first(), read.is_empty()) {
            let begins = LetterSet::of(first).or(LetterSet::of(lower(first)));
            self.misreads.push(Misread { read, printed, cost, lost, has_danish, begins });
        }
    }

    /// The cost of reading a letter as itself.
    pub(crate) fn keep(&self, letter: char) -> f32 {
        number(letter).map_or(0.0, |i| self.kept[i])
    }

    /// The cost of not reading a Danish letter as itself.
    pub(crate) fn lost(&self, letter: char) -> f32 {
        number(letter).map_or(f32::INFINITY, |i| self.lost[i])
    }

    /// The misreadings that begin what was read, the likeliest first.
    pub(crate) fn misreads<'a>(&'a self, read: &'a [char]) -> impl Iterator<Item = &'a Misread> {
        let first = read.first().copied();
        let from = self.misreads.partition_point(|misread| misread.read.first() < first.as_ref());
        self.misreads[from..]
            .iter()
            .take_while(move |misread| misread.read.first() == first.as_ref())
            .filter(move |misread| misread.read.len() == 1 || read.starts_with(&misread.read))
    }

    /// Danish letters that may have been read in a way no table knows: each with its cost and how
    /// many letters were read for it.
    pub(crate) fn strange(&self, read: &[char]) -> impl Iterator<Item = (char, f32, usize)> {
        let at_capital = read[0].is_uppercase();
        let two = read.get(1) == Some(&'e') && read[0] != 'e';
        let letters = DANISH
            .iter()
            .zip(self.lost)
            .filter(|(_, lost)| *lost < STRANGE_LOST && !self.only_danish());
        letters.flat_map(move |(&(small, capital, _), lost)| {
            let cost = lost + STRANGE;
            let two = (two && small == 'æ').then_some((small, cost, 2));
            let capital = (at_capital || !read[0].is_alphanumeric()).then_some((capital, cost, 1));
            [Some((small, cost, 1)), two, capital].into_iter().flatten()
        })
    }

    /// Whether a mark stands for a letter that could not be read.
    pub(crate) fn is_unreadable(mark: char) -> bool {
        UNREADABLE.contains(&mark)
    }
}

/// The number of a letter in [`DANISH`].
pub(crate) fn number(letter: char) -> Option<usize> {
    DANISH.iter().position(|&(lower, upper, _)| letter == lower || letter == upper)
}

impl Misread {
    /// Whether a Danish letter and nothing else was printed.
    pub(crate) fn is_danish(&self) -> bool {
        self.lost.is_some()
    }

    /// What a list must go on with.
    pub(crate) fn begins(&self) -> LetterSet {
        self.begins
    }

    /// Whether a Danish letter was printed.
    pub(crate) fn has_danish(&self) -> bool {
        self.has_danish
    }
}
