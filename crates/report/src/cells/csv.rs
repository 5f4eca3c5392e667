use std::str::FromStr;

use super::{Cells, Csv};
use crate::phrase::visible;

/// What stands between the cells of CSV: a sign that is neither a quotation mark nor a line end.
///
/// ```
/// use gensvar_report::Separator;
/// assert_eq!(";".parse::<Separator>(), Ok(Separator::default()));
/// assert!("tab".parse::<Separator>().is_ok());
/// assert!("\"".parse::<Separator>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separator(u8);

impl Separator {
    /// That sign of ASCII, if it can stand between cells.
    pub const fn new(sign: u8) -> Option<Separator> {
        match sign {
            b'"' | b'\'' => None,
            b'\t' => Some(Separator(sign)),
            sign if sign.is_ascii_punctuation() => Some(Separator(sign)),
            _ => None,
        }
    }
}

impl From<Separator> for u8 {
    fn from(separator: Separator) -> u8 {
        separator.0
    }
}

/// The semicolon, which a spreadsheet set to Danish expects.
impl Default for Separator {
    fn default() -> Separator {
        Separator(b';')
    }
}

/// By the sign itself, or `tab`.
impl FromStr for Separator {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Separator, &'static str> {
        let sign = match text.as_bytes() {
            b"tab" => Some(b'\t'),
            [sign] => Some(*sign),
            _ => None,
        };
        let separator = sign.and_then(Separator::new);
        separator.ok_or("give a single sign such as ; or , or the word tab")
    }
}

/// How many characters a cell has at most; spreadsheets take no more than 32,767.
const LONGEST: usize = 32_000;

impl Cells {
    /// As CSV for spreadsheets: UTF-8 with a byte order mark, lines ended by CR and LF, cells quoted
    /// where they must be. No cell is a formula: one that could be begins with an apostrophe.
    pub fn csv(&self, separator: Separator) -> Csv {
        let head = lines([&self.header], separator);
        Csv { head: format!("\u{feff}{head}"), rows: lines(&self.rows, separator) }
    }
}

fn lines<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>, separator: Separator) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator.0)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Into memory, and rows of any length: nothing can fail.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that is text to any spreadsheet, on one line, with what is not seen made visible.
fn harmless(cell: &str) -> String {
    let shown = visible(cell);
    let mut shown = match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &shown[..end]),
        None => shown,
    };
    let first = shown.chars().find(|c| !is_blank(*c));
    if first.is_some_and(begins_formula) {
        shown.insert(0, '\'');
    }
    shown
}

/// Spreadsheets look past these before they look for a formula.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '"' | '↵')
}

/// The signs that a formula begins with, as they are on the keyboard and full or small.
fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Cells {
        let row = |row: &&[&str]| row.iter().map(|&cell| cell.to_owned()).collect();
        Cells { header: vec!["a".to_owned(), "b".to_owned()], rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn cells_are_quoted_and_lines_end_as_spreadsheets_want() {
        let csv = cells(&[&["x;y", "sagde \"ja\""], &["æ", ""]]).csv(Separator::default());
        assert_eq!(csv.head, "\u{feff}a;b\r\n");
        assert_eq!(csv.rows, "\"x;y\";\"sagde \"\"ja\"\"\"\r\næ;\r\n");
        assert_eq!(cells(&[&["x;y", "1,5"]]).csv(Separator(b',')).rows, "x;y,\"1,5\"\r\n");
        for no_sign in [b'"', b'\n', b'\r', b'a', b' ', 0xE6] {
            assert_eq!(Separator::new(no_sign), None);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for hostile in [
            "=cmd|'/C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}@x",
            "＝1",
            "﹢1",
            "\u{2212}1",
            "\"=1\"",
        ] {
            let shown = harmless(hostile);
            assert!(shown.starts_with('\''), "{hostile:?}: {shown:?}");
            assert!(!shown.chars().any(char::is_control), "{shown:?}");
        }
        for fine in ["Kurset – nej", "a=b", "– nævnes ikke", "", "3-5", "§ 4"] {
            assert_eq!(harmless(fine), fine);
        }
    }

    #[test]
    fn what_is_not_seen_is_shown_and_what_is_too_long_cut() {
        assert_eq!(harmless("a\0b\u{202e}c\nd"), "a□b□c↵d");
        let long = harmless(&"å".repeat(1_000_000));
        assert_eq!(long.chars().count(), LONGEST + 2);
    }
}
