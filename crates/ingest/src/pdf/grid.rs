//! Tables that are ruled: what stands between the same lines is a cell.

use kurbo::Rect;

use super::lines::{Line, Piece, Segment};
use super::table;

/// How far apart lines may end or lie that belong together, in points.
const NEAR: f64 = 3.0;

/// A table by its ruling lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    area: Rect,
    /// Where its columns begin and end.
    columns: Vec<f64>,
    /// Where its rows begin and end.
    rows: Vec<f64>,
}

/// The tables on a page, from top to bottom.
pub(super) fn grids(rules: &[Rect]) -> Vec<Grid> {
    let mut groups: Vec<(Rect, Vec<Rect>)> = Vec::new();
    for &rule in rules {
        let reach = rule.inflate(NEAR, NEAR);
        let (touched, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(area, rules)| {
            meets(*area, reach) && rules.iter().any(|&other| meets(other, reach))
        });
        let mut group = (rule, vec![rule]);
        for (area, rules) in touched {
            group.0 = group.0.union(area);
            group.1.extend(rules);
        }
        groups = apart;
        groups.push(group);
    }
    let mut grids: Vec<Grid> = groups
        .into_iter()
        .filter_map(|(area, rules)| {
            let (upright, level): (Vec<Rect>, Vec<Rect>) =
                rules.into_iter().partition(|rule| rule.height() > rule.width());
            // The outermost lines may be missing, where a table goes on on the next page.
            let columns = upright.iter().map(|rule| rule.center().x).chain([area.x0, area.x1]);
            let rows = level.iter().map(|rule| rule.center().y).chain([area.y0, area.y1]);
            let (columns, rows) = (places(columns), places(rows));
            if upright.is_empty() || level.is_empty() {
                return None;
            }
            // A frame is no table; one row may be all of it that a page has.
            (columns.len() >= 3 && rows.len() >= 2).then_some(Grid { area, columns, rows })
        })
        .collect();
    grids.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    grids
}

/// Whether two areas touch, those without width or height as well.
fn meets(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// Places, those that are the same taken once, in order.
fn places(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut places: Vec<f64> = all.collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|b, a| *b - *a <= NEAR);
    places
}

/// Which of the stretches between places something stands in.
fn stretch(places: &[f64], at: f64) -> usize {
    places.iter().skip(1).take_while(|&&end| end < at).count().min(places.len().saturating_sub(2))
}

impl Grid {
    /// Whether a word stands in it.
    pub(super) fn has(&self, word: &Piece) -> bool {
        let middle = (word.left + word.right) / 2.0;
        let height = word.baseline - 0.3 * word.size;
        middle > self.area.x0
            && middle < self.area.x1
            && height > self.area.y0
            && height < self.area.y1
    }

    /// Its rows, from the lines that stand in it.
    pub(super) fn table(&self, lines: &[Line]) -> Vec<Line> {
        let width = self.columns.len().saturating_sub(1);
        let mut rows = vec![vec![Vec::<Segment>::new(); width]; self.rows.len().saturating_sub(1)];
        for line in lines {
            let mut parts = vec![Segment::default(); width];
            let mut row = 0;
            for word in line.segments.iter().flat_map(|segment| &segment.words) {
                row = stretch(&self.rows, word.baseline - 0.3 * word.size);
                let column = stretch(&self.columns, (word.left + word.right) / 2.0);
                if let Some(part) = parts.get_mut(column) {
                    part.words.push(word.clone());
                }
            }
            for (column, part) in parts.into_iter().enumerate() {
                if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(column))
                    && !part.words.is_empty()
                {
                    cell.push(part);
                }
            }
        }
        rows.into_iter().filter_map(table::row).collect()
    }
}
