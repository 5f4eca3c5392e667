//! A set of small numbers.

/// Which of a fixed number of things hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn new(size: usize) -> Self {
        Bits(vec![0; size.div_ceil(64)])
    }

    pub(crate) fn set(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(crate) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// All that hold, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| rest &= rest - 1).map(|()| at * 64 + bit)
            })
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn add(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Makes it an empty set of so many things.
    pub(crate) fn renew(&mut self, size: usize) {
        self.0.clear();
        self.0.resize(size.div_ceil(64), 0);
    }

    /// Takes the first that is there from a number on out of the set.
    pub(crate) fn take_from(&mut self, from: usize) -> Option<usize> {
        let mut mask = u64::MAX << (from % 64);
        for (at, word) in self.0.iter_mut().enumerate().skip(from / 64) {
            let rest = *word & mask;
            if rest != 0 {
                *word &= !(rest & rest.wrapping_neg());
                return Some(at * 64 + rest.trailing_zeros() as usize);
            }
            mask = u64::MAX;
        }
        None
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }
}
