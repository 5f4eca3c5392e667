use gensvar::repair::Repairer;
use gensvar_report::{RepairOut, json_line};

use super::text_output;
use crate::args::{RepairArgs, TextFormat};
use crate::error::{Done, Failure};
use crate::inputs::run_each;

/// `gensvar repair`.
pub(crate) fn run(args: &RepairArgs) -> Result<Done, Failure> {
    let mut output = text_output(&args.files, args.format, &args.target)?;
    let repairer = Repairer::danish().with_min_confidence(args.min_confidence);
    let repairer = if args.reflow { repairer.with_reflow() } else { repairer };
    run_each(&args.files, &mut output, |input| {
        let repaired = repairer.repair(input.source.as_str());
        match args.format {
            TextFormat::Text => repaired.text,
            TextFormat::Json => json_line(&RepairOut::new(&input.name, &input.source, &repaired)),
        }
    })
}
