//! Texts as they may stand in HTML.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// The escaper of all templates: what is filled in may stand in an element or between quotes in a
/// tag, and is read as text there. Control characters, marks of direction and characters without
/// width stand as signs, since they would change how the page reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visible;

impl Escaper for Visible {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\n' | '\t' => out.write_char(c)?,
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' => out.write_char('\n')?,
                c => write_shown(&mut out, c)?,
            }
        }
        Ok(())
    }
}

/// One character, or the sign for it where it cannot be seen.
fn write_shown(out: &mut impl Write, c: char) -> fmt::Result {
    match c {
        '\0'..='\u{1f}' => out.write_char(picture(c)),
        '\u{7f}' => out.write_char('\u{2421}'),
        c if is_unseen(c) => write!(out, "\u{27e6}U+{:04X}\u{27e7}", u32::from(c)),
        c => out.write_char(c),
    }
}

/// A text with signs for what cannot be seen, where no HTML is written.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Writing to a string does not fail.
        let _ = write_shown(&mut out, c);
    }
    out
}

/// The sign that Unicode has for a control character.
fn picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a character cannot be seen, and may change how others are read.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// A text escaped by [`Visible`], where no template fills it in.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    // Writing to a string does not fail.
    let _ = Visible.write_escaped_str(&mut out, text);
    out
}

/// What holds of every page.
#[cfg(test)]
pub(crate) mod closed {
    use scraper::{Html, Selector};
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

    pub(crate) fn select<'a>(
        page: &'a Html,
        what: &str,
    ) -> impl Iterator<Item = scraper::ElementRef<'a>> {
        let selector = Selector::parse(what).unwrap();
        page.select(&selector).collect::<Vec<_>>().into_iter()
    }

    /// Parses a page as a browser does, and holds that nothing in it works but the given style and
    /// script, that it leads nowhere else, and that its policy says so.
    pub(crate) fn assert_closed(html: &str, style: &str, script: Option<&str>) -> Html {
        assert_eq!(base64(b"pa"), "cGE=");
        let page = Html::parse_document(html);
        assert_eq!(page.errors, Vec::<String>::new(), "the parser had to guess");
        let inner = |what| -> Vec<String> {
            select(&page, what).map(|element| element.text().collect()).collect()
        };
        assert_eq!(inner("style"), [style]);
        assert_eq!(inner("script"), script.as_slice());
        let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
        let script = script.map_or_else(String::new, |text| format!("script-src {}; ", hash(text)));
        let policy = format!(
            "default-src 'none'; style-src {}; {script}base-uri 'none'; form-action 'none'",
            hash(style)
        );
        let meta = select(&page, "head > meta[http-equiv]").map(|meta| meta.attr("content"));
        assert_eq!(
            meta.collect::<Vec<_>>(),
            [Some(policy.as_str())],
            "style or script changed: put the hash into the template"
        );
        const ELEMENTS: [&str; 8] =
            ["img", "iframe", "object", "embed", "link", "base", "svg", "template"];
        for element in select(&page, "*") {
            let element = element.value();
            assert!(!ELEMENTS.contains(&element.name()), "<{}>", element.name());
            for (name, value) in element.attrs() {
                assert!(!name.starts_with("on") && name != "style", "{name}={value}");
                let is_address = ["href", "src", "action", "formaction"].contains(&name);
                assert!(!is_address || value.starts_with('#'), "{name}={value}");
            }
        }
        for forbidden in ["url(", "@import", "http:", "https:"] {
            assert!(!style.contains(forbidden), "{forbidden}");
        }
        page
    }

    /// Holds that in each scheme of colours each pair can be read, as WCAG 2.2, 1.4.3, asks.
    pub(crate) fn assert_contrast(style: &str, schemes: usize, pairs: &[(&str, &str)]) {
        for scheme in 1..=schemes {
            let value = |name: &str| {
                let hex = style.split(&format!("--{name}: #")).nth(scheme).unwrap();
                let part = |i: usize| {
                    let share = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
                    let curve = ((share + 0.055) / 1.055).powf(2.4);
                    if share <= 0.040_45 { share / 12.92 } else { curve }
                };
                0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
            };
            for (ink, ground) in pairs {
                let (a, b) = (value(ink), value(ground));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{scheme}: {ink} on {ground}: {contrast:.2}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_would_obey_is_shown() {
        assert_eq!(
            escaped("<b a='x\">&\r\n\t\0\u{1b}\u{7f}\r"),
            "&lt;b a=&#39;x&quot;&gt;&amp;\n\t\u{2400}\u{241b}\u{2421}\n"
        );
        assert_eq!(
            escaped("a\u{202e}b\u{200b}c"),
            "a\u{27e6}U+202E\u{27e7}b\u{27e6}U+200B\u{27e7}c"
        );
        assert_eq!(escaped("smørrebrød på é \u{ad}"), "smørrebrød på é \u{ad}");
    }
}
