//! Where results go: standard output, or a file for each document.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use gensvar_report::for_terminal;

use crate::args::Target;
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

/// The file that the results of a document go to: its name with the extension, once.
pub(crate) fn file_name(target: &Path, extension: &str) -> PathBuf {
    // note.txt becomes note.json; note.pdf becomes note.pdf.json, beside the note.txt of another.
    let is_text = target.extension().is_some_and(|end| end == "txt");
    let stem = if is_text { target.with_extension("") } else { target.to_owned() };
    let mut path = stem.into_os_string();
    path.push(extension);
    PathBuf::from(path)
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
        assert_eq!(of("in/note.txt", ".txt"), Path::new("in/note.txt"));
        assert_eq!(of("note.txt", ".json"), Path::new("note.json"));
        assert_eq!(of("note.pdf", ".txt"), Path::new("note.pdf.txt"));
        assert_eq!(of("stdin", ".txt"), Path::new("stdin.txt"));
        assert_eq!(
            of("mail.eml/bilag.txt", ".claims.json"),
            Path::new("mail.eml/bilag.claims.json")
        );
    }
}
