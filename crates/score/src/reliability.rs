//! Whether repair is as sure as it may be: what it says of its edits against how many are right.

use gensvar::repair::Repaired;
use serde::Serialize;

use crate::bins::{Bin, BinMarks};
use crate::words::Laid;

/// Where the bins of confidence end; the last one ends at 1.
const ENDS: [f64; 5] = [0.5, 0.7, 0.9, 0.97, 0.99];
/// What the bins are called in tables and JSON.
const NAMES: [&str; 6] = ["<0.5", "0.5–0.7", "0.7–0.9", "0.9–0.97", "0.97–0.99", "≥0.99"];

/// Counts over pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reliability {
    bins: [Bin; NAMES.len()],
    doubts: usize,
    doubts_wrong: usize,
}

impl Reliability {
    /// The counts of one page.
    pub(crate) fn of(repaired: &Repaired, laid: &Laid<'_>) -> Self {
        let mut counts = Reliability::default();
        for edit in &repaired.edits {
            let number = ENDS.iter().filter(|&&end| edit.confidence >= end).count();
            let bin = &mut counts.bins[number];
            bin.count(edit.confidence, laid.is_right(edit.target));
        }
        for doubt in &repaired.doubts {
            counts.doubts += 1;
            let place = repaired.map.to_target(doubt.span);
            counts.doubts_wrong += usize::from(!laid.is_right(place));
        }
        counts
    }

    /// Takes the counts of another page in.
    pub fn add(&mut self, other: &Reliability) {
        for (bin, other) in self.bins.iter_mut().zip(&other.bins) {
            bin.add(*other);
        }
        self.doubts += other.doubts;
        self.doubts_wrong += other.doubts_wrong;
    }

    /// The marks.
    pub fn marks(&self) -> ReliabilityMarks {
        let edits: usize = self.bins.iter().map(|bin| bin.all).sum();
        let gap: f64 = self.bins.iter().map(|bin| bin.gap()).sum();
        ReliabilityMarks {
            bins: self.bins.iter().zip(NAMES).map(|(bin, name)| bin.marks(name)).collect(),
            error: if edits == 0 { 0.0 } else { crate::board::thousandths(gap / edits as f64) },
            doubts: self.doubts,
            doubts_wrong: self.doubts_wrong,
        }
    }
}

/// How far confidences can be relied on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReliabilityMarks {
    /// Edits by their confidence.
    pub bins: Vec<BinMarks>,
    /// The mean distance of what is said from what is right, over the edits of each bin (the
    /// expected calibration error).
    pub error: f64,
    /// Words left alone and listed as doubtful.
    pub doubts: usize,
    /// Those of them that are wrong.
    pub doubts_wrong: usize,
}

#[cfg(test)]
mod tests {
    use gensvar::repair::{Doubt, Edit, EditKind};
    use gensvar::text::{OffsetMap, Span};

    use super::*;

    #[test]
    fn edits_fall_into_bins() {
        let text = "et møde på skolen";
        let edit = |word: &str, confidence| {
            let start = text.find(word).unwrap();
            let span = Span::new(start, start + word.len());
            Edit {
                span,
                from: String::new(),
                to: word.to_owned(),
                target: span,
                kind: EditKind::Ocr,
                confidence,
                alternatives: Vec::new(),
                rule: String::new(),
            }
        };
        let doubt = Doubt {
            span: Span::new(0, 2),
            word: "et".to_owned(),
            confidence: 0.4,
            alternatives: Vec::new(),
        };
        let repaired = Repaired {
            text: text.to_owned(),
            edits: vec![edit("møde", 0.6), edit("på", 1.0)],
            doubts: vec![doubt],
            map: OffsetMap::identity(),
        };
        let marks = Reliability::of(&repaired, &Laid::new("et måde på skolen", text)).marks();
        assert_eq!((marks.bins[1].all, marks.bins[1].right), (1, Some(0.0)));
        assert_eq!((marks.bins[5].all, marks.bins[5].right), (1, Some(1.0)));
        assert_eq!((marks.doubts, marks.doubts_wrong, marks.error), (1, 0, 0.3));
    }
}
