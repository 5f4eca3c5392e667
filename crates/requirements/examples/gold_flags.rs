//! Flags from annotated claims instead of found ones: the upper bound for a set's rules.
//!
//! `gold_flags OUT_DIR TEXT CLAIMS.json [TEXT CLAIMS.json ...]` writes OUT_DIR/NAME.json for each
//! text, one object for each built-in set, in the form of the output contract. `-` in the place of
//! the annotation takes the claims that are found. With `EXPLAIN` set it tells what each sentence
//! says to each requirement, with `WORDS_ALONE` it leaves all claims out, with `CHECK` it runs the
//! sets' own tests.

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::fs;
use std::path::Path;

use gensvar_claims::{
    Agency, Amount, Claim, Delivery, Extraction, Kind, Obligation, Polarity, Response, Speaker,
    Statement, Status, TargetGroup, Unit,
};
use gensvar_requirements::{Assessment, RequirementSet, assess, explain};
use gensvar_text::{Sentence, SentenceKind, SourceText, Span, sentences};
use serde_json::{Value, json};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, files) = args.split_first().expect("OUT_DIR TEXT CLAIMS.json ...");
    for id in RequirementSet::built_in_ids() {
        let text = RequirementSet::built_in_source(id).expect("built in");
        if let Err(error) = RequirementSet::parse(text, &format!("{id}.toml")) {
            println!("{error}");
        }
    }
    if std::env::var_os("CHECK").is_some() {
        let extractor = gensvar_claims::Extractor::danish().expect("rules");
        for set in RequirementSet::built_ins() {
            let failures = set.run_tests(|text| {
                let mut found = extractor.extract(text);
                if std::env::var_os("WORDS_ALONE").is_some() {
                    found.claims.clear();
                }
                found
            });
            println!("{}: {} of {} failed", set.id(), failures.len(), set.test_count());
            for failure in failures {
                println!("{failure}");
            }
        }
    }
    fs::create_dir_all(out).expect("OUT_DIR");
    for pair in files.chunks(2) {
        let text = fs::read_to_string(&pair[0]).expect("TEXT");
        let mut extraction = if pair[1] == "-" {
            gensvar_claims::Extractor::danish().expect("rules").extract(&text)
        } else {
            let gold = fs::read_to_string(&pair[1]).expect("CLAIMS");
            extraction(&text, &serde_json::from_str(&gold).expect("JSON"))
        };
        if std::env::var_os("WORDS_ALONE").is_some() {
            extraction.claims.clear();
            for statement in &mut extraction.statements {
                (statement.status, statement.polarity) = (Status::InPlace, Polarity::Affirmed);
            }
        }
        let lines: Vec<String> = RequirementSet::built_ins()
            .map(|set| wire(&text, &assess(set, &text, &extraction)).to_string())
            .collect();
        if std::env::var_os("EXPLAIN").is_some() {
            tell(&text, &extraction);
        }
        let name = Path::new(&pair[0]).file_stem().expect("a name").to_string_lossy();
        fs::write(format!("{out}/{name}.json"), lines.join("\n")).expect("OUT_DIR");
    }
}

/// What each sentence says to each requirement, one line for each.
fn tell(text: &str, extraction: &Extraction) {
    let mut seen = Vec::new();
    for response in &extraction.responses {
        let code = &response.agency.code;
        if seen.contains(&code) {
            continue;
        }
        seen.push(code);
        for set in RequirementSet::built_ins() {
            for requirement in set.requirements() {
                for said in explain(set, text, extraction, code, requirement.id) {
                    let line = json!([
                        set.id(),
                        code,
                        requirement.id,
                        said.stance.name(),
                        said.is_carried,
                        said.rules,
                        extraction.statements[said.statement].text,
                        said.concepts,
                    ]);
                    println!("EXPLAIN {line}");
                }
            }
        }
    }
}

