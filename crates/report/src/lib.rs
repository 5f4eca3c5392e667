//! Results for people and programs: tables and the JSON of the output contract.

mod diff;
mod doubtful;
mod labels;
mod lines;
mod page;
mod phrase;
mod table;
mod wire;

pub use diff::unified_diff;
pub use page::repair_page;
pub use table::{
    claims_explained, claims_table, explain_text, flags_table, review_text, set_prose, sets_table,
};
pub use wire::{
    AgencyFlagsOut, AlternativeOut, AmountOut, AppliedCueOut, CandidateOut, CheckOut,
    ClaimChangeOut, ClaimOut, ClaimsOut, CueOut, DamageOut, DecisionOut, DoubtOut, DoubtfulWordOut,
    EditOut, EvidenceOut, ExplainOut, FailedTestOut, FindingOut, FlagOut, FlagsOut, MisreadingOut,
    OcrOut, OtherReadingOut, ReasonOut, RepairOut, RequirementOut, ResponseOut, SentenceOut,
    SetOut, SpanOut, StatsOut, StepOut, TextOut, UNCERTAIN_BELOW, VerdictOut, WhyOut, json_line,
};
