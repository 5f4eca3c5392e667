//! What a course is called.

use std::ops::Range;

use gensvar_text::Span;
use serde::Deserialize;

use super::index::Directory;
use super::pattern::Table;
use super::tokens::Tokens;
use super::{Found, parse};
use crate::error::DataError;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    nouns: Vec<String>,
    pages: Vec<String>,
    descriptions: Vec<String>,
    said: Vec<String>,
    definite: Vec<String>,
    organisations: Vec<String>,
    joints: Vec<String>,
    ends: Vec<String>,
    times: Vec<String>,
    #[serde(default)]
    example: Vec<Example>,
}

/// A sentence with the name that is read in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the tests run the sentences of the data files"))]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) course: Option<String>,
}

/// Course names, by the words around them.
#[derive(Debug)]
pub(super) struct Courses {
    nouns: Table,
    pages: Table,
    descriptions: Table,
    said: Table,
    /// Teaching that is a certain one: a name in capitals may follow.
    definite: Table,
    /// Who may stand there instead of a name.
    organisations: Table,
    /// Small words within a name.
    joints: Table,
    /// Words that end a description, and those that are no matter: `kurset i maj`.
    ends: Table,
    times: Table,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests run the sentences of the data files")
    )]
    pub(super) examples: Vec<Example>,
}

/// The name of a sentence's course, and all titles in it.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) name: Option<Found<String>>,
    /// Quoted titles of courses: the words in them say nothing of the sentence's own matter.
    pub(super) titles: Vec<Span>,
}

/// How many words a title may have; a longer quotation is what somebody said.
const TITLE_WORDS: usize = 9;

impl Courses {
    pub(super) fn load(file: &str, text: &str) -> Result<Courses, DataError> {
        let raw: Raw = parse(file, text)?;
        let table = |words: &[String]| {
            let mut table = Table::default();
            words.iter().for_each(|w| table.insert(w, ""));
            table
        };
        Ok(Courses {
            nouns: table(&raw.nouns),
            pages: table(&raw.pages),
            descriptions: table(&raw.descriptions),
            said: table(&raw.said),
            definite: table(&raw.definite),
            organisations: table(&raw.organisations),
            joints: table(&raw.joints),
            ends: table(&raw.ends),
            times: table(&raw.times),
            examples: raw.example,
        })
    }

    /// Gives its lists their numbers in the directory.
    pub(super) fn enlist(&self, directory: &mut Directory) {
        for table in [
            &self.nouns,
            &self.pages,
            &self.descriptions,
            &self.said,
            &self.definite,
            &self.organisations,
            &self.joints,
            &self.ends,
            &self.times,
        ] {
            directory.number(table);
        }
    }

    fn is_noun(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        tokens.is_of(at, &self.nouns)
    }

    pub(super) fn read(&self, tokens: &Tokens<'_>) -> Names {
        let mut names = Names::default();
        let mut at = 0;
        while at < tokens.len() {
            let Some(close) = closing(tokens, at) else {
                at += 1;
                continue;
            };
            if self.is_title(tokens, at, close) {
                names.titles.push(tokens.span(at, close + 1));
                let span = trim(tokens.text, tokens.span(at + 1, close));
                if names.name.is_none()
                    && let Some(value) = span.slice(tokens.text)
                {
                    names.name = Some(Found { value: value.to_owned(), span });
                }
                at = close;
            }
            at += 1;
        }
        if names.name.is_none() {
            let named = self.code(tokens).or_else(|| self.capitals(tokens));
            names.titles.extend(named.iter().map(|found| found.span));
            names.name = named.or_else(|| self.description(tokens));
        }
        names
    }

    fn is_title(&self, tokens: &Tokens<'_>, open: usize, close: usize) -> bool {
        let words = (open + 1..close).filter(|&i| tokens.is_word(i)).count();
        if words == 0 || words > TITLE_WORDS {
            return false;
        }
        let first = (open + 1..close).find(|&i| tokens.is_word(i) || tokens.is_digits(i));
        if !first.is_some_and(|i| tokens.is_capital(i) || tokens.is_digits(i)) {
            return false;
        }
        let before = open.checked_sub(1).map_or("", |i| tokens.low(i));
        let is_page = open > 0 && tokens.is_of(open - 1, &self.pages);
        // A whole sentence in the quotation is what somebody said.
        let is_sentence = tokens.low(close.saturating_sub(1)) == ".";
        // After a colon a person speaks, unless a course is named so.
        let is_speech = before == ":" && words > 4 && !tokens.low(open).starts_with('*');
        let is_said = (open + 1..close).any(|i| tokens.is_of(i, &self.said));
        !is_page && !is_sentence && !is_speech && !is_said
    }

    /// `kurset BBU2`, `BBU2-kurset`: letters and digits, or capitals, beside a word for teaching.
    fn code(&self, tokens: &Tokens<'_>) -> Option<Found<String>> {
        (0..tokens.len()).filter(|&at| self.is_noun(tokens, at)).find_map(|noun| {
            let range = code_after(tokens, noun + 1).or_else(|| code_before(tokens, noun))?;
            found(tokens, range.start, range.end)
        })
    }

