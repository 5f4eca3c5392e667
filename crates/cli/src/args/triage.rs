//! The command that makes the report of an inbox.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::NonEmptyStringValueParser;
use gensvar_report::Language;

use super::values::day;
use super::{CsvArgs, Files, OwnAgencies};

/// Read an inbox of replies, and write a report to read, check and file.
///
/// The report is a page, `index.html`, that leads from each mark to the words that say so; with it come
/// `matrix.csv`, `flags.csv` and `claims.csv` for spreadsheets, `flags.jsonl` and `claims.jsonl` for programs, the
/// repaired texts in `repaired/`, and `summary.json`. Several documents of one agency count in the
/// order of the dates that they bear. Called again, it reads only what is new or changed, takes out what
/// is gone, and tells what changed since the report before.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar triage inbox/ -o report --requirements br-2012\n  \
    gensvar triage inbox/ -o report --requirements br-2012 --requirements my-set.toml --date 2026-11-30\n  \
    gensvar triage inbox/ -o report --requirements br-2012 --watch\n  \
    gensvar triage inbox/ -o report --requirements br-2012 --check -q || echo \"status $?\"\n\n\
    Exit status: 2 the call itself is wrong, 130 ended by Ctrl-C while it worked, 1 some input failed; \
    else, with --check, 10 if no agency answers or one does not address a requirement, 11 if a flag \
    or a reply wants eyes; else 0. Ctrl-C while --watch waits is no failure: the status is that of the last report.")]
pub(crate) struct TriageArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    /// The folder of the report: a new one, or that of an earlier report of the same inbox.
    #[arg(short, long, value_name = "REPORT")]
    pub(crate) output: PathBuf,

    /// The name of a built-in set, or the path of a set in TOML; can be repeated.
    #[arg(long, required = true, value_name = "SET")]
    pub(crate) requirements: Vec<String>,

    #[command(flatten)]
    pub(crate) own: OwnAgencies,

    /// What the report is called, on the page and in the browser's list; else the names of the inbox.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) title: Option<String>,

    /// The day of the report, as it is to stand there. What changed is told since the last report of
    /// another day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) date: Option<String>,

    /// The language of the report's own words.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) lang: LanguageChoice,

    #[command(flatten)]
    pub(crate) csv: CsvArgs,

    /// Keep the report up to date as files come, change and go, until Ctrl-C. A file is read when it
    /// has stopped growing.
    #[arg(long, conflicts_with = "files_from")]
    pub(crate) watch: bool,

    /// Tell by the exit status whether all requirements are addressed, for scripts.
    #[arg(long)]
    pub(crate) check: bool,

    /// Read all anew, whatever was read before.
    #[arg(long)]
    pub(crate) force: bool,
}

/// The languages of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum LanguageChoice {
    /// Danish.
    #[default]
    Da,
    /// English.
    En,
}

impl From<LanguageChoice> for Language {
    fn from(choice: LanguageChoice) -> Language {
        match choice {
            LanguageChoice::Da => Language::Danish,
            LanguageChoice::En => Language::English,
        }
    }
}
