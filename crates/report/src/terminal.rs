//! What of a text for people is different on a terminal.

use gensvar::requirements::Stance;

use crate::labels::{danish, label};
use crate::phrase::visible_char;
use crate::table::stance_marks;

/// A text as a terminal may show it: control characters of documents, which could do anything there,
/// are made visible, and with `has_colours` the marks of stances have colours beside their signs and
/// words.
///
/// ```
/// assert_eq!(gensvar_report::for_terminal("a\u{1b}[2Jb\n", false), "a□[2Jb\n");
/// assert_eq!(gensvar_report::for_terminal("✓ opfyldt", true), "\u{1b}[32m✓ opfyldt\u{1b}[0m");
/// ```
pub fn for_terminal(text: &str, has_colours: bool) -> String {
    let visible = |c: char| if c == '\n' { c } else { visible_char(c) };
    let mut text: String = text.chars().map(visible).collect();
    if has_colours {
        for stance in Stance::ALL {
            if let Some(colour) = colour(stance) {
                for mark in stance_marks(stance.name()) {
                    text = text.replace(mark, &format!("{colour}{mark}{PLAIN}"));
                }
            }
        }
        let doubt = label(&danish().flag, "doubtful");
        text = text.replace(doubt, &format!("{BOLD}{doubt}{PLAIN}"));
    }
    text
}

const PLAIN: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";

/// Of the eight that every terminal has, and that a user's theme keeps readable. What is not addressed
/// has no sign of its own to be coloured.
fn colour(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Fulfilled => Some("\u{1b}[32m"),
        Stance::Planned => Some("\u{1b}[36m"),
        Stance::Considered => Some("\u{1b}[33m"),
        Stance::Declined => Some("\u{1b}[31m"),
        Stance::NotAddressed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_reaches_the_terminal_as_a_command() {
        for hostile in ["\u{1b}]0;titel\u{7}", "\u{9b}31m", "\r\u{8}", "\u{202e}", "\u{2067}", "\0"]
        {
            let shown = for_terminal(hostile, true);
            assert!(!shown.chars().any(|c| c.is_control() || c == '\u{202e}'), "{shown:?}");
        }
        assert_eq!(for_terminal("to\nlinjer\n", true), "to\nlinjer\n");
    }

    #[test]
    fn colours_are_beside_signs_and_words() {
        let plain = "SOF  ✗ afvist (!)  → planlagt  –";
        let coloured = for_terminal(plain, true);
        assert!(coloured.contains("\u{1b}[31m✗ afvist\u{1b}[0m"), "{coloured:?}");
        let mut rest = coloured.as_str();
        let mut back = String::new();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            back += before;
            rest = after.split_once('m').unwrap().1;
        }
        assert_eq!(back + rest, plain);
    }
}
