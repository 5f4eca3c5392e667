use super::{drawn, table};
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
