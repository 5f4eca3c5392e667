use super::flags::{cell, stance_words};
use super::matrix::{Matrix, Row};
use super::{shortened, wrap_hanging};
use crate::inbox::{InboxReport, InboxSet, Language, Standing, standings};
use crate::labels::{Labels, fill, label, labels};
use crate::phrase::{percent, visible};
use crate::wire::StateOut;

/// How many things are told that are worth a look.
const TOLD: usize = 3;
/// How many files that could not be read are named.
const NAMED: usize = 3;
/// How much of a cause is told, in columns.
const CAUSE: usize = 80;

impl Labels {
    /// A text of the gist.
    fn gist<'a>(&'a self, name: &'a str) -> &'a str {
        label(&self.gist, name)
    }

    /// The text for as many.
    fn counted(&self, [one, many]: [&str; 2], n: usize) -> String {
        fill(self.gist(if n == 1 { one } else { many }), &[("n", &n.to_string())])
    }
}

/// The marks of a stance, in both languages.
pub(crate) fn stance_marks(stance: &'static str) -> [&'static str; 2] {
    [Language::Danish, Language::English].map(|language| label(&labels(language).stance, stance))
}

/// The gist of a report, for people: for each set the matrix of what is in force, then the three
/// things most worth a look, and where the report is. At most `width` columns wide.
///
/// What is worth a look stands in this order: what could not be read, what has no text, in what it
/// is not known who answers, in what doubtful words were not tried; flags that hang on a doubtful
/// word; flags that are not sure (of both the least sure first), what is declined, what is not
/// addressed.
pub fn triage_text(report: &InboxReport, path: &str, width: usize) -> String {
    let labels = labels(report.language);
    let mut out = String::new();
    for set in &report.sets {
        let title = match report.language {
            Language::Danish => &set.set.title,
            Language::English => &set.set.title_en,
        };
        let after = labels.counted(["after_one", "after"], report.documents.len());
        out.push_str(&format!("{}: {title}, {after}\n", set.set.id));
        out.push_str(&matrix(labels, set, width));
        out.push('\n');
    }
    let found = worth_a_look(labels, report);
    let hanging = ["  ", "     "];
    // Where nobody answers at all, the matrix says so.
    let is_silent = report.sets.iter().any(|set| set.state.agencies.is_empty());
    if !found.is_empty() {
        out.push_str(&format!("{}\n", labels.gist("look")));
    } else if !is_silent {
        out.push_str(&format!("{}\n", labels.gist("nothing")));
    }
    for (number, text) in found.iter().take(TOLD).enumerate() {
        wrap_hanging(&mut out, &format!("{}. {text}", number + 1), hanging, width);
    }
    if found.len() > TOLD {
        let more = labels.counted(["more_one", "more"], found.len() - TOLD);
        out.push_str(&format!("  {more}\n"));
    }
    out.push_str(&format!("\n{}\n", fill(labels.gist("report"), &[("path", path)])));
    out
}

fn matrix(labels: &Labels, set: &InboxSet, width: usize) -> String {
    if set.state.agencies.is_empty() {
        return format!("{}\n", labels.gist("no_agencies"));
    }
    let rows = set.state.agencies.iter().map(|agency| {
        let marks = agency.flags.iter().map(|state| cell(labels, &state.flag));
        Row::new(labels, &agency.agency, marks, agency.verdict.as_ref())
    });
    let ids = set.set.requirements.iter().map(|one| one.id.as_str());
    Matrix::new(labels, ids, set.set.has_verdict, rows).drawn(width)
}

/// What is worth a look, most of all first.
fn worth_a_look(labels: &Labels, report: &InboxReport) -> Vec<String> {
    let mut found: Vec<(Rank, String)> = Vec::new();
    for set in &report.sets {
        for agency in &set.state.agencies {
            for state in &agency.flags {
                if let Some((rank, text)) = told(labels, state) {
                    let whose = format!("{}, {}: ", agency.agency, state.flag.requirement);
                    found.push((rank, whose + &text));
                }
            }
        }
    }
    // Stable: of the same rank in the order of the matrix.
    found.sort_by(|(a, _), (b, _)| a.class.cmp(&b.class).then(a.sure.total_cmp(&b.sure)));
    let files = unread(labels, report).into_iter().chain(left(labels, report));
    files.chain(found.into_iter().map(|(_, text)| text)).collect()
}

/// How much something is worth a look.
struct Rank {
    /// The lower, the more.
    class: u8,
    /// Within a class that is about doubt, the less sure, the more.
    sure: f64,
}

