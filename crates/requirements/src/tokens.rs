//! Tokens of a sentence as phrases see them: words in lower case, numbers, and marks one by one.

/// The tokens of one sentence; kept and read into again, so that nothing is allocated anew.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// The sentence in lower case.
    pub lower: String,
    pub list: Vec<Token>,
}

/// A token's place in [`Tokens::lower`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
}

impl Tokens {
    /// Takes a sentence in.
    ///
    /// Inside a word, hyphens, apostrophes and the marks of numbers and dates (`1/4-2026`) belong
    /// to it; a hyphen after it too (`team- og`). Every other mark is a token of its own.
    pub(crate) fn read(&mut self, text: &str) {
        self.lower.clear();
        self.list.clear();
        for c in text.chars() {
            if c.is_ascii() {
                self.lower.push(c.to_ascii_lowercase());
            } else {
                self.lower.extend(c.to_lowercase());
            }
        }
        let mut chars = self.lower.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let mut end = start + first.len_utf8();
            if !first.is_alphanumeric() {
                self.list.push(Token { start, end });
                continue;
            }
            let mut last = first;
            while let Some(&(at, c)) = chars.peek() {
                let joins = match c {
                    '-' | '\'' | '’' => true,
                    '.' | ',' | '/' | ':' => {
                        last.is_numeric()
                            && self.lower[at + 1..].chars().next().is_some_and(char::is_numeric)
                    }
                    c => c.is_alphanumeric(),
                };
                if !joins {
                    break;
                }
                last = c;
                end = at + c.len_utf8();
                chars.next();
            }
            self.list.push(Token { start, end });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks() {
        let mut tokens = Tokens::default();
        tokens.read("»Team- og E-læring«, fra 1/4-2026: BUF's 2.000 kr.");
        let texts: Vec<&str> = tokens.list.iter().map(|t| &tokens.lower[t.start..t.end]).collect();
        assert_eq!(
            texts,
            [
                "»",
                "team-",
                "og",
                "e-læring",
                "«",
                ",",
                "fra",
                "1/4-2026",
                ":",
                "buf's",
                "2.000",
                "kr",
                "."
            ]
        );
    }
}
