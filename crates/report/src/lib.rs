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
    story_text,
};
pub use wire::{
    AgencyFlagsOut, AlternativeOut, AmountOut, AppliedCueOut, CandidateOut, ClaimChangeOut,
    ClaimOut, ClaimsOut, CueOut, DamageOut, DecisionOut, DoubtOut, DoubtfulWordOut, EditOut,
    EvidenceOut, ExplainOut, FlagDoubtOut, FlagOut, FlagsOut, MisreadingOut, NearMissOut, OcrOut,
    OtherReadingOut, ReasonOut, RepairOut, RequirementOut, ResponseOut, RuleOut, SaidOut,
    SentenceOut, SetOut, SpanOut, StatsOut, StepOut, StoryDoubtOut, StoryOut, StoryReadingOut,
    TextOut, UNCERTAIN_BELOW, VerdictOut, WhyOut, json_line,
};
