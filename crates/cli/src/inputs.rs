//! The files of a call: checked all at once, then read and worked on in parallel.

use std::path::{Path, PathBuf};

use gensvar::text::SourceText;
use gensvar_ingest::{Encoding, Options};
use rayon::prelude::*;

use crate::args::Files;
use crate::error::{Done, Failure, cause, name, report};
use crate::output::Output;

/// How many inputs are in memory at a time for each thread. More keep the threads busy where sizes
/// differ, fewer let results appear sooner.
const PER_THREAD: usize = 8;

/// An input that was read.
pub(crate) struct Input {
    /// The path as given.
    pub(crate) name: String,
    /// Its text.
    pub(crate) source: SourceText,
    /// What its bytes were in.
    pub(crate) encoding: Encoding,
    /// What could not be read, or only with doubt.
    pub(crate) warnings: Vec<String>,
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Refuses a call that names what does not exist, before anything is processed.
pub(crate) fn check(files: &Files) -> Result<(), Failure> {
    let (paths, mut problems) = (&files.files, Vec::new());
    for path in paths.iter().filter(|path| !is_stdin(path)) {
        match path.metadata() {
            Ok(found) if found.is_dir() => {
                problems.push(format!("{}: is a folder; name the files in it", name(path)));
            }
            Ok(_) => {}
            Err(error) => {
                problems.push(format!("{}: {}; check the path", name(path), cause(&error)));
            }
        }
    }
    if paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        problems.push("-: standard input can be read once only; name it once".to_owned());
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Call(problems)) }
}

/// Works on every input on all cores and puts the results out in the order of the call. An input
/// that fails is named on standard error, and the others go on.
pub(crate) fn run_each(
    files: &Files,
    output: &mut Output,
    work: impl Fn(&Input) -> String + Sync,
) -> Result<Done, Failure> {
    try_each(files, output, |input| Ok(work(input)))
}

/// The same for work that may fail on an input, with the message that names it.
pub(crate) fn try_each(
    files: &Files,
    output: &mut Output,
    work: impl Fn(&Input) -> Result<String, String> + Sync,
) -> Result<Done, Failure> {
    for_each(files, work, |path, result| {
        if let Ok(text) = result {
            output.put(path, &text)?;
        }
        output.flush()
    })
}

/// Works on every input on all cores and hands the results over in the order of the call; of an
/// input that failed, the message, which is on standard error already.
pub(crate) fn for_each<T: Send>(
    files: &Files,
    work: impl Fn(&Input) -> Result<T, String> + Sync,
    mut take: impl FnMut(&Path, Result<T, &str>) -> Result<(), Failure>,
) -> Result<Done, Failure> {
    let mut done = Done::default();
    let options = Options { encoding: files.encoding, ..Options::default() };
    for some in files.files.chunks(PER_THREAD * rayon::current_num_threads()) {
        let read_one = |path: &PathBuf| {
            let input = read(path, &options)?;
            Ok((work(&input)?, input.warnings))
        };
        let results: Vec<Result<_, String>> = some.par_iter().map(read_one).collect();
        for (path, result) in some.iter().zip(results) {
            match result {
                Ok((result, warnings)) => {
                    let name = name(path);
                    warnings.iter().for_each(|warning| report(&format!("{name}: {warning}")));
                    take(path, Ok(result))?;
                }
                Err(message) => {
                    done.failed += 1;
                    report(&message);
                    take(path, Err(&message))?;
                }
            }
        }
    }
    Ok(done)
}

fn read(path: &Path, options: &Options) -> Result<Input, String> {
    let decoded = if is_stdin(path) {
        options.read(std::io::stdin().lock()).map_err(|error| format!("-: {error}"))?
    } else {
        options.read_file(path).map_err(|error| error.to_string())?
    };
    Ok(Input {
        name: name(path),
        source: SourceText::new(decoded.text),
        encoding: decoded.encoding,
        warnings: decoded.warnings.iter().map(ToString::to_string).collect(),
    })
}
