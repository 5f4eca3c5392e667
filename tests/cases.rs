//! Cases that people met elsewhere, kept as data in `cases/`.

use std::fs;

use serde::Deserialize;

use crate::support::{gensvar, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// A text and what must come out of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case is about.
    name: String,
    text: String,
    /// The text after repair.
    repaired: Option<String>,
    /// Claims that must be there.
    #[serde(default)]
    claims: Vec<Expected>,
    /// Claims that must not be there.
    #[serde(default)]
    no_claims: Vec<Expected>,
}

/// A claim, by whatever fields are named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: Option<String>,
    agency: Option<String>,
    speaker: Option<String>,
    status: Option<String>,
    polarity: Option<String>,
    obligation: Option<String>,
    frequency: Option<String>,
    duration: Option<String>,
    dates: Option<Vec<String>>,
    groups: Option<Vec<String>>,
    delivery: Option<Vec<String>>,
    /// Amounts as value and unit.
    amounts: Option<Vec<(f64, String)>>,
}

impl Expected {
    fn is(&self, claim: &gensvar::claims::Claim) -> bool {
        let same = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found.unwrap_or("") == wanted)
        };
        let all = |wanted: &Option<Vec<String>>, found: Vec<&str>| {
            wanted.as_ref().is_none_or(|wanted| *wanted == found)
        };
        let amounts = |wanted: &Vec<(f64, String)>| {
            let found = claim.amounts.iter().map(|a| (a.value, a.unit.name().to_owned()));
            *wanted == found.collect::<Vec<_>>()
        };
        same(&self.kind, Some(claim.kind.name()))
            && same(&self.agency, claim.agency.as_deref())
            && same(&self.speaker, Some(claim.speaker.name()))
            && same(&self.status, Some(claim.status.name()))
            && same(&self.polarity, Some(claim.polarity.name()))
            && same(&self.obligation, claim.obligation.map(|o| o.name()))
            && same(&self.frequency, claim.frequency.as_deref())
            && same(&self.duration, claim.duration.as_deref())
            && all(&self.dates, claim.dates.iter().map(String::as_str).collect())
            && all(&self.groups, claim.target_groups.iter().map(|g| g.name()).collect())
            && all(&self.delivery, claim.delivery.iter().map(|d| d.name()).collect())
            && self.amounts.as_ref().is_none_or(amounts)
    }
}

#[test]
fn cases_come_out_as_they_must() {
    let mut problems = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let cases: Cases = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in cases.case {
            let reply = gensvar().read(&case.text);
            let name = format!("{file}: {}", case.name);
            if let Some(repaired) = case.repaired.filter(|repaired| repaired != reply.text()) {
                problems.push(format!("{name}: {:?}, not {repaired:?}", reply.text()));
            }
            for wanted in case.claims {
                if !reply.claims().iter().any(|claim| wanted.is(claim)) {
                    problems.push(format!("{name}: no {wanted:?} in {:#?}", reply.claims()));
                }
            }
            for unwanted in case.no_claims {
                if let Some(claim) = reply.claims().iter().find(|claim| unwanted.is(claim)) {
                    problems.push(format!("{name}: {claim:#?}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}
