use gensvar_report::{ClaimsOut, claims_table, json_line};

use super::load;
use crate::args::{ExtractArgs, TableFormat};
use crate::error::{Done, Failure};
use crate::inputs::{check, run_each};
use crate::output::{Output, table_width};

/// `gensvar extract`.
pub(crate) fn run(args: &ExtractArgs) -> Result<Done, Failure> {
    check(&args.files)?;
    let gensvar = load()?;
    let mut output = match args.format {
        TableFormat::Table => Output::stdout_with("\n"),
        TableFormat::Json => Output::stdout(),
    };
    let width = table_width();
    run_each(&args.files, &mut output, |input| {
        let reply = gensvar.read(input.source.as_str());
        let claims = ClaimsOut::new(&input.name, &reply);
        match args.format {
            TableFormat::Table => claims_table(&claims, width),
            TableFormat::Json => json_line(&claims),
        }
    })
}
