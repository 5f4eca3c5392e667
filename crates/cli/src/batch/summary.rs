//! What became of the inputs of a run: how many were done, and each that was not.

use serde::Serialize;

/// What stands in `summary.json`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Summary {
    schema: &'static str,
    version: &'static str,
    command: &'static str,
    /// Whether the run came to its end: if not, there is more that it would tell.
    finished: bool,
    /// Files that the call named or led to, those that were left out included.
    inputs: usize,
    /// Files and attachments that have a result.
    done: usize,
    /// Files and attachments that have none, though they should.
    failed: usize,
    /// Files and folders that were left out on purpose.
    skipped: usize,
    /// One for each that failed or was skipped, and one for each warning, in the order of the inputs.
    outcomes: Vec<Outcome>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Outcome {
    source: String,
    outcome: &'static str,
    cause: String,
}

impl Summary {
    /// Of a run of that command.
    pub(crate) fn new(command: &'static str) -> Summary {
        Summary {
            schema: "gensvar.summary/1",
            version: env!("CARGO_PKG_VERSION"),
            command,
            finished: false,
            inputs: 0,
            done: 0,
            failed: 0,
            skipped: 0,
            outcomes: Vec::new(),
        }
    }

    /// The run came to its end.
    pub(crate) fn finish(&mut self) {
        self.finished = true;
    }

    pub(crate) fn input(&mut self) {
        self.inputs += 1;
    }

    pub(crate) fn done(&mut self) {
        self.done += 1;
    }

    pub(crate) fn failed(&mut self, source: &str, cause: &str) {
        self.failed += 1;
        self.add(source, "failed", cause);
    }

    pub(crate) fn skipped(&mut self, source: &str, cause: &str) {
        self.skipped += 1;
        self.add(source, "skipped", cause);
    }

    pub(crate) fn warning(&mut self, source: &str, what: &str) {
        self.add(source, "warning", what);
    }

    fn add(&mut self, source: &str, outcome: &'static str, cause: &str) {
        let (source, cause) = (source.to_owned(), cause.to_owned());
        self.outcomes.push(Outcome { source, outcome, cause });
    }

    /// What failed, and why, in the order of the inputs.
    pub(crate) fn failed_ones(&self) -> impl Iterator<Item = (&str, &str)> {
        let failed = self.outcomes.iter().filter(|outcome| outcome.outcome == "failed");
        failed.map(|outcome| (outcome.source.as_str(), outcome.cause.as_str()))
    }

    /// How many failed.
    pub(crate) fn failures(&self) -> usize {
        self.failed
    }

    /// As it is written.
    pub(crate) fn to_json(&self) -> String {
        // Strings and numbers: nothing in it can fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
