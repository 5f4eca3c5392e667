//! hOCR: HTML whose classes say what is a page, a line, a word.

use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::scan::{Scan, Source};
use crate::charset;
use crate::document::{Area, Document, Format};
use crate::error::Error;
use crate::read::Options;

pub(super) const LOOKS_LIKE: &str = "hOCR";

/// Elements nested deeper change nothing any more.
const DEEPEST: usize = 512;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let file = charset::text(bytes, None, options)?;
    let (document, _) = scan(&file.text);
    Ok(Document { encoding: file.encoding, warnings: file.warnings, ..document })
}

/// The document, and where the file has each word.
pub(super) fn scan(text: &str) -> (Document, Vec<Source>) {
    let mut reader = Reader {
        scan: Scan::new(Format::Hocr),
        open: Vec::new(),
        word: None,
        line: Vec::new(),
        discarded: 0,
    };
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name), tag.span.start),
            Token::String(string) => {
                let said = String::from_utf8_lossy(&string.value);
                reader.text(&said, text, string.span.start..string.span.end);
            }
            _ => {}
        }
    }
    reader.end_line();
    reader.scan.finish()
}

struct Reader {
    scan: Scan,
    open: Vec<Element>,
    word: Option<OpenWord>,
    /// What stands in a line outside its words, and where: the words of a line that tells none.
    line: Vec<(String, Range<usize>)>,
    /// How many readings that were given up it stands in.
    discarded: usize,
}

struct Element {
    name: String,
    role: Role,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    None,
    Line,
    Word,
    /// A reading that another took the place of.
    Discarded,
}

struct OpenWord {
    text: String,
    confidence: Option<f32>,
    area: Option<Area>,
    /// Where its content begins in the file.
    start: usize,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if matches!(name.as_str(), "br" | "img" | "meta" | "link" | "hr" | "input")
            || self.open.len() >= DEEPEST
        {
            return;
        }
        let attribute = |name: &[u8]| {
            let value = tag.attributes.get(name);
            value
                .map(|value| String::from_utf8_lossy(&value.value).into_owned())
                .unwrap_or_default()
        };
        let (class, title) = (attribute(b"class"), attribute(b"title"));
        let mut role = Role::None;
        for class in class.split_whitespace() {
            match class {
                "ocr_page" => {
                    self.end_line();
                    let size =
                        area(&title).map(|area| (area.right - area.left, area.bottom - area.top));
                    self.scan.page(size);
                }
                "ocr_carea" | "ocr_par" | "ocrx_block" | "ocr_column" => {
                    self.end_line();
                    self.scan.paragraph();
                }
                "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_caption"
                | "ocr_textfloat" => {
                    self.end_line();
                    role = Role::Line;
                }
                "ocrx_word" | "ocr_word" if self.word.is_none() => {
                    let confidence =
                        property(&title, "x_wconf").and_then(|v| v.parse::<f32>().ok());
                    self.word = Some(OpenWord {
                        text: String::new(),
                        confidence: confidence.map(|percent| percent / 100.0),
                        area: area(&title),
                        start: tag.span.end,
                    });
                    role = Role::Word;
                }
                "alt" if name == "del" => role = Role::Discarded,
                _ => {}
            }
        }
        self.discarded += usize::from(role == Role::Discarded);
        self.open.push(Element { name, role });
    }

    fn end(&mut self, name: &str, at: usize) {
        let Some(found) = self.open.iter().rposition(|element| element.name == name) else {
            return;
        };
        while self.open.len() > found {
            match self.open.pop().map(|element| element.role) {
                Some(Role::Word) => self.end_word(at),
                Some(Role::Line) => self.end_line(),
                Some(Role::Discarded) => self.discarded -= 1,
                Some(Role::None) | None => {}
            }
        }
    }

    fn end_word(&mut self, at: usize) {
        if let Some(word) = self.word.take() {
            let source =
                Source { content: word.start..at.max(word.start), alternative: None, whole: None };
            self.scan.word(&word.text, word.confidence, word.area, source);
            // The line has words: what stands between them is nothing.
            self.line.clear();
        }
    }

    fn end_line(&mut self) {
        for (word, content) in std::mem::take(&mut self.line) {
            let source = Source { content, alternative: None, whole: None };
            self.scan.word(&word, None, None, source);
        }
        self.scan.end_line();
    }

    /// A text, and where the file has it.
    fn text(&mut self, text: &str, file: &str, place: Range<usize>) {
        if self.discarded > 0 {
            return;
        }
        match &mut self.word {
            Some(word) => word.text.push_str(text),
            None if self.open.iter().any(|element| element.role == Role::Line) => {
                self.words(file, place);
            }
            None => {}
        }
    }

    /// The words of a line that does not tell them apart.
    fn words(&mut self, file: &str, place: Range<usize>) {
        let written = file.get(place.clone()).unwrap_or_default();
        let mut at = place.start;
        for piece in written.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let content = at..at + word.len();
            at += piece.len();
            let said = unescaped(word);
            match self.line.last_mut() {
                _ if word.is_empty() => {}
                // Tags in the middle of a word: `K<em>urset</em>`.
                Some((before, range))
                    if range.end < content.start && is_tags(file, range.end..content.start) =>
                {
                    before.push_str(&said);
                    range.end = content.end;
                }
                _ => self.line.push((said, content)),
            }
        }
    }
}

/// Whether nothing but tags stands there.
fn is_tags(file: &str, place: Range<usize>) -> bool {
    let between = file.get(place).and_then(|between| between.strip_prefix('<'));
    between.is_some_and(|between| between.split('<').all(|tag| tag.ends_with('>')))
}

/// A text without the entities in it.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(text) {
        if let Token::String(said) = token {
            out.push_str(&String::from_utf8_lossy(&said));
        }
    }
    out
}

/// A property of a title: `bbox 0 0 10 10; x_wconf 93`.
fn property<'t>(title: &'t str, named: &str) -> Option<&'t str> {
    title.split(';').find_map(|property| {
        let (name, value) = property.trim().split_once(' ')?;
        (name == named).then_some(value.trim())
    })
}

fn area(title: &str) -> Option<Area> {
    let mut sides = property(title, "bbox")?.split_whitespace().map(|side| side.parse().ok());
    let mut side = || sides.next().flatten();
    Some(Area { left: side()?, top: side()?, right: side()?, bottom: side()? })
}
