//! Lines into blocks, in the order in which they are read: columns one after the other, the block in
//! the margin by itself, rows of a table as rows.

use kurbo::Rect;

use super::grid::{self, Grid};
use super::lines::{Line, Segment};
use super::margin::{self, Margin};
use super::{edges, table as rows};

/// Lines that belong together; an empty line stands between blocks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
}

/// A page of more lines is none that anybody reads, and is not looked at for columns.
pub(super) const MOST_LINES: usize = 3000;

/// The page that lines stand on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'p> {
    /// Width and height, in points.
    pub(super) size: (f64, f64),
    pub(super) is_first: bool,
    /// The usual distance of two lines, in points.
    pub(super) leading: f64,
    /// The lines that are ruled on it.
    pub(super) rules: &'p [Rect],
}

/// The usual distance of two lines of a document, in points.
pub(super) fn leading(pages: &[Vec<Line>]) -> f64 {
    let mut gaps: Vec<f64> = Vec::new();
    for lines in pages {
        let pairs = lines.iter().zip(lines.iter().skip(1));
        gaps.extend(pairs.map(|(a, b)| b.baseline - a.baseline).zip(lines).filter_map(
            |(gap, line)| {
                // Closer are columns beside each other, wider are paragraphs.
                (gap > 0.9 * line.size && gap < 2.5 * line.size).then_some(gap)
            },
        ));
    }
    gaps.sort_by(f64::total_cmp);
    // The lower half: between paragraphs it is wider, never closer.
    gaps.get(gaps.len() / 3).copied().unwrap_or(14.0)
}

/// The blocks of a page, in the order in which they are read.
pub(super) fn blocks(lines: Vec<Line>, sheet: &Sheet<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    if lines.len() > MOST_LINES {
        paragraphs(&lines, sheet, &mut out);
        return out;
    }
    let lines = edges::parted(&lines);
    if !sheet.is_first {
        ruled(&lines, sheet, &mut out);
        return out;
    }
    let margin = margin::find(&lines, sheet.size);
    match margin.filter(|margin| margin.is_own_type || !is_in_table(&lines, margin, sheet)) {
        None => ruled(&lines, sheet, &mut out),
        Some(margin) => {
            // Before what it stands beside, from the beginning of a paragraph.
            let top = margin.lines.first().map_or(0.0, |line| line.baseline);
            let mut at = margin.rest.partition_point(|line| line.baseline < top - 0.1);
            while let Some([above, below]) =
                at.checked_sub(1).and_then(|from| margin.rest.get(from..)?.first_chunk::<2>())
            {
                if is_parted(above, below, sheet.leading) {
                    break;
                }
                at -= 1;
            }
            let (before, after) = margin.rest.split_at(at);
            ruled(before, sheet, &mut out);
            paragraphs(&margin.lines, sheet, &mut out);
            ruled(after, sheet, &mut out);
        }
    }
    out
}

/// Whether what looks like a block in the margin is the first column of a table.
fn is_in_table(lines: &[Line], margin: &Margin, sheet: &Sheet<'_>) -> bool {
    let ends = margin.lines.first().zip(margin.lines.last());
    let Some((top, bottom)) = ends.map(|(top, bottom)| (top.baseline, bottom.baseline)) else {
        return false;
    };
    let above = lines.partition_point(|line| line.baseline <= top + 0.1);
    // The one that would be found if there were no block.
    let table = (0..above).filter_map(|at| lines.get(at..)).find_map(|rest| {
        let zone = zone(rest, sheet.leading)?;
        let (inside, below) = rest.split_at(zone.rows.min(rest.len()));
        let is_whole = below.first().is_none_or(|line| line.baseline > bottom + 0.1);
        is_whole.then(|| rows::rows(inside, &gutters(inside, &zone)))
    });
    table.flatten().is_some()
}

/// Lines with the ruled tables among them.
fn ruled(lines: &[Line], sheet: &Sheet<'_>, out: &mut Vec<Block>) {
    let grids = grid::grids(sheet.rules);
    let is_in = |grid: &Grid, segment: &Segment| segment.words.iter().any(|word| grid.has(word));
    let mut plain: Vec<Line> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    for line in lines {
        let own =
            grids.iter().enumerate().find(|(_, grid)| line.part(|s| is_in(grid, s)).is_some());
        let Some((at, grid)) = own else {
            plain.push(line.clone());
            continue;
        };
        if !done.contains(&at) {
            done.push(at);
            flow(&std::mem::take(&mut plain), sheet, 0, out);
            let inside = lines.iter().filter_map(|line| line.part(|s| is_in(grid, s)));
            table(grid.table(&inside.collect::<Vec<Line>>()), out);
        }
        // A table may stand beside something.
        plain.extend(line.part(|segment| !is_in(grid, segment)));
    }
    flow(&plain, sheet, 0, out);
}

