use gensvar_report::{ClaimsOut, claims_explained, claims_table, json_line};

use super::load_with;
use crate::args::{ExtractArgs, OwnAgencies, TableFormat, Target};
use crate::error::{Done, Failure};
use crate::run::{Between, Form, Run};

/// `gensvar extract`.
pub(crate) fn run(args: &ExtractArgs) -> Result<Done, Failure> {
    let (gensvar, agencies) = load_with(&args.own)?;
    let form = match args.format {
        TableFormat::Table => {
            Form { folder: "", extension: ".claims.txt", between: Between::EmptyLine }
        }
        TableFormat::Json => {
            Form { folder: "", extension: ".claims.json", between: Between::Nothing }
        }
    };
    let decides = ExtractArgs {
        files: args.files.deciding(),
        target: Target::default(),
        own: OwnAgencies::default(),
        ..args.clone()
    };
    let decides = format!("{decides:?}\n{agencies}");
    let run = Run::open("extract", &args.files, &args.target, form, &decides)?;
    let (table_width, text_width) = (args.target.table_width(), args.target.text_width());
    let (format, is_explained, all) = (args.format, args.explain, args.all);
    run.each(move |input| {
        let reply = gensvar.read(input.source.as_str());
        let words = gensvar.doubtful_words(&reply);
        let claims = ClaimsOut::with_readings(&input.name, &reply, &words);
        let why = is_explained.then(|| gensvar.explain(&reply));
        let claims = match &why {
            Some(why) => claims.with_why(why),
            None => claims,
        };
        Ok(match (format, &why) {
            (TableFormat::Json, _) => json_line(&claims),
            (TableFormat::Table, None) => claims_table(&claims, table_width),
            (TableFormat::Table, Some(why)) => {
                let unclaimed = all.then_some(why);
                claims_explained(&claims, &reply, &words, unclaimed, text_width)
            }
        })
    })
}
