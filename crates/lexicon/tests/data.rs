//! The data that ships: it is what its manifest says, it can be read, and it is in order.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use gensvar_lexicon::{Lexicon, parse_confusions};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Manifest {
    counts: Counts,
    sources: Vec<Source>,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct Counts {
    words: usize,
    bigrams: usize,
    trigrams: usize,
    first_parts: usize,
    heads: usize,
}

#[derive(Deserialize)]
struct Source {
    name: String,
    sha256: String,
}

#[derive(Deserialize)]
struct File {
    name: String,
    bytes: usize,
    sha256: String,
}

fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_model_is_what_its_manifest_says() {
    let dir = data().join("model");
    let manifest: Manifest =
        toml::from_str(&std::fs::read_to_string(dir.join("manifest.toml")).unwrap()).unwrap();
    let mut total = 0;
    for file in &manifest.files {
        let bytes = std::fs::read(dir.join(&file.name)).unwrap();
        assert_eq!(bytes.len(), file.bytes, "{}", file.name);
        assert_eq!(hex(&bytes), file.sha256, "{}: run `cargo xtask model`", file.name);
        total += bytes.len();
    }
    assert!(total <= 8_000_000, "the model takes {total} bytes, 8,000,000 are allowed");
    let listed: HashSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
    for entry in std::fs::read_dir(&dir).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "manifest.toml" || listed.contains(name.as_str()), "{name} is not listed");
    }
    let glossary = manifest.sources.iter().find(|source| source.name == "glossary.tsv").unwrap();
    let now = hex(&std::fs::read(data().join("glossary.tsv")).unwrap());
    assert_eq!(glossary.sha256, now, "the glossary changed: run `cargo xtask model`");

    let lexicon = Lexicon::danish();
    let (bigrams, trigrams) = lexicon.language_model().sizes();
    // Pairs that a table cannot tell apart are one entry.
    let about = |found: usize, counted: usize| found <= counted && found * 1000 >= counted * 995;
    assert!(about(bigrams, manifest.counts.bigrams), "{bigrams} pairs");
    assert!(about(trigrams, manifest.counts.trigrams), "{trigrams} triples");
    assert_eq!(lexicon.words().len() + 1, manifest.counts.words);
    assert_eq!(lexicon.first_parts().len(), manifest.counts.first_parts);
    assert_eq!(lexicon.heads().len(), manifest.counts.heads);
}

#[test]
fn the_model_opens_without_unpacking() {
    let start = Instant::now();
    Lexicon::danish();
    assert!(start.elapsed() < Duration::from_millis(10), "{:?}", start.elapsed());
}

#[test]
fn tables_of_confusions_parse_and_hold_nothing_twice() {
    for name in ["confusions.tsv", "confusions-general.tsv"] {
        let text = std::fs::read_to_string(data().join(name)).unwrap();
        let table = parse_confusions(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut seen = HashSet::new();
        for confusion in &table {
            let pair = (confusion.printed.as_str(), confusion.read.as_str());
            assert!(seen.insert(pair), "{name}: {pair:?} stands twice");
            assert!(confusion.printed.chars().count() <= 3, "{name}: {pair:?} is too long");
        }
        // The example shows the confusion it stands for.
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (printed, read) = columns[3].split_once('=').unwrap();
            assert!(printed.contains(columns[0]) && read.contains(columns[1]), "{name}: {line}");
        }
    }
}

#[test]
fn words_of_the_glossary_are_known_and_sorted_by_kind() {
    let text = std::fs::read_to_string(data().join("glossary.tsv")).unwrap();
    let mut seen = HashSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (word, kind) = line.split_once('\t').expect("a word and its kind");
        assert!(["institution", "abbreviation", "term"].contains(&kind), "{line}");
        assert!(seen.insert(word), "{word} stands twice");
        // Words with a digit are kept as they come anyway.
        let has_digit = word.chars().any(|c| c.is_ascii_digit());
        assert!(has_digit || Lexicon::danish().words().get(word).is_some(), "{word}");
    }
}

#[test]
fn the_words_that_context_must_decide_are_all_known() {
    let words = Lexicon::danish().words();
    for word in
        ["bør", "bor", "må", "før", "for", "når", "får", "far", "gør", "går", "møde", "måde"]
    {
        assert!(words.get(word).is_some(), "{word}");
    }
    // A page that lost its rings must not find its damage in the list as likely as the word.
    assert!(words.get("på").unwrap().cost < words.get("pa").map_or(f32::MAX, |pa| pa.cost) - 5.0);
}

#[test]
fn parts_make_compounds() {
    let lexicon = Lexicon::danish();
    for first in ["sagsbehandlings", "forvaltnings", "kommune", "børne"] {
        assert!(lexicon.first_parts().get(first).is_some(), "{first}");
    }
    for head in ["forvaltningen", "kurset", "området"] {
        assert!(lexicon.heads().get(head).is_some(), "{head}");
    }
    for ending in ["erne", "ende", "ene"] {
        assert!(lexicon.heads().get(ending).is_none(), "{ending}");
    }
}
