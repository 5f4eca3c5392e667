//! Mistakes in the data files of the fields, placed by byte offset.

use crate::error::{DataError, DataErrorKind};

/// A mistake at a byte offset of a data file.
pub(super) fn mistake(
    kind: DataErrorKind,
    file: &str,
    text: &str,
    offset: usize,
    message: impl Into<String>,
) -> DataError {
    let line = text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1;
    DataError { kind, file: file.to_owned(), line, message: message.into() }
}
