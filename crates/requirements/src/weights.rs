//! What was learned of how sentences add up to a stance.
//!
//! Two questions: whether one sentence says anything to a requirement and what (`sentence`), and what
//! an agency's sentences together say to it (`reply`). The weights are data, learned by `cargo xtask train`
//! from the annotated replies and from the examples of the built-in sets. Nearly all are of what
//! any set has: what its rules found, the claims and the cues of the sentence, what stands before
//! it. Some are of one requirement of a set, by the ids of both; a set of a user has none of those.

use std::sync::OnceLock;

use gensvar_claims::linear::Head;

use crate::Stance;

const TABLE: &str = include_str!("../data/stances.tsv");

/// What a sentence can say: one of the stances, the last of which is that it says nothing.
pub(crate) const ANSWERS: usize = Stance::ALL.len();

/// The number of the last one.
pub(crate) const NOTHING: usize = ANSWERS - 1;

/// How surely it is each of [`Stance::ALL`].
pub(crate) type Belief = [f64; ANSWERS];

/// How much speaks for each of them.
pub(crate) type Sums = [f64; ANSWERS];

/// Both questions, and how sure is how right.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Weights {
    pub sentence: Head,
    pub reply: Head,
    /// Slope and offset that make of a belief a share that holds.
    pub calibration: (f64, f64),
}

impl Weights {
    /// Those that are built in.
    pub(crate) fn built_in() -> &'static Weights {
        static READ: OnceLock<Weights> = OnceLock::new();
        READ.get_or_init(|| Weights::read(TABLE))
    }

    /// Reads the table: question, answer, feature and weight. It is written by the program; that
    /// every line of the built-in one is read is tested.
    pub(crate) fn read(table: &str) -> Weights {
        let mut weights = Weights { calibration: (1.0, 0.0), ..Weights::default() };
        for stance in Stance::ALL {
            // So that answers are numbered like stances.
            weights.sentence.put(stance.name(), "", 0.0);
            weights.reply.put(stance.name(), "", 0.0);
        }
        for line in table.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            let [question, answer, feature, weight] = parts[..] else { continue };
            let Ok(weight) = weight.parse::<f32>() else { continue };
            match question {
                "sentence" => weights.sentence.put(answer, feature, weight),
                "reply" => weights.reply.put(answer, feature, weight),
                "calibration" if answer == "slope" => weights.calibration.0 = weight.into(),
                "calibration" if answer == "offset" => weights.calibration.1 = weight.into(),
                _ => {}
            }
        }
        weights
    }

    /// How right a belief of that size turned out to be.
    pub(crate) fn calibrated(&self, belief: f64) -> f64 {
        let odds = logit(belief);
        sigmoid(self.calibration.0 * odds + self.calibration.1)
    }
}

/// The shares of certainty that sums of weights give.
pub(crate) fn softmax(sums: &[f64]) -> Belief {
    let top = sums.iter().copied().fold(f64::MIN, f64::max);
    let mut belief = Belief::default();
    for (share, sum) in belief.iter_mut().zip(sums) {
        *share = (sum - top).exp();
    }
    let all: f64 = belief.iter().sum();
    belief.map(|share| share / all.max(f64::MIN_POSITIVE))
}

/// What sums of weights make of one sentence: whether it says anything, and what it says if so. That
/// few sentences speak to a requirement tells nothing of which stance those take that do.
pub(crate) fn of_sentence(sums: &[f64]) -> Belief {
    let mut belief = Belief::default();
    let Some((nothing, stances)) = sums.split_last() else { return belief };
    let silent = sigmoid(*nothing);
    for (share, of_those) in belief.iter_mut().zip(softmax(stances)) {
        *share = (1.0 - silent) * of_those;
    }
    belief[NOTHING] = silent;
    belief
}

pub(crate) fn logit(share: f64) -> f64 {
    let share = share.clamp(1e-6, 1.0 - 1e-6);
    (share / (1.0 - share)).ln()
}

pub(crate) fn sigmoid(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let known = |name: &str| Stance::ALL.iter().any(|stance| stance.name() == name);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let parts: Vec<&str> = line.split('\t').collect();
            assert_eq!(parts.len(), 4, "{line}");
            assert!(parts[3].parse::<f32>().is_ok_and(f32::is_finite), "{line}");
            let is_known = match parts[0] {
                "sentence" | "reply" => known(parts[1]),
                "calibration" => ["slope", "offset"].contains(&parts[1]),
                _ => false,
            };
            assert!(is_known, "{line}");
        }
    }

    #[test]
    fn a_sentence_first_speaks_and_then_says_something() {
        let belief = of_sentence(&[1.0, -2.0, 0.5, 0.0, 3.0]);
        assert!((belief.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((belief[NOTHING] - sigmoid(3.0)).abs() < 1e-12);
        // What it says is weighed alike, however likely it is to say anything.
        let surely = of_sentence(&[1.0, -2.0, 0.5, 0.0, -3.0]);
        assert!((belief[0] / belief[2] - surely[0] / surely[2]).abs() < 1e-9);
        assert_eq!(of_sentence(&[]), Belief::default());
    }

    #[test]
    fn beliefs_add_up_and_calibration_keeps_their_order() {
        let belief = softmax(&[1.0, -2.0, 0.5, 0.0, 700.0]);
        assert!((belief.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let weights = Weights { calibration: (0.8, -0.1), ..Weights::default() };
        assert!(weights.calibrated(0.5) < weights.calibrated(0.9));
        assert!(weights.calibrated(1.0) < 1.0);
    }
}
