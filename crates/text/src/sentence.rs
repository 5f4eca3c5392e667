use crate::span::Span;

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
    /// What it is in the layout.
    pub kind: SentenceKind,
    /// The paragraph, list item or heading it belongs to, counted from 0 through the document.
    pub block: usize,
}

/// The sentences of a Danish text, in the order of their beginnings.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let (mut out, mut block, mut at) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        let mut start = at;
        for (i, _) in line.match_indices(". ") {
            push(&mut out, text, Span::new(start, at + i + 1), block);
            start = at + i + 1;
        }
        push(&mut out, text, Span::new(start, at + line.len()), block);
        at += line.len();
        block += 1;
    }
    out
}

fn push(out: &mut Vec<Sentence>, text: &str, span: Span, block: usize) {
    let inner = &text[span.range()];
    let trimmed = inner.trim();
    if !trimmed.is_empty() {
        let start = span.start + (inner.len() - inner.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        out.push(Sentence { span, parts: vec![span], kind: SentenceKind::Prose, block });
    }
}
