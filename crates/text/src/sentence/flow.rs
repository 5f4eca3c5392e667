//! The words of a sentence as one line.

use crate::map::OffsetMap;
use crate::span::Span;

use super::lists::lists;

/// Stretches of a text as one line, and the map that leads back.
///
/// The parts stand one after the other with a space between them. Line ends and runs of white
/// space are one space (a lone no-break or thin space stays), a hyphen that only broke a word over a line
/// end is gone, and so are soft hyphens and the `>` before quoted lines.
///
/// The map leads from offsets of the whole text to offsets of the line and back.
///
/// ```
/// use gensvar_text::{Span, flow, sentences};
/// let text = "1. Frister\n\nI Kjø-\nbenhavn tilbydes børne-\nog  ungekurser.";
/// let sentence = &sentences(text)[1];
/// let (line, map) = flow(text, &sentence.parts);
/// assert_eq!(line, "I Kjøbenhavn tilbydes børne- og ungekurser.");
/// let at = line.find("Kjøbenhavn").unwrap();
/// let source = map.to_source(Span::new(at, at + "Kjøbenhavn".len()));
/// assert_eq!(&text[source.range()], "Kjø-\nbenhavn");
/// assert_eq!(map.to_target(source), Span::new(at, at + "Kjøbenhavn".len()));
/// ```
pub fn flow(text: &str, parts: &[Span]) -> (String, OffsetMap) {
    let mut out = String::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + 8);
    let mut edits: Vec<(Span, usize)> = Vec::new();
    // What lies between the last character taken over and the one to come.
    let mut gap_start = 0;
    let mut kept_any = false;
    for part in parts {
        let Some(inner) = part.slice(text) else { continue };
        let mut line_start = true;
        let chars = inner.char_indices().peekable();
        for (i, c) in chars {
            let at = part.start + i;
            if c == '\u{ad}' {
                continue;
            }
            if c.is_whitespace() {
                line_start |= is_line_end(c);
                continue;
            }
            if c == '>' && line_start && kept_any {
                continue;
            }
            line_start = false;
            if gap_start < at || !kept_any {
                let gap = Span::new(gap_start, at);
                if kept_any {
                    close_gap(text, gap, &mut out, &mut edits);
                } else if !gap.is_empty() {
                    edits.push((gap, 0));
                }
            }
            kept_any = true;
            out.push(c);
            gap_start = at + c.len_utf8();
        }
    }
    if gap_start < text.len() {
        edits.push((Span::new(gap_start, text.len()), 0));
    }
    (out, OffsetMap::from_edits(edits))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What stands for a stretch of white space, soft hyphens and left-out text between two words.
fn close_gap(text: &str, gap: Span, out: &mut String, edits: &mut Vec<(Span, usize)>) {
    let inner = &text[gap.range()];
    let mut chars = inner.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && matches!(only, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
    {
        out.push(only);
        return;
    }
    if !inner.contains(char::is_whitespace) {
        // Soft hyphens alone, or nothing between two parts.
        edits.push((gap, 0));
        return;
    }
    let over_line = inner.contains(is_line_end) || inner.contains(|c: char| !c.is_whitespace());
    if over_line && inner.starts_with('\u{ad}') {
        edits.push((gap, 0));
        return;
    }
    match over_line.then(|| hyphen(text, out, gap.end)).flatten() {
        Some(Hyphen::Drop(len)) => {
            out.truncate(out.len() - len);
            edits.push((Span::new(gap.start - len, gap.end), 0));
        }
        Some(Hyphen::Keep) => edits.push((gap, 0)),
        None => {
            out.push(' ');
            edits.push((gap, 1));
        }
    }
}

/// What is done with a hyphen at a line end.
enum Hyphen {
    /// It only broke the word; its length in bytes.
    Drop(usize),
    /// It belongs to the word, which goes on without a space.
    Keep,
}

/// None where no word is broken here: no hyphen, a dash, or a hyphen that stands for the rest of a
/// word that comes later.
fn hyphen(text: &str, before: &str, next: usize) -> Option<Hyphen> {
    let mark = before.chars().next_back()?;
    if !matches!(mark, '-' | '\u{2010}' | '\u{2011}' | '¬') {
        return None;
    }
    let stem = &before[..before.len() - mark.len_utf8()];
    if !stem.ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[next..];
    let first = rest.chars().next()?;
    if !first.is_alphanumeric() {
        return None;
    }
    let word = rest.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    if word.len() <= 16 && lists().after_hyphen.has(word) {
        return None;
    }
    let last = stem
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(stem, |(i, _)| &stem[i..]);
    let capitals = last.chars().all(|c| c.is_uppercase() || c.is_numeric());
    if !first.is_lowercase() || capitals || lists().hyphen_prefixes.has(last) {
        return Some(Hyphen::Keep);
    }
    Some(Hyphen::Drop(mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (line, map) = flow(text, &[Span::new(0, text.len())]);
        assert_eq!(line, expected);
        // Every character of the line leads to one like it.
        for (i, c) in line.char_indices() {
            let source = map.to_source(Span::new(i, i + c.len_utf8()));
            assert!(c == ' ' || text[source.range()].contains(c), "{c:?} in {text:?}");
        }
    }

    #[test]
    fn hyphens_at_line_ends() {
        check("I Kjø-\nbenhavn", "I Kjøbenhavn");
        check("onboarding-\n\nforløb", "onboardingforløb");
        check("børne- \nog ungekurser", "børne- og ungekurser");
        check("team- eller\nafdelingsledere", "team- eller afdelingsledere");
        check("afdelings-\nsamt teamledere", "afdelings- samt teamledere");
        check("et e-\nlæringskursus", "et e-læringskursus");
        check("et it-\r\n  kursus", "et it-kursus");
        check("TMF-\norganisationen", "TMF-organisationen");
        check("Vest-\nJylland", "Vest-Jylland");
        check("Covid-\n19", "Covid-19");
        check("et 2-\ndages kursus", "et 2-dages kursus");
        check("kurset -\nog det er nyt - varer", "kurset - og det er nyt - varer");
        check("ku\u{ad}rset i for\u{ad}\nvaltningsret", "kurset i forvaltningsret");
        check("§\u{a0}7  og\t8", "§\u{a0}7 og 8");
    }

    #[test]
    fn quoted_lines_lose_their_mark() {
        check("kurser i god\n> sagsbehandling\n>> løbende", "kurser i god sagsbehandling løbende");
        check("flere\n> 5 hold", "flere 5 hold");
        check("a > b", "a > b");
    }

    #[test]
    fn parts_are_put_together_and_lead_back() {
        let text = "fastsætte retnings-\n\nSide 2\n\nlinjer for det, og\u{c}mere";
        let parts = [Span::new(0, 20), Span::new(30, text.len())];
        let (line, map) = flow(text, &parts);
        assert_eq!(line, "fastsætte retningslinjer for det, og mere");
        let at = line.find("linjer for").unwrap();
        let source = map.to_source(Span::new(at, at + 10));
        assert_eq!(&text[source.range()], "linjer for");
        assert_eq!(map.to_target(source), Span::new(at, at + 10));
        assert_eq!(flow(text, &[]).0, "");
    }
}
