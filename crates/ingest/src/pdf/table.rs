//! Rows of tables that no lines rule, and columns of prose: which of the two lines beside each other
//! are.

use super::centred;
use super::column::{Column, Follows, SET_APART};
use super::lines::{Line, Piece, Segment};

/// A row of cells, each of which may have several lines; none if all are empty.
pub(super) fn row(cells: Vec<Vec<Segment>>) -> Option<Line> {
    let baseline = cells.iter().flatten().flat_map(|s| &s.words).next()?.baseline;
    let mut joined: Vec<Segment> = cells.into_iter().map(joined).collect();
    while joined.last().is_some_and(|cell| cell.words.is_empty()) {
        joined.pop();
    }
    let is_row = joined.iter().filter(|cell| !cell.words.is_empty()).count() > 1;
    if !is_row {
        // What stands alone is a heading.
        joined.retain(|cell| !cell.words.is_empty());
    }
    let line = Line::of(joined, baseline)?;
    Some(Line { is_row, ..line })
}

/// The lines of a cell as one.
fn joined(lines: Vec<Segment>) -> Segment {
    let mut out: Vec<Piece> = Vec::new();
    for line in lines {
        let mut words = line.words.into_iter();
        let Some(mut first) = words.next() else { continue };
        if let Some(last) = out.last_mut()
            && is_broken(&last.text, &first.text)
        {
            // "e-" and "læring" keep their hyphen.
            if last.text.chars().count() > 2 {
                last.text.pop();
            }
            first.is_joined = true;
        }
        out.push(first);
        out.extend(words);
    }
    Segment { words: out }
}

/// Whether a word goes on in the next line.
fn is_broken(before: &str, after: &str) -> bool {
    let mut chars = before.chars().rev();
    let has_hyphen = chars.next() == Some('-') && chars.next().is_some_and(char::is_alphabetic);
    has_hyphen && after.starts_with(char::is_lowercase) && after.chars().count() > 3
}

/// The rows of lines with gutters between them, if they are those of a table; none if they are
/// columns of prose.
pub(super) fn rows(lines: &[Line], gutters: &[f64]) -> Option<Vec<Line>> {
    let columns = Column::all(lines, gutters);
    let rows = begun_together(lines, &columns).or_else(|| centred::rows(lines.len(), &columns))?;
    let rows = rows.into_iter().filter_map(|(from, to)| {
        let cells = columns.iter().map(|column| {
            column.parts.iter().take(to).skip(from).flatten().cloned().collect::<Vec<Segment>>()
        });
        row(cells.collect())
    });
    Some(rows.collect())
}

/// From which line to which the rows reach of a table whose cells begin at the head of their row.
fn begun_together(lines: &[Line], columns: &[Column]) -> Option<Vec<(usize, usize)>> {
    let usual = usual_gap(lines);
    let gap = |at: usize| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let gap = above.zip(lines.get(at)).map(|(above, line)| line.baseline - above.baseline);
        gap.map_or(f64::INFINITY, |gap| gap / usual)
    };
    let has_several =
        |at: usize| columns.iter().filter(|c| matches!(c.parts.get(at), Some(Some(_)))).count() > 1;
    // A row begins where something stands in several columns and goes on in none.
    let begins = |at: usize| {
        let follows: Vec<Follows> =
            columns.iter().filter_map(|column| column.follows(at, usual)).collect();
        at == 0 || (has_several(at) && !follows.contains(&Follows::GoesOn))
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| begins(at)).collect();
    let first = columns.first()?;
    // In a table the first column begins where the others do.
    let own = (0..lines.len()).filter(|&at| first.follows(at, usual) == Some(Follows::Begins));
    let (aligned, all) = own
        .fold((0, 0), |(aligned, all), at| (aligned + usize::from(starts.contains(&at)), all + 1));
    // A row that is done leaves white in the columns that had less to say, or below it.
    let is_clear = |&&at: &&usize| {
        let above = at.checked_sub(1);
        let is_short = |column: &Column| {
            above.and_then(|above| column.parts.get(above)).is_some_and(Option::is_none)
        };
        let is_one_line = above.is_some_and(|above| starts.contains(&above));
        gap(at) > SET_APART || is_one_line || columns.iter().any(is_short)
    };
    let clear = starts.iter().skip(1).filter(is_clear).count();
    let inner = starts.len().saturating_sub(1);
    let long = columns.iter().filter(|column| {
        let parts = column.parts.iter().flatten().count();
        parts >= 3 * starts.len()
    });
    let fewest = if long.count() > 1 { 2 } else { 1 };
    let is_table = inner >= fewest && 4 * aligned >= 3 * all && 4 * clear >= 3 * inner;
    if !is_table {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    Some(starts.iter().copied().zip(ends).collect())
}

/// The least usual distance of two lines.
fn usual_gap(lines: &[Line]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut gaps: Vec<f64> = pairs
        .filter(|(above, line)| line.baseline - above.baseline > 0.8 * line.size)
        .map(|(above, line)| line.baseline - above.baseline)
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(1.0).max(1.0)
}
