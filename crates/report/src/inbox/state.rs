use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::model::{InboxReport, InboxSet};
use crate::wire::Name;

/// What a report says in short, kept beside it so that the next one can tell what changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InboxState {
    /// The day that the report was given.
    pub made: Option<String>,
    /// What could not be read.
    pub not_read: Vec<String>,
    /// The ids of the sets.
    pub sets: Vec<String>,
    /// The documents that it read.
    pub documents: Vec<DocumentState>,
    /// The verdicts, for each agency of the sets that have a rule for it.
    pub verdicts: Vec<VerdictState>,
    /// The stances in force.
    pub stances: Vec<StanceState>,
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DocumentState {
    /// The path as given.
    pub source: String,
    /// By what its text is known again.
    pub print: String,
    /// Whether there is no word in it.
    pub is_empty: bool,
    /// The codes of the agencies that answer in it.
    pub agencies: Vec<String>,
}

/// A verdict in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictState {
    /// The id of the set.
    pub set: String,
    /// The code of the agency.
    pub agency: String,
    /// The verdict.
    pub verdict: Name,
}

/// A stance in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StanceState {
    /// The id of the set.
    pub set: String,
    /// The code of the agency.
    pub agency: String,
    /// The id of the requirement.
    pub requirement: String,
    /// The stance.
    pub stance: Name,
}

impl InboxState {
    /// What a report says.
    pub fn of(report: &InboxReport) -> InboxState {
        let agencies = || {
            let sets = report.sets.iter();
            sets.flat_map(|InboxSet { set, state, .. }| {
                state.agencies.iter().map(move |agency| (set, agency))
            })
        };
        let verdicts = agencies().filter_map(|(set, agency)| {
            Some(VerdictState {
                set: set.id.clone(),
                agency: agency.agency.clone(),
                verdict: agency.verdict.as_ref()?.value.clone(),
            })
        });
        let stances = agencies().flat_map(|(set, agency)| {
            agency.flags.iter().map(|state| StanceState {
                set: set.id.clone(),
                agency: agency.agency.clone(),
                requirement: state.flag.requirement.clone(),
                stance: state.flag.stance.clone(),
            })
        });
        let documents = report.documents.iter().map(|one| DocumentState {
            source: one.source.clone(),
            print: print(&[&one.text]),
            is_empty: one.text.trim().is_empty(),
            agencies: one.claims.responses.iter().map(|of| of.agency.clone()).collect(),
        });
        InboxState {
            made: report.made.clone(),
            not_read: report.not_read.iter().map(|failed| failed.source.clone()).collect(),
            sets: report.sets.iter().map(|set| set.set.id.clone()).collect(),
            documents: documents.collect(),
            verdicts: verdicts.collect(),
            stances: stances.collect(),
        }
    }
}

/// By what texts are known again: 16 hexadecimal digits of their SHA-256.
pub(super) fn print(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
