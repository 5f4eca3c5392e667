//! The command line.

mod documents;
mod files;
mod formats;
mod requirements;
mod triage;
mod values;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use documents::{
    ExplainArgs, ExtractArgs, FlagArgs, OwnAgencies, RepairArgs, Target, TextArgs,
};
pub(crate) use files::{Files, Loudness};
pub(crate) use formats::{
    CheckFormat, CsvArgs, FindingsFormat, RepairFormat, SetFormat, TableFormat, TextFormat,
};
pub(crate) use requirements::{RequirementsArgs, RequirementsCommand};
pub(crate) use triage::TriageArgs;
pub(crate) use values::Place;

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
