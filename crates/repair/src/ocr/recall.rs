//! How far a word can fall behind the one that was read and still be listed.

use super::candidate::LANGUAGE;
use super::memory::Memory;
use super::search::lower;

/// Sums of costs are rounded: a bound leaves so much room.
pub(crate) const ROUNDING: f32 = 1e-3;
/// Bits of the set for each beginning.
const BITS: usize = 8;

/// The words that the text itself makes likelier, by how they begin.
///
/// A set of hashes that now and then takes in a stranger, which costs a little search and changes
/// nothing.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    /// The least cost that any of them may have.
    floor: f32,
    beginnings: Vec<u64>,
}

impl Recall {
    /// What a memory may yet make of the beginning of a word.
    pub(crate) fn new(memory: &Memory) -> Self {
        let Some(floor) = memory.least() else {
            return Recall { floor: f32::INFINITY, beginnings: Vec::new() };
        };
        let letters: usize = memory.words().map(str::len).sum();
        let blocks = (letters * BITS / 64).next_power_of_two();
        let mut recall = Recall { floor, beginnings: vec![0; blocks] };
        for word in memory.words() {
            let mut beginning = Beginning::default();
            for letter in word.chars() {
                beginning = beginning.then(letter);
                let (block, bit) = recall.place(beginning);
                recall.beginnings[block] |= bit;
            }
        }
        recall
    }

    fn holds(&self, beginning: Beginning) -> bool {
        let (block, bit) = self.place(beginning);
        self.beginnings.get(block).is_some_and(|bits| bits & bit != 0)
    }

    fn place(&self, beginning: Beginning) -> (usize, u64) {
        let hash = beginning.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        ((hash >> 6) as usize & self.beginnings.len().saturating_sub(1), 1 << (hash & 63))
    }
}

/// A hash of the letters that a word begins with, in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Beginning(u64);

impl Beginning {
    /// That of a whole word.
    pub(crate) fn of(word: &str) -> Beginning {
        word.chars().map(lower).fold(Beginning::default(), Beginning::then)
    }

    /// With one more letter, which is small.
    pub(crate) fn then(self, letter: char) -> Beginning {
        Beginning((self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }
}

/// What a candidate may cost at most to be listed beside the best one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<'a> {
    most: f32,
    recall: Option<&'a Recall>,
    /// What a word costs besides in which no Danish letter was put.
    stays: f32,
}

impl<'a> Limit<'a> {
    /// No limit at all.
    pub(crate) const NONE: Limit<'static> = Limit { most: f32::INFINITY, recall: None, stays: 0.0 };

    /// A candidate of this cost is none any more.
    pub(crate) fn new(most: f32, recall: &'a Recall) -> Self {
        Limit { most: most + ROUNDING, recall: Some(recall), stays: 0.0 }
    }

    /// The limit where something that costs less is found.
    pub(crate) fn within(self, most: f32) -> Self {
        Limit { most: self.most.min(most + ROUNDING), ..self }
    }

    /// The limit where a word costs so much besides in which no Danish letter was put.
    pub(crate) fn staying(self, stays: f32) -> Self {
        Limit { stays, ..self }
    }

    /// What a word costs besides in which no Danish letter was put.
    pub(crate) fn stays(&self) -> f32 {
        self.stays
    }

    /// What a word costs besides, whether or not a Danish letter was put in.
    pub(crate) fn besides(&self, danish: bool) -> f32 {
        if danish { 0.0 } else { self.stays }
    }

    /// Whether a word that begins so and costs so much at least may be listed: what it costs in
    /// the channel, and in the language where the text does not hold it.
    pub(crate) fn allows(&self, channel: f32, least: f32, beginning: Beginning) -> bool {
        channel + LANGUAGE * least < self.most
            || self.recall.is_some_and(|recall| {
                channel + LANGUAGE * recall.floor < self.most && recall.holds(beginning)
            })
    }

    /// What a word of this channel cost may cost in the language, where the text does not hold it.
    pub(crate) fn language(&self, channel: f32) -> f32 {
        (self.most - channel) / LANGUAGE
    }

    /// What may still be lost in the channel.
    pub(crate) fn room(&self, channel: f32, least: f32) -> f32 {
        let floor = self.recall.map_or(f32::INFINITY, |recall| recall.floor);
        self.most - channel - LANGUAGE * least.min(floor)
    }
}
