//! What OCR engines write: hOCR, ALTO and PAGE XML, with how sure they were and where words stand.

pub(crate) mod alto;
pub(crate) mod hocr;
pub(crate) mod page_xml;
mod scan;
mod write;

pub use write::{Replacement, write_back};
