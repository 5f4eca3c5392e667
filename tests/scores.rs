//! The marks on corpus/ do not fall below the floors of `floors.toml`.

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

#[test]
fn marks_stay_above_the_floors() {
    let board = Board::of_corpus(gensvar(), corpus());
    let mut marks = BTreeMap::new();
    flatten("", &serde_json::to_value(&board).unwrap(), &mut marks);
    let text = fs::read_to_string(root().join("tests/floors.toml")).unwrap();
    let floors: Floors = toml::from_str(&text).unwrap();
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
