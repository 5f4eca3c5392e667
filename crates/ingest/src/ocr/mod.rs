//! Pages that are images, read by the OCR engine tesseract; pages of a PDF become images by pdftoppm.

mod program;
mod running;
mod tesseract;
mod tsv;
mod turned;

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use gensvar_text::Span;
use tempfile::NamedTempFile;

use crate::clock::Clock;
use crate::decode::Warning;
use crate::document::{Document, Format, OcrEngine, Page, Word};
use crate::error::{Error, ErrorKind};
use crate::furniture::{self, Strip};
use crate::pdf::tabled;
use crate::read::{Ocr, Options};

use program::Program;
pub use running::stop_programs;

/// The engine that reads scans here, with the language it reads them in; none if it is not installed.
/// What it reads depends on it, so whoever keeps results asks whether it is still the same.
///
/// ```
/// if let Some(engine) = gensvar_ingest::ocr_engine() {
///     println!("{} in {}", engine.engine, engine.languages.join("+"));
/// }
/// ```
pub fn engine() -> Option<OcrEngine> {
    tesseract::engine()
}

/// A page that was read by OCR.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scan {
    /// Its text, a line for each of its own, an empty one between paragraphs.
    pub(crate) text: String,
    /// Its words, their places in pixels.
    pub(crate) words: Vec<Word>,
    /// Width and height in pixels.
    pub(crate) size: (f32, f32),
    /// What read it.
    pub(crate) engine: OcrEngine,
}

/// How sure the engine has to be of a page, on average; of clean ones it is by nine tenths.
const SURE: f32 = 0.6;

impl Scan {
    /// How sure the engine was of its words on average, if there are any.
    fn confidence(&self) -> Option<f32> {
        let sure: Vec<f32> = self.words.iter().filter_map(|word| word.confidence).collect();
        (!sure.is_empty()).then(|| sure.iter().sum::<f32>() / sure.len() as f32)
    }

    /// Whether there is no reason to doubt it.
    fn is_sure(&self) -> bool {
        self.confidence().is_none_or(|mean| mean >= SURE)
    }

    /// That the engine was not sure of a page, if it was not.
    pub(crate) fn doubt(&self, page: usize) -> Option<Warning> {
        let percent = (self.confidence()? * 100.0).round() as u8;
        (!self.is_sure()).then_some(Warning::DoubtfulScan { page, percent })
    }

    /// Its lines and where they stand.
    pub(crate) fn strips(&self) -> Vec<(Range<usize>, Strip)> {
        furniture::strips(&self.text, &self.words, self.size)
    }

    /// Takes lines out.
    pub(crate) fn cut(&mut self, lines: &[Range<usize>]) {
        let (text, words) = furniture::cut(&self.text, &self.words, lines);
        self.text = text;
        self.words = words.into_iter().flatten().collect();
    }
}

/// The document in an image, which may have several pages (TIFF).
pub(crate) fn read_image(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    if options.ocr == Ocr::Never {
        return Err(Error::new(ErrorKind::NoText {
            looks_like: "an image",
            remedy: "let it be read by OCR (--ocr auto)",
        }));
    }
    let scans = turned::read(bytes, &Clock::start(options.timeout), options.scratch.as_deref())?;
    let mut scans: Vec<Scan> = scans.into_iter().map(tabled).collect();
    let mut document = Document::new(String::new(), Format::Image);
    let strips: Vec<_> = scans.iter().map(Scan::strips).collect();
    for (scan, gone) in scans.iter_mut().zip(furniture::lines(strips)) {
        scan.cut(&gone);
    }
    for (index, scan) in scans.into_iter().enumerate() {
        document.warnings.extend(scan.doubt(index + 1));
        if !document.pages.is_empty() {
            document.text.push('\u{c}');
        }
        let start = document.text.len();
        document.text.push_str(&scan.text);
        document.words.extend(scan.words.into_iter().map(|word| word.moved(start)));
        let span = Span::new(start, document.text.len());
        document.pages.push(Page { span, size: Some(scan.size), ocr: Some(scan.engine) });
    }
    if document.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::NoText {
            looks_like: "an image",
            remedy: "OCR found none on it; look at the scan",
        }));
    }
    Ok(document)
}

/// The pages of a PDF as images.
pub(crate) struct Scans<'a> {
    bytes: &'a [u8],
    /// The PDF where pdftoppm finds it, when it is asked for the first time.
    file: Option<NamedTempFile>,
    clock: Clock,
    scratch: Option<&'a Path>,
}

/// Dots per inch: what tesseract was trained for.
const RESOLUTION: f64 = 300.0;
/// How many dots a page is wide or high at most: a poster is read with fewer an inch.
const MOST_DOTS: f64 = 8000.0;

impl<'a> Scans<'a> {
    pub(crate) fn of_pdf(bytes: &'a [u8], options: &'a Options) -> Scans<'a> {
        let scratch = options.scratch.as_deref();
        Scans { bytes, file: None, clock: Clock::start(options.timeout), scratch }
    }

    /// Reads a page, counted from 1, whose size is given in points.
    pub(crate) fn page(&mut self, number: usize, size: (f64, f64)) -> Result<Scan, Error> {
        tesseract::check()?;
        let inches = size.0.max(size.1).max(1.0) / 72.0;
        let resolution = RESOLUTION.min(MOST_DOTS / inches).max(1.0).round();
        let path = match &self.file {
            Some(file) => file.path().to_owned(),
            None => {
                let file = file_with(self.bytes, self.scratch)?;
                let path = file.path().to_owned();
                self.file = Some(file);
                path
            }
        };
        let (number, resolution) = (number.to_string(), resolution.to_string());
        let arguments = ["-f", &number, "-l", &number, "-r", &resolution, "-gray"];
        let arguments = arguments.map(std::ffi::OsStr::new).into_iter().chain([path.as_os_str()]);
        let image = Program::PDFTOPPM.run(arguments, &self.clock)?;
        let scans = turned::read(&image, &self.clock, self.scratch)?;
        scans.into_iter().next().ok_or_else(|| {
            Error::new(ErrorKind::ProgramFailed {
                program: "tesseract",
                detail: "it gave nothing".to_owned(),
            })
        })
    }
}

/// Bytes as a file that a program can open; it is gone when the value is.
fn file_with(bytes: &[u8], scratch: Option<&Path>) -> Result<NamedTempFile, Error> {
    let made = match scratch {
        Some(folder) => NamedTempFile::new_in(folder),
        None => NamedTempFile::new(),
    };
    let mut file = made.map_err(Error::unreadable)?;
    file.write_all(bytes).map_err(Error::unreadable)?;
    Ok(file)
}
