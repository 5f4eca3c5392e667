//! What a repair changed, as `diff -u` would show it.

use std::ops::Range;

use gensvar::repair::Repaired;

use crate::lines::{Lines, Pair, pairs};

/// Lines without change that are shown around a change.
const CONTEXT: usize = 3;

/// A unified diff from the source to the repaired text, which `patch` applies to the text that
/// `gensvar text` prints; nothing at all if nothing changed.
///
/// ```
/// use gensvar::repair::Repairer;
///
/// let source = "Svar til borgerne\npa mgdet.\n";
/// let repaired = Repairer::danish().repair(source);
/// let diff = gensvar_report::unified_diff("notat.txt", source, &repaired);
/// assert_eq!(
///     diff,
///     "--- notat.txt\tsource\n+++ notat.txt\trepaired\n\
///      @@ -1,2 +1,2 @@\n Svar til borgerne\n-pa mgdet.\n+på mødet.\n"
/// );
/// ```
pub fn unified_diff(name: &str, source: &str, repaired: &Repaired) -> String {
    let (before, after) = (Lines::by_line_feed(source), Lines::by_line_feed(&repaired.text));
    let pairs = pairs(&before, &after, &repaired.edits);
    let mut out = String::new();
    let mut hunk = Hunk::default();
    for (number, pair) in pairs.iter().enumerate() {
        if pair.is_changed {
            hunk.changed(&before, &after, pair);
            continue;
        }
        let (is_first, is_last) = (number == 0, number + 1 == pairs.len());
        let length = pair.source.len();
        if !is_first && !is_last && length <= 2 * CONTEXT {
            hunk.same(&before, pair, 0..length);
            continue;
        }
        if !is_first {
            hunk.same(&before, pair, 0..CONTEXT.min(length));
            hunk.put(&mut out, name);
        }
        if !is_last {
            hunk = Hunk::default();
            hunk.same(&before, pair, length.saturating_sub(CONTEXT)..length);
        }
    }
    if pairs.last().is_some_and(|last| last.is_changed) {
        hunk.put(&mut out, name);
    }
    out
}

/// Lines that stand together in a diff.
#[derive(Default)]
struct Hunk {
    body: String,
    /// The numbers of the first lines, from 0; none before there is a line.
    start: Option<(usize, usize)>,
    /// How many lines there are of each side.
    source: usize,
    target: usize,
}

impl Hunk {
    fn begin(&mut self, source: usize, target: usize) {
        self.start.get_or_insert((source, target));
    }

    /// Adds some of the lines of a pair without change.
    fn same(&mut self, lines: &Lines<'_>, pair: &Pair, some: Range<usize>) {
        self.begin(pair.source.start + some.start, pair.target.start + some.start);
        for number in some {
            let count = self.line(' ', lines.line(pair.source.start + number));
            self.source += count;
            self.target += count;
        }
    }

    fn changed(&mut self, before: &Lines<'_>, after: &Lines<'_>, pair: &Pair) {
        self.begin(pair.source.start, pair.target.start);
        for number in pair.source.clone() {
            self.source += self.line('-', before.line(number));
        }
        for number in pair.target.clone() {
            self.target += self.line('+', after.line(number));
        }
    }

    /// Adds a line and tells how many it is: what stands after the last line end is none if empty.
    fn line(&mut self, sign: char, line: &str) -> usize {
        if line.is_empty() {
            return 0;
        }
        self.body.push(sign);
        self.body.push_str(line);
        if !line.ends_with('\n') {
            self.body.push_str("\n\\ No newline at end of file\n");
        }
        1
    }

    fn put(&mut self, out: &mut String, name: &str) {
        if out.is_empty() {
            let name = quoted(name);
            out.push_str(&format!("--- {name}\tsource\n+++ {name}\trepaired\n"));
        }
        let (source, target) = self.start.unwrap_or_default();
        let side = |start: usize, count: usize| {
            // Of no lines at all, the line before them is named.
            let start = if count == 0 { start } else { start + 1 };
            if count == 1 { start.to_string() } else { format!("{start},{count}") }
        };
        let (source, target) = (side(source, self.source), side(target, self.target));
        out.push_str(&format!("@@ -{source} +{target} @@\n{}", self.body));
    }
}

