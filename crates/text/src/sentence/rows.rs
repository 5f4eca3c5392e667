//! Rows of tables: those of a grid, and those in which something is said.

use crate::span::Span;

use super::line::{Line, Shape, ends_clause, ends_sentence, is_set_off, key_word};
use super::lists::lists;

/// A sentence has at least so many words.
const FEWEST: usize = 3;
/// Of so many words it is one even if its last word may be an abbreviation.
const LONG: usize = 6;
/// A cell with so many words in small letters says something, though no full stop ends it: names,
/// addresses, figures and heads of columns have few.
const SMALL: usize = 3;
/// A row of more cells is none.
const MOST_CELLS: usize = 40;

/// What a line is if it is a row, and how much of it stands before its first cell.
pub(super) fn shape(text: &str) -> Option<(Shape, usize)> {
    let cells = cells(text);
    let has_bars = !text.contains('\t') && !cells.is_empty();
    let is_spaced = cells.is_empty();
    // Columns set off by spaces; nothing in them is long.
    let cells = if is_spaced { apart(text, "   ") } else { cells };
    let mut texts: Vec<&str> = cells.iter().filter_map(|cell| cell.slice(text)).collect();
    if is_spaced && texts.iter().any(|cell| cell.chars().count() > 45) {
        return None;
    }
    // A number or bullet is set off, too.
    if texts.len() > 1 && is_set_off(texts[0]) {
        texts.remove(0);
    }
    let says = texts
        .iter()
        .any(|cell| is_sentence(cell, LONG) || is_sentence(cell, FEWEST) && ends_clause(cell));
    let is_row = match texts.as_slice() {
        [] | [_] => false,
        // A key and what it has to say; two sentences with a wide space between them.
        [key, _] => {
            !key.ends_with(':') && !is_sentence(key, FEWEST) && !lists().keys.has(key_word(key))
        }
        cells => cells.len() <= MOST_CELLS,
    };
    match (is_row, says) {
        (true, true) if !is_spaced => Some((Shape::Row, before(text))),
        (true, true) if texts.len() == 2 => None,
        (true, _) => Some((Shape::Table, 0)),
        (false, _) => has_bars.then_some((Shape::Table, 0)),
    }
}

/// In a table of what is asked and what is answered, cells often end without a full stop. Where rows
/// follow each other and the answers of most say something, it is said in all of them but the head.
pub(super) fn answers(lines: &mut [Line<'_>]) {
    let mut from = 0;
    while from < lines.len() {
        let mut rows: Vec<Answer> = Vec::new();
        for line in &lines[from..] {
            let Some(row) = Answer::of(line) else { break };
            if rows.first().is_some_and(|first| row.column != first.column || is_apart(line)) {
                break;
            }
            rows.push(row);
        }
        let saying = rows.iter().filter(|row| row.says).count();
        if rows.len() > 1 && 2 * saying >= rows.len() {
            for (i, (line, row)) in lines[from..].iter_mut().zip(&rows).enumerate() {
                if line.shape != Shape::Row && (row.says || i > 0 && row.has_letters) {
                    (line.shape, line.marker) = (Shape::Row, row.before);
                }
            }
        }
        from += rows.len().max(1);
    }
}

/// A row that begins with what is asked.
struct Answer {
    /// How much of the line stands before its first cell.
    before: usize,
    /// Where the answer begins, in characters of the line, where spaces and nothing else tell.
    column: Option<usize>,
    has_letters: bool,
    /// Whether a cell behind the first says something.
    says: bool,
}

impl Answer {
    fn of(line: &Line<'_>) -> Option<Answer> {
        if !matches!(line.shape, Shape::Table | Shape::Row | Shape::Plain) {
            return None;
        }
        let mut all = cells(line.text);
        let mut column = None;
        if all.is_empty() {
            all = apart(line.text, "   ");
            // The third cell could not be told from the second.
            let &[_, answer] = all.as_slice() else { return None };
            column = Some(line.text[..answer.start].chars().count());
        }
        let mut texts = all.iter().filter_map(|cell| cell.slice(line.text));
        texts.next().filter(|asked| asked.starts_with(char::is_alphabetic))?;
        let answers: Vec<&str> = texts.collect();
        if answers.is_empty() {
            return None;
        }
        let small = |cell: &str| cell.split_whitespace().filter(|word| begins_small(word)).count();
        Some(Answer {
            before: before(line.text),
            column,
            has_letters: answers.iter().any(|cell| cell.contains(char::is_alphabetic)),
            says: line.shape == Shape::Row || answers.iter().any(|cell| small(cell) >= SMALL),
        })
    }
}

fn is_apart(line: &Line<'_>) -> bool {
    line.blanks > 1 || line.page
}

fn begins_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// How much of a line stands before its first cell.
fn before(text: &str) -> usize {
    text.len() - text.trim_start_matches(['|', ' ']).len()
}

/// Where the third cell of a row begins, and each after it, with the bar before it: the first says
/// what the second is about, and stands in one sentence with it.
pub(super) fn later_cells(text: &str) -> Vec<usize> {
    cells(text).iter().skip(1).map(|cell| cell.end).collect()
}

/// The cells of a row that is told by tabs or by bars; a single bar may be a misread I.
fn cells(text: &str) -> Vec<Span> {
    if text.contains('\t') {
        apart(text, "\t")
    } else if text.matches('|').take(2).count() == 2 {
        apart(text, "|")
    } else {
        Vec::new()
    }
}

/// What stands between separators, without white space around it.
fn apart(text: &str, between: &str) -> Vec<Span> {
    let mut from = 0;
    let mut out = Vec::new();
    for cell in text.split(between) {
        let start = from + (cell.len() - cell.trim_start().len());
        from += cell.len() + between.len();
        let cell = cell.trim();
        if !cell.is_empty() && out.len() <= MOST_CELLS {
            out.push(Span::new(start, start + cell.len()));
        }
    }
    out
}

/// Whether a cell is a sentence of at least so many words.
fn is_sentence(cell: &str, words: usize) -> bool {
    ends_sentence(cell) && cell.split_whitespace().take(words).count() == words
}
