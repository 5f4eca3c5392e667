//! PDF: the text that stands in it, page by page, in the order in which it is read; pages that are
//! images, or whose text an engine read badly, go through OCR.

mod furniture;
mod glyphs;
mod layout;
mod lines;
mod quality;

use gensvar_text::Span;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::decode::Warning;
use crate::document::{Area, Document, Format, OcrEngine, Page, Word};
use crate::error::{Error, ErrorKind};
use crate::ocr;
use crate::read::{Ocr, Options};

use glyphs::PageContent;
use layout::{Block, blocks};
use lines::{Line, Segment, lines};

const LOOKS_LIKE: &str = "a PDF document";

/// How many pages are read; a book has a thousand.
const MOST_PAGES: usize = 5000;

/// The document in a PDF.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(ErrorKind::Encrypted { looks_like: LOOKS_LIKE })
        }
        LoadPdfError::Decryption(_) => Error::damaged(LOOKS_LIKE, "its encryption is not known"),
        LoadPdfError::Invalid => Error::damaged(LOOKS_LIKE, "its parts do not fit together"),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Error::damaged(LOOKS_LIKE, "it has no pages"));
    }
    if count > MOST_PAGES {
        return Err(Error::damaged(LOOKS_LIKE, format_args!("it has {count} pages")));
    }
    let contents: Vec<PageContent> =
        pdf.pages().iter().map(|page| glyphs::content(&pdf, page)).collect();
    let mut read = Reading::new(contents.iter().map(|page| lines(&page.glyphs)).collect());
    let mut scans = ocr::Scans::of_pdf(bytes, options);
    let mut unread = None;
    for (index, content) in contents.iter().enumerate() {
        let wish = wish(content, options.ocr);
        if wish == Wish::Text {
            read.add_text(content, index);
            continue;
        }
        match scans.page(index + 1, content.size) {
            Ok(scan) => read.add_scan(scan),
            // Without the programs a bad text is better than none.
            Err(error) if wish == Wish::BetterText => {
                read.document
                    .warnings
                    .push(Warning::BadTextLayer { page: index + 1, cause: error.to_string() });
                read.add_text(content, index);
            }
            Err(error) => {
                read.document
                    .warnings
                    .push(Warning::PageFailed { page: index + 1, cause: error.to_string() });
                read.add_nothing(content);
                unread = Some(error);
            }
        }
    }
    let document = read.document;
    let is_empty = document.text.trim().is_empty();
    match unread {
        Some(error) if is_empty => Err(error),
        None if is_empty && contents.iter().any(|page| page.image_share > 0.0) => {
            Err(Error::new(ErrorKind::NoText {
                looks_like: "a PDF of images",
                remedy: match options.ocr {
                    Ocr::Never => "let it be read by OCR (--ocr auto)",
                    Ocr::Auto | Ocr::Always => "OCR found none on them either; look at the scan",
                },
            }))
        }
        _ => Ok(document),
    }
}

/// What is to be done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// Its text is taken.
    Text,
    /// It has a text, but a bad one.
    BetterText,
    /// It has none.
    Scan,
}

/// How much of a page an image must cover for the page to be a scan.
const SCAN: f64 = 0.5;
/// How many letters a page must have for its text to be more than a stamp on a scan.
const FEW_LETTERS: usize = 60;

fn wish(content: &PageContent, ocr: Ocr) -> Wish {
    let letters = content.letters();
    match ocr {
        Ocr::Never => Wish::Text,
        Ocr::Always => Wish::Scan,
        Ocr::Auto if content.image_share >= SCAN && letters < FEW_LETTERS => Wish::Scan,
        Ocr::Auto if letters > 0 && quality::is_bad(content) => Wish::BetterText,
        Ocr::Auto => Wish::Text,
    }
}

/// Whether a block goes on with the sentence that the text ends with, from one column into the next.
fn goes_on(text: &str, block: &Block) -> bool {
    let is_open = text.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '-');
    let first = block.lines.first().and_then(|line| line.text().chars().next());
    is_open && first.is_some_and(char::is_lowercase)
}

/// The document as it comes together.
struct Reading {
    document: Document,
    /// The lines of all pages: what stands on every page is told from them.
    lines: Vec<Vec<Line>>,
    furniture: furniture::Furniture,
    leading: f64,
}

impl Reading {
    fn new(lines: Vec<Vec<Line>>) -> Reading {
        let furniture = furniture::Furniture::of(&lines);
        let leading = layout::leading(&lines);
        let document = Document::new(String::new(), Format::Pdf);
        Reading { document, lines, furniture, leading }
    }

    fn begin(&mut self) -> usize {
        if !self.document.pages.is_empty() {
            // As other programs set pages apart: what goes on over the page's end still does.
            self.document.text.push('\u{c}');
        }
        self.document.text.len()
    }

    fn end(&mut self, start: usize, size: (f64, f64), ocr: Option<OcrEngine>) {
        let span = Span::new(start, self.document.text.len());
        let size = Some((size.0 as f32, size.1 as f32));
        self.document.pages.push(Page { span, size, ocr });
    }

    fn add_text(&mut self, content: &PageContent, index: usize) {
        let start = self.begin();
        let lines = self.lines.get_mut(index).map(std::mem::take).unwrap_or_default();
        let lines = self.furniture.without(lines, index);
        let page =
            layout::Sheet { width: content.size.0, is_first: index == 0, leading: self.leading };
        for (number, block) in blocks(lines, &page).iter().enumerate() {
            if number > 0 && !goes_on(&self.document.text, block) {
                self.document.text.push('\n');
            }
            self.add_block(block);
        }
        if content.turned > 0 {
            self.document
                .warnings
                .push(Warning::TurnedText { page: index + 1, characters: content.turned });
        }
        self.end(start, content.size, None);
    }

    fn add_block(&mut self, block: &Block) {
        for line in &block.lines {
            let mut before: Option<&Segment> = None;
            for segment in &line.segments {
                if let Some(before) = before.replace(segment) {
                    let gap = if line.is_apart(before, segment) { "   " } else { " " };
                    self.document.text.push_str(gap);
                }
                for (number, word) in segment.words.iter().enumerate() {
                    if number > 0 {
                        self.document.text.push(' ');
                    }
                    let start = self.document.text.len();
                    self.document.text.push_str(&word.text);
                    let span = Span::new(start, self.document.text.len());
                    let area = Area {
                        left: word.left as f32,
                        top: (line.baseline - line.size * 0.8) as f32,
                        right: word.right as f32,
                        bottom: (line.baseline + line.size * 0.2) as f32,
                    };
                    self.document.words.push(Word { span, confidence: None, area: Some(area) });
                }
            }
            self.document.text.push('\n');
        }
    }

    fn add_scan(&mut self, scan: ocr::Scan) {
        let start = self.begin();
        self.document.text.push_str(&scan.text);
        let moved = |word: Word| Word {
            span: Span::new(word.span.start + start, word.span.end + start),
            ..word
        };
        self.document.words.extend(scan.words.into_iter().map(moved));
        self.end(start, (f64::from(scan.size.0), f64::from(scan.size.1)), Some(scan.engine));
    }

    fn add_nothing(&mut self, content: &PageContent) {
        let start = self.begin();
        self.end(start, content.size, None);
    }
}
