//! The text of scanned pages, put together word by word.

use std::ops::Range;

use gensvar_text::Span;

use crate::document::{Area, Document, Format, Page, Word};
use crate::furniture;

/// A text in the making: a line for each line of the page, an empty one between paragraphs, a form
/// feed between pages.
pub(super) struct Scan {
    document: Document,
    /// For each word, where it stands in the file.
    sources: Vec<Source>,
    page: Option<(usize, Option<(f32, f32)>)>,
    is_new_paragraph: bool,
}

/// Where a word stands in its file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// What the file has for the word: an attribute's value, or all between its tags.
    pub(super) content: Range<usize>,
    /// Where an alternative is put in, if that is elsewhere.
    pub(super) alternative: Option<Slot>,
    /// Where the file has the whole word that this is a part of, before or after a line end.
    pub(super) whole: Option<Whole>,
}

/// A word that a line end parts, as the file has it with each of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole {
    /// In bytes of the file.
    pub(super) content: Range<usize>,
    /// Whether this part is the first of the two.
    pub(super) is_first: bool,
}

/// A place for another element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// Between others.
    At(usize),
    /// The `/>` of an element of that name, which has to be opened first.
    Closed(Range<usize>, String),
}

impl Scan {
    pub(super) fn new(format: Format) -> Scan {
        Scan {
            document: Document::new(String::new(), format),
            sources: Vec::new(),
            page: None,
            is_new_paragraph: false,
        }
    }

    pub(super) fn page(&mut self, size: Option<(f32, f32)>) {
        self.end_page();
        if !self.document.pages.is_empty() {
            self.document.text.push('\u{c}');
        }
        self.page = Some((self.document.text.len(), size));
        self.is_new_paragraph = false;
    }

    fn end_page(&mut self) {
        self.end_line();
        if let Some((start, size)) = self.page.take() {
            let span = Span::new(start, self.document.text.len());
            self.document.pages.push(Page { span, size, ocr: None });
        }
    }

    pub(super) fn paragraph(&mut self) {
        self.end_line();
        self.is_new_paragraph = true;
    }

    pub(super) fn end_line(&mut self) {
        if !self.document.text.is_empty() && !self.document.text.ends_with(['\n', '\u{c}']) {
            self.document.text.push('\n');
        }
    }

    /// A word, with where the file has it.
    pub(super) fn word(
        &mut self,
        text: &str,
        confidence: Option<f32>,
        area: Option<Area>,
        source: Source,
    ) {
        if let Some(span) = self.text(text) {
            let confidence = confidence.filter(|c| c.is_finite()).map(|c| c.clamp(0.0, 1.0));
            self.document.words.push(Word { span, confidence, area });
            self.sources.push(source);
        }
    }

    /// A word of which nothing else is known.
    pub(super) fn text(&mut self, text: &str) -> Option<Span> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return None;
        }
        let out = &mut self.document.text;
        let at_line_start = out.is_empty() || out.ends_with(['\n', '\u{c}']);
        if !at_line_start {
            out.push(' ');
        } else if self.is_new_paragraph && out.ends_with('\n') {
            out.push('\n');
        }
        self.is_new_paragraph = false;
        let start = out.len();
        out.push_str(&text);
        Some(Span::new(start, out.len()))
    }

    /// The hyphen at a line's end, where the word before does not have it.
    pub(super) fn hyphen(&mut self) {
        let text = &mut self.document.text;
        if text.ends_with(|c: char| c.is_alphanumeric()) {
            text.push('-');
        }
    }

    pub(super) fn finish(mut self) -> (Document, Vec<Source>) {
        self.end_page();
        self.without_furniture();
        (self.document, self.sources)
    }

    /// Takes running heads and page numbers out.
    fn without_furniture(&mut self) {
        let Document { text, pages, words, .. } = &mut self.document;
        let mut inside: Vec<(&str, Vec<Word>)> = Vec::new();
        for page in &*pages {
            // Counted from the page's beginning, as its lines are.
            let own = words.iter().filter(|word| page.span.contains(word.span));
            let own = own.map(|word| word.moved_back(page.span.start)).collect();
            inside.push((page.span.slice(text).unwrap_or_default(), own));
        }
        let strips = inside.iter().zip(&*pages).map(|((text, words), page)| {
            furniture::strips(text, words, page.size.unwrap_or_default())
        });
        let gone = furniture::lines(strips.collect());
        if gone.iter().all(Vec::is_empty) {
            return;
        }
        let start = pages.first().map_or(0, |page| page.span.start);
        let mut out = text.get(..start).unwrap_or_default().to_owned();
        let before = words.iter().take_while(|word| word.span.end <= start);
        let mut kept: Vec<Option<Word>> = before.copied().map(Some).collect();
        for (number, ((text, words), gone)) in inside.iter().zip(gone).enumerate() {
            out.push_str(if number > 0 { "\u{c}" } else { "" });
            let start = out.len();
            let (text, words) = furniture::cut(text, words, &gone);
            out.push_str(&text);
            kept.extend(words.into_iter().map(|word| word.map(|word| word.moved(start))));
            if let Some(page) = pages.get_mut(number) {
                page.span = Span::new(start, out.len());
            }
        }
        let mut is_kept = kept.iter();
        self.sources.retain(|_| is_kept.next().is_some_and(Option::is_some));
        *words = kept.into_iter().flatten().collect();
        *text = out;
    }
}
