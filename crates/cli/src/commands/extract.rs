use gensvar_report::{ClaimsOut, claims_explained, claims_table, json_line};

use super::load_with;
use crate::args::{ExtractArgs, TableFormat};
use crate::error::{Done, Failure};
use crate::inputs::{check, run_each};
use crate::output::{Output, table_width, text_width};

/// `gensvar extract`.
pub(crate) fn run(args: &ExtractArgs) -> Result<Done, Failure> {
    check(&args.files)?;
    let gensvar = load_with(&args.own)?;
    let mut output = match args.format {
        TableFormat::Table => Output::stdout_with("\n"),
        TableFormat::Json => Output::stdout(),
    };
    run_each(&args.files, &mut output, |input| {
        let reply = gensvar.read(input.source.as_str());
        let words = gensvar.doubtful_words(&reply);
        let claims = ClaimsOut::with_readings(&input.name, &reply, &words);
        let why = args.explain.then(|| gensvar.explain(&reply));
        let claims = match &why {
            Some(why) => claims.with_why(why),
            None => claims,
        };
        match (args.format, &why) {
            (TableFormat::Json, _) => json_line(&claims),
            (TableFormat::Table, None) => claims_table(&claims, table_width()),
            (TableFormat::Table, Some(why)) => {
                let unclaimed = args.all.then_some(why);
                claims_explained(&claims, &reply, &words, unclaimed, text_width())
            }
        }
    })
}
