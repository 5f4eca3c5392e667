//! From a share of belief to a confidence that means what it says.
//!
//! The shares that the model gives its candidates are too sure of themselves: its parts do not know
//! what they do not know. How often edits of a share were right on the development pages of the
//! corpus is fitted with a line between the logits (Platt 1999), once for Danish letters put back
//! and once for all else, which is right less often at the same share. `cargo xtask score` shows on
//! other pages how well it holds.

/// Slope and offset of a line between logits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line(f32, f32);

/// Danish letters put back, and words left alone.
pub(crate) const DANISH: Line = Line(0.64, 0.35);
/// Other letters, spaces put in.
pub(crate) const OTHER: Line = Line(0.36, -0.12);

/// Nothing is as sure as certain.
const MOST: f32 = 1.0 - 1e-5;

impl Line {
    /// The confidence of a reading that has a share of the belief.
    pub(crate) fn confidence(self, share: f32) -> f32 {
        let share = share.clamp(1.0 - MOST, MOST);
        let logit = (share / (1.0 - share)).ln();
        1.0 / (1.0 + (-(self.0 * logit + self.1)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_belief_is_more_confidence_and_never_certain() {
        for line in [DANISH, OTHER] {
            let all: Vec<f32> =
                [0.0, 0.3, 0.6, 0.9, 0.99, 1.0].map(|share| line.confidence(share)).to_vec();
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
            assert!(all[0] > 0.0 && all[5] < 1.0);
        }
        assert!(OTHER.confidence(0.99) < DANISH.confidence(0.99));
    }
}
