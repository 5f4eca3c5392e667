use super::Cells;
use super::words::{Words, whole_percent};
use crate::inbox::{InboxReport, Language};
use crate::labels::{fill, label};
use crate::wire::{ByAgencyOut, FlagDoubtOut, FlagOut, FlagsOut, SetOut, VerdictOut};

const FLAGS: [&str; 15] = [
    "set",
    "agency",
    "name",
    "requirement",
    "title",
    "stance",
    "confidence",
    "eyes",
    "reason",
    "evidence",
    "document",
    "line",
    "nearest",
    "doubts",
    "overall",
];

/// What one agency says to a set, by itself or after several letters.
pub(super) struct Entry<'a> {
    agency: &'a str,
    name: &'a str,
    verdict: Option<&'a VerdictOut>,
    /// Each flag with the document that it stands in.
    flags: Vec<(&'a str, &'a FlagOut)>,
}

pub(super) fn of_reply(flags: &FlagsOut) -> impl Iterator<Item = Entry<'_>> {
    flags.responses.iter().map(|response| Entry {
        agency: &response.agency,
        name: &response.name,
        verdict: response.verdict.as_ref(),
        flags: response.flags.iter().map(|flag| (flags.source.as_str(), flag)).collect(),
    })
}

pub(super) fn of_state(state: &ByAgencyOut) -> impl Iterator<Item = Entry<'_>> {
    state.agencies.iter().map(|agency| Entry {
        agency: &agency.agency,
        name: &agency.name,
        verdict: agency.verdict.as_ref(),
        flags: agency.flags.iter().map(|state| (state.source.as_str(), &state.flag)).collect(),
    })
}

impl Cells {
    /// A row for each flag of one reply, with the words that say so or what came nearest.
    pub fn of_flags(flags: &FlagsOut, set: &SetOut, language: Language) -> Cells {
        let words = Words::of(language);
        let rows = of_reply(flags).flat_map(|entry| rows(words, set, &entry));
        Cells { header: words.columns(FLAGS), rows: rows.collect() }
    }

    /// A row for each flag in force after several letters, by one set or several.
    pub fn of_states<'a>(
        states: impl IntoIterator<Item = (&'a ByAgencyOut, &'a SetOut)>,
        language: Language,
    ) -> Cells {
        let words = Words::of(language);
        let rows = states.into_iter().flat_map(|(state, set)| {
            of_state(state).flat_map(move |entry| rows(words, set, &entry))
        });
        Cells { header: words.columns(FLAGS), rows: rows.collect() }
    }

    /// A row for each agency of a report, a column for each requirement of all its sets, and one for
    /// the verdicts of those that have them.
    pub fn of_matrix(report: &InboxReport) -> Cells {
        let words = Words::of(report.language);
        let mut header = words.columns(["agency", "name"]);
        // Agencies as they come, each once.
        let mut agencies: Vec<(&str, &str)> = Vec::new();
        for set in &report.sets {
            let verdict = fill(&words.column("verdict"), &[("set", &set.set.id)]);
            header.extend(set.set.has_verdict.then_some(verdict));
            let ids = set.set.requirements.iter().map(|one| format!("{}: {}", set.set.id, one.id));
            header.extend(ids);
            for agency in &set.state.agencies {
                if !agencies.iter().any(|(code, _)| *code == agency.agency) {
                    agencies.push((&agency.agency, &agency.name));
                }
            }
        }
        let row = |&(code, name): &(&str, &str)| {
            let mut row = vec![code.to_owned(), name.to_owned()];
            for set in &report.sets {
                let entry = of_state(&set.state).find(|entry| entry.agency == code);
                let empty = Entry { agency: code, name, verdict: None, flags: Vec::new() };
                let mut cells = stances(words, &set.set, &entry.unwrap_or(empty));
                row.append(&mut cells);
            }
            row
        };
        Cells { header, rows: agencies.iter().map(row).collect() }
    }

    /// The stance of each agency to each requirement of one set.
    pub(super) fn of_stances<'a>(
        entries: impl Iterator<Item = Entry<'a>>,
        set: &SetOut,
        words: Words,
    ) -> Cells {
        let mut header = words.columns(["agency"]);
        header.extend(set.has_verdict.then(|| words.column("overall")));
        header.extend(set.requirements.iter().map(|one| one.id.clone()));
        let row = |entry: Entry<'_>| {
            let mut row = vec![entry.agency.to_owned()];
            row.append(&mut stances(words, set, &entry));
            row
        };
        Cells { header, rows: entries.map(row).collect() }
    }

    /// What each flag rests on, as it is told to people.
    pub(super) fn of_grounds<'a>(entries: impl Iterator<Item = Entry<'a>>, words: Words) -> Cells {
        let header = ["agency", "requirement", "stance", "document", "line", "evidence", "doubts"];
        let rows = entries.flat_map(|entry| {
            let row = |&(source, flag): &(&str, &FlagOut)| {
                let nearest = |text: &str| format!("{}: {text}", words.column("nearest"));
                let text = match (flag.evidence.first(), &flag.nearest_miss) {
                    (Some(evidence), _) => evidence.text.clone(),
                    (None, Some(miss)) => nearest(&miss.text),
                    (None, None) => String::new(),
                };
                vec![
                    entry.agency.to_owned(),
                    flag.requirement.clone(),
                    words.stance(&flag.stance),
                    source.to_owned(),
                    line(flag),
                    text,
                    doubts(words, flag),
                ]
            };
            entry.flags.iter().map(row).collect::<Vec<_>>()
        });
        Cells { header: words.columns(header), rows: rows.collect() }
    }
}

