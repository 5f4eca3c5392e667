//! How the language model cuts text into words: the builder and the repair must agree on it.

use crate::format::{NUMBER, SENTENCE};

/// A token of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A word, as it is written: no punctuation around it but a hyphen that suspends it (`børne-`).
    Word(&'a str),
    /// Anything with a digit.
    Number,
    /// A sentence ends here.
    Break,
}

impl<'a> Token<'a> {
    /// What the model counts it as.
    pub fn as_str(&self) -> &'a str {
        match self {
            Token::Word(word) => word,
            Token::Number => NUMBER,
            Token::Break => SENTENCE,
        }
    }
}

/// The part of a token between white space that is the word, as start and length in bytes.
///
/// Punctuation around it is left out; a hyphen at the end stays, where a letter stands before it.
/// What may be a misread letter (`@`, `&`, `£`) counts as part of the word, so that the same cut
/// serves damaged text.
///
/// ```
/// use gensvar_lexicon::tokens::core;
/// let cut = |token: &'static str| { let (start, len) = core(token); &token[start..start + len] };
/// assert_eq!(cut("»børne-«,"), "børne-");
/// assert_eq!(cut("(pd&)"), "pd&");
/// assert_eq!(cut("bl.a."), "bl.a");
/// assert_eq!(cut("–"), "");
/// ```
pub fn core(token: &str) -> (usize, usize) {
    let opens = |c: char| !c.is_alphanumeric() && !is_letterlike(c);
    let closes = |c: char| opens(c) && c != '-';
    let mut start = token.len() - token.trim_start_matches(opens).len();
    // `/Erlig`: half of a capital Æ, which engines read as a stroke and an E.
    if token[..start].ends_with('/') && token[start..].starts_with('E') {
        start -= 1;
    }
    let mut inner = token[start..].trim_end_matches(closes);
    let hyphens = inner.trim_end_matches('-');
    if hyphens.chars().next_back().is_some_and(char::is_alphabetic) {
        inner = &inner[..hyphens.len() + usize::from(inner.len() > hyphens.len())];
    } else {
        inner = hyphens.trim_end_matches(opens);
    }
    (start, inner.len())
}

/// Marks that engines put for letters.
pub fn is_letterlike(c: char) -> bool {
    matches!(
        c,
        '@' | '®'
            | '©'
            | '&'
            | '£'
            | '¢'
            | '€'
            | '$'
            | '{'
            | '}'
            | '|'
            | '\\'
            | '_'
            | '\u{fffd}'
            | '¥'
            | '§'
            | '#'
            | '%'
    )
}

/// The small letter of a capital; anything else as it is.
pub fn lower(letter: char) -> char {
    match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        // Danish letters are met at every turn: the small ones of Latin-1 are known at sight.
        'ß'..='ÿ' => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// Whether a token closes a sentence, given what follows.
pub fn ends_sentence(token: &str, next: Option<&str>) -> bool {
    let mark = token.trim_end_matches(['"', '”', '“', '«', '»', '\'', '’', ')', ']']);
    if mark.ends_with(['!', '?']) {
        return true;
    }
    let first = |token: &str| token.chars().find(|c| c.is_alphanumeric());
    let capital = next.is_none_or(|next| first(next).is_none_or(|c| !c.is_lowercase()));
    // `nr.`, `bl.a.`, `12.` end none, unless a capital follows a word of some length.
    let stem = mark.trim_end_matches('.');
    mark.ends_with('.')
        && capital
        && stem.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !stem.contains('.')
}

/// The words of a token between white space: its core, cut at slashes between words.
pub fn words(token: &str) -> impl Iterator<Item = &str> {
    let (start, len) = core(token);
    let core = &token[start..start + len];
    let slashed =
        core.split('/').all(|part| part.chars().filter(|c| c.is_alphabetic()).count() > 1);
    let mut whole = Some(core).filter(|core| !slashed && !core.is_empty());
    let mut parts = slashed.then(|| core.split('/'));
    std::iter::from_fn(move || whole.take().or_else(|| parts.as_mut()?.next()))
}

/// The tokens of one line of text, as the model counts them.
///
/// ```
/// use gensvar_lexicon::tokens::tokens;
/// let all: Vec<&str> = tokens("I 2024 holdes kurset. Det er børne- og/eller ungerettet.").map(|t| t.as_str()).collect();
/// assert_eq!(all, ["I", "<num>", "holdes", "kurset", "<s>", "Det", "er", "børne-", "og", "eller", "ungerettet", "<s>"]);
/// ```
pub fn tokens(line: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = line.split_whitespace().peekable();
    std::iter::from_fn(move || {
        let token = rest.next()?;
        let end = ends_sentence(token, rest.peek().copied());
        let words = words(token).map(|word| {
            if word.chars().any(|c| c.is_ascii_digit()) { Token::Number } else { Token::Word(word) }
        });
        Some(words.chain(end.then_some(Token::Break)))
    })
    .flatten()
}
