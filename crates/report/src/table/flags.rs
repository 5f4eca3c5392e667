use gensvar::requirements::{RequirementSet, Stance};
use unicode_width::UnicodeWidthStr;

use super::matrix::{Matrix, Row};
use super::{line, shortened, untried, wrap};
use crate::labels::{Labels, danish, fill, label};
use crate::phrase::{doubtful_reading, percent, visible};
use crate::wire::{FlagOut, FlagsOut};

/// How much of the evidence a line shows at least, in columns.
const SHORTEST: usize = 40;
/// How far what is said below a flag is set in.
const BELOW: &str = "    ";

/// The flag matrix of one reply: a row for each agency, a column for each requirement, what the
/// marks and columns mean, and the words that each flag rests on. At most `width` columns wide.
pub fn flags_table(flags: &FlagsOut, set: &RequirementSet, width: usize) -> String {
    let labels = danish();
    let word = |name| label(&labels.words, name);
    let mut out = format!("{} · {}: {}\n", flags.source, flags.requirements, set.info().title);
    if flags.responses.is_empty() {
        out.push_str(word("no_responses"));
        out.push('\n');
        return out;
    }
    let rows = flags.responses.iter().map(|response| {
        let marks = response.flags.iter().map(|flag| cell(labels, flag));
        Row::new(labels, &response.agency, marks, response.verdict.as_ref())
    });
    let ids = set.requirements().map(|requirement| requirement.id);
    out.push_str(&Matrix::new(labels, ids, set.has_verdict(), rows).drawn(width));
    let (key, widths) = key(set);
    out.push_str(&key);
    out.push_str(&doubt_key(flags.responses.iter().flat_map(|response| &response.flags), widths));
    for response in &flags.responses {
        out.push_str(&format!("\n{} {}\n", word("basis"), response.agency));
        for flag in &response.flags {
            let place = |line: usize| format!("{} {line}", word("line"));
            out.push_str(&basis(flag, place, width, widths));
        }
    }
    out + &untried(flags.untried_doubts, width)
}

/// How wide the ids of requirements and the marks of stances are, in columns.
#[derive(Clone, Copy)]
pub(super) struct Widths {
    id: usize,
    mark: usize,
}

/// What the columns and the marks of a matrix mean.
pub(super) fn key(set: &RequirementSet) -> (String, Widths) {
    let labels = danish();
    let word = |name| label(&labels.words, name);
    let mut out = format!("\n{}\n", word("requirements"));
    let ids = set.requirements().map(|requirement| format!("  {}", requirement.id));
    let ids: Vec<String> = ids.collect();
    let id_width = ids.iter().map(|id| id.width()).max().unwrap_or(0);
    for (id, requirement) in ids.iter().zip(set.requirements()) {
        out.push_str(&line(&[id, requirement.title], &[id_width, 0]));
    }
    out.push_str(&format!("\n{}\n", word("marks")));
    let marks = Stance::ALL.map(|stance| format!("  {}", label(&labels.stance, stance.name())));
    let mark_width = marks.iter().map(|mark| mark.width()).max().unwrap_or(0);
    for (mark, stance) in marks.iter().zip(Stance::ALL) {
        out.push_str(&line(&[mark, label(&labels.legend, stance.name())], &[mark_width, 0]));
    }
    (out, Widths { id: id_width, mark: mark_width })
}

/// What the mark of doubt means, where a flag has it.
pub(super) fn doubt_key<'a>(
    mut flags: impl Iterator<Item = &'a FlagOut>,
    widths: Widths,
) -> String {
    if flags.all(|flag| flag.uncertain_because.is_empty()) {
        return String::new();
    }
    let words = &danish().flag;
    line(&[&format!("  {}", label(words, "doubtful")), label(words, "legend")], &[widths.mark, 0])
}

/// The stance of a flag, with a mark if another reading of a doubtful word would change it.
pub(super) fn cell(labels: &Labels, flag: &FlagOut) -> String {
    let stance = label(&labels.stance, &flag.stance);
    if flag.uncertain_because.is_empty() {
        return stance.to_owned();
    }
    format!("{stance} {}", label(&labels.flag, "doubtful"))
}

/// The words that a flag rests on, or what came nearest, and the doubtful words that it hangs on;
/// `place` says where the line of that number is.
pub(super) fn basis(
    flag: &FlagOut,
    place: impl Fn(usize) -> String,
    width: usize,
    widths: Widths,
) -> String {
    let labels = danish();
    let id = format!("  {}", flag.requirement);
    let mark = label(&labels.stance, &flag.stance);
    let (text, at, more) = match (flag.evidence.first(), &flag.nearest_miss) {
        (Some(first), _) => (&first.text, place(first.line), flag.evidence.len() - 1),
        (None, Some(miss)) => {
            let nearest = label(&labels.flag, "nearest");
            (&miss.text, format!("{nearest} {}", place(miss.line)), 0)
        }
        (None, None) => {
            let out = line(&[&id, mark], &[widths.id, widths.mark]);
            return out + &doubts(labels, flag, width);
        }
    };
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    let used = widths.id + widths.mark + at.width() + more.width() + 8;
    let quote = shortened(text, width.saturating_sub(used).max(SHORTEST));
    let words = format!("»{quote}«{more}");
    let columns = [widths.id, widths.mark - 2, at.width(), 0];
    let mut out = line(&[&id, mark, &at, &words], &columns);
    if let Some(miss) = &flag.nearest_miss {
        wrap(&mut out, &miss.reason_da, BELOW, width);
    }
    out + &doubts(labels, flag, width)
}

/// The doubtful words that a flag hangs on, each with what it would be with the other reading.
fn doubts(labels: &Labels, flag: &FlagOut, width: usize) -> String {
    let mut out = String::new();
    for doubt in &flag.uncertain_because {
        let line = format!("{} {}", label(&labels.words, "line"), doubt.line);
        let values = [
            ("line", line),
            ("doubt", doubtful_reading(labels, &doubt.from, &doubt.text, doubt.confidence)),
            ("to", visible(&doubt.to)),
            ("p", percent(doubt.to_confidence)),
            ("stance", stance_words(labels, &doubt.stance)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        wrap(&mut out, &fill(label(&labels.flag, "reading"), &values), BELOW, width);
    }
    out
}

/// A stance in words: its mark, or what the mark means where it is no word.
pub(super) fn stance_words(labels: &Labels, stance: &str) -> String {
    let mark = label(&labels.stance, stance);
    if mark.chars().any(char::is_alphabetic) {
        return mark.to_owned();
    }
    format!("{mark} {}", label(&labels.legend, stance))
}
