//! The test replies that a set carries.

use std::fmt;

use gensvar_claims::{Agency, Extraction, Response};
use gensvar_text::Span;

use crate::{RequirementSet, Stance, assess};

/// A test reply or an example of a set that did not get the flags it must get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestFailure {
    /// The name of the test, or the sentence of the example.
    pub test: String,
    /// The line in the set's file where its expectations stand.
    pub line: usize,
    /// What came instead, in a line for each flag.
    pub problems: Vec<String>,
}

impl fmt::Display for TestFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: test \"{}\": {}", self.line, self.test, self.problems.join("; "))
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
                None => problems.push("no response of the agency was found".to_owned()),
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
                failures.push(TestFailure { test: test.name.clone(), line: test.line, problems });
            }
        }
        for example in &self.examples {
            let assessment = assess(self, &example.text, &reply(&example.text, &extract));
            let flag = assessment.agencies.first().map(|a| &a.flags[example.requirement]);
            let found = flag.map_or(Stance::NotAddressed, |flag| flag.stance);
            if found != example.stance {
                failures.push(TestFailure {
                    test: example.text.clone(),
                    line: example.line,
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
