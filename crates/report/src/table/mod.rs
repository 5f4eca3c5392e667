//! Tables for people, in Danish.

mod by_agency;
mod claims;
mod excerpt;
mod explain;
mod flags;
mod gist;
mod matrix;
mod prose;
mod review;
mod sentence;
mod sets;
mod story;
mod underline;
mod why;

pub use by_agency::by_agency_table;
pub use claims::claims_table;
pub(crate) use claims::{amount_words, details, says};
pub use explain::explain_text;
pub use flags::flags_table;
pub(crate) use gist::stance_marks;
pub use gist::triage_text;
pub use prose::set_prose;
pub use review::review_text;
pub use sets::sets_table;
pub use story::story_text;
pub use why::claims_explained;

use crate::labels::{danish, fill, label};
use comfy_table::{ContentArrangement, Table, TableComponent, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest table that is still drawn; below it words would be cut to letters.
const NARROWEST: usize = 60;

fn table(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_HORIZONTAL_ONLY)
        .remove_style(TableComponent::HorizontalLines)
        .remove_style(TableComponent::MiddleIntersections)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width.max(NARROWEST)).unwrap_or(u16::MAX));
    table
}

/// A line of cells, each padded to the columns it takes, with two spaces between them.
fn line(cells: &[&str], widths: &[usize]) -> String {
    let mut out = String::new();
    for (cell, &width) in cells.iter().zip(widths) {
        out.push_str(cell);
        out.push_str(&" ".repeat((width + 2).saturating_sub(cell.width())));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The drawn table without the spaces that fill its lines.
fn drawn(table: &Table) -> String {
    let mut out = String::new();
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The beginning of a text that takes at most so many columns, cut after a word, with an ellipsis
/// if something is left out.
fn shortened(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let (mut cut, mut used) = (String::new(), 2);
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        cut.push(c);
    }
    let end = cut.rfind(char::is_whitespace).filter(|&end| end > cut.len() / 2);
    format!("{} …", cut[..end.unwrap_or(cut.len())].trim_end())
}

/// A line on the doubtful words that were not tried with other readings, where there are any.
fn untried(count: usize, width: usize) -> String {
    let word = match count {
        0 => return String::new(),
        1 => "untried_one",
        _ => "untried",
    };
    let text = fill(label(&danish().words, word), &[("n", &count.to_string())]);
    let mut out = "\n".to_owned();
    wrap(&mut out, &text, "", width);
    out
}

/// Adds a text in lines of at most `width` columns; all but the first are set in by two more.
fn wrap(out: &mut String, text: &str, indent: &str, width: usize) {
    wrap_hanging(out, text, [indent, &format!("{indent}  ")], width);
}

/// Adds a text in lines of at most `width` columns, the first and the others set in by their own.
fn wrap_hanging(out: &mut String, text: &str, [first, others]: [&str; 2], width: usize) {
    let mut line = first.to_owned();
    let mut is_begun = false;
    for word in text.split_whitespace() {
        if is_begun && line.chars().count() + 1 + word.chars().count() > width {
            out.push_str(&line);
            out.push('\n');
            line = others.to_owned();
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    out.push_str(&line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_after_a_word() {
        assert_eq!(shortened("Kurset er obligatorisk", 40), "Kurset er obligatorisk");
        assert_eq!(shortened("Kurset er obligatorisk", 15), "Kurset er …");
        assert_eq!(shortened("obligatorisk", 7), "oblig …");
        assert_eq!(shortened("Kurset\u{30a} e\u{301}r", 9), "Kurset\u{30a} e\u{301}r");
    }

    #[test]
    fn what_was_not_tried_is_told() {
        assert_eq!(untried(0, 80), "");
        assert!(untried(1, 200).starts_with("\n1 "));
        assert!(untried(12, 200).starts_with("\n12 "));
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        let mut out = String::new();
        wrap(&mut out, "nye: kurset er rettet mod nye sagsbehandlere", "  ", 20);
        assert_eq!(out, "  nye: kurset er\n    rettet mod nye\n    sagsbehandlere\n");
    }
}
