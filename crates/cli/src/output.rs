//! Where results go: standard output, or a file for each document.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use gensvar_report::for_terminal;

use crate::args::Target;
use crate::batch::record::sha256;
use crate::error::{Done, Failure};

/// Prints results one after the other.
pub(crate) struct Printed {
    out: BufWriter<StdoutLock<'static>>,
    /// What stands before the first result.
    head: String,
    /// What stands between two results.
    between: &'static str,
    is_begun: bool,
}

impl Printed {
    /// With something before them and between them.
    pub(crate) fn new(head: String, between: &'static str) -> Printed {
        Printed { out: BufWriter::new(io::stdout().lock()), head, between, is_begun: false }
    }

    /// Prints one result.
    pub(crate) fn put(&mut self, text: &str) -> Result<(), Failure> {
        let start = if self.is_begun { self.between } else { &self.head };
        self.is_begun = true;
        let written = self.out.write_all(start.as_bytes());
        let written = written.and_then(|()| self.out.write_all(text.as_bytes()));
        written.map_err(|error| Failure::output("standard output", &error))
    }

    /// Sees to it that all that was put is out.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| Failure::output("standard output", &error))
    }
}

/// A text for people, as it is printed: with colours only where a terminal shows it and the user has not
/// asked for none (`NO_COLOR`).
pub(crate) fn for_people(text: &str) -> String {
    let choice = anstream::AutoStream::choice(&io::stdout());
    for_terminal(text, choice != anstream::ColorChoice::Never)
}

/// Prints a text that is all there is to print.
pub(crate) fn print(text: &str) -> Result<Done, Failure> {
    let mut output = Printed::new(String::new(), "");
    output.put(text)?;
    output.flush()?;
    Ok(Done::default())
}

/// How long a name may be that file systems take, in bytes.
const LONGEST: usize = 255;

/// The file that the result of a document goes to: its name with the extension behind it. No two
/// documents of a folder have one file.
///
/// A text that comes of a text keeps its name. A name that says that it is another format gets `.txt`
/// behind it, and so does one that says it with `.txt` behind it, for that may be taken by the former.
pub(crate) fn file_name(target: &Path, extension: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    if extension == ".txt" && !is_other_format(&name.to_string_lossy()) {
        return target.to_owned();
    }
    let mut file = name.to_owned();
    file.push(extension);
    if file.len() > LONGEST {
        // Cut, and told from others that begin alike.
        let mark = sha256(name.as_encoded_bytes());
        let end = format!("~{}{extension}", mark.get(..12).unwrap_or(&mark));
        let name = name.to_string_lossy();
        let most = LONGEST.saturating_sub(end.len());
        let cut = (0..=most).rev().find(|&cut| name.is_char_boundary(cut)).unwrap_or(0);
        file = format!("{}{end}", name.get(..cut).unwrap_or_default()).into();
    }
    target.with_file_name(file)
}

/// The endings of files that are no plain text and can be read.
const OTHER_FORMATS: [&str; 16] = [
    "alto", "docx", "eml", "hocr", "htm", "html", "jpeg", "jpg", "mbox", "msg", "odt", "pdf",
    "png", "tif", "tiff", "xml",
];

fn is_other_format(name: &str) -> bool {
    let name = name.to_lowercase();
    let end = name.trim_end_matches(".txt").rsplit_once('.').map(|(_, end)| end);
    end.is_some_and(|end| OTHER_FORMATS.contains(&end))
}

/// How wide a table is that no terminal shows.
const TABLE: usize = 120;
/// How wide a text for reading is that no terminal shows: as a page.
const TEXT: usize = 80;

/// How wide printed tables may be.
pub(crate) fn table_width() -> usize {
    terminal_width().unwrap_or(TABLE)
}

/// How wide a printed text for reading may be.
pub(crate) fn text_width() -> usize {
    terminal_width().unwrap_or(TEXT)
}

impl Target {
    /// How wide tables may be that are printed or written. What is written to files does not depend on
    /// the terminal that the program was called from.
    pub(crate) fn table_width(&self) -> usize {
        if self.output.is_some() { TABLE } else { table_width() }
    }

    /// How wide texts for reading may be that are printed or written.
    pub(crate) fn text_width(&self) -> usize {
        if self.output.is_some() { TEXT } else { text_width() }
    }
}

fn terminal_width() -> Option<usize> {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map(|(terminal_size::Width(width), _)| usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_files_are_named_after_their_inputs() {
        let of = |input: &str, end| file_name(Path::new(input), end);
        for (input, end, file) in [
            ("in/note.txt", ".txt", "in/note.txt"),
            ("in/note.md", ".txt", "in/note.md"),
            ("README", ".txt", "README"),
            ("README.txt", ".txt", "README.txt"),
            ("note.pdf", ".txt", "note.pdf.txt"),
            ("note.PDF.txt", ".txt", "note.PDF.txt.txt"),
            ("svar 2.12.2025.txt", ".txt", "svar 2.12.2025.txt"),
            ("note.txt", ".json", "note.txt.json"),
            ("note", ".json", "note.json"),
            ("mail.eml/bilag.txt", ".claims.json", "mail.eml/bilag.txt.claims.json"),
        ] {
            assert_eq!(of(input, end), Path::new(file), "{input}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_stays_its_own() {
        let (one, other) = ("å".repeat(124) + ".pdf", "å".repeat(124) + ".msg");
        let of = |name: &str| file_name(&Path::new("in").join(name), ".claims.json");
        assert_ne!(of(&one), of(&other));
        let name = of(&one).file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.len() <= LONGEST && name.starts_with("åå") && name.ends_with(".claims.json"));
    }
}
