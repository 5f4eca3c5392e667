//! One module for each command.

mod by_agency;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod flag;
pub(crate) mod manual;
pub(crate) mod repair;
pub(crate) mod requirements;
pub(crate) mod text;

use gensvar::Gensvar;

use crate::args::OwnAgencies;
use crate::error::{Failure, name};

/// The library, loaded.
fn load() -> Result<Gensvar, Failure> {
    Gensvar::danish().map_err(|error| Failure::call(format!("built-in data: {error}")))
}

/// The library, loaded, with a user's agencies, which belong to the call: a file that cannot be read
/// ends it. All that are wrong are told at once. Also the text of those files, which decides what is
/// found.
fn load_with(own: &OwnAgencies) -> Result<(Gensvar, String), Failure> {
    let (mut gensvar, mut problems) = (load()?, Vec::new());
    let mut texts = String::new();
    for path in &own.agencies {
        let file = name(path);
        let added =
            gensvar_ingest::read_file(path).map_err(|error| error.to_string()).and_then(|read| {
                texts += &read.text;
                gensvar.add_agencies(&file, &read.text).map_err(|e| e.to_string())
            });
        if let Err(what) = added {
            problems.push(format!("--agencies: {what}"));
        }
    }
    if problems.is_empty() { Ok((gensvar, texts)) } else { Err(Failure::Call(problems)) }
}
