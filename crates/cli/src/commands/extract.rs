use gensvar_report::{
    Cells, ClaimsOut, Language, claims_explained, claims_markdown, claims_table, json_line,
};

use super::load_with;
use crate::args::{ExtractArgs, FindingsFormat};
use crate::error::{Done, Failure};
use crate::run::{Between, Form, Run};

/// `gensvar extract`.
pub(crate) fn run(args: &ExtractArgs) -> Result<Done, Failure> {
    let (gensvar, agencies) = load_with(&args.findings.own)?;
    let separator = args.findings.csv.separator;
    let form = match args.findings.format {
        FindingsFormat::Csv | FindingsFormat::Markdown if args.explain => {
            return Err(Failure::call("--explain: prints text, or JSON with --format json"));
        }
        FindingsFormat::Table => Form::for_people(".claims.txt"),
        FindingsFormat::Json if args.all => {
            return Err(Failure::call(
                "--all: tells people of sentences that claim nothing; leave out --format json",
            ));
        }
        FindingsFormat::Json => Form::new(".claims.json", Between::Nothing),
        FindingsFormat::Csv => {
            let head = Cells::of_claims([], Language::Danish).csv(separator).head;
            Form::new(".claims.csv", Between::Nothing).with_head(head)
        }
        FindingsFormat::Markdown => Form::new(".claims.md", Between::EmptyLine),
    };
    let decides = ExtractArgs {
        files: args.files.deciding(),
        findings: args.findings.deciding(),
        ..args.clone()
    };
    let decides = format!("{decides:?}\n{agencies}");
    let run = Run::open("extract", &args.files, &args.findings.target, form, &decides)?;
    let (table_width, text_width) =
        (args.findings.target.table_width(), args.findings.target.text_width());
    let (format, is_explained, all) = (args.findings.format, args.explain, args.all);
    run.each(move |input| {
        let reply = gensvar.read_ocr(input.source.as_str(), &input.words);
        let words = gensvar.doubtful_words(&reply);
        let claims = ClaimsOut {
            ocr: input.ocr.clone(),
            ..ClaimsOut::with_readings(&input.name, &reply, &words)
        };
        let why = is_explained.then(|| gensvar.explain(&reply));
        let claims = match &why {
            Some(why) => claims.with_why(why),
            None => claims,
        };
        Ok(match (format, &why) {
            (FindingsFormat::Json, _) => json_line(&claims),
            (FindingsFormat::Csv, _) => {
                Cells::of_claims([&claims], Language::Danish).csv(separator).rows
            }
            (FindingsFormat::Markdown, _) => claims_markdown(&claims, Language::Danish),
            (FindingsFormat::Table, None) => claims_table(&claims, table_width),
            (FindingsFormat::Table, Some(why)) => {
                let unclaimed = all.then_some(why);
                claims_explained(&claims, &reply, &words, unclaimed, text_width)
            }
        })
    })
}
