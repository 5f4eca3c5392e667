//! What a course is called.

use gensvar_text::Span;
use serde::Deserialize;

use super::index::{Directory, Edge, Index};
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
    noun_index: Index<()>,
    pages: Table,
    descriptions: Table,
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
        let nouns = table(&raw.nouns);
        let mut noun_index = Index::default();
        noun_index.insert(&nouns.edges().collect::<Vec<Edge>>(), ());
        Ok(Courses {
            nouns,
            noun_index,
            pages: table(&raw.pages),
            descriptions: table(&raw.descriptions),
            examples: raw.example,
        })
    }

    /// Takes the mark of its nouns in the directory.
    pub(super) fn enlist(&mut self, directory: &mut Directory) {
        directory.enlist(&mut self.noun_index);
    }

    fn is_noun(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        !self.noun_index.is_silent(tokens, Some(at)) && self.nouns.get(tokens.low(at)).is_some()
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
            names.name = self.code(tokens).or_else(|| self.description(tokens));
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
        let is_page = self.pages.get(before).is_some();
        // A whole sentence in the quotation is what somebody said.
        let is_sentence = tokens.low(close.saturating_sub(1)) == ".";
        // After a colon a person speaks, unless a course is named so.
        let is_speech = before == ":" && words > 4 && !tokens.low(open).starts_with('*');
        !is_page && !is_sentence && !is_speech
    }

    /// `kurset BBU2`: letters and digits, or capitals, after a word for teaching.
    fn code(&self, tokens: &Tokens<'_>) -> Option<Found<String>> {
        (1..tokens.len()).find_map(|i| {
            let is_after_noun = self.is_noun(tokens, i - 1);
            if !is_after_noun {
                return None;
            }
            let word = tokens.get(i)?.span.slice(tokens.text)?;
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            if !tokens.is_word(i) || capitals < 2 {
                return None;
            }
            let has_number = tokens.is_digits(i + 1) && tokens.is_glued(i + 1);
            let span = tokens.span(i, if has_number { i + 2 } else { i + 1 });
            Some(Found { value: span.slice(tokens.text)?.to_owned(), span })
        })
    }

    /// `kursus i partshøring for nye sagsbehandlere`, to the next mark or verb.
    fn description(&self, tokens: &Tokens<'_>) -> Option<Found<String>> {
        let noun = (0..tokens.len()).find(|&i| {
            self.is_noun(tokens, i)
                && self.descriptions.get(tokens.low(i + 1)).is_some()
                && tokens.is_word(i + 2)
        })?;
        let mut end = noun + 2;
        while end < tokens.len() && end < noun + 9 && tokens.is_word(end) {
            end += 1;
        }
        // The words run on until a mark; past it, or past eight words, it is no name.
        if end < tokens.len() && !matches!(tokens.low(end), "." | "," | ";" | ":" | ")") {
            return None;
        }
        let span = tokens.span(noun, end);
        Some(Found { value: span.slice(tokens.text)?.to_owned(), span })
    }
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
        "*" if !tokens.is_glued(open) || open == 0 || !tokens.is_word(open - 1) => &["*"],
        _ => return None,
    };
    // What opens stands against the word after it.
    if !tokens.is_glued(open + 1) {
        return None;
    }
    (open + 1..tokens.len().min(open + 60)).find(|&i| closers.contains(&tokens.low(i)))
}

/// Takes the marks of emphasis off a title: `"*Jura for nye*"`.
fn trim(text: &str, span: Span) -> Span {
    let Some(inner) = span.slice(text) else { return span };
    let left = inner.len() - inner.trim_start_matches(['*', ' ']).len();
    let right = inner.len() - inner.trim_end_matches(['*', ' ', ',']).len();
    Span::new(span.start + left, span.end - right)
}
