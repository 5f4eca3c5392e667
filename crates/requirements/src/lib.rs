//! Requirement sets, and the flags that say which requirements a reply addresses.

mod model;

pub use model::{
    AgencyAssessment, Assessment, Evidence, Flag, Reason, Stance, Verdict, VerdictValue,
};
