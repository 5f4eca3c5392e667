//! Requirement sets, and the flags that say which requirements a reply addresses.
//!
//! A set is a TOML file (docs/requirement-sets.md): concepts made of phrases and of claims, and
//! for each requirement the rules by which a sentence speaks to it. Nothing here knows a
//! requirement; all is decided by what the set says.

mod assess;
mod bits;
mod builtin;
mod by_agency;
mod check;
mod compile;
mod error;
mod ground;
mod letter;
mod lint;
mod matcher;
mod model;
mod new;
mod outline;
mod phrase;
mod quote;
mod reason;
mod schema;
mod set;
mod source;
mod spelling;
#[cfg(test)]
mod tests;
mod tokens;
mod values;
mod verdict;
mod weights;

pub use assess::{Said, assess, explain, learn as train, set_aside};
pub use by_agency::{
    AgencyState, ByAgency, Document, LetterOf, Outcome, RequirementState, Step, by_agency,
};
pub use check::TestFailure;
pub use error::{SetError, SetErrorKind, SetErrors, nearest_name};
pub use ground::Ground;
pub use letter::{Letter, Link, Relation};
pub use lint::SetWarning;
pub use model::{
    AgencyAssessment, Assessment, Evidence, Flag, MissCause, NearMiss, Reason, Stance, Verdict,
    VerdictValue,
};
pub use new::new_set;
pub use outline::{
    ClaimOutline, ConditionOutline, GeneralOutline, Mention, Outline, RequirementOutline,
    RuleOutline, VerdictOutline, VerdictRuleOutline,
};
pub use schema::SCHEMA;
pub use set::{RequirementInfo, RequirementSet, SetInfo};