    /// `kurset Forvaltningsret 1`, `forløbet Ny i Kommunen`: words in capitals after a certain course.
    fn capitals(&self, tokens: &Tokens<'_>) -> Option<Found<String>> {
        let is_name = |i: usize| tokens.is_word(i) && tokens.is_capital(i);
        (1..tokens.len()).find_map(|start| {
            let is_after_noun = self.is_noun(tokens, start - 1)
                && is_name(start)
                && tokens.is_of(start - 1, &self.definite);
            if !is_after_noun || tokens.is_of(start, &self.organisations) {
                return None;
            }
            let mut end = start + 1;
            loop {
                let is_joint = tokens.is_of(end, &self.joints) && is_name(end + 1);
                let is_number = is_number_of_a_name(tokens, end);
                match () {
                    () if is_name(end) || is_number => end += 1,
                    () if is_joint => end += 2,
                    () => break,
                }
            }
            found(tokens, start, end)
        })
    }

    /// `kursus i partshøring for nye sagsbehandlere`, to the next mark or verb.
    fn description(&self, tokens: &Tokens<'_>) -> Option<Found<String>> {
        let noun = (0..tokens.len()).find(|&i| {
            self.is_noun(tokens, i)
                && tokens.is_of(i + 1, &self.descriptions)
                && tokens.is_word(i + 2)
                && !tokens.is_of(i + 2, &self.times)
        })?;
        let is_end = |at: usize| tokens.is_of(at, &self.ends);
        let mut end = noun + 2;
        while end < tokens.len() && end < noun + 9 && tokens.is_word(end) && !is_end(end) {
            end += 1;
        }
        if end == noun + 2 {
            return None;
        }
        // The words run on until a mark; past it, or past eight words, it is no name.
        let is_closed = matches!(tokens.low(end), "." | "," | ";" | ":" | ")" | "?" | "!");
        if end < tokens.len() && !is_closed && !is_end(end) {
            return None;
        }
        // `e-læringskurset` is three tokens.
        let is_hyphened = noun >= 2
            && tokens.is_glued(noun)
            && tokens.low(noun - 1) == "-"
            && tokens.is_glued(noun - 1);
        found(tokens, if is_hyphened { noun - 2 } else { noun }, end)
    }
}

fn found(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<Found<String>> {
    let span = tokens.span(start, end);
    Some(Found { value: span.slice(tokens.text)?.to_owned(), span })
}

/// Whether a token is a word of capitals: `BBU`.
fn is_code(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.get(at).and_then(|t| t.span.slice(tokens.text)).unwrap_or("");
    tokens.is_word(at) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether a token is the number of a course, and counts nothing after it: `Forvaltningsret 1`.
fn is_number_of_a_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_last = at + 1 >= tokens.len() || !tokens.is_digits(at + 1);
    tokens.is_digits(at) && tokens.low(at).len() == 1 && is_last
}

/// `BBU2`, or `BBU 2` where nothing follows that the number could count.
fn code_after(tokens: &Tokens<'_>, at: usize) -> Option<Range<usize>> {
    if !is_code(tokens, at) {
        return None;
    }
    let is_part = tokens.is_digits(at + 1) && tokens.is_glued(at + 1)
        || is_number_of_a_name(tokens, at + 1) && !tokens.is_word(at + 2);
    Some(at..if is_part { at + 2 } else { at + 1 })
}

/// The code before `-kurset`: only one with a number, for offices have such names too.
fn code_before(tokens: &Tokens<'_>, noun: usize) -> Option<Range<usize>> {
    let start = noun.checked_sub(3)?;
    let is_joined = tokens.low(noun - 1) == "-"
        && tokens.is_digits(noun - 2)
        && (noun - 2..=noun).all(|i| tokens.is_glued(i));
    (is_joined && is_code(tokens, start)).then_some(start..noun - 1)
}

/// The token that closes the quotation opened at one.
fn closing(tokens: &Tokens<'_>, open: usize) -> Option<usize> {
    let closers: &[&str] = match tokens.low(open) {
        "»" => &["«"],
        "«" => &["»", "«"],
        "„" => &["“", "”", "\""],
        "“" => &["”", "“", "\""],
        "”" => &["”"],
        "\"" => &["\"", "”", "“"],
        "'" | "‘" if !tokens.is_glued(open) => &["'"],
        "_" if !tokens.is_glued(open) => &["_"],
        "*" if !tokens.is_glued(open) || open == 0 || !tokens.is_word(open - 1) => &["*"],
        _ => return None,
    };
    // What opens stands against the word after it.
    if !tokens.is_glued(open + 1) {
        return None;
    }
    // An apostrophe within a word closes nothing: `HK'ere`.
    let is_within =
        |i: usize| tokens.low(i) == "'" && tokens.is_word(i + 1) && tokens.is_glued(i + 1);
    (open + 1..tokens.len().min(open + 60))
        .find(|&i| closers.contains(&tokens.low(i)) && !is_within(i))
}

/// Takes the marks of emphasis off a title: `"*Jura for nye*"`.
fn trim(text: &str, span: Span) -> Span {
    let Some(inner) = span.slice(text) else { return span };
    let left = inner.len() - inner.trim_start_matches(['*', ' ']).len();
    let right = inner.len() - inner.trim_end_matches(['*', ' ', ',']).len();
    Span::new(span.start + left, span.end - right)
}
