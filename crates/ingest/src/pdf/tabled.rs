//! Tables on scans: engines read their columns one after the other, so that no row says who answers.

use crate::document::Word;
use crate::ocr::Scan;

use super::layout::{self, Sheet, blocks};
use super::lines::{Line, Segment};
use super::{scanned, written};

/// How wide a page is taken to be, in points: what lines are held against is given in them.
const WIDTH: f64 = 595.0;
/// How many rows a table has.
const FEWEST: usize = 3;

/// A page in the order in which it is read by its places, if there is a table on it; else as the engine
/// read it.
pub(crate) fn tabled(scan: Scan) -> Scan {
    let scale = WIDTH / f64::from(scan.size.0).max(1.0);
    let lines = beside(scanned::placed(&scan, scale).into_iter().map(|(line, _)| line).collect());
    let leading = layout::leading(std::slice::from_ref(&lines));
    let size = (WIDTH, f64::from(scan.size.1) * scale);
    let sheet = Sheet { size, is_first: false, leading, rules: &[] };
    let blocks = blocks(lines, &sheet);
    let rows = blocks.iter().flat_map(|block| &block.lines).filter(|line| line.is_row);
    if rows.count() < FEWEST {
        return scan;
    }
    let (text, placed) = written::text(&blocks);
    let area = |word: &Word| {
        let left = word.area.map(|area| f64::from(area.left) / scale)?;
        let bottom = word.area.map(|area| f64::from(area.bottom) / scale)?;
        let far = |other: &Word| {
            other.area.map_or(f64::INFINITY, |area| {
                (f64::from(area.left) - left).abs() + (f64::from(area.bottom) - bottom).abs()
            })
        };
        // As the engine told it, and not as lines have it.
        scan.words.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?.area
    };
    let words = placed.into_iter().map(|word| Word { area: area(&word), ..word }).collect();
    Scan { text, words, ..scan }
}

/// What stands at one height as one line, parted where it is far apart.
fn beside(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left().total_cmp(&b.left())));
    let mut out: Vec<Line> = Vec::new();
    let usual = usual_gap(&lines);
    for line in lines {
        let parted = line.segments.iter().flat_map(|segment| parted(segment, usual));
        let segments = parted.collect::<Vec<Segment>>();
        match out.last_mut() {
            Some(last) if line.baseline - last.baseline <= SAME * last.size.min(line.size) => {
                last.segments.extend(segments);
                last.segments.sort_by(|a, b| a.left().total_cmp(&b.left()));
            }
            _ => out.push(Line { segments, ..line }),
        }
    }
    out
}

/// How far lines may stand above or below each other that are one, in ems.
const SAME: f64 = 0.3;
/// A gap that sets cells apart, in ems, and against the usual one between words: type may be set wide.
const GAP: f64 = 1.0;
const WIDER: f64 = 3.0;

/// The usual gap between two words of a page.
fn usual_gap(lines: &[Line]) -> f64 {
    let words = lines.iter().flat_map(|line| &line.segments).map(|segment| &segment.words);
    let pairs = words.flat_map(|words| words.iter().zip(words.iter().skip(1)));
    let mut gaps: Vec<f64> = pairs.map(|(a, b)| b.left - a.right).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0)
}

fn parted(segment: &Segment, usual: f64) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for word in &segment.words {
        match out.last_mut() {
            Some(last) if word.left - last.right() <= (GAP * word.size).max(WIDER * usual) => {
                last.words.push(word.clone());
            }
            _ => out.push(Segment { words: vec![word.clone()] }),
        }
    }
    out
}
