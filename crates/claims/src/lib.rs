//! Who answers where in a reply, and what they claim about teaching, target groups, duties and
//! e-learning.

mod agency;
mod agency_file;
mod data;
mod documented;
mod error;
mod extract;
mod features;
pub mod fields;
mod filter;
mod lexicon;
mod line;
pub mod linear;
pub mod memory;
mod model;
mod pattern;
mod quotes;
mod responses;
mod rows;
mod rules;
mod scope;
mod speaker;
mod tokens;
mod topic;
pub mod train;
mod view;
mod vocabulary;
mod weights;
mod why;

pub use error::{DataError, DataErrorKind};
pub use extract::Extractor;
pub use model::{
    Agency, Amount, Claim, Cue, Delivery, Extraction, Kind, Obligation, Polarity, Response,
    Speaker, Statement, Status, TargetGroup, Unit,
};
pub use why::{Decision, Explanation, Reason};
