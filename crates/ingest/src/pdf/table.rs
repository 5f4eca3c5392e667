//! Rows of tables that no lines rule, and columns of prose: which of the two lines beside each other
//! are.

use super::lines::{Line, Piece, Segment};

/// How much more than the usual distance there is between two lines of different paragraphs or rows.
const SET_APART: f64 = 1.2;

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

/// How a line of a column follows the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// It goes on with it.
    GoesOn,
    /// It may.
    Perhaps,
    /// It does not.
    Begins,
}

/// What stands in one column.
struct Column {
    /// A part for each line of the zone, where it has one.
    parts: Vec<Option<Segment>>,
    right: f64,
}

impl Column {
    fn of(lines: &[Line], from: f64, to: f64) -> Column {
        let is_in = |segment: &&Segment| {
            let middle = (segment.left() + segment.right()) / 2.0;
            middle >= from && middle < to
        };
        let part = |line: &Line| {
            let words: Vec<Piece> =
                line.segments.iter().filter(is_in).flat_map(|s| s.words.clone()).collect();
            (!words.is_empty()).then_some(Segment { words })
        };
        let parts: Vec<Option<Segment>> = lines.iter().map(part).collect();
        let right = parts.iter().flatten().map(Segment::right).fold(f64::NEG_INFINITY, f64::max);
        Column { parts, right }
    }

    /// How the part at a line follows the one in the line above; none if it has none there.
    fn follows(&self, at: usize, gap: f64) -> Option<Follows> {
        let part = self.parts.get(at)?.as_ref()?;
        let above = at.checked_sub(1).and_then(|above| self.parts.get(above)?.as_ref());
        let Some(above) = above.filter(|_| gap <= SET_APART) else { return Some(Follows::Begins) };
        let (before, after) = (above.text(), part.text());
        let fits = part.words.first().is_some_and(|word| {
            let width = word.right - word.left + 0.3 * word.size;
            above.right() + width + 2.0 * word.size < self.right
        });
        let is_small = after.starts_with(char::is_lowercase);
        Some(match () {
            () if before.ends_with(['-', ',']) => Follows::GoesOn,
            () if is_small && fits => Follows::Perhaps,
            () if is_small => Follows::GoesOn,
            () if fits || before.ends_with(['.', '?', '!', ':']) => Follows::Begins,
            () => Follows::Perhaps,
        })
    }
}

/// The rows of lines with gutters between them, if they are those of a table; none if they are
/// columns of prose.
pub(super) fn rows(lines: &[Line], gutters: &[f64]) -> Option<Vec<Line>> {
    let ends = gutters.iter().copied().chain([f64::INFINITY]);
    let starts = [f64::NEG_INFINITY].into_iter().chain(gutters.iter().copied());
    let columns: Vec<Column> =
        starts.zip(ends).map(|(from, to)| Column::of(lines, from, to)).collect();
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
            columns.iter().filter_map(|column| column.follows(at, gap(at))).collect();
        at == 0 || (has_several(at) && !follows.contains(&Follows::GoesOn))
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| begins(at)).collect();
    let first = columns.first()?;
    // In a table the first column begins where the others do.
    let own = (0..lines.len()).filter(|&at| first.follows(at, gap(at)) == Some(Follows::Begins));
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
    let rows = starts.iter().zip(ends).filter_map(|(&from, to)| {
        let cells = columns.iter().map(|column| {
            column.parts.iter().take(to).skip(from).flatten().cloned().collect::<Vec<Segment>>()
        });
        row(cells.collect())
    });
    Some(rows.collect())
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