/// A file name as `diff` writes it: in quotes if it holds something that would end it.
fn quoted(name: &str) -> String {
    if !name.contains(|c: char| c.is_ascii_control() || c == '"' || c == '\\') {
        return name.to_owned();
    }
    let mut out = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::tests::repaired;

    /// What a diff makes of a text; panics where its lines or counts do not fit.
    fn apply(source: &str, diff: &str) -> String {
        let old: Vec<&str> = source.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        let mut lines = diff.split_inclusive('\n').skip(2).peekable();
        while let Some(header) = lines.next() {
            let sides: Vec<(usize, usize)> = header
                .split(' ')
                .filter_map(|side| side.strip_prefix(['-', '+']))
                .map(|side| side.split_once(',').unwrap_or((side, "1")))
                .map(|(start, count)| (start.parse().unwrap(), count.parse().unwrap()))
                .collect();
            let (start, count) = sides[0];
            let first = if count == 0 { start } else { start - 1 };
            out.extend(old[at..first].iter().copied());
            at = first;
            let new_first = out.split_inclusive('\n').count();
            assert_eq!(sides[1].0, if sides[1].1 == 0 { new_first } else { new_first + 1 });
            let (mut from, mut to) = (0, 0);
            while let Some(line) = lines.next_if(|line| !line.starts_with("@@")) {
                let mut line = line.to_owned();
                if lines.next_if(|next| next.starts_with('\\')).is_some() {
                    line.pop();
                }
                let (sign, text) = line.split_at(1);
                if sign != "+" {
                    assert_eq!(old[at], text);
                    at += 1;
                    from += 1;
                }
                if sign != "-" {
                    out.push_str(text);
                    to += 1;
                }
            }
            assert_eq!((from, to), (count, sides[1].1), "{diff}");
        }
        out.extend(old[at..].iter().copied());
        out
    }

    #[track_caller]
    fn check(source: &str, changes: &[(&str, &str)]) -> String {
        let repaired = repaired(source, changes);
        let diff = unified_diff("a.txt", source, &repaired);
        assert_eq!(apply(source, &diff), repaired.text, "{diff}");
        diff
    }

    #[test]
    fn it_can_be_applied() {
        check("bor\r\npa\r\n", &[("bor", "bør"), ("pa", "på")]);
        check("intet\nbor", &[("bor", "bør")]);
        check("a\n12\n", &[("12\n", "")]);
        check("a\n12", &[("\n12", "")]);
        check("12", &[("12", "")]);
        check("Kjø-\nbenhavn er\nstor\n", &[("Kjø-\nbenhavn", "København")]);
        check("a b\rc\nd\n", &[("b\rc", "bc")]);
        check("a b c\n", &[("b", "x\ny")]);
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let line = |n: usize| format!("linje {n}\n");
        let text: String = (1..=40).map(line).collect();
        let diff = check(&text, &[("linje 5\n", "L 5\n"), ("linje 12\n", "L 12\n")]);
        assert_eq!(diff.matches("@@ -").count(), 1);
        assert!(diff.contains("@@ -2,14 +2,14 @@"), "{diff}");
        let diff = check(&text, &[("linje 5\n", "L 5\n"), ("linje 13\n", "L 13\n")]);
        assert_eq!(diff.matches("@@ -").count(), 2);
        let diff = check(&text, &[("linje 1\n", ""), ("linje 40\n", "L 40")]);
        assert!(diff.contains("@@ -1,4 +1,3 @@\n-linje 1\n linje 2\n"), "{diff}");
        assert!(diff.ends_with("-linje 40\n+L 40\n\\ No newline at end of file\n"), "{diff}");
    }

    #[test]
    fn no_change_is_no_diff() {
        for text in ["", "a", "a\nb\n"] {
            assert_eq!(unified_diff("a.txt", text, &repaired(text, &[])), "");
        }
    }

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(quoted("et notat.txt"), "et notat.txt");
        assert_eq!(quoted("a\n\"b\".txt"), "\"a\\012\\\"b\\\".txt\"");
    }
}
