//! Where results go: standard output, or a file for each input.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::error::{Failure, name};
use crate::inputs::is_stdin;

/// Takes the results in the order of the inputs.
pub(crate) enum Output {
    /// Prints them one after the other.
    Stdout {
        /// Standard output.
        out: BufWriter<StdoutLock<'static>>,
        /// What stands between two results.
        between: &'static str,
        /// Whether one was printed.
        is_begun: bool,
    },
    /// Writes each to a file of its own.
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the files' names end with.
        extension: &'static str,
    },
}

impl Output {
    /// Prints all results.
    pub(crate) fn stdout() -> Output {
        Output::stdout_with("")
    }

    /// Prints all results with something between them.
    pub(crate) fn stdout_with(between: &'static str) -> Output {
        Output::Stdout { out: BufWriter::new(io::stdout().lock()), between, is_begun: false }
    }

    /// Writes each result into the folder, which is made if it is not there.
    ///
    /// Refuses two inputs that would become the same file, and one that would overwrite an input.
    pub(crate) fn folder(
        dir: &Path,
        extension: &'static str,
        inputs: &[PathBuf],
    ) -> Result<Output, Failure> {
        let mut problems = Vec::new();
        let mut taken: HashMap<PathBuf, &Path> = HashMap::new();
        let originals: Vec<PathBuf> =
            inputs.iter().filter_map(|input| input.canonicalize().ok()).collect();
        for input in inputs {
            let target = target(dir, extension, input);
            if target.canonicalize().is_ok_and(|target| originals.contains(&target)) {
                problems.push(format!(
                    "{}: would be overwritten; name another folder with -o",
                    name(&target)
                ));
            }
            if let Some(other) = taken.insert(target.clone(), input) {
                problems.push(format!(
                    "{} and {}: would both be written to {}; run them apart",
                    name(other),
                    name(input),
                    name(&target)
                ));
            }
        }
        if !problems.is_empty() {
            return Err(Failure::Call(problems));
        }
        if let Err(error) = fs::create_dir_all(dir) {
            let cause = crate::error::cause(&error);
            return Err(Failure::call(format!("{}: cannot be made: {cause}", name(dir))));
        }
        Ok(Output::Folder { dir: dir.to_owned(), extension })
    }

    /// Takes the result of one input.
    pub(crate) fn put(&mut self, input: &Path, text: &str) -> Result<(), Failure> {
        match self {
            Output::Stdout { out, between, is_begun } => {
                let start = if *is_begun { *between } else { "" };
                *is_begun = true;
                let written = out.write_all(start.as_bytes());
                let written = written.and_then(|()| out.write_all(text.as_bytes()));
                written.map_err(|error| Failure::output("standard output", &error))
            }
            Output::Folder { dir, extension } => {
                let path = target(dir, extension, input);
                write_aside(&path, text).map_err(|error| Failure::output(&name(&path), &error))
            }
        }
    }

    /// Sees to it that all that was put is out.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Output::Stdout { out, .. } => {
                out.flush().map_err(|error| Failure::output("standard output", &error))
            }
            Output::Folder { .. } => Ok(()),
        }
    }
}

/// The file that an input's result goes to: its name with the extension, once.
fn target(dir: &Path, extension: &str, input: &Path) -> PathBuf {
    if is_stdin(input) {
        return dir.join(format!("stdin{extension}"));
    }
    let file = input.file_name().unwrap_or_default().to_string_lossy();
    // note.txt becomes note.json; note.pdf becomes note.pdf.txt, beside the note.txt of another.
    let stem = file.strip_suffix(".txt").unwrap_or(&file);
    dir.join(format!("{stem}{extension}"))
}

/// Writes a file under another name first, so that its own name never stands for half of it.
fn write_aside(path: &Path, text: &str) -> io::Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".part");
    let aside = PathBuf::from(aside);
    let written = fs::write(&aside, text).and_then(|()| fs::rename(&aside, path));
    if written.is_err() {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&aside);
    }
    written
}

/// How wide tables may be: as the terminal, or a usual width where there is none.
pub(crate) fn table_width() -> usize {
    width_or(120)
}

/// How wide a text for reading may be: as the terminal, or as a page where there is none.
pub(crate) fn text_width() -> usize {
    width_or(80)
}

fn width_or(usual: usize) -> usize {
    let is_size = terminal_size::terminal_size_of(io::stdout());
    is_size.map_or(usual, |(terminal_size::Width(width), _)| usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_files_are_named_after_their_inputs() {
        let of = |input: &str, end| target(Path::new("out"), end, Path::new(input));
        assert_eq!(of("in/note.txt", ".txt"), Path::new("out/note.txt"));
        assert_eq!(of("in/note.txt", ".json"), Path::new("out/note.json"));
        assert_eq!(of("note.pdf", ".txt"), Path::new("out/note.pdf.txt"));
        assert_eq!(of("-", ".txt"), Path::new("out/stdin.txt"));
    }
}
