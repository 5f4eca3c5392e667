//! Seven bits a letter, as ISO 646 had it in Denmark: `{|}[\]` for æøåÆØÅ.

use gensvar_text::Span;

use super::{after, before, is_danish_letter, is_letter};
use crate::change::Change;

const RULE: &str = "iso-646-dk";
/// How many small letters inside words it takes.
const EVIDENCE: usize = 3;

fn letter(c: char) -> Option<char> {
    Some(match c {
        '{' => 'æ',
        '|' => 'ø',
        '}' => 'å',
        '[' => 'Æ',
        '\\' => 'Ø',
        ']' => 'Å',
        _ => return None,
    })
}

/// Whether a letter of this kind can stand there.
fn stands_for_one(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '{' | '|' | '}' | '[' | '\\' | ']')
}

pub(super) fn changes(text: &str) -> Vec<Change> {
    if !text.contains(['{', '|', '}']) || text.contains(is_danish_letter) {
        return Vec::new();
    }
    let lower =
        |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || matches!(c, '{' | '|' | '}'));
    let (mut inside, mut kinds, mut outside) = (0, [false; 3], 0);
    for (at, mark) in text.match_indices(['{', '|', '}']) {
        let (left, right) = (before(text, at), after(text, at + mark.len()));
        let whole = lower(left) && lower(right)
            || lower(left)
                && right.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | '-'))
            || left.is_some_and(char::is_uppercase) && lower(right);
        if whole {
            inside += 1;
            kinds["{|}".find(mark).unwrap_or(0)] = true;
        } else if !is_letter(right) {
            outside += 1;
        }
    }
    // Code and tables use these too, but not in words, and of words not more than one kind.
    let several = kinds.iter().filter(|&&kind| kind).count() >= 2;
    if inside < EVIDENCE || !several || outside * 4 > inside {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (at, mark) in text.match_indices(['{', '|', '}', '[', '\\', ']']) {
        let Some((c, to)) = mark.chars().next().and_then(|c| Some((c, letter(c)?))) else {
            continue;
        };
        let (left, right) = (before(text, at), after(text, at + 1));
        let of_word = |c: Option<char>| c.is_some_and(stands_for_one);
        let fits = if matches!(c, '{' | '|' | '}') {
            of_word(left) || of_word(right)
        } else {
            let capitals = left.is_some_and(char::is_uppercase)
                && !right.is_some_and(char::is_lowercase)
                || right.is_some_and(char::is_uppercase);
            let begins = !is_letter(left) && is_letter(right);
            // `[skal]` is a bracket.
            let closed = c == '['
                && text[at + 1..].find(['[', ']', '\n']).is_some_and(|inner| {
                    let end = at + 1 + inner;
                    inner <= 200 && text[end..].starts_with(']') && !is_letter(after(text, end + 1))
                });
            // The initial of a name.
            let initial = c == '\\' && left.is_none_or(char::is_whitespace) && right == Some('.');
            (capitals || begins || initial) && !closed
        };
        if fits {
            changes.push(Change::certain(Span::new(at, at + 1), to, RULE));
        }
    }
    changes
}
