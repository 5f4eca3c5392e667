//! Marks against gold: repaired text word by word, claims and flags record by record.

mod align;
mod repair;

pub use align::{distance, matched};
pub use repair::RepairScore;
