use gensvar::requirements::{RequirementSet, SetErrors, SetWarning, TestFailure};
use serde::Serialize;

/// What `gensvar requirements check` prints of a set as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckOut {
    /// `gensvar.check/1`.
    pub schema: &'static str,
    /// The set as it was named in the call.
    pub source: String,
    /// Its id; none if it cannot be read.
    pub id: Option<String>,
    /// What keeps it from being read, in the order of the file.
    pub errors: Vec<FindingOut>,
    /// What in it is hardly meant, in the order of the file.
    pub warnings: Vec<FindingOut>,
    /// How many test replies and examples it carries.
    pub tests: usize,
    /// Those that did not get the flags they must get.
    pub failed: Vec<FailedTestOut>,
}

/// A mistake or a warning, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingOut {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, and the remedy where one is known.
    pub message: String,
}

/// A test that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedTestOut {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The name of the test, or the sentence of the example.
    pub test: String,
    /// What came instead, a line for each flag.
    pub problems: Vec<String>,
}

impl CheckOut {
    /// A set that can be read.
    pub fn read(
        source: &str,
        set: &RequirementSet,
        warnings: &[SetWarning],
        failed: &[TestFailure],
    ) -> CheckOut {
        let warnings = warnings.iter().map(|warning| FindingOut {
            line: warning.line,
            column: warning.column,
            message: warning.message.clone(),
        });
        let failed = failed.iter().map(|failure| FailedTestOut {
            line: failure.line,
            column: failure.column,
            test: failure.test.clone(),
            problems: failure.problems.clone(),
        });
        CheckOut {
            id: Some(set.id().to_owned()),
            warnings: warnings.collect(),
            tests: set.test_count(),
            failed: failed.collect(),
            ..CheckOut::of(source)
        }
    }

    /// A set that cannot be read.
    pub fn unread(source: &str, errors: &SetErrors) -> CheckOut {
        let errors = errors.iter().map(|error| FindingOut {
            line: error.line,
            column: error.column,
            message: error.message.clone(),
        });
        CheckOut { errors: errors.collect(), ..CheckOut::of(source) }
    }

    fn of(source: &str) -> CheckOut {
        CheckOut {
            schema: "gensvar.check/1",
            source: source.to_owned(),
            id: None,
            errors: Vec::new(),
            warnings: Vec::new(),
            tests: 0,
            failed: Vec::new(),
        }
    }
}