/// A cell for each requirement of a set, and one for the verdict where it has them.
fn stances(words: Words, set: &SetOut, entry: &Entry<'_>) -> Vec<String> {
    let mark = |flag: &FlagOut| {
        let stance = words.stance(&flag.stance);
        let is_doubtful = !flag.uncertain_because.is_empty();
        if is_doubtful { format!("{stance} {}", label(&words.flag, "doubtful")) } else { stance }
    };
    let cell = |at: usize| entry.flags.get(at).map_or_else(String::new, |(_, flag)| mark(flag));
    let verdict = set.has_verdict.then(|| verdict(words, entry));
    verdict.into_iter().chain((0..set.requirements.len()).map(cell)).collect()
}

fn rows(words: Words, set: &SetOut, entry: &Entry<'_>) -> Vec<Vec<String>> {
    let row = |&(source, flag): &(&str, &FlagOut)| {
        let title = set.requirements.iter().find(|one| one.id == flag.requirement);
        let evidence: Vec<&str> = flag.evidence.iter().map(|one| one.text.as_str()).collect();
        let nearest = flag.nearest_miss.as_ref().map(|miss| miss.text.clone());
        vec![
            set.id.clone(),
            entry.agency.to_owned(),
            entry.name.to_owned(),
            flag.requirement.clone(),
            title.map_or("", |one| words.either(&one.title, &one.title_en)).to_owned(),
            words.stance(&flag.stance),
            whole_percent(flag.confidence),
            if flag.wants_eyes() { words.column("yes") } else { String::new() },
            words.either(&flag.reason_da, &flag.reason_en).to_owned(),
            evidence.join(" | "),
            source.to_owned(),
            line(flag),
            nearest.unwrap_or_default(),
            doubts(words, flag),
            verdict(words, entry),
        ]
    };
    entry.flags.iter().map(row).collect()
}

/// The line of its first evidence, or of what came nearest.
fn line(flag: &FlagOut) -> String {
    let miss = flag.nearest_miss.as_ref().map(|miss| miss.line);
    let line = flag.evidence.first().map(|evidence| evidence.line).or(miss);
    line.map_or_else(String::new, |line| line.to_string())
}

fn doubts(words: Words, flag: &FlagOut) -> String {
    let doubts = flag.uncertain_because.iter();
    let told = |doubt: &FlagDoubtOut| {
        format!("{}/{}: {}", doubt.text, doubt.to, words.stance(&doubt.stance))
    };
    doubts.map(told).collect::<Vec<_>>().join(", ")
}

fn verdict(words: Words, entry: &Entry<'_>) -> String {
    let value = entry.verdict.map(|verdict| label(&words.verdict, &verdict.value));
    value.unwrap_or_default().to_owned()
}
