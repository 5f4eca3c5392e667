//! Tables for spreadsheets.

use super::ReportError;
use super::model::{InboxReport, Language};
use crate::html::shown;
use crate::labels::{Labels, Names, fill, label, labels};
use crate::table::amount_words;
use crate::wire::{AgencyStateOut, ClaimOut, SetOut, StateOut, rounded};

/// What a spreadsheet knows the encoding by.
const BYTE_ORDER_MARK: char = '\u{feff}';

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
/// If `separator` cannot be told from what stands in cells: a quotation mark, a line end, a letter
/// or digit, or no ASCII.
pub fn matrix_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    let labels = labels(report.language);
    let mut table = Table::new(labels, separator)?;
    let mut head = vec![table.column("agency"), table.column("name")];
    for set in &report.sets {
        if set.set.has_verdict {
            head.push(fill(label(&labels.column, "verdict"), &[("set", &set.set.id)]));
        }
        let ids = set.set.requirements.iter().map(|r| format!("{}: {}", set.set.id, r.id));
        head.extend(ids);
    }
    table.row(head)?;
    let mut agencies: Vec<&AgencyStateOut> = Vec::new();
    for agency in report.sets.iter().flat_map(|set| &set.state.agencies) {
        if agencies.iter().all(|known| known.agency != agency.agency) {
            agencies.push(agency);
        }
    }
    for agency in agencies {
        let mut row = vec![agency.agency.clone(), agency.name.clone()];
        for set in &report.sets {
            let state = set.state.agencies.iter().find(|state| state.agency == agency.agency);
            if set.set.has_verdict {
                let verdict = state.and_then(|state| state.verdict.as_ref());
                row.push(verdict.map_or("", |v| label(&labels.verdict, &v.value)).to_owned());
            }
            row.extend(set.set.requirements.iter().map(|requirement| {
                let flags = state.into_iter().flat_map(|state| &state.flags);
                let mut flags = flags.filter(|state| state.flag.requirement == requirement.id);
                let stance = flags.next().map_or("", |s| label(&labels.said, &s.flag.stance));
                stance.to_owned()
            }));
        }
        table.row(row)?;
    }
    table.finish()
}

/// A row for each claim of each document, in order. As for [`matrix_csv`].
///
/// # Errors
/// As for [`matrix_csv`].
pub fn claims_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    const COLUMNS: [&str; 19] = [
        "document",
        "line",
        "claim",
        "agency",
        "kind",
        "speaker",
        "polarity",
        "status",
        "sentence",
        "course",
        "groups",
        "obligation",
        "delivery",
        "frequency",
        "duration",
        "dates",
        "amounts",
        "confidence",
        "doubts",
    ];
    let labels = labels(report.language);
    let mut table = Table::new(labels, separator)?;
    table.row(COLUMNS.map(|name| table.column(name)))?;
    for document in &report.documents {
        for claim in &document.claims.claims {
            table.row(claim_row(labels, &document.source, claim))?;
        }
    }
    table.finish()
}

fn claim_row(labels: &Labels, source: &str, claim: &ClaimOut) -> [String; 19] {
    let words = |names: &Names, all: &[crate::wire::Name]| {
        all.iter().map(|name| label(names, name)).collect::<Vec<_>>().join(", ")
    };
    let amounts: Vec<String> =
        claim.amounts.iter().map(|amount| amount_words(labels, amount)).collect();
    [
        source.to_owned(),
        claim.sentence.line.to_string(),
        claim.id.clone(),
        claim.agency.clone().unwrap_or_default(),
        label(&labels.kind, &claim.kind).to_owned(),
        label(&labels.speaker, &claim.speaker).to_owned(),
        label(&labels.polarity, &claim.polarity).to_owned(),
        label(&labels.status, &claim.status).to_owned(),
        claim.sentence.text.clone(),
        claim.course.clone().unwrap_or_default(),
        words(&labels.group, &claim.target_groups),
        claim.obligation.as_deref().map_or("", |name| label(&labels.obligation, name)).to_owned(),
        words(&labels.delivery, &claim.delivery),
        claim.frequency.clone().unwrap_or_default(),
        claim.duration.clone().unwrap_or_default(),
        claim.dates.join(", "),
        amounts.join(", "),
        whole_percent(claim.confidence),
        claim.uncertain_because.join(", "),
    ]
}

/// A row for each flag in force: of each set, each agency and each requirement, in order. The words
/// are those of all its evidence, the line that of the first. As for [`matrix_csv`].
///
/// # Errors
/// As for [`matrix_csv`].
pub fn flags_csv(report: &InboxReport, separator: u8) -> Result<String, ReportError> {
    const COLUMNS: [&str; 14] = [
        "set",
        "agency",
        "name",
        "requirement",
        "title",
        "stance",
        "confidence",
        "eyes",
        "reason",
        "evidence",
        "document",
        "line",
        "nearest",
        "doubts",
    ];
    let mut table = Table::new(labels(report.language), separator)?;
    table.row(COLUMNS.map(|name| table.column(name)))?;
    for set in &report.sets {
        for agency in &set.state.agencies {
            for state in &agency.flags {
                table.row(flag_row(report.language, &set.set, agency, state))?;
            }
        }
    }
    table.finish()
}

