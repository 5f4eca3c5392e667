//! What is marked in the lines of a page.

use std::ops::Range;

use gensvar::repair::{Edit, Repaired};
use gensvar::text::Span;

use crate::doubtful::{Doubtful, doubtful, is_doubtful};
use crate::html::escaped;
use crate::labels::{Labels, label};
use crate::phrase::{done, doubt, others, sure};

/// A stretch of a text that is marked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark<'a> {
    span: Span,
    tag: &'a str,
    is_doubtful: bool,
    title: String,
}

/// The marks in the source.
pub(super) fn before<'a>(labels: &Labels, repaired: &'a Repaired) -> Vec<Mark<'a>> {
    marks(labels, repaired, "del", |edit| edit.span, |span| span)
}

/// The marks in the repaired text.
pub(super) fn after<'a>(labels: &Labels, repaired: &'a Repaired) -> Vec<Mark<'a>> {
    marks(labels, repaired, "ins", |edit| edit.target, |span| repaired.map.to_target(span))
}

fn marks<'a>(
    labels: &Labels,
    repaired: &'a Repaired,
    tag: &'a str,
    of_edit: impl Fn(&Edit) -> Span,
    of_doubt: impl Fn(Span) -> Span,
) -> Vec<Mark<'a>> {
    let edits = repaired.edits.iter().map(|edit| Mark {
        span: of_edit(edit),
        tag,
        is_doubtful: is_doubtful(edit),
        title: edit_title(labels, edit),
    });
    let left_alone = doubtful(repaired).filter(|place| place.to.is_none()).map(|place| Mark {
        span: of_doubt(place.span),
        tag: "mark",
        is_doubtful: true,
        title: doubt_title(labels, &place),
    });
    let mut out: Vec<Mark<'_>> = edits.chain(left_alone).collect();
    out.sort_by_key(|mark| mark.span);
    out
}

/// What was done, how surely, what else it could be, and which rule did it.
pub(crate) fn edit_title(labels: &Labels, edit: &Edit) -> String {
    let kind = label(&labels.edit_kind, edit.kind.name());
    let said =
        format!("{}: {}", done(labels, &edit.from, Some(&edit.to)), sure(labels, edit.confidence));
    let rule = format!("{kind} ({})", edit.rule);
    joined([Some(said), others(labels, &edit.alternatives), Some(rule)])
}

/// What stands there, how surely, and what else it could be.
pub(crate) fn doubt_title(labels: &Labels, place: &Doubtful<'_>) -> String {
    joined([Some(doubt(labels, place)), others(labels, place.alternatives), None])
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A stretch of a text, without the line end after it, as it stands in a cell. Places where
/// something was taken out or put in are shown only where the stretch itself changed: at its edge
/// they belong to a neighbour.
pub(super) fn marked(
    text: &str,
    range: Range<usize>,
    is_changed: bool,
    marks: &[Mark<'_>],
) -> String {
    let end = range.start + text[range.clone()].trim_end_matches(['\n', '\r']).len();
    let (mut out, mut at) = (String::new(), range.start);
    let first = marks.partition_point(|mark| mark.span.end < range.start);
    for mark in marks[first..].iter().take_while(|mark| mark.span.start <= end) {
        let span = Span::new(mark.span.start.clamp(at, end), mark.span.end.clamp(at, end));
        // What an edit holds of other lines is marked there.
        let is_here = mark.span.is_empty() && is_changed && !range.is_empty();
        if span.is_empty() && !is_here {
            continue;
        }
        out.push_str(&escaped(&text[at..span.start]));
        let class = if mark.is_doubtful { " class=\"doubtful\"" } else { "" };
        let (tag, title) = (mark.tag, escaped(&mark.title));
        let inner = escaped(&text[span.range()]);
        out.push_str(&format!("<{tag}{class} title=\"{title}\">{inner}</{tag}>"));
        at = span.end;
    }
    out.push_str(&escaped(&text[at..end]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_over_several_lines_is_marked_in_each() {
        let mark = |start, end| Mark {
            span: Span::new(start, end),
            tag: "del",
            is_doubtful: false,
            title: "t".to_owned(),
        };
        let text = "ab\r\ncd\r\nef";
        let marks = [mark(1, 5), mark(6, 6), mark(8, 9)];
        let cells = [0..4, 4..8, 8..10].map(|range| marked(text, range, true, &marks));
        assert_eq!(cells[0], "a<del title=\"t\">b</del>");
        assert_eq!(cells[1], "<del title=\"t\">c</del>d<del title=\"t\"></del>");
        assert_eq!(cells[2], "<del title=\"t\">e</del>f");
    }
}
