use super::Cells;
use super::flags::{Entry, of_reply, of_state};
use super::words::Words;
use crate::inbox::Language;
use crate::phrase::visible;
use crate::wire::{ByAgencyOut, ClaimsOut, FlagsOut, SetOut};

/// The claims of one reply in Markdown: a heading and a table.
pub fn claims_markdown(claims: &ClaimsOut, language: Language) -> String {
    let cells = Cells::of_claims_in_short(claims, language);
    format!("## {}\n\n{}", plain(&claims.source), cells.markdown())
}

/// The flags of one reply in Markdown: a heading, the matrix, and what each flag rests on.
pub fn flags_markdown(flags: &FlagsOut, set: &SetOut, language: Language) -> String {
    tables(&flags.source, set, || of_reply(flags), language)
}

/// The flags in force after several letters in Markdown, as [`flags_markdown`] writes those of one.
pub fn by_agency_markdown(state: &ByAgencyOut, set: &SetOut, language: Language) -> String {
    let sources: Vec<&str> = state.documents.iter().map(|one| one.source.as_str()).collect();
    tables(&sources.join(", "), set, || of_state(state), language)
}

fn tables<'a, I: Iterator<Item = Entry<'a>>>(
    source: &str,
    set: &SetOut,
    entries: impl Fn() -> I,
    language: Language,
) -> String {
    let words = Words::of(language);
    let title = words.either(&set.title, &set.title_en);
    format!(
        "## {} · {}: {}\n\n{}\n{}",
        plain(source),
        plain(&set.id),
        plain(title),
        Cells::of_stances(entries(), set, words).markdown(),
        Cells::of_grounds(entries(), words).markdown()
    )
}

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
