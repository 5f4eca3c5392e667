//! Text that was saved after it had been decoded wrongly.
//!
//! Each kind of damage has a rule, and each rule first looks for evidence in the text or the line:
//! letters that stand inside words where no such letter can stand, and no Danish letter that came
//! through. What undoes one damage may show another beneath it, so the rules go over the text
//! until none finds anything.

mod entities;
mod mojibake;
mod quoted_printable;
mod seven_bit;
mod tables;

use gensvar_text::OffsetMap;

use crate::change::{Change, apply};

/// How often a text was decoded wrongly, at most.
const ROUNDS: usize = 6;

type Rule = fn(&str) -> Vec<Change>;

/// The rules, in the order in which they are tried.
const RULES: [Rule; 5] = [
    quoted_printable::changes,
    entities::changes,
    mojibake::changes,
    tables::changes,
    seven_bit::changes,
];

/// What undoes mojibake, entities and their like in `text`.
pub(crate) fn changes(text: &str) -> Vec<Change> {
    until_still(text, ROUNDS, |text| {
        RULES.iter().map(|rule| rule(text)).find(|changes| !changes.is_empty()).unwrap_or_default()
    })
}

/// All that a stage wants done, asked again after each of its changes until it wants no more.
pub(crate) fn until_still(
    text: &str,
    rounds: usize,
    find: impl Fn(&str) -> Vec<Change>,
) -> Vec<Change> {
    let first = find(text);
    if first.is_empty() {
        return first;
    }
    let (mut current, mut map) = apply(text, &first);
    let mut steps = vec![(first, OffsetMap::identity())];
    for _ in 1..rounds {
        let next = find(&current);
        if next.is_empty() {
            break;
        }
        let (after, step) = apply(&current, &next);
        steps.push((next, map.clone()));
        map = map.then(&step);
        current = after;
    }
    if let [(only, _)] = steps.as_mut_slice() {
        return std::mem::take(only);
    }
    // One change for each stretch; the rule is the first that touched it.
    let mut places: Vec<(usize, usize, &'static str)> = steps
        .iter()
        .flat_map(|(changes, before)| {
            changes.iter().map(|change| {
                let span = before.to_source(change.span);
                (span.start, span.end, change.rule)
            })
        })
        .collect();
    places.sort_by_key(|&(start, ..)| start);
    let mut at = 0;
    map.replaced()
        .filter_map(|(source, target)| {
            while places.get(at).is_some_and(|&(start, ..)| start < source.start) {
                at += 1;
            }
            let rule = places.get(at).map_or("encoding", |&(.., rule)| rule);
            let to = target.slice(&current)?;
            (source.slice(text)? != to).then(|| Change::certain(source, to, rule))
        })
        .collect()
}

/// The Danish letters.
pub(crate) fn is_danish_letter(c: char) -> bool {
    matches!(c, 'æ' | 'ø' | 'å' | 'Æ' | 'Ø' | 'Å')
}

/// The character before a place.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a place.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether a letter stands there.
pub(crate) fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

/// Where each line of the text stands, its line end included.
pub(crate) fn line_spans(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), at)
    })
}

/// Reads `\u{85}` in a data file as the character it stands for.
pub(crate) fn unescape(field: &str) -> String {
    let mut out = String::new();
    let mut rest = field;
    while let Some((head, tail)) = rest.split_once("\\u{") {
        out.push_str(head);
        let (code, tail) = tail.split_once('}').unwrap_or((tail, ""));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests;
