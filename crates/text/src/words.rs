use crate::span::Span;

/// A token between white space, and the part of it that is the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// All of the token, brackets and full stops included.
    pub token: Span,
    /// The token without the punctuation around it; empty for a token of punctuation alone.
    pub core: Span,
}

/// The words of a text in order, with the white space between them left out.
///
/// ```
/// use gensvar_text::words;
/// let text = "»Kurset« (jf. § 3) er i 2-dages form.";
/// let cores: Vec<&str> = words(text).map(|w| &text[w.core.range()]).collect();
/// assert_eq!(cores, ["Kurset", "jf", "", "3", "er", "i", "2-dages", "form"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |len| start + len);
        at = end;
        let token = &text[start..end];
        let is_mark = |c: char| !c.is_alphanumeric();
        let core_start = start + token.find(|c| !is_mark(c)).unwrap_or(token.len());
        let core_end = core_start + text[core_start..end].trim_end_matches(is_mark).len();
        Some(Word { token: Span::new(start, end), core: Span::new(core_start, core_end) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_what_stands_between_white_space() {
        let text = "\u{c}Kl. 9\u{a0}–\u{2009}12,  (ca.)\n";
        let tokens: Vec<&str> = words(text).map(|w| &text[w.token.range()]).collect();
        assert_eq!(tokens, ["Kl.", "9", "–", "12,", "(ca.)"]);
        assert_eq!(words("").count(), 0);
        assert_eq!(words(" \n ").count(), 0);
    }
}
