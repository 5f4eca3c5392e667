use super::labels::{danish, label};
use super::{drawn, table};
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

/// Adds a text in lines of at most `width` columns; all but the first are set in by two more.
fn wrap(out: &mut String, text: &str, indent: &str, width: usize) {
    let mut line = indent.to_owned();
    let mut is_begun = false;
    for word in text.split_whitespace() {
        if is_begun && line.chars().count() + 1 + word.chars().count() > width {
            out.push_str(&line);
            out.push('\n');
            line = format!("{indent}  ");
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    out.push_str(&line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked() {
        let mut out = String::new();
        wrap(&mut out, "nye: kurset er rettet mod nye sagsbehandlere", "  ", 20);
        assert_eq!(out, "  nye: kurset er\n    rettet mod nye\n    sagsbehandlere\n");
    }
}
