//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gensvar_ingest::{Encoding, Ocr, Options};
use gensvar_report::{Language, Separator};

/// Reads what Danish public administrations answer: repairs text that OCR damaged, finds what each
/// agency claims, and shows which requirements a reply addresses.
#[derive(Debug, Parser)]
#[command(
    name = "gensvar",
    version,
    after_help = "Exit status: 0 all inputs done, 1 some input failed, 2 the call itself is wrong, \
                  130 ended by Ctrl-C, 143 by SIGTERM; of `triage --check` also 10 and 11, see there."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Text(TextArgs),
    Repair(RepairArgs),
    Extract(ExtractArgs),
    Flag(FlagArgs),
    Triage(TriageArgs),
    Explain(ExplainArgs),
    Requirements(RequirementsArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Print the source text of files, as decoded or extracted, that all offsets count in.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Example:\n  gensvar text letter-in-latin1.txt")]
pub(crate) struct TextArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,

    #[command(flatten)]
    pub(crate) target: Target,
}

/// Repair text that OCR or wrong encodings damaged.
///
/// Lines stay as they are unless --reflow is given. A clean Danish text comes back byte for byte.
///
/// A diff applies to the source text, which is what `gensvar text` prints.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar repair note.txt > note-repaired.txt\n  \
    gensvar repair --review note.txt\n  \
    gensvar repair --explain 12:8 note.txt\n  \
    gensvar repair --format diff note.txt | less\n  \
    gensvar repair --format html note.txt > note.html\n  \
    gensvar repair --glossary our-names.txt note.txt\n  \
    gensvar repair --format json note.txt | jq '.edits[] | select(.confidence < 0.9)'\n  \
    gensvar repair -o repaired/ scans/\n  \
    gensvar repair --format alto -o repaired/ 'scans/**/*.xml'\n  \
    gensvar repair --format html -o pages/ scans/*.txt")]
pub(crate) struct RepairArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RepairFormat,

    /// Print the doubtful places for a person to look at, in Danish: where, what was read, what was
    /// chosen or left alone, how surely, and what else it could be.
    #[arg(long, conflicts_with_all = ["format", "explain"])]
    pub(crate) review: bool,

    /// Print why the word at a place reads as it does after repair: what may have been printed
    /// there, and what each part of the model said of it. The place counts lines of the source text
    /// and characters of the line, both from 1. For a person in Danish, or with --format json.
    #[arg(long, value_name = "LINE:COL", conflicts_with = "output")]
    pub(crate) explain: Option<Place>,

    /// Join words hyphenated over a line end, and take out page furniture.
    #[arg(long)]
    pub(crate) reflow: bool,

    /// Leave words alone whose repair is less sure than this, from 0 to 1; 0 takes the likeliest
    /// reading everywhere.
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = share)]
    pub(crate) min_confidence: f64,

    /// Names and terms that go before the word list: a file with one a line, its inflected forms
    /// behind it if wanted, set apart by commas (`Sølagerhus, -et`); `#` begins a remark.
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Option<PathBuf>,

    /// Also take words that no list knows, and that are a letter away from a term of the glossary
    /// or of the built-in one, for that term (Borgerrådsgiveren for Borgerrådgiveren).
    #[arg(long)]
    pub(crate) glossary_fuzzy: bool,

    #[command(flatten)]
    pub(crate) target: Target,
}

/// Find who answers and what they claim about courses, target groups, duties and e-learning.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar extract letter.txt\n  \
    gensvar extract --explain letter.txt | less\n  \
    gensvar extract --agencies our-municipality.toml letter.txt\n  \
    gensvar extract --format csv inbox/ > claims.csv\n  \
    gensvar extract --format json inbox/*.txt | jq -c '.claims[] | [.agency, .kind, .status]'\n  \
    gensvar extract --format json inbox/*.txt | jq '.claims[] | select(.uncertain_because != [])'")]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    #[command(flatten)]
    pub(crate) own: OwnAgencies,

    /// Show why: each sentence with what made its claims marked under its words, the cues with their
    /// reach, doubtful readings, and what spoke for each decision. For a person in Danish; with
    /// --format json a field `why` of each claim.
    #[arg(long)]
    pub(crate) explain: bool,

    /// With --explain, show also the sentences that claim nothing, and what they came nearest to.
    #[arg(long, requires = "explain")]
    pub(crate) all: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: FindingsFormat,

    #[command(flatten)]
    pub(crate) csv: CsvArgs,

    #[command(flatten)]
    pub(crate) target: Target,
}

/// Show which requirements each agency addresses, how, and in which words.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar flag --requirements br-2012 letter.txt\n  \
    gensvar flag --requirements br-2012 --agencies our-municipality.toml letter.txt\n  \
    gensvar flag --requirements br-2012 --by-agency letter-1.txt letter-2.txt\n  \
    gensvar flag --requirements br-2012 --format markdown letter.txt\n  \
    gensvar flag --requirements br-2012 --requirements my-set.toml --format json inbox/*.txt")]
pub(crate) struct FlagArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    /// The name of a built-in set, or the path of a set in TOML; can be repeated.
    #[arg(long, required = true, value_name = "SET")]
    pub(crate) requirements: Vec<String>,

    /// Read the files as letters that follow each other, and show where each agency stands after the
    /// last: what is in force, what changed, and which letter says so. The order is that of the
    /// dates that they bear, else that of the call.
    #[arg(long, conflicts_with = "output")]
    pub(crate) by_agency: bool,

    #[command(flatten)]
    pub(crate) own: OwnAgencies,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: FindingsFormat,

    #[command(flatten)]
    pub(crate) csv: CsvArgs,

    #[command(flatten)]
    pub(crate) target: Target,
}

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
    wants eyes; else 0. Ctrl-C while --watch waits is no failure: the status is that of the last report.")]
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

/// Tell the story behind one flag: what the agency says to a requirement, sentence by sentence with its
/// cues and claims, the rules that decided, what was set aside and why, and the doubtful words that the
/// flag hangs on. For a person in Danish, or with --format json.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar explain letter.txt --agency BUF --requirement erfarne\n  \
    gensvar explain letter.txt --agency BUF --requirement vejledning --requirements my-set.toml\n  \
    gensvar explain letter.txt --agency BUF --requirement erfarne --format json | jq .set_aside")]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) files: Files,

    /// The code of the agency, or its full name.
    #[arg(long, value_name = "CODE")]
    pub(crate) agency: String,

    /// The id of the requirement.
    #[arg(long, value_name = "ID")]
    pub(crate) requirement: String,

    /// The name of a built-in set, or the path of a set in TOML, if not the only built-in set that
    /// has the requirement; can be repeated.
    #[arg(long, value_name = "SET")]
    pub(crate) requirements: Vec<String>,

    #[command(flatten)]
    pub(crate) own: OwnAgencies,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TableFormat,
}

/// List, show, begin and check requirement sets.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar requirements list\n  \
    gensvar requirements show br-2012\n  \
    gensvar requirements new my-set -o my-set.toml\n  \
    gensvar requirements check my-set.toml\n  \
    gensvar requirements schema > requirement-set.schema.json")]
pub(crate) struct RequirementsArgs {
    #[command(subcommand)]
    pub(crate) command: RequirementsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequirementsCommand {
    /// The sets that are built in.
    #[command(after_help = "Example:\n  gensvar requirements list --format json")]
    List {
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: TableFormat,
    },
    /// What a set asks for, and by which words it sees what a reply says to it, in Danish prose.
    #[command(after_help = "Examples:\n  \
        gensvar requirements show br-2012\n  \
        gensvar requirements show --format toml br-2012 > my-set.toml")]
    Show {
        /// The name of a built-in set, or the path of a set in TOML.
        set: String,
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: SetFormat,
    },
    /// Begin a set: a small one that works, with comments in Danish, to be changed.
    #[command(after_help = "Example:\n  gensvar requirements new my-set -o my-set.toml")]
    New {
        /// The id of the set, in lower case, with - between words.
        #[arg(default_value = "mit-kravsaet")]
        id: String,
        /// Write it to this file, which must not be there yet, instead of printing.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Whether sets can be read, what in them is hardly meant, and whether their own test replies get
    /// the flags they must get.
    ///
    /// All is told on standard error with file, line and column. The exit status is 2 if a set cannot
    /// be read, 1 if a test of one fails; warnings leave it at 0.
    #[command(after_help = "Examples:\n  \
        gensvar requirements check my-set.toml\n  \
        gensvar requirements check --format json my-set.toml | jq '.errors[].message'")]
    Check {
        /// Names of built-in sets, or paths of sets in TOML.
        #[arg(required = true, value_name = "SET")]
        sets: Vec<String>,
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
    },
    /// Print the JSON Schema of the format, by which editors complete and explain the keys.
    #[command(after_help = "Example:\n  \
        gensvar requirements schema > requirement-set.schema.json\n  \
        and as the first line of the set: #:schema ./requirement-set.schema.json")]
    Schema,
}

/// Print what a shell needs to complete the words of a call.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar completions bash > ~/.local/share/bash-completion/completions/gensvar\n  \
    gensvar completions zsh > ~/.zfunc/_gensvar\n  \
    gensvar completions fish > ~/.config/fish/completions/gensvar.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Print the manual page of the program, or of one of its commands.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    gensvar man > ~/.local/share/man/man1/gensvar.1\n  \
    gensvar man flag | man -l -\n  \
    gensvar man requirements check > gensvar-requirements-check.1")]
pub(crate) struct ManArgs {
    /// The command, as it is called.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}

/// What is read, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Files {
    /// The files to read; a folder stands for all files in it, a pattern such as 'scans/**/*.txt' for
    /// those it fits, `-` for standard input.
    #[arg(required_unless_present = "files_from", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read also the files that this file lists, one a line, or set apart by zero bytes (`find
    /// -print0`); `-` is standard input.
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,

    /// The encoding of texts, if it is known; else it is told from their content.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,

    /// Whether pages are read by OCR, for which the programs tesseract and pdftoppm must be installed.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) ocr: OcrChoice,

    /// How large a file may be, and what it unpacks to with all that is attached to it: bytes, or with
    /// K, M or G behind; 0 for as large as it is.
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(crate) max_bytes: u64,

    /// How many seconds a file may take; 0 for as long as it wants.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) timeout: u64,

    /// How many files to work on at a time, if not one for each core.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Tell only what failed.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Tell of every file what became of it.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

