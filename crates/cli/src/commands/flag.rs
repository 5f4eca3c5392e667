use gensvar_report::{FlagsOut, flags_table, json_line};

use super::requirements::sets;
use super::{by_agency, load_with};
use crate::args::{FlagArgs, TableFormat};
use crate::error::{Done, Failure};
use crate::inputs::{check, run_each};
use crate::output::{Output, table_width};

/// `gensvar flag`.
pub(crate) fn run(args: &FlagArgs) -> Result<Done, Failure> {
    let sets = sets(&args.requirements)?;
    check(&args.files)?;
    let gensvar = load_with(&args.own)?;
    let mut output = match args.format {
        TableFormat::Table => Output::stdout_with("\n"),
        TableFormat::Json => Output::stdout(),
    };
    if args.by_agency {
        return by_agency::run(args, &gensvar, &sets, &mut output);
    }
    let width = table_width();
    run_each(&args.files, &mut output, |input| {
        let reply = gensvar.read(input.source.as_str());
        let results = sets.iter().map(|set| {
            let assessment = gensvar.check(&reply, set);
            let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
            let flags = FlagsOut::new(&input.name, &reply, &assessment).with_doubts(
                &reply,
                &assessment,
                &doubts,
            );
            match args.format {
                TableFormat::Table => flags_table(&flags, set, width),
                TableFormat::Json => json_line(&flags),
            }
        });
        let between = if args.format == TableFormat::Table { "\n" } else { "" };
        results.collect::<Vec<_>>().join(between)
    })
}
