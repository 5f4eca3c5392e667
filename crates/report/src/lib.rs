//! Results for people and programs: tables and the JSON of the output contract.

mod cells;
mod diff;
mod doubtful;
mod html;
mod inbox;
mod labels;
mod lines;
mod page;
mod period;
mod phrase;
mod table;
mod terminal;
mod wire;

pub use cells::{Cells, Csv, Separator, by_agency_markdown, claims_markdown, flags_markdown};
pub use diff::unified_diff;
pub use inbox::{
    DocumentState, Finding, InboxDocument, InboxReport, InboxSet, InboxState, Language, NoteOut,
    ReportError, StanceState, Standing, VerdictState, claims_csv, flags_csv, index_html,
    matrix_csv, standings,
};
pub use page::repair_page;
pub use table::{
    by_agency_table, claims_explained, claims_table, explain_text, flags_table, review_text,
    set_prose, sets_table, story_text, triage_text,
};
pub use terminal::for_terminal;
pub use wire::{
    AgencyFlagsOut, AgencyStateOut, AlternativeOut, AmountOut, AppliedCueOut, ByAgencyOut,
    CandidateOut, ChangeOut, CheckOut, ClaimChangeOut, ClaimOut, ClaimsOut, CueOut, DamageOut,
    DecisionOut, DocumentOut, DoubtOut, DoubtfulWordOut, EditOut, EngineOut, EvidenceOut,
    ExplainOut, FailedOut, FailedTestOut, FindingOut, FlagDoubtOut, FlagOut, FlagsOut, HistoryOut,
    LetterOut, MisreadingOut, Name, NearMissOut, OcrOut, OtherReadingOut, ReasonOut, RelationOut,
    RepairOut, RequirementOut, ResponseOut, RuleOut, SaidOut, SentenceOut, SetOut, SpanOut,
    StateOut, StatsOut, StepOut, StoryDoubtOut, StoryOut, StoryReadingOut, TextOut,
    UNCERTAIN_BELOW, VerdictOut, WhyOut, json_line,
};
