use std::fmt;

use gensvar_text::Span;

use crate::decode::{Decoded, Warning};
use crate::encoding::Encoding;
use crate::error::Error;

/// What kind of file a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, Markdown included.
    Text,
    /// PDF.
    Pdf,
    /// An image: PNG, JPEG or TIFF.
    Image,
    /// Word (DOCX).
    Docx,
    /// OpenDocument text (ODT).
    Odt,
    /// HTML.
    Html,
    /// An e-mail (EML).
    Eml,
    /// An Outlook message (MSG).
    Msg,
    /// hOCR.
    Hocr,
    /// ALTO XML.
    Alto,
    /// PAGE XML.
    PageXml,
}

impl Format {
    /// Its name, as results write it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Pdf => "pdf",
            Format::Image => "image",
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Html => "html",
            Format::Eml => "eml",
            Format::Msg => "msg",
            Format::Hocr => "hocr",
            Format::Alto => "alto",
            Format::PageXml => "page",
        }
    }
}

/// The text of one document, with what its file tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The text that all offsets count in.
    pub text: String,
    /// What it came from.
    pub format: Format,
    /// What the bytes were in, where they were a text.
    pub encoding: Option<Encoding>,
    /// Its pages in order, where it has pages.
    pub pages: Vec<Page>,
    /// Its words in order, where it was read by OCR or its words are known to stand somewhere.
    pub words: Vec<Word>,
    /// What could not be read, or only with doubt.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// A document that is text and nothing else.
    pub(crate) fn new(text: String, format: Format) -> Document {
        Document {
            text,
            format,
            encoding: None,
            pages: Vec::new(),
            words: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

impl Document {
    /// The engine that read pages of it here, and how many.
    pub fn ocr(&self) -> Option<(&OcrEngine, usize)> {
        let mut read = self.pages.iter().filter_map(|page| page.ocr.as_ref());
        let engine = read.next()?;
        Some((engine, 1 + read.count()))
    }
}

impl From<Decoded> for Document {
    fn from(decoded: Decoded) -> Document {
        Document {
            encoding: Some(decoded.encoding),
            warnings: decoded.warnings,
            ..Document::new(decoded.text, Format::Text)
        }
    }
}

/// A page of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its text, in bytes of the document's.
    pub span: Span,
    /// Width and height, in the unit of the words' areas.
    pub size: Option<(f32, f32)>,
    /// The engine and the languages it read with, where it was read by OCR here.
    pub ocr: Option<OcrEngine>,
}

/// What engines call Danish.
pub(crate) const DANISH: &str = "dan";

/// The engine that read a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcrEngine {
    /// Its name and version, as it tells it.
    pub engine: String,
    /// The languages it knew, in the order of their weight.
    pub languages: Vec<String>,
}

impl OcrEngine {
    /// Whether it knew Danish.
    pub fn knows_danish(&self) -> bool {
        self.languages.iter().any(|language| language == DANISH)
    }
}

impl fmt::Display for OcrEngine {
    /// Its name, and the languages that it knew: `tesseract 5.3.0 (dan)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.engine, self.languages.join("+"))
    }
}

/// A word of a document that was read by OCR or set on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Where it stands, in bytes of the document's text.
    pub span: Span,
    /// How sure the engine was of it, from 0 to 1, where it told.
    pub confidence: Option<f32>,
    /// Where it stands on its page.
    pub area: Option<Area>,
}

impl Word {
    /// The word where its text stands so many bytes further on.
    pub(crate) fn moved(self, by: usize) -> Word {
        Word { span: Span::new(self.span.start + by, self.span.end + by), ..self }
    }

    /// The word where its text stands so many bytes further ahead.
    pub(crate) fn moved_back(self, by: usize) -> Word {
        let back = |at: usize| at.saturating_sub(by);
        Word { span: Span::new(back(self.span.start), back(self.span.end)), ..self }
    }
}

/// A rectangle on a page, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// From the page's left edge.
    pub left: f32,
    /// From the page's upper edge.
    pub top: f32,
    /// From the page's left edge.
    pub right: f32,
    /// From the page's upper edge.
    pub bottom: f32,
}

/// One of the documents that a file holds: itself, or what is attached to it.
#[derive(Debug)]
pub struct Part {
    /// The attachment's name, safe as the name of a file; the names of the mails it lies in go
    /// before it, set apart by `/`. None for the file itself.
    pub name: Option<String>,
    /// Its document, or why there is none.
    pub document: Result<Document, Error>,
    /// Its bytes, where words can be written back into them ([`write_back`](crate::write_back)).
    pub original: Option<Vec<u8>>,
}

/// A document taken out of another, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// Its name, as it stands in the mail; any text at all.
    pub(crate) name: Option<String>,
    pub(crate) bytes: Vec<u8>,
}
