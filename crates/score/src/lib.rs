//! Marks against gold: repaired text word by word, claims and flags record by record.
//!
//! The rules are those of the project's two scoring scripts, so that the figures are the same.

mod align;
mod bins;
mod board;
mod claims;
mod corpus;
mod count;
mod damage;
mod danger;
mod encodings;
mod find;
mod flags;
mod gold;
mod reliability;
mod repair;
mod shared;
mod short;
mod table;
mod words;

pub use align::{aligned, distance, matched};
pub use bins::BinMarks;
pub use board::{
    Board, ClaimsMarks, CleanMarks, CountMarks, FlagsMarks, RepairMarks, VerdictMarks,
};
pub use claims::{ClaimsScore, FIELDS, KINDS};
pub use corpus::{Corpus, Document, Error, Page, Part};
pub use count::Count;
pub use damage::Damage;
pub use danger::{DangerCount, DangerMarks, DangerSet, danger_sets};
pub use encodings::EncodingMarks;
pub use flags::FlagsScore;
pub use gold::{GoldAmount, GoldClaim, GoldClaims, GoldFlag, GoldFlags};
pub use reliability::{Reliability, ReliabilityMarks};
pub use repair::RepairScore;
pub use shared::{GoldVerdicts, Shared};
