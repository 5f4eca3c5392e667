use gensvar::requirements::{Outcome, RequirementSet, Stance};

use super::flags::{basis, cell, doubt_key, key};
use super::matrix::{Matrix, Row};
use super::{shortened, untried, wrap};
use crate::labels::{danish, fill, label};
use crate::wire::{AgencyStateOut, ByAgencyOut, HistoryOut, StateOut};

/// How much of the words that say so a line shows at most, in columns.
const LONGEST: usize = 160;

/// The state of each agency after the last document, for people: which documents were read, the
/// matrix of what is in force, what changed and by which words, and what each flag rests on. At
/// most `width` columns wide.
pub fn by_agency_table(state: &ByAgencyOut, set: &RequirementSet, width: usize) -> String {
    let (labels, words) = (danish(), &danish().by_agency);
    let word = |name| label(&labels.words, name);
    let count = state.documents.len();
    let title = if count == 1 { &words.title_one } else { &words.title };
    let title = fill(title, &[("n", &count.to_string())]);
    let mut out = format!("{}: {}, {title}\n", state.requirements, set.info().title);
    if state.agencies.is_empty() {
        out.push_str(word("no_responses"));
        out.push('\n');
    } else {
        out.push_str(&matrix(state, set, width));
    }
    out.push_str(&documents(state, width));
    if state.agencies.is_empty() {
        return out;
    }
    out.push_str(&changes(state, width));
    let (key, widths) = key(set);
    out.push_str(&key);
    let flags = state.agencies.iter().flat_map(|agency| &agency.flags);
    out.push_str(&doubt_key(flags.map(|flag| &flag.flag), widths));
    for agency in &state.agencies {
        out.push_str(&format!("\n{} {}\n", word("basis"), agency.agency));
        for flag in &agency.flags {
            let place = |line: usize| place(state, &flag.source, line);
            out.push_str(&basis(&flag.flag, place, width, widths));
        }
    }
    let documents = state.documents.iter();
    out + &untried(documents.map(|document| document.untried_doubts).sum(), width)
}

fn matrix(state: &ByAgencyOut, set: &RequirementSet, width: usize) -> String {
    let labels = danish();
    let rows = state.agencies.iter().map(|agency| {
        let marks = agency.flags.iter().map(|flag| mark(state, flag));
        Row::new(labels, &agency.agency, marks, agency.verdict.as_ref())
    });
    let ids = set.requirements().map(|requirement| requirement.id);
    Matrix::new(labels, ids, set.has_verdict(), rows).drawn(width)
}

/// The mark of a flag, and which document's word it is, where there is a choice.
fn mark(state: &ByAgencyOut, flag: &StateOut) -> String {
    let mark = cell(danish(), &flag.flag);
    if flag.flag.addressed && state.documents.len() > 1 {
        return format!("{mark} ({})", number(state, &flag.source));
    }
    mark
}

/// The number under which a document is listed.
fn number(state: &ByAgencyOut, source: &str) -> usize {
    state.documents.iter().position(|d| d.source == source).map_or(0, |at| at + 1)
}

fn place(state: &ByAgencyOut, source: &str, line: usize) -> String {
    let document = number(state, source).to_string();
    let line = line.to_string();
    fill(&danish().by_agency.place, &[("document", &document), ("line", &line)])
}

/// What a letter does to an earlier one.
fn relation(name: &str) -> &'static str {
    let words = &danish().by_agency;
    match name {
        "replaces" => &words.replaces,
        "corrects" => &words.corrects,
        _ => &words.supplements,
    }
}

