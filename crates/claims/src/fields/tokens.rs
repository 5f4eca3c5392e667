//! The words, digits and marks of one sentence, which the patterns of the data files run over.

use gensvar_text::Span;

use super::index::{Directory, Marks};
use super::numbers::NumberWords;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// One other character.
    Mark,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where in the sentence.
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Whether it follows the one before without white space.
    pub(super) glued: bool,
    /// Its place in the lower-cased copy.
    low: Span,
}

/// A sentence cut into tokens, each with its lower-cased form.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    lower: String,
    list: Vec<Token>,
    /// The number that begins at each token, and the token after it.
    numbers: Vec<Option<(f64, usize)>>,
    /// Which indexes hold something for each token; empty where no directory was asked.
    marks: Vec<Marks>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str, numbers: &NumberWords) -> Self {
        let mut tokens = Tokens {
            text,
            lower: String::with_capacity(text.len() + 8),
            list: Vec::with_capacity(text.len() / 5 + 4),
            numbers: Vec::new(),
            marks: Vec::new(),
        };
        let mut glued = false;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                glued = false;
                continue;
            }
            // Invisible in print: a word goes on across it.
            if c == '\u{ad}' || c == '\u{feff}' || c == '\u{200b}' {
                continue;
            }
            let kind = if c.is_ascii_digit() {
                TokenKind::Digits
            } else if c.is_alphabetic() || is_combining(c) {
                TokenKind::Word
            } else {
                TokenKind::Mark
            };
            let low_start = tokens.lower.len();
            match c {
                'a'..='z' | '0'..='9' => tokens.lower.push(c),
                // Every dash is one: writers and scanners do not tell them apart.
                '\u{2010}'..='\u{2015}' | '\u{2212}' => tokens.lower.push('-'),
                '\u{2019}' | '\u{b4}' => tokens.lower.push('\''),
                _ => tokens.lower.extend(c.to_lowercase()),
            }
            let (end, low_end) = (at + c.len_utf8(), tokens.lower.len());
            match tokens.list.last_mut() {
                Some(last) if glued && kind != TokenKind::Mark && last.kind == kind => {
                    last.span.end = end;
                    last.low.end = low_end;
                }
                _ => tokens.list.push(Token {
                    span: Span::new(at, end),
                    kind,
                    glued,
                    low: Span::new(low_start, low_end),
                }),
            }
            glued = true;
        }
        tokens.numbers = (0..tokens.len()).map(|i| numbers.at(&tokens, i)).collect();
        tokens
    }

    /// The same with each token looked up in the directory of all indexes.
    pub(super) fn marked(text: &'t str, numbers: &NumberWords, directory: &Directory) -> Self {
        let mut tokens = Tokens::new(text, numbers);
        tokens.marks = (0..tokens.len())
            .map(|i| {
                let is_number = tokens.number(i).is_some();
                directory.marks(tokens.low(i), is_number, tokens.is_digits(i))
            })
            .collect();
        tokens
    }

    /// The indexes that hold something for a token, if that is known.
    pub(super) fn marks(&self, index: usize) -> Option<&Marks> {
        const NONE: &Marks = &Marks::NONE;
        if self.marks.is_empty() { None } else { Some(self.marks.get(index).unwrap_or(NONE)) }
    }

    /// The number that begins at a token, and the token after it.
    pub(super) fn number(&self, index: usize) -> Option<(f64, usize)> {
        self.numbers.get(index).copied().flatten()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The lower-cased token; empty past the end.
    pub(super) fn low(&self, index: usize) -> &str {
        self.list.get(index).and_then(|t| t.low.slice(&self.lower)).unwrap_or("")
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.list.get(index).map(|t| t.kind)
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Word)
    }

    pub(super) fn is_digits(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Digits)
    }

    pub(super) fn is_glued(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|t| t.glued)
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        let word = self.list.get(index).and_then(|t| t.span.slice(self.text));
        word.and_then(|w| w.chars().next()).is_some_and(char::is_uppercase)
    }

    /// From the first byte of one token to the last of the one before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match (self.list.get(start), end.checked_sub(1).and_then(|e| self.list.get(e))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lows(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text, &NumberWords::default());
        (0..tokens.len()).map(|i| tokens.low(i).to_owned()).collect()
    }

    #[test]
    fn words_digits_and_marks_stand_apart() {
        assert_eq!(
            lows("½-dags KURSUS, 1.200"),
            ["½", "-", "dags", "kursus", ",", "1", ".", "200"]
        );
        assert_eq!(lows("team–\u{a0}og"), ["team", "-", "og"]);
        assert!(lows(" \n").is_empty());
    }

    #[test]
    fn spans_lead_back_to_the_sentence() {
        let text = "ÆØÅ İx";
        let tokens = Tokens::new(text, &NumberWords::default());
        assert_eq!(tokens.span(0, tokens.len()).slice(text), Some(text));
        assert!(tokens.get(1).is_some_and(|t| !t.glued));
    }
}
