//! The JSON that other programs rely on, version 1.
//!
//! These types are the wire's own: the core types may change without a break here. Offsets count
//! Unicode scalar values of the source text, `line` counts from 1, and a field that does not apply
//! is null or empty, never absent.

mod by_agency;
mod check;
mod claims;
mod doubts;
mod engine;
mod explain;
mod flags;
mod number;
mod repair;
mod sets;
mod story;
mod text;
mod why;

pub use by_agency::{
    AgencyStateOut, ByAgencyOut, ChangeOut, DocumentOut, FailedOut, HistoryOut, LetterOut,
    RelationOut, StateOut,
};
pub use check::{CheckOut, FailedTestOut, FindingOut};
pub use claims::{
    AmountOut, AppliedCueOut, ClaimOut, ClaimsOut, CueOut, ResponseOut, SentenceOut, SpanOut,
};
pub use doubts::{ClaimChangeOut, DoubtfulWordOut, OtherReadingOut};
pub use engine::EngineOut;
pub use explain::{CandidateOut, DamageOut, ExplainOut, MisreadingOut, OcrOut, StepOut};
pub use flags::{
    AgencyFlagsOut, EvidenceOut, FlagDoubtOut, FlagOut, FlagsOut, NearMissOut, VerdictOut,
};
pub use repair::{AlternativeOut, DoubtOut, EditOut, RepairOut, StatsOut};
pub use sets::{RequirementOut, SetOut};
pub use story::{RuleOut, SaidOut, StoryDoubtOut, StoryOut, StoryReadingOut};
pub use text::TextOut;
pub use why::{DecisionOut, ReasonOut, WhyOut};

use std::borrow::Cow;

pub(crate) use number::rounded;

use gensvar::Reply;
use gensvar::text::{SourceText, Span};

/// A name that stands for something on the wire, as [`ClaimOut::kind`] or [`FlagOut::stance`].
pub type Name = Cow<'static, str>;

/// An edit or a word left alone below this confidence counts as uncertain, unless asked otherwise.
pub const UNCERTAIN_BELOW: f64 = gensvar::UNCERTAIN_BELOW;

/// One JSON object on one line, with its line end.
///
/// ```
/// use gensvar::text::SourceText;
/// use gensvar::{Reply, claims::Extraction, repair::Repaired};
/// let text = "Kurset er obligatorisk.";
/// let reply = Reply::new(SourceText::new(text), Repaired::unchanged(text), Extraction::default());
/// let line = gensvar_report::json_line(&gensvar_report::ClaimsOut::new("brev.txt", &reply));
/// assert_eq!(
///     line,
///     "{\"schema\":\"gensvar.claims/1\",\"source\":\"brev.txt\",\"ocr\":null,\
///      \"responses\":[],\"claims\":[],\"untried_doubts\":0}\n"
/// );
/// ```
pub fn json_line<T: serde::Serialize>(value: &T) -> String {
    let mut line = serde_json::to_string(value).expect("wire types are structs of plain values");
    line.push('\n');
    line
}

/// Turns places in a reply's source into characters and lines.
#[derive(Clone, Copy)]
struct Places<'a> {
    source: &'a SourceText,
}

impl<'a> Places<'a> {
    fn of(reply: &'a Reply) -> Self {
        Places { source: reply.source() }
    }

    fn span(self, span: Span) -> SpanOut {
        let span = self.source.char_span(span);
        SpanOut { start: span.start, end: span.end }
    }

    fn line(self, span: Span) -> usize {
        self.source.line_of(span.start)
    }
}
