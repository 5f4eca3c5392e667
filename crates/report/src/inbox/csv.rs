//! Tables for spreadsheets.

use super::ReportError;
use super::model::InboxReport;
use super::standing::{Standing, standings};
use crate::cells::{Cells, Separator};

/// The stance of each agency to each requirement of all sets: a row for each agency, in the order
/// in which the sets name them, a column for each requirement (`set: id`) and each verdict.
///
/// UTF-8 with a byte order mark, lines that end as Windows has them, `separator` between cells.
/// A cell that a spreadsheet would take for a formula stands behind an apostrophe.
///
/// ```
/// use gensvar_report::{InboxReport, Language, matrix_csv};
/// let report = InboxReport {
///     language: Language::English,
///     name: "inbox".to_owned(),
///     made: None,
///     version: "0.1.0".to_owned(),
///     options: Vec::new(),
///     agencies: Vec::new(),
///     sets: Vec::new(),
///     documents: Vec::new(),
///     not_read: Vec::new(),
///     before: None,
/// };
/// assert_eq!(matrix_csv(&report, b';')?, "\u{feff}agency;name\r\n");
/// # Ok::<(), gensvar_report::ReportError>(())
/// ```
///
/// # Errors
/// If `separator` cannot stand between cells, as [`Separator`] says.
pub fn matrix_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    file(&Cells::of_matrix(report), separator)
}

/// A row for each claim of each document, in order; a document that is there twice counts once. As
/// for [`matrix_csv`].
///
/// # Errors
/// As for [`matrix_csv`].
pub fn claims_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let documents = report.documents.iter().zip(standings(&report.documents));
    let counting = documents.filter(|(_, standing)| !matches!(standing, Standing::CopyOf(_)));
    let claims = counting.map(|(document, _)| &document.claims);
    file(&Cells::of_claims(claims, report.language), separator)
}

/// A row for each flag in force: of each set, each agency and each requirement, in order. The words
/// are those of all its evidence, the line that of the first. As for [`matrix_csv`].
///
/// # Errors
/// As for [`matrix_csv`].
pub fn flags_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let states = report.sets.iter().map(|set| (&set.state, &set.set));
    file(&Cells::of_states(states, report.language), separator)
}

/// The whole file.
fn file(cells: &Cells, separator: u8) -> Result<String, ReportError> {
    let separator = Separator::new(separator).ok_or_else(|| {
        ReportError(format!(
            "{:?} cannot stand between cells; use a semicolon, a comma or a tab",
            char::from(separator)
        ))
    })?;
    let csv = cells.csv(separator);
    Ok(csv.head + &csv.rows)
}
