//! Who says what in whose answer: small documents, kept as data in `voices/`.

use std::fs;

use serde::Deserialize;

use crate::support::{gensvar, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// The agencies that answer, in the order of their first stretch; not looked at where missing.
    responses: Option<Vec<String>>,
    says: Vec<Says>,
}

/// Words of one sentence; the agency of the claims made in it, `-` for none and `*` for any;
/// their speaker; and, for
/// a sentence of several voices, words that the claim's cue must stand in or behind.
#[derive(Deserialize)]
#[serde(untagged)]
enum Says {
    Whole(String, String, String),
    Part(String, String, String, String),
}

/// What is wrong with a case, one line for each fault.
fn problems(case: &Case) -> Vec<String> {
    let reply = gensvar().read(&case.text);
    let mut out = Vec::new();
    if let Some(wanted) = &case.responses {
        let mut found: Vec<&str> = Vec::new();
        for response in reply.responses() {
            if !found.contains(&response.agency.code.as_str()) {
                found.push(&response.agency.code);
            }
        }
        if found != *wanted {
            out.push(format!("answered by {found:?}, not {wanted:?}"));
        }
    }
    for says in &case.says {
        let (words, agency, speaker, part) = match says {
            Says::Whole(words, agency, speaker) => (words, agency, speaker, None),
            Says::Part(words, agency, speaker, part) => (words, agency, speaker, Some(part)),
        };
        let source = reply.source().as_str();
        assert!(source.contains(words.as_str()), "{}: no {words:?}", case.name);
        let statement = reply
            .statements()
            .iter()
            .position(|s| reply.source().slice(s.sentence.span).contains(words.as_str()));
        let Some(number) = statement else {
            out.push(format!("`{words}` is no one sentence"));
            continue;
        };
        let claims = reply.claims().iter().filter(|claim| claim.statement == number);
        let mut voices: Vec<(&str, &str)> = claims
            .filter(|claim| {
                let cue = reply.source().slice(claim.target);
                part.is_none_or(|part| cue.contains(part.as_str()) || part.contains(cue))
            })
            .map(|claim| (claim.agency.as_deref().unwrap_or("-"), claim.speaker.name()))
            .collect();
        if voices.is_empty() {
            let statement = &reply.statements()[number];
            let only = statement.agencies.first().filter(|_| statement.agencies.len() == 1);
            voices.push((only.map_or("-", String::as_str), statement.speaker.name()));
        }
        for found in voices {
            let is_agency = agency == "*" || found.0 == agency;
            if !is_agency || found.1 != speaker {
                out.push(format!("`{words}`: {found:?}, not {:?}", (agency, speaker)));
            }
        }
    }
    out
}

#[test]
fn voices_are_told_apart() {
    let mut paths: Vec<_> = fs::read_dir(root().join("tests/voices"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut faults, mut count) = (Vec::new(), 0);
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let cases: Cases = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in &cases.case {
            count += 1;
            let found = problems(case);
            faults.extend(found.into_iter().map(|fault| format!("{file}: {}: {fault}", case.name)));
        }
    }
    assert!(count > 30);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
