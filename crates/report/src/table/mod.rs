//! Tables for people, in Danish.

mod claims;
mod flags;
mod labels;
mod sets;

pub use claims::claims_table;
pub use flags::flags_table;
pub use sets::{set_prose, sets_table};

use comfy_table::{ContentArrangement, Table, presets};

/// The narrowest table that is still drawn; below it words would be cut to letters.
const NARROWEST: usize = 60;

fn table(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width.max(NARROWEST)).unwrap_or(u16::MAX));
    table
}

/// The drawn table without the spaces that fill its lines.
fn drawn(table: &Table) -> String {
    let mut out = String::new();
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The beginning of a text, cut after a word, with an ellipsis if something is left out.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(char::is_whitespace).filter(|&end| end > cut.len() / 2);
    format!("{} …", cut[..end.unwrap_or(cut.len())].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_after_a_word() {
        assert_eq!(shortened("Kurset er obligatorisk", 40), "Kurset er obligatorisk");
        assert_eq!(shortened("Kurset er obligatorisk", 15), "Kurset er …");
        assert_eq!(shortened("obligatorisk", 5), "oblig …");
    }
}
