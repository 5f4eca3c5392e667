use super::ReportError;
use super::model::InboxReport;

/// The stance of each agency to each requirement: a row for each agency and set.
///
/// UTF-8 with a byte order mark; `separator` stands between cells. No cell is a formula to a
/// spreadsheet.
///
/// # Errors
/// If `separator` is a quotation mark or a line end.
pub fn matrix_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let _ = (report, separator);
    Ok(String::new())
}

/// A row for each claim.
///
/// # Errors
/// As for [`matrix_csv`].
pub fn claims_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let _ = (report, separator);
    Ok(String::new())
}

/// A row for each flag in force, with its first evidence.
///
/// # Errors
/// As for [`matrix_csv`].
pub fn flags_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let _ = (report, separator);
    Ok(String::new())
}
