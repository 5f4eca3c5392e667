//! Marks against gold: repaired text word by word, claims and flags record by record.
//!
//! The rules are those of the project's two scoring scripts, so that the figures are the same.

mod align;
mod board;
mod claims;
mod corpus;
mod count;
mod find;
mod flags;
mod gold;
mod repair;
mod shared;
mod table;

pub use align::{distance, matched};
pub use board::{
    Board, ClaimsMarks, CleanMarks, CountMarks, FlagsMarks, RepairMarks, VerdictMarks,
};
pub use claims::{ClaimsScore, FIELDS, KINDS};
pub use corpus::{Corpus, Document, Error, Page, Part};
pub use count::Count;
pub use flags::FlagsScore;
pub use gold::{GoldAmount, GoldClaim, GoldClaims, GoldFlag, GoldFlags};
pub use repair::RepairScore;
pub use shared::{GoldVerdicts, Shared};
