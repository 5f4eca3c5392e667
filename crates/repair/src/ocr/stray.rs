//! Specks on the page that were read as marks.

use gensvar_text::{Span, words};

/// Marks that a speck is read as, each with what would close it.
const OPENING: [(char, [char; 3]); 3] =
    [('‘', ['’', '\'', '‘']), ('\'', ['’', '\'', '’']), ('[', [']', ')', '}'])];
/// A mark may be closed within so many words.
const REACH: usize = 25;

/// Opening marks before a letter that nothing closes.
///
/// ```text
/// forelagt ‘TMF og   → the mark is a speck
/// forløbet ‘Løft 2’  → a quotation
/// ```
pub(crate) fn stray_marks(text: &str) -> Vec<Span> {
    let tokens: Vec<&str> = words(text).map(|word| &text[word.token.range()]).collect();
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let mut letters = token.chars();
        let Some(mark) = letters.next() else { continue };
        let Some((_, closing)) = OPENING.iter().find(|(opening, _)| *opening == mark) else {
            continue;
        };
        if !letters.next().is_some_and(char::is_alphabetic) {
            continue;
        }
        let closes = |token: &&str| token[mark.len_utf8()..].contains(*closing);
        let later = |token: &&str| token.contains(*closing);
        let end = (i + REACH).min(tokens.len());
        if !closes(token) && !tokens[i + 1..end].iter().any(later) {
            let start = token.as_ptr() as usize - text.as_ptr() as usize;
            out.push(Span::new(start, start + mark.len_utf8()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut out = text.to_owned();
        for span in stray_marks(text).into_iter().rev() {
            out.replace_range(span.range(), "");
        }
        out
    }

    #[test]
    fn only_marks_that_nothing_closes_go() {
        assert_eq!(without("sendt til ‘TMF den 3. maj"), "sendt til TMF den 3. maj");
        assert_eq!(without("- [Klagesager og journaler"), "- Klagesager og journaler");
        for kept in ["forløbet ‘Løft 2’ er", "se [bilag 1] her", "den ’gamle’ og '70'erne", "'"]
        {
            assert_eq!(without(kept), kept);
        }
    }
}
