//! Results in cells, for spreadsheets (`csv`) and for documents (`markdown`).

mod claims;
mod csv;
mod flags;
mod markdown;
mod words;

pub use csv::Separator;
pub use markdown::{by_agency_markdown, claims_markdown, flags_markdown};

/// Cells in rows under a header, whatever they are written as.
///
/// ```
/// use gensvar::{Gensvar, requirements::RequirementSet};
/// use gensvar_report::{Cells, FlagsOut, Language, Separator, SetOut};
///
/// let gensvar = Gensvar::danish()?;
/// let reply = gensvar.read("SOF\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n");
/// let set = RequirementSet::built_in("br-2012").expect("it is built in");
/// let flags = FlagsOut::new("=brev.txt", &reply, &gensvar.check(&reply, set));
/// let cells = Cells::of_flags(&flags, &SetOut::new(set), Language::Danish);
/// let csv = cells.csv(Separator::default());
/// assert!(csv.head.starts_with("\u{feff}kravsæt;myndighed;navn;krav;"));
/// assert!(csv.rows.contains(";'=brev.txt;3;"), "no formula to a spreadsheet");
/// # Ok::<(), gensvar::claims::DataError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A table as CSV, in parts: tables of the same kind can follow each other under one head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    /// The byte order mark, by which spreadsheets know UTF-8, and the line of the header.
    pub head: String,
    /// The other lines.
    pub rows: String,
}
