//! The command for requirement sets.

use std::path::PathBuf;

use clap::Subcommand;

use super::{CheckFormat, SetFormat, TableFormat};

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
