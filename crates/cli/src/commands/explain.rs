use gensvar::requirements::{Outline, RequirementSet, nearest_name};
use gensvar::{Gensvar, Reply};
use gensvar_report::{StoryOut, json_line, story_text};

use super::load_with;
use super::requirements::{Set, sets};
use crate::args::{ExplainArgs, TableFormat, Target};
use crate::error::{Done, Failure};
use crate::output::text_width;
use crate::run::{Between, Form, Run};

/// `gensvar explain`.
pub(crate) fn run(args: &ExplainArgs) -> Result<Done, Failure> {
    let set = set_with(&args.requirement, &args.requirements)?;
    let (gensvar, _) = load_with(&args.own)?;
    let outline = set.outline()?;
    let form = match args.format {
        TableFormat::Table => Form::for_people(""),
        TableFormat::Json => Form::new("", Between::Nothing),
    };
    let run = Run::open("explain", &args.files, &Target::default(), form, "")?;
    let args = args.clone();
    run.each(move |input| {
        let reply = gensvar.read_ocr(input.source.as_str(), &input.words);
        let told = tell(&args, &gensvar, (&set, &outline), &input.name, &reply);
        told.ok_or_else(|| no_agency(&input.name, &args.agency, &reply))
    })
}

/// The story in the format asked for; none if the agency does not answer there.
fn tell(
    args: &ExplainArgs,
    gensvar: &Gensvar,
    (set, outline): (&RequirementSet, &Outline),
    name: &str,
    reply: &Reply,
) -> Option<String> {
    let wanted = args.agency.to_lowercase();
    let mut agencies = reply.responses().iter().map(|response| &response.agency);
    let agency =
        agencies.find(|a| a.code.to_lowercase() == wanted || a.name.to_lowercase() == wanted)?;
    let story = gensvar.story(reply, set, &agency.code, &args.requirement)?;
    let out = StoryOut::new(name, reply, set, &story)?;
    Some(match args.format {
        TableFormat::Json => json_line(&out),
        TableFormat::Table => story_text(&out, &story, outline, reply, text_width()),
    })
}

/// The one set that has the requirement: of those named, or of the built-in ones.
fn set_with(requirement: &str, names: &[String]) -> Result<Set, Failure> {
    let mut known = match names {
        [] => RequirementSet::built_ins().map(Set::BuiltIn).collect(),
        names => sets(names)?,
    };
    let ids = |set: &Set| set.requirements().map(|r| r.id.to_owned()).collect::<Vec<_>>();
    let all: Vec<String> = known.iter().flat_map(ids).collect();
    known.retain(|set| set.requirements().any(|r| r.id == requirement));
    match known.len() {
        1 => Ok(known.swap_remove(0)),
        0 => {
            let near = nearest_name(requirement, all.iter().map(String::as_str));
            let near = near.map_or_else(
                || format!("there are: {}", all.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            let which = if names.is_empty() { "built-in set" } else { "set of the call" };
            Err(Failure::call(format!(
                "--requirement: no {which} has the requirement \"{requirement}\"; {near}"
            )))
        }
        _ => {
            let having: Vec<&str> = known.iter().map(|set| set.id()).collect();
            Err(Failure::call(format!(
                "--requirement: \"{requirement}\" is in several sets: {}; \
                 name one with --requirements",
                having.join(", ")
            )))
        }
    }
}

/// What is told where the agency does not answer.
fn no_agency(name: &str, agency: &str, reply: &Reply) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for response in reply.responses() {
        let code = response.agency.code.as_str();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        return format!("{name}: no agency answers in this text");
    }
    format!("{name}: \"{agency}\" does not answer in this text; there are: {}", codes.join(", "))
}
