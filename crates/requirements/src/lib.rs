//! Requirement sets, and the flags that say which requirements a reply addresses.
//!
//! A set is a TOML file (docs/requirement-sets.md): concepts made of phrases and of claims, and
//! for each requirement the rules by which a sentence speaks to it. Nothing here knows a
//! requirement; all is decided by what the set says.

mod assess;
mod bits;
mod builtin;
mod check;
mod compile;
mod error;
mod matcher;
mod model;
mod phrase;
mod reason;
mod set;
mod source;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;

pub use assess::{Said, assess, explain, learn as train, set_aside};
pub use check::TestFailure;
pub use error::{SetError, SetErrorKind, nearest_name};
pub use model::{
    AgencyAssessment, Assessment, Evidence, Flag, MissCause, NearMiss, Reason, Stance, Verdict,
    VerdictValue,
};
pub use set::{RequirementInfo, RequirementSet, SetInfo};
