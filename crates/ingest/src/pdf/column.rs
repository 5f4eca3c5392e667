//! Columns of lines that may be those of a table.

use super::lines::{Line, Piece, Segment};

/// How much more than the usual distance there is between two lines of different paragraphs or rows.
pub(super) const SET_APART: f64 = 1.2;

/// How a line of a column follows the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// It goes on with it.
    GoesOn,
    /// It may.
    Perhaps,
    /// It does not.
    Begins,
}

/// What stands in one column.
pub(super) struct Column {
    /// A part for each line of the zone, where it has one.
    pub(super) parts: Vec<Option<Segment>>,
    right: f64,
}

impl Column {
    /// The columns of lines with gutters between them.
    pub(super) fn all(lines: &[Line], gutters: &[f64]) -> Vec<Column> {
        let ends = gutters.iter().copied().chain([f64::INFINITY]);
        let starts = [f64::NEG_INFINITY].into_iter().chain(gutters.iter().copied());
        starts.zip(ends).map(|(from, to)| Column::of(lines, from, to)).collect()
    }

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

    /// The first and the last part within some lines.
    pub(super) fn ends(&self, from: usize, to: usize) -> Option<(&Segment, &Segment)> {
        let mut parts = self.parts.iter().take(to).skip(from).flatten();
        let first = parts.next()?;
        Some((first, parts.next_back().unwrap_or(first)))
    }

    /// How many parts there are within some lines.
    pub(super) fn count(&self, from: usize, to: usize) -> usize {
        self.parts.iter().take(to).skip(from).flatten().count()
    }

    /// How the part at a line follows the one above it; none if it has none there.
    pub(super) fn follows(&self, at: usize, usual: f64) -> Option<Follows> {
        let part = self.parts.get(at)?.as_ref()?;
        let mut above = self.parts.iter().take(at).rev().flatten();
        let is_near = |above: &&Segment| part.baseline() - above.baseline() <= SET_APART * usual;
        let Some(above) = above.next().filter(is_near) else { return Some(Follows::Begins) };
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
