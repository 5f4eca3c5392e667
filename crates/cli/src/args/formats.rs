//! How results are printed.

use clap::ValueEnum;
use gensvar_report::Separator;

/// Plain text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum TextFormat {
    /// The text and nothing else.
    #[default]
    Text,
    /// One JSON object for each input, each on a line.
    Json,
}

/// What is printed of a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum RepairFormat {
    /// The repaired text and nothing else.
    #[default]
    Text,
    /// One JSON object for each input, each on a line: every edit, and the words left alone though
    /// doubtful.
    Json,
    /// A unified diff from the source text to the repaired one.
    Diff,
    /// A page with both side by side, what was changed and what is doubtful marked.
    Html,
    /// The ALTO file that was read with the repaired words in place, the old ones as alternatives.
    Alto,
    /// The hOCR file that was read with the repaired words in place, the old ones as alternatives.
    Hocr,
}

/// What is printed of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// For people.
    #[default]
    Table,
    /// One JSON object for each input, each on a line.
    Json,
    /// Rows for a spreadsheet, all inputs under one header.
    Csv,
    /// Tables in Markdown, to be put into a document.
    Markdown,
}

/// A table or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people.
    #[default]
    Table,
    /// One JSON object for each input, each on a line.
    Json,
}

/// Prose, JSON or the set's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum SetFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// The set as it is written, to be changed.
    Toml,
}

/// A summary or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum CheckFormat {
    /// A line for each set.
    #[default]
    Text,
    /// One JSON object for each set, each on a line, with all errors, warnings and failed tests.
    Json,
}

/// How tables for spreadsheets are written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct CsvArgs {
    /// What stands between the cells of CSV: one character, or `tab`. A spreadsheet set to Danish
    /// expects the semicolon.
    #[arg(long = "csv-separator", value_name = "CHAR", default_value = ";")]
    pub(crate) separator: Separator,
}
