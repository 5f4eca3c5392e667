use gensvar::text::SourceText;
use serde::Serialize;

use super::engine::EngineOut;

/// What `gensvar text --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextOut {
    /// `gensvar.text/1`.
    pub schema: &'static str,
    /// The path as given.
    pub source: String,
    /// The source text, that all offsets count in.
    pub text: String,
    /// How many lines it has.
    pub lines: usize,
    /// How many characters.
    pub chars: usize,
    /// What the text was taken from: `text`, `pdf`, `docx` …
    pub format: &'static str,
    /// What its bytes were in, where they were a text.
    pub encoding: Option<&'static str>,
    /// What read it, where it is a scan that was read by OCR here.
    pub ocr: Option<EngineOut>,
    /// What could not be read, or only with doubt.
    pub warnings: Vec<String>,
}

impl TextOut {
    /// The source text of one input; `source_name` is its path as given.
    pub fn new(
        source_name: &str,
        source: &SourceText,
        format: &'static str,
        encoding: Option<&'static str>,
        ocr: Option<EngineOut>,
        warnings: Vec<String>,
    ) -> TextOut {
        TextOut {
            schema: "gensvar.text/1",
            source: source_name.to_owned(),
            text: source.as_str().to_owned(),
            lines: source.line_count(),
            chars: source.char_offset(source.len()),
            format,
            encoding,
            ocr,
            warnings,
        }
    }
}
