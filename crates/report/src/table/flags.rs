use gensvar::requirements::{RequirementSet, Stance};

use super::labels::{danish, label};
use super::{drawn, shortened, table};
use crate::wire::FlagsOut;

/// How much of the evidence a line shows, in characters.
const EVIDENCE: usize = 160;

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
    out.push_str(&format!("\n{}\n", word("requirements")));
    let widest = set.requirements().map(|r| r.id.chars().count()).max().unwrap_or(0);
    for requirement in set.requirements() {
        out.push_str(&format!("  {:widest$}  {}\n", requirement.id, requirement.title));
    }
    out.push_str(&format!("\n{}\n", word("marks")));
    for stance in Stance::ALL {
        let (mark, meaning) =
            (label(&labels.stance, stance.name()), label(&labels.legend, stance.name()));
        out.push_str(&format!("  {mark:12} {meaning}\n"));
    }
    out.push_str(&format!("\n{}\n", word("basis")));
    for response in &flags.responses {
        for flag in response.flags.iter().filter(|flag| flag.addressed) {
            let mark = label(&labels.stance, flag.stance);
            out.push_str(&format!("  {} {}: {mark}", response.agency, flag.requirement));
            if let Some(first) = flag.evidence.first() {
                let quote = shortened(&first.text, EVIDENCE);
                out.push_str(&format!(", {} {}: »{quote}«", word("line"), first.line));
            }
            if flag.evidence.len() > 1 {
                out.push_str(&format!(" (+{})", flag.evidence.len() - 1));
            }
            out.push('\n');
        }
    }
    out
}
