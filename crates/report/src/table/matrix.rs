use comfy_table::{ColumnConstraint, Width};
use unicode_width::UnicodeWidthStr;

use super::{drawn, line, table};
use crate::labels::{Labels, label};
use crate::wire::VerdictOut;

/// Agencies by requirements.
pub(super) struct Matrix<'a> {
    /// What stands over the agencies.
    agency: &'a str,
    /// The ids of the requirements.
    requirements: Vec<&'a str>,
    /// What stands over the verdicts, where there are any.
    verdict: Option<&'a str>,
    /// The agencies.
    rows: Vec<Row>,
}

/// What one agency says.
pub(super) struct Row {
    /// Its code.
    agency: String,
    /// A mark for each requirement.
    marks: Vec<String>,
    /// What they add up to.
    verdict: String,
}

impl Row {
    /// What an agency says, and what that adds up to, if anything.
    pub(super) fn new(
        labels: &Labels,
        agency: &str,
        marks: impl Iterator<Item = String>,
        verdict: Option<&VerdictOut>,
    ) -> Row {
        let verdict = verdict.map_or("", |verdict| label(&labels.verdict, &verdict.value));
        Row { agency: agency.to_owned(), marks: marks.collect(), verdict: verdict.to_owned() }
    }
}

impl<'a> Matrix<'a> {
    /// The matrix of a set.
    pub(super) fn new(
        labels: &'a Labels,
        requirements: impl Iterator<Item = &'a str>,
        has_verdict: bool,
        rows: impl Iterator<Item = Row>,
    ) -> Matrix<'a> {
        Matrix {
            agency: labels.word("agency"),
            requirements: requirements.collect(),
            verdict: has_verdict.then(|| labels.word("verdict")),
            rows: rows.collect(),
        }
    }

    /// As a table, or, where `width` columns would cut words, as a list.
    pub(super) fn drawn(&self, width: usize) -> String {
        let header = [self.agency].into_iter().chain(self.requirements.iter().copied());
        let header: Vec<&str> = header.chain(self.verdict).collect();
        let rows: Vec<Vec<&str>> = self.rows.iter().map(|row| self.cells(row)).collect();
        let longest = |column: usize| {
            let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
            cells.flat_map(|cell| cell.split_whitespace()).map(UnicodeWidthStr::width).max()
        };
        // A space on each side of a cell.
        let needed: Vec<usize> = (0..header.len()).map(|i| longest(i).unwrap_or(0) + 2).collect();
        let between = header.len() - 1;
        if needed.iter().sum::<usize>() + between > width {
            return self.listed();
        }
        let columns = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let mut drawing = table(width);
        drawing.set_width(columns(width)).set_header(header);
        // Left to itself it gives width to who asks for most, and cuts words elsewhere.
        let least = needed.into_iter().map(columns).map(Width::Fixed);
        drawing.set_constraints(least.map(ColumnConstraint::LowerBoundary));
        for row in rows {
            drawing.add_row(row);
        }
        drawn(&drawing)
    }

    fn cells<'b>(&self, row: &'b Row) -> Vec<&'b str> {
        let cells = [row.agency.as_str()].into_iter().chain(row.marks.iter().map(String::as_str));
        cells.chain(self.verdict.map(|_| row.verdict.as_str())).collect()
    }

    fn listed(&self) -> String {
        let ids = self.requirements.iter().copied().chain(self.verdict);
        let widest = ids.map(|id| id.width() + 2).max().unwrap_or(0);
        let mut out = String::new();
        for row in &self.rows {
            out.push_str(&format!("{}\n", row.agency));
            let verdict = self.verdict.map(|word| (word, row.verdict.as_str()));
            let marks = self.requirements.iter().copied().zip(row.marks.iter().map(String::as_str));
            for (id, mark) in marks.chain(verdict) {
                out.push_str(&line(&[&format!("  {id}"), mark], &[widest, 0]));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_window_gets_a_list() {
        let row = Row {
            agency: "SOF".to_owned(),
            marks: vec!["✓ opfyldt".to_owned(), "–".to_owned()],
            verdict: "åbent".to_owned(),
        };
        let matrix = Matrix {
            agency: "myndighed",
            requirements: vec!["obligatorisk", "nye"],
            verdict: Some("samlet"),
            rows: vec![row],
        };
        let table = matrix.drawn(80);
        assert!(table.contains(" SOF         ✓ opfyldt"), "{table}");
        // The longest words, a space on each side of them, and one between columns.
        let needed = "myndighedobligatorisknyesamlet".len() + 8 + 3;
        let tight = matrix.drawn(needed);
        assert!(tight.contains('─') && tight.lines().all(|line| line.width() <= needed), "{tight}");
        assert!(tight.contains(" myndighed   obligatorisk   nye   samlet\n"), "{tight}");
        assert_eq!(
            matrix.drawn(needed - 1),
            "SOF\n  obligatorisk  ✓ opfyldt\n  nye           –\n  samlet        åbent\n"
        );
        assert!(matrix.drawn(0).lines().all(|line| line.width() < 30));
    }
}
