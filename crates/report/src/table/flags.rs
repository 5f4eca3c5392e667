use gensvar::requirements::{RequirementSet, Stance};
use unicode_width::UnicodeWidthStr;

use super::{drawn, line, shortened, table};
use crate::labels::{danish, label};
use crate::wire::{FlagOut, FlagsOut};

/// How much of the evidence a line shows at least, in columns.
const SHORTEST: usize = 40;

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
    let mut matrix = table(width);
    let mut header = vec![word("agency")];
    header.extend(set.requirements().map(|requirement| requirement.id));
    header.extend(set.has_verdict().then(|| word("verdict")));
    matrix.set_header(header);
    for response in &flags.responses {
        let mut row = vec![response.agency.as_str()];
        row.extend(response.flags.iter().map(|flag| label(&labels.stance, flag.stance)));
        if set.has_verdict() {
            row.push(response.verdict.as_ref().map_or("", |v| label(&labels.verdict, v.value)));
        }
        matrix.add_row(row);
    }
    out.push_str(&drawn(&matrix));
    let (key, widths) = key(set);
    out.push_str(&key);
    for response in &flags.responses {
        out.push_str(&format!("\n{} {}\n", word("basis"), response.agency));
        for flag in &response.flags {
            let place = |line: usize| format!("{} {line}", word("line"));
            out.push_str(&basis(flag, place, width, widths));
        }
    }
    out
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

/// The words that a flag rests on; `place` says where the line of that number is.
pub(super) fn basis(
    flag: &FlagOut,
    place: impl Fn(usize) -> String,
    width: usize,
    widths: Widths,
) -> String {
    let id = format!("  {}", flag.requirement);
    let mark = label(&danish().stance, flag.stance);
    let Some(first) = flag.evidence.first() else {
        return line(&[&id, mark], &[widths.id, widths.mark]);
    };
    let place = place(first.line);
    let more = match flag.evidence.len() {
        0 | 1 => String::new(),
        several => format!(" (+{})", several - 1),
    };
    let used = widths.id + widths.mark + place.width() + more.width() + 8;
    let quote = shortened(&first.text, width.saturating_sub(used).max(SHORTEST));
    let words = format!("»{quote}«{more}");
    line(&[&id, mark, &place, &words], &[widths.id, widths.mark - 2, place.width(), 0])
}
