//! Normal form, ligatures, soft hyphens, exotic characters.

use gensvar_text::Span;
use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::change::Change;
use crate::encoding::until_still;

/// What brings `text` to NFC and takes out what is only typesetting.
///
/// No-break and thin spaces stay, and so does what joins the parts of an emoji or the letters of
/// a script that needs it.
pub(crate) fn changes(text: &str) -> Vec<Change> {
    until_still(text, 12, |text| {
        let mut changes = compose_changes(text);
        if changes.is_empty() {
            changes = character_changes(text);
        }
        changes
    })
}

/// `a` and a ring into `å`.
fn compose_changes(text: &str) -> Vec<Change> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        // A character and all that may melt together with it.
        let (mut end, mut last) = (start + first.len_utf8(), first);
        while let Some(&(at, next)) = chars.peek() {
            let joins = canonical_combining_class(next) != 0 || compose(last, next).is_some();
            if !joins && !is_conjoining(next) {
                break;
            }
            (end, last) = (at + next.len_utf8(), next);
            chars.next();
        }
        let piece = &text[start..end];
        if piece.is_ascii() || is_nfc_quick(piece.chars()) == IsNormalized::Yes {
            continue;
        }
        let composed: String = piece.nfc().collect();
        if composed != piece {
            changes.push(Change::certain(Span::new(start, end), composed, "nfc"));
        }
    }
    changes
}

/// Vowels and final consonants of Hangul, which follow what they belong to.
fn is_conjoining(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

fn character_changes(text: &str) -> Vec<Change> {
    // The characters in question all have three bytes, but for the soft hyphen.
    if text.is_ascii() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let change = match c {
            '\u{ad}' => soft_hyphen(text, span),
            'ﬀ' => ("ff", "ligature"),
            'ﬁ' => ("fi", "ligature"),
            'ﬂ' => ("fl", "ligature"),
            'ﬃ' => ("ffi", "ligature"),
            'ﬄ' => ("ffl", "ligature"),
            'ﬅ' | 'ﬆ' => ("st", "ligature"),
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' => {
                ("", "invisible-character")
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ("", "invisible-character"),
            '\u{200c}' | '\u{200d}' if is_among_latin(text, span) => ("", "invisible-character"),
            _ => continue,
        };
        changes.push(Change::certain(span, change.0, change.1));
    }
    changes
}

/// At a line end it is the hyphen that the line shows; elsewhere it shows nothing.
fn soft_hyphen(text: &str, span: Span) -> (&'static str, &'static str) {
    let rest = &text[span.end..];
    let after = rest.trim_start_matches([' ', '\t', '\u{ad}', '\r']);
    let letter = text[..span.start].trim_end_matches('\u{ad}').ends_with(char::is_alphanumeric);
    // A hyphen of its own may follow.
    if letter && after.starts_with('\n') && !rest.starts_with('\u{ad}') {
        ("-", "soft-hyphen")
    } else {
        ("", "soft-hyphen")
    }
}

/// Whether the neighbours are letters of our script, signs or white space.
fn is_among_latin(text: &str, span: Span) -> bool {
    let ours = |c: Option<char>| c.is_none_or(|c| c < '\u{250}' || c.is_whitespace());
    ours(text[..span.start].chars().next_back()) && ours(text[span.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::apply;

    fn repaired(text: &str) -> String {
        apply(text, &changes(text)).0
    }

    #[test]
    fn what_is_only_typesetting_goes() {
        for (text, expected) in [
            ("fa\u{30a}r pa\u{30a} A\u{30a}rhus", "får på Århus"),
            ("e\u{301}n, u\u{308}, \u{212b}", "én, ü, Å"),
            ("o\u{338}l o\u{31b}\u{303}", "o\u{338}l \u{1ee1}"),
            ("ﬁnde ﬂere oﬃcielle eﬀekter", "finde flere officielle effekter"),
            ("for\u{ad}valt\u{ad}nings\u{ad}ret", "forvaltningsret"),
            ("forvalt\u{ad}\nningsret \u{ad}\nog", "forvalt-\nningsret \nog"),
            ("forvalt\u{ad}\u{ad}\r\nningsret", "forvalt-\r\nningsret"),
            ("\u{feff}Kur\u{200b}set\u{2060} er\u{200e} nyt\u{200d}", "Kurset er nyt"),
            ("a\u{200b}\u{30a}", "å"),
        ] {
            assert_eq!(repaired(text), expected);
            assert_eq!(repaired(expected), expected);
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "§\u{a0}7, 12\u{202f}000, 5\u{2009}%, »på« – Ørsted’s £½² Łukasz é",
            "👩\u{200d}👧 \u{646}\u{200c}\u{647} ✓",
            "ĳ ŉ ² ½ ﷼ Ω",
            "",
        ] {
            assert_eq!(changes(text), [], "{text:?}");
        }
    }

    #[test]
    fn any_input_comes_to_normal_form_and_stays() {
        const PIECES: &[&str] = &[
            "a", "o", "e", "A", "\u{30a}", "\u{301}", "\u{308}", "\u{323}", "\u{338}", "\u{ad}",
            "\n", " ", "\r", "ﬁ", "\u{200b}", "\u{200d}", "\u{feff}", "\u{1100}", "\u{1161}",
            "\u{11a8}", "\u{212b}", "\u{340}", "\u{343}", "\u{958}", "\u{2126}", "😀", "å", "ø",
            "-", "\u{9c7}", "\u{9be}", "\u{f71}", "\u{f72}", "\u{f73}",
        ];
        let mut seed = 3u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % below
        };
        for _ in 0..40_000 {
            let text: String = (0..random(12)).map(|_| PIECES[random(PIECES.len())]).collect();
            let after = repaired(&text);
            assert_eq!(after.nfc().collect::<String>(), after, "{text:?}");
            assert_eq!(repaired(&after), after, "{text:?} → {after:?}");
            assert_eq!(after.matches('\n').count(), text.matches('\n').count());
        }
    }
}
