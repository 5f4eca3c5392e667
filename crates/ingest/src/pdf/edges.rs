//! Where columns begin, told by many lines: a cell that fills its column leaves less white before the
//! next than sets words apart for sure.

use super::lines::{Line, Segment, is_marker};

/// How exactly lines of a column begin below each other, in points.
const EXACT: f64 = 0.5;
/// How many lines begin there.
const FEWEST: usize = 3;
/// How wide the gap before a word is that begins a cell, in ems, and against the usual one of its line.
const GAP: f64 = 0.4;
const WIDER: f64 = 1.5;

/// Lines whose segments are parted where columns begin.
pub(super) fn parted(lines: &[Line]) -> Vec<Line> {
    let edges = edges(lines);
    lines.iter().map(|line| parted_line(line, &edges)).collect()
}

/// Where the segments of several lines begin.
fn edges(lines: &[Line]) -> Vec<f64> {
    let segments = lines.iter().flat_map(|line| &line.segments);
    let mut lefts: Vec<f64> = segments.map(Segment::left).collect();
    lefts.sort_by(f64::total_cmp);
    let mut edges: Vec<(f64, usize)> = Vec::new();
    for left in lefts {
        match edges.last_mut() {
            Some((edge, count)) if left - *edge <= EXACT => *count += 1,
            _ => edges.push((left, 1)),
        }
    }
    edges.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(edge, _)| edge).collect()
}

fn parted_line(line: &Line, edges: &[f64]) -> Line {
    let mut segments = Vec::new();
    for segment in &line.segments {
        let mut gaps: Vec<f64> = gaps(segment).collect();
        gaps.sort_by(f64::total_cmp);
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
        let mut part = Segment::default();
        for word in &segment.words {
            let gap = part.words.last().map_or(0.0, |before| word.left - before.right);
            let is_wide = gap > GAP * word.size && (gaps.len() == 1 || gap > WIDER * usual);
            // The text of a list hangs behind its marks.
            let is_item = segments.is_empty() && is_marker(&part.text());
            if is_wide && !is_item && edges.iter().any(|edge| (word.left - edge).abs() <= EXACT) {
                segments.push(std::mem::take(&mut part));
            }
            part.words.push(word.clone());
        }
        segments.push(part);
    }
    Line { segments, ..line.clone() }
}

fn gaps(segment: &Segment) -> impl Iterator<Item = f64> {
    segment.words.iter().zip(segment.words.iter().skip(1)).map(|(a, b)| b.left - a.right)
}
