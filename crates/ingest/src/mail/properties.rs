//! The properties of an Outlook message: each in a stream of its own, small ones in a table.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::msg::LOOKS_LIKE;
use crate::charset;
use crate::error::{Error, ErrorKind};
use crate::read::Options;

/// The table of the small ones.
pub(super) const TABLE: &str = "__properties_version1.0";

/// Text in UTF-16, text in bytes, bytes, a storage of its own.
const UNICODE: u16 = 0x001F;
const NARROW: u16 = 0x001E;
const BINARY: u16 = 0x0102;
const STORAGE: u16 = 0x000D;

pub(super) struct Properties<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    options: &'b Options,
    /// How many bytes may still be read: streams may lie in each other.
    left: u64,
}

impl<'b> Properties<'b> {
    pub(super) fn open(bytes: &'b [u8], options: &'b Options) -> Result<Self, Error> {
        let file = CompoundFile::open(Cursor::new(bytes));
        let file = file.map_err(|error| Error::damaged(LOOKS_LIKE, error))?;
        Ok(Properties { file, options, left: options.max_bytes })
    }

    /// A text, in whichever form it is there.
    pub(super) fn text(&mut self, of: &str, id: u16) -> Result<Option<String>, Error> {
        if let Some(bytes) = self.stream(&path(of, id, UNICODE))? {
            return Ok(Some(
                encoding_rs::UTF_16LE.decode(&bytes).0.trim_end_matches('\0').to_owned(),
            ));
        }
        let Some(bytes) = self.stream(&path(of, id, NARROW))? else { return Ok(None) };
        Ok(Some(charset::text(&bytes, None, self.options)?.text.trim_end_matches('\0').to_owned()))
    }

    pub(super) fn bytes(&mut self, of: &str, id: u16) -> Result<Option<Vec<u8>>, Error> {
        self.stream(&path(of, id, BINARY))
    }

    /// A property of eight bytes or fewer, of the message or of what is attached to it.
    pub(super) fn number(&mut self, of: &str, id: u16) -> Result<Option<u64>, Error> {
        let table = self.stream(&format!("{of}/{TABLE}"))?.unwrap_or_default();
        // The head is longer in a message that stands by itself than in one inside another.
        let head = match table.len() % 16 {
            _ if !of.is_empty() => 8,
            0 => 32,
            _ => 24,
        };
        let entries = table.get(head..).unwrap_or_default().chunks_exact(16);
        Ok(entries.filter_map(|entry| entry.split_first_chunk::<8>()).find_map(|(tag, value)| {
            let found = u16::from_le_bytes([tag[2], tag[3]]);
            let value = <[u8; 8]>::try_from(value).ok()?;
            (found == id).then_some(u64::from_le_bytes(value))
        }))
    }

    /// The storages in the message whose names begin so.
    pub(super) fn storages(&self, beginning: &str) -> Vec<String> {
        let entries = self.file.read_root_storage();
        let storages = entries.filter(|entry| entry.is_storage());
        let paths = storages.map(|entry| format!("/{}", entry.name()));
        paths.filter(|path| path.trim_start_matches('/').starts_with(beginning)).collect()
    }

    /// What is a message inside this one, as a file that stands by itself.
    pub(super) fn message(&mut self, of: &str, id: u16) -> Result<Option<Vec<u8>>, Error> {
        let root = path(of, id, STORAGE);
        if !self.file.exists(format!("{root}/{TABLE}")) {
            return Ok(None);
        }
        let damaged = |error| Error::damaged(LOOKS_LIKE, error);
        let mut out = CompoundFile::create(Cursor::new(Vec::new())).map_err(damaged)?;
        let entries = self.file.walk_storage(&root).map_err(damaged)?;
        let entries: Vec<_> = entries
            .map(|entry| (entry.path().to_string_lossy().into_owned(), entry.is_stream()))
            .collect();
        for (from, is_stream) in entries {
            let Some(to) = from.strip_prefix(&root).filter(|to| !to.is_empty()) else { continue };
            if is_stream {
                let bytes = self.stream(&from)?.unwrap_or_default();
                let stream = out.create_stream(to).map_err(damaged)?;
                std::io::copy(&mut &bytes[..], &mut { stream }).map_err(damaged)?;
            } else {
                out.create_storage_all(to).map_err(damaged)?;
            }
        }
        out.flush().map_err(damaged)?;
        Ok(Some(out.into_inner().into_inner()))
    }

    fn stream(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.file.is_stream(path) {
            return Ok(None);
        }
        let damaged = |error| Error::damaged(LOOKS_LIKE, error);
        let stream = self.file.open_stream(path).map_err(damaged)?;
        let mut bytes = Vec::new();
        stream.take(self.left.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
        let limit = self.options.max_bytes;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Error::new(ErrorKind::UnpacksTooLarge { limit }))?;
        Ok(Some(bytes))
    }
}

fn path(of: &str, id: u16, kind: u16) -> String {
    format!("{of}/__substg1.0_{id:04X}{kind:04X}")
}
