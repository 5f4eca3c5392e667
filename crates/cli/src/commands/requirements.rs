use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::ops::Deref;
use std::path::Path;

use gensvar::requirements::{Outline, RequirementSet, SCHEMA, SetErrors, new_set};
use gensvar_report::{CheckOut, SetOut, json_line, set_prose, sets_table};

use super::load;
use crate::args::{CheckFormat, RequirementsArgs, RequirementsCommand, SetFormat, TableFormat};
use crate::error::{Done, Failure, cause, name, report};
use crate::output::{print, table_width, text_width};

/// A set that is built in, or one that was read.
pub(crate) enum Set {
    BuiltIn(&'static RequirementSet),
    Read(Box<ReadSet>),
}

/// A set with the file it came from.
pub(crate) struct ReadSet {
    set: RequirementSet,
    file: String,
    text: String,
}

impl Set {
    /// The set as it is written.
    pub(crate) fn outline(&self) -> Result<Outline, Failure> {
        let outline = match self {
            Set::BuiltIn(set) => Outline::of_built_in(set.id()),
            Set::Read(read) => Outline::read(&read.text, &read.file),
        };
        outline.map_err(|errors| Failure::Call(messages(&errors)))
    }
}

impl Deref for Set {
    type Target = RequirementSet;

    fn deref(&self) -> &RequirementSet {
        match self {
            Set::BuiltIn(set) => set,
            Set::Read(read) => &read.set,
        }
    }
}

/// The sets of those names or paths. Whatever cannot be read makes the call wrong.
pub(crate) fn sets(names: &[String]) -> Result<Vec<Set>, Failure> {
    let (mut sets, mut problems) = (Vec::new(), Vec::new());
    for (number, name) in names.iter().enumerate() {
        match set(name) {
            // Its findings would stand there twice, under the same names.
            Ok(set) if sets.iter().any(|other: &Set| other.id() == set.id()) => {
                let other = names.iter().take(number).any(|other| other == name);
                let id = set.id();
                problems.push(if other {
                    format!("{name}: is asked for twice; name each set once")
                } else {
                    format!(
                        "{name}: its id is {id}, as that of another set here; give it another id"
                    )
                });
            }
            Ok(set) => sets.push(set),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(sets) } else { Err(Failure::Call(problems)) }
}

/// What the sets of those names or paths say, as far as they can be read.
pub(crate) fn set_texts(names: &[String]) -> String {
    names.iter().filter_map(|name| source(name).ok()).collect()
}

/// The set of that name or path, or what keeps it from being read.
fn set(name: &str) -> Result<Set, Vec<String>> {
    if let Some(set) = RequirementSet::built_in(name) {
        return Ok(Set::BuiltIn(set));
    }
    let text = source(name).map_err(|problem| vec![problem])?;
    match RequirementSet::parse(&text, name) {
        Ok(set) => Ok(Set::Read(Box::new(ReadSet { set, file: name.to_owned(), text }))),
        Err(errors) => Err(messages(&errors)),
    }
}

fn messages(errors: &SetErrors) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
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
        RequirementsCommand::New { id, output } => new(id, output.as_deref()),
        RequirementsCommand::Check { sets, format } => check(sets, *format),
        RequirementsCommand::Schema => print(SCHEMA),
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
    let set = set(name).map_err(Failure::Call)?;
    let text = source(name).map_err(Failure::call)?;
    print(&match format {
        SetFormat::Text => {
            let outline = Outline::read(&text, name).map_err(|e| Failure::Call(messages(&e)))?;
            set_prose(&outline, text_width())
        }
        SetFormat::Json => json_line(&SetOut::new(&set)),
        SetFormat::Toml => text,
    })
}

/// Nothing that is there is ever overwritten: it may be somebody's work.
fn new(id: &str, output: Option<&Path>) -> Result<Done, Failure> {
    let text = new_set(id).map_err(Failure::call)?;
    let Some(path) = output else { return print(&text) };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        let is_there = error.kind() == io::ErrorKind::AlreadyExists;
        Failure::call(match is_there {
            true => {
                format!("{}: is there already and is left alone; name another", name(path))
            }
            false => format!("{}: cannot be written: {}", name(path), cause(&error)),
        })
    })?;
    file.write_all(text.as_bytes()).map_err(|error| Failure::output(&name(path), &error))?;
    Ok(Done::default())
}

/// Reads each set, tells what is wrong or odd, and runs its tests. One that cannot be read keeps no
/// other from being looked at.
fn check(names: &[String], format: CheckFormat) -> Result<Done, Failure> {
    let gensvar = load()?;
    let extract = |text: &str| gensvar.extractor().extract(text);
    let mut checks = Vec::new();
    let mut problems = Vec::new();
    for name in names {
        let text = match source(name) {
            Ok(text) => text,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let read = RequirementSet::parse(&text, name)
            .and_then(|set| Ok((set, RequirementSet::warnings(&text, name)?)));
        if let Err(errors) = &read {
            problems.extend(messages(errors));
        }
        checks.push((name, read));
    }
    let (mut done, mut lines) = (Done::default(), String::new());
    for (name, read) in &checks {
        let (out, text) = match read {
            Ok((set, warnings)) => {
                warnings.iter().for_each(|warning| report(&warning.to_string()));
                let failures = set.run_tests(extract);
                failures.iter().for_each(|failure| report(&format!("{name}:{failure}")));
                done.failed += usize::from(!failures.is_empty());
                let text = format!(
                    "{name}: {} requirements, {} of {} test replies as expected\n",
                    set.requirements().len(),
                    set.test_count() - failures.len(),
                    set.test_count(),
                );
                (CheckOut::read(name, set, warnings, &failures), text)
            }
            Err(errors) => (CheckOut::unread(name, errors), String::new()),
        };
        match format {
            CheckFormat::Text => lines.push_str(&text),
            CheckFormat::Json => lines.push_str(&json_line(&out)),
        }
    }
    print(&lines)?;
    if problems.is_empty() { Ok(done) } else { Err(Failure::Call(problems)) }
}
