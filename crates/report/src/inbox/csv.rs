use super::ReportError;
use super::model::InboxReport;
use crate::cells::{Cells, Separator};

/// The stance of each agency to each requirement: a row for each agency.
///
/// UTF-8 with a byte order mark; `separator` stands between cells. No cell is a formula to a
/// spreadsheet.
///
/// # Errors
/// If `separator` is no sign that can stand between cells, as [`Separator`] says.
pub fn matrix_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    file(&Cells::of_matrix(report), separator)
}

/// A row for each claim.
///
/// # Errors
/// As for [`matrix_csv`].
pub fn claims_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let claims = report.documents.iter().map(|document| &document.claims);
    file(&Cells::of_claims(claims, report.language), separator)
}

/// A row for each flag in force, with its first evidence.
///
/// # Errors
/// As for [`matrix_csv`].
pub fn flags_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let states = report.sets.iter().map(|set| (&set.state, &set.set));
    file(&Cells::of_states(states, report.language), separator)
}

/// The whole file.
fn file(cells: &Cells, separator: u8) -> Result<String, ReportError> {
    let wrong = || ReportError("this sign cannot stand between cells".to_owned());
    let csv = cells.csv(Separator::new(separator).ok_or_else(wrong)?);
    Ok(csv.head + &csv.rows)
}
