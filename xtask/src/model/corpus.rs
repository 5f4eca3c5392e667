//! The texts that the model is counted from.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use gensvar_lexicon::tokens::{Token, tokens};
use sha2::{Digest, Sha256};

use super::Result;

/// A text, one sentence a line.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Of the packed file, in hexadecimal.
    pub(crate) sha256: String,
    /// How much an occurrence in it counts.
    pub(crate) weight: u32,
}

/// What an occurrence counts in a text that is like what we repair.
pub(crate) const FULL: u32 = 4;

/// The files, and what an occurrence in them counts. Statutes are many and of a style of their
/// own: at full weight they would decide everything.
const FILES: [(&str, u32); 3] =
    [("folketinget.txt.xz", FULL), ("public-sector.txt.xz", 2 * FULL), ("statutes.txt.xz", 1)];

/// So many occurrences a word of the trade is taken to have beside those in the texts.
const GLOSSARY: u32 = 25 * FULL;

/// So many occurrences a phrase is taken to have.
const PHRASE: u32 = 8 * FULL;

/// A name stands in texts about once for so many bearers, up to a limit.
const BEARERS_A_MENTION: u32 = 400;
const MENTIONS: u32 = 30;

/// Names borne by fewer people are left to the letter model.
const BEARERS: u32 = 60;

pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn sources(dir: &Path) -> Result<Vec<Source>> {
    let texts = FILES
        .iter()
        .map(|&(name, weight)| {
            let path = dir.join(name);
            let packed = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut text = Vec::new();
            lzma_rs::xz_decompress(&mut packed.as_slice(), &mut text)
                .map_err(|error| format!("{}: {error:?}", path.display()))?;
            let text = String::from_utf8(text)?;
            Ok(Source { name: name.to_owned(), text, sha256: hex(&packed), weight })
        })
        .chain(std::iter::once(Ok(read_phrases())));
    texts.collect()
}

/// Names and phrases of several words, as if they stood in the texts now and then.
fn read_phrases() -> Source {
    let file = include_str!("../../../crates/lexicon/data/phrases.txt");
    let phrases = file.lines().filter(|line| !line.starts_with('#'));
    // Within a line, where its capitals are its own, and at the beginning of one.
    let text = phrases.map(|phrase| format!("1 {phrase} 1\n{phrase}\n")).collect();
    Source { name: "phrases.txt".to_owned(), text, sha256: hex(file.as_bytes()), weight: PHRASE }
}

/// Given and family names, capitalised.
pub(crate) fn read_names(dir: &Path) -> Result<Source> {
    let path = dir.join("names.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let sha256 = hex(text.as_bytes());
    let names: String = text
        .lines()
        .filter_map(|line| {
            let (name, bearers) = line.split_once('\t')?;
            let bearers = bearers.trim().parse::<u32>().ok()?;
            let times = 1 + (bearers / BEARERS_A_MENTION).min(MENTIONS);
            let line = capitalise(name) + "\n";
            (bearers >= BEARERS).then(|| line.repeat(times as usize))
        })
        .collect();
    Ok(Source { name: "names.tsv".to_owned(), text: names, sha256, weight: FULL })
}

/// The words of the trade that stand beside the model.
pub(crate) fn read_glossary() -> Source {
    let file = include_str!("../../../crates/lexicon/data/glossary.tsv");
    let words = file.lines().filter(|line| !line.starts_with('#'));
    let text = words.filter_map(|line| Some(line.split_once('\t')?.0.to_owned() + "\n")).collect();
    Source { name: "glossary.tsv".to_owned(), text, sha256: hex(file.as_bytes()), weight: GLOSSARY }
}

pub(crate) fn capitalise(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How often a word stands in the texts.
#[derive(Default, Clone, Copy)]
pub(crate) struct TypeCount {
    /// Weighted, within sentences.
    pub(crate) inside: u32,
    /// Weighted, as a sentence's first word.
    pub(crate) first: u32,
}

/// Every word as it is written, with its counts.
pub(crate) fn count_types(sources: &[Source]) -> HashMap<&str, TypeCount> {
    let mut types: HashMap<&str, TypeCount> = HashMap::new();
    for source in sources {
        for line in source.text.lines() {
            let mut first = true;
            for token in tokens(line) {
                if let Token::Word(word) = token {
                    let count = types.entry(word).or_default();
                    *(if first { &mut count.first } else { &mut count.inside }) += source.weight;
                }
                first = token == Token::Break;
            }
        }
    }
    types
}
