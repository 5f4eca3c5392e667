//! A code page of one byte a letter that was read as another: `k›benhavn`, `B°rn`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gensvar_text::Span;

use super::{is_danish_letter, is_letter, line_spans, unescape};
use crate::change::Change;

/// What the letters of one code page look like in another.
#[derive(Debug)]
pub(super) struct Table {
    /// The id of the rule.
    pub(super) rule: &'static str,
    /// What stands in the text and what stood there, longest first.
    pub(super) entries: Vec<(String, char)>,
}

impl Table {
    /// Whether a letter shows that the text around it came through whole: one that this misreading
    /// would have lost. Some code pages have a part of the letters in the same places.
    fn is_spared(&self, letter: char) -> bool {
        is_danish_letter(letter) && self.entries.iter().any(|&(_, to)| to == letter)
    }
}

/// The tables of the data file.
pub(super) fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
        let mut tables: BTreeMap<&'static str, Vec<(String, char)>> = BTreeMap::new();
        for line in include_str!("../../data/encoding/tables.tsv").lines() {
            let mut fields = line.split('\t');
            if let (Some(rule), Some(from), Some(to)) =
                (fields.next(), fields.next(), fields.next())
            {
                let to = to.chars().next().unwrap_or('\u{fffd}');
                tables.entry(rule).or_default().push((unescape(from), to));
            }
        }
        let table = |(rule, mut entries): (_, Vec<(String, char)>)| {
            entries.sort_by_key(|(from, _)| std::cmp::Reverse(from.chars().count()));
            Table { rule, entries }
        };
        tables.into_iter().map(table).collect()
    });
    &TABLES
}

/// Every character that an entry can begin with.
fn is_suspect(c: char) -> bool {
    static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
        let entries = tables().iter().flat_map(|table| &table.entries);
        let mut first: Vec<char> = entries.filter_map(|(from, _)| from.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        first
    });
    !c.is_ascii() && FIRST.binary_search(&c).is_ok()
}

/// How many letters inside words it takes.
const EVIDENCE: usize = 2;

pub(super) fn changes(text: &str) -> Vec<Change> {
    if !text.contains(is_suspect) {
        return Vec::new();
    }
    let found = |table: &Table| {
        let (mut changes, mut evidence) = (Vec::new(), 0);
        for (start, end) in line_spans(text) {
            if text[start..end].contains(is_suspect) {
                evidence += line(text, start, end, table, &mut changes);
            }
        }
        (evidence, changes)
    };
    let best = tables().iter().map(found).max_by(|a, b| {
        // Of two that explain as much, the first in the file.
        a.0.cmp(&b.0).then(std::cmp::Ordering::Greater)
    });
    match best {
        Some((evidence, changes)) if evidence >= EVIDENCE => changes,
        _ => Vec::new(),
    }
}

/// Collects what is to be done in a line; returns how many letters inside words speak for it.
fn line(text: &str, start: usize, end: usize, table: &Table, out: &mut Vec<Change>) -> usize {
    let (mut changes, mut evidence, mut healthy) = (Vec::new(), 0, false);
    let mut at = start;
    while let Some(c) = text[at..end].chars().next() {
        let entry = is_suspect(c)
            .then(|| {
                table.entries.iter().find(|(from, _)| text[at..end].starts_with(from.as_str()))
            })
            .flatten();
        let Some((from, to)) = entry else {
            healthy |= table.is_spared(c);
            at += c.len_utf8();
            continue;
        };
        let span = Span::new(at, at + from.len());
        match fit(from, *to, &text[start..span.start], &text[span.end..end]) {
            Fit::Inside => {
                evidence += 1;
                changes.push(Change::certain(span, *to, table.rule));
            }
            Fit::Edge => changes.push(Change::certain(span, *to, table.rule)),
            Fit::Not => healthy |= table.is_spared(c),
        }
        at = span.end;
    }
    if healthy {
        return 0;
    }
    out.extend(changes);
    evidence
}

enum Fit {
    /// A letter inside a word where nothing else explains what stands there.
    Inside,
    /// It can be, if the rest of the text is damaged like this.
    Edge,
    Not,
}

/// What `from` can be between what stands before and after it in its line.
fn fit(from: &str, to: char, head: &str, tail: &str) -> Fit {
    let (left, right) = (head.chars().next_back(), tail.chars().next());
    let long = from.chars().count() > 1;
    let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if !to.is_alphabetic() {
        // A sign: characters that never stand together, one that stands for itself, a letter of
        // no Danish word at the edge of one, or § or §§ before its number.
        let alone = apart(left) && apart(right);
        let quote = matches!(to, '»' | '«') && !(is_letter(left) && is_letter(right)) && !alone;
        let rest = tail.trim_start_matches(from);
        let number =
            rest.starts_with(|c: char| matches!(c, ' ' | '\u{a0}' | '-') || c.is_ascii_digit());
        let section = to == '§' && number && !is_letter(last_before(head, from));
        return if long || alone || quote || section { Fit::Edge } else { Fit::Not };
    }
    let quote = from.chars().all(|c| "‘’‚„”“'\"".contains(c));
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let both = is_letter(left) && is_letter(right);
    // A capital stands at the beginning or among capitals, a small letter among small ones.
    let case = if to.is_uppercase() {
        !(lower(left) || upper(left) && lower(right))
    } else {
        !(upper(left) && upper(right))
    };
    // What takes the place of a letter must not be one that fits there itself.
    let letter = from.chars().next().filter(|c| !long && c.is_alphabetic());
    let odd = letter.is_none_or(|c| c.is_uppercase() && lower(left) && !to.is_uppercase());
    // For itself stands what never does otherwise, and the initial of a name.
    let never = long || from.chars().all(char::is_control);
    let initial = to.is_uppercase() && apart(left) && right == Some('.');
    match (case, both, quote) {
        (true, true, false) if odd => Fit::Inside,
        (true, _, _) if is_letter(left) || is_letter(right) || never || initial => Fit::Edge,
        _ => Fit::Not,
    }
}

/// The last character before the run of `from` that `head` ends with.
fn last_before(head: &str, from: &str) -> Option<char> {
    head.trim_end_matches(from).chars().next_back()
}
