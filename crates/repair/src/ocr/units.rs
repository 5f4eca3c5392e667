//! The words of a text as the search takes them.

use gensvar_lexicon::tokens;
use gensvar_text::{Span, words};

use super::search::MARKS;
use super::sureness::Sureness;

/// A word of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    /// Where it stands.
    pub(crate) span: Span,
    /// What may be done to it.
    pub(crate) class: Class,
    /// Whether it begins a sentence or a line, where capitals are usual.
    pub(crate) place: Place,
    /// Whether a sentence ends after it.
    pub(crate) ends: bool,
    /// What the engine's own doubt tells of it.
    pub(crate) sureness: Sureness,
}

impl Unit {
    fn new(span: Span, class: Class, place: Place, ends: bool) -> Unit {
        Unit { span, class, place, ends, sureness: Sureness::default() }
    }
}

/// What may be done to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    /// It is read like any word.
    Word,
    /// It has digits, or is a link or an address: it stays as it came.
    Fixed,
    /// It stands among words of another language: it stays as it came, and tells nothing of how
    /// Danish was read.
    Foreign,
}

/// Where a word stands, as far as capitals are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Place {
    /// First after the end of a sentence.
    Sentence,
    /// First of a paragraph or of an item of a list.
    Block,
    /// First on a line.
    Line,
    /// Within.
    Inside,
}

/// The words of `text`; what `is_known` knows is not cut at hyphens, and nothing at a capital that
/// the engine has the habit of reading for a small letter.
pub(crate) fn units(
    text: &str,
    is_known: impl Fn(&str) -> bool,
    habits: &[(String, String)],
) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut tokens = words(text).map(|word| word.token).peekable();
    let mut at_sentence = false;
    let mut before = 0;
    let mut after_mark = Place::Inside;
    while let Some(span) = tokens.next() {
        let token = &text[span.range()];
        let gap = &text[before..span.start];
        before = span.end;
        // A blank line ends a sentence whatever stands before it.
        let lines = gap.matches('\n').count();
        if lines > 1 || gap.contains('\u{c}') {
            at_sentence = false;
            if let Some(last) = out.last_mut() {
                last.ends = true;
            }
        }
        let mut place = match (at_sentence, lines) {
            (true, _) => Place::Sentence,
            (false, 0) if !out.is_empty() => Place::Inside,
            (false, 1) => Place::Line,
            _ => Place::Block,
        };
        place = place.min(after_mark);
        after_mark = Place::Inside;
        let next = tokens.peek().map(|next| &text[next.range()]);
        let mut ends = tokens::ends_sentence(token, next);
        if is_address(token) {
            out.push(Unit::new(span, Class::Fixed, place, ends));
            at_sentence = ends;
            continue;
        }
        let (from, first) = (out.len(), place);
        for word in outside_tags(token).flat_map(tokens::words) {
            let start = span.start + (word.as_ptr() as usize - token.as_ptr() as usize);
            for (offset, part) in parts(word, &is_known, habits) {
                let span = Span::new(start + offset, start + offset + part.len());
                // `1.` and `(1)` are numbers of a list, `1` may be the word `i`.
                let is_number = digits(part) > 1 || part == "1" && token != "1";
                // Strokes that part a line are no letters.
                let is_rule = part == "|" && parts_line(text, start + offset);
                let class = if is_number || is_rule { Class::Fixed } else { Class::Word };
                out.push(Unit::new(span, class, place, false));
                place = Place::Inside;
            }
        }
        if let Some(last) = out.get_mut(from..).and_then(<[Unit]>::last_mut)
            && let Some(end) = marked(text, last.span, next)
        {
            last.span.end = end;
            ends = false;
        }
        let is_mark = !outside_tags(token).any(|text| text.contains(char::is_alphabetic));
        if is_mark && matches!(first, Place::Block | Place::Line) {
            // What follows a dash or a number at the beginning of a line begins an item.
            after_mark = Place::Block;
        }
        if out.len() > from {
            at_sentence = ends;
            if let Some(last) = out.last_mut() {
                last.ends = ends;
            }
        }
    }
    out
}

/// Whether a place lies in words of another language: the word that holds it or the next one, and
/// where none follows, the last.
pub(crate) fn is_foreign(units: &[Unit], place: Span) -> bool {
    let next = units.partition_point(|unit| unit.span.end <= place.start);
    units.get(next).or(units.last()).is_some_and(|unit| unit.class == Class::Foreign)
}

/// Whether a stroke is one of several on its line.
fn parts_line(text: &str, at: usize) -> bool {
    let is_line_end = |c: &char| *c != '\n';
    let before = text[..at].chars().rev().take(BRACKET).take_while(is_line_end);
    let after = text[at..].chars().take(BRACKET).take_while(is_line_end);
    before.chain(after).filter(|c| *c == '|').count() > 1
}

/// A bracket is closed within so many characters.
const BRACKET: usize = 300;

/// The end of a word with a mark after it where no such mark ends anything: the next word goes on
/// in small letters, and no bracket was opened.
fn marked(text: &str, word: Span, next: Option<&str>) -> Option<usize> {
    let rest = &text[word.end..];
    let mark = rest.chars().next().filter(|mark| MARKS.contains(mark))?;
    let end = word.end + mark.len_utf8();
    let goes_on = rest[mark.len_utf8()..].starts_with(' ')
        && next.is_some_and(|next| next.starts_with(char::is_lowercase));
    let before = text[..word.start].chars().rev().take(BRACKET).take_while(|c| *c != '\n');
    let is_open = mark == ']' && before.into_iter().any(|c| c == '[');
    (goes_on && !is_open && text[word.range()].chars().all(char::is_alphabetic)).then_some(end)
}

