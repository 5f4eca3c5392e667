//! Tables in which agencies answer: each in its row, or each in its column.

use gensvar_text::{Sentence, SentenceKind, Span};

use crate::agency::Mention;
use crate::model::Agency;

/// A line's place in a table in which something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Who answers there, where the table tells.
    pub agency: Option<Agency>,
}

/// So much of a cell's letters has to be the agency's name for the cell to be its.
const NAMED: f64 = 0.6;

/// For each sentence its place in a table of answers. The agency that a row begins with becomes the
/// label of what the row says first, and is no part of the sentence any more.
pub(crate) fn rows(
    text: &str,
    sentences: &mut [Sentence],
    find: impl Fn(&str) -> Vec<Mention>,
) -> Vec<Option<Row>> {
    let mut out = vec![None; sentences.len()];
    // Most texts have no table.
    let known: Vec<&'static str> =
        SEPARATORS.into_iter().filter(|between| text.contains(between)).collect();
    if known.is_empty() {
        return out;
    }
    let separator = |line: Span| separator(text, line, &known);
    let mut from = 0;
    while from < sentences.len() {
        let is_row = |one: &Sentence| separator(line_of(text, one)).is_some();
        let rest = sentences[from..].iter().enumerate();
        // Only where spaces tell the cells apart does a line set in below go on with its row.
        let is_aligned = separator(line_of(text, &sentences[from])) == Some(SPACES);
        let goes_on = |one: &Sentence| is_aligned && hangs(text, one);
        let rows = rest.take_while(|(at, one)| is_row(one) || *at > 0 && goes_on(one));
        let to = from + rows.count();
        // In a grid of numbers, or a letterhead in two columns, nobody answers.
        if sentences[from..to].iter().any(is_said) {
            let mut table = Table::default();
            let answers: Vec<Option<Agency>> = sentences[from..to]
                .iter_mut()
                .map(|sentence| table.answers(text, sentence, separator, &find))
                .collect();
            if answers.iter().any(Option::is_some) {
                let rows = answers.into_iter().map(|agency| Some(Row { agency }));
                out.splice(from..to, rows);
            }
        }
        from = to.max(from + 1);
    }
    out
}

/// What is known of a table so far.
#[derive(Default)]
struct Table {
    /// Where the row that is being read begins.
    row: Option<usize>,
    of_row: Option<Agency>,
    /// Which agency a column is headed by.
    of_column: Vec<Option<Agency>>,
}

impl Table {
    /// Who answers in the next sentence of the table.
    fn answers(
        &mut self,
        text: &str,
        sentence: &mut Sentence,
        separator: impl Fn(Span) -> Option<&'static str>,
        find: impl Fn(&str) -> Vec<Mention>,
    ) -> Option<Agency> {
        let line = line_of(text, sentence);
        if hangs(text, sentence) {
            return self.of_row.clone();
        }
        let between = separator(line)?;
        if self.row != Some(line.start) {
            self.row = Some(line.start);
            let cells: Vec<&str> = line.slice(text)?.split(between).map(str::trim).collect();
            let named: Vec<Option<Agency>> =
                cells.iter().map(|cell| agency_of(cell, &find)).collect();
            // A row that begins with an empty cell goes on with the one above.
            if cells.first().is_some_and(|cell| !cell.is_empty()) {
                self.of_row = named.first().cloned().flatten();
            }
            if named.iter().skip(1).any(Option::is_some) {
                self.of_column = named;
                self.of_row = None;
            } else if self.of_row.is_some() && is_said(sentence) {
                label(text, line, between, sentence);
            }
        }
        let before = Span::new(line.start, sentence.span.end.min(line.end)).slice(text)?;
        let of_column = || {
            // How many spaces there are says nothing of how many cells there were.
            let column = (between != SPACES).then(|| before.matches(between).count())?;
            self.of_column.get(column).cloned().flatten()
        };
        self.of_row.clone().or_else(|| of_column().filter(|_| is_said(sentence)))
    }
}

/// Makes the first cell of a row the label of the sentence that begins with it.
fn label(text: &str, line: Span, between: &str, sentence: &mut Sentence) {
    let Some(first) = sentence.parts.first_mut().filter(|part| part.start == line.start) else {
        return;
    };
    let Some((cell, rest)) = line.slice(text).and_then(|line| line.split_once(between)) else {
        return;
    };
    let said = line.end - rest.trim_start().len();
    if said >= first.end {
        return;
    }
    let start = sentence.marker.map_or(first.start, |marker| marker.start);
    sentence.marker = Some(Span::new(start, line.start + cell.trim_end().len()));
    first.start = said;
    sentence.span.start = said;
}

/// The agency that a cell names and nothing else.
fn agency_of(cell: &str, find: impl Fn(&str) -> Vec<Mention>) -> Option<Agency> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let mentions = find(cell);
    let mut below = mentions.iter().filter(|mention| !mention.is_above);
    let first = below.next()?;
    let named: usize = mentions.iter().filter_map(|m| Some(letters(m.span.slice(cell)?))).sum();
    let is_one = below.all(|other| other.agency == first.agency);
    (is_one && named as f64 >= NAMED * letters(cell) as f64).then(|| first.agency.clone())
}

/// Whether a sentence says something, and is no cell of a grid.
fn is_said(sentence: &Sentence) -> bool {
    matches!(sentence.kind, SentenceKind::Prose | SentenceKind::Item)
}

/// What sets cells apart where somebody aligned them by hand: so many spaces or more.
const SPACES: &str = "   ";

/// What can stand between the cells of a row.
const SEPARATORS: [&str; 3] = ["\t", " | ", SPACES];

/// What stands between the cells of a row, of those that the text has.
fn separator(text: &str, line: Span, known: &[&'static str]) -> Option<&'static str> {
    let line = line.slice(text)?;
    known.iter().copied().find(|between| line.contains(between))
}

/// Whether a sentence begins on a line that is set in below the last cell of an aligned row.
fn hangs(text: &str, sentence: &Sentence) -> bool {
    let before = text.get(..line_of(text, sentence).start).unwrap_or_default();
    // What stands behind an empty line is a paragraph of its own.
    let above = before.trim_end_matches(' ');
    before.ends_with(SPACES) && !above.ends_with("\n\n") && !above.ends_with("\n\r\n")
}

/// The line that a sentence begins on, without what stands before its words.
fn line_of(text: &str, sentence: &Sentence) -> Span {
    let at = sentence.span.start;
    let start = text.get(..at).and_then(|before| before.rfind(is_break)).map_or(0, |end| end + 1);
    let rest = text.get(at..).unwrap_or_default();
    let end = at + rest.find(is_break).unwrap_or(rest.len());
    let line = text.get(start..end).unwrap_or_default();
    // The marks of quoted mail, the bar at the edge of a table.
    let inner = line.trim_start_matches(['>', ' ']).trim_start_matches("| ");
    Span::new(end - inner.len(), end)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}')
}
