//! The marks on corpus/ do not fall below the floors of `floors.toml`.
//!
//! `UPDATE=1 cargo test -p gensvar-tests scores` sets every floor just below what is reached: for
//! when marks got better, or the corpus grew. It also writes the README's table of marks anew.

use std::collections::BTreeMap;
use std::fs;

use gensvar_score::Board;
use serde::Deserialize;
use serde_json::Value;

use crate::support::{corpus, gensvar, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    at_least: BTreeMap<String, f64>,
    at_most: BTreeMap<String, f64>,
}

/// Every number of the board under its path, as in `repair/corpus/pages/dev/wer_out`.
fn flatten(prefix: &str, value: &Value, out: &mut BTreeMap<String, f64>) {
    match value {
        Value::Number(number) => {
            out.insert(prefix.to_owned(), number.as_f64().unwrap());
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(format!("{prefix}/{name}").trim_start_matches('/'), value, out);
            }
        }
        _ => {}
    }
}

/// How much worse than its present value an upper bound may be: a tenth of a per cent of words
/// wrong, less where next to none are; nothing for what must not happen, a few for what does.
fn slack(name: &str) -> f64 {
    match name.rsplit('/').next().unwrap() {
        "worse" | "changed" => 0.0,
        "wrong" if name.contains("/replies/") => 0.0,
        "wrong" => 3.0,
        "error" => 0.005,
        _ if name.starts_with("encodings/") => 0.02,
        _ => 0.1,
    }
}

/// The file with floors just below the marks: two points of a hundred for shares, and see [`slack`].
fn raised(text: &str, floors: &Floors, marks: &BTreeMap<String, f64>) -> String {
    let comment = text.split("[at_least]").next().unwrap();
    let mut out = format!("{comment}[at_least]\n");
    for name in floors.at_least.keys() {
        out.push_str(&format!("\"{name}\" = {:.3}\n", marks[name] - 0.02));
    }
    out.push_str("\n[at_most]\n");
    for name in floors.at_most.keys() {
        out.push_str(&format!("\"{name}\" = {:.3}\n", marks[name] + slack(name)));
    }
    out
}

/// The README with its table of marks made anew.
fn with_marks(readme: &str, marks: &BTreeMap<String, f64>) -> String {
    const ROWS: [(&str, &str, usize); 9] = [
        (
            "pages read without Danish letters: words wrong before, %",
            "repair/corpus/pages/*/wer_in",
            2,
        ),
        ("– after repair, %", "repair/corpus/pages/*/wer_out", 2),
        ("– of the words that were right, wrong after, %", "repair/corpus/pages/*/harmed", 2),
        ("– pages that got worse", "repair/corpus/pages/*/worse", 0),
        ("clean replies: words changed", "clean/corpus/replies/*/changed", 0),
        ("claims: F1", "claims/corpus/replies/*/all/f1", 2),
        ("– status right", "claims/corpus/replies/*/right/status", 2),
        ("flags: stance right", "flags/corpus/replies/*/stance", 2),
        ("– evidence right", "flags/corpus/replies/*/evidence", 2),
    ];
    let (before, rest) = readme.split_once("<!-- marks -->\n").unwrap();
    let after = &rest[rest.find("\n\n").unwrap()..];
    let mut table = "| | development part | kept aside |\n| --- | --- | --- |".to_owned();
    for (name, path, digits) in ROWS {
        let mark = |part| marks[&path.replace('*', part)];
        table +=
            &format!("\n| {name} | {:.digits$} | {:.digits$} |", mark("dev"), mark("held_out"));
    }
    format!("{before}<!-- marks -->\n{table}{after}")
}

#[test]
fn marks_stay_above_the_floors() {
    let board = Board::of_corpus(gensvar(), corpus());
    let mut marks = BTreeMap::new();
    flatten("", &serde_json::to_value(&board).unwrap(), &mut marks);
    let text = fs::read_to_string(root().join("tests/floors.toml")).unwrap();
    let floors: Floors = toml::from_str(&text).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("tests/floors.toml"), raised(&text, &floors, &marks)).unwrap();
        let readme = root().join("README.md");
        let shown = with_marks(&fs::read_to_string(&readme).unwrap(), &marks);
        fs::write(readme, shown).unwrap();
        return;
    }
    let mut problems = Vec::new();
    let least = floors.at_least.iter().map(|(name, floor)| (name, *floor, false));
    let most = floors.at_most.iter().map(|(name, floor)| (name, *floor, true));
    for (name, floor, is_most) in least.chain(most) {
        match marks.get(name) {
            Some(&mark) if (mark > floor && is_most) || (mark < floor && !is_most) => {
                let side = if is_most { "above" } else { "below" };
                problems.push(format!("{name}: {mark} is {side} {floor}"));
            }
            Some(_) => {}
            None => problems.push(format!("{name}: no such mark")),
        }
    }
    assert!(problems.is_empty(), "{}\n\n{}", problems.join("\n"), board.table());
}
