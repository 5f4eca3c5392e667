//! UTF-8 that was read as Windows-1252 or Latin-1: `Ã¸`, `â€“`.

use gensvar_text::Span;

use super::{after, before, is_danish_letter, is_letter, line_spans};
use crate::change::Change;

const RULE: &str = "utf-8-as-windows-1252";

/// A character that was taken apart.
struct Sequence {
    span: Span,
    to: char,
    /// Whether it is a letter of a word.
    in_word: bool,
}

pub(super) fn changes(text: &str) -> Vec<Change> {
    // All such sequences begin with one of these.
    if !text.contains(is_lead) {
        return Vec::new();
    }
    let mut lines: Vec<(Vec<Sequence>, bool)> = Vec::new();
    for (start, end) in line_spans(text) {
        if text[start..end].contains(is_lead) {
            lines.push(line(text, start, end));
        }
    }
    // A line with Danish letters in it came through whole: what looks damaged there is quoted.
    let whole: usize = lines.iter().filter(|(_, healthy)| !healthy).map(|(s, _)| s.len()).sum();
    lines
        .into_iter()
        .filter(|(found, healthy)| {
            !healthy && (whole > 1 || found.iter().any(|sequence| sequence.in_word))
        })
        .flat_map(|(found, _)| found)
        .map(|sequence| Change::certain(sequence.span, sequence.to, RULE))
        .collect()
}

/// The sequences of a line, and whether Danish letters stand in it besides.
fn line(text: &str, start: usize, end: usize) -> (Vec<Sequence>, bool) {
    let (mut found, mut healthy) = (Vec::new(), false);
    let mut at = start;
    while let Some(c) = text[at..end].chars().next() {
        if let Some((to, len)) = sequence(&text[at..end]) {
            let span = Span::new(at, at + len);
            let neighbours = is_letter(before(text, at).filter(|_| at > start))
                || is_letter(after(&text[..end], at + len));
            found.push(Sequence { span, to, in_word: to.is_alphabetic() && neighbours });
            at += len;
        } else {
            healthy |= is_danish_letter(c);
            at += c.len_utf8();
        }
    }
    (found, healthy)
}

fn is_lead(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Ë' | 'Ì' | 'â' | 'ï')
}

/// The character that the beginning of `text` was made of, and the length of what it became.
fn sequence(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if !is_lead(first) {
        return None;
    }
    let lead = byte(first)?;
    let count = if lead < 0xE0 { 2 } else { 3 };
    let (mut bytes, mut len) = ([0u8; 3], 0);
    let mut chars = text.chars();
    for slot in bytes.iter_mut().take(count) {
        let c = chars.next()?;
        *slot = byte(c)?;
        len += c.len_utf8();
    }
    let to = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    is_plausible(to).then_some((to, len))
}

/// Characters that stand in Danish texts, or that a damage done twice goes over.
fn is_plausible(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}' | 'ˆ' | '˜' | '\u{300}'..='\u{308}' | '\u{30a}' | '\u{327}'
        | '\u{2009}'..='\u{2044}' | 'ﬀ'..='ﬆ' | '€' | '™' | '→' | '←' | '−' | '≤' | '≥' | '✓' | '■' | '●' | '\u{feff}')
}

/// What Windows-1252 has from 0x80 to 0x9F.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The byte that Windows-1252 reads as this character; Latin-1 for those it has nothing for.
fn byte(c: char) -> Option<u8> {
    if ('\u{80}'..='\u{ff}').contains(&c) {
        return u8::try_from(u32::from(c)).ok();
    }
    let at = UPPER.iter().position(|&upper| upper == c)?;
    u8::try_from(0x80 + at).ok()
}

/// The character that Windows-1252 has for a byte, if it has one.
pub(super) fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => Some(UPPER[usize::from(byte) - 0x80]).filter(|c| !c.is_control()),
        _ => Some(char::from(byte)),
    }
}
