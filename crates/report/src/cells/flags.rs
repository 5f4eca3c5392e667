use super::Cells;
use super::words::Words;
use crate::inbox::{InboxReport, Language};
use crate::labels::danish;
use crate::phrase::percent;
use crate::wire::{ByAgencyOut, FlagOut, FlagsOut, SetOut, VerdictOut};

const FLAGS: [&str; 13] = [
    "source",
    "set",
    "agency",
    "requirement",
    "title",
    "stance",
    "confidence",
    "reason",
    "evidence",
    "line",
    "nearest",
    "doubts",
    "verdict",
];

impl Cells {
    /// A row for each flag of one reply, with its first evidence or what came nearest.
    pub fn of_flags(flags: &FlagsOut, set: &SetOut, language: Language) -> Cells {
        let words = Words::of(language);
        let rows = flags.responses.iter().flat_map(|response| {
            let whose = Whose { set, source: &flags.source, agency: &response.agency };
            response
                .flags
                .iter()
                .map(move |flag| row(words, whose, flag, response.verdict.as_ref()))
        });
        Cells { header: words.columns(FLAGS), rows: rows.collect() }
    }

    /// A row for each flag in force after several letters, by one set or several.
    pub fn of_states<'a>(
        states: impl IntoIterator<Item = (&'a ByAgencyOut, &'a SetOut)>,
        language: Language,
    ) -> Cells {
        let words = Words::of(language);
        let rows = states.into_iter().flat_map(|(state, set)| {
            state.agencies.iter().flat_map(move |agency| {
                agency.flags.iter().map(move |state| {
                    let whose = Whose { set, source: &state.source, agency: &agency.agency };
                    row(words, whose, &state.flag, agency.verdict.as_ref())
                })
            })
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
            let several = report.sets.len() > 1;
            let named = |name: &str| {
                if several { format!("{}: {name}", set.set.id) } else { name.to_owned() }
            };
            header.extend(set.set.requirements.iter().map(|one| named(&one.id)));
            header.extend(set.set.has_verdict.then(|| named(&words.column("verdict"))));
            for agency in &set.state.agencies {
                if !agencies.iter().any(|(code, _)| *code == agency.agency) {
                    agencies.push((&agency.agency, &agency.name));
                }
            }
        }
        let row = |&(code, name): &(&str, &str)| {
            let mut row = vec![code.to_owned(), name.to_owned()];
            for set in &report.sets {
                let agency = set.state.agencies.iter().find(|agency| agency.agency == code);
                let flags = |at: usize| agency.and_then(|agency| agency.flags.get(at));
                let marks = (0..set.set.requirements.len())
                    .map(|at| flags(at).map_or_else(String::new, |state| mark(words, &state.flag)));
                row.extend(marks);
                let verdict = agency.and_then(|agency| agency.verdict.as_ref());
                row.extend(set.set.has_verdict.then(|| verdict_word(words, verdict)));
            }
            row
        };
        Cells { header, rows: agencies.iter().map(row).collect() }
    }
}

/// Whose flag it is, and where it stands.
#[derive(Clone, Copy)]
struct Whose<'a> {
    set: &'a SetOut,
    source: &'a str,
    agency: &'a str,
}

fn row(
    words: Words,
    whose: Whose<'_>,
    flag: &FlagOut,
    verdict: Option<&VerdictOut>,
) -> Vec<String> {
    let title = whose.set.requirements.iter().find(|one| one.id == flag.requirement);
    let title = title.map_or("", |one| words.reason(&one.title, &one.title_en));
    let (evidence, miss) = (flag.evidence.first(), flag.nearest_miss.as_ref());
    let line = evidence.map(|evidence| evidence.line).or(miss.map(|miss| miss.line));
    let reason = match miss {
        None => words.reason(&flag.reason_da, &flag.reason_en),
        Some(miss) => words.reason(&miss.reason_da, &miss.reason_en),
    };
    let doubts = flag
        .uncertain_because
        .iter()
        .map(|doubt| format!("{}/{}: {}", doubt.text, doubt.to, words.stance(&doubt.stance)));
    vec![
        whose.source.to_owned(),
        whose.set.id.clone(),
        whose.agency.to_owned(),
        flag.requirement.clone(),
        title.to_owned(),
        words.stance(&flag.stance),
        percent(flag.confidence),
        reason.to_owned(),
        evidence.map_or_else(String::new, |evidence| evidence.text.clone()),
        line.map_or_else(String::new, |line| line.to_string()),
        miss.map_or_else(String::new, |miss| miss.text.clone()),
        doubts.collect::<Vec<_>>().join(", "),
        verdict_word(words, verdict),
    ]
}

fn mark(words: Words, flag: &FlagOut) -> String {
    let stance = words.stance(&flag.stance);
    if flag.uncertain_because.is_empty() {
        return stance;
    }
    format!("{stance} {}", crate::labels::label(&danish().flag, "doubtful"))
}

fn verdict_word(words: Words, verdict: Option<&VerdictOut>) -> String {
    verdict.map_or_else(String::new, |verdict| words.value(&danish().verdict, &verdict.value))
}
