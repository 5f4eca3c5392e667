//! The page of a report.

mod changes;
mod findings;
mod links;
mod reading;
mod runs;

use std::collections::BTreeSet;

use askama::Template;

use super::ReportError;
use super::model::InboxReport;
use super::standing::standings;
use super::state::{InboxState, print};
use crate::labels::{Labels, labels};
use crate::wire::FailedOut;
use changes::{Changes, changes};
use findings::{FindingView, Findings, RequirementView, RowView, SetView, StanceView};
use gensvar::requirements::Stance;
use links::{Links, Names};
use reading::{DocumentView, Reader};

const STYLE: &str = include_str!("../../../templates/inbox/report.css");
const SCRIPT: &str = include_str!("../../../templates/inbox/report.js");

#[derive(Template)]
#[template(path = "inbox/index.html")]
struct Page<'a> {
    labels: &'a Labels,
    lang: &'a str,
    style: &'a str,
    script: &'a str,
    report: &'a InboxReport,
    sets: &'a [SetView<'a>],
    stances: Vec<StanceView<'a>>,
    /// Each agency once: what the filters know it by, its code and its name.
    agencies: Vec<(&'a str, &'a str, &'a str)>,
    changes: Option<Changes<'a>>,
    documents: Vec<DocumentView<'a>>,
}

impl Page<'_> {
    fn text(&self, name: &'static str) -> &str {
        self.labels.inbox(name)
    }

    /// What a tick at a file that could not be read is remembered by.
    fn unread_tick(&self, failed: &FailedOut) -> String {
        print(&[&failed.source, &failed.error])
    }

    /// The documents that a person should look at.
    fn left(&self) -> Vec<(&DocumentView<'_>, &[String], &str)> {
        let documents = self.documents.iter();
        let wanting = documents.filter_map(|one| {
            let (why, tick) = one.wants_eyes.as_ref()?;
            Some((one, why.as_slice(), tick.as_str()))
        });
        wanting.collect()
    }

    /// The findings that a person should look at.
    fn wanting(&self) -> Vec<(&RowView<'_>, &RequirementView<'_>, &FindingView<'_>)> {
        let mut out = Vec::new();
        for set in self.sets {
            for row in &set.rows {
                let cells = set.cells(row).filter(|(_, finding)| finding.wants_eyes);
                out.extend(cells.map(|(requirement, finding)| (row, requirement, finding)));
            }
        }
        // What hangs on a word can be checked at once.
        out.sort_by_key(|(_, _, finding)| finding.doubts.is_empty());
        out
    }
}

/// The report as one page that fetches nothing: matrix, findings, replies, and how it was made.
///
/// Whatever comes from a document stands as text. The page's policy lets only its own style and
/// script work.
///
/// # Errors
/// If a template fails, which no text makes it do.
pub fn index_html(report: &InboxReport) -> Result<String, ReportError> {
    let labels = labels(report.language);
    let now = InboxState::of(report);
    let (mut links, mut names) = (Links::new(report), Names::default());
    let sets = Findings { labels, report, links: &mut links, names: &mut names }.sets();
    let documents = report.documents.iter().zip(standings(&report.documents));
    let documents = documents.map(|(document, standing)| {
        Reader::new(report.language, document, standing, &mut links).view(&sets)
    });
    let documents = documents.collect();
    let mut seen = BTreeSet::new();
    let rows = sets.iter().flat_map(|set| &set.rows).filter(|row| seen.insert(row.key.as_str()));
    let page = Page {
        labels,
        lang: report.language.tag(),
        style: STYLE,
        script: SCRIPT,
        report,
        sets: &sets,
        stances: Stance::ALL.iter().map(|one| StanceView::new(labels, one.name())).collect(),
        agencies: rows.map(|row| (row.key.as_str(), row.agency, row.name)).collect(),
        changes: report.before.as_ref().map(|before| changes(labels, before, &now, &sets)),
        documents,
    };
    page.render().map_err(|error| ReportError(format!("the page of the report: {error}")))
}
