//! The matrix, and the finding behind each of its cells.

use std::borrow::Cow;

use super::links::{Links, Names, slug};
use crate::inbox::model::{InboxReport, InboxSet, Language};
use crate::inbox::state::print;
use crate::labels::{Labels, fill, label};
use crate::phrase::{doubtful_reading, percent, visible};
use crate::wire::{AgencyStateOut, EvidenceOut, FlagDoubtOut, HistoryOut, NearMissOut, StateOut};

/// How long a quotation is, in characters.
const QUOTED: usize = 1200;

/// A requirement set with the stances of all agencies.
pub(super) struct SetView<'a> {
    pub(super) id: String,
    /// Its name, as on the command line.
    pub(super) set: &'a str,
    pub(super) title: &'a str,
    /// Who decided it, when, and where it is to be found.
    pub(super) facts: Vec<&'a str>,
    pub(super) prose: Option<&'a str>,
    pub(super) note: Option<&'a str>,
    pub(super) requirements: Vec<RequirementView<'a>>,
    pub(super) has_verdict: bool,
    pub(super) rows: Vec<RowView<'a>>,
}

impl<'a> SetView<'a> {
    /// The findings of an agency, each with its requirement.
    pub(super) fn cells<'s>(
        &'s self,
        row: &'s RowView<'a>,
    ) -> impl Iterator<Item = (&'s RequirementView<'a>, &'s FindingView<'a>)> {
        self.requirements.iter().zip(&row.findings)
    }
}

/// A column of the matrix.
pub(super) struct RequirementView<'a> {
    /// Its number, after a letter for the set where there are several.
    pub(super) number: String,
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// What the filters know it by.
    pub(super) key: String,
}

/// An agency.
pub(super) struct RowView<'a> {
    pub(super) agency: &'a str,
    pub(super) name: &'a str,
    /// What the filters know it by.
    pub(super) key: String,
    pub(super) verdict: Option<VerdictView<'a>>,
    pub(super) findings: Vec<FindingView<'a>>,
}

/// What the flags of an agency add up to.
#[derive(Clone, Copy)]
pub(super) struct VerdictView<'a> {
    pub(super) value: &'a str,
    pub(super) word: &'a str,
}

impl<'a> VerdictView<'a> {
    pub(super) fn new(labels: &'a Labels, value: &'a str) -> VerdictView<'a> {
        VerdictView { value, word: label(&labels.verdict, value) }
    }
}

/// A stance as it is shown: never by its colour alone.
#[derive(Clone, Copy)]
pub(super) struct StanceView<'a> {
    pub(super) name: &'a str,
    pub(super) sign: &'a str,
    pub(super) word: &'a str,
    /// What the mark means.
    pub(super) meaning: &'a str,
}

impl<'a> StanceView<'a> {
    pub(super) fn new(labels: &'a Labels, name: &'a str) -> StanceView<'a> {
        let mark = label(&labels.stance, name);
        let sign = mark.split(' ').next().unwrap_or(mark);
        StanceView {
            name,
            sign,
            word: label(&labels.said, name),
            meaning: label(&labels.legend, name),
        }
    }
}

/// What an agency says to a requirement, and all that stands behind it.
pub(super) struct FindingView<'a> {
    pub(super) id: String,
    pub(super) stance: StanceView<'a>,
    pub(super) sure: String,
    pub(super) wants_eyes: bool,
    /// What a tick is remembered by: it is of this stance in this text, wherever that lies.
    pub(super) tick: String,
    pub(super) reason: &'a str,
    pub(super) evidence: Vec<Quote<'a>>,
    pub(super) miss: Option<Miss<'a>>,
    pub(super) doubts: Vec<DoubtView<'a>>,
    pub(super) changed: Option<Changed<'a>>,
    /// What each document said, where the agency has several.
    pub(super) history: Vec<StepView<'a>>,
}

/// Words of a document, and the way to them.
pub(super) struct Quote<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) place: String,
    pub(super) href: Option<String>,
    /// The claim that they make: its address and number.
    pub(super) claim: Option<(String, &'a str)>,
}

