//! Results for people and programs: tables and the JSON of the output contract.

mod wire;

pub use wire::{
    AgencyFlagsOut, AlternativeOut, AmountOut, AppliedCueOut, ClaimOut, ClaimsOut, CueOut,
    DoubtOut, DoubtfulWordOut, EditOut, EvidenceOut, FlagOut, FlagsOut, RepairOut, ResponseOut,
    SentenceOut, SpanOut, StatsOut, UNCERTAIN_BELOW, VerdictOut, json_line,
};
