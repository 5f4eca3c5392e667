//! Files and bytes into source text.
//!
//! What a file holds is decoded as it is: line ends and form feeds stay, a byte order mark goes.
//! The encoding is told from the content. Only what is no text at all is an error; a text with
//! damage in it is a text, and [`Decoded::warnings`] says where the damage is.
//!
//! ```
//! use gensvar_ingest::{Encoding, decode};
//! // "Børnehøring" as DOS wrote it.
//! let decoded = decode(b"B\x9Brneh\x9Bring i \x86r").unwrap();
//! assert_eq!(decoded.text, "Børnehøring i år");
//! assert_eq!(decoded.encoding, Encoding::Cp850);
//! // What is no text says what it looks like and what to do about it.
//! let error = decode(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "looks like a PNG image, not text; run OCR on it first (for instance tesseract) and give the text it reads",
//! );
//! ```

mod archive;
mod charset;
mod clock;
mod decode;
mod detect;
mod document;
mod docx;
mod dos;
mod encoding;
mod error;
mod flow;
mod furniture;
mod html;
mod kind;
mod magic;
mod mail;
mod numerals;
mod ocr;
mod odt;
mod parts;
mod pdf;
mod read;
mod scanned;
mod turn;
mod xml;

pub use decode::{Decoded, Warning, decode, decode_as};
pub use document::{Area, Document, Format, OcrEngine, Page, Part, Word};
pub use encoding::Encoding;
pub use error::{Error, ErrorKind, plain_cause};
pub use ocr::engine as ocr_engine;
pub use ocr::stop_programs;
pub use read::{DEFAULT_LIMIT, Ocr, Options, read_file};
pub use scanned::{Replacement, write_back};
