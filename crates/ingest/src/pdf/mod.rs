//! PDF: the text that stands in it, page by page, in the order in which it is read; pages that are
//! images, or whose text an engine read badly, go through OCR.
//!
//! Glyphs become lines with place and size (`glyphs`, `lines`), lines lose what stands on every page
//! (`furniture`), become blocks in the order in which they are read (`layout`: the block in the margin,
//! ruled tables, columns and other tables), and notes are told from them (`notes`).

mod attached;
mod centred;
mod column;
mod edges;
mod glyphs;
mod grid;
mod images;
mod layout;
mod lines;
mod margin;
mod notes;
mod overprint;
mod quality;
mod scanned;
mod spacing;
mod streams;
mod table;
mod tabled;
mod written;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::clock::Clock;
use crate::decode::Warning;
use crate::document::{Attachment, Document, Format};
use crate::error::{Error, ErrorKind};
use crate::furniture::{self, Strip};
use crate::parts::Opened;
use crate::read::{Ocr, Options};

use glyphs::{Damage, PageContent};
use lines::Line;
use scanned::Sheet;

pub(crate) use tabled::tabled;

const LOOKS_LIKE: &str = "a PDF document";

/// How many pages are read; a book has a thousand.
const MOST_PAGES: usize = 5000;

/// The document in a PDF, and the files that lie in it.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
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
    let attachments = attached::attached(&pdf, options.max_bytes)?;
    match document(&pdf, bytes, options) {
        Ok(document) => Ok(Opened { document, attachments }),
        // What is attached can be read nevertheless.
        Err(error) if !attachments.is_empty() => Ok(wrapper(&error, attachments)),
        Err(error) => Err(error),
    }
}

/// A document without text of its own, around others.
fn wrapper(error: &Error, attachments: Vec<Attachment>) -> Opened {
    let mut document = Document::new(String::new(), Format::Pdf);
    document.warnings.push(Warning::PageFailed { page: 1, cause: error.to_string() });
    Opened { document, attachments }
}

fn document(pdf: &Pdf, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let clock = Clock::start(options.timeout);
    let content = |page| clock.left().map(|_| glyphs::content(pdf, page));
    let contents: Vec<PageContent> = pdf.pages().iter().map(content).collect::<Result<_, _>>()?;
    let mut reading = scanned::Reading::new(bytes, options);
    let sheets = contents.iter().enumerate().map(|(index, page)| reading.sheet(index, page));
    let mut sheets: Vec<Sheet> = sheets.collect();
    let scanned::Reading { warnings, failed, ran, .. } = reading;
    without_furniture(&mut sheets, &contents);
    let mut document = written::document(sheets, &contents);
    document.warnings = warnings;
    if !document.text.trim().is_empty() {
        return Ok(document);
    }
    if let Some(error) = failed {
        return Err(error);
    }
    let has_images = contents.iter().any(|page| !page.images.is_empty());
    Err(Error::new(ErrorKind::NoText {
        looks_like: if has_images { "a PDF of images" } else { "a PDF of empty pages" },
        remedy: match (ran, options.ocr) {
            (true, _) => "OCR found none on them either; look at the scan",
            (false, Ocr::Never) => "let it be read by OCR (--ocr auto)",
            (false, _) => {
                "OCR was not run; if there is something to be seen, ask for it (--ocr always)"
            }
        },
    }))
}

/// Takes running heads and page numbers out, whether pages were read by OCR or not.
fn without_furniture(sheets: &mut [Sheet], contents: &[PageContent]) {
    let strips = sheets.iter().zip(contents).map(|(sheet, page)| match sheet {
        Sheet::Lines(lines) => {
            lines.iter().enumerate().map(|(at, line)| (at..at + 1, strip(line, page))).collect()
        }
        Sheet::Scan(scan) => scan.strips(),
        Sheet::Nothing => Vec::new(),
    });
    let gone = furniture::lines(strips.collect());
    for (sheet, gone) in sheets.iter_mut().zip(gone) {
        match sheet {
            Sheet::Lines(lines) => {
                let mut at = 0;
                lines.retain(|_| {
                    at += 1;
                    !gone.iter().any(|range| range.start + 1 == at)
                });
            }
            Sheet::Scan(scan) => scan.cut(&gone),
            Sheet::Nothing => {}
        }
    }
}

fn strip(line: &Line, page: &PageContent) -> Strip {
    let (width, height) = (page.size.0.max(1.0), page.size.1.max(1.0));
    Strip {
        text: line.text(),
        left: line.left() / width,
        top: (line.baseline - 0.8 * line.size) / height,
        bottom: (line.baseline + 0.2 * line.size) / height,
    }
}