/// The documents in their order, with what they say of those before them; then what was not read.
fn documents(state: &ByAgencyOut, width: usize) -> String {
    let words = &danish().by_agency;
    let mut out = format!("\n{}\n", words.documents);
    for (at, document) in state.documents.iter().enumerate() {
        let date = document.date.as_deref().unwrap_or(&words.no_date);
        let agencies = fill(&words.agencies, &[("list", &document.agencies.join(", "))]);
        let agencies = match document.agencies.is_empty() {
            true => label(&danish().words, "no_responses"),
            false => &agencies,
        };
        let line = format!("{}. {} ({date}): {agencies}", at + 1, document.source);
        wrap(&mut out, &line, "  ", width);
        for said in &document.relations {
            let values = [
                ("line", &*said.line.to_string()),
                ("relation", relation(&said.relation)),
                ("words", &*shortened(&said.text, LONGEST)),
            ];
            wrap(&mut out, &fill(&words.says, &values), "     ", width);
        }
        for agency in &state.agencies {
            let letters = agency.documents.iter().filter(|l| l.source == document.source);
            for letter in letters.filter(|letter| !letter.replaces.is_empty()) {
                let numbers = letter.replaces.iter().map(|s| number(state, s).to_string());
                let list = numbers.collect::<Vec<_>>().join(", ");
                let values = [("agency", &*agency.agency), ("list", &*list)];
                wrap(&mut out, &fill(&words.replaces_documents, &values), "     ", width);
            }
        }
    }
    for failed in &state.failed {
        wrap(&mut out, &format!("– {}: {}", failed.source, words.failed), "  ", width);
    }
    out
}

/// What changed from document to document, and which words say so.
fn changes(state: &ByAgencyOut, width: usize) -> String {
    let words = &danish().by_agency;
    let mut out = String::new();
    for agency in &state.agencies {
        let lines = agency_changes(state, agency, width);
        if !lines.is_empty() {
            let title = fill(&words.changes, &[("agency", &agency.agency)]);
            out.push_str(&format!("\n{title}\n{lines}"));
        }
    }
    if out.is_empty() && state.documents.len() > 1 {
        out = format!("\n{}\n", words.no_changes);
    }
    out
}

fn agency_changes(state: &ByAgencyOut, agency: &AgencyStateOut, width: usize) -> String {
    let mut out = String::new();
    for flag in &agency.flags {
        for pair in flag.history.windows(2) {
            let [before, step] = pair else { continue };
            let Some(line) = change(state, flag, before, step) else { continue };
            wrap(&mut out, &line, "  ", width);
            if let Some(evidence) = &step.evidence {
                let place = place(state, &step.source, evidence.line);
                let quote = shortened(&evidence.text, LONGEST);
                wrap(&mut out, &format!("{place}: »{quote}«"), "    ", width);
            }
        }
    }
    if let (Some(before), Some(after)) = (&agency.verdict_before, &agency.verdict)
        && before.value != after.value
    {
        let values = [
            ("requirement", label(&danish().words, "verdict")),
            ("from", label(&danish().verdict, &before.value)),
            ("to", label(&danish().verdict, &after.value)),
        ];
        wrap(&mut out, &fill(&danish().by_agency.change, &values), "  ", width);
    }
    out
}

/// What a document changed, or would have changed; none where it left all as it was.
fn change(
    state: &ByAgencyOut,
    flag: &StateOut,
    before: &HistoryOut,
    step: &HistoryOut,
) -> Option<String> {
    let words = &danish().by_agency;
    fn mark(name: &str) -> &str {
        if name == Stance::NotAddressed.name() {
            &danish().by_agency.silent
        } else {
            label(&danish().stance, name)
        }
    }
    let is_changed = before.in_force != step.in_force;
    let is_unheard = step.stance != step.in_force;
    let template = match step.outcome.clone() {
        outcome if is_changed && outcome == Outcome::Decides.name() => &words.change,
        _ if is_changed => &words.withdrawn,
        outcome if is_unheard && outcome == Outcome::General.name() => &words.kept_general,
        outcome if is_unheard && outcome == Outcome::Lacking.name() => &words.kept_lacking,
        outcome if is_unheard && outcome == Outcome::Faint.name() => &words.kept_faint,
        _ => return None,
    };
    let document = number(state, &step.source).to_string();
    let values = [
        ("requirement", flag.flag.requirement.as_str()),
        ("document", &document),
        ("from", mark(&before.in_force)),
        ("to", mark(&step.in_force)),
        ("said", mark(&step.stance)),
        ("in_force", mark(&step.in_force)),
    ];
    Some(fill(template, &values))
}
