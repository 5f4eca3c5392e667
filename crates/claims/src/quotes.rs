//! Quotations that go on over several sentences: who says what stands inside was named before they
//! opened.

use crate::line::Line;
use crate::model::Speaker;

/// A sentence, or the beginning of one, that stands in a quotation opened in an earlier sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quoted {
    /// Who is quoted.
    pub speaker: Speaker,
    /// Whose words or teaching they are about.
    pub agency: Option<String>,
    /// The token before which it opens, in its sentence.
    pub token: usize,
    /// The token of this sentence before which the quotation ends.
    pub until: usize,
}

/// A quotation goes on for so many sentences at most; more is a mark that was forgotten.
const MOST: usize = 14;

/// Marks that open or close a quotation. Danish print has »…«, „…“ and ”…”, and «…» as well.
pub(crate) fn is_mark(text: &str) -> bool {
    matches!(text, "\"" | "»" | "«" | "“" | "”" | "„")
}

/// A reply that is quoted whole has so many lines at most.
const LONGEST: usize = 120;

/// A reply that a letter quotes whole, with its headings and its signature: from the line that it
/// opens in to the one that it ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub first: usize,
    pub last: usize,
}

impl Block {
    pub(crate) fn holds(&self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// The block that a line stands in; they stand in order.
pub(crate) fn block_at(blocks: &[Block], line: usize) -> Option<&Block> {
    let block = blocks.get(blocks.partition_point(|block| block.last < line))?;
    block.holds(line).then_some(block)
}

/// The replies that are quoted whole: each opens at the beginning of a line, below one that leads
/// in with a colon, goes on over lines, and ends with a line.
pub(crate) fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for first in 1..lines.len() {
        let is_led_in = lines[first - 1].flow.ends_with(':');
        if !is_led_in || out.last().is_some_and(|block| block.holds(first)) {
            continue;
        }
        let Some(opens) =
            lines[first].flow.chars().find(|c| !matches!(c, '(' | ')' | '.' | '…' | ' '))
        else {
            continue;
        };
        let Some(closes) = closing(opens) else { continue };
        let mut depth = 0i32;
        for (last, line) in lines.iter().enumerate().skip(first).take(LONGEST) {
            for c in line.flow.chars() {
                // A straight mark opens what it does not close.
                depth += match (c == opens, closes.contains(&c)) {
                    (true, true) => 1 - 2 * (depth % 2),
                    (true, false) => 1,
                    (false, true) => -1,
                    (false, false) => 0,
                };
            }
            if depth <= 0 {
                if last > first && line.flow.trim_end_matches('.').ends_with(closes) {
                    out.push(Block { first, last });
                }
                break;
            }
        }
    }
    out
}

/// What closes a quotation that a mark opens.
fn closing(opens: char) -> Option<&'static [char]> {
    match opens {
        '»' => Some(&['«']),
        '«' => Some(&['»']),
        '„' => Some(&['“', '”']),
        '“' => Some(&['”']),
        '”' => Some(&['”']),
        '"' => Some(&['"']),
        _ => None,
    }
}

/// For each sentence the quotation that it begins inside of: the sentence and token where that
/// opened, and the token where it ends.
pub(crate) fn over_sentences(lines: &[Line]) -> Vec<Option<(usize, usize, usize)>> {
    let mut out = vec![None; lines.len()];
    let mut open: Option<(usize, usize)> = None;
    for (i, line) in lines.iter().enumerate() {
        if !line.is_said() {
            continue;
        }
        let opened_before = open;
        let mut closed_at = None;
        for (at, token) in line.tokens.iter().enumerate() {
            let mark = &line.flow[token.span.range()];
            if !token.is_mark || !is_mark(mark) {
                continue;
            }
            let before = line.flow[..token.span.start].chars().next_back();
            let after = line.flow[token.span.end..].chars().next();
            let may_open = before.is_none_or(|c| c.is_whitespace() || c == '(')
                && after.is_some_and(|c| !c.is_whitespace());
            if open.is_some() && !(may_open && at > 0) {
                if opened_before.is_some() && closed_at.is_none() {
                    closed_at = Some(at);
                }
                open = None;
            } else if may_open {
                open = Some((i, at));
            }
        }
        if let Some((from, token)) = opened_before {
            out[i] = Some((from, token, closed_at.unwrap_or(line.tokens.len())));
        }
        // One that is not closed is none.
        if let Some((from, _)) = open.filter(|(from, _)| i - from >= MOST) {
            out[from + 1..=i].fill(None);
            open = None;
        }
    }
    if let Some((from, _)) = open {
        out[from + 1..].fill(None);
    }
    out
}
