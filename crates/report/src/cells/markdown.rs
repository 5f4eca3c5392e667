use super::Cells;
use crate::phrase::visible;

impl Cells {
    /// As a table in Markdown (GitHub's). Nothing in a cell is taken for markup.
    ///
    /// ```
    /// use gensvar_report::{Cells, ClaimsOut, Language};
    /// # use gensvar::{Reply, claims::Extraction, repair::Repaired, text::SourceText};
    /// # let reply = Reply::new(SourceText::new(""), Repaired::unchanged(""), Extraction::default());
    /// let claims = ClaimsOut::new("brev.txt", &reply);
    /// let table = Cells::of_claims_in_short(&claims, Language::English).markdown();
    /// assert!(table.starts_with("| no. | line | agency |"));
    /// ```
    pub fn markdown(&self) -> String {
        let mut out = row(&self.header);
        out.push_str(&row(&vec!["---".to_owned(); self.header.len()]));
        for cells in &self.rows {
            out.push_str(&row(&cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>()));
        }
        out
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A text whose signs stand for themselves.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#' | '!' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_markup() {
        assert_eq!(
            plain("<b>a|b\n[x](y) ![z] &lt; `c`"),
            "\\<b\\>a\\|b↵\\[x\\](y) \\!\\[z\\] \\&lt; \\`c\\`"
        );
        let cells = Cells {
            header: vec!["a".to_owned(), "b".to_owned()],
            rows: vec![vec!["1|2".to_owned(), "*".to_owned()]],
        };
        assert_eq!(cells.markdown(), "| a | b |\n| --- | --- |\n| 1\\|2 | \\* |\n");
    }
}
