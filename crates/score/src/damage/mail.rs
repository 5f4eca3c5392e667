//! What mail programs and web pages leave in text that was saved raw.

use std::fmt::Write as _;

use super::code_pages::WINDOWS_1252;

/// No line of a mail is longer.
const WIDTH: usize = 76;

pub(super) fn quoted_printable_utf_8(text: &str) -> String {
    quoted_printable(text, |c, out| {
        let mut bytes = [0; 4];
        out.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
    })
}

/// The text as Windows-1252 can hold it, and that quoted.
pub(super) fn quoted_printable_latin_1(text: &str) -> (String, String) {
    let gold = WINDOWS_1252.best_fit(text);
    let damaged = quoted_printable(&gold, |c, out| out.push(WINDOWS_1252.byte(c)));
    (gold, damaged)
}

fn quoted_printable(text: &str, encode: impl Fn(char, &mut Vec<u8>)) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut width, mut bytes, mut piece) = (0, Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '\n' | '\r') {
            out.push(c);
            width = 0;
            continue;
        }
        piece.clear();
        let last = chars.peek().is_none_or(|next| matches!(next, '\n' | '\r'));
        if c.is_ascii() && c != '=' && !(last && c == ' ') {
            piece.push(c);
        } else {
            bytes.clear();
            if c.is_ascii() {
                bytes.push(c as u8)
            } else {
                encode(c, &mut bytes)
            }
            for byte in &bytes {
                let _ = write!(piece, "={byte:02X}");
            }
        }
        if width + piece.len() > WIDTH - usize::from(!last) {
            out.push_str("=\n");
            width = 0;
        }
        out.push_str(&piece);
        width += piece.len();
    }
    out
}

pub(super) fn entities_named(text: &str) -> String {
    entities(text, |c| {
        Some(match c {
            'æ' => "aelig",
            'ø' => "oslash",
            'å' => "aring",
            'Æ' => "AElig",
            'Ø' => "Oslash",
            'Å' => "Aring",
            'é' => "eacute",
            'É' => "Eacute",
            '»' => "raquo",
            '«' => "laquo",
            '–' => "ndash",
            '•' => "bull",
            '·' => "middot",
            '§' => "sect",
            '&' => "amp",
            _ => return None,
        })
    })
}

pub(super) fn entities_numeric(text: &str) -> String {
    entities(text, |c| (c == '&').then_some("amp"))
}

fn entities(text: &str, name: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        let _ = match name(c) {
            Some(name) => write!(out, "&{name};"),
            None if c.is_ascii() => write!(out, "{c}"),
            None => write!(out, "&#{};", u32::from(c)),
        };
    }
    out
}
