use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::encoding::Encoding;

/// Why a file gave no text.
///
/// Its message names the file where there is one, what is the matter, and what to do about it.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    source: Option<io::Error>,
}

/// What was the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be read.
    Unreadable,
    /// The path leads to a folder.
    Folder,
    /// There is more than the limit lets through.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// What is there is no text.
    NotText {
        /// What it looks like.
        looks_like: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// It is of a kind that can be read, but broken.
    Damaged {
        /// What it looks like.
        looks_like: &'static str,
        /// What is the matter, as far as it can be told.
        detail: String,
    },
    /// It can be opened with a password only.
    Encrypted {
        /// What it looks like.
        looks_like: &'static str,
    },
    /// What it holds is far larger than the file: a bomb, or a mistake.
    UnpacksTooLarge {
        /// How many bytes it may unpack to.
        limit: u64,
    },
    /// Documents lie in documents, deeper than anybody packs them.
    TooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// More documents are attached to a file than anybody sends.
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// No text was found in it.
    NoText {
        /// What it looks like.
        looks_like: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// A program that is needed is not installed.
    MissingProgram {
        /// The program.
        program: &'static str,
        /// The package of Debian and Ubuntu that it is in.
        package: &'static str,
    },
    /// A program that was called did not do its work.
    ProgramFailed {
        /// The program.
        program: &'static str,
        /// What it said.
        detail: String,
    },
    /// It took longer than is allowed.
    TimedOut {
        /// How many seconds it may take.
        seconds: u64,
    },
    /// Something was to be written where the file has no word.
    NoWord {
        /// Where, in bytes of the text that was read from the file.
        at: usize,
    },
    /// No encoding goes by that name here.
    UnknownEncoding {
        /// The name.
        name: String,
    },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error { kind, path: None, source: None }
    }

    pub(crate) fn damaged(looks_like: &'static str, detail: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Damaged { looks_like, detail: detail.to_string() })
    }

    pub(crate) fn unreadable(source: io::Error) -> Self {
        Error { source: Some(source), ..Error::new(ErrorKind::Unreadable) }
    }

    /// That it took longer than the limit, for a caller who watches over the time.
    pub fn timed_out(seconds: u64) -> Self {
        Error::new(ErrorKind::TimedOut { seconds })
    }

    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// The message without the file's name, for a caller who names files in a way of his own.
    ///
    /// ```
    /// let error = gensvar_ingest::read_file("no such file.txt").unwrap_err();
    /// assert_eq!(error.message(), "cannot be read: no such file or directory; check the path");
    /// assert_eq!(error.to_string(), format!("no such file.txt: {}", error.message()));
    /// ```
    pub fn message(&self) -> String {
        Message(self).to_string()
    }

    /// What was the matter.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The file, if it came from one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", one_line(&path.display().to_string()))?;
        }
        Message(self).fmt(f)
    }
}

/// An error without its file.
struct Message<'a>(&'a Error);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ErrorKind::Unreadable => match &self.0.source {
                Some(source) if source.kind() == io::ErrorKind::NotFound => {
                    write!(f, "cannot be read: {}; check the path", plain_cause(source))
                }
                Some(source) => write!(f, "cannot be read: {}", plain_cause(source)),
                None => f.write_str("cannot be read"),
            },
            ErrorKind::Folder => f.write_str("is a folder; name the files in it"),
            ErrorKind::TooLarge { limit } => write!(
                f,
                "is larger than the limit of {}; split it, or raise the limit (max_bytes)",
                Size(*limit)
            ),
            ErrorKind::NotText { looks_like, remedy } => {
                write!(f, "looks like {looks_like}, not text; {remedy}")
            }
            ErrorKind::Damaged { looks_like, detail } => write!(
                f,
                "looks like {looks_like}, but cannot be read: {detail}; open it in the program it is from and save it again"
            ),
            ErrorKind::Encrypted { looks_like } => {
                write!(f, "is {looks_like} with a password; save it without one and give that")
            }
            ErrorKind::UnpacksTooLarge { limit } => write!(
                f,
                "unpacks to more than the limit of {}; if it is meant so, raise the limit (max_bytes)",
                Size(*limit)
            ),
            ErrorKind::TooDeep { limit } => write!(
                f,
                "lies more than {limit} documents deep in others; take it out and give it by itself"
            ),
            ErrorKind::TooMany { limit } => write!(
                f,
                "comes after {limit} other documents in one file, and is left out with all that follow; split the file"
            ),
            ErrorKind::NoText { looks_like, remedy } => {
                write!(f, "is {looks_like} without text; {remedy}")
            }
            ErrorKind::MissingProgram { program, package } => write!(
                f,
                "needs the program {program}, which is not installed; install it (Debian and Ubuntu: apt install {package})"
            ),
            ErrorKind::ProgramFailed { program, detail } => {
                write!(f, "{program} could not read it: {detail}")
            }
            ErrorKind::TimedOut { seconds } => write!(
                f,
                "took longer than the limit of {seconds} s; raise the limit (timeout) or split it"
            ),
            ErrorKind::NoWord { at } => write!(
                f,
                "has no word at byte {at} of its text; give places in the text that was read from this file"
            ),
            ErrorKind::UnknownEncoding { name } => {
                write!(f, "no encoding is called {name:?}; there are ")?;
                for (i, encoding) in Encoding::ALL.iter().enumerate() {
                    let between = if i == 0 { "" } else { ", " };
                    write!(f, "{between}{encoding}")?;
                }
                Ok(())
            }
        }
    }
}

/// A name as it can be told: on one line, and nothing in it that a terminal would obey.
fn one_line(name: &str) -> String {
    let escaped =
        |c: char| if c.is_control() { c.escape_default().collect() } else { c.to_string() };
    name.chars().map(escaped).collect()
}

/// The cause of an error of the operating system as messages tell it: in a sentence, without its number.
///
/// ```
/// let error = std::fs::read("no such file").unwrap_err();
/// assert_eq!(gensvar_ingest::plain_cause(&error), "no such file or directory");
/// ```
pub fn plain_cause(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = plain.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// Bytes, in the unit that suits them.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => write!(f, "{} MB", bytes >> 20),
            bytes if bytes >= 1 << 10 && bytes % (1 << 10) == 0 => write!(f, "{} KB", bytes >> 10),
            bytes => write!(f, "{bytes} bytes"),
        }
    }
}