/// Gold quotes become sentences; what is left of the text is cut as usual.
fn extraction(text: &str, gold: &Value) -> Extraction {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let claims = list(&gold["claims"]);
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut spans = Vec::new();
    for claim in &claims {
        let quote = string(&claim["quote"]);
        let key = (quote.clone(), string(&claim["kind"]));
        let earlier = seen.iter().filter(|s| **s == key).count();
        seen.push(key);
        let found = find(text, &quote);
        spans.push(found[earlier.min(found.len() - 1)]);
    }
    let mut quotes = spans.clone();
    quotes.sort();
    quotes.dedup();
    let mut cut: Vec<Sentence> = sentences(text)
        .into_iter()
        .filter(|s| !quotes.iter().any(|q| q.overlaps(s.span)))
        .collect();
    cut.extend(quotes.iter().map(|span| Sentence {
        span: *span,
        parts: vec![*span],
        kind: SentenceKind::Prose,
        block: 0,
        marker: None,
    }));
    cut.sort_by_key(|s| s.span);

    let responses: Vec<Response> = list(&gold["responses"])
        .iter()
        .map(|r| {
            let code = string(&r["agency"]);
            let start = find(text, &string(&r["first_words"]))[0].start;
            let last = find(text, &string(&r["last_words"]));
            let end = last.iter().find(|s| s.end > start).expect("last words").end;
            Response { agency: Agency { name: code.clone(), code }, span: Span::new(start, end) }
        })
        .collect();
    let statements: Vec<Statement> = cut
        .into_iter()
        .map(|sentence| {
            let records: Vec<&Value> = claims
                .iter()
                .zip(&spans)
                .filter(|(_, span)| **span == sentence.span)
                .map(|(claim, _)| claim)
                .collect();
            let own = records.iter().find(|r| r["speaker"] == "agency").or(records.first());
            let mut agencies: Vec<String> = Vec::new();
            for record in &records {
                match &record["agency"] {
                    Value::String(code) => agencies.push(code.clone()),
                    Value::Array(codes) => agencies.extend(codes.iter().map(&string)),
                    _ if record["speaker"] == "agency" => {
                        agencies.extend(responses.iter().map(|r| r.agency.code.clone()));
                    }
                    _ => {}
                }
            }
            agencies.sort();
            agencies.dedup();
            let name = |field: &str| own.map_or(String::new(), |record| string(&record[field]));
            let text = text[sentence.span.range()].split_whitespace().collect::<Vec<_>>();
            Statement {
                text: text.join(" "),
                agencies,
                speaker: Speaker::from_name(&name("speaker")).unwrap_or(Speaker::Agency),
                status: Status::from_name(&name("status")).unwrap_or(Status::InPlace),
                polarity: Polarity::from_name(&name("polarity")).unwrap_or(Polarity::Affirmed),
                cues: Vec::new(),
                topic: None,
                is_procedure: false,
                sentence,
            }
        })
        .collect();
    let claims = claims
        .iter()
        .zip(&spans)
        .map(|(c, span)| Claim {
            kind: Kind::from_name(&string(&c["kind"])).expect("kind"),
            agency: c["agency"].as_str().map(str::to_owned),
            speaker: Speaker::from_name(&string(&c["speaker"])).expect("speaker"),
            polarity: Polarity::from_name(&string(&c["polarity"])).expect("polarity"),
            status: Status::from_name(&string(&c["status"])).expect("status"),
            statement: statements.iter().position(|s| s.sentence.span == *span).expect("sentence"),
            target: *span,
            course: None,
            target_groups: list(&c["target_groups"])
                .iter()
                .filter_map(|g| TargetGroup::from_name(&string(g)))
                .collect(),
            obligation: Obligation::from_name(&string(&c["obligation"])),
            delivery: list(&c["delivery"])
                .iter()
                .filter_map(|d| Delivery::from_name(&string(d)))
                .collect(),
            frequency: c["frequency"].as_str().map(str::to_owned),
            duration: c["duration"].as_str().map(str::to_owned),
            dates: list(&c["dates"]).iter().map(&string).collect(),
            amounts: list(&c["amounts"])
                .iter()
                .map(|a| Amount {
                    value: a["value"].as_f64().unwrap_or_default(),
                    unit: Unit::from_name(&string(&a["unit"])).unwrap_or(Unit::Dkk),
                    approximate: a["approximate"] == true,
                })
                .collect(),
            confidence: 1.0,
            rule: "gold".to_owned(),
            cues: Vec::new(),
        })
        .collect();
    Extraction { responses, statements, claims }
}

/// Places of a quote, white space of any kind counted alike.
fn find(text: &str, quote: &str) -> Vec<Span> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let mut out = Vec::new();
    for (start, _) in text.match_indices(words[0]) {
        let mut at = start;
        let fits = words.iter().enumerate().all(|(i, word)| {
            let rest = &text[at..];
            let trimmed = if i == 0 { rest } else { rest.trim_start() };
            at += rest.len() - trimmed.len();
            let fits = trimmed.starts_with(word);
            at += if fits { word.len() } else { 0 };
            fits
        });
        if fits {
            out.push(Span::new(start, at));
        }
    }
    assert!(!out.is_empty(), "quote not in its text: {quote}");
    out
}

fn wire(text: &str, assessment: &Assessment) -> Value {
    let source = SourceText::new(text);
    let responses: Vec<Value> = assessment
        .agencies
        .iter()
        .map(|a| {
            let flags: Vec<Value> = a
                .flags
                .iter()
                .map(|f| {
                    let evidence: Vec<Value> = f
                        .evidence
                        .iter()
                        .map(|e| {
                            let span = source.char_span(e.span);
                            json!({"claim": e.claim, "text": &text[e.span.range()],
                                   "start": span.start, "end": span.end})
                        })
                        .collect();
                    json!({"requirement": f.requirement, "addressed": f.stance.is_addressed(),
                           "stance": f.stance.name(), "confidence": f.confidence,
                           "reason": f.reason.da, "evidence": evidence})
                })
                .collect();
            let verdict =
                a.verdict.as_ref().map(|v| json!({"value": v.value.name(), "because": v.because}));
            json!({"agency": a.agency.code, "verdict": verdict, "flags": flags})
        })
        .collect();
    json!({"schema": "gensvar.flags/1", "source": "", "requirements": assessment.set,
           "responses": responses})
}
