//! What changed since an earlier report.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::{SetView, StanceView, VerdictView};
use crate::inbox::state::{DocumentState, InboxState, StanceState};
use crate::labels::Labels;

/// All that changed.
pub(super) struct Changes<'a> {
    /// The day of the earlier report.
    pub(super) since: Option<&'a str>,
    pub(super) new_documents: Vec<&'a str>,
    /// Those that have another text under their old name.
    pub(super) other_documents: Vec<&'a str>,
    /// Those that have their old text under another name: before and now.
    pub(super) renamed_documents: Vec<(&'a str, &'a str)>,
    pub(super) gone_documents: Vec<&'a str>,
    /// Those that are there and cannot be read this time.
    pub(super) lost_documents: Vec<&'a str>,
    /// Those that could not be read before.
    pub(super) found_documents: Vec<&'a str>,
    /// Sets that the earlier report had not, and nothing of theirs can have changed.
    pub(super) new_sets: Vec<&'a str>,
    /// Sets that only the earlier report had.
    pub(super) gone_sets: Vec<&'a str>,
    /// Agencies that had not answered; what they say is all new.
    pub(super) new_agencies: Vec<&'a str>,
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
    pub(super) from: VerdictView<'a>,
    pub(super) to: VerdictView<'a>,
}

/// A stance that is another now.
pub(super) struct StanceChange<'a> {
    pub(super) href: String,
    pub(super) agency: &'a str,
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    pub(super) from: StanceView<'a>,
    pub(super) to: StanceView<'a>,
}

impl Changes<'_> {
    /// Whether nothing did.
    pub(super) fn are_none(&self) -> bool {
        let names = [
            &self.new_documents,
            &self.other_documents,
            &self.gone_documents,
            &self.lost_documents,
            &self.found_documents,
            &self.new_sets,
            &self.gone_sets,
            &self.new_agencies,
            &self.gone_agencies,
        ];
        names.iter().all(|names| names.is_empty())
            && self.renamed_documents.is_empty()
            && self.verdicts.is_empty()
            && self.stances.is_empty()
    }
}

/// What changed between `before` and `now`, which is the report as `sets` show it.
pub(super) fn changes<'a>(
    labels: &'a Labels,
    before: &'a InboxState,
    now: &'a InboxState,
    sets: &'a [SetView<'a>],
) -> Changes<'a> {
    let is_old = |set: &&SetView<'_>| before.sets.iter().any(|id| id == set.set);
    let old_sets = || sets.iter().filter(is_old);
    let gone_sets = before.sets.iter().filter(|id| !now.sets.contains(id));
    let mut changes = Changes {
        since: before.made.as_deref(),
        new_sets: sets.iter().filter(|set| !is_old(set)).map(|set| set.title).collect(),
        gone_sets: gone_sets.map(String::as_str).collect(),
        verdicts: old_sets().flat_map(|set| verdicts(labels, before, set)).collect(),
        stances: old_sets().flat_map(|set| stances(labels, before, set)).collect(),
        new_documents: Vec::new(),
        other_documents: Vec::new(),
        renamed_documents: Vec::new(),
        gone_documents: Vec::new(),
        lost_documents: Vec::new(),
        found_documents: Vec::new(),
        new_agencies: Vec::new(),
        gone_agencies: Vec::new(),
    };
    let lost = changes.documents(before, now);
    changes.agencies(before, now, &lost);
    changes
}

impl<'a> Changes<'a> {
    /// Compares the documents; those are returned that cannot be read any more.
    fn documents(&mut self, before: &'a InboxState, now: &'a InboxState) -> Vec<&'a DocumentState> {
        let (had, has) = (by_source(before), by_source(now));
        let gone = before.documents.iter().filter(|one| !has.contains_key(one.source.as_str()));
        let (lost, mut gone): (Vec<_>, Vec<_>) = gone.partition(|one| is_unread(now, &one.source));
        for one in &now.documents {
            let source = one.source.as_str();
            match had.get(source) {
                Some(old) if old.print != one.print => self.other_documents.push(source),
                Some(_) => {}
                None if is_unread(before, source) => self.found_documents.push(source),
                None => match gone.iter().position(|old| old.print == one.print && !one.is_empty) {
                    Some(at) => self.renamed_documents.push((&gone.remove(at).source, source)),
                    None => self.new_documents.push(source),
                },
            }
        }
        self.gone_documents = gone.into_iter().map(|one| one.source.as_str()).collect();
        self.lost_documents = lost.iter().map(|one| one.source.as_str()).collect();
        lost
    }

    /// Compares who answers; nobody knows what an agency says in a letter that cannot be read.
    fn agencies(&mut self, before: &'a InboxState, now: &'a InboxState, lost: &[&DocumentState]) {
        let of = |state: &'a InboxState| -> BTreeSet<&'a str> {
            let is_of_both =
                |of: &&StanceState| before.sets.contains(&of.set) && now.sets.contains(&of.set);
            state.stances.iter().filter(is_of_both).map(|of| of.agency.as_str()).collect()
        };
        let (answered, answer) = (of(before), of(now));
        let answers = |one: &DocumentState, code: &str| one.agencies.iter().any(|a| a == code);
        let may_answer = |code: &str| lost.iter().any(|one| answers(one, code));
        let found = || now.documents.iter().filter(|one| is_unread(before, &one.source));
        let may_have_answered = |code: &str| found().any(|one| answers(one, code));
        let new = answer.difference(&answered).copied();
        self.new_agencies = new.filter(|code| !may_have_answered(code)).collect();
        let gone = answered.difference(&answer).copied();
        self.gone_agencies = gone.filter(|code| !may_answer(code)).collect();
    }
}

/// Whether a report could not read a document, or the file that it is attached to.
fn is_unread(state: &InboxState, source: &str) -> bool {
    let behind = |unread: &String| source.strip_prefix(unread.as_str());
    let mut behind = state.not_read.iter().filter_map(behind);
    behind.any(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn by_source(state: &InboxState) -> BTreeMap<&str, &DocumentState> {
    state.documents.iter().map(|one| (one.source.as_str(), one)).collect()
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
        let Some(from) = had.find(|of| of.agency == row.agency) else { continue };
        if from.verdict.as_ref() != to.value {
            out.push(VerdictChange {
                href: format!("#{}", set.id),
                agency: row.agency,
                title: set.title,
                from: VerdictView::new(labels, &from.verdict),
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
            let Some(from) = had.get(&(row.agency, requirement.id)).copied() else { continue };
            if from != finding.stance.name {
                out.push(StanceChange {
                    href: format!("#{}", finding.id),
                    agency: row.agency,
                    number: &requirement.number,
                    title: requirement.title,
                    from: StanceView::new(labels, from),
                    to: finding.stance,
                });
            }
        }
    }
    out
}