/// The sentence that came nearest, and why it is not enough.
pub(super) struct Miss<'a> {
    pub(super) quote: Quote<'a>,
    pub(super) cause: &'a str,
    pub(super) reason: &'a str,
}

/// A doubtful word that a flag hangs on.
pub(super) struct DoubtView<'a> {
    pub(super) said: String,
    pub(super) place: String,
    pub(super) href: Option<String>,
    /// What the other reading makes of the flag.
    pub(super) other: String,
    pub(super) stance: StanceView<'a>,
}

/// A stance that the last document changed.
pub(super) struct Changed<'a> {
    pub(super) from: StanceView<'a>,
    pub(super) to: StanceView<'a>,
    pub(super) by: String,
    pub(super) quote: Option<Quote<'a>>,
}

/// What one document said.
pub(super) struct StepView<'a> {
    pub(super) source: &'a str,
    pub(super) date: &'a str,
    pub(super) stance: StanceView<'a>,
    pub(super) in_force: StanceView<'a>,
    /// The words that say so, or the document.
    pub(super) href: Option<String>,
}

/// Puts together what the page shows of the sets.
pub(super) struct Findings<'a, 'l> {
    pub(super) labels: &'a Labels,
    pub(super) report: &'a InboxReport,
    pub(super) links: &'l mut Links<'a>,
    pub(super) names: &'l mut Names,
}

