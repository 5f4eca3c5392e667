//! What a report comes to.

use super::model::InboxReport;

/// What a report comes to, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Finding {
    /// Every agency addresses every requirement, and no flag wants eyes.
    #[default]
    Nothing,
    /// No agency answers, or some agency does not address a requirement.
    NotAddressed,
    /// All is addressed, and somebody should look at one of the flags.
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
        // A word that was not tried may be one that a flag hangs on.
        let untried = report.documents.iter().flat_map(|document| &document.flags);
        let is_untried = untried.map(|flags| flags.untried_doubts).any(|count| count > 0);
        if is_untried || flags().any(|flag| flag.wants_eyes()) {
            Finding::WantsEyes
        } else {
            Finding::Nothing
        }
    }
}
