use gensvar_report::{TextOut, json_line};

use super::{Between, file_output};
use crate::args::{TextArgs, TextFormat};
use crate::error::{Done, Failure};
use crate::inputs::run_each;

/// `gensvar text`.
pub(crate) fn run(args: &TextArgs) -> Result<Done, Failure> {
    let (extension, between) = match args.format {
        TextFormat::Text => (".txt", Between::FoldersOnly),
        TextFormat::Json => (".json", Between::Nothing),
    };
    let mut output = file_output(&args.files, &args.target, extension, between)?;
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
