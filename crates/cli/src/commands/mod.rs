//! One module for each command.

pub(crate) mod extract;
pub(crate) mod flag;
pub(crate) mod repair;
pub(crate) mod requirements;
pub(crate) mod text;

use gensvar::Gensvar;

use crate::args::{Files, Target, TextFormat};
use crate::error::Failure;
use crate::inputs;
use crate::output::Output;

/// Where the results of a command go that prints texts: several plain texts want a folder, for on
/// standard output nobody could tell where one ends.
fn text_output(files: &Files, format: TextFormat, target: &Target) -> Result<Output, Failure> {
    inputs::check(files)?;
    match (&target.output, format) {
        (Some(dir), TextFormat::Text) => Output::folder(dir, ".txt", &files.files),
        (Some(dir), TextFormat::Json) => Output::folder(dir, ".json", &files.files),
        (None, TextFormat::Text) if files.files.len() > 1 => Err(Failure::call(
            "several inputs as plain text need a folder for the results: \
             add -o DIR, or --format json for one line each",
        )),
        (None, _) => Ok(Output::stdout()),
    }
}

/// The library, loaded.
fn load() -> Result<Gensvar, Failure> {
    Gensvar::danish().map_err(|error| Failure::call(format!("built-in data: {error}")))
}
