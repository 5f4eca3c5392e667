//! Reasons for a claim on the wire.

use gensvar::claims::{Decision, Reason};
use serde::{Deserialize, Serialize};

use super::number;

/// What was decided of a claim, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyOut {
    /// The questions to the learned weights: its kind first, then status, polarity and the like.
    pub decisions: Vec<DecisionOut>,
}

/// A question with what answered it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionOut {
    /// `kind`, `status`, `polarity`, `obligation`.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// How sure.
    #[serde(serialize_with = "number::share")]
    pub certainty: f64,
    /// The answer that came next; null where the question is yes or no.
    pub instead: Option<String>,
    /// What spoke most for the answer, then what spoke most against it.
    pub reasons: Vec<ReasonOut>,
}

/// Something that the sentence has, and what it weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReasonOut {
    /// Its name in the file of weights.
    pub feature: String,
    /// The words it rests on, as repaired; null where it is about no words.
    pub words: Option<String>,
    /// How much it moved the decision, in nats; below 0 away from the answer.
    #[serde(serialize_with = "number::cost")]
    pub weight: f64,
}

impl DecisionOut {
    pub(crate) fn new(decision: &Decision) -> DecisionOut {
        let reason = |reason: &Reason| ReasonOut {
            feature: reason.feature.clone(),
            words: reason.words.clone(),
            weight: reason.weight,
        };
        DecisionOut {
            question: decision.question.clone(),
            answer: decision.answer.clone(),
            certainty: decision.certainty,
            instead: decision.instead.clone(),
            reasons: decision.reasons.iter().map(reason).collect(),
        }
    }
}
