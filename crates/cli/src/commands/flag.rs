use gensvar_report::{FlagsOut, flags_table, json_line};

use super::requirements::{set_texts, sets};
use super::{by_agency, load_with};
use crate::args::{FlagArgs, OwnAgencies, TableFormat, Target};
use crate::error::{Done, Failure};
use crate::run::{Between, Form, Run};

/// `gensvar flag`.
pub(crate) fn run(args: &FlagArgs) -> Result<Done, Failure> {
    let sets = sets(&args.requirements)?;
    let (gensvar, agencies) = load_with(&args.own)?;
    let form = match args.format {
        TableFormat::Table => {
            Form { folder: "", extension: ".flags.txt", between: Between::EmptyLine }
        }
        TableFormat::Json => {
            Form { folder: "", extension: ".flags.json", between: Between::Nothing }
        }
    };
    let decides = FlagArgs {
        files: args.files.deciding(),
        target: Target::default(),
        own: OwnAgencies::default(),
        ..args.clone()
    };
    let decides = format!("{decides:?}\n{agencies}\n{}", set_texts(&args.requirements));
    let run = Run::open("flag", &args.files, &args.target, form, &decides)?;
    let (width, format) = (args.target.table_width(), args.format);
    if args.by_agency {
        return by_agency::run(run, gensvar, sets, format, width);
    }
    run.each(move |input| {
        let reply = gensvar.read(input.source.as_str());
        let results = sets.iter().map(|set| {
            let assessment = gensvar.check(&reply, set);
            let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
            let flags = FlagsOut::new(&input.name, &reply, &assessment).with_doubts(
                &reply,
                &assessment,
                &doubts,
            );
            match format {
                TableFormat::Table => flags_table(&flags, set, width),
                TableFormat::Json => json_line(&flags),
            }
        });
        let between = if format == TableFormat::Table { "\n" } else { "" };
        Ok(results.collect::<Vec<_>>().join(between))
    })
}
