use gensvar_report::{TextOut, json_line};

use super::text_output;
use crate::args::{TextArgs, TextFormat};
use crate::error::{Done, Failure};
use crate::inputs::run_each;

/// `gensvar text`.
pub(crate) fn run(args: &TextArgs) -> Result<Done, Failure> {
    let mut output = text_output(&args.files, args.format, &args.target)?;
    run_each(&args.files, &mut output, |input| match args.format {
        TextFormat::Text => input.source.as_str().to_owned(),
        TextFormat::Json => json_line(&TextOut::new(
            &input.name,
            &input.source,
            input.encoding.name(),
            input.warnings.clone(),
        )),
    })
}
