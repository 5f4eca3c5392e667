//! A text in lines with marks under its words.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::phrase::{visible, visible_char};

/// Something to be marked; places are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The words.
    pub(super) words: Range<usize>,
    /// How far they reach, where that is more than the words and less than the text.
    pub(super) reach: Option<Range<usize>>,
    /// What stands under the words.
    pub(super) sign: char,
    /// What is said of them.
    pub(super) label: String,
}

/// What stands under a stretch that words reach over.
const REACHED: char = '.';

/// The text in lines of at most `width` columns, each with its marks below, all set in by
/// `indent`.
pub(super) fn underlined(text: &str, marks: &[Mark], indent: &str, width: usize) -> String {
    let room = width.saturating_sub(indent.width()).max(1);
    let mut out = String::new();
    let mut put = |line: &str| {
        out.push_str(format!("{indent}{line}").trim_end());
        out.push('\n');
    };
    for line in lines(text, room) {
        put(&visible(&text[line.clone()]));
        let drawn = marks.iter().filter_map(|mark| draw(text, &line, mark, room));
        rows(drawn.collect()).iter().for_each(|row| put(row));
    }
    out
}

/// Where the lines of a text are if it is broken between words; a word too long for a line is
/// broken where the line ends.
fn lines(text: &str, room: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut used) = (0, 0);
    // Where the line can be broken: what it ends before, what the next begins with.
    let mut gap: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        let wide = columns(c);
        if c == ' ' {
            gap = Some((at, at + 1));
        } else if used + wide > room && at > start {
            let (end, next) = gap.take().unwrap_or((at, at));
            out.push(start..end);
            start = next;
            used = text[next..at].chars().map(columns).sum();
        }
        used += wide;
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    out
}

fn columns(c: char) -> usize {
    visible_char(c).width().unwrap_or(0)
}

/// A mark as it is drawn under a line: the column it begins in, and its signs.
#[derive(PartialEq, Eq)]
struct Drawn {
    column: usize,
    signs: String,
}

/// The part of a mark that lies under a line.
fn draw(text: &str, line: &Range<usize>, mark: &Mark, room: usize) -> Option<Drawn> {
    let under = |range: &Range<usize>| {
        let (start, end) = (range.start.max(line.start), range.end.min(line.end));
        (start < end).then(|| {
            let column = |at: usize| text[line.start..at].chars().map(columns).sum::<usize>();
            (column(start), column(end))
        })
    };
    let words = under(&mark.words);
    let reach = mark.reach.as_ref().and_then(under);
    let first = words.iter().chain(&reach).map(|part| part.0).min()?;
    let last = words.iter().chain(&reach).map(|part| part.1).max()?;
    let mut signs: Vec<char> = vec![' '; last - first];
    if let Some((start, end)) = reach {
        signs[start - first..end - first].fill(REACHED);
        let whole = mark.reach.clone().unwrap_or_default();
        if line.start <= whole.start && end > start {
            signs[start - first] = '[';
        }
        if whole.end <= line.end && end > start {
            signs[end - first - 1] = ']';
        }
    }
    if let Some((start, end)) = words {
        signs[start - first..end - first].fill(mark.sign);
    }
    let signs: String = signs.into_iter().collect();
    let label = visible(&mark.label);
    let needed = label.width() + 1;
    if last + needed <= room {
        return Some(Drawn { column: first, signs: format!("{signs} {label}") });
    }
    // What has no room behind the signs stands before them, or among them.
    if first >= needed {
        return Some(Drawn { column: first - needed, signs: format!("{label} {signs}") });
    }
    let (start, run) = longest_run(&signs);
    let signs = if run >= needed + 1 + 2 * MARGIN {
        let (before, after) = (start + MARGIN, start + MARGIN + needed + 1);
        let part = |from: usize, to: usize| signs.chars().skip(from).take(to - from);
        let (before, after) = (part(0, before), part(after, last - first));
        format!("{} {label} {}", before.collect::<String>(), after.collect::<String>())
    } else {
        format!("{signs} {label}")
    };
    Some(Drawn { column: first, signs })
}

