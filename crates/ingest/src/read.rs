use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::decode::{Decoded, decode, decode_as};
use crate::document::Part;
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};
use crate::parts::parts;

/// How many bytes of a file are read unless told otherwise: 64 MB.
pub const DEFAULT_LIMIT: u64 = 64 << 20;

/// Whether pages are read by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ocr {
    /// Those that are images, or whose text is one that an engine read badly.
    #[default]
    Auto,
    /// None.
    Never,
    /// All, whatever text they have.
    Always,
}

/// How a file is read.
///
/// ```
/// use gensvar_ingest::{Encoding, Options};
/// let options = Options { max_bytes: 1 << 20, encoding: Some(Encoding::Cp850), ..Options::default() };
/// assert_eq!(options.read(&b"p\x86"[..]).unwrap().text, "på");
/// let error = Options { max_bytes: 2048, ..options.clone() }.read(std::io::repeat(b'a')).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "is larger than the limit of 2 KB; split it, or raise the limit (max_bytes)",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many bytes there may be at most: in the file, in what it unpacks to, and in the texts of
    /// all documents in it together.
    pub max_bytes: u64,
    /// The encoding, if it is known; else it is told from the content.
    pub encoding: Option<Encoding>,
    /// Whether pages are read by OCR, which needs the programs tesseract and, for PDF, pdftoppm.
    pub ocr: Ocr,
    /// How long a file may take with all that is attached to it, as far as it can be stopped: what
    /// programs do that are called, and what is not begun. None for no limit.
    pub timeout: Option<Duration>,
    /// The folder for the files that programs are given to read; the system's own if there is none.
    pub scratch: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_bytes: DEFAULT_LIMIT,
            encoding: None,
            ocr: Ocr::Auto,
            timeout: None,
            scratch: None,
        }
    }
}

impl Options {
    /// The documents of a file: first the file's own, then those attached to it. What is attached
    /// and cannot be read is an error in its place, and harms no other.
    ///
    /// # Errors
    /// If the file cannot be read, is too large, or has no text; the error names the file.
    pub fn documents(&self, path: impl AsRef<Path>) -> Result<Vec<Part>, Error> {
        let path = path.as_ref();
        self.bytes_of(path).and_then(|bytes| parts(&bytes, self)).map_err(|error| error.at(path))
    }

    /// The documents in bytes that were loaded.
    ///
    /// # Errors
    /// If there are too many, or they have no text.
    pub fn documents_in(&self, bytes: &[u8]) -> Result<Vec<Part>, Error> {
        if bytes.len() as u64 > self.max_bytes {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.max_bytes }));
        }
        parts(bytes, self)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// If it cannot be read or is too large; the error names the file.
    pub fn load(&self, path: impl AsRef<Path>) -> Result<Vec<u8>, Error> {
        let path = path.as_ref();
        self.bytes_of(path).map_err(|error| error.at(path))
    }

    /// The bytes that a reader gives, standard input for instance.
    ///
    /// # Errors
    /// If it cannot be read or gives too many.
    pub fn load_from(&self, reader: impl Read) -> Result<Vec<u8>, Error> {
        self.bytes(reader)
    }

    /// The text of a text file.
    ///
    /// # Errors
    /// If it cannot be read, is too large, or is no text; the error names the file.
    pub fn read_file(&self, path: impl AsRef<Path>) -> Result<Decoded, Error> {
        let path = path.as_ref();
        let read = || self.decode(&self.bytes_of(path)?);
        read().map_err(|error| error.at(path))
    }

    /// The text of what a reader gives.
    ///
    /// # Errors
    /// If it cannot be read, is too large, or is no text.
    pub fn read(&self, reader: impl Read) -> Result<Decoded, Error> {
        self.decode(&self.bytes(reader)?)
    }

    /// The text of bytes, in the encoding that is given or told from them.
    ///
    /// # Errors
    /// If they are no text.
    pub fn decode(&self, bytes: &[u8]) -> Result<Decoded, Error> {
        match self.encoding {
            Some(encoding) => decode_as(bytes, encoding),
            None => decode(bytes),
        }
    }

    fn bytes_of(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let file = File::open(path).map_err(Error::unreadable)?;
        let about = file.metadata().map_err(Error::unreadable)?;
        if about.is_dir() {
            return Err(Error::new(ErrorKind::Folder));
        }
        if about.is_file() && about.len() > self.max_bytes {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.max_bytes }));
        }
        self.bytes(file)
    }

    fn bytes(&self, reader: impl Read) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let most = self.max_bytes.saturating_add(1);
        reader.take(most).read_to_end(&mut bytes).map_err(Error::unreadable)?;
        if bytes.len() as u64 > self.max_bytes {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.max_bytes }));
        }
        Ok(bytes)
    }
}

/// The text of a file, with what [`Options`] has by default.
///
/// ```no_run
/// let decoded = gensvar_ingest::read_file("notat.txt")?;
/// println!("{} ({})", decoded.text, decoded.encoding);
/// # Ok::<(), gensvar_ingest::Error>(())
/// ```
///
/// # Errors
/// If it cannot be read, is too large, or is no text; the error names the file.
pub fn read_file(path: impl AsRef<Path>) -> Result<Decoded, Error> {
    Options::default().read_file(path)
}
