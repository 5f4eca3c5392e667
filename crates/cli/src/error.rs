//! What can go wrong, and how it is told.

use std::io::{self, Write};
use std::path::Path;

use gensvar_report::Finding;

/// The exit status of a run that the user ended with Ctrl-C, as of every program of a shell.
pub(crate) const INTERRUPTED: u8 = 130;

/// What ends a run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call is wrong: nothing was processed. One message for each thing that is.
    Call(Vec<String>),
    /// The result could not be written.
    Output(String),
    /// Nobody reads the output any more.
    ClosedPipe,
    /// The user wants an end.
    Interrupted,
}

impl Failure {
    /// A call that is wrong in one thing.
    pub(crate) fn call(message: impl Into<String>) -> Failure {
        Failure::Call(vec![message.into()])
    }

    /// A result that could not be written to `place`.
    pub(crate) fn output(place: &str, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ClosedPipe;
        }
        Failure::Output(format!("{place}: cannot be written: {}", cause(error)))
    }
}

/// How a run went that came to its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// How many inputs failed.
    pub(crate) failed: usize,
    /// What was found that the exit status is to tell.
    pub(crate) finding: Finding,
}

/// Tells the user; that nobody may listen is no reason to stop.
pub(crate) fn report(message: &str) {
    let _ = writeln!(io::stderr().lock(), "gensvar: {message}");
}

/// The cause of an I/O error without the number of the operating system.
pub(crate) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = plain.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A path as messages and results name it: on one line, whatever is in it.
pub(crate) fn name(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.chars().any(char::is_control) {
        let escape =
            |c: char| if c.is_control() { c.escape_default().collect() } else { c.to_string() };
        return shown.chars().map(escape).collect();
    }
    shown
}
