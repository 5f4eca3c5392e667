//! What is said of how sure something is, against how often it is right.

use serde::Serialize;

use crate::board::thousandths;

/// Things of about the same confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Bin {
    pub all: usize,
    right: usize,
    stated: f64,
}

impl Bin {
    /// Takes one in.
    pub(crate) fn count(&mut self, confidence: f64, is_right: bool) {
        self.all += 1;
        self.right += usize::from(is_right);
        self.stated += confidence;
    }

    /// Takes the counts of another page or document in.
    pub(crate) fn add(&mut self, other: Bin) {
        self.all += other.all;
        self.right += other.right;
        self.stated += other.stated;
    }

    /// How many more or fewer are right than is said.
    pub(crate) fn gap(self) -> f64 {
        (self.stated - self.right as f64).abs()
    }

    pub(crate) fn marks(self, name: &'static str) -> BinMarks {
        let mean = |sum: f64| (self.all > 0).then(|| thousandths(sum / self.all as f64));
        BinMarks { name, all: self.all, stated: mean(self.stated), right: mean(self.right as f64) }
    }
}

/// Edits or flags of about the same confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BinMarks {
    /// From which confidence to which.
    pub name: &'static str,
    /// How many.
    pub all: usize,
    /// Their mean confidence.
    pub stated: Option<f64>,
    /// The share that is right.
    pub right: Option<f64>,
}