/// So many signs are left on either side of what is said among them.
const MARGIN: usize = 3;

/// Where the most signs of a kind follow each other, and how many.
fn longest_run(signs: &str) -> (usize, usize) {
    let (mut best, mut start, mut last) = ((0, 0), 0, None);
    for (at, sign) in signs.chars().enumerate() {
        if last.replace(sign) != Some(sign) {
            start = at;
        }
        if at + 1 - start > best.1 {
            best = (start, at + 1 - start);
        }
    }
    best
}

/// Rows of marks, each in the first that has room for it.
fn rows(mut drawn: Vec<Drawn>) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    drawn.sort_by_key(|mark| mark.column);
    // Of two that reach into the line in the same way one will do.
    drawn.dedup();
    for mark in drawn {
        let has_room = |row: &&mut String| row.width() + 2 <= mark.column;
        let row = match rows.iter_mut().find(has_room) {
            Some(row) => row,
            None => {
                rows.push(String::new());
                let last = rows.len() - 1;
                &mut rows[last]
            }
        };
        row.push_str(&" ".repeat(mark.column - row.width()));
        row.push_str(&mark.signs);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &str, reach: Option<&str>, sign: char, label: &str) -> Mark {
        let range = |part: &str| {
            let start = text.find(part).unwrap();
            start..start + part.len()
        };
        Mark { words: range(words), reach: reach.map(range), sign, label: label.to_owned() }
    }

    #[test]
    fn marks_stand_under_their_words_with_their_reach() {
        let text = "Det er ikke et krav, men vi tilbyder et kursus.";
        let marks = [
            mark(text, "krav", None, '^', "duty"),
            mark(text, "ikke", Some("Det er ikke et krav,"), '~', "denied"),
        ];
        let wanted = "\
            | Det er ikke et krav, men vi tilbyder et kursus.\n\
            | [......~~~~........] denied\n\
            |                ^^^^ duty\n";
        let found = underlined(text, &marks, "| ", 60);
        assert_eq!(found, wanted, "\n{found}");
    }

    #[test]
    fn a_reach_over_a_line_end_goes_on_in_the_next_line() {
        let text = "Vi vil ikke holde et kursus til maj";
        let marks = [mark(text, "ikke", Some("ikke holde et kursus"), '~', "denied")];
        let wanted = "Vi vil ikke holde et\ndenied ~~~~.........\nkursus til maj\n.....] denied\n";
        assert_eq!(underlined(text, &marks, "", 20), wanted);
    }

    #[test]
    fn what_is_said_of_a_whole_line_stands_among_its_signs() {
        let text = "Vi holder et kursus for alle";
        let marks = [mark(text, text, None, '^', "duty")];
        let wanted = "Vi holder et kursus\n^^^ duty ^^^^^^^^^^\nfor alle\n^^^^^^^^ duty\n";
        let found = underlined(text, &marks, "", 20);
        assert_eq!(found, wanted, "\n{found}");
    }

    #[test]
    fn wide_and_combining_letters_keep_their_columns() {
        let text = "a\u{30a}rligt \u{4e2d}\u{6587} kursus\u{1b}";
        let found = underlined(text, &[mark(text, "kursus", None, '^', "x")], "", 40);
        assert_eq!(found, "a\u{30a}rligt \u{4e2d}\u{6587} kursus□\n            ^^^^^^ x\n");
    }

    #[test]
    fn long_words_and_empty_texts_are_no_trouble() {
        let long = "æ".repeat(25);
        assert_eq!(lines(&long, 10).len(), 3);
        assert_eq!(underlined("", &[], "", 10), "");
        let marks = [mark(&long, &long, None, '^', "x")];
        let found = underlined(&long, &marks, "", 10);
        assert!(found.lines().all(|line| line.chars().count() <= 12), "{found}");
        assert_eq!(lines("ab   cd", 3), [0..4, 5..7]);
    }
}
