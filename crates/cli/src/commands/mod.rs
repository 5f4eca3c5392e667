//! One module for each command.

mod by_agency;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod flag;
pub(crate) mod manual;
pub(crate) mod repair;
pub(crate) mod requirements;
pub(crate) mod text;
pub(crate) mod triage;

use gensvar::requirements::{Assessment, RequirementSet};
use gensvar::{Gensvar, Reply};
use gensvar_report::FlagsOut;

use crate::args::OwnAgencies;
use crate::error::{Failure, name};
use crate::inputs::Input;

/// The library, loaded.
fn load() -> Result<Gensvar, Failure> {
    Gensvar::danish().map_err(|error| Failure::call(format!("built-in data: {error}")))
}

/// What a set says of a reply, and how it is printed: with the doubtful words that flags hang on.
fn assessed(
    gensvar: &Gensvar,
    input: &Input,
    reply: &Reply,
    set: &RequirementSet,
) -> (Assessment, FlagsOut) {
    let assessment = gensvar.check(reply, set);
    let doubts = gensvar.doubtful_flags(reply, set, &assessment);
    let flags = FlagsOut::new(&input.name, reply, &assessment);
    let flags = FlagsOut { ocr: input.ocr.clone(), ..flags };
    let flags = flags.with_doubts(reply, &assessment, &doubts);
    (assessment, flags)
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
