//! Entities of HTML that were left in: `&oslash;`, `&#248;`, `&amp;`.

use std::sync::LazyLock;

use gensvar_text::Span;

use super::mojibake::windows_1252;
use super::{after, before, is_danish_letter, is_letter, line_spans, unescape};
use crate::change::Change;

const RULE: &str = "html-entity";
/// The longest one: `&frac12;` behind a few `amp;`.
const LONGEST: usize = 40;

/// The names in order, each with its character.
pub(super) fn names() -> &'static [(&'static str, String)] {
    static NAMES: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
        let lines = include_str!("../../data/encoding/entities.tsv").lines();
        lines
            .filter(|line| !line.starts_with("# "))
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, to)| (name, unescape(to)))
            .collect()
    });
    &NAMES
}

pub(super) fn changes(text: &str) -> Vec<Change> {
    if !text.contains('&') {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (start, end) in line_spans(text) {
        line(text, start, end, &mut changes);
    }
    changes
}

fn line(text: &str, start: usize, end: usize, out: &mut Vec<Change>) {
    let mut found: Vec<(Span, char, bool)> = Vec::new();
    for (i, _) in text[start..end].match_indices('&') {
        let at = start + i;
        if found.last().is_some_and(|(span, ..)| at < span.end) {
            continue;
        }
        if let Some((to, len)) = entity(&text[at..end]) {
            let right = after(&text[..end], at + len);
            let left = before(text, at).filter(|_| at > start);
            let in_word = is_letter(left) || is_letter(right);
            found.push((Span::new(at, at + len), to, in_word));
        }
    }
    // Where Danish letters came through, only what is part of a word is damage for sure: the rest
    // may be about entities.
    let healthy = !found.is_empty() && text[start..end].contains(is_danish_letter);
    let links = |span: Span| is_in_link(&text[start..end], span.start - start);
    out.extend(
        found
            .into_iter()
            .filter(|&(span, _, in_word)| (in_word || !healthy) && !links(span))
            .map(|(span, to, _)| Change::certain(span, to, RULE)),
    );
}

/// Whether the place lies in a link, which is left as it is.
fn is_in_link(line: &str, at: usize) -> bool {
    let start = line[..at].rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let word = line.get(start..at).unwrap_or_default();
    word.contains("://") || word.starts_with("www.")
}

/// The character of the entity that `text` begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let mut rest = text.strip_prefix('&')?;
    // Written out twice: `&amp;oslash;`
    while let Some(inner) = rest.strip_prefix("amp;") {
        if name(inner).is_none() {
            break;
        }
        rest = inner;
        if text.len() - rest.len() > LONGEST {
            return None;
        }
    }
    let (to, len) = name(rest)?;
    Some((to, text.len() - rest.len() + len))
}

/// The character of the name that `text` begins with, and the length of the name with its `;`.
fn name(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(..end)?;
    let to = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            match u8::try_from(code) {
                // Meant as Windows-1252 has them, and so browsers show them.
                Ok(byte @ 0x80..=0x9F) => windows_1252(byte)?,
                _ => char::from_u32(code).filter(|c| !c.is_control())?,
            }
        }
        None => {
            let names = names();
            let at = names.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
            names[at].1.chars().next()?
        }
    };
    Some((to, end + 1))
}
