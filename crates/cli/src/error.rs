//! What can go wrong, and how it is told.

use std::io::{self, Write};
use std::path::{MAIN_SEPARATOR, Path};

pub(crate) use gensvar_ingest::plain_cause as cause;
use gensvar_report::Finding;

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

/// How many things are told that are wrong with a call.
const MOST_TOLD: usize = 10;

impl Failure {
    /// A call that is wrong in one thing.
    pub(crate) fn call(message: impl Into<String>) -> Failure {
        Failure::Call(vec![message.into()])
    }

    /// All that is wrong with a call; nothing, if there is no message. Of very many the first are told.
    pub(crate) fn unless_empty(mut messages: Vec<String>) -> Result<(), Failure> {
        let more = messages.len().saturating_sub(MOST_TOLD);
        messages.truncate(MOST_TOLD);
        if more > 0 {
            messages.push(format!("and {more} more of this kind"));
        }
        if messages.is_empty() { Ok(()) } else { Err(Failure::Call(messages)) }
    }

    /// That nobody reads the output any more ends it, and is no failure: what failed before still counts.
    pub(crate) fn unless_closed(printed: Result<(), Failure>) -> Result<(), Failure> {
        match printed {
            Err(Failure::ClosedPipe) => Ok(()),
            other => other,
        }
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

/// A path as messages and results name it: on one line, whatever is in it, and no two paths alike.
/// Bytes that are no text, control characters and the backslash that begins those are escaped.
pub(crate) fn name(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                // On Windows it stands between folders, and names have nothing to be escaped in them.
                '\\' if MAIN_SEPARATOR != '\\' => shown.push_str("\\\\"),
                c if c.is_control() => shown.extend(c.escape_default()),
                c => shown.push(c),
            }
        }
        for byte in chunk.invalid() {
            shown += &format!("\\x{byte:02x}");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn no_two_paths_have_one_name() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes: &[u8]| name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name("ind/blåbær 1.txt".as_bytes()), "ind/blåbær 1.txt");
        assert_eq!(name(b"a\nb"), "a\\nb");
        assert_eq!(name(b"a\\nb"), "a\\\\nb");
        assert_eq!(name(b"\xff\xfe.txt"), "\\xff\\xfe.txt");
        assert_eq!(name(b"\x1b[2J"), "\\u{1b}[2J");
    }
}