/// What is worth to be told of a flag.
fn told(labels: &Labels, state: &StateOut) -> Option<(Rank, String)> {
    let flag = &state.flag;
    let stance = stance_words(labels, &flag.stance);
    let line = flag.evidence.first().map(|evidence| evidence.line);
    let place = |line: usize| {
        let source = visible(&state.source);
        fill(labels.gist("place"), &[("source", &source), ("line", &line.to_string())])
    };
    let here = line.map_or_else(|| visible(&state.source), place);
    if let Some(doubt) = flag.uncertain_because.first() {
        let values = [
            ("stance", stance),
            ("text", visible(&doubt.text)),
            ("to", visible(&doubt.to)),
            ("other", stance_words(labels, &doubt.stance)),
            ("place", place(doubt.line)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let rank = Rank { class: 0, sure: flag.confidence };
        return Some((rank, fill(labels.gist("doubt"), &values)));
    }
    if flag.wants_eyes() {
        let sure = percent(flag.confidence);
        let values = [("stance", &*stance), ("p", &*sure), ("place", &*here)];
        let rank = Rank { class: 1, sure: flag.confidence };
        return Some((rank, fill(labels.gist("unsure"), &values)));
    }
    let rank = |class| Rank { class, sure: 0.0 };
    match flag.stance.as_ref() {
        "declined" => {
            let values = [("stance", &*stance), ("place", &*here)];
            Some((rank(2), fill(labels.gist("declined"), &values)))
        }
        "not_addressed" => Some((rank(3), stance)),
        _ => None,
    }
}

/// What could not be read: one thing to look at, however many files it is.
fn unread(labels: &Labels, report: &InboxReport) -> Option<String> {
    let files = report
        .not_read
        .iter()
        .map(|failed| format!("{} ({})", visible(&failed.source), shortened(&failed.error, CAUSE)));
    files_of(labels, ["unread_one", "unread"], files.collect())
}

/// Of what was read, what does not count in the matrix or only in part: one thing for each cause.
fn left(labels: &Labels, report: &InboxReport) -> Vec<String> {
    let standings = standings(&report.documents);
    let those = |wanted: Standing<'_>| {
        let documents = report.documents.iter().zip(&standings);
        let those = documents.filter(|(_, standing)| **standing == wanted);
        those.map(|(document, _)| visible(&document.source)).collect()
    };
    let untried = report.documents.iter().filter(|document| document.untried_doubts() > 0);
    let untried = untried.map(|document| visible(&document.source)).collect();
    let all = [
        (["empty_one", "empty"], those(Standing::Empty)),
        (["nobody_one", "nobody"], those(Standing::Nobody)),
        (["untried_one", "untried"], untried),
    ];
    all.into_iter().filter_map(|(texts, files)| files_of(labels, texts, files)).collect()
}

/// A text on files, of which the first are named; nothing where there are none.
fn files_of(labels: &Labels, texts: [&str; 2], mut files: Vec<String>) -> Option<String> {
    let count = files.len();
    if count > NAMED {
        files.truncate(NAMED);
        files.push(fill(labels.gist("more_files"), &[("n", &(count - NAMED).to_string())]));
    }
    let text = labels.counted(texts, count);
    (count > 0).then(|| fill(&text, &[("list", &files.join("; "))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::InboxReport;
    use crate::wire::FailedOut;

    fn report(not_read: usize) -> InboxReport {
        let failed = |number: usize| FailedOut {
            source: format!("{number}.pdf"),
            error: "is encrypted".to_owned(),
        };
        InboxReport {
            language: Language::English,
            name: "inbox".to_owned(),
            made: None,
            version: "0.1.0".to_owned(),
            options: Vec::new(),
            agencies: Vec::new(),
            sets: Vec::new(),
            documents: Vec::new(),
            not_read: (1..=not_read).map(failed).collect(),
            before: None,
        }
    }

    #[test]
    fn what_could_not_be_read_is_one_thing_to_look_at() {
        let text = triage_text(&report(0), "r/index.html", 80);
        assert!(text.starts_with("Nothing stands out"), "{text}");
        let text = triage_text(&report(1), "r/index.html", 80);
        assert_eq!(
            text,
            "Most worth a look\n  1. Could not be read: 1.pdf (is encrypted)\n\n\
             Report: r/index.html\n"
        );
        let text = triage_text(&report(5), "r/index.html", 200);
        assert!(text.contains("1. 5 could not be read: 1.pdf (is encrypted); 2.pdf"), "{text}");
        assert!(text.contains("; and 2 more\n"), "{text}");
        assert!(!text.contains("  2. "), "{text}");
    }
}
