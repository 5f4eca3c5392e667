//! The files of a report, from what is kept of its documents.

use std::collections::BTreeMap;
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
use crate::batch::listing::is_stdin;
use crate::batch::record::sha256;
use crate::commands::requirements::Set;
use crate::error::{Failure, name};

/// How wide the prose of a set is, in columns.
const PROSE: usize = 80;
/// The page of a report.
pub(super) const PAGE: &str = "index.html";
/// The files that every report has.
pub(super) const FILES: [&str; 6] =
    [PAGE, "matrix.csv", "flags.csv", "claims.csv", "flags.jsonl", "claims.jsonl"];
/// How many inputs a report is named by.
const NAMED: usize = 2;
/// By what the files of the last report are known again, in the folder that is the program's own.
const WRITTEN: &str = "written.json";
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
        name: args.title.clone().unwrap_or_else(|| title(args)),
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

/// What a report is called that nobody named: by its inbox, of many inputs by the first.
fn title(args: &TriageArgs) -> String {
    let called = |path: &Path| {
        if is_stdin(path) {
            return "standard input".to_owned();
        }
        // `.` and `..` have a name elsewhere.
        let whole = path.canonicalize().ok();
        let last = path.file_name().or(whole.as_deref().and_then(Path::file_name));
        name(last.map_or(path, Path::new))
    };
    let paths = || args.files.files_from.iter().chain(&args.files.files);
    let first: Vec<String> = paths().take(NAMED).map(|path| called(path)).collect();
    match paths().count() - first.len() {
        0 => first.join(", "),
        more => format!("{} (+{more})", first.join(", ")),
    }
}

/// Writes the report into its folder, with what changed since the one before; `since` is that
/// before the first of a watch, from its second report on.
pub(super) fn write(
    journal: &Journal,
    mut report: InboxReport,
    separator: Separator,
    since: Option<&Option<InboxState>>,
) -> Result<InboxReport, Failure> {
    let path = Path::new(OWN).join(LAST);
    let last = journal.read(&path).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let mut memory = Memory::of(last, InboxState::of(&report));
    if let Some(since) = since {
        memory.before = since.clone();
    }
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
    write_files(journal, &FILES.into_iter().zip(texts).collect::<Vec<_>>())?;
    // Last: until all of it stands, the report before this one is still the one before it.
    journal.write(&path, json_line(&memory).as_bytes())?;
    Ok(report)
}

/// Writes the files of the report. What somebody changed in one since it was written is not lost:
/// then nothing is written.
fn write_files(journal: &Journal, texts: &[(&str, String)]) -> Result<(), Failure> {
    let path = Path::new(OWN).join(WRITTEN);
    let known: Option<BTreeMap<String, Vec<String>>> =
        journal.read(&path).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let mut written = BTreeMap::new();
    for (file, text) in texts {
        let new = sha256(text.as_bytes());
        let there = journal.read(Path::new(file)).ok().map(|bytes| sha256(&bytes));
        let known = known.as_ref().and_then(|known| known.get(*file));
        if let (Some(there), Some(known)) = (&there, known)
            && !known.contains(there)
            && *there != new
            && !journal.is_forced()
        {
            return Err(Failure::Output(format!(
                "{}: is not as gensvar wrote it; move it away, or overwrite it with --force",
                name(&journal.dir().join(file))
            )));
        }
        // A run that is killed between the two leaves the one or the other.
        written.insert((*file).to_owned(), there.into_iter().chain([new]).collect::<Vec<_>>());
    }
    journal.write(&path, json_line(&written).as_bytes())?;
    for (file, text) in texts {
        journal.write(Path::new(file), text.as_bytes())?;
    }
    written.values_mut().for_each(|all| drop(all.drain(..all.len() - 1)));
    journal.write(&path, json_line(&written).as_bytes())
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
        DocumentState { source: name.to_owned(), ..DocumentState::default() }
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
