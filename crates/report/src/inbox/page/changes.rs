//! What changed since an earlier report.

use std::collections::BTreeMap;

use super::findings::{SetView, StanceView, VerdictView};
use crate::inbox::model::InboxReport;
use crate::inbox::state::InboxState;
use crate::labels::Labels;

/// All that changed.
pub(super) struct Changes<'a> {
    /// The day of the earlier report.
    pub(super) since: Option<&'a str>,
    pub(super) new_documents: Vec<&'a str>,
    /// Those that have another text under their old name.
    pub(super) other_documents: Vec<&'a str>,
    pub(super) gone_documents: Vec<&'a str>,
    /// Sets that the earlier report had not, and nothing of theirs can have changed.
    pub(super) new_sets: Vec<&'a str>,
    /// Agencies that answered, and of whom there is no document any more.
    pub(super) gone_agencies: Vec<&'a str>,
    pub(super) verdicts: Vec<VerdictChange<'a>>,
    pub(super) stances: Vec<StanceChange<'a>>,
}

/// A verdict that is another now.
pub(super) struct VerdictChange<'a> {
    pub(super) href: String,
    pub(super) agency: &'a str,
    pub(super) title: &'a str,
    /// None where the agency had not answered.
    pub(super) from: Option<VerdictView<'a>>,
    pub(super) to: VerdictView<'a>,
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
        let names = [
            &self.new_documents,
            &self.other_documents,
            &self.gone_documents,
            &self.new_sets,
            &self.gone_agencies,
        ];
        names.iter().all(|names| names.is_empty())
            && self.verdicts.is_empty()
            && self.stances.is_empty()
    }
}

/// What changed between `before` and the report, as `sets` show it.
pub(super) fn changes<'a>(
    labels: &'a Labels,
    report: &'a InboxReport,
    before: &'a InboxState,
    sets: &'a [SetView<'a>],
) -> Changes<'a> {
    let now = InboxState::of(report);
    let prints = |state: &InboxState| -> BTreeMap<String, String> {
        let documents = state.documents.iter();
        documents.map(|one| (one.source.clone(), one.print.clone())).collect()
    };
    let (had, has) = (prints(before), prints(&now));
    let sources = || report.documents.iter().map(|one| one.source.as_str());
    let earlier = before.documents.iter().map(|one| one.source.as_str());
    let old = |set: &&SetView<'_>| before.sets.iter().any(|id| id == set.set);
    let agencies = before.stances.iter().filter(|of| {
        let mut rows = sets.iter().filter(|set| set.set == of.set).flat_map(|set| &set.rows);
        sets.iter().any(|set| set.set == of.set) && !rows.any(|row| row.agency == of.agency)
    });
    let mut gone_agencies: Vec<&str> = agencies.map(|of| of.agency.as_str()).collect();
    gone_agencies.sort_unstable();
    gone_agencies.dedup();
    Changes {
        since: before.made.as_deref(),
        new_documents: sources().filter(|one| !had.contains_key(*one)).collect(),
        other_documents: sources()
            .filter(|one| had.get(*one).is_some_and(|print| has.get(*one) != Some(print)))
            .collect(),
        gone_documents: earlier.filter(|one| !has.contains_key(*one)).collect(),
        new_sets: sets.iter().filter(|set| !old(set)).map(|set| set.title).collect(),
        gone_agencies,
        verdicts: sets.iter().filter(old).flat_map(|set| verdicts(labels, before, set)).collect(),
        stances: sets.iter().filter(old).flat_map(|set| stances(labels, before, set)).collect(),
    }
}

/// The verdicts of a set that are others than before.
fn verdicts<'a>(
    labels: &'a Labels,
    before: &'a InboxState,
    set: &'a SetView<'a>,
) -> Vec<VerdictChange<'a>> {
    let mut out = Vec::new();
    for row in &set.rows {
        let Some(to) = row.verdict else { continue };
        let mut had = before.verdicts.iter().filter(|of| of.set == set.set);
        let from = had.find(|of| of.agency == row.agency).map(|of| of.verdict.as_ref());
        if from != Some(to.value) {
            out.push(VerdictChange {
                href: format!("#{}", set.id),
                agency: row.agency,
                title: set.title,
                from: from.map(|value| VerdictView::new(labels, value)),
                to,
            });
        }
    }
    out
}

/// The stances of a set that are others than before.
fn stances<'a>(
    labels: &'a Labels,
    before: &'a InboxState,
    set: &'a SetView<'a>,
) -> Vec<StanceChange<'a>> {
    let had = before.stances.iter().filter(|of| of.set == set.set);
    let had: BTreeMap<_, &str> =
        had.map(|of| ((of.agency.as_str(), of.requirement.as_str()), of.stance.as_ref())).collect();
    let mut out = Vec::new();
    for row in &set.rows {
        for (requirement, finding) in set.cells(row) {
            let from = had.get(&(row.agency, requirement.id)).copied();
            if from != Some(finding.stance.name) {
                out.push(StanceChange {
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
    out
}
