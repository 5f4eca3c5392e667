//! Sentences, from the layout of lines to where each ends.

mod ends;
mod flow;
mod layout;
mod line;
mod lists;
mod rows;

use crate::span::Span;
pub use flow::flow;

/// What a sentence is in the layout of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// Running text.
    Prose,
    /// An item of a list, or a `key: value` line.
    Item,
    /// A heading.
    Heading,
    /// A row of a table or grid.
    Table,
    /// Address, letterhead, signature, page number, reference: no part of what is said.
    Furniture,
}

/// A sentence, and where it stands.
///
/// Its stretch may hold things that are no part of it: a page number, or the address block in the
/// margin of a letter. `parts` are the stretches that are its own, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: Span,
    /// What of that stretch is the sentence itself; one part for nearly all.
    pub parts: Vec<Span>,
    /// The bullet, number or label that stands before it and is no part of it.
    pub marker: Option<Span>,
    /// What it is in the layout.
    pub kind: SentenceKind,
    /// The paragraph, list item or heading it belongs to, counted from 0 through the document.
    pub block: usize,
}

/// The sentences of a Danish text, in the order of their beginnings.
///
/// Lines are put together to paragraphs first, whether the text has a line for each or is wrapped
/// at the width of a page, so that a sentence may run on over line ends, over the end of a page
/// and over the address block that stands there. Every character that is not white space belongs
/// to exactly one sentence: to one of its parts, or to its marker.
///
/// ```
/// use gensvar_text::{SentenceKind, sentences};
/// let text = "1. Kurser\n\nKurset koster ca. 4.200,00 kr. Det holdes jf. pkt. 3 den\n\
///             12. juni 2024. Vi tilbyder desuden:\n- et oplæg\n- en temadag";
/// let found: Vec<&str> = sentences(text).iter().map(|s| &text[s.span.range()]).collect();
/// assert_eq!(found, [
///     "Kurser",
///     "Kurset koster ca. 4.200,00 kr.",
///     "Det holdes jf. pkt. 3 den\n12. juni 2024.",
///     "Vi tilbyder desuden:",
///     "et oplæg",
///     "en temadag",
/// ]);
/// assert_eq!(sentences(text)[5].kind, SentenceKind::Item);
/// ```
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (number, block) in layout::blocks(text).into_iter().enumerate() {
        let (line, map) = flow(text, &block.parts);
        let mut from = 0;
        let mut marker = block.marker;
        let mut cuts = match block.kind {
            SentenceKind::Table | SentenceKind::Furniture => Vec::new(),
            _ => ends::ends(&line),
        };
        cuts.extend(block.cells.iter().map(|&at| map.to_target(Span::new(at - 1, at)).end));
        cuts.sort_unstable();
        cut_the_endless(&line, &mut cuts);
        // What holds several sentences is no heading.
        let kind = match block.kind {
            SentenceKind::Heading if !cuts.is_empty() && block.marker.is_some() => {
                SentenceKind::Item
            }
            SentenceKind::Heading if !cuts.is_empty() => SentenceKind::Prose,
            kind => kind,
        };
        // Where in the text each sentence ends; what lies between two is the white space there.
        let whole = Span::new(block.parts[0].start, block.parts[block.parts.len() - 1].end);
        let mut start = whole.start;
        for cut in cuts.into_iter().map(Some).chain([None]) {
            let end = match cut {
                Some(cut) if cut > from && cut < line.len() => {
                    from = cut;
                    map.to_source(Span::new(cut - 1, cut)).end
                }
                Some(_) => continue,
                None => whole.end,
            };
            let mut parts = cut_out(text, &block.parts, start, end);
            if marker.is_none() {
                let marks: &[char] = if block.cells.is_empty() { &['>'] } else { &['|'] };
                marker = mark_before(text, &mut parts, marks);
            }
            if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
                let span = Span::new(first.start, last.end);
                // The bar that closes a row.
                let is_bar = span.slice(text) == Some("|") && !block.cells.is_empty();
                let kind = if is_bar { SentenceKind::Furniture } else { kind };
                out.push(Sentence { span, parts, marker: marker.take(), kind, block: number });
            }
            start = end;
        }
    }
    out.sort_by_key(|sentence: &Sentence| sentence.span.start);
    out
}

/// No sentence has more bytes: some thousand words.
const LONGEST: usize = 8192;

/// Cuts what goes on for longer, between words where it has any: a text without full stops is no
/// sentence, and whoever reads one may compare each of its words with each.
fn cut_the_endless(line: &str, cuts: &mut Vec<usize>) {
    let mut from = 0;
    let mut more = Vec::new();
    for end in cuts.iter().copied().chain([line.len()]) {
        while end.saturating_sub(from) > LONGEST {
            let most = line.floor_char_boundary(from + LONGEST);
            let space = line.get(from..most).and_then(|part| part.rfind(char::is_whitespace));
            from = space.filter(|at| *at > 0).map_or(most, |at| from + at);
            more.push(from);
        }
        from = end;
    }
    if !more.is_empty() {
        cuts.extend(more);
        cuts.sort_unstable();
    }
}

/// The `>` of quoted mail before a sentence that begins on a new line of it, the bar before a cell;
/// the first part begins after it then.
fn mark_before(text: &str, parts: &mut [Span], marks: &[char]) -> Option<Span> {
    let first = parts.first_mut()?;
    let inner = &text[first.range()];
    let rest = inner.trim_start_matches(|c: char| marks.contains(&c) || c.is_whitespace());
    if rest.is_empty() || !inner.starts_with(marks) {
        return None;
    }
    let mark = inner[..inner.len() - rest.len()].trim_end();
    let marker = Span::new(first.start, first.start + mark.len());
    first.start = first.end - rest.len();
    Some(marker)
}

/// The lines that belong to the pages and not to the text: page numbers, and the heads and feet
/// that come again on every page of a text whose pages end in form feeds.
///
/// ```
/// use gensvar_text::page_furniture;
/// let text = "Vi holder kurser\nSide 2 af 3\nhver måned.";
/// let lines: Vec<&str> = page_furniture(text).iter().map(|s| &text[s.range()]).collect();
/// assert_eq!(lines, ["Side 2 af 3"]);
/// ```
pub fn page_furniture(text: &str) -> Vec<Span> {
    line::lines(text).into_iter().filter(|line| line.running).map(|line| line.span).collect()
}

/// What of the parts lies between two places, without white space around it.
fn cut_out(text: &str, parts: &[Span], start: usize, end: usize) -> Vec<Span> {
    let first = parts.partition_point(|part| part.end <= start);
    parts[first..]
        .iter()
        .take_while(|part| part.start < end)
        .filter_map(|part| {
            let (from, to) = (part.start.max(start), part.end.min(end));
            let inner = text.get(from..to)?;
            let trimmed = inner.trim();
            let from = from + (inner.len() - inner.trim_start().len());
            (!trimmed.is_empty()).then(|| Span::new(from, from + trimmed.len()))
        })
        .collect()
}
