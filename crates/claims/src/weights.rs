//! Weights as data: how much each feature speaks for each answer to a question, learned from the
//! annotated replies by `cargo xtask train`.
//!
//! The file is a table: question, answer, feature, weight. A question with answers of its own (the
//! status of a claim) takes the answer with the highest sum; one of the kinds is yes or no.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::error::{DataError, DataErrorKind};
use crate::features::Features;
use crate::filter::QuickMap;
use crate::view::key_of;

/// The four kinds: is it claimed?
pub(crate) const KINDS: usize = 4;

/// One question with several answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Head {
    pub answers: Vec<String>,
    /// The key of a feature → a weight for each answer.
    pub weights: QuickMap<u64, Vec<f32>>,
}

impl Head {
    /// The answer with the highest sum and its share of certainty; `trusted` is the answer that
    /// rules give, and how much that counts beside what was learned.
    pub(crate) fn answer(
        &self,
        keys: &[u64],
        trusted: Option<(&str, f64)>,
    ) -> Option<(usize, f64)> {
        let mut sums = self.sums(keys);
        if let Some((answer, trust)) = trusted
            && let Some(at) = self.answers.iter().position(|a| a == answer)
        {
            sums[at] += trust;
        }
        let best = (0..sums.len()).max_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(b.cmp(&a)))?;
        let all: f64 = sums.iter().map(|s| (s - sums[best]).exp()).sum();
        Some((best, 1.0 / all))
    }

    pub(crate) fn sums(&self, keys: &[u64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.answers.len()];
        for key in keys {
            if let Some(weights) = self.weights.get(key) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += f64::from(*weight);
                }
            }
        }
        sums
    }
}

/// All weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Weights {
    /// For each feature of a sentence, its weight for each kind; empty where none were learned.
    pub kinds: Vec<[f32; KINDS]>,
    pub heads: BTreeMap<String, Head>,
}

impl Weights {
    /// Reads the table: (name, text).
    pub(crate) fn load(file: (&str, &str), features: &Features) -> Result<Weights, DataError> {
        let mut weights = Weights::default();
        let by_name: HashMap<&str, usize> =
            (0..features.len()).map(|i| (features.name(i as u32), i)).collect();
        for (number, line) in file.1.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |message: &str| DataError {
                kind: DataErrorKind::Form,
                file: file.0.to_owned(),
                line: number + 1,
                message: format!("{message}; make the file anew with `cargo xtask train`"),
            };
            let parts: Vec<&str> = line.split('\t').collect();
            let [question, answer, feature, weight] = parts[..] else {
                return Err(wrong("a line has four parts with tabs between"));
            };
            let weight: f32 = weight.parse().map_err(|_| wrong("the weight is no number"))?;
            if question == "kind" {
                let kind = crate::model::Kind::from_name(answer)
                    .ok_or_else(|| wrong("there is no such kind"))?;
                let place = crate::model::Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
                // A feature that went out of use with its rule says nothing any more.
                if let Some(&feature) = by_name.get(feature) {
                    if weights.kinds.is_empty() {
                        weights.kinds = vec![[0.0; KINDS]; features.len()];
                    }
                    weights.kinds[feature][place] = weight;
                }
            } else {
                let head = weights.heads.entry(question.to_owned()).or_default();
                let place = match head.answers.iter().position(|a| a == answer) {
                    Some(place) => place,
                    None => {
                        head.answers.push(answer.to_owned());
                        for list in head.weights.values_mut() {
                            list.push(0.0);
                        }
                        head.answers.len() - 1
                    }
                };
                let answers = head.answers.len();
                let list = head.weights.entry(key_of(&[feature])).or_default();
                list.resize(answers, 0.0);
                list[place] = weight;
            }
        }
        for head in weights.heads.values_mut() {
            let answers = head.answers.len();
            head.weights.values_mut().for_each(|list| list.resize(answers, 0.0));
        }
        Ok(weights)
    }

    /// How surely each kind is claimed.
    pub(crate) fn kinds(&self, features: &[u32]) -> [f64; KINDS] {
        let mut sums = [0.0f64; KINDS];
        for &feature in features {
            for (sum, weight) in sums.iter_mut().zip(self.kinds[feature as usize]) {
                *sum += f64::from(weight);
            }
        }
        sums.map(|sum| 1.0 / (1.0 + (-sum).exp()))
    }
}

