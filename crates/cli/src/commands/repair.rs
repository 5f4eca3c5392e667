use std::path::Path;

use gensvar::repair::{Edit, Glossary, Repaired, Repairer};
use gensvar_ingest::{Format, Replacement, write_back};
use gensvar_report::{
    ExplainOut, RepairOut, UNCERTAIN_BELOW, explain_text, json_line, repair_page, review_text,
    unified_diff,
};

use crate::args::{Place, RepairArgs, RepairFormat, Target};
use crate::error::{Done, Failure};
use crate::inputs::Input;
use crate::run::{Between, Form, Run};

/// `gensvar repair`.
pub(crate) fn run(args: &RepairArgs) -> Result<Done, Failure> {
    let repairer = Repairer::danish().with_min_confidence(args.min_confidence);
    let mut repairer = if args.reflow { repairer.with_reflow() } else { repairer };
    let mut terms = String::new();
    if let Some(path) = &args.glossary {
        let glossary;
        (glossary, terms) = read_glossary(path)?;
        repairer = repairer.with_glossary(glossary);
    }
    if args.glossary_fuzzy {
        repairer = repairer.with_glossary_fuzzy();
    }
    let decides =
        RepairArgs { files: args.files.deciding(), target: Target::default(), ..args.clone() };
    let decides = format!("{decides:?}\n{terms}");
    match args.explain {
        Some(place) => explain(args, repairer, place),
        None if args.review => review(args, repairer, &decides),
        None => repair(args, repairer, &decides),
    }
}

/// The glossary in a file and its text. It belongs to the call: one that cannot be read ends it.
fn read_glossary(path: &Path) -> Result<(Glossary, String), Failure> {
    let wrong = |what: String| Failure::call(format!("--glossary: {what}"));
    let decoded = gensvar_ingest::read_file(path).map_err(|error| wrong(error.to_string()))?;
    let glossary = Glossary::parse(&decoded.text)
        .map_err(|error| wrong(format!("{}: {error}; one term a line", path.display())))?;
    Ok((glossary, decoded.text))
}

fn repair(args: &RepairArgs, repairer: Repairer, decides: &str) -> Result<Done, Failure> {
    let (extension, between) = match args.format {
        RepairFormat::Text => (".txt", Between::FoldersOnly),
        RepairFormat::Json => (".json", Between::Nothing),
        RepairFormat::Diff => (".diff", Between::Nothing),
        RepairFormat::Html => (".html", Between::FoldersOnly),
        RepairFormat::Alto => (".alto.xml", Between::FoldersOnly),
        RepairFormat::Hocr => (".hocr", Between::FoldersOnly),
    };
    let form = Form::new(extension, between);
    let run = Run::open("repair", &args.files, &args.target, form, decides)?;
    let uncertain_below =
        if args.min_confidence > 0.0 { args.min_confidence } else { UNCERTAIN_BELOW };
    let format = args.format;
    run.each(move |input| {
        let (name, source) = (&input.name, &input.source);
        let repaired = repairer.repair_ocr(source.as_str(), &input.words);
        Ok(match format {
            RepairFormat::Text => repaired.text,
            RepairFormat::Json => {
                let out = RepairOut::counting_below(name, source, &repaired, uncertain_below);
                json_line(&RepairOut { ocr: input.ocr.clone(), ..out })
            }
            RepairFormat::Diff => unified_diff(name, source.as_str(), &repaired),
            RepairFormat::Html => repair_page(name, source, &repaired),
            RepairFormat::Alto => written_back(input, Format::Alto, &repaired)?,
            RepairFormat::Hocr => written_back(input, Format::Hocr, &repaired)?,
        })
    })
}

/// The file that was read, with the repaired words in place.
fn written_back(input: &Input, wanted: Format, repaired: &Repaired) -> Result<String, String> {
    let Some(original) = input.original.as_ref().filter(|_| input.format == wanted) else {
        return Err(format!(
            "{}: is {}, and only {} can be written back as such; choose another --format",
            input.name,
            input.format.name(),
            wanted.name()
        ));
    };
    let replacement = |edit: &Edit| Replacement { span: edit.span, text: edit.to.clone() };
    let replacements: Vec<Replacement> = repaired.edits.iter().map(replacement).collect();
    let written =
        write_back(original, &replacements).map_err(|error| format!("{}: {error}", input.name))?;
    String::from_utf8(written).map_err(|_| format!("{}: is not UTF-8; save it so", input.name))
}

fn review(args: &RepairArgs, repairer: Repairer, decides: &str) -> Result<Done, Failure> {
    let form = Form::for_people(".review.txt");
    let run = Run::open("repair", &args.files, &args.target, form, decides)?;
    let width = args.target.table_width();
    run.each(move |input| {
        let repaired = repairer.repair_ocr(input.source.as_str(), &input.words);
        Ok(review_text(&input.name, &input.source, &repaired, width))
    })
}

fn explain(args: &RepairArgs, repairer: Repairer, place: Place) -> Result<Done, Failure> {
    let is_json = match args.format {
        RepairFormat::Text => false,
        RepairFormat::Json => true,
        RepairFormat::Diff | RepairFormat::Html | RepairFormat::Alto | RepairFormat::Hocr => {
            return Err(Failure::call("--explain: prints text, or JSON with --format json"));
        }
    };
    let form = if is_json { Form::new("", Between::Nothing) } else { Form::for_people("") };
    let run = Run::open("repair", &args.files, &args.target, form, "")?;
    if run.len() > 1 {
        return Err(Failure::call("--explain: a place is in one file; name one FILE"));
    }
    let width = args.target.table_width();
    run.each(move |input| {
        let at = offset(input, place)?;
        let Some(found) = repairer.explain_ocr(input.source.as_str(), &input.words, at) else {
            return Err(format!("{}: no word stands there", named(input, place)));
        };
        let found = ExplainOut::new(&input.name, &input.source, &found);
        Ok(if is_json { json_line(&found) } else { explain_text(&found, &input.source, width) })
    })
}

/// The byte at a place, or what is wrong with the place.
fn offset(input: &Input, place: Place) -> Result<usize, String> {
    let source = &input.source;
    if let Some(at) = source.offset_of(place.line, place.column) {
        return Ok(at);
    }
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let has = match source.line(place.line) {
        None => format!("the text has {}", count(source.line_count(), "line")),
        Some(line) => {
            let chars = source.slice(line).chars().count();
            format!("line {} has {}", place.line, count(chars, "character"))
        }
    };
    Err(format!("{}: there is no such place: {has}", named(input, place)))
}

fn named(input: &Input, place: Place) -> String {
    format!("{}:{}:{}", input.name, place.line, place.column)
}
