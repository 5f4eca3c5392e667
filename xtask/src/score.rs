//! `cargo xtask score`: the marks of repair, claims and flags.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use gensvar_score::RepairScore;

/// Marks against gold.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with pages `*.gold.txt` and `*.ocr.txt`.
    dir: PathBuf,
}

pub(crate) fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let mut sum = RepairScore::default();
    for entry in fs::read_dir(&args.dir)? {
        let path = entry?.path();
        let Some(stem) = path.to_str().and_then(|path| path.strip_suffix(".gold.txt")) else {
            continue;
        };
        let damaged = fs::read_to_string(format!("{stem}.ocr.txt"))?;
        sum.add(RepairScore::of(&fs::read_to_string(&path)?, &damaged, &damaged));
    }
    let rate = 100.0 * sum.errors_in as f64 / sum.words.max(1) as f64;
    writeln!(std::io::stdout(), "{} words, {rate:.3} % wrong as they come", sum.words)?;
    Ok(())
}