/// A sample to learn from: the features that are there, and how right each answer is.
pub(crate) struct Sample {
    pub features: Vec<u32>,
    pub right: Vec<f64>,
}

/// How weights are learned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Learning {
    /// Whether one answer is right, or each is right or wrong by itself.
    pub is_choice: bool,
    /// The pull of weights to be small.
    pub squares: f64,
    /// The pull of weights to be nothing.
    pub absolutes: f64,
    pub steps: usize,
}

/// Learns weights by accelerated descent over all samples: always the same steps, so always the
/// same weights. Weights that do not earn their keep are drawn to nothing.
pub(crate) fn learn(
    samples: &[Sample],
    features: usize,
    answers: usize,
    how: Learning,
) -> Vec<f64> {
    let mut weights = vec![0.0f64; features * answers];
    let mut ahead = weights.clone();
    let mut slope = weights.clone();
    let count = samples.len().max(1) as f64;
    // The steepest the loss can be sets the length of a step.
    let bend = if how.is_choice { 0.5 } else { 0.25 };
    let rate = 1.0 / (bend * 1.05 * spread(samples, features) / count + how.squares);
    let mut momentum = 1.0f64;
    let mut sums = vec![0.0; answers];
    for _ in 0..how.steps {
        for (s, w) in slope.iter_mut().zip(&ahead) {
            *s = w * how.squares;
        }
        for sample in samples {
            sums.fill(0.0);
            for &f in &sample.features {
                let row = &ahead[f as usize * answers..][..answers];
                for (sum, w) in sums.iter_mut().zip(row) {
                    *sum += w;
                }
            }
            if how.is_choice {
                let top = sums.iter().copied().fold(f64::MIN, f64::max);
                let all: f64 = sums.iter().map(|s| (s - top).exp()).sum();
                sums.iter_mut().for_each(|s| *s = (*s - top).exp() / all);
            } else {
                sums.iter_mut().for_each(|s| *s = 1.0 / (1.0 + (-*s).exp()));
            }
            for (sum, right) in sums.iter_mut().zip(&sample.right) {
                *sum = (*sum - right) / count;
            }
            for &f in &sample.features {
                let row = &mut slope[f as usize * answers..][..answers];
                for (s, error) in row.iter_mut().zip(&sums) {
                    *s += error;
                }
            }
        }
        let next_momentum = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        let carry = (momentum - 1.0) / next_momentum;
        momentum = next_momentum;
        for ((w, a), s) in weights.iter_mut().zip(&mut ahead).zip(&slope) {
            let moved = *a - rate * s;
            let drawn = moved.signum() * (moved.abs() - rate * how.absolutes).max(0.0);
            *a = drawn + carry * (drawn - *w);
            *w = drawn;
        }
    }
    weights
}

/// The largest eigenvalue of the features' products, by repeated multiplication.
fn spread(samples: &[Sample], features: usize) -> f64 {
    let mut direction = vec![1.0f64; features];
    let mut length = 1.0;
    for _ in 0..20 {
        let mut next = vec![0.0f64; features];
        for sample in samples {
            let along: f64 = sample.features.iter().map(|&f| direction[f as usize]).sum();
            sample.features.iter().for_each(|&f| next[f as usize] += along);
        }
        length = next.iter().map(|x| x * x).sum::<f64>().sqrt().max(1e-9);
        direction = next.into_iter().map(|x| x / length).collect();
    }
    length
}
