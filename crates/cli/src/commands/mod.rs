//! One module for each command.

mod by_agency;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod flag;
pub(crate) mod repair;
pub(crate) mod requirements;
pub(crate) mod text;

use gensvar::Gensvar;

use crate::args::{Files, OwnAgencies, Target};
use crate::error::{Failure, name};
use crate::inputs;
use crate::output::Output;

/// Where the results of a command go that makes a file for each input, whose name ends with
/// `extension`.
///
/// Several results that do not tell where they end want a folder: on standard output nobody could
/// tell one from the next.
fn file_output(
    files: &Files,
    target: &Target,
    extension: &'static str,
    between: Between,
) -> Result<Output, Failure> {
    inputs::check(files)?;
    match (&target.output, between) {
        (Some(dir), _) => Output::folder(dir, extension, &files.files),
        (None, Between::FoldersOnly) if files.files.len() > 1 => Err(Failure::call(
            "several inputs in this format need a folder for the results: \
             add -o DIR, or --format json for one line each",
        )),
        (None, Between::FoldersOnly | Between::Nothing) => Ok(Output::stdout()),
        (None, Between::EmptyLine) => Ok(Output::stdout_with("\n")),
    }
}

/// How results follow each other on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// They do not: each wants a file.
    FoldersOnly,
    /// One after the other, for each tells where it begins.
    Nothing,
    /// With an empty line between them.
    EmptyLine,
}

/// The library, loaded.
fn load() -> Result<Gensvar, Failure> {
    Gensvar::danish().map_err(|error| Failure::call(format!("built-in data: {error}")))
}

/// The library, loaded, with a user's agencies, which belong to the call: a file that cannot be read
/// ends it. All that are wrong are told at once.
fn load_with(own: &OwnAgencies) -> Result<Gensvar, Failure> {
    let (mut gensvar, mut problems) = (load()?, Vec::new());
    for path in &own.agencies {
        let file = name(path);
        let added = gensvar_ingest::read_file(path)
            .map_err(|error| error.to_string())
            .and_then(|read| gensvar.add_agencies(&file, &read.text).map_err(|e| e.to_string()));
        if let Err(what) = added {
            problems.push(format!("--agencies: {what}"));
        }
    }
    if problems.is_empty() { Ok(gensvar) } else { Err(Failure::Call(problems)) }
}
