//! What the user is told of a run: while it goes on, in its summary, and by its status.

use gensvar_ingest::Warning;

use crate::args::Files;
use crate::batch::listing::Listing;
use crate::batch::progress::Progress;
use crate::batch::summary::Summary;
use crate::error::{Done, name};

/// What is told of a run while it goes on, and what is known of it at its end.
pub(crate) struct Report {
    pub(crate) progress: Progress,
    pub(crate) summary: Summary,
}

impl Report {
    /// Of a run that is about to begin; `is_printed` if its results go to standard output.
    pub(crate) fn new(
        command: &'static str,
        files: &Files,
        list: &Listing,
        is_printed: bool,
    ) -> Report {
        let mut report = Report {
            progress: Progress::new(list.entries.len(), files.loudness(), is_printed),
            summary: Summary::new(command),
        };
        if list.entries.is_empty() && list.left_out.is_empty() {
            report.progress.warn("there is no file in what was named");
        }
        for left in &list.left_out {
            report.summary.input();
            if left.is_failure {
                report.failed(&left.name, &format!("{}: {}", left.name, left.cause));
            } else {
                report.skipped(&left.name, &left.cause);
            }
        }
        for path in list.twice.iter().filter(|_| !is_printed) {
            report.skipped(&name(path), "named before, and read once");
        }
        report
    }

    /// The result of a document, when what there is to tell of it is told.
    pub(crate) fn part<T>(
        &mut self,
        full: &str,
        result: Result<(T, Vec<Warning>), String>,
    ) -> Result<T, String> {
        match result {
            Err(message) => {
                self.failed(full, &message);
                Err(message)
            }
            Ok((result, warnings)) => {
                self.warnings(full, &warnings);
                self.summary.done();
                Ok(result)
            }
        }
    }

    /// What the user should know of a document that has a result.
    pub(crate) fn warnings(&mut self, full: &str, warnings: &[Warning]) {
        for warning in warnings {
            if warning.is_failure() {
                self.failed(full, &format!("{full}: {warning}"));
            } else {
                self.warning(full, &warning.to_string());
            }
        }
    }

    /// Something failed; the message names it.
    pub(crate) fn failed(&mut self, source: &str, message: &str) {
        self.progress.failed(message);
        let cause = message.strip_prefix(source).and_then(|rest| rest.strip_prefix(": "));
        self.summary.failed(source, cause.unwrap_or(message));
    }

    pub(crate) fn skipped(&mut self, source: &str, cause: &str) {
        self.progress.warn(&format!("{source}: skipped: {cause}"));
        self.summary.skipped(source, cause);
    }

    pub(crate) fn warning(&mut self, source: &str, what: &str) {
        self.progress.warn(&format!("{source}: {what}"));
        self.summary.warning(source, what);
    }

    pub(crate) fn done(&self) -> Done {
        Done { failed: self.summary.failures(), ..Done::default() }
    }
}
