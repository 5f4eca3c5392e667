use std::str::FromStr;

use super::{Cells, Csv};
use crate::html::shown;

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
            // Cells begin so, or are kept by it from being formulas.
            b'"' | b'\'' | b'=' | b'+' | b'-' | b'@' => None,
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

/// A text as a cell that a spreadsheet shows and does not reckon: on one line, what cannot be seen
/// as signs, and behind an apostrophe if it begins as formulas do.
fn harmless(cell: &str) -> String {
    // What was a tab or a line end at the beginning may be dropped by a spreadsheet too.
    let is_control = cell.starts_with(['\t', '\r', '\n']);
    let line = shown(&cell.replace("\r\n", " ").replace(['\t', '\r', '\n'], " "));
    let mut line = match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    };
    if is_control || line.trim_start().starts_with(BEGINNINGS) {
        line.insert(0, '\'');
    }
    unsplit(&line)
}

/// The same where a cell is split because the file is read with another separator than it was
/// written with.
fn unsplit(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut is_beginning = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        // A dash before a blank begins no formula, but what is put in.
        let is_dash = chars.peek().is_none_or(|next| next.is_whitespace());
        if is_beginning && BEGINNINGS.contains(&c) && !is_dash {
            out.push('\'');
        }
        is_beginning = SPLITTING.contains(&c) || is_beginning && (c.is_whitespace() || c == '"');
        out.push(c);
    }
    out
}

/// What a spreadsheet may be told to split cells at.
const SPLITTING: [char; 4] = [';', ',', '|', '\t'];

/// What formulas begin with. Spreadsheets take the full and small signs for those of ASCII.
const BEGINNINGS: [char; 13] =
    ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '\u{2212}'];

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
    fn no_cell_becomes_a_formula_when_it_is_split_elsewhere() {
        assert_eq!(harmless("b,=3+3,.txt"), "b,'=3+3,.txt");
        assert_eq!(harmless("a; \"=1\""), "a; \"'=1\"");
        for plain in ["den 3.-4. maj, kl. 9-12", "hvert år, - og i to hold"] {
            assert_eq!(harmless(plain), plain);
        }
        let rows: [&[&str]; 2] = [&["b;=1", "x,@a"], &["|+1", "\t;\u{a0}-1"]];
        for written in [b';', b',', b'\t', b'|'] {
            let csv = cells(&rows).csv(Separator::new(written).unwrap());
            for read in [b';', b',', b'\t', b'|'] {
                let mut reader = ::csv::ReaderBuilder::new();
                reader.delimiter(read).flexible(true).has_headers(false);
                for record in reader.from_reader(csv.rows.as_bytes()).records() {
                    for cell in &record.unwrap() {
                        let cell = cell.trim_start_matches([' ', '"', '\u{a0}']);
                        assert!(!cell.starts_with(BEGINNINGS), "{cell:?}");
                    }
                }
            }
        }
        for no_sign in [b'=', b'+', b'-', b'@'] {
            assert_eq!(Separator::new(no_sign), None);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for hostile in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "\u{a0}=1",
            "＝1",
            "﹢1",
            "\u{2212}1",
        ] {
            let cell = harmless(hostile);
            assert!(cell.starts_with('\''), "{hostile:?}: {cell:?}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
        for fine in ["Kurset – nej", "a=b", "– nævnes ikke", "", "3-5", "§ 4", "»=1«"] {
            assert_eq!(harmless(fine), fine);
        }
        // A mark that cannot be seen stands as a sign, and no formula begins behind it.
        assert_eq!(harmless("\u{200b}=1"), "⟦U+200B⟧=1");
    }

    #[test]
    fn what_is_not_seen_is_shown_and_what_is_too_long_cut() {
        assert_eq!(harmless("a\r\nb\u{202e}\0"), "a b⟦U+202E⟧␀");
        let long = harmless(&"å".repeat(1_000_000));
        assert_eq!(long.chars().count(), LONGEST + 2);
    }
}