impl Files {
    /// How files are read.
    pub(crate) fn options(&self) -> Options {
        Options {
            max_bytes: if self.max_bytes == 0 { u64::MAX } else { self.max_bytes },
            encoding: self.encoding,
            ocr: self.ocr.into(),
            timeout: self.timeout(),
            scratch: None,
        }
    }

    /// How long a file may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        (self.timeout > 0).then(|| Duration::from_secs(self.timeout))
    }

    /// How many are worked on at a time.
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores).get()
    }

    /// How much is told.
    pub(crate) fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Usual,
        }
    }

    /// The options that results depend on, as on the command line.
    pub(crate) fn described(&self) -> Vec<String> {
        let ocr = self.ocr.to_possible_value();
        let ocr = ocr.map(|ocr| format!("--ocr {}", ocr.get_name()));
        let encoding = self.encoding.map(|encoding| format!("--encoding {}", encoding.name()));
        let bytes = format!("--max-bytes {}", self.max_bytes);
        ocr.into_iter().chain(encoding).chain([bytes]).collect()
    }

    /// Only what results depend on: not which files there are, nor how the work is done. What is over
    /// a limit has no result.
    pub(crate) fn deciding(&self) -> Files {
        Files {
            encoding: self.encoding,
            ocr: self.ocr,
            max_bytes: 0,
            files: Vec::new(),
            files_from: None,
            timeout: 0,
            jobs: None,
            quiet: false,
            verbose: false,
        }
    }
}

