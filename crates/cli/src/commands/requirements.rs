use std::fs;
use std::ops::Deref;
use std::path::Path;

use gensvar::requirements::RequirementSet;
use gensvar_report::{SetOut, json_line, set_prose, sets_table};

use super::load;
use crate::args::{RequirementsArgs, RequirementsCommand, SetFormat, TableFormat};
use crate::error::{Done, Failure, cause, report};
use crate::output::{Output, table_width};

/// A set that is built in, or one that was read.
pub(crate) enum Set {
    BuiltIn(&'static RequirementSet),
    Read(Box<RequirementSet>),
}

impl Deref for Set {
    type Target = RequirementSet;

    fn deref(&self) -> &RequirementSet {
        match self {
            Set::BuiltIn(set) => set,
            Set::Read(set) => set,
        }
    }
}

/// The sets of those names or paths. Whatever cannot be read makes the call wrong.
pub(crate) fn sets(names: &[String]) -> Result<Vec<Set>, Failure> {
    let (mut sets, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        match set(name) {
            Ok(set) => sets.push(set),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(sets) } else { Err(Failure::Call(problems)) }
}

fn set(name: &str) -> Result<Set, String> {
    if let Some(set) = RequirementSet::built_in(name) {
        return Ok(Set::BuiltIn(set));
    }
    let text = source(name)?;
    match RequirementSet::parse(&text, name) {
        Ok(set) => Ok(Set::Read(Box::new(set))),
        Err(error) => Err(error.to_string()),
    }
}

/// The text of a set's file.
fn source(name: &str) -> Result<String, String> {
    if let Some(text) = RequirementSet::built_in_source(name) {
        return Ok(text.to_owned());
    }
    let built_in = RequirementSet::built_in_ids().collect::<Vec<_>>().join(", ");
    let bytes = fs::read(Path::new(name)).map_err(|error| {
        format!(
            "{name}: no built-in set has this name, and as a file: {}; \
             built in are {built_in}, or give the path of a set in TOML",
            cause(&error)
        )
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        format!("{name}:{}: is not UTF-8; save the file as UTF-8", line + 1)
    })
}

/// `gensvar requirements`.
pub(crate) fn run(args: &RequirementsArgs) -> Result<Done, Failure> {
    match &args.command {
        RequirementsCommand::List { format } => list(*format),
        RequirementsCommand::Show { set, format } => show(set, *format),
        RequirementsCommand::Check { sets } => check(sets),
    }
}

fn list(format: TableFormat) -> Result<Done, Failure> {
    let sets = RequirementSet::built_ins().map(SetOut::new).collect::<Vec<_>>();
    print(&match format {
        TableFormat::Table => sets_table(&sets, table_width()),
        TableFormat::Json => sets.iter().map(json_line).collect(),
    })
}

fn show(name: &str, format: SetFormat) -> Result<Done, Failure> {
    let set = set(name).map_err(Failure::call)?;
    print(&match format {
        SetFormat::Text => set_prose(&SetOut::new(&set), table_width()),
        SetFormat::Json => json_line(&SetOut::new(&set)),
        SetFormat::Toml => source(name).map_err(Failure::call)?,
    })
}

fn check(names: &[String]) -> Result<Done, Failure> {
    let sets = sets(names)?;
    let gensvar = load()?;
    let extract = |text: &str| gensvar.extractor().extract(text);
    let (mut done, mut lines) = (Done::default(), String::new());
    for (name, set) in names.iter().zip(&sets) {
        let failures = set.run_tests(extract);
        for failure in &failures {
            report(&format!("{name}: {failure}"));
        }
        done.failed += usize::from(!failures.is_empty());
        lines.push_str(&format!(
            "{name}: {} requirements, {} of {} test replies as expected\n",
            set.requirements().len(),
            set.test_count() - failures.len(),
            set.test_count(),
        ));
    }
    print(&lines)?;
    Ok(done)
}

fn print(text: &str) -> Result<Done, Failure> {
    let mut output = Output::stdout();
    output.put(Path::new("-"), text)?;
    output.flush()?;
    Ok(Done::default())
}
