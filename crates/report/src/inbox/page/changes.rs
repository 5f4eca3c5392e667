//! What changed since an earlier report.

use std::collections::BTreeMap;

use super::findings::{SetView, StanceView};
use crate::inbox::model::InboxReport;
use crate::inbox::state::InboxState;
use crate::labels::Labels;

/// All that changed.
pub(super) struct Changes<'a> {
    /// The day of the earlier report.
    pub(super) since: Option<&'a str>,
    pub(super) new_documents: Vec<&'a str>,
    pub(super) gone_documents: Vec<&'a str>,
    pub(super) stances: Vec<StanceChange<'a>>,
}

/// A stance that is another now.
pub(super) struct StanceChange<'a> {
    pub(super) href: String,
    pub(super) agency: &'a str,
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    /// None where the agency had not answered.
    pub(super) from: Option<StanceView<'a>>,
    pub(super) to: StanceView<'a>,
}

impl Changes<'_> {
    /// Whether nothing did.
    pub(super) fn are_none(&self) -> bool {
        self.new_documents.is_empty() && self.gone_documents.is_empty() && self.stances.is_empty()
    }
}

/// What changed between `before` and the report, as `sets` show it.
pub(super) fn changes<'a>(
    labels: &'a Labels,
    report: &'a InboxReport,
    before: &'a InboxState,
    sets: &'a [SetView<'a>],
) -> Changes<'a> {
    let had: BTreeMap<_, &str> = before
        .stances
        .iter()
        .map(|s| ((s.set.as_str(), s.agency.as_str(), s.requirement.as_str()), s.stance.as_ref()))
        .collect();
    let mut stances = Vec::new();
    for set in sets {
        for row in &set.rows {
            for (requirement, finding) in set.cells(row) {
                let from = had.get(&(set.set, row.agency, requirement.id)).copied();
                if from != Some(finding.stance.name) {
                    stances.push(StanceChange {
                        href: format!("#{}", finding.id),
                        agency: row.agency,
                        number: &requirement.number,
                        title: requirement.title,
                        from: from.map(|name| StanceView::new(labels, name)),
                        to: finding.stance,
                    });
                }
            }
        }
    }
    let now: Vec<&str> = report.documents.iter().map(|one| one.source.as_str()).collect();
    let earlier: Vec<&str> = before.documents.iter().map(String::as_str).collect();
    let lacking = |all: &[&'a str], of: &[&str]| -> Vec<&'a str> {
        all.iter().copied().filter(|one| !of.contains(one)).collect()
    };
    Changes {
        since: before.made.as_deref(),
        new_documents: lacking(&now, &earlier),
        gone_documents: lacking(&earlier, &now),
        stances,
    }
}
