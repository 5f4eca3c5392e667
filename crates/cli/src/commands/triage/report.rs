//! The files of a report, from what is kept of its documents.

use std::path::Path;

use gensvar::Gensvar;
use gensvar::requirements::Document;
use gensvar_report::{
    ByAgencyOut, DocumentOut, FailedOut, FlagsOut, InboxReport, InboxSet, InboxState, ReportError,
    Separator, SetOut, Standing, claims_csv, flags_csv, index_html, json_line, matrix_csv,
    set_prose, standings,
};
use serde::{Deserialize, Serialize};

use super::kept::Kept;
use crate::args::TriageArgs;
use crate::batch::journal::{Journal, OWN};
use crate::commands::requirements::Set;
use crate::error::{Failure, name};

/// How wide the prose of a set is, in columns.
const PROSE: usize = 80;
/// The page of a report.
pub(super) const PAGE: &str = "index.html";
/// The files that every report has.
pub(super) const FILES: [&str; 6] =
    [PAGE, "matrix.csv", "flags.csv", "claims.csv", "flags.jsonl", "claims.jsonl"];
/// What was last reported, in the folder that is the program's own.
const LAST: &str = "report.json";

/// The report, filled.
pub(super) fn report(
    args: &TriageArgs,
    gensvar: &Gensvar,
    sets: &[Set],
    kept: Vec<Kept>,
    not_read: Vec<FailedOut>,
) -> Result<InboxReport, Failure> {
    // What is there twice is one letter.
    let standings = standings(kept.iter().map(|one| &one.document));
    let counting = kept.iter().zip(standings);
    let counting: Vec<&Kept> = counting
        .filter(|(_, standing)| !matches!(standing, Standing::CopyOf(_)))
        .map(|(one, _)| one)
        .collect();
    let letters: Vec<DocumentOut> =
        counting.iter().map(|one| one.document.letter.clone()).collect();
    let sets = sets.iter().enumerate().map(|(number, set)| {
        let documents: Vec<Document> =
            counting.iter().filter_map(|one| one.assessed(number)).collect();
        let flags: Vec<FlagsOut> =
            counting.iter().filter_map(|one| one.flags(number).cloned()).collect();
        let found = gensvar.by_agency(set, &documents);
        Ok(InboxSet {
            set: SetOut::new(set),
            prose: Some(set_prose(&set.outline()?, PROSE)),
            state: ByAgencyOut::new(set, &letters, &flags, &found, &not_read),
        })
    });
    let sets = sets.collect::<Result<_, Failure>>()?;
    Ok(InboxReport {
        language: args.lang.into(),
        name: args.title.clone().unwrap_or_else(|| {
            args.files.files.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ")
        }),
        made: args.date.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: args.files.described(),
        agencies: args.own.agencies.iter().map(|path| name(path)).collect(),
        sets,
        documents: kept.into_iter().map(|one| one.document).collect(),
        not_read,
        before: None,
    })
}

/// Writes the report into its folder, with what changed since the one before.
pub(super) fn write(
    journal: &Journal,
    mut report: InboxReport,
    separator: Separator,
) -> Result<InboxReport, Failure> {
    let path = Path::new(OWN).join(LAST);
    let last = journal.read(&path).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let memory = Memory::of(last, InboxState::of(&report));
    report.before = memory.before.clone();
    let documents = &report.documents;
    let claims = documents.iter().map(|document| json_line(&document.claims));
    let flags = documents.iter().flat_map(|document| document.flags.iter().map(json_line));
    let failed = |error: ReportError| Failure::Output(format!("the report: {error}"));
    let separator = u8::from(separator);
    let texts = [
        index_html(&report).map_err(failed)?,
        matrix_csv(&report, separator).map_err(failed)?,
        flags_csv(&report, separator).map_err(failed)?,
        claims_csv(&report, separator).map_err(failed)?,
        flags.collect(),
        claims.collect(),
    ];
    for (file, text) in FILES.into_iter().zip(texts) {
        journal.write(Path::new(file), text.as_bytes())?;
    }
    // Last: until all of it stands, the report before this one is still the one before it.
    journal.write(&path, json_line(&memory).as_bytes())?;
    Ok(report)
}

/// What is remembered from report to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Memory {
    /// What the report is compared with.
    before: Option<InboxState>,
    /// What it says.
    now: InboxState,
}

impl Memory {
    /// A report that bears the day of the last one, or that says the same and bears no day, is that
    /// report once more: it is compared with what that was compared with.
    fn of(last: Option<Memory>, now: InboxState) -> Memory {
        let Some(last) = last else { return Memory { before: None, now } };
        let is_same = match (&last.now.made, &now.made) {
            (Some(last), Some(now)) => last == now,
            (None, None) => last.now == now,
            _ => false,
        };
        Memory { before: if is_same { last.before } else { Some(last.now) }, now }
    }
}

#[cfg(test)]
mod tests {
    use gensvar_report::DocumentState;

    use super::*;

    fn document(name: &str) -> DocumentState {
        DocumentState { source: name.to_owned(), print: String::new() }
    }

    fn state(made: Option<&str>, documents: &[&str]) -> InboxState {
        InboxState {
            made: made.map(str::to_owned),
            documents: documents.iter().map(|&name| document(name)).collect(),
            ..InboxState::default()
        }
    }

    #[test]
    fn a_report_made_once_more_is_compared_with_the_same() {
        let first = Memory::of(None, state(None, &["a"]));
        assert_eq!(first.before, None);
        let second = Memory::of(Some(first.clone()), state(None, &["a", "b"]));
        assert_eq!(second.before.as_ref(), Some(&first.now));
        assert_eq!(Memory::of(Some(second.clone()), second.now.clone()), second);
        // On one day the report may grow; on the next it is compared with that.
        let monday = Memory::of(Some(second.clone()), state(Some("2026-11-30"), &["a", "b"]));
        assert_eq!(monday.before.as_ref(), Some(&second.now));
        let later = Memory::of(Some(monday.clone()), state(Some("2026-11-30"), &["a", "b", "c"]));
        assert_eq!(later.before, monday.before);
        let tuesday = Memory::of(Some(later.clone()), state(Some("2026-12-01"), &["a", "b", "c"]));
        assert_eq!(tuesday.before, Some(later.now));
    }
}
