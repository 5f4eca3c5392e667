//! The words, digits and marks of one sentence, which the patterns of the data files run over.

use gensvar_text::Span;

use super::index::{Directory, ListSet, Marks, Memory, Word};
use super::numbers::NumberWords;
use super::pattern::Table;

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
    /// What is known of each token, by its number in the memory.
    words: Vec<u32>,
    memory: &'t Memory,
    /// The lists that have any of them, and the indexes that hold something for any.
    pub(super) anywhere: ListSet,
    pub(super) marks: Marks,
    pub(super) has_number: bool,
    pub(super) has_digits: bool,
}

impl<'t> Tokens<'t> {
    /// The tokens of a text, each looked up in the directory of all lists.
    pub(super) fn new(
        text: &'t str,
        numbers: &NumberWords,
        directory: &Directory,
        memory: &'t mut Memory,
    ) -> Self {
        let mut lower = String::with_capacity(text.len() + 8);
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 5 + 4);
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
            let low_start = lower.len();
            match c {
                'a'..='z' | '0'..='9' => lower.push(c),
                // Every dash is one: writers and scanners do not tell them apart.
                '\u{2010}'..='\u{2015}' | '\u{2212}' => lower.push('-'),
                '\u{2019}' | '\u{b4}' => lower.push('\''),
                _ => lower.extend(c.to_lowercase()),
            }
            let (end, low_end) = (at + c.len_utf8(), lower.len());
            match list.last_mut() {
                Some(last) if glued && kind != TokenKind::Mark && last.kind == kind => {
                    last.span.end = end;
                    last.low.end = low_end;
                }
                _ => list.push(Token {
                    span: Span::new(at, end),
                    kind,
                    glued,
                    low: Span::new(low_start, low_end),
                }),
            }
            glued = true;
        }
        memory.make_room();
        let look_up = |token: &Token| {
            let low = token.low.slice(&lower).unwrap_or_default();
            memory.number(low, |low| directory.look_up(low, numbers))
        };
        let words = list.iter().map(look_up).collect();
        let mut tokens = Tokens {
            text,
            lower,
            list,
            numbers: Vec::new(),
            words,
            memory,
            anywhere: ListSet::default(),
            marks: Marks::default(),
            has_number: false,
            has_digits: false,
        };
        for word in tokens.words.iter().filter_map(|word| tokens.memory.get(*word)) {
            word.lists.iter().for_each(|list| tokens.anywhere.insert(*list));
            tokens.marks.extend(&word.marks);
        }
        tokens.numbers = (0..tokens.len()).map(|i| numbers.at(&tokens, i)).collect();
        tokens.has_number = tokens.numbers.iter().any(Option::is_some);
        tokens.has_digits = tokens.list.iter().any(|token| token.kind == TokenKind::Digits);
        tokens
    }

    /// What is known of a token.
    pub(super) fn word(&self, index: usize) -> Option<&Word> {
        self.memory.get(*self.words.get(index)?)
    }

    /// Whether a token is one of a list that stands in the directory.
    pub(super) fn is_of(&self, index: usize, table: &Table) -> bool {
        let list = table.number.get();
        list.is_some_and(|list| self.word(index).is_some_and(|word| word.is_of(*list)))
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

    /// The token that begins at a byte of the sentence.
    pub(super) fn starting_at(&self, byte: usize) -> Option<usize> {
        self.list.binary_search_by_key(&byte, |token| token.span.start).ok()
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

    fn tokens<'t>(text: &'t str, memory: &'t mut Memory) -> Tokens<'t> {
        Tokens::new(text, &NumberWords::default(), &Directory::default(), memory)
    }

    fn lows(text: &str) -> Vec<String> {
        let mut memory = Memory::default();
        let tokens = tokens(text, &mut memory);
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
        let mut memory = Memory::default();
        let tokens = tokens(text, &mut memory);
        assert_eq!(tokens.span(0, tokens.len()).slice(text), Some(text));
        assert!(tokens.get(1).is_some_and(|t| !t.glued));
    }
}
