//! Rows of tables: those of a grid, and those in which something is said.

use crate::span::Span;

use super::line::{Shape, ends_clause, ends_sentence, is_set_off, key_word};
use super::lists::lists;

/// A sentence has at least so many words.
const FEWEST: usize = 3;
/// Of so many words it is one even if its last word may be an abbreviation.
const LONG: usize = 6;
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
    let before = text.len() - text.trim_start_matches(['|', ' ']).len();
    match (is_row, says) {
        (true, true) if !is_spaced => Some((Shape::Row, before)),
        (true, true) if texts.len() == 2 => None,
        (true, _) => Some((Shape::Table, 0)),
        (false, _) => has_bars.then_some((Shape::Table, 0)),
    }
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