/// How often columns may be divided again.
const DEEPEST: usize = 6;

/// Lines without ruled tables.
fn flow(lines: &[Line], sheet: &Sheet<'_>, depth: usize, out: &mut Vec<Block>) {
    let mut plain: Vec<Line> = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let Some(zone) = zone(rest, sheet.leading).filter(|_| depth < DEEPEST) else {
            plain.push(first.clone());
            rest = after;
            continue;
        };
        paragraphs(&std::mem::take(&mut plain), sheet, out);
        let (inside, below) = rest.split_at(zone.rows.min(rest.len()));
        let gutters = gutters(inside, &zone);
        match rows::rows(inside, &gutters) {
            Some(rows) => table(rows, out),
            None => columns(inside, &gutters, sheet, depth, out),
        }
        rest = below;
    }
    paragraphs(&plain, sheet, out);
}

/// Lines with a gutter down through all of them.
#[derive(Debug, Clone, Copy)]
struct Zone {
    rows: usize,
    /// Where the gutter is.
    gutter: (f64, f64),
}

/// How many lines a column must have on each side to be one.
const FEWEST: usize = 3;
/// How many lines a column must have beside a narrow gutter with ragged edges.
const FEWEST_RAGGED: usize = 7;
/// How wide a gutter is at least, in ems.
const GUTTER: f64 = 1.0;
/// How wide one is at least behind which all lines begin below each other, in ems.
const NARROW_GUTTER: f64 = 0.4;
/// How wide a gutter is that a few lines are enough for, in ems.
const WIDE_GUTTER: f64 = 2.0;
/// How far the lines of a column begin from each other, in points.
const ALIGNED: f64 = 2.0;
/// Lines of one column are no nearer than this, in ems.
const BETWEEN: f64 = 0.9;
/// Columns and tables end where there is so much white, in usual distances of lines.
const WHITE: f64 = 2.2;
/// Where a line begins below that whose lines all begin below each other, it takes more.
const ROW_WHITE: f64 = 3.0;

/// The longest zone that begins with the first line.
fn zone(lines: &[Line], leading: f64) -> Option<Zone> {
    let first = lines.first()?;
    let gaps = first.segments.iter().zip(first.segments.iter().skip(1));
    let gaps = gaps.map(|(a, b)| (a.right(), b.left()));
    gaps.filter_map(|gap| grown(lines, gap, leading)).max_by_key(|zone| zone.rows)
}

/// The zone about a gutter, as far down as no line crosses it and no white ends it.
fn grown(lines: &[Line], (mut from, mut to): (f64, f64), leading: f64) -> Option<Zone> {
    let (mut rows, mut left, mut both, mut most) = (0, 0, 0usize, 0);
    let mut rights: Vec<f64> = Vec::new();
    let (mut above, mut was): (Option<&Line>, (bool, bool)) = (None, (false, false));
    for line in lines {
        let (mut new_from, mut new_to) = (from, to);
        let mut sides = (false, None);
        for segment in &line.segments {
            if segment.left() + segment.right() < from + to {
                new_from = new_from.max(segment.right());
                sides.0 = true;
            } else {
                new_to = new_to.min(segment.left());
                sides.1 = sides.1.or(Some(segment.left()));
            }
        }
        let edge = rights.iter().copied().fold(f64::INFINITY, f64::min);
        let is_other = line.segments.len() > most
            && rights.len() >= FEWEST
            && rights.iter().all(|right| right - edge <= ALIGNED)
            && sides.1.is_some_and(|right| (right - edge).abs() > line.size);
        let mut lefts = rights.iter().copied().chain(sides.1);
        let is_straight = lefts.all(|left| (left - new_to).abs() <= ALIGNED);
        let goes_on = is_straight && sides.1.is_some();
        let most_white = if goes_on { ROW_WHITE } else { WHITE };
        let white = above.map_or(0.0, |above| line.baseline - above.baseline);
        let is_white = white > most_white * leading.max(line.size * 1.1);
        let least = if is_straight { NARROW_GUTTER } else { GUTTER };
        // Another table below the first has columns of its own.
        if new_to - new_from < least * line.size || is_white || is_other {
            break;
        }
        most = most.max(line.segments.len());
        above = Some(line);
        (from, to) = (new_from, new_to);
        rows += 1;
        left += usize::from(sides.0);
        rights.extend(sides.1);
        // Cells in the middle of a row stand between the lines of those beside them.
        let now = (sides.0, sides.1.is_some());
        let is_between = white < BETWEEN * line.size && (now.0 != was.0 || now.1 != was.1);
        if now == (true, true) || is_between {
            both = rows;
        }
        was = now;
    }
    let last = both.saturating_sub(1);
    rows = both + tail(lines.get(last..rows).unwrap_or_default(), (from, to), leading);
    // By chance a few lines of prose have a gap at one place; many have not, nor a wide one, nor do
    // their words begin below each other.
    let size = lines.first().map_or(0.0, |line| line.size);
    let edge = rights.iter().copied().fold(f64::INFINITY, f64::min);
    let aligned = rights.iter().filter(|&&right| right - edge <= ALIGNED).count();
    let is_sure = to - from >= WIDE_GUTTER * size || 5 * aligned >= 4 * rights.len();
    let fewest = if is_sure { FEWEST } else { FEWEST_RAGGED };
    let is_zone = left >= fewest && rights.len() >= fewest;
    is_zone.then_some(Zone { rows, gutter: (from, to) })
}

