use gensvar_report::{Cells, Language, SetOut, flags_markdown, flags_table, json_line};

use super::requirements::{set_texts, sets};
use super::{assessed, by_agency, load_with};
use crate::args::{FindingsFormat, FlagArgs};
use crate::error::{Done, Failure};
use crate::run::{Between, Form, Run};

/// `gensvar flag`.
pub(crate) fn run(args: &FlagArgs) -> Result<Done, Failure> {
    let sets = sets(&args.requirements)?;
    let (gensvar, agencies) = load_with(&args.findings.own)?;
    let (format, separator) = (args.findings.format, args.findings.csv.separator);
    let form = match format {
        FindingsFormat::Table => Form::for_people(".flags.txt"),
        FindingsFormat::Json => Form::new(".flags.json", Between::Nothing),
        FindingsFormat::Csv => {
            let head = Cells::of_states([], Language::Danish).csv(separator).head;
            Form::new(".flags.csv", Between::Nothing).with_head(head)
        }
        FindingsFormat::Markdown => Form::new(".flags.md", Between::EmptyLine),
    };
    let between = form.between();
    let decides = FlagArgs {
        files: args.files.deciding(),
        findings: args.findings.deciding(),
        ..args.clone()
    };
    let decides = format!("{decides:?}\n{agencies}\n{}", set_texts(&args.requirements));
    let run = Run::open("flag", &args.files, &args.findings.target, form, &decides)?;
    let width = args.findings.target.table_width();
    if args.by_agency {
        return by_agency::run(run, gensvar, sets, args);
    }
    run.each(move |input| {
        let reply = gensvar.read_ocr(input.source.as_str(), &input.words);
        let results = sets.iter().map(|set| {
            let (_, flags) = assessed(&gensvar, input, &reply, set);
            let about = SetOut::new(set);
            match format {
                FindingsFormat::Table => flags_table(&flags, set, width),
                FindingsFormat::Json => json_line(&flags),
                FindingsFormat::Csv => {
                    Cells::of_flags(&flags, &about, Language::Danish).csv(separator).rows
                }
                FindingsFormat::Markdown => flags_markdown(&flags, &about, Language::Danish),
            }
        });
        Ok(results.collect::<Vec<_>>().join(between))
    })
}
