//! Results for people and programs: tables and the JSON of the output contract.

mod table;
mod wire;

pub use table::{claims_table, flags_table, set_prose, sets_table};
pub use wire::{
    AgencyFlagsOut, AlternativeOut, AmountOut, AppliedCueOut, ClaimOut, ClaimsOut, CueOut,
    DoubtOut, DoubtfulWordOut, EditOut, EvidenceOut, FlagOut, FlagsOut, RepairOut, RequirementOut,
    ResponseOut, SentenceOut, SetOut, SpanOut, StatsOut, TextOut, UNCERTAIN_BELOW, VerdictOut,
    json_line,
};