impl<'a> Findings<'a, '_> {
    pub(super) fn sets(&mut self) -> Vec<SetView<'a>> {
        let report = self.report;
        report.sets.iter().enumerate().map(|(number, set)| self.set(number, set)).collect()
    }

    fn set(&mut self, at: usize, of: &'a InboxSet) -> SetView<'a> {
        let (set, is_english) = (&of.set, self.report.language == Language::English);
        let requirements = set.requirements.iter().enumerate().map(|(n, requirement)| {
            let letter = letter(at, self.report.sets.len());
            RequirementView {
                number: format!("{letter}{}", n + 1),
                id: &requirement.id,
                title: if is_english { &requirement.title_en } else { &requirement.title },
                key: format!("{}.{}", slug(&set.id), slug(&requirement.id)),
            }
        });
        let requirements: Vec<RequirementView<'a>> = requirements.collect();
        let id = self.names.unique(&format!("s-{}", slug(&set.id)));
        let rows = of.state.agencies.iter().map(|agency| self.row(&id, &requirements, agency));
        SetView {
            set: &set.id,
            title: if is_english { &set.title_en } else { &set.title },
            facts: [&set.decided_by, &set.date, &set.source]
                .into_iter()
                .filter_map(|fact| fact.as_deref())
                .collect(),
            prose: of.prose.as_deref(),
            note: set.note.as_deref(),
            has_verdict: set.has_verdict,
            rows: rows.collect(),
            id,
            requirements,
        }
    }

    fn row(
        &mut self,
        set: &str,
        requirements: &[RequirementView<'a>],
        of: &'a AgencyStateOut,
    ) -> RowView<'a> {
        let verdict = of.verdict.as_ref().map(|v| VerdictView::new(self.labels, &v.value));
        let key = slug(&of.agency);
        let findings = of.flags.iter().map(|state| {
            let requirement = requirements.iter().find(|r| r.id == state.flag.requirement);
            let key = requirement.map_or_else(|| slug(&state.flag.requirement), |r| slug(r.id));
            let id = format!("f-{}-{}-{key}", set.trim_start_matches("s-"), slug(&of.agency));
            let id = self.names.unique(&id);
            self.finding(id, of.documents.len() > 1, state)
        });
        let findings = findings.collect();
        RowView { agency: &of.agency, name: &of.name, key, verdict, findings }
    }

    fn finding(&mut self, id: String, has_history: bool, state: &'a StateOut) -> FindingView<'a> {
        let (flag, labels) = (&state.flag, self.labels);
        let is_english = self.report.language == Language::English;
        let evidence = flag.evidence.iter().map(|e| self.evidence(&state.source, e)).collect();
        let changed = state.changed.as_ref().map(|change| Changed {
            from: StanceView::new(labels, &change.from),
            to: StanceView::new(labels, &change.to),
            by: match &change.date {
                Some(date) => format!("{} ({date})", change.source),
                None => change.source.clone(),
            },
            quote: change.evidence.as_ref().map(|e| self.evidence(&change.source, e)),
        });
        let tick = print(&[&id, &flag.stance, self.links.print(&state.source)]);
        FindingView {
            id,
            tick,
            stance: StanceView::new(labels, &flag.stance),
            sure: percent(crate::wire::rounded(flag.confidence)),
            wants_eyes: flag.wants_eyes(),
            reason: if is_english { &flag.reason_en } else { &flag.reason_da },
            evidence,
            miss: flag.nearest_miss.as_ref().map(|miss| self.miss(&state.source, miss)),
            doubts: flag.uncertain_because.iter().map(|d| self.doubt(&state.source, d)).collect(),
            changed,
            history: match has_history {
                true => state.history.iter().map(|step| self.step(step)).collect(),
                false => Vec::new(),
            },
        }
    }

    fn quote(&mut self, source: &str, text: &'a str, start: usize, line: usize) -> Quote<'a> {
        Quote {
            text: quoted(text),
            place: self.place(source, line),
            href: self.links.place(source, start),
            claim: None,
        }
    }

    /// Where a line stands, in words.
    fn place(&self, source: &str, line: usize) -> String {
        let line = format!("{} {line}", label(&self.labels.words, "line"));
        if self.links.are_several { format!("{source}, {line}") } else { line }
    }

    fn evidence(&mut self, source: &str, of: &'a EvidenceOut) -> Quote<'a> {
        let claim = of
            .claim
            .as_deref()
            .and_then(|claim| Some((format!("#{}.{claim}", self.links.document(source)?), claim)));
        Quote { claim, ..self.quote(source, &of.text, of.start, of.line) }
    }

    fn miss(&mut self, source: &str, of: &'a NearMissOut) -> Miss<'a> {
        let is_english = self.report.language == Language::English;
        Miss {
            quote: self.quote(source, &of.text, of.start, of.line),
            cause: label(&self.labels.miss, &of.cause),
            reason: if is_english { &of.reason_en } else { &of.reason_da },
        }
    }

    fn doubt(&mut self, source: &str, of: &'a FlagDoubtOut) -> DoubtView<'a> {
        let labels = self.labels;
        let sure = crate::wire::rounded(of.confidence);
        let share = percent(crate::wire::rounded(of.to_confidence));
        DoubtView {
            said: doubtful_reading(labels, &of.from, &of.text, sure),
            place: self.place(source, of.line),
            href: self.links.place(source, of.start),
            other: fill(labels.inbox("with_reading"), &[("to", &visible(&of.to)), ("p", &share)]),
            stance: StanceView::new(labels, &of.stance),
        }
    }

    fn step(&mut self, of: &'a HistoryOut) -> StepView<'a> {
        StepView {
            source: &of.source,
            date: of.date.as_deref().unwrap_or("–"),
            stance: StanceView::new(self.labels, &of.stance),
            in_force: StanceView::new(self.labels, &of.in_force),
            href: match &of.evidence {
                Some(evidence) => self.links.place(&of.source, evidence.start),
                None => self.links.document(&of.source).map(|id| format!("#{id}")),
            },
        }
    }
}

/// A quotation, of a very long one its beginning; the rest stands at its place.
fn quoted(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::from(format!("{} …", &text[..end])),
        None => Cow::from(text),
    }
}

/// `A`, `B` … for a set; nothing where it is the only one.
fn letter(set: usize, of: usize) -> String {
    let letter = u32::try_from(set).ok().and_then(|set| char::from_u32(u32::from('A') + set));
    match letter {
        Some(letter) if of > 1 && letter.is_ascii_uppercase() => letter.to_string(),
        _ if of > 1 => format!("{}.", set + 1),
        _ => String::new(),
    }
}
