//! The page around its content, from files.

use crate::phrase::visible_char;

const PAGE: &str = include_str!("../../data/page/repair.html");
const STYLE: &str = include_str!("../../data/page/repair.css");

/// The page with what stands in double braces filled in. Nothing that is filled in is looked at
/// again.
pub(super) fn template(value: impl Fn(&str) -> String) -> String {
    let (mut out, mut rest) = (String::new(), PAGE);
    while let Some((before, after)) = rest.split_once("{{") {
        let (key, after) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        match key {
            "style" => out.push_str(STYLE),
            key => out.push_str(&value(key)),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text as it may stand in an element or between quotes in a tag. Control characters and marks
/// of direction, which would change how the page reads, stand as boxes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c => out.push(visible_char(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for some in bytes.chunks(3) {
            let all = some.iter().fold(0u32, |all, &byte| all << 8 | u32::from(byte));
            let all = all << (8 * (3 - some.len()));
            for i in 0..4 {
                let letter = LETTERS[(all >> (18 - 6 * i)) as usize & 63];
                out.push(if i <= some.len() { char::from(letter) } else { '=' });
            }
        }
        out
    }

    #[test]
    fn the_policy_allows_this_style_and_nothing_else() {
        assert_eq!(base64(b"pa"), "cGE=");
        let hash = format!("'sha256-{}'", base64(&Sha256::digest(STYLE)));
        let policy = PAGE.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
        let policy = policy.split('"').next().unwrap();
        let wanted =
            format!("default-src 'none'; style-src {hash}; base-uri 'none'; form-action 'none'");
        assert_eq!(policy, wanted, "the style changed: put its hash into repair.html");
        assert!(PAGE.contains("<style>{{style}}</style>"));
        for forbidden in ["<script", "style=", "url(", "@import", "http:", "https:"] {
            assert!(!PAGE.contains(forbidden) && !STYLE.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn every_colour_can_be_read_on_white_and_on_its_own_ground() {
        let value = |name: &str| {
            let hex = STYLE.split(&format!("--{name}: #")).nth(1).unwrap().get(..6).unwrap();
            let part = |i: usize| {
                let share = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
                if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        // WCAG 2.2, 1.4.3: at least 4.5 to 1.
        let pairs = [
            ("ink", "paper"),
            ("ink", "head"),
            ("faint", "paper"),
            ("link", "paper"),
            ("before-ink", "before"),
            ("after-ink", "after"),
            ("doubt-ink", "doubt"),
        ];
        for (ink, ground) in pairs {
            let (a, b) = (value(ink), value(ground));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2}");
        }
    }

    #[test]
    fn every_word_of_the_page_is_in_the_data_file() {
        let words = &crate::labels::danish().page;
        let mut wanted = vec!["doubtful_places".to_owned(), "place".to_owned()];
        template(|key| {
            let is_content = ["name", "summary", "places", "rows"].contains(&key);
            assert!(is_content || words.contains_key(key), "{key}");
            String::new()
        });
        let keys = PAGE.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
        wanted.extend(keys.map(str::to_owned));
        for key in words.keys() {
            assert!(wanted.contains(key), "{key} is used nowhere");
        }
    }
}
