//! The block in the margin of a letter: who writes, when, and under which number. It stands beside
//! the letter, in type of its own, and is no part of what stands at the same heights.

use super::lines::{Line, Segment};

/// A block is this much of the page wide, or less.
const WIDEST: f64 = 0.34;
/// A block has so many lines.
const FEWEST: usize = 3;
/// It begins in this much of the page.
const UPPER: f64 = 0.5;
/// How far its lines may begin from each other, in points.
const ALIGNED: f64 = 3.0;
/// How far it stands from the letter, in ems.
const APART: f64 = 0.8;

/// A block that was found.
pub(super) struct Margin {
    pub(super) lines: Vec<Line>,
    /// The lines of the page without it.
    pub(super) rest: Vec<Line>,
    /// Whether its type is smaller than that of the letter, as in no table.
    pub(super) is_own_type: bool,
}

/// The block in the margin of a page of that width and height, if it has one.
pub(super) fn find(lines: &[Line], (width, height): (f64, f64)) -> Option<Margin> {
    let mut lefts: Vec<f64> =
        lines.iter().flat_map(|line| &line.segments).map(Segment::left).collect();
    lefts.sort_by(f64::total_cmp);
    let mut edges = lefts.clone();
    edges.dedup_by(|b, a| *b - *a <= ALIGNED);
    let count =
        |edge: f64| lefts.iter().filter(|&&left| left >= edge && left - edge <= ALIGNED).count();
    let common = edges.iter().copied().filter(|&edge| count(edge) >= FEWEST);
    common
        .filter_map(|edge| {
            let is_at = |segment: &Segment| {
                segment.left() >= edge - 0.1 && segment.right() - edge <= WIDEST * width
            };
            let side = if edge > 0.55 * width {
                Side::Right
            } else if edge < 0.2 * width {
                Side::Left
            } else {
                return None;
            };
            block(lines, &is_at, edge, side, height)
        })
        .max_by_key(|margin| margin.lines.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The block of the segments that are at a place, if it stands clear of all others.
fn block(
    lines: &[Line],
    is_at: &dyn Fn(&Segment) -> bool,
    edge: f64,
    side: Side,
    height: f64,
) -> Option<Margin> {
    // The type of a block is its own.
    let first = lines.iter().find_map(|line| line.part(is_at))?;
    let is_of = |segment: &Segment| {
        let begins = side == Side::Right || segment.left() - edge <= ALIGNED;
        is_at(segment) && begins
    };
    let own: Vec<Line> = lines.iter().filter_map(|line| line.part(is_of)).collect();
    // As far down as nothing else comes near.
    let right = |lines: &[Line]| lines.iter().map(Line::right).fold(f64::NEG_INFINITY, f64::max);
    let mut block: Vec<Line> = Vec::new();
    for line in own {
        let is_far = block.last().is_some_and(|last| {
            line.baseline - last.baseline > FARTHEST * first.size.max(line.size)
        });
        let from = block.first().map_or(line.baseline, |line| line.baseline) - line.size;
        let to = line.baseline + 0.2 * line.size;
        let with = right(&block).max(line.right());
        let others = lines.iter().filter(|other| other.baseline > from && other.baseline < to);
        let is_crossed = others.flat_map(|other| &other.segments).any(|other| {
            !is_of(other)
                && match side {
                    Side::Right => other.right() > edge - APART * line.size,
                    Side::Left => other.left() < with + APART * line.size,
                }
        });
        if is_far || is_crossed {
            if block.len() >= FEWEST {
                break;
            }
            block.clear();
            if is_crossed {
                continue;
            }
        }
        block.push(line);
    }
    let (top, bottom) = (block.first()?.baseline, block.last()?.baseline);
    let inside = |line: &&Line| line.baseline >= top - 0.1 && line.baseline <= bottom + 0.1;
    let beside: Vec<Line> = lines
        .iter()
        .filter(|line| line.baseline > top - 3.0 * line.size && line.baseline <= bottom + 0.1)
        .filter_map(|line| line.part(|segment| !is_of(segment)))
        .collect();
    let shared = lines.iter().filter(inside).filter(|line| {
        line.part(is_of).is_some() && line.part(|segment| !is_of(segment)).is_some()
    });
    let usual = beside.iter().map(|line| line.size).fold(0.0, f64::max);
    let mut sizes: Vec<f64> = block.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    // What has the same type and stands at the same heights may be the column of a table.
    let is_own_type = size <= 0.93 * usual;
    let is_own_grid = 2 * shared.count() < block.len();
    let is_block = block.len() >= FEWEST
        && beside.len() >= 2
        && top < UPPER * height
        && (is_own_type || is_own_grid)
        && !is_prose(&block);
    if !is_block {
        return None;
    }
    let is_gone = |line: &Line, segment: &Segment| {
        is_of(segment) && line.baseline >= top - 0.1 && line.baseline <= bottom + 0.1
    };
    let rest = lines.iter().filter_map(|line| line.part(|segment| !is_gone(line, segment)));
    let rest = rest.collect();
    Some(Margin { lines: block, rest, is_own_type })
}

/// How far apart the parts of a block may stand, in ems.
const FARTHEST: f64 = 6.0;

/// Whether most lines go on with the one above: a box beside the text, which comes after it.
fn is_prose(lines: &[Line]) -> bool {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let goes_on = pairs.filter(|(above, line)| {
        let is_open = !above.text().ends_with(['.', ':', '?', '!']);
        is_open && line.text().starts_with(char::is_lowercase)
    });
    2 * goes_on.count() >= lines.len().saturating_sub(1).max(1)
}
