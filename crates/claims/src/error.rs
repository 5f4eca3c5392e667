use std::fmt;

/// Why a data file of rules or words cannot be used: the file, the line and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// What kind of mistake it is.
    pub kind: DataErrorKind,
    /// The file, as it is called under `data/`.
    pub file: String,
    /// The line, counted from 1; 0 where it concerns the file as a whole.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Kinds of mistakes in a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DataErrorKind {
    /// It is no TOML, or has a key that is not known or misses one.
    Form,
    /// A word entry or paradigm that cannot be read.
    Word,
    /// A pattern that cannot be read or names a class that does not exist.
    Pattern,
    /// A name that is used twice, or is not one of those allowed.
    Name,
}

impl DataError {
    /// A mistake at the first line of `text` that holds `near`.
    pub(crate) fn near(
        kind: DataErrorKind,
        file: &str,
        text: &str,
        near: &str,
        message: impl Into<String>,
    ) -> Self {
        let line = text.find(near).map_or(0, |at| text[..at].matches('\n').count() + 1);
        DataError { kind, file: file.to_owned(), line, message: message.into() }
    }

    /// A mistake the TOML reader found.
    pub(crate) fn form(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error
            .span()
            .map_or(0, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
        DataError {
            kind: DataErrorKind::Form,
            file: file.to_owned(),
            line,
            message: error.message().to_owned(),
        }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for DataError {}