fn digits(word: &str) -> usize {
    word.chars().filter(char::is_ascii_digit).count()
}

/// What stands outside tags: `<b>` and `</b>` are no words, `BELØB` in `<b>BELØB</b>` is one.
fn outside_tags(token: &str) -> impl Iterator<Item = &str> {
    let is_markup = token.contains('<') && token.contains('>');
    let pieces = token.split(if is_markup { '<' } else { '\0' });
    pieces.enumerate().filter_map(move |(i, piece)| {
        if !is_markup || i == 0 {
            return Some(piece);
        }
        piece.split_once('>').map(|(_, text)| text)
    })
}

/// Links, e-mail addresses and code are not prose.
fn is_address(token: &str) -> bool {
    let inner_at = token.find('@').is_some_and(|at| {
        let host = &token[at + 1..];
        at > 0 && host.trim_end_matches('.').contains('.')
    });
    let is_code = |text: &str| text.contains(['(', '{', ';', '=']);
    let code = token.contains('<') && token.contains('>') && outside_tags(token).any(is_code);
    inner_at || code || token.contains("://") || token.to_ascii_lowercase().starts_with("www.")
}

/// A word cut at its hyphens, unless it is known as it stands, and where a capital begins a new
/// word (`Jur.Koordinator`, `SagsbehandlerBibliotek`); a hyphen at the end stays with what is
/// before it.
fn parts<'a>(
    word: &'a str,
    is_known: &impl Fn(&str) -> bool,
    habits: &[(String, String)],
) -> Vec<(usize, &'a str)> {
    if digits(word) > 1 || is_known(word) {
        return vec![(0, word)];
    }
    let mut out = Vec::new();
    let mut start = 0;
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    for (i, &(at, letter)) in letters.iter().enumerate() {
        let next = |n: usize| letters.get(i + n).map(|&(_, c)| c);
        let word_follows = next(1).is_some_and(char::is_uppercase)
            && next(2).is_some_and(char::is_lowercase)
            && next(3).is_some_and(char::is_lowercase);
        let is_last = i + 1 == letters.len();
        if letter == '-' && !is_last || letter == '.' && word_follows {
            out.push((start, &word[start..at]));
            start = at + 1;
            // `BBU-brush-up`: what is left may be known as it stands.
            if is_known(&word[start..]) {
                break;
            }
        } else if letter.is_lowercase() && word_follows && i >= 2 {
            let end = at + letter.len_utf8();
            // `BorgerrAdgiveren`: neither half is a word.
            if !is_known(&word[start..end]) && !is_known(&word[end..]) {
                continue;
            }
            let is_habit = |(_, read): &(String, String)| {
                let from = read.find(char::is_uppercase).and_then(|lead| end.checked_sub(lead));
                from.and_then(|from| word.get(from..)).is_some_and(|rest| rest.starts_with(read))
            };
            if habits.iter().any(is_habit) {
                continue;
            }
            out.push((start, &word[start..end]));
            start = end;
        }
    }
    out.push((start, &word[start..]));
    out.retain(|(_, part)| !part.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        units(text, |word| ["e-læring", "Bibliotek"].contains(&word), &[])
            .iter()
            .map(|unit| {
                let fixed = if unit.class != Class::Word { "!" } else { "" };
                let end = if unit.ends { "." } else { "" };
                format!("{fixed}{}{end}", &text[unit.span.range()])
            })
            .collect()
    }

    #[test]
    fn words_are_cut_as_the_model_cuts_them() {
        assert_eq!(cut("Bgrne- og Ungdoms."), ["Bgrne-", "og", "Ungdoms."]);
        assert_eq!(cut("e-læring, BBU-kurset"), ["e-læring", "BBU", "kurset"]);
        assert_eq!(cut("elever/foreldre (pd&)"), ["elever", "foreldre", "pd&"]);
        assert_eq!(cut("BBU-e-læring"), ["BBU", "e-læring"]);
        assert_eq!(cut("Jur.Koordinatgren"), ["Jur", "Koordinatgren"]);
        assert_eq!(cut("SagsbehandierBibliotek m.v."), ["Sagsbehandier", "Bibliotek", "m.v"]);
        assert_eq!(cut("<b>BELØB</b> <br/>er a<b og b>a"), ["BELØB", "er", "a<b", "og", "b>a"]);
        assert_eq!(cut("<script>f('hej')</script> her"), ["!<script>f('hej')</script>", "her"]);
        assert_eq!(cut("BorgerrAdgiveren"), ["BorgerrAdgiveren"]);
        assert_eq!(
            cut("en fej! i sagen [se ti] her"),
            ["en", "fej!", "i", "sagen", "se", "ti", "her"]
        );
        assert_eq!(cut("Pas på! Det er nyt"), ["Pas", "på.", "Det", "er", "nyt"]);
        assert_eq!(cut("skriv til a@b.dk 12.5 i1"), ["skriv", "til", "!a@b.dk", "!12.5", "i1"]);
    }
}
