//! What an engine reads where something was printed: the probability of a misreading.

use std::collections::HashMap;

use gensvar_lexicon::Confusion;

use super::profile::{DANISH, Damage};

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
}

/// The channel of one page: printed letters to read ones.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    misreads: Vec<Misread>,
    /// Which misreads begin with a letter.
    by_first: HashMap<char, Vec<usize>>,
    /// The cost of reading æ, ø, å as themselves.
    kept: [f32; 3],
}

/// A mark that may stand for any one letter, and the cost of that beyond the letter's share.
const UNREADABLE: [char; 2] = ['_', '\u{fffd}'];
/// What the learned shares are lowered to by smoothing: nothing is as likely as it was seen.
const SMOOTHING: f32 = 2e-5;

impl Channel {
    /// The channel of a page with this damage; `noise` scales all other misreadings.
    pub(crate) fn new(confusions: &[Confusion], damage: Damage, noise: f32) -> Self {
        let mut channel = Channel {
            misreads: Vec::with_capacity(confusions.len()),
            by_first: HashMap::new(),
            kept: damage.0.map(|damage| -(1.0 - damage).ln()),
        };
        for confusion in confusions {
            let printed: Vec<char> = confusion.printed.chars().collect();
            let lost = match printed.as_slice() {
                &[letter] => number(letter),
                _ => None,
            };
            let share = match lost {
                Some(i) => confusion.share * damage.0[i],
                None => {
                    // Longer stretches that hold a Danish letter are lost with it.
                    let danish = printed.iter().filter_map(|&c| number(c)).map(|i| damage.0[i]);
                    let damaged = danish.fold(1.0f32, f32::min);
                    let scale = if damaged < 1.0 { damaged } else { noise };
                    confusion.share * scale
                }
            };
            let cost = -(share + SMOOTHING * noise).min(1.0).ln();
            channel.push(Misread { read: confusion.read.chars().collect(), printed, cost, lost });
        }
        channel
    }

    fn push(&mut self, misread: Misread) {
        let Some(&first) = misread.read.first() else { return };
        self.by_first.entry(first).or_default().push(self.misreads.len());
        self.misreads.push(misread);
    }

    /// The cost of reading a letter as itself.
    pub(crate) fn keep(&self, letter: char) -> f32 {
        number(letter).map_or(0.0, |i| self.kept[i])
    }

    /// The misreadings that begin what was read.
    pub(crate) fn misreads<'a>(&'a self, read: &'a [char]) -> impl Iterator<Item = &'a Misread> {
        let first = read.first().and_then(|first| self.by_first.get(first));
        first
            .into_iter()
            .flatten()
            .map(|&i| &self.misreads[i])
            .filter(move |misread| read.starts_with(&misread.read))
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
    /// Whether a Danish letter was printed.
    pub(crate) fn is_danish(&self) -> bool {
        self.lost.is_some()
    }
}
