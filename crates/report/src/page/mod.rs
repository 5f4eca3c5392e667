//! A page of a repair, before and after side by side.

mod marks;

use std::ops::Range;

use gensvar::repair::Repaired;
use gensvar::text::SourceText;

use askama::Template;

use crate::doubtful::doubtful;
use crate::labels::{Labels, danish, fill};
use crate::lines::{Lines, Pair, pairs};
use crate::phrase::{doubt, others, summary};
use marks::{after, before, marked};
pub(crate) use marks::{doubt_title, edit_title};

const STYLE: &str = include_str!("../../templates/repair.css");

#[derive(Template)]
#[template(path = "repair.html")]
struct RepairPage<'a> {
    labels: &'a Labels,
    style: &'a str,
    name: &'a str,
    summary: String,
    places: Vec<Place>,
    /// Made by [`rows`], which escapes what comes from the text.
    rows: String,
}

/// A doubtful place, with a link to its line.
struct Place {
    line: usize,
    at: String,
    said: String,
}

/// A page of its own that shows a text before and after repair, line by line, with what was
/// changed and what is doubtful marked in both.
///
/// The page holds no script and fetches nothing; whatever comes from the text is escaped.
///
/// ```
/// use gensvar::{repair::Repairer, text::SourceText};
///
/// let source = SourceText::new("<script>alert(1)</script> pa mgdet");
/// let repaired = Repairer::danish().repair(source.as_str());
/// let page = gensvar_report::repair_page("notat.txt", &source, &repaired);
/// assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
/// ```
pub fn repair_page(name: &str, source: &SourceText, repaired: &Repaired) -> String {
    let labels = danish();
    let page = RepairPage {
        labels,
        style: STYLE,
        name,
        summary: summary(labels, repaired),
        places: places(labels, source, repaired),
        rows: rows(labels, source, repaired, "l"),
    };
    page.render().expect("a template without calls that fail")
}

fn places(labels: &Labels, source: &SourceText, repaired: &Repaired) -> Vec<Place> {
    let places = doubtful(repaired).map(|place| {
        let line = source.line_of(place.span.start);
        let column = source.column_of(place.span.start).to_string();
        let at = [("line", line.to_string()), ("column", column)];
        let at = at.each_ref().map(|(name, value)| (*name, value.as_str()));
        let others =
            others(labels, place.alternatives).map_or_else(String::new, |o| format!("; {o}"));
        Place {
            line,
            at: fill(labels.page("place"), &at),
            said: format!("{}{others}", doubt(labels, &place)),
        }
    });
    places.collect()
}

