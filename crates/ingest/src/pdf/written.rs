//! The pages of a document as one text.

use gensvar_text::Span;

use crate::document::{Area, Document, Format, OcrEngine, Page, Word};
use crate::ocr::Scan;

use super::PageContent;
use super::layout::{self, Block, blocks};
use super::lines::{Line, Segment};
use super::notes::{self, Noted};
use super::scanned::Sheet;

/// The text of all pages, a form feed between them.
pub(super) fn document(sheets: Vec<Sheet>, contents: &[PageContent]) -> Document {
    let lines: Vec<Vec<Line>> = sheets
        .iter()
        .filter_map(|sheet| match sheet {
            Sheet::Lines(lines) => Some(lines.clone()),
            Sheet::Scan(_) | Sheet::Nothing => None,
        })
        .collect();
    let (leading, usual) = (layout::leading(&lines), notes::usual_size(&lines));
    let mut scans: Vec<Option<Scan>> = Vec::new();
    let mut pages: Vec<Noted> = Vec::new();
    for (index, (sheet, content)) in sheets.into_iter().zip(contents).enumerate() {
        let (page, scan) = match sheet {
            Sheet::Lines(lines) => {
                let sheet = layout::Sheet {
                    size: content.size,
                    is_first: index == 0,
                    leading,
                    rules: &content.rules,
                };
                (notes::tell(blocks(lines, &sheet), usual, content.size.1), None)
            }
            Sheet::Scan(scan) => (Noted::default(), Some(scan)),
            Sheet::Nothing => (Noted::default(), None),
        };
        pages.push(page);
        scans.push(scan);
    }
    let numbers = notes::numbers(&pages);
    let mut text = Text { document: Document::new(String::new(), Format::Pdf) };
    for ((page, scan), content) in pages.into_iter().zip(scans).zip(contents) {
        match scan {
            Some(scan) => text.add_scan(scan),
            None => text.add_page(page, &numbers, content),
        }
    }
    text.document
}

/// Blocks as a text, and where its words stand.
pub(super) fn text(blocks: &[Block]) -> (String, Vec<Word>) {
    let mut text = Text { document: Document::new(String::new(), Format::Pdf) };
    text.add_blocks(blocks.iter());
    (text.document.text, text.document.words)
}

/// Whether a block goes on with the sentence that the text ends with, from one column into the next.
fn goes_on(text: &str, block: &Block) -> bool {
    let is_open = text.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '-');
    let first = block.lines.first();
    let is_row = first.is_some_and(|line| line.is_row);
    let begins = first.and_then(|line| line.text().chars().next());
    is_open && !is_row && begins.is_some_and(char::is_lowercase)
}

/// The document as it comes together.
struct Text {
    document: Document,
}

impl Text {
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

    fn add_page(
        &mut self,
        mut page: Noted,
        numbers: &std::collections::BTreeSet<String>,
        content: &PageContent,
    ) {
        let start = self.begin();
        notes::unmark(&mut page.text, numbers);
        let at = notes::place(&page.text);
        let (before, after) = page.text.split_at(at.min(page.text.len()));
        self.add_blocks(before.iter().chain(&page.notes).chain(after));
        self.end(start, content.size, None);
    }

    fn add_blocks<'b>(&mut self, blocks: impl Iterator<Item = &'b Block>) {
        for (number, block) in blocks.enumerate() {
            if number > 0 && !goes_on(&self.document.text, block) {
                self.document.text.push('\n');
            }
            self.add_block(block);
        }
    }

    fn add_block(&mut self, block: &Block) {
        for line in &block.lines {
            let mut before: Option<&Segment> = None;
            for segment in &line.segments {
                if let Some(before) = before.replace(segment) {
                    self.document.text.push_str(line.gap(before, segment));
                }
                self.add_segment(segment);
            }
            self.document.text.push('\n');
        }
    }

    fn add_segment(&mut self, segment: &Segment) {
        for (number, word) in segment.words.iter().enumerate() {
            if number > 0 && !word.is_joined {
                self.document.text.push(' ');
            }
            let start = self.document.text.len();
            self.document.text.push_str(&word.text);
            let span = Span::new(start, self.document.text.len());
            let area = Area {
                left: word.left as f32,
                top: (word.baseline - word.size * 0.8) as f32,
                right: word.right as f32,
                bottom: (word.baseline + word.size * 0.2) as f32,
            };
            let confidence = word.confidence;
            self.document.words.push(Word { span, confidence, area: Some(area) });
        }
    }

    fn add_scan(&mut self, scan: Scan) {
        let start = self.begin();
        self.document.text.push_str(&scan.text);
        self.document.words.extend(scan.words.into_iter().map(|word| word.moved(start)));
        self.end(start, (f64::from(scan.size.0), f64::from(scan.size.1)), Some(scan.engine));
    }
}
