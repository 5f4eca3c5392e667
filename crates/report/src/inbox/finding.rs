//! What a report comes to.

use super::model::InboxReport;
use super::standing::standings;

/// What a report comes to, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Finding {
    /// Every agency addresses every requirement, and nothing wants eyes.
    #[default]
    Nothing,
    /// No agency answers, or some agency does not address a requirement.
    NotAddressed,
    /// All is addressed, and somebody should look at one of the flags, or at a document of which
    /// nothing counts.
    WantsEyes,
}

impl Finding {
    /// What a report comes to. That something is not addressed goes before that something is unsure.
    pub fn of(report: &InboxReport) -> Finding {
        let agencies = || report.sets.iter().flat_map(|set| &set.state.agencies);
        let flags = || agencies().flat_map(|agency| &agency.flags).map(|state| &state.flag);
        let is_silent = report.sets.iter().any(|set| set.state.agencies.is_empty());
        if is_silent || flags().any(|flag| !flag.addressed) {
            return Finding::NotAddressed;
        }
        // What nobody answers in may be the answer of one whose name was not read, and a word that
        // was not tried may be one that a flag hangs on.
        let is_left = standings(&report.documents).into_iter().any(|one| one.wants_eyes());
        let is_untried = report.documents.iter().any(|document| document.untried_doubts() > 0);
        if is_left || is_untried || flags().any(|flag| flag.wants_eyes()) {
            Finding::WantsEyes
        } else {
            Finding::Nothing
        }
    }
}
