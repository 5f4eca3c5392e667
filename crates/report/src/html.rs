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
                '\0'..='\u{1f}' => out.write_char(picture(c))?,
                '\u{7f}' => out.write_char('\u{2421}')?,
                c if is_unseen(c) => write!(out, "\u{27e6}U+{:04X}\u{27e7}", u32::from(c))?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
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
