//! Specks on the page that were read as marks, and marks that were read for digits.

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

/// Numbers with an apostrophe where a digit is missing, among years: `1964, 196' og 1968`.
///
/// Which digit it was no text tells; such a number is listed as doubtful and left alone.
pub(crate) fn broken_years(text: &str) -> Vec<Span> {
    let cores: Vec<(Span, &str)> = words(text)
        .map(|word| (word.token, text[word.token.range()].trim_matches([',', '.', ';', '(', ')'])))
        .collect();
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && digits(text) && text.starts_with(['1', '2']);
    let mut out = Vec::new();
    for (i, (span, core)) in cores.iter().enumerate() {
        let number = core.strip_suffix(['\'', '’', '‘']).filter(|n| n.len() == 3 && digits(n));
        let near = &cores[i.saturating_sub(YEARS)..(i + YEARS).min(cores.len())];
        if number.is_some() && near.iter().any(|(_, other)| is_year(other)) {
            out.push(*span);
        }
    }
    out
}

/// Marks and letters that a bullet or a dash is read as where they stand alone at the beginning of
/// a line, and what it was.
const BULLETS: [(&str, &str); 6] =
    [("«", "•"), ("e", "•"), ("¢", "•"), ("°", "•"), ("~", "-"), ("=", "-")];

/// Bullets of which nothing else begins a line in a text that has its letters.
const ALWAYS: [&str; 3] = ["«", "e", "¢"];

/// Whether a bullet may be put right on an undamaged page: engines with Danish letters misread them
/// too, but `~`, `=` and `°` are an author's own more often.
pub(crate) fn is_always(read: &str, text: &str) -> bool {
    ALWAYS.contains(&read) && text.contains(['æ', 'ø', 'å'])
}

/// Bullets of a list that were read as something else: the same lone mark at the beginning of
/// several lines, with a capital after it. None of them is a word or stands alone in Danish.
pub(crate) fn bullets(text: &str) -> Vec<(Span, &'static str)> {
    let mut out = Vec::new();
    for (mark, printed) in BULLETS {
        let lines = text.split_inclusive('\n').filter_map(|line| {
            let inner = line.trim_start();
            let rest = inner.strip_prefix(mark)?.strip_prefix(' ')?;
            let start = inner.as_ptr() as usize - text.as_ptr() as usize;
            let item = rest.trim_start_matches(['"', '»', '”', '“', ' ']);
            let is_quote = mark == "«" && rest.contains('»');
            (item.starts_with(char::is_uppercase) && !is_quote)
                .then(|| Span::new(start, start + mark.len()))
        });
        let found: Vec<(Span, &str)> = lines.map(|span| (span, printed)).collect();
        if found.len() > 1 {
            out.extend(found);
        }
    }
    out.sort_unstable();
    out
}

/// Years stand within so many words of each other.
const YEARS: usize = 6;

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
    fn a_year_that_lost_a_digit_is_seen_among_years() {
        let found = |text: &str| {
            broken_years(text).iter().map(|s| text[s.range()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("i 1964, 196' og 1968"), ["196'"]);
        assert_eq!(found("en længde på 196' eller mere"), [""; 0]);
        assert_eq!(found("'i 1964' og 1968"), [""; 0]);
    }

    #[test]
    fn bullets_are_seen_where_there_are_several() {
        let found = |text: &str| bullets(text).len();
        assert_eq!(found("Det gælder:\ne Ledere\ne Nye\n« Andre\n"), 2);
        assert_eq!(found("~ Ledere\n~ Nye\n"), 2);
        assert_eq!(found("= 5\n= 7\n"), 0);
        assert_eq!(found("« Kurser\n« \"Ret\" og råd\n"), 2);
        assert_eq!(found("e Ledere er med\nog e Andre\n"), 0);
        assert_eq!(found("e) Ledere\ne) Andre\n"), 0);
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
