//! Where a sentence ends in running text.

use super::line::{is_closer, is_opener};
use super::lists::{Lists, lists};

/// The offsets in `line` after which a new sentence begins; the end of the line is none of them.
///
/// `line` is text without line ends, as `flow` gives it.
pub(super) fn ends(line: &str) -> Vec<usize> {
    let lists = lists();
    let mut out = Vec::new();
    let mut tokens = tokens(line).peekable();
    let mut before: Option<&str> = None;
    // How many tokens of the sentence stand before this one.
    let mut place = 0;
    while let Some((start, token)) = tokens.next() {
        inside_token(token, start, &mut out);
        let Some(&(_, next)) = tokens.peek() else { break };
        if is_end(&Place { lists, before, token, next, place, after: &line[start + token.len()..] })
        {
            let mut end = start + token.len();
            // A closing quote set off by a space.
            if is_lone_closer(next) && quotes(&line[out.last().copied().unwrap_or(0)..end]) % 2 == 1
            {
                end += line[end..].find(next).unwrap_or(0) + next.len();
                tokens.next();
            }
            out.push(end);
            place = 0;
            before = None;
        } else {
            before = Some(token);
            place += 1;
        }
    }
    out
}

fn tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split_whitespace().map(|token| (token.as_ptr() as usize - line.as_ptr() as usize, token))
}

fn quotes(text: &str) -> usize {
    // Only what is near can be open.
    text.chars().rev().take(600).filter(|c| matches!(c, '"' | '”' | '“' | '„' | '»' | '«')).count()
}

fn is_lone_closer(token: &str) -> bool {
    matches!(token, "\"" | "”" | "“" | "«" | "''")
}

/// A token and what stands around it.
struct Place<'l> {
    lists: &'l Lists,
    before: Option<&'l str>,
    token: &'l str,
    next: &'l str,
    place: usize,
    /// All that follows.
    after: &'l str,
}

fn is_end(at: &Place<'_>) -> bool {
    if at.token.ends_with(',') {
        return misread_comma(at);
    }
    let bare = at.token.trim_end_matches(is_closer);
    let closed = bare.len() < at.token.len();
    let Some(mark) = bare.chars().next_back() else { return false };
    if !matches!(mark, '.' | '?' | '!' | '…') {
        return false;
    }
    // Left-out text, `(...)`, is no end of its own.
    let word = bare.trim_start_matches(is_opener);
    if closed && word.chars().all(|c| matches!(c, '.' | '…')) {
        return false;
    }
    // What the sentence after this would begin with.
    let mut next = at.next;
    if matches!(next, "-" | "–" | "—" | "•") {
        next = at.after.split_whitespace().nth(1).unwrap_or_default();
    }
    let begin = begin(next, at.lists);
    if begin == Begin::Lower && !(mark == '.' && !closed && informal(at, word, next)) {
        return false;
    }
    match mark {
        '?' | '!' => begin != Begin::Nothing,
        '…' => begin == Begin::Upper,
        _ if word.ends_with("...") || word.ends_with("..") && word.len() == 2 => {
            begin == Begin::Upper
        }
        _ => full_stop(at, word, closed, next, begin),
    }
}

/// How the next token begins, quotes and brackets aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Upper,
    Lower,
    Digit,
    /// `(...)`, `[…]`, `§`
    Sign,
    Nothing,
}

fn begin(next: &str, lists: &Lists) -> Begin {
    let inner = next.trim_start_matches(is_opener);
    let Some(first) = inner.chars().next() else { return Begin::Nothing };
    // OCR reads I as l or a stroke.
    if matches!(inner, "l" | "|" | "¡") {
        return Begin::Upper;
    }
    if first.is_lowercase() {
        // `e-læring` has no capital where it begins a sentence.
        let small =
            inner.strip_prefix("e-").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        return if small && !lists.inside.has(next) { Begin::Upper } else { Begin::Lower };
    }
    if first.is_alphabetic() {
        Begin::Upper
    } else if first.is_numeric() {
        Begin::Digit
    } else if matches!(first, '.' | '…' | '§') {
        Begin::Sign
    } else if matches!(first, ',' | ';' | ':' | '-' | '–' | '/' | ')' | '=' | '+' | '<' | '>') {
        Begin::Nothing
    } else {
        Begin::Sign
    }
}

