use serde::{Deserialize, Serialize};

use super::model::InboxReport;
use crate::wire::Name;

/// What a report says in short, kept beside it so that the next one can tell what changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InboxState {
    /// The day that the report was given.
    pub made: Option<String>,
    /// The documents that it read.
    pub documents: Vec<String>,
    /// The stances in force.
    pub stances: Vec<StanceState>,
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
        let stances = report.sets.iter().flat_map(|set| {
            let agencies = set.state.agencies.iter();
            agencies.flat_map(move |agency| {
                agency.flags.iter().map(move |state| StanceState {
                    set: set.set.id.clone(),
                    agency: agency.agency.clone(),
                    requirement: state.flag.requirement.clone(),
                    stance: state.flag.stance.clone(),
                })
            })
        });
        InboxState {
            made: report.made.clone(),
            documents: report.documents.iter().map(|one| one.source.clone()).collect(),
            stances: stances.collect(),
        }
    }
}
