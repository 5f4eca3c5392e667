//! Weights as data: how much each feature speaks for each answer to a question, learned from the
//! annotated replies by `cargo xtask train`.
//!
//! The file is a table: question, answer, feature, weight. A question with answers of its own (the
//! status of a claim) takes the answer with the highest sum; one of the kinds is yes or no.

use std::collections::BTreeMap;

use crate::error::{DataError, DataErrorKind};
use crate::features::Features;
use crate::filter::QuickMap;
use crate::linear::Head;

/// The four kinds: is it claimed?
pub(crate) const KINDS: usize = 4;

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
        let by_name: QuickMap<&str, usize> =
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
                head.put(answer, feature, weight);
            }
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
