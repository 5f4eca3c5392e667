use gensvar_report::{TextOut, json_line};

use crate::args::{Target, TextArgs, TextFormat};
use crate::error::{Done, Failure};
use crate::run::{Between, Form, Run};

/// `gensvar text`.
pub(crate) fn run(args: &TextArgs) -> Result<Done, Failure> {
    let form = match args.format {
        TextFormat::Text => Form::new(".txt", Between::FoldersOnly),
        TextFormat::Json => Form::new(".json", Between::Nothing),
    };
    let format = args.format;
    let decides =
        TextArgs { files: args.files.deciding(), target: Target::default(), ..args.clone() };
    let run = Run::open("text", &args.files, &args.target, form, &format!("{decides:?}"))?;
    run.each(move |input| {
        Ok(match format {
            TextFormat::Text => input.source.as_str().to_owned(),
            TextFormat::Json => json_line(&TextOut::new(
                &input.name,
                &input.source,
                input.format.name(),
                input.encoding.map(|encoding| encoding.name()),
                input.ocr.clone(),
                input.warnings.iter().map(ToString::to_string).collect(),
            )),
        })
    })
}
