//! An input of a run: read, then worked on.

use std::path::Path;
use std::time::Instant;

use gensvar::repair::OcrWord;
use gensvar::text::SourceText;
use gensvar_ingest::{Document, Encoding, Error, Format, Options, Part, Warning, Word};

use gensvar_report::EngineOut;

use crate::batch::journal::Known;
use crate::batch::listing::{Entry, is_stdin};
use crate::batch::record::{Record, sha256};
use crate::error::name;

/// A document that was read: a file, or what is attached to one.
pub(crate) struct Input {
    /// The path as given, the attachment's name behind it.
    pub(crate) name: String,
    /// Its text.
    pub(crate) source: SourceText,
    /// Its words, where an OCR engine told how sure it was of them.
    pub(crate) words: Vec<OcrWord>,
    /// What read it, where it is a scan.
    pub(crate) ocr: Option<EngineOut>,
    /// What it came from.
    pub(crate) format: Format,
    /// The file itself, where it can be written back with other words.
    pub(crate) original: Option<Vec<u8>>,
    /// What its bytes were in, where they were a text.
    pub(crate) encoding: Option<Encoding>,
    /// What could not be read, or only with doubt.
    pub(crate) warnings: Vec<Warning>,
}

/// What became of a file.
pub(crate) enum FileRead<T> {
    /// An earlier run did it, and what it wrote is there.
    Before(Record),
    /// It was read, and what it holds worked on.
    Now {
        /// The SHA-256 of the file, where it is asked for.
        content: Option<String>,
        /// The engine that read pages of it, if one did.
        engine: Option<String>,
        /// The file's own document first, then those attached.
        parts: Vec<PartRead<T>>,
    },
    /// It gave nothing.
    Failed(String),
}

/// What became of a document.
pub(crate) struct PartRead<T> {
    /// The name of an attachment, or none for the file's own.
    pub(crate) name: Option<String>,
    /// The result, with what the user should know, or what is the matter.
    pub(crate) result: Result<(T, Vec<Warning>), String>,
}

/// Reads a file and works on each of its documents.
pub(crate) fn read<T>(
    entry: &Entry,
    options: &Options,
    known: Option<&Known>,
    work: &dyn Fn(&Input) -> Result<T, String>,
) -> FileRead<T> {
    let source = name(&entry.path);
    let deadline = options.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let loaded = if is_stdin(&entry.path) {
        options.load_from(std::io::stdin().lock())
    } else {
        options.load(&entry.path)
    };
    let bytes = match loaded {
        Ok(bytes) => bytes,
        Err(error) => return FileRead::Failed(format!("{source}: {}", error.message())),
    };
    let content = known.map(|_| sha256(&bytes));
    if let (Some(known), Some(content)) = (known, &content)
        && let Some(record) = known.done(&entry.target, &source, content)
    {
        return FileRead::Before(record);
    }
    let parts = match options.documents_in(&bytes) {
        Ok(parts) => parts,
        Err(error) => return FileRead::Failed(format!("{source}: {error}")),
    };
    let engine = parts.iter().find_map(|part| part.document.as_ref().ok()?.ocr());
    let engine = engine.map(|(engine, _)| engine.to_string());
    let mut read = Vec::new();
    for part in parts {
        // Who is waiting has given it up: the thread ends here instead of going on for nobody.
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return FileRead::Failed(timed_out(&source, options));
        }
        read.push(read_part(&source, part, work));
    }
    FileRead::Now { content, engine, parts: read }
}

/// That a file took too long.
pub(crate) fn timed_out(source: &str, options: &Options) -> String {
    let seconds = options.timeout.map_or(0, |timeout| timeout.as_secs());
    format!("{source}: {}", Error::timed_out(seconds))
}

fn read_part<T>(
    source: &str,
    part: Part,
    work: &dyn Fn(&Input) -> Result<T, String>,
) -> PartRead<T> {
    let full = full_name(source, part.name.as_deref());
    let result = match part.document {
        Err(error) => Err(format!("{full}: {error}")),
        Ok(document) => {
            let input = input(full, document, part.original);
            work(&input).map(|result| (result, input.warnings))
        }
    };
    PartRead { name: part.name, result }
}

/// An attachment's name behind that of its mail.
pub(crate) fn full_name(source: &str, part: Option<&str>) -> String {
    part.map_or_else(|| source.to_owned(), |part| format!("{source}/{part}"))
}

fn input(name: String, document: Document, original: Option<Vec<u8>>) -> Input {
    let word = |word: &Word| Some(OcrWord { span: word.span, confidence: word.confidence? });
    let ocr = document.ocr().map(|(engine, pages)| EngineOut {
        engine: engine.engine.clone(),
        languages: engine.languages.clone(),
        pages,
    });
    Input {
        name,
        ocr,
        words: document.words.iter().filter_map(word).collect(),
        source: SourceText::new(document.text),
        format: document.format,
        original,
        encoding: document.encoding,
        warnings: document.warnings,
    }
}

/// Where an attachment's results go: into a folder that has the name of its mail.
pub(crate) fn part_target(target: &Path, part: Option<&str>) -> std::path::PathBuf {
    part.map_or_else(|| target.to_owned(), |part| target.join(part))
}
