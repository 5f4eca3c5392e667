//! Marks that stand for other signs than letters.

use gensvar_text::Span;

use crate::change::Change;
use crate::encoding::is_danish_letter;

const SIGN: &str = "unreadable/sign";
const QUOTE: &str = "unreadable/quotation-mark";
/// A pair of marks around words may be brackets of any kind.
const QUOTE_CONFIDENCE: f64 = 0.8;
const SIGN_CONFIDENCE: f64 = 0.7;
/// A quotation has no more bytes than this.
const QUOTED: usize = 300;

/// Pairs of marks, one before a word and one after the same or a later one.
pub(super) fn quotation_marks(mark: char, edges: &[(bool, usize)]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut open: Option<usize> = None;
    for &(opens, at) in edges {
        if opens {
            open = Some(at);
            continue;
        }
        let Some(start) = open.take().filter(|start| at - start <= QUOTED) else { continue };
        changes.extend([start, at].map(|at| Change {
            span: Span::new(at, at + mark.len_utf8()),
            to: "\"".to_owned(),
            rule: QUOTE,
            confidence: QUOTE_CONFIDENCE,
            alternatives: Vec::new(),
        }));
    }
    changes
}

/// Marks that stand alone: a bullet at the beginning of a line, § before a number, else a dash.
pub(super) fn signs(mark: char, text: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for (at, sign) in text.match_indices(mark) {
        let (head, tail) = (&text[..at], &text[at + sign.len()..]);
        let line = &head[head.rfind('\n').map_or(0, |i| i + 1)..];
        let is_alone = line.chars().next_back().is_none_or(char::is_whitespace)
            && tail.starts_with([' ', '\u{a0}']);
        let rest = tail.lines().next().unwrap_or_default();
        if !is_alone || line.contains(is_danish_letter) || rest.contains(is_danish_letter) {
            continue;
        }
        let begins = |is: fn(char) -> bool| rest.trim_start().starts_with(is);
        let after_number = line.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let to = match () {
            () if line.trim().is_empty() => "•",
            () if begins(|c| c.is_ascii_digit()) && !after_number => "§",
            () => "–",
        };
        let span = Span::new(at, at + sign.len());
        changes.push(Change { confidence: SIGN_CONFIDENCE, ..Change::certain(span, to, SIGN) });
    }
    changes
}
