//! A line of the source with a stretch of it marked below.

use gensvar::text::{SourceText, Span};
use unicode_width::UnicodeWidthChar;

use crate::phrase::visible_char;

/// What stands where a long line is cut, one column wide.
const CUT: &str = "…";

/// The line in which `span` begins and a line of marks under the stretch, each set in by `indent`;
/// of a line too long for `width` columns, what stands around the stretch.
pub(super) fn excerpt(source: &SourceText, span: Span, indent: &str, width: usize) -> String {
    let line = source.line(source.line_of(span.start)).unwrap_or_default();
    let text = source.slice(line);
    let start = (span.start - line.start).min(text.len());
    let end = span.end.saturating_sub(line.start).clamp(start, text.len());
    let room = width.saturating_sub(indent.len() + 2).max(1);
    let (marked, marked_width) = fitting(text[start..end].chars(), room);
    let is_whole = marked == text[start..end].chars().count();
    let left = room - marked_width;
    // What one side does not need is the other's.
    let (_, after) = fitting(text[end..].chars(), left);
    let (before, before_width) =
        fitting(text[..start].chars().rev(), left - after.min(left - left / 2));
    let after = if is_whole { fitting(text[end..].chars(), left - before_width).0 } else { 0 };
    let first = text[..start].char_indices().rev().take(before).last().map_or(start, |(i, _)| i);
    let shown: String =
        text[first..].chars().take(before + marked + after).map(visible_char).collect();
    let begins = if first > 0 { CUT } else { "" };
    let is_cut = !is_whole || text[end..].chars().nth(after).is_some();
    let ends = if is_cut { CUT } else { "" };
    let pad = " ".repeat(before_width + usize::from(first > 0));
    let marks = "^".repeat(marked_width.max(1));
    format!("{indent}{begins}{}{ends}\n{indent}{pad}{marks}\n", shown.trim_end())
}

/// How many of the characters take at most `room` columns, and how many columns they take.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> (usize, usize) {
    let (mut count, mut used) = (0, 0);
    for c in chars {
        let width = visible_char(c).width().unwrap_or(0);
        if used + width > room {
            break;
        }
        count += 1;
        used += width;
    }
    (count, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, word: &str, width: usize) -> String {
        let start = text.find(word).unwrap();
        excerpt(&SourceText::new(text), Span::new(start, start + word.len()), "  ", width)
    }

    #[test]
    fn the_marks_stand_under_the_word() {
        assert_eq!(of("et\r\nhan bor på\r\nen", "bor", 40), "  han bor på\n      ^^^\n");
        assert_eq!(
            of("\tæ\u{30a} \u{1b}[1m bor", "bor", 40),
            "   æ\u{30a} □[1m bor\n          ^^^\n"
        );
        assert_eq!(of("", "", 40), "  \n  ^\n");
    }

    #[test]
    fn of_a_long_line_only_the_neighbourhood_is_shown() {
        let text = format!("{}bor her{}", "ord ".repeat(50_000), " igen".repeat(50_000));
        let out = of(&text, "bor", 40);
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines[0].starts_with("  …") && lines[0].ends_with('…'), "{out}");
        assert!(lines[0].chars().count() <= 40, "{out}");
        let at = lines[0].chars().position(|c| c == 'b').unwrap();
        assert_eq!(lines[1], format!("{}^^^", " ".repeat(at)));
        let word = "b".repeat(100);
        assert_eq!(of(&word, &word, 20).lines().next().unwrap().chars().count(), 19);
    }

    #[test]
    fn a_stretch_over_several_lines_is_marked_to_the_end_of_its_first() {
        assert_eq!(of("Kjø-\nbenhavn er", "Kjø-\nbenhavn", 40), "  Kjø-\n  ^^^^\n");
    }
}
