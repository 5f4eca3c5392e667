//! The report of an inbox: what a person reads, checks and files.
//!
//! An [`InboxReport`] is filled by the caller and holds all that is shown; nothing is read or
//! reckoned anew. For each document [`InboxDocument::new`] takes the wire types that other results
//! print too. A document can be kept as JSON ([`serde`]) and taken back: a report from kept
//! documents has the same bytes as one from documents just read. For each set, an [`InboxSet`] holds
//! what the set says of itself and the state of each agency after all documents. Where the
//! [`InboxState`] of an earlier report is given, the report tells what changed since.
//!
//! [`index_html`] makes the page, [`matrix_csv`], [`claims_csv`] and [`flags_csv`] the tables for
//! spreadsheets.

mod csv;
mod finding;
mod model;
mod page;
mod standing;
mod state;

pub use csv::{claims_csv, flags_csv, matrix_csv};
pub use finding::Finding;
pub use model::{InboxDocument, InboxReport, InboxSet, Language, NoteOut};
pub use page::index_html;
pub use standing::{Standing, standings};
pub use state::{DocumentState, InboxState, StanceState, VerdictState};

/// Why a report could not be written.
///
/// Not for any text that stands in it; only where a template or a table fails as a whole.
#[derive(Debug)]
pub struct ReportError(String);

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReportError {}

#[cfg(test)]
mod tests;
