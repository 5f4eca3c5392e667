use super::ReportError;
use super::model::InboxReport;

/// The report as one page that fetches nothing.
///
/// # Errors
/// If a template fails.
pub fn index_html(report: &InboxReport) -> Result<String, ReportError> {
    let _ = report;
    Ok(String::new())
}
