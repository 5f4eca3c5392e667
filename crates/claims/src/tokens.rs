//! A sentence as the rules see it: words and marks with their classes, and the clauses.

use gensvar_text::Span;

use crate::lexicon::{Lexicon, WordInfo};
use crate::memory::Memory;

/// A word or a punctuation mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Where it stands in the sentence's flow text.
    pub span: Span,
    pub info: WordInfo,
    /// Whether it is a mark.
    pub is_mark: bool,
    /// The number of its clause in the sentence.
    pub clause: u16,
}

/// Makes tokens of sentences.
pub(crate) struct Reader<'a> {
    lexicon: &'a Lexicon,
    memory: &'a mut Memory<WordInfo>,
    lower: String,
    starter: u16,
    finite: u16,
    subordinator: u16,
    say: u16,
    relative: u16,
}

/// The word classes that clauses are made with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClauseWords {
    /// Words that open a clause after a comma.
    pub starter: u16,
    /// Finite verbs.
    pub finite: u16,
    /// Words that open a subordinate clause, comma or not.
    pub subordinator: u16,
    /// Verbs of saying.
    pub say: u16,
    /// Words that open a relative clause.
    pub relative: u16,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        clauses: ClauseWords,
        memory: &'a mut Memory<WordInfo>,
    ) -> Self {
        let ClauseWords { starter, finite, subordinator, say, relative } = clauses;
        Reader {
            lexicon,
            memory,
            lower: String::new(),
            starter,
            finite,
            subordinator,
            say,
            relative,
        }
    }

    /// What is known of a word as it is written.
    fn look_up(&mut self, word: &str) -> WordInfo {
        self.lower.clear();
        for c in word.chars() {
            if c.is_ascii() {
                self.lower.push(c.to_ascii_lowercase());
            } else {
                self.lower.extend(c.to_lowercase());
            }
        }
        let number = self.memory.number(&self.lower, |word| self.lexicon.look_up(word));
        self.memory.get(number).copied().unwrap_or_default()
    }

    /// The tokens of a text with their clauses.
    pub(crate) fn read(&mut self, text: &str) -> Vec<Token> {
        self.memory.make_room();
        let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut end = start + c.len_utf8();
            let is_mark = !(c.is_alphanumeric() || c == '§');
            if !is_mark {
                while let Some(&(at, next)) = chars.peek() {
                    let joins = next.is_alphanumeric()
                        || (matches!(
                            next,
                            '-' | '/' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\'' | '’'
                        ) && (text[at + next.len_utf8()..]
                            .starts_with(|c: char| c.is_alphanumeric())
                            || next == '-'))
                        || (matches!(next, '.' | ',')
                            && text[..at].ends_with(|c: char| c.is_ascii_digit())
                            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
                    if !joins {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            }
            let word = &text[start..end];
            tokens.push(Token {
                span: Span::new(start, end),
                info: self.look_up(word),
                is_mark,
                clause: 0,
            });
        }
        self.tell_pronoun(text, &mut tokens);
        self.tell_relative(text, &mut tokens);
        self.number_clauses(text, &mut tokens);
        tokens
    }

    /// A capital `I` is who is spoken to, not the preposition: within a sentence always, at its
    /// beginning where a verb follows. Patterns write it `_i`.
    fn tell_pronoun(&mut self, text: &str, tokens: &mut [Token]) {
        for i in 0..tokens.len() {
            if &text[tokens[i].span.range()] != "I" {
                continue;
            }
            let within =
                i > 0 && (!tokens[i - 1].is_mark || text[tokens[i - 1].span.range()] == *",");
            let verb = tokens
                .get(i + 1)
                .is_some_and(|t| t.info.classes.has(self.finite) || t.info.classes.has(self.say));
            if within || verb {
                tokens[i].info = self.look_up("_i");
            }
        }
    }

    /// `der` opens a relative clause after what it tells of (`dem, der ikke kom`), and only fills a
    /// place after a verb or a word that opens a clause (`findes der`, `at der`, `Der er`).
    fn tell_relative(&self, text: &str, tokens: &mut [Token]) {
        for i in 0..tokens.len() {
            if !tokens[i].info.classes.has(self.relative)
                || !text[tokens[i].span.range()].eq_ignore_ascii_case("der")
            {
                continue;
            }
            let fills = i == 0 || {
                let before = &tokens[i - 1];
                let word = &text[before.span.range()];
                let has = |class| before.info.classes.has(class);
                // A passive that no list knows: `afsendes der`.
                let is_passive = word.ends_with("es") && word.starts_with(char::is_lowercase);
                !before.is_mark && (has(self.finite) || has(self.starter) || is_passive)
                    || before.is_mark && word != ","
            };
            if fills {
                tokens[i].info.classes.remove(self.relative);
            }
        }
    }

    /// A clause ends at strong marks, and at a comma where what follows is a clause of its own:
    /// it begins with a word that opens one, or holds a finite verb.
    fn number_clauses(&self, text: &str, tokens: &mut [Token]) {
        let mut clause: u16 = 0;
        let mut finite_in_clause = false;
        for i in 0..tokens.len() {
            let token = tokens[i];
            if token.is_mark {
                let mark = &text[token.span.range()];
                let ends = match mark {
                    ";" | ":" | "?" | "!" | "–" | "—" | "(" | ")" => true,
                    "-" => true,
                    "," => {
                        let mut finite = false;
                        for (n, next) in tokens[i + 1..].iter().enumerate() {
                            if next.is_mark
                                && matches!(&text[next.span.range()], "," | ";" | ":" | "–" | "(")
                            {
                                break;
                            }
                            if n == 0 && next.info.classes.has(self.starter)
                                || next.info.classes.has(self.finite)
                            {
                                finite = true;
                                break;
                            }
                        }
                        finite
                    }
                    _ => false,
                };
                if ends {
                    tokens[i].clause = clause;
                    clause = u16::saturating_add(clause, 1);
                    finite_in_clause = false;
                    continue;
                }
            }
            finite_in_clause |= token.info.classes.has(self.finite);
            // A word that opens a clause does so without a comma too, as the newer comma rules have
            // it, if the clause so far has its verb.
            if i > 0
                && finite_in_clause
                && !tokens[i - 1].is_mark
                && token.info.classes.has(self.subordinator)
                && tokens[i + 1..].iter().take(8).any(|t| t.info.classes.has(self.finite))
            {
                clause = u16::saturating_add(clause, 1);
                finite_in_clause = false;
            }
            tokens[i].clause = clause;
        }
    }
}
