//! The test replies that a set carries.

use std::fmt;

use gensvar_claims::{Agency, Extraction, Response};
use gensvar_text::Span;

use crate::error::hint_or_list;
use crate::{Assessment, RequirementSet, Stance, assess};

/// A test reply or an example of a set that did not get the flags it must get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestFailure {
    /// The name of the test, or the sentence of the example.
    pub test: String,
    /// The line in the set's file where it stands, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// What came instead, in a line for each flag.
    pub problems: Vec<String>,
}

impl fmt::Display for TestFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TestFailure { test, line, column, problems } = self;
        write!(f, "{line}:{column}: test \"{test}\": {}", problems.join("; "))
    }
}

impl RequirementSet {
    /// Runs the set's own test replies, read by `extract`, and tells which of them failed.
    pub fn run_tests(&self, extract: impl Fn(&str) -> Extraction) -> Vec<TestFailure> {
        let mut failures = Vec::new();
        for test in &self.tests {
            let assessment = assess(self, &test.text, &extract(&test.text));
            let wanted = |code: &str| test.agency.as_ref().is_none_or(|agency| agency == code);
            let mut problems = Vec::new();
            match assessment.agencies.iter().find(|a| wanted(&a.agency.code)) {
                None => problems.push(missing(test.agency.as_deref(), &assessment)),
                Some(agency) => {
                    for (requirement, expected) in &test.expect {
                        let flag = &agency.flags[*requirement];
                        if flag.stance != *expected {
                            problems.push(format!(
                                "{} is {}, not {} ({})",
                                flag.requirement,
                                flag.stance.name(),
                                expected.name(),
                                flag.reason.da
                            ));
                        }
                    }
                    let found = agency.verdict.as_ref().map(|v| v.value);
                    if test.verdict.is_some() && found != test.verdict {
                        problems.push(format!(
                            "the verdict is {}, not {}",
                            found.map_or("none", |v| v.name()),
                            test.verdict.map_or("none", |v| v.name())
                        ));
                    }
                }
            }
            if !problems.is_empty() {
                let (line, column) = test.at;
                failures.push(TestFailure { test: test.name.clone(), line, column, problems });
            }
        }
        for example in &self.examples {
            let assessment = assess(self, &example.text, &reply(&example.text, &extract));
            let flag = assessment.agencies.first().map(|a| &a.flags[example.requirement]);
            let found = flag.map_or(Stance::NotAddressed, |flag| flag.stance);
            if found != example.stance {
                let (line, column) = example.at;
                failures.push(TestFailure {
                    test: example.text.clone(),
                    line,
                    column,
                    problems: vec![format!(
                        "{} is {}, not {}",
                        self.requirements[example.requirement].id,
                        found.name(),
                        example.stance.name()
                    )],
                });
            }
        }
        failures
    }
}

/// That nobody answers of whom flags are expected, and who does.
fn missing(wanted: Option<&str>, assessment: &Assessment) -> String {
    let codes: Vec<&str> = assessment.agencies.iter().map(|a| a.agency.code.as_str()).collect();
    match wanted {
        Some(wanted) if codes.is_empty() => format!("no response of \"{wanted}\" was found"),
        Some(wanted) => {
            format!("no response of \"{wanted}\" was found{}", hint_or_list(wanted, &codes))
        }
        None => "no response of any agency was found".to_owned(),
    }
}

/// What is found in an example: one response of one agency, whoever that is.
pub(crate) fn reply(text: &str, extract: &impl Fn(&str) -> Extraction) -> Extraction {
    let mut extraction = extract(text);
    let agency = Agency { code: String::from("-"), name: String::from("-") };
    for statement in &mut extraction.statements {
        statement.agencies.clear();
    }
    extraction.responses = vec![Response { agency, span: Span::new(0, text.len()) }];
    extraction
}
