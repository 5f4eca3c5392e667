//! What the model was built from, beside it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Result;
use super::corpus::{Source, hex};

pub(crate) fn write(
    dir: &Path,
    sources: &[&Source],
    files: &[(&str, Vec<u8>)],
    counts: &[(&str, usize)],
) -> Result<()> {
    fs::create_dir_all(dir)?;
    let mut manifest = String::from(
        "# Written by `cargo xtask model`; checked by the tests of gensvar-lexicon.\n\n[counts]\n",
    );
    for (name, count) in counts {
        writeln!(manifest, "{name} = {count}")?;
    }
    for source in sources {
        let Source { name, sha256, weight, .. } = source;
        write!(
            manifest,
            "\n[[sources]]\nname = \"{name}\"\nweight = {weight}\nsha256 = \"{sha256}\"\n"
        )?;
    }
    for (name, bytes) in files {
        let (size, sum) = (bytes.len(), hex(bytes));
        write!(manifest, "\n[[files]]\nname = \"{name}\"\nbytes = {size}\nsha256 = \"{sum}\"\n")?;
        fs::write(dir.join(name), bytes)?;
    }
    fs::write(dir.join("manifest.toml"), manifest)?;
    Ok(())
}