fn flag_row(
    language: Language,
    set: &SetOut,
    agency: &AgencyStateOut,
    state: &StateOut,
) -> [String; 14] {
    let (labels, flag) = (labels(language), &state.flag);
    let is_english = language == Language::English;
    let requirement = set.requirements.iter().find(|known| known.id == flag.requirement);
    let title = requirement.map(|r| if is_english { &r.title_en } else { &r.title });
    let evidence: Vec<&str> = flag.evidence.iter().map(|one| one.text.as_str()).collect();
    let nearest = flag.nearest_miss.as_ref();
    let line = flag.evidence.first().map(|one| one.line).or(nearest.map(|miss| miss.line));
    let doubts = flag.uncertain_because.iter().map(|one| format!("{}/{}", one.text, one.to));
    [
        set.id.clone(),
        agency.agency.clone(),
        agency.name.clone(),
        flag.requirement.clone(),
        title.cloned().unwrap_or_default(),
        label(&labels.said, &flag.stance).to_owned(),
        whole_percent(flag.confidence),
        if flag.wants_eyes() { label(&labels.column, "yes").to_owned() } else { String::new() },
        if is_english { flag.reason_en.clone() } else { flag.reason_da.clone() },
        evidence.join(" | "),
        state.source.clone(),
        line.map(|line| line.to_string()).unwrap_or_default(),
        nearest.map(|miss| miss.text.clone()).unwrap_or_default(),
        doubts.collect::<Vec<_>>().join(", "),
    ]
}

/// A share as a number that a spreadsheet can reckon with in any country; rounded down, as on the
/// page.
fn whole_percent(share: f64) -> String {
    ((rounded(share) + 1e-7) * 100.0).floor().to_string()
}

/// A table that is being written.
struct Table {
    labels: &'static Labels,
    out: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new(labels: &'static Labels, separator: u8) -> Result<Table, ReportError> {
        if !separator.is_ascii()
            || separator.is_ascii_alphanumeric()
            || b"\"\r\n".contains(&separator)
        {
            return Err(ReportError(format!(
                "{:?} cannot stand between cells; use a semicolon, a comma or a tab",
                char::from(separator)
            )));
        }
        let out = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.to_string().into_bytes());
        Ok(Table { labels, out })
    }

    /// The head of a column.
    fn column(&self, name: &str) -> String {
        label(&self.labels.column, name).to_owned()
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<(), ReportError> {
        let cells = cells.into_iter().map(|cell| harmless(&cell));
        self.out.write_record(cells).map_err(failed)
    }

    fn finish(self) -> Result<String, ReportError> {
        let bytes = self.out.into_inner().map_err(failed)?;
        String::from_utf8(bytes).map_err(failed)
    }
}

fn failed(error: impl std::fmt::Display) -> ReportError {
    ReportError(format!("a table of the report: {error}"))
}

/// A text as a cell that a spreadsheet shows and does not reckon: on one line, what cannot be seen
/// as signs, and behind an apostrophe if it begins as formulas do.
fn harmless(cell: &str) -> String {
    // Spreadsheets take these for the ASCII signs, also in their full width.
    const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    // What was a tab or a line end at the beginning may be dropped by a spreadsheet too.
    let is_control = cell.starts_with(['\t', '\r', '\n']);
    let line: String = shown(&cell.replace("\r\n", " ").replace(['\t', '\r', '\n'], " "));
    if is_control || line.trim_start().starts_with(BEGINNINGS) {
        return format!("'{line}");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in
            ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{a0}=1"]
        {
            assert!(harmless(formula).starts_with('\''), "{formula:?}");
        }
        for text in ["", "–", "opfyldt", "a=1", "10-12", "»=1«"] {
            assert_eq!(harmless(text), text);
        }
        assert_eq!(harmless("a\r\nb\u{202e}\0"), "a b⟦U+202E⟧␀");
        // A mark that cannot be seen stands as a sign, and no formula begins behind it.
        assert_eq!(harmless("\u{200b}=1"), "⟦U+200B⟧=1");
    }

    #[test]
    fn a_separator_that_cells_may_hold_is_refused() {
        for separator in [b'"', b'\n', b'\r', b'a', b'1', 0xc3] {
            assert!(Table::new(labels(Language::Danish), separator).is_err(), "{separator}");
        }
        let mut table = Table::new(labels(Language::Danish), b';').unwrap();
        table.row(["a;b".to_owned(), "\"c\"".to_owned()]).unwrap();
        assert_eq!(table.finish().unwrap(), "\u{feff}\"a;b\";\"\"\"c\"\"\"\r\n");
    }
}
