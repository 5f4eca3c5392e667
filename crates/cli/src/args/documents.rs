//! The commands that go through documents.

use std::path::PathBuf;

use super::values::share;
use super::{CsvArgs, Files, FindingsFormat, Place, RepairFormat, TableFormat, TextFormat};

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

    /// Show why: each sentence with what made its claims marked under its words, the cues with their
    /// reach, doubtful readings, and what spoke for each decision. For a person in Danish; with
    /// --format json a field `why` of each claim.
    #[arg(long)]
    pub(crate) explain: bool,

    /// With --explain, show also the sentences that claim nothing, and what they came nearest to.
    #[arg(long, requires = "explain")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) findings: Findings,
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
    pub(crate) findings: Findings,
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

/// Whose findings there may be, and where they go in which form.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Findings {
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

impl Findings {
    /// Only what results depend on. The agencies are not in it, as not the paths of their files
    /// decide but what these hold.
    pub(crate) fn deciding(&self) -> Findings {
        Findings { own: OwnAgencies::default(), target: Target::default(), ..self.clone() }
    }
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
