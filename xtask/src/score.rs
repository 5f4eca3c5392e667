//! `cargo xtask score`: the marks of repair, claims and flags.

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use gensvar::Gensvar;
use gensvar_score::{Board, Corpus, Shared};

/// Marks on corpus/, and on documents with gold in another folder.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo xtask score --json > marks.json")]
pub(crate) struct Args {
    /// A folder with documents/, gold/ and ocr/ that is not part of the project.
    dir: Option<PathBuf>,

    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let gensvar = Gensvar::danish()?;
    let corpus = Corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus"))?;
    let mut board = Board::of_corpus(&gensvar, &corpus);
    if let Some(dir) = &args.dir {
        board.add_shared(&gensvar, &Shared::read(dir)?);
    }
    let text = match args.json {
        true => serde_json::to_string_pretty(&board)? + "\n",
        false => board.table(),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
