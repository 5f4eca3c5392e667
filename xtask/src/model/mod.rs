//! `cargo xtask model`: builds the Danish model from texts, the same to the byte each time.

mod chars;
mod compounds;
mod corpus;
mod counts;
mod manifest;
mod smooth;
mod vocabulary;

use std::path::PathBuf;

use vocabulary::Vocabulary;

/// Build the word list and n-gram tables from the texts in DIR.
///
/// Example: cargo xtask model ../shared/lm
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder with the texts, one sentence a line, and the list of names.
    dir: PathBuf,
    /// Where the model goes.
    #[arg(long, default_value = "crates/lexicon/data/model")]
    out: PathBuf,
    /// How many words to keep.
    #[arg(long, default_value_t = 330_000)]
    words: usize,
    /// How many pairs of words to keep.
    #[arg(long, default_value_t = 660_000)]
    bigrams: usize,
    /// How many triples of words to keep.
    #[arg(long, default_value_t = 380_000)]
    trigrams: usize,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub(crate) fn run(args: Args) -> Result<()> {
    let sources = corpus::sources(&args.dir)?;
    let types = corpus::count_types(&sources);
    let extra = [corpus::read_names(&args.dir)?, corpus::read_glossary()];
    let vocabulary = Vocabulary::new(&types, &extra, args.words);
    let counts = counts::count(&sources, &vocabulary);
    let model = smooth::smooth(&counts, &vocabulary, args.bigrams, args.trigrams);
    let parts = compounds::learn(&vocabulary);
    let files = vec![
        ("words.fst", model.words(&vocabulary)?),
        ("first-parts.fst", compounds::list(&parts.first)?),
        ("heads.fst", compounds::list(&parts.heads)?),
        ("bigrams.bin", model.bigrams()),
        ("trigrams.bin", model.trigrams()),
        ("chars.bin", chars::learn(&types)),
    ];
    let all: Vec<&corpus::Source> = sources.iter().chain(&extra).collect();
    manifest::write(
        &args.out,
        &all,
        &files,
        &[
            ("words", vocabulary.len()),
            ("bigrams", model.sizes().0),
            ("trigrams", model.sizes().1),
            ("first_parts", parts.first.len()),
            ("heads", parts.heads.len()),
        ],
    )
}