/// A row of a table for each line, before and after; the ids of lines begin with `prefix`.
pub(crate) fn rows(
    labels: &Labels,
    source: &SourceText,
    repaired: &Repaired,
    prefix: &str,
) -> String {
    let target = SourceText::new(repaired.text.as_str());
    let (old, new) = (Lines::of(source), Lines::of(&target));
    let (before, after) = (before(labels, repaired), after(labels, repaired));
    let mut out = String::new();
    let mut row = |lines: Range<usize>, become_lines: Range<usize>, is_changed: bool| {
        let (here, there) = (old.range(&lines), new.range(&become_lines));
        // After the last line end nothing stands on either side.
        if here.is_empty() && there.is_empty() {
            return;
        }
        let number = lines.start + 1;
        let head = match lines.len() {
            0 => "<td></td>".to_owned(),
            1 => format!("<th scope=\"row\" id=\"{prefix}{number}\">{number}</th>"),
            _ => {
                // Each line keeps an anchor, for the list of places leads to it.
                let anchors =
                    lines.clone().map(|line| format!("<span id=\"{prefix}{}\"></span>", line + 1));
                let anchors: String = anchors.collect();
                format!("<th scope=\"row\">{anchors}{number}–{}</th>", lines.end)
            }
        };
        let left = marked(source.as_str(), here, is_changed, &before);
        let right = marked(&repaired.text, there, is_changed, &after);
        out.push_str(&format!("<tr>{head}<td>{left}</td><td>{right}</td></tr>\n"));
    };
    for Pair { source, target, is_changed } in pairs(&old, &new, &repaired.edits) {
        if source.len() == target.len() {
            for (line, become_line) in source.zip(target) {
                row(line..line + 1, become_line..become_line + 1, is_changed);
            }
        } else {
            row(source, target, is_changed);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::tests::repaired;
    use gensvar::repair::{Alternative, Doubt};
    use gensvar::text::Span;

    fn page(source: &str, repaired: &Repaired) -> String {
        repair_page("a<b>.txt", &SourceText::new(source), repaired)
    }

    #[test]
    fn the_page_is_closed_and_can_be_read() {
        let source = "<script>alert(1)</script> pa \u{202e}mgdet";
        let html = page(source, &repaired(source, &[("pa", "på")]));
        let parsed = crate::html::closed::assert_closed(&html, STYLE, None);
        let cells = crate::html::closed::select(&parsed, "td");
        let cells: Vec<String> = cells.map(|cell| cell.text().collect()).collect();
        assert_eq!(cells[1], "<script>alert(1)</script> på \u{27e6}U+202E\u{27e7}mgdet");
        let pairs = [
            ("ink", "paper"),
            ("ink", "head"),
            ("faint", "paper"),
            ("link", "paper"),
            ("before-ink", "before"),
            ("after-ink", "after"),
            ("doubt-ink", "doubt"),
        ];
        crate::html::closed::assert_contrast(STYLE, 1, &pairs);
    }

    #[test]
    fn what_changed_is_marked_in_both_columns() {
        let source = "Vi bor <b>pa</b>\r\n12\r\nnår & fjern\r\n";
        let mut repaired = repaired(source, &[("bor", "bør"), ("pa", "på"), ("12\r\n", "")]);
        repaired.edits[0].confidence = 0.71;
        repaired.edits[0].alternatives =
            vec![Alternative { to: "\"bor\"".to_owned(), confidence: 0.25 }];
        let at = source.find("fjern").unwrap();
        repaired.doubts.push(Doubt {
            span: Span::new(at, at + 5),
            word: "fjern".to_owned(),
            confidence: 0.5,
            alternatives: Vec::new(),
        });
        let page = page(source, &repaired);
        assert!(page.contains(
            "<td>Vi <del class=\"doubtful\" title=\"læst »bor«, rettet til »bør«: 71 % sikkert; \
             ellers »&quot;bor&quot;« 25 %; fejllæsning (ocr/channel)\">bor</del> &lt;b&gt;\
             <del title=\"læst »pa«, rettet til »på«: 95 % sikkert; fejllæsning (ocr/channel)\">\
             pa</del>&lt;/b&gt;</td><td>Vi <ins class=\"doubtful\""
        ));
        let row = |number| {
            let start = format!("<tr><th scope=\"row\" id=\"l{number}\">");
            page.lines().find(|line| line.starts_with(&start)).unwrap().to_owned()
        };
        assert!(row(2).ends_with("12</del></td><td></td></tr>"), "{}", row(2));
        assert_eq!(row(3).matches("<mark class=\"doubtful\"").count(), 2, "{}", row(3));
        assert!(row(3).contains("når &amp; <mark"), "{}", row(3));
        assert!(page.contains("<title>a&lt;b&gt;.txt"));
        assert!(page.contains("<a href=\"#l3\">linje 3, tegn 7</a>: læst »fjern«, ladt stå"));
    }

    #[test]
    fn a_text_without_change_and_without_words_is_a_page_too() {
        for text in ["", "\n", "Kurset er frivilligt.", "\u{0}\u{1b}[1m\u{202e}"] {
            let page = page(text, &repaired(text, &[]));
            assert!(page.contains("ingen rettelser, intet er tvivlsomt"));
            assert!(!page.contains("<section>"));
            assert!(!page.contains(['\u{0}', '\u{1b}', '\u{202e}']));
            assert!(page.ends_with("</html>\n"));
        }
    }

    #[test]
    fn lines_that_are_joined_share_a_row() {
        let source = "Kjø-\nbenhavn\nher\n";
        let page = page(source, &repaired(source, &[("Kjø-\nbenhavn", "København")]));
        assert!(page.contains("<span id=\"l2\"></span>1–2</th>"), "{page}");
        assert!(page.contains(">Kjø-\nbenhavn</del></td>"), "{page}");
    }
}