/// A sentence that begins with a small letter, as some write e-mails, and as OCR reads `V` and `S`.
fn informal(at: &Place<'_>, word: &str, next: &str) -> bool {
    let lists = at.lists;
    let stem = word.trim_end_matches('.');
    let small = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut letters = stem.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return false };
    if !stem.chars().all(char::is_lowercase)
        || !stem.contains(is_vowel)
        || lists.inside.has(word)
        || lists.either.has(word)
    {
        return false;
    }
    // After a number it may be a unit, misread or unknown.
    if at.before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    // A word cut short ends before a vowel, a word with an ending in one or after one.
    let whole = letters.next().is_some()
        && (is_vowel(last)
            || before == 'e' && matches!(last, 't' | 'n' | 'r' | 's')
            || stem.len() >= 6 && (is_vowel(before) || before == 'n' && last == 'g'));
    whole && small.len() > 1 || lists.starters.has(small)
}

/// A full stop that OCR read as a comma: a word that is no name begins with a capital after it.
fn misread_comma(at: &Place<'_>) -> bool {
    let word = at.token.trim_end_matches(',');
    let next = at.next.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.len() > 1
        && word.chars().all(|c| c.is_lowercase() || c.is_numeric())
        && next.starts_with(char::is_uppercase)
        && next.chars().skip(1).all(char::is_lowercase)
        && next.chars().count() > 1
        && at.place >= 3
        && at.lists.starters.has(next)
}

fn full_stop(at: &Place<'_>, word: &str, closed: bool, next: &str, begin: Begin) -> bool {
    let lists = at.lists;
    let stem = word.trim_end_matches('.');
    if begin == Begin::Nothing {
        return false;
    }
    if stem.is_empty() {
        // A full stop set off by a space.
        return begin == Begin::Upper;
    }
    let letters = stem.chars().count();
    // `HR.` is no `hr.`, but `NR. 5` stands in a line of capitals.
    let capitals = letters > 1 && stem.chars().all(char::is_uppercase) && begin != Begin::Digit;
    if capitals {
        return begin == Begin::Upper;
    }
    // The closing bracket or quote after an abbreviation's full stop changes nothing for it.
    if lists.inside.has(word) {
        return false;
    }
    // `P.S.`, `a.m.b.a.`: after a slash or hyphen the last part counts.
    let tail = stem.rsplit(['/', '-', '–']).next().unwrap_or(stem);
    if tail.len() < stem.len() && lists.inside.has(&word[stem.len() - tail.len()..]) {
        return false;
    }
    let unit = lists.units.has(word);
    if lists.either.has(word) {
        return match begin {
            Begin::Upper => !is_currency(next),
            Begin::Digit => !unit,
            Begin::Sign => closed || !unit,
            _ => false,
        };
    }
    if stem.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '/' | ':' | '%' | '½' | '¼')
    }) {
        return number_ends(at, stem, next, begin);
    }
    if letters == 1 && stem.chars().all(char::is_alphabetic) {
        return letter_ends(at, stem, begin);
    }
    // `31A.`, `2b.`, and dotted abbreviations nobody listed.
    if stem.contains('.')
        && stem
            .split('.')
            .all(|part| part.chars().count() <= 3 && part.chars().all(char::is_alphabetic))
    {
        return begin == Begin::Upper && at.place > 0;
    }
    // An unknown abbreviation has no vowel.
    if begin == Begin::Digit
        && letters <= 4
        && !stem.contains(is_vowel)
        && stem.chars().all(char::is_lowercase)
    {
        return false;
    }
    // `iv. Baggrund` at the beginning is a number.
    if at.place == 0
        && letters <= 4
        && stem.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'))
    {
        return false;
    }
    true
}

fn is_vowel(c: char) -> bool {
    matches!(
        c.to_ascii_lowercase(),
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'æ'
            | 'ø'
            | 'å'
            | 'Æ'
            | 'Ø'
            | 'Å'
            | 'é'
            | 'ö'
            | 'ä'
            | 'ü'
    )
}

