//! Which encoding bytes are in, told from what they would say in it.

use crate::dos::Upper;
use crate::encoding::Encoding;

/// How many bytes are looked at; an encoding does not change in mid-text.
const SAMPLE: usize = 1 << 20;

/// UTF-16 without a byte order mark: every other byte is zero.
pub(crate) fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Quotation marks and dashes are not in the first 256 characters, nearly all else is.
    let most = |zeros: usize, others: usize| zeros * 10 >= pairs * 7 && others * 50 <= pairs;
    if most(second, first) {
        Some(Encoding::Utf16Le)
    } else if most(first, second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Characters that no text has: control characters but for those of layout.
pub(crate) fn controls(bytes: &[u8]) -> usize {
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    // The last byte of a DOS text is often 0x1A.
    let end = bytes.len() - usize::from(bytes.last() == Some(&0x1A));
    bytes[..end].iter().filter(|&&b| is_control(b) || b == 0x7F).count()
}

/// How well bytes read as text in an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) encoding: Encoding,
    /// Points for what makes sense, less points for what does not.
    pub(crate) points: i64,
    /// How many bytes had to be judged.
    pub(crate) judged: usize,
}

/// The likeliest encoding with a byte for each character.
pub(crate) fn single_byte(bytes: &[u8]) -> Guess {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut best: Option<Guess> = None;
    // The commoner goes first: it wins where two say the same.
    for encoding in [Encoding::Windows1252, Encoding::Cp850, Encoding::Cp865, Encoding::Macintosh] {
        let guess = judge(sample, encoding);
        if best.is_none_or(|best| guess.points > best.points) {
            best = Some(guess);
        }
    }
    best.unwrap_or(Guess { encoding: Encoding::Windows1252, points: 0, judged: 0 })
}

/// The characters of all bytes from 0x80 on.
pub(crate) fn upper(encoding: Encoding) -> Box<dyn Fn(u8) -> char> {
    match encoding {
        Encoding::Cp850 => {
            let upper = Upper::cp850();
            Box::new(move |byte| upper.char(byte))
        }
        Encoding::Cp865 => {
            let upper = Upper::cp865();
            Box::new(move |byte| upper.char(byte))
        }
        other => {
            let coding = if other == Encoding::Macintosh {
                encoding_rs::MACINTOSH
            } else {
                encoding_rs::WINDOWS_1252
            };
            let table: Vec<char> = (0..=255u8)
                .map(|byte| {
                    let bytes = [byte];
                    let (text, _) = coding.decode_without_bom_handling(&bytes);
                    text.chars().next().unwrap_or('\u{fffd}')
                })
                .collect();
            Box::new(move |byte| table.get(usize::from(byte)).copied().unwrap_or('\u{fffd}'))
        }
    }
}

fn judge(sample: &[u8], encoding: Encoding) -> Guess {
    let upper = upper(encoding);
    let char_at = |i: Option<usize>| {
        i.and_then(|i| sample.get(i))
            .map_or(' ', |&byte| if byte < 0x80 { char::from(byte) } else { upper(byte) })
    };
    let (mut points, mut judged) = (0, 0);
    for (i, &byte) in sample.iter().enumerate() {
        if byte < 0x80 {
            continue;
        }
        judged += 1;
        points += value(upper(byte), char_at(i.checked_sub(1)), char_at(Some(i + 1)));
    }
    Guess { encoding, points, judged }
}

/// What a character is worth between its neighbours.
fn value(c: char, before: char, after: char) -> i64 {
    let in_word = before.is_alphabetic() || after.is_alphabetic();
    match c {
        'æ' | 'ø' | 'å' | 'Æ' | 'Ø' | 'Å' => {
            // A capital stands first in its word, or among capitals.
            let odd = c.is_uppercase() && before.is_lowercase()
                || c.is_lowercase() && before.is_uppercase() && after.is_uppercase();
            match (odd, in_word) {
                (true, _) => -2,
                (false, true) => 4,
                (false, false) => 1,
            }
        }
        'é' | 'ö' | 'ä' | 'ü' | 'è' | 'ó' | 'á' | 'É' | 'Ö' | 'Ä' | 'Ü' | 'ñ' | 'ç' => {
            if in_word && !(c.is_uppercase() && before.is_lowercase()) {
                2
            } else {
                -1
            }
        }
        '»' | '“' | '„' | '‘' | '«' | '”' | '’' => {
            // At the edge of a word.
            if before.is_alphanumeric() && after.is_alphanumeric() && c != '’' { -1 } else { 2 }
        }
        '–' | '—' | '•' | '·' | '…' | '\u{a0}' | '°' | '€' | '£' | '½' | '¼' | '²' | '³' | '´'
        | '\u{ad}' => {
            if before.is_alphabetic()
                && after.is_alphabetic()
                && !matches!(c, '–' | '\u{a0}' | '\u{ad}')
            {
                -1
            } else {
                1
            }
        }
        '§' => {
            if in_word {
                -2
            } else {
                3
            }
        }
        // The rules of a table that was drawn with characters.
        '\u{2500}'..='\u{259f}' => {
            let is_beside = |c: char| c.is_whitespace() || ('\u{2500}'..='\u{259f}').contains(&c);
            // More than the letters that another encoding makes of a long rule.
            if is_beside(before) || is_beside(after) { 3 } else { -2 }
        }
        c if c.is_alphabetic() => {
            if c.is_uppercase() && before.is_lowercase() {
                -3
            } else {
                0
            }
        }
        c if c.is_control() || c == '\u{fffd}' => -6,
        // A sign in the middle of a word.
        _ if before.is_alphabetic() && after.is_alphabetic() => -4,
        _ => -2,
    }
}
