//! Quoted-printable that was left in from an e-mail: `=C3=B8`, `=F8`, `=` at line ends.

use gensvar_text::Span;

use super::mojibake::windows_1252;
use super::{after, before, is_danish_letter, is_letter};
use crate::change::Change;

const RULE: &str = "quoted-printable";
/// How long lines may be, and how long they are at least when they are broken.
const WIDTH: usize = 76;
const FULL: usize = 40;

pub(super) fn changes(text: &str) -> Vec<Change> {
    if !text.contains('=') {
        return Vec::new();
    }
    let (mut changes, mut letters, mut at) = (Vec::new(), 0, 0);
    let (mut breaks, mut full) = (0, 0);
    while let Some(next) = text[at..].find('=').map(|i| at + i) {
        let run = run(text, next);
        at = next + 1;
        let Some(run) = run else { continue };
        at = run.end;
        if is_in_link(text, next) {
            continue;
        }
        letters += run.letters;
        breaks += usize::from(run.soft);
        full += usize::from(run.soft && is_full(text, next));
        changes.push(Change::certain(Span::new(next, run.end), run.to, RULE));
    }
    // Letters inside words, or lines broken like this with a letter somewhere. Of breaks alone it
    // takes more, in a text that has nothing else in it, as all that is quoted: code and markup
    // have lines that end like this too.
    let breaks_alone = full >= 3 && text.is_ascii() && text.lines().all(|line| line.len() <= WIDTH);
    if letters >= 2 || letters >= 1 && breaks >= 1 || breaks_alone { changes } else { Vec::new() }
}

/// Letters of Danish texts. `=FALSE` in a formula is no ú.
fn is_letter_here(c: char) -> bool {
    is_danish_letter(c) || matches!(c, 'é' | 'É' | 'ö' | 'ä' | 'ü' | 'è' | 'à')
}

/// Whether the line that ends at `end` is as long as lines are when they are broken.
fn is_full(text: &str, end: usize) -> bool {
    let start = text[..end].rfind('\n').map_or(0, |i| i + 1);
    (FULL..=WIDTH).contains(&(end + 1 - start))
}

/// An encoded stretch.
struct Run {
    end: usize,
    to: String,
    /// How many letters of words it holds.
    letters: usize,
    /// Whether a line was broken in it.
    soft: bool,
}

fn run(text: &str, start: usize) -> Option<Run> {
    let (mut at, mut bytes, mut line_end) = (start, Vec::new(), None);
    loop {
        if let Some(byte) = hex(&text[at..]) {
            bytes.push(byte);
            at += 3;
        } else if let Some(end) = soft(&text[at..]).filter(|_| line_end.is_none()) {
            line_end = Some((end, bytes.len()));
            at += 1 + end.len();
        } else {
            break;
        }
    }
    if at == start {
        return None;
    }
    let (mut to, foreign) = decode(&bytes)?;
    let left = before(text, start);
    let in_word = is_letter(left) || is_letter(after(text, at));
    let letters =
        if in_word && foreign { to.chars().filter(|&c| is_letter_here(c)).count() } else { 0 };
    if !bytes.is_empty()
        && !foreign
        && !bytes.iter().all(|b| b.is_ascii_graphic() || *b == b' ' || *b == b'\t')
    {
        return None;
    }
    let soft = line_end.is_some();
    if let Some((end, _)) = line_end {
        // The number of lines stays: the rest of a broken word comes up, its line end after it.
        let broken = left.is_some_and(|c| !c.is_whitespace()) || !bytes.is_empty();
        if broken {
            let rest = &text[at..];
            let word = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            // A word with more in it is left to the next round.
            if !rest[word..].starts_with('=') {
                to.push_str(&rest[..word]);
                at += word;
                if text[at..].starts_with(' ') {
                    at += 1;
                }
            } else {
                let more = tail(text, at)?;
                to.push_str(&more.0);
                at = more.1;
            }
        }
        to.push_str(end);
        // A line that is empty now ends as it did.
        if broken && text[at..].starts_with(['\n', '\r']) && to.ends_with(end) {
            return Some(Run { end: at, to, letters, soft });
        }
    }
    Some(Run { end: at, to, letters, soft })
}

/// The rest of a word in which more is encoded, decoded, and where it ends.
fn tail(text: &str, start: usize) -> Option<(String, usize)> {
    let (mut out, mut at) = (String::new(), start);
    let mut bytes = Vec::new();
    loop {
        if let Some(byte) = hex(&text[at..]) {
            bytes.push(byte);
            at += 3;
            continue;
        }
        out.push_str(&decode(&std::mem::take(&mut bytes))?.0);
        match after(text, at) {
            Some(c) if !c.is_whitespace() && soft(&text[at..]).is_none() => {
                out.push(c);
                at += c.len_utf8();
            }
            Some(' ') => return Some((out, at + 1)),
            _ => return Some((out, at)),
        }
    }
}

/// The byte that `text` begins with in encoded form.
fn hex(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('=')?.get(..2)?;
    let is_digit = |b: u8| b.is_ascii_digit() || (b'A'..=b'F').contains(&b);
    if !digits.bytes().all(is_digit) {
        return None;
    }
    u8::from_str_radix(digits, 16).ok().filter(|&b| b >= 0x20 || b == b'\t')
}

/// The line end after the `=` that `text` begins with.
fn soft(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix('=')?;
    if rest.starts_with("\r\n") { Some("\r\n") } else { rest.starts_with('\n').then_some("\n") }
}

/// The characters of the bytes, and whether there are others than ASCII among them.
fn decode(bytes: &[u8]) -> Option<(String, bool)> {
    let foreign = !bytes.is_ascii();
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), foreign));
    }
    let text = bytes.iter().map(|&byte| windows_1252(byte)).collect::<Option<String>>()?;
    Some((text, foreign))
}

fn is_in_link(text: &str, at: usize) -> bool {
    let near = text[..at].char_indices().rev().take(200);
    let start = near.take_while(|(_, c)| !c.is_whitespace()).last().map_or(at, |(i, _)| i);
    let word = &text[start..at];
    // `?a=E5`
    let query = word.rsplit_once(['?', '&']).is_some_and(|(_, name)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    });
    word.contains("://") || word.starts_with("www.") || query
}
