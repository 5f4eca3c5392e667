use super::{drawn, table, wrap};
use crate::labels::{danish, label};
use crate::wire::SetOut;

/// The sets, a row for each, at most `width` columns wide.
pub fn sets_table(sets: &[SetOut], width: usize) -> String {
    let labels = danish();
    let word = |name| label(&labels.words, name);
    let mut table = table(width);
    table.set_header(["set", "title", "date", "requirements"].map(word));
    for set in sets {
        let ids: Vec<&str> = set.requirements.iter().map(|r| r.id.as_str()).collect();
        let date = set.date.clone().unwrap_or_default();
        table.add_row([set.id.clone(), set.title.clone(), date, ids.join(", ")]);
    }
    drawn(&table)
}

/// What a set asks for, as prose, in lines of at most `width` columns.
pub fn set_prose(set: &SetOut, width: usize) -> String {
    let labels = danish();
    let mut out = format!("{} ({})\n", set.title, set.id);
    let facts = [("decided_by", &set.decided_by), ("date", &set.date), ("source", &set.source)];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            out.push_str(&format!("{}: {fact}\n", label(&labels.words, name)));
        }
    }
    if let Some(note) = &set.note {
        out.push('\n');
        wrap(&mut out, note, "", width);
    }
    out.push_str(&format!("\n{}\n", label(&labels.words, "requirements")));
    for requirement in &set.requirements {
        wrap(&mut out, &format!("{}: {}", requirement.id, requirement.title), "  ", width);
    }
    out
}
