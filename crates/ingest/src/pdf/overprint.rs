//! Large words laid across the text: "copy", "draft".

use super::layout::MOST_LINES;
use super::lines::Line;

/// How much larger than the text they are.
const LARGE: f64 = 1.8;

/// The lines without those that lie across others, and how many characters were left out.
pub(super) fn without(lines: Vec<Line>) -> (Vec<Line>, usize) {
    if lines.len() > MOST_LINES {
        return (lines, 0);
    }
    let lies_across: Vec<bool> = lines.iter().map(|line| lies_across(line, &lines)).collect();
    let mut left_out = 0;
    let mut kept = Vec::with_capacity(lines.len());
    for (line, lies_across) in lines.into_iter().zip(lies_across) {
        if lies_across {
            left_out += line.text().chars().filter(|c| !c.is_whitespace()).count();
        } else {
            kept.push(line);
        }
    }
    (kept, left_out)
}

fn lies_across(line: &Line, lines: &[Line]) -> bool {
    let top = line.baseline - 0.7 * line.size;
    lines.iter().any(|other| {
        let middle = other.baseline - 0.3 * other.size;
        line.size > LARGE * other.size
            && middle > top
            && middle < line.baseline
            && other
                .segments
                .iter()
                .any(|segment| segment.left() < line.right() && line.left() < segment.right())
    })
}