fn is_currency(next: &str) -> bool {
    matches!(
        next.trim_end_matches(|c: char| !c.is_alphanumeric()),
        "DKK" | "EUR" | "USD" | "SEK" | "NOK" | "GBP" | "Kr" | "KR"
    )
}

/// A number with a full stop: an ordinal, the number of an item, or the end.
fn number_ends(at: &Place<'_>, stem: &str, next: &str, begin: Begin) -> bool {
    let lists = at.lists;
    let word = next
        .trim_start_matches(is_opener)
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let before = at.before.map(|before| before.trim_start_matches(is_opener));
    let numbers_something = match at.place {
        0 => true,
        1 => before.is_some_and(|before| lists.numbered.has_damaged(before)),
        _ => false,
    };
    let year = stem.len() == 4 && stem.bytes().all(|b| b.is_ascii_digit());
    if numbers_something && !year {
        return false;
    }
    let ordinal = stem.len() <= 2 || stem.contains(['-', '–']) && stem.len() <= 5;
    // Written with a capital only months are still taken for one.
    let small = word.starts_with(char::is_lowercase);
    if ordinal && lists.ordinals.has(word) && (small || lists.dates.has(word)) {
        return false;
    }
    match begin {
        Begin::Upper => !(ordinal && before.is_some_and(|before| lists.regents.has(before))),
        Begin::Digit => year || stem.len() > 2 && stem.contains(['.', ',', '/', '-']),
        Begin::Sign => stem.len() > 2 || next.starts_with('§'),
        _ => false,
    }
}

/// A letter with a full stop: an initial after a first name or another initial, else a name of
/// something (`bilag B.`).
fn letter_ends(at: &Place<'_>, stem: &str, begin: Begin) -> bool {
    if begin != Begin::Upper || at.place == 0 {
        return false;
    }
    // `P. B. Olsen`
    let next = at.next.trim_end_matches('.');
    if next.len() < at.next.len() && next.chars().count() == 1 {
        return false;
    }
    let before = at.before.unwrap_or_default().trim_start_matches(is_opener);
    let capital = before.starts_with(char::is_uppercase);
    let name = capital
        && !at.lists.numbered.has(before)
        && (before.ends_with('.') || before.chars().skip(1).any(char::is_lowercase));
    !(stem.starts_with(char::is_uppercase) && name)
}

/// A full stop or question mark without a space after it: `kurset.Det`.
fn inside_token(token: &str, start: usize, out: &mut Vec<usize>) {
    if token.len() > 80 || token.contains(['@', '/', '\\', '_']) || !token.contains(['.', '?', '!'])
    {
        return;
    }
    for (i, mark) in token.match_indices(['.', '?', '!']) {
        let (left, right) = (&token[..i], &token[i + mark.len()..]);
        if right.is_empty()
            || left.contains('.')
            || right.trim_end_matches(['.', ',', ':', ';', ')', '"', '”', '«']).contains('.')
        {
            continue;
        }
        let lower = left.chars().rev().take_while(|c| c.is_lowercase()).count();
        let mut letters = right.trim_start_matches(['"', '»', '”', '„']).chars();
        let upper = letters.next().is_some_and(char::is_uppercase);
        let then_lower = letters.next().is_some_and(char::is_lowercase);
        if lower >= 3
            && upper
            && then_lower
            && !lists().inside.has(&token[..=i])
            && right.chars().count() >= 2
        {
            out.push(start + i + mark.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands where a sentence ends.
    #[test]
    fn cases() {
        let mut wrong = String::new();
        let data = include_str!("../../tests/data/sentence-ends.txt");
        for (number, case) in data.lines().enumerate() {
            let case = case.trim();
            if case.is_empty() || case.starts_with('#') {
                continue;
            }
            let line = case.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let mut from = 0;
            let mut found: Vec<&str> = Vec::new();
            for end in ends(&line).into_iter().chain([line.len()]) {
                found.push(line[from..end].trim());
                from = end;
            }
            if found.join(" | ") != case {
                wrong += &format!("{}: {case}\n  got {}\n", number + 1, found.join(" | "));
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn a_missing_space_is_no_hindrance() {
        assert_eq!(ends("Vi har kurset.Det er nyt."), [14]);
        assert!(ends("Se www.Kk.dk og cand.Jur Hansen og Fil.Txt").is_empty());
    }
}
