//! Linear weights over features that are there or not: how they answer a question, and how they are
//! learned, always the same from the same samples. Features are named, and kept by a key of the name.
//!
//! Descent is Nesterov's with a proximal step for the absolute values (FISTA; Beck and Teboulle 2009).

use crate::filter::QuickMap;

/// The key of a feature: its name, however it is cut into parts, hashed by FNV-1a.
pub fn key_of(parts: &[&str]) -> u64 {
    let take = |key: u64, byte: u8| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |key, part| part.bytes().fold(key, take))
}

/// One question with several answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// Their names.
    pub answers: Vec<String>,
    /// The key of a feature → a weight for each answer.
    pub(crate) weights: QuickMap<u64, Vec<f32>>,
}

impl Head {
    /// Takes a weight in: how much a feature speaks for an answer.
    pub fn put(&mut self, answer: &str, feature: &str, weight: f32) {
        let place = self.answers.iter().position(|a| a == answer).unwrap_or_else(|| {
            self.answers.push(answer.to_owned());
            self.answers.len() - 1
        });
        let list = self.weights.entry(key_of(&[feature])).or_default();
        if list.len() <= place {
            list.resize(place + 1, 0.0);
        }
        list[place] = weight;
    }

    /// The answer with the highest sum and its share of certainty; `trusted` is the answer that
    /// rules give, and how much that counts beside what was learned.
    pub fn answer(&self, keys: &[u64], trusted: Option<(&str, f64)>) -> Option<(usize, f64)> {
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

    /// How much one feature speaks for an answer; none for a feature that has no weight at all.
    pub(crate) fn weight(&self, key: u64, answer: usize) -> Option<f32> {
        let weights = self.weights.get(&key)?;
        Some(weights.get(answer).copied().unwrap_or(0.0))
    }

    /// How much speaks for each answer.
    pub fn sums(&self, keys: &[u64]) -> Vec<f64> {
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

/// A sample to learn from: the features that are there, and how right each answer is.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The numbers of the features.
    pub features: Vec<u32>,
    /// From 0 to 1 for each answer.
    pub right: Vec<f64>,
}

/// How weights are learned.
#[derive(Debug, Clone, Copy)]
pub struct Learning {
    /// Whether one answer is right, or each is right or wrong by itself.
    pub is_choice: bool,
    /// The pull of weights to be small.
    pub squares: f64,
    /// The pull of weights to be nothing.
    pub absolutes: f64,
    /// How many steps are made.
    pub steps: usize,
}

/// Learns weights by accelerated descent over all samples: always the same steps, so always the
/// same weights. Weights that do not earn their keep are drawn to nothing.
pub fn learn(samples: &[Sample], features: usize, answers: usize, how: Learning) -> Vec<f64> {
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
