//! The files in a ZIP archive, never more of them than the limit lets through.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::decode::decode;
use crate::error::{Error, ErrorKind};

/// A ZIP archive that holds a document.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    looks_like: &'static str,
    limit: u64,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    pub(crate) fn open(
        bytes: &'b [u8],
        looks_like: &'static str,
        limit: u64,
    ) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| Error::damaged(looks_like, e))?;
        Ok(Archive { zip, looks_like, limit, left: limit })
    }

    /// A file's bytes; none if there is no such file.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Error::new(ErrorKind::Encrypted { looks_like: self.looks_like }));
            }
            Err(error) => return Err(Error::damaged(self.looks_like, format!("{name}: {error}"))),
        };
        let mut bytes = Vec::new();
        // The size that the archive declares may be a lie: what counts is what comes out.
        let read = file.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| Error::damaged(self.looks_like, format!("{name}: {error}")))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Error::new(ErrorKind::UnpacksTooLarge { limit: self.limit }))?;
        Ok(Some(bytes))
    }

    /// A file's text; none if there is no such file.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let damaged = |error| Error::damaged(self.looks_like, format!("{name}: {error}"));
        Ok(Some(decode(&bytes).map_err(damaged)?.text))
    }
}

/// What a ZIP archive says it is by the names in it.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    Some(zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect())
}
