//! Which lines of a repaired text came of which lines of its source.

use std::ops::Range;

use gensvar::repair::Edit;
use gensvar::text::SourceText;

/// A text and where its lines begin; what stands after the last line end is a line, even if empty.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Lines as other programs count them: each ends with a line feed and nothing else.
    pub(crate) fn by_line_feed(text: &'a str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after).collect() }
    }

    /// Lines as all results count them.
    pub(crate) fn of(source: &'a SourceText) -> Self {
        let spans = (1..=source.line_count()).filter_map(|number| source.line(number));
        Lines { text: source.as_str(), starts: spans.map(|span| span.start).collect() }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Where some lines stand, with the line end of the last.
    pub(crate) fn range(&self, lines: &Range<usize>) -> Range<usize> {
        let at = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        at(lines.start)..at(lines.end)
    }

    /// A line with its line end; empty after the last.
    pub(crate) fn line(&self, number: usize) -> &'a str {
        &self.text[self.range(&(number..number + 1))]
    }

    /// The number of the line in which a byte stands.
    fn holding(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// Lines of the source and the lines that came of them, numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    /// Whether they differ; if not, each line has its like on the other side.
    pub(crate) is_changed: bool,
}

/// All lines of both sides in order.
///
/// The edits tell what changed, so nothing is guessed from lines that look alike.
pub(crate) fn pairs(source: &Lines<'_>, target: &Lines<'_>, edits: &[Edit]) -> Vec<Pair> {
    let mut changed: Vec<Pair> = Vec::new();
    for edit in edits {
        let lines = source.holding(edit.span.start)..source.holding(edit.span.end) + 1;
        let become_lines = target.holding(edit.target.start)..target.holding(edit.target.end) + 1;
        match changed.last_mut() {
            Some(last) if last.source.end > lines.start || last.target.end > become_lines.start => {
                last.source.end = last.source.end.max(lines.end);
                last.target.end = last.target.end.max(become_lines.end);
            }
            _ => changed.push(Pair { source: lines, target: become_lines, is_changed: true }),
        }
    }
    let mut out = Vec::with_capacity(2 * changed.len() + 1);
    let (mut at, mut become_at) = (0, 0);
    let end = Pair {
        source: source.len()..source.len(),
        target: target.len()..target.len(),
        is_changed: true,
    };
    for mut pair in changed.into_iter().chain([end]) {
        // A line that an edit only touches at its edge came through as it was.
        while !pair.source.is_empty()
            && !pair.target.is_empty()
            && source.line(pair.source.start) == target.line(pair.target.start)
        {
            pair.source.start += 1;
            pair.target.start += 1;
        }
        while !pair.source.is_empty()
            && !pair.target.is_empty()
            && source.line(pair.source.end - 1) == target.line(pair.target.end - 1)
        {
            pair.source.end -= 1;
            pair.target.end -= 1;
        }
        let (between, become_between) = (at..pair.source.start, become_at..pair.target.start);
        (at, become_at) = (pair.source.end, pair.target.end);
        if !between.is_empty() || !become_between.is_empty() {
            // A line end that is a lone carriage return may be half of one on the other side.
            let is_changed = between.len() != become_between.len();
            out.push(Pair { source: between, target: become_between, is_changed });
        }
        if !pair.source.is_empty() || !pair.target.is_empty() {
            out.push(pair);
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use gensvar::repair::{EditKind, Repaired};
    use gensvar::text::{OffsetMap, Span};

    /// A repair that replaces the given words where they first stand, in order.
    pub(crate) fn repaired(source: &str, changes: &[(&str, &str)]) -> Repaired {
        let (mut text, mut edits, mut at) = (String::new(), Vec::new(), 0);
        for (from, to) in changes {
            let start = at + source[at..].find(from).unwrap();
            text.push_str(&source[at..start]);
            let target = Span::new(text.len(), text.len() + to.len());
            text.push_str(to);
            at = start + from.len();
            edits.push(Edit {
                span: Span::new(start, at),
                from: (*from).to_owned(),
                to: (*to).to_owned(),
                target,
                kind: EditKind::Ocr,
                confidence: 0.95,
                alternatives: Vec::new(),
                rule: "ocr/channel".to_owned(),
            });
        }
        text.push_str(&source[at..]);
        let map = OffsetMap::from_edits(edits.iter().map(|edit| (edit.span, edit.to.len())));
        Repaired { text, edits, doubts: Vec::new(), map }
    }

    fn changed(source: &str, changes: &[(&str, &str)]) -> Vec<(Range<usize>, Range<usize>)> {
        let repaired = repaired(source, changes);
        let (a, b) = (Lines::by_line_feed(source), Lines::by_line_feed(&repaired.text));
        let all = pairs(&a, &b, &repaired.edits);
        let (mut at, mut become_at) = (0, 0);
        for pair in &all {
            assert_eq!((pair.source.start, pair.target.start), (at, become_at));
            (at, become_at) = (pair.source.end, pair.target.end);
            if !pair.is_changed {
                let same = |(i, j): (usize, usize)| a.line(i) == b.line(j);
                assert!(pair.source.clone().zip(pair.target.clone()).all(same));
            }
        }
        assert_eq!((at, become_at), (a.len(), b.len()));
        let changed = all.into_iter().filter(|pair| pair.is_changed);
        changed.map(|pair| (pair.source, pair.target)).collect()
    }

    #[test]
    fn each_changed_line_has_its_own() {
        assert_eq!(changed("a\nb\nc\n", &[]), []);
        assert_eq!(changed("", &[]), []);
        assert_eq!(changed("a\nb\nc", &[("b", "x"), ("c", "y")]), [(1..2, 1..2), (2..3, 2..3)]);
    }

    #[test]
    fn lines_that_are_joined_or_taken_out_leave_the_others_alone() {
        assert_eq!(changed("a\nb-\nc d\ne\n", &[("b-\nc", "bc")]), [(1..3, 1..2)]);
        assert_eq!(changed("a\n12\nb\n", &[("12\n", "")]), [(1..2, 1..1)]);
        assert_eq!(changed("a\n12\n", &[("12\n", "")]), [(1..2, 1..1)]);
        assert_eq!(changed("a\n12", &[("\n12", "")]), [(0..2, 0..1)]);
        assert_eq!(changed("12\n", &[("12\n", "")]), [(0..1, 0..0)]);
        assert_eq!(changed("a b\nc\n", &[(" ", "\n")]), [(0..1, 0..2)]);
    }

    #[test]
    fn lone_carriage_returns_do_not_confuse_it() {
        let source = SourceText::new("x\r\u{ad}\nb\rc");
        let repaired = repaired(source.as_str(), &[("\u{ad}", "")]);
        let target = SourceText::new(repaired.text.as_str());
        let all = pairs(&Lines::of(&source), &Lines::of(&target), &repaired.edits);
        assert_eq!(all.iter().map(|pair| pair.source.len()).sum::<usize>(), source.line_count());
        assert_eq!(all.iter().map(|pair| pair.target.len()).sum::<usize>(), target.line_count());
    }
}