/// Which pages are read by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum OcrChoice {
    /// Those that are images, or whose text an engine read badly.
    #[default]
    Auto,
    /// None: only what is there as text is read.
    Never,
    /// All, whatever text they have.
    Always,
}

impl From<OcrChoice> for Ocr {
    fn from(choice: OcrChoice) -> Ocr {
        match choice {
            OcrChoice::Auto => Ocr::Auto,
            OcrChoice::Never => Ocr::Never,
            OcrChoice::Always => Ocr::Always,
        }
    }
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

/// How tables for spreadsheets are written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct CsvArgs {
    /// What stands between the cells of CSV: one character, or `tab`. A spreadsheet set to Danish
    /// expects the semicolon.
    #[arg(long = "csv-separator", value_name = "CHAR", default_value = ";")]
    pub(crate) separator: Separator,
}

/// How much is told on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loudness {
    /// What failed.
    Quiet,
    /// What failed, what was skipped, what was read with doubt, and how far the run is.
    Usual,
    /// That, and what became of each file.
    Verbose,
}

/// Who can answer beside those that are built in.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct OwnAgencies {
    /// Agencies beside the built-in ones: a TOML file with their codes, names and units, or with
    /// more names and units for a known code; can be repeated, and a later file goes first.
    #[arg(long, value_name = "FILE")]
    pub(crate) agencies: Vec<PathBuf>,
}

/// Where results go that are not printed.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Target {
    /// Write a file for each input into this folder instead of printing, in folders like those of the
    /// inputs, with a `summary.json`. What an earlier run did of the same content in the same way is not
    /// done again, and nothing else that is there is overwritten.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// With -o, do all again, whatever was done before, and overwrite what is in the way.
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

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

/// A place in a text: line and character of the line, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| {
            // Rust's parser takes a sign, which no line has.
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|&number: &usize| is_plain && number > 0)
        };
        let place = text.split_once(':').and_then(|(line, column)| {
            Some(Place { line: number(line)?, column: number(column)? })
        });
        place.ok_or("give a line and a column, both counted from 1, such as 12:8")
    }
}

/// A number of bytes.
fn size(text: &str) -> Result<u64, String> {
    let (number, shift) = match text.trim_end_matches(['B', 'b']) {
        text if text.ends_with(['K', 'k']) => (&text[..text.len() - 1], 10),
        text if text.ends_with(['M', 'm']) => (&text[..text.len() - 1], 20),
        text if text.ends_with(['G', 'g']) => (&text[..text.len() - 1], 30),
        text => (text, 0),
    };
    let bytes = number.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    bytes.ok_or_else(|| "give a size such as 64M or 500K".to_owned())
}

/// A day of the calendar, in ISO 8601.
fn day(text: &str) -> Result<String, &'static str> {
    let wrong = "give a day such as 2026-11-30";
    let digits = |part: &str, count: usize| {
        let is_number = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten().ok_or(wrong)
    };
    let mut parts = text.splitn(3, '-');
    let mut part = |count| digits(parts.next().unwrap_or_default(), count);
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err(wrong) }
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err("give a share from 0 to 1, such as 0.8".to_owned())
    }
}
