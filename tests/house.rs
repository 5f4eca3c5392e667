//! The house itself: which crate may know which, and what may stand in the code.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The crates that work on text in memory alone.
const CORE: [&str; 6] = ["text", "lexicon", "repair", "claims", "requirements", "gensvar"];

/// Each crate, and which of the others it may depend on.
const DIRECTIONS: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("lexicon", &["text"]),
    ("repair", &["lexicon", "text"]),
    ("claims", &["text"]),
    ("requirements", &["claims", "lexicon", "text"]),
    ("gensvar", &["claims", "lexicon", "repair", "requirements", "text"]),
    ("ingest", &["text"]),
    ("report", &["gensvar"]),
    ("score", &["gensvar", "report"]),
    ("cli", &["gensvar", "ingest", "report"]),
];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The code of a crate: each line that is neither a comment nor in a test, with its place.
fn code_lines(name: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for path in sources(&root().join("crates").join(name).join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        if path.file_stem().is_some_and(|stem| stem == "tests") || text.contains("\n#![cfg(test)]")
        {
            continue;
        }
        let mut is_in_test = false;
        for (number, line) in text.lines().enumerate() {
            let trimmed = line.trim_start();
            is_in_test |= trimmed.starts_with("#[cfg(test)]") && line == trimmed;
            if !is_in_test && !trimmed.starts_with("//") {
                out.push((format!("{}:{}", path.display(), number + 1), line.to_owned()));
            }
            // A test module ends where its bracket stands at the margin.
            is_in_test &= line != "}";
        }
    }
    out
}

/// What stands between quotation marks in a line of code.
fn literals(line: &str) -> Vec<String> {
    let (mut out, mut current) = (Vec::new(), None::<String>);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut current, c) {
            (None, '\'') if chars.peek() == Some(&'"') => {
                chars.next();
            }
            (None, '"') => current = Some(String::new()),
            (None, '/') if chars.peek() == Some(&'/') => break,
            (None, _) => {}
            (Some(text), '\\') => text.extend(chars.next()),
            (Some(_), '"') => out.extend(current.take()),
            (Some(text), _) => text.push(c),
        }
    }
    // A literal that goes on in the next line.
    out.extend(current);
    out
}

fn crates() -> Vec<String> {
    let entries = fs::read_dir(root().join("crates")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn dependencies_point_one_way() {
    let mut known: Vec<&str> = DIRECTIONS.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(crates(), known, "a crate without a place in DIRECTIONS");
    for (name, allowed) in DIRECTIONS {
        let path = root().join("crates").join(name).join("Cargo.toml");
        let manifest: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let dependencies = manifest.get("dependencies").and_then(|table| table.as_table());
        for dependency in dependencies.into_iter().flat_map(|table| table.keys()) {
            if let Some(other) = dependency.strip_prefix("gensvar") {
                let other = other.strip_prefix('-').unwrap_or("gensvar");
                assert!(allowed.contains(&other), "{name} must not depend on {other}");
            }
        }
    }
}

#[test]
fn the_core_touches_no_files_clock_or_network() {
    let forbidden =
        ["std::fs", "std::net", "std::time", "std::env", "SystemTime", "Instant::", "println!"];
    for name in CORE {
        for (place, line) in code_lines(name) {
            for word in forbidden {
                assert!(!line.contains(word), "{place}: {word} in a core crate");
            }
        }
    }
}

#[test]
fn core_types_are_not_the_wire_format() {
    for name in CORE {
        for (place, line) in code_lines(name) {
            let is_serialised = line.contains("Serialize") && !line.contains("Deserialize");
            assert!(!is_serialised, "{place}: a core type is serialised");
        }
    }
}

#[test]
fn danish_words_live_in_data_files() {
    let letters = |c: char| "æøåÆØÅ".contains(c);
    let is_danish = |word: &str| {
        word.chars().count() > 2 && word.chars().any(letters)
            || [
                "ikke",
                "skal",
                "kan",
                "kursus",
                "kurser",
                "kurset",
                "sagsbehandler",
                "sagsbehandlere",
                "medarbejdere",
                "forvaltning",
                "forvaltningen",
                "obligatorisk",
                "borger",
                "kommune",
                "hvis",
                "eller",
                "også",
                "jeg",
                "efter",
                "januar",
                "marts",
                "oktober",
                "nye",
                "erfarne",
                "ledere",
            ]
            .contains(&word.to_lowercase().as_str())
    };
    let mut found = Vec::new();
    for name in crates() {
        for (place, line) in code_lines(&name) {
            for literal in literals(&line) {
                let words = literal.split(|c: char| !c.is_alphanumeric());
                if let Some(word) = words.into_iter().find(|word| is_danish(word)) {
                    found.push(format!("{place}: {word}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "Danish words belong into data files:\n{}", found.join("\n"));
}

#[test]
fn the_lint_sees_what_it_looks_for() {
    assert_eq!(literals(r#"let a = "kurset"; // "nej""#), ["kurset"]);
    assert_eq!(literals(r#"('"', "a\"b")"#), ["a\"b"]);
    assert_eq!(literals("x = \"goes on"), ["goes on"]);
}
