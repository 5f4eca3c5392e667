//! Who answers where in a reply, and what they claim about teaching, target groups, duties and
//! e-learning.

mod model;

pub use model::{
    Agency, Amount, Claim, Cue, Delivery, Extraction, Kind, Obligation, Polarity, Response,
    Speaker, Statement, Status, TargetGroup, Unit,
};
