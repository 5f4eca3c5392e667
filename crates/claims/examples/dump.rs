//! Writes what is found in each file as one JSON object a line, in the form of the output
//! contract: for scoring and for looking at the effect of a rule change.

use std::io::Write;

use gensvar_claims::Extractor;
use gensvar_text::{SourceText, Span};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut extractor = Extractor::danish()?;
    let mut out = std::io::stdout().lock();
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    // `--weights FILE` takes other weights than the built-in ones, for cross-validation.
    if paths.first().is_some_and(|p| p == "--weights") {
        let file = paths.remove(1);
        paths.remove(0);
        extractor = extractor.with_weights(&file, &std::fs::read_to_string(&file)?)?;
    }
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        let source = SourceText::new(text.as_str());
        let place = |span: Span| {
            let chars = source.char_span(span);
            json!({ "start": chars.start, "end": chars.end, "text": &text[span.range()] })
        };
        let found = extractor.extract(&text);
        let claims: Vec<Value> = found
            .claims
            .iter()
            .map(|claim| {
                let statement = &found.statements[claim.statement];
                json!({
                    "kind": claim.kind.name(), "agency": claim.agency, "speaker": claim.speaker.name(),
                    "polarity": claim.polarity.name(), "status": claim.status.name(),
                    "sentence": place(statement.sentence.span), "flow": statement.text,
                    "cue": place(claim.target), "rule": claim.rule, "course": claim.course,
                    "target_groups": claim.target_groups.iter().map(|g| g.name()).collect::<Vec<_>>(),
                    "obligation": claim.obligation.map(|o| o.name()),
                    "delivery": claim.delivery.iter().map(|d| d.name()).collect::<Vec<_>>(),
                    "frequency": claim.frequency, "duration": claim.duration, "dates": claim.dates,
                    "amounts": claim.amounts.iter().map(|a| json!({
                        "value": a.value, "unit": a.unit.name(), "approximate": a.approximate,
                    })).collect::<Vec<_>>(),
                    "confidence": claim.confidence,
                    "cues": claim.cues.iter().map(|c| json!([c.effect, c.rule, &text[c.span.range()]])).collect::<Vec<_>>(),
                })
            })
            .collect();
        let statements: Vec<Value> = found
            .statements
            .iter()
            .map(|s| json!({
                "text": s.text, "kind": format!("{:?}", s.sentence.kind), "agencies": s.agencies,
                "speaker": s.speaker.name(), "status": s.status.name(), "procedure": s.is_procedure,
                "place": place(s.sentence.span),
                "cues": s.cues.iter().map(|c| json!([c.effect, c.rule, &text[c.span.range()]])).collect::<Vec<_>>(),
            }))
            .collect();
        let responses: Vec<Value> = found
            .responses
            .iter()
            .map(|r| json!({ "agency": r.agency.code, "name": r.agency.name, "place": place(r.span) }))
            .collect();
        let object = json!({ "source": path, "responses": responses, "claims": claims, "statements": statements });
        writeln!(out, "{object}")?;
    }
    Ok(())
}
