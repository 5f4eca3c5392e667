//! What inputs give, into an output folder: written, kept in its journal, and what cannot be written
//! named.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gensvar_ingest::Warning;

use crate::batch::journal::{Journal, Known, SUMMARY};
use crate::batch::listing::Entry;
use crate::batch::record::{Record, Written, key};
use crate::error::{Done, Failure, cause, name};
use crate::inputs::{FileRead, PartRead, full_name, part_target};
use crate::report::Report;

/// A file that a run writes: its path in the output folder, and what it holds.
pub(crate) type ToWrite = (PathBuf, String);

/// An output folder.
pub(crate) struct Store {
    pub(crate) journal: Journal,
    pub(crate) known: Arc<Known>,
    /// The SHA-256 of the program and of the options that results depend on.
    pub(crate) run: String,
}

/// A document whose result is to be written.
struct Ready {
    /// What it is called.
    full: String,
    files: Vec<ToWrite>,
}

impl Store {
    /// Writes what an input gives, and tells where that stands; of what was done before, where it
    /// stood already.
    pub(crate) fn write<T>(
        &mut self,
        report: &mut Report,
        entry: &Entry,
        read: FileRead<T>,
        to_write: &dyn Fn(&Path, T) -> Vec<ToWrite>,
    ) -> Result<Vec<Written>, Failure> {
        let source = name(&entry.path);
        let mut record = Record { target: key(&entry.target), source, ..Record::default() };
        match read {
            FileRead::Before(record) => {
                report.progress.detail(&format!("{}: was done before", record.source));
                (0..record.documents).for_each(|_| report.summary.done());
                for (source, warning) in &record.warnings {
                    report.warning(source, warning);
                }
                Ok(record.outputs)
            }
            FileRead::Failed(message) => {
                report.failed(&record.source, &message);
                self.journal.done(record)?;
                Ok(Vec::new())
            }
            FileRead::Now { content, engine, parts } => {
                record.engine = engine;
                let mut is_whole = true;
                let mut ready = Vec::new();
                for PartRead { name: part, result } in parts {
                    let full = full_name(&record.source, part.as_deref());
                    match result {
                        Err(message) => {
                            report.failed(&full, &message);
                            is_whole = false;
                        }
                        Ok((result, warnings)) => {
                            report.warnings(&full, &warnings);
                            is_whole &= !warnings.iter().any(Warning::is_failure);
                            let told = warnings.iter().map(|told| (full.clone(), told.to_string()));
                            record.warnings.extend(told);
                            let files =
                                to_write(&part_target(&entry.target, part.as_deref()), result);
                            ready.push(Ready { full, files });
                        }
                    }
                }
                let content = content.unwrap_or_default();
                for one in &mut ready {
                    is_whole &= self.keep_others(report, one, &record.source, &content);
                }
                ready.retain(|one| !one.files.is_empty());
                self.begin(entry, &record.source, &ready)?;
                for one in &ready {
                    is_whole &= self.put(report, one, &mut record)?;
                }
                // What failed is tried again by the next run.
                if is_whole {
                    (record.content, record.run) = (content, self.run.clone());
                }
                let outputs = record.outputs.clone();
                self.journal.done(record)?;
                Ok(outputs)
            }
        }
    }

    /// Leaves out the files of a document in whose place there is something that must not be
    /// overwritten, which is told; whether there are none. If nothing of a document can be written,
    /// that is its failure.
    fn keep_others(
        &self,
        report: &mut Report,
        one: &mut Ready,
        source: &str,
        content: &str,
    ) -> bool {
        let mut told = Vec::new();
        one.files.retain(|(path, text)| {
            let why = self.journal.refused(&Written::new(path, text), source, content);
            told.extend(why.as_ref().map(|why| format!("{}: {why}", self.place(path))));
            why.is_none()
        });
        for why in &told {
            if one.files.is_empty() {
                report.failed(&one.full, &format!("{}: {why}", one.full));
            } else {
                report.warning(&one.full, why);
            }
        }
        told.is_empty()
    }

    fn begin(&mut self, entry: &Entry, source: &str, ready: &[Ready]) -> Result<(), Failure> {
        if ready.is_empty() {
            return Ok(());
        }
        let files = ready.iter().flat_map(|one| &one.files);
        let files = files.map(|(path, text)| Written::new(path, text));
        self.journal.begin(&entry.target, source, files)
    }

    /// Writes a document's files. What keeps one of them from being written and no other is the
    /// document's own failure, and told; then it is not whole.
    fn put(&self, report: &mut Report, one: &Ready, record: &mut Record) -> Result<bool, Failure> {
        for (path, text) in &one.files {
            let place = self.place(path);
            match self.journal.put(path, text.as_bytes()) {
                Ok(()) => {
                    let written = Written::new(path, text);
                    report.progress.detail(&format!("{}: written to {}", one.full, written.path));
                    record.outputs.push(written);
                }
                Err(error) if concerns_all(&error) => return Err(Failure::output(&place, &error)),
                Err(error) => {
                    let why = format!("{place}: cannot be written: {}", cause(&error));
                    report.failed(&one.full, &format!("{}: {why}; rename the input", one.full));
                    return Ok(false);
                }
            }
        }
        record.documents += 1;
        report.summary.done();
        Ok(true)
    }

    fn place(&self, path: &Path) -> String {
        name(&self.journal.dir().join(path))
    }

    /// Writes what is to be told of the run so far.
    pub(crate) fn summarize(&self, report: &Report) -> Result<(), Failure> {
        self.journal.write(Path::new(SUMMARY), report.summary.to_json().as_bytes())
    }

    /// The run came to its end.
    pub(crate) fn end(self, mut report: Report) -> Result<Done, Failure> {
        report.summary.finish();
        self.summarize(&report)?;
        self.journal.close()?;
        Ok(report.done())
    }
}

/// Whether an error will meet every other file as well, rather than being about the name of one.
fn concerns_all(error: &io::Error) -> bool {
    !matches!(
        error.kind(),
        ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::AlreadyExists
            | ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
            | ErrorKind::DirectoryNotEmpty
            | ErrorKind::PermissionDenied
    )
}
