use std::fmt;

use super::{Cells, Csv};
use crate::phrase::visible;

/// The separator cannot be one: it is a quotation mark or a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvError;

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells cannot be set apart by quotation marks or line ends; take ; or ,")
    }
}

impl std::error::Error for CsvError {}

/// How many characters a cell has at most; spreadsheets take no more than 32,767.
const LONGEST: usize = 32_000;

impl Cells {
    /// As CSV for spreadsheets: UTF-8 with a byte order mark, lines ended by CR and LF, cells quoted
    /// where they must be. No cell is a formula: one that could be begins with an apostrophe.
    ///
    /// # Errors
    /// If `separator` is a quotation mark or a line end.
    pub fn csv(&self, separator: u8) -> Result<Csv, CsvError> {
        let head = lines([&self.header], separator)?;
        Ok(Csv { head: format!("\u{feff}{head}"), rows: lines(&self.rows, separator)? })
    }
}

fn lines<'a>(
    rows: impl IntoIterator<Item = &'a Vec<String>>,
    separator: u8,
) -> Result<String, CsvError> {
    if matches!(separator, b'"' | b'\r' | b'\n') {
        return Err(CsvError);
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Into memory, rows of one length: neither can fail.
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|_| CsvError)?;
    }
    let bytes = writer.into_inner().map_err(|_| CsvError)?;
    String::from_utf8(bytes).map_err(|_| CsvError)
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
        let csv = cells(&[&["x;y", "sagde \"ja\""], &["æ", ""]]).csv(b';').unwrap();
        assert_eq!(csv.head, "\u{feff}a;b\r\n");
        assert_eq!(csv.rows, "\"x;y\";\"sagde \"\"ja\"\"\"\r\næ;\r\n");
        assert_eq!(cells(&[&["x;y", "1,5"]]).csv(b',').unwrap().rows, "x;y,\"1,5\"\r\n");
        assert_eq!(cells(&[]).csv(b'"'), Err(CsvError));
        assert_eq!(cells(&[]).csv(b'\n'), Err(CsvError));
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
