//! Texts typed without Danish letters.

use super::code_pages::plain;

/// Each letter replaced by what `to` has for æ, ø, å in small letters; at the beginning of a word
/// in capitals the first one is a capital, among capitals all are.
fn replaced(text: &str, to: [&str; 3]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before_is_upper = false;
    while let Some(c) = chars.next() {
        let number = match c {
            'æ' | 'Æ' => 0,
            'ø' | 'Ø' => 1,
            'å' | 'Å' => 2,
            _ => {
                before_is_upper = c.is_uppercase();
                out.push(c);
                continue;
            }
        };
        let among = chars.peek().map_or(before_is_upper, |next| next.is_uppercase());
        let letters = to[number].chars().enumerate();
        for (i, letter) in letters {
            let is_upper = c.is_uppercase() && (i == 0 || among);
            if is_upper { out.extend(letter.to_uppercase()) } else { out.push(letter) }
        }
        before_is_upper = c.is_uppercase();
    }
    out
}

/// As they are written where a keyboard has none of them.
pub(super) fn transliterated(text: &str) -> String {
    replaced(text, ["ae", "oe", "aa"])
}

/// As programs write them that know no letters but ASCII.
pub(super) fn stripped(text: &str) -> String {
    replaced(text, ["ae", "o", "a"])
}

/// As they are typed on a Swedish keyboard.
pub(super) fn swedish(text: &str) -> String {
    replaced(text, ["ä", "ö", "å"])
}

/// As they are typed on a German keyboard.
pub(super) fn german(text: &str) -> String {
    replaced(text, ["ä", "ö", "a"])
}

/// What a program that knows only ASCII puts for whatever else it meets.
pub(super) fn unreadable(text: &str, mark: char) -> String {
    text.chars().map(|c| if c.is_ascii() { c } else { mark }).collect()
}

/// What is left where letters are taken apart and all but ASCII is thrown away.
pub(super) fn dropped(text: &str) -> String {
    text.replace('å', "a")
        .replace('Å', "A")
        .replace('é', "e")
        .chars()
        .filter(char::is_ascii)
        .collect()
}

/// ISO 646 as it was used in Denmark, in which the letters stand for brackets.
pub(super) fn seven_bit(text: &str) -> (String, String) {
    const LETTERS: [(char, char); 6] =
        [('æ', '{'), ('ø', '|'), ('å', '}'), ('Æ', '['), ('Ø', '\\'), ('Å', ']')];
    let code = |c| LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, code)| *code);
    let gold: String = text.chars().map(|c| if code(c).is_some() { c } else { plain(c) }).collect();
    let damaged = gold.chars().map(|c| code(c).unwrap_or(c)).collect();
    (gold, damaged)
}