/// How many of the lines at the end of a zone, which stand on one side only, belong to it: those
/// that go on with the paragraph above, and paragraphs as wide as the column. The first line is the
/// last that stands on both.
fn tail(lines: &[Line], gutter: (f64, f64), leading: f64) -> usize {
    let fills = |line: &Line| line.right() > gutter.0 - 3.0 * line.size || line.left() > gutter.0;
    let pairs = lines.iter().zip(lines.iter().skip(1)).enumerate();
    let mut ends = pairs.filter(|(at, (above, line))| {
        let goes_on = lines.get(at + 2).is_some_and(|next| !is_parted(line, next, leading));
        is_parted(above, line, leading) && !(fills(line) && goes_on)
    });
    ends.next().map_or(lines.len().saturating_sub(1), |(at, _)| at)
}

/// The middles of all gutters down through the lines of a zone.
fn gutters(lines: &[Line], zone: &Zone) -> Vec<f64> {
    let mut areas: Vec<(f64, f64)> = lines
        .iter()
        .flat_map(|line| &line.segments)
        .map(|segment| (segment.left(), segment.right()))
        .collect();
    areas.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = lines.first().map_or(0.0, |line| line.size);
    let own = (zone.gutter.0 + zone.gutter.1) / 2.0;
    let mut middles = Vec::new();
    let mut end = f64::INFINITY;
    for (left, right) in areas {
        if left - end >= NARROW_GUTTER * size {
            let is_own = end <= own && own <= left;
            middles.push(if is_own { own } else { (end + left) / 2.0 });
        }
        end = if end.is_finite() { end.max(right) } else { right };
    }
    if middles.is_empty() { vec![own] } else { middles }
}

/// What stands beside each other, one column after the other.
fn columns(lines: &[Line], gutters: &[f64], sheet: &Sheet<'_>, depth: usize, out: &mut Vec<Block>) {
    let ends = gutters.iter().copied().chain([f64::INFINITY]);
    let starts = [f64::NEG_INFINITY].into_iter().chain(gutters.iter().copied());
    for (from, to) in starts.zip(ends) {
        let is_in = |segment: &Segment| {
            let middle = (segment.left() + segment.right()) / 2.0;
            middle >= from && middle < to
        };
        let column: Vec<Line> = lines.iter().filter_map(|line| line.part(is_in)).collect();
        // A column may have columns itself.
        flow(&column, sheet, depth + 1, out);
    }
}

/// The rows of a table as one block.
fn table(rows: Vec<Line>, out: &mut Vec<Block>) {
    if !rows.is_empty() {
        out.push(Block { lines: rows });
    }
}

/// How much more than the usual distance there is between paragraphs.
const PARAGRAPH: f64 = 1.35;

/// Whether a line begins a paragraph below another.
fn is_parted(above: &Line, line: &Line, leading: f64) -> bool {
    let usual = leading.max(line.size.min(above.size) * 1.1);
    let gap = line.baseline - above.baseline;
    let is_other_size = (line.size - above.size).abs() > 0.15 * above.size;
    gap > PARAGRAPH * usual || gap < 0.0 || is_other_size
}

fn paragraphs(lines: &[Line], sheet: &Sheet<'_>, out: &mut Vec<Block>) {
    let mut block = Block::default();
    for line in lines {
        if block.lines.last().is_some_and(|above| is_parted(above, line, sheet.leading)) {
            out.push(std::mem::take(&mut block));
        }
        block.lines.push(line.clone());
    }
    if !block.lines.is_empty() {
        out.push(block);
    }
}
