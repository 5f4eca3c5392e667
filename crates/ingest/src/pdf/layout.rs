//! Lines into blocks, in the order in which they are read: columns one after the other, the block in
//! the margin by itself, rows of a table as rows.

use super::lines::{Line, Segment};

/// Lines that belong together; an empty line stands between blocks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
}

/// The page that lines stand on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) is_first: bool,
    /// The usual distance of two lines, in points.
    pub(super) leading: f64,
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
pub(super) fn blocks(lines: Vec<Line>, sheet: &Sheet) -> Vec<Block> {
    let mut out = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        match zone(rest) {
            Some(zone) => {
                paragraphs(&std::mem::take(&mut plain), sheet, &mut out);
                let (table, below) = rest.split_at(zone.both);
                if is_table(table, &zone) {
                    rows(table, sheet, &mut out);
                    rest = below;
                } else {
                    let (inside, after) = rest.split_at(zone.rows);
                    columns(inside, &zone, sheet, &mut out);
                    rest = after;
                }
            }
            None => {
                plain.push(first.clone());
                rest = after;
            }
        }
    }
    paragraphs(&plain, sheet, &mut out);
    out
}

/// Lines with a gutter down through all of them.
#[derive(Debug, Clone, Copy)]
struct Zone {
    rows: usize,
    /// The rows down to the last one that has something on both sides.
    both: usize,
    /// Where the gutter is.
    middle: f64,
}

/// How many lines a column must have on each side to be one.
const FEWEST: usize = 3;

/// The longest zone that begins with the first line.
fn zone(lines: &[Line]) -> Option<Zone> {
    let first = lines.first()?;
    let gaps = first.segments.iter().zip(first.segments.iter().skip(1));
    let gaps = gaps.map(|(a, b)| (a.right(), b.left()));
    gaps.filter_map(|gap| grown(lines, gap)).max_by_key(|zone| zone.rows)
}

/// The zone about a gutter, as far down as no line crosses it.
fn grown(lines: &[Line], (mut from, mut to): (f64, f64)) -> Option<Zone> {
    let (mut rows, mut left, mut right, mut both) = (0, 0, 0, 0);
    for line in lines {
        let (mut new_from, mut new_to) = (from, to);
        let mut sides = (false, false);
        for segment in &line.segments {
            if segment.left() + segment.right() < from + to {
                new_from = new_from.max(segment.right());
                sides.0 = true;
            } else {
                new_to = new_to.min(segment.left());
                sides.1 = true;
            }
        }
        if new_to - new_from < GUTTER * line.size {
            break;
        }
        (from, to) = (new_from, new_to);
        rows += 1;
        left += usize::from(sides.0);
        right += usize::from(sides.1);
        if sides == (true, true) {
            both = rows;
        }
    }
    // By chance a few lines of prose have a gap at one place; many have not, nor a wide one.
    let size = lines.first().map_or(0.0, |line| line.size);
    let fewest = if to - from >= WIDE_GUTTER * size { FEWEST } else { FEWEST_NARROW };
    let is_zone = left >= fewest && right >= fewest;
    is_zone.then_some(Zone { rows, both, middle: (from + to) / 2.0 })
}

/// How wide a gutter is at least, in ems.
const GUTTER: f64 = 1.0;
/// How wide a gutter is that a few lines are enough for, in ems.
const WIDE_GUTTER: f64 = 2.0;
/// How many lines a column must have beside a narrow gutter.
const FEWEST_NARROW: usize = 7;

/// A side of a zone.
struct Side {
    lines: Vec<Line>,
    /// How wide its widest line is, in points.
    width: f64,
    /// How many characters a line has on average.
    chars: usize,
}

impl Side {
    fn of(rows: &[Line], is_on: impl Fn(&Segment) -> bool) -> Side {
        let lines: Vec<Line> = rows
            .iter()
            .map(|row| Line {
                segments: row.segments.iter().filter(|s| is_on(s)).cloned().collect(),
                ..row.clone()
            })
            .filter(|line| !line.segments.is_empty())
            .collect();
        let left = |line: &Line| line.segments.first().map_or(0.0, Segment::left);
        let right = |line: &Line| line.segments.last().map_or(0.0, Segment::right);
        let from = lines.iter().map(left).fold(f64::INFINITY, f64::min);
        let to = lines.iter().map(right).fold(f64::NEG_INFINITY, f64::max);
        let chars: usize = lines.iter().flat_map(|line| &line.segments).map(Segment::len).sum();
        Side { width: (to - from).max(0.0), chars: chars / lines.len().max(1), lines }
    }
}

/// As many characters a line has in prose, even in narrow columns.
const PROSE: usize = 28;
/// A block in the margin is this much of the page wide, or less.
const MARGIN: f64 = 0.32;

/// The two sides of a zone.
fn sides(rows: &[Line], zone: &Zone) -> (Side, Side) {
    let is_left = |segment: &Segment| (segment.left() + segment.right()) / 2.0 < zone.middle;
    (Side::of(rows, is_left), Side::of(rows, |segment| !is_left(segment)))
}

/// Whether rows are those of a table: what stands beside each other stands at one height, and is
/// short.
fn is_table(rows: &[Line], zone: &Zone) -> bool {
    let (left, right) = sides(rows, zone);
    let both = left.lines.len() + right.lines.len() - rows.len();
    let is_aligned = both * 10 >= 7 * left.lines.len().max(right.lines.len());
    is_aligned && left.chars < PROSE && right.chars < PROSE
}

/// Rows of a table, each by itself.
fn rows(lines: &[Line], sheet: &Sheet, out: &mut Vec<Block>) {
    let rows: Vec<Line> = lines.iter().map(|line| Line { is_row: true, ..line.clone() }).collect();
    paragraphs(&rows, sheet, out);
}

/// What stands beside each other, one side after the other.
fn columns(rows: &[Line], zone: &Zone, sheet: &Sheet, out: &mut Vec<Block>) {
    let (left, right) = sides(rows, zone);
    // A letterhead beside the letter comes before it; notes in the margin come after what they
    // stand beside.
    let is_head = |side: &Side, other: &Side| {
        sheet.is_first && side.width <= MARGIN * sheet.width && side.chars < other.chars
    };
    let is_right_first = is_head(&right, &left);
    let (first, second) = if is_right_first { (right, left) } else { (left, right) };
    // A side may have columns itself.
    out.extend(blocks(first.lines, sheet));
    out.extend(blocks(second.lines, sheet));
}

/// How much more than the usual distance there is between paragraphs.
const PARAGRAPH: f64 = 1.35;

fn paragraphs(lines: &[Line], sheet: &Sheet, out: &mut Vec<Block>) {
    let mut block = Block::default();
    for line in lines {
        if let Some(above) = block.lines.last() {
            let usual = sheet.leading.max(line.size.min(above.size) * 1.1);
            let gap = line.baseline - above.baseline;
            let is_other_size = (line.size - above.size).abs() > 0.15 * above.size;
            if gap > PARAGRAPH * usual || gap < 0.0 || is_other_size {
                out.push(std::mem::take(&mut block));
            }
        }
        block.lines.push(line.clone());
    }
    if !block.lines.is_empty() {
        out.push(block);
    }
}
