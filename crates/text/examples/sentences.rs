//! Shows the sentences of a text file: `cargo run -p gensvar-text --example sentences -- FILE…`
//!
//! A line for each: kind, block, start and end in bytes, and the words.
#![allow(clippy::print_stdout)]

use gensvar_text::{flow, sentences};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        println!("# {path}");
        for sentence in sentences(&text) {
            let parts: Vec<String> =
                sentence.parts.iter().map(|part| format!("{}-{}", part.start, part.end)).collect();
            let (line, _) = flow(&text, &sentence.parts);
            println!("{:?}\t{}\t{}\t{line}", sentence.kind, sentence.block, parts.join(","));
        }
    }
    Ok(())
}
