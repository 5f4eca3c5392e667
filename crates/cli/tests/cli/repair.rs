//! What `gensvar repair` shows of its doubts and of what it changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{folder, gensvar, gensvar_reading, values};

/// A page read without Danish letters, with what cannot be decided for certain: a year that lost a
/// digit, and a verb that is a word with its ring and without.
const DAMAGED: &str = "Forvaltningen holder mgder pa skolen,\r\n\
                       og reglerne er fra 1964, 196' og 1968.\r\n\
                       Borgerne bor selv kunne velge et mgde.\r\n";
const CLEAN: &str = "Kurset er obligatorisk for alle, der træffer afgørelser på området i året.\n";
const HOSTILE: &str = "<script>alert('hej')</script> & mgder pa skolen \"<img src=x onerror=y>\"\n\u{1b}[2J\u{202e}\n";

fn with_pages(name: &str) -> PathBuf {
    let dir = folder(name);
    let pages = [("skade.txt", DAMAGED), ("ren.txt", CLEAN), ("tom.txt", ""), ("ond.txt", HOSTILE)];
    for (file, text) in pages {
        fs::write(dir.join(file), text).unwrap();
    }
    dir
}

fn json(dir: &Path, file: &str, more: &[&str]) -> Value {
    let ran = gensvar(dir, &[&["repair", "--format", "json"], more, &[file]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    values(&ran.out).remove(0)
}

#[test]
fn json_lists_doubts_and_counts_what_is_uncertain() {
    let dir = with_pages("json-doubts");
    let value = json(&dir, "skade.txt", &[]);
    let chars: Vec<char> = DAMAGED.chars().collect();
    let doubts = value["doubts"].as_array().unwrap();
    let year = doubts.iter().find(|doubt| doubt["line"] == 2).unwrap();
    let place = |name: &str| year[name].as_u64().unwrap() as usize;
    assert_eq!(chars[place("start")..place("end")].iter().collect::<String>(), "196'");
    assert_eq!((&year["word"], &year["confidence"]), (&"196'".into(), &0.1.into()));
    assert!(year["alternatives"].is_array());
    let edits = value["edits"].as_array().unwrap();
    assert!(edits.iter().all(|edit| edit["rule"].as_str().is_some_and(|rule| !rule.is_empty())));
    let below = |value: &Value, limit: f64| value["confidence"].as_f64().unwrap() < limit;
    let uncertain = edits.iter().chain(doubts).filter(|one| below(one, 0.9)).count();
    assert_eq!(value["stats"]["uncertain"], uncertain);
    // What is asked for is what counts.
    let careful = json(&dir, "skade.txt", &["--min-confidence", "1"]);
    let all = |name: &str| careful[name].as_array().unwrap().clone();
    assert!(all("edits").iter().all(|edit| edit["confidence"] == 1.0));
    assert_eq!(careful["stats"]["uncertain"], all("doubts").len());
    assert!(all("doubts").len() > doubts.len());
    let word = all("doubts").into_iter().find(|doubt| doubt["word"] == "mgde").unwrap();
    assert_eq!(word["alternatives"][0]["to"], "møde");
}

#[test]
fn review_lists_the_doubtful_places_in_order() {
    let dir = with_pages("review");
    let ran = gensvar(&dir, &["repair", "--review", "skade.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let value = json(&dir, "skade.txt", &[]);
    let edits = value["edits"].as_array().unwrap();
    let unsure = |edit: &&Value| edit["confidence"].as_f64().unwrap() < 0.9;
    let count = edits.iter().filter(unsure).count() + value["doubts"].as_array().unwrap().len();
    let places: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(places.len(), count, "{}", ran.out);
    let numbers = |place: &str| {
        let (line, column) = place.split_once(':').unwrap();
        (line.parse::<usize>().unwrap(), column.parse::<usize>().unwrap())
    };
    assert!(places.is_sorted_by_key(|place| numbers(place)), "{places:?}");
    let start = format!("skade.txt: {} rettelser, {count} tvivlsom", edits.len());
    assert!(ran.out.starts_with(&start), "{}", ran.out);
    let year = "\n2:26  læst »196'«, ladt stå: 10 % sikkert\n    \
                og reglerne er fra 1964, 196' og 1968.\n                             ^^^^\n";
    assert!(ran.out.contains(year), "{}", ran.out);
}

#[test]
fn review_of_texts_without_doubt_says_so() {
    let dir = with_pages("review-clean");
    let ran = gensvar(&dir, &["repair", "--review", "ren.txt", "tom.txt"]);
    let nothing = |name: &str| format!("{name}: ingen rettelser, intet er tvivlsomt\n");
    assert_eq!(
        (ran.status, ran.out),
        (0, format!("{}\n{}", nothing("ren.txt"), nothing("tom.txt")))
    );
    let ran = gensvar(&dir, &["repair", "--review", "ond.txt"]);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{:?}", ran.out);
    let long = format!("{}196' og 1968", "Reglerne er fra 1964, ".repeat(3000));
    fs::write(dir.join("lang.txt"), long).unwrap();
    let ran = gensvar(&dir, &["repair", "--review", "lang.txt"]);
    assert!(ran.out.contains("\n1:66001  læst »196'«"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 120), "{}", ran.out);
    let ran = gensvar(&dir, &["repair", "--review", "-o", "ud", "skade.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(dir.join("ud/skade.txt.review.txt").exists());
}

#[test]
fn explain_tells_what_each_part_of_the_model_said() {
    let dir = with_pages("explain");
    let ran = gensvar(&dir, &["repair", "--explain", "1:24", "skade.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("skade.txt:1:22  »mgder« blev til »møder«\n"), "{}", ran.out);
    for part in ["ø→g", "← valgt", "æ ", "ocr/channel", "mellem »Forvaltningen holder«"] {
        assert!(ran.out.contains(part), "{part} is missing:\n{}", ran.out);
    }
    let ran = gensvar(&dir, &["repair", "--explain", "1:24", "--format", "json", "skade.txt"]);
    let value = &values(&ran.out)[0];
    assert_eq!(value["schema"], "gensvar.explain/1");
    assert_eq!((&value["source"], &value["from"]), (&"skade.txt".into(), &"mgder".into()));
    assert_eq!((&value["line"], &value["column"]), (&1.into(), &22.into()));
    assert_eq!((&value["start"], &value["end"]), (&21.into(), &26.into()));
    assert_eq!(value["steps"][0]["rule"], "ocr/channel");
    let candidates = value["ocr"]["candidates"].as_array().unwrap();
    let chosen = candidates.iter().find(|one| one["chosen"] == true).unwrap();
    assert_eq!(chosen["to"], value["to"]);
    assert_eq!(chosen["misreadings"][0]["printed"], "ø");
    let number = |name: &str| chosen[name].as_f64().unwrap();
    let sum: f64 = ["channel", "language", "following", "unknown"].map(number).iter().sum();
    assert!((sum - number("total")).abs() < 0.01);
    for letter in ["æ", "ø", "å"] {
        assert!(value["ocr"]["damage"][letter].as_f64().unwrap() > 0.1);
    }
}

#[test]
fn explain_knows_pages_left_in_peace_and_rules() {
    let dir = with_pages("explain-peace");
    let ran = gensvar(&dir, &["repair", "--explain", "1:43", "--format", "json", "ren.txt"]);
    let value = &values(&ran.out)[0];
    assert_eq!((&value["from"], &value["to"]), (&"træffer".into(), &"træffer".into()));
    assert_eq!(value["ocr"]["treatment"], "peace");
    assert_eq!(value["steps"], Value::Array(Vec::new()));
    let mojibake = "Vi sender KÃ¸benhavn svar.\n".as_bytes();
    let ran = gensvar_reading(&dir, &["repair", "--explain", "1:13", "-"], mojibake);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.starts_with("-:1:11  »KÃ¸benhavn« blev til »København«\n"), "{}", ran.out);
    assert!(ran.out.contains("  forkert tegnsæt (utf-8-as-"), "{}", ran.out);
}

#[test]
fn explain_refuses_places_that_are_none() {
    let dir = with_pages("explain-wrong");
    let wrong = ["1", "1:", ":1", "0:1", "1:0", "1:-1", "+1:1", "a:b", "1:1:1", ""];
    for place in wrong {
        let ran = gensvar(&dir, &["repair", "--explain", place, "skade.txt"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{place:?}");
        assert!(ran.err.contains("12:8"), "{place:?}: {}", ran.err);
    }
    let missing = [
        ("99:1", "skade.txt", "the text has 4 lines"),
        ("1:99", "skade.txt", "line 1 has 37 characters"),
        ("4:1", "skade.txt", "line 4 has 0 characters"),
        ("1:14", "skade.txt", "no word"),
        ("1:1", "tom.txt", "line 1 has 0 characters"),
        ("2:1", "tom.txt", "the text has 1 line"),
        ("18446744073709551615:18446744073709551615", "skade.txt", "no such place"),
    ];
    for (place, file, message) in missing {
        let ran = gensvar(&dir, &["repair", "--explain", place, file]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{place}: {}", ran.err);
        assert!(ran.err.starts_with(&format!("gensvar: {file}:{place}: ")), "{}", ran.err);
        assert!(ran.err.contains(message), "{place}: {}", ran.err);
    }
    let calls: [&[&str]; 5] = [
        &["--explain", "1:1", "skade.txt", "ren.txt"],
        &["--explain", "1:1", "--format", "html", "skade.txt"],
        &["--explain", "1:1", "-o", "ud", "skade.txt"],
        &["--explain", "1:1", "--review", "skade.txt"],
        &["--review", "--format", "json", "skade.txt"],
    ];
    for call in calls {
        let ran = gensvar(&dir, &[&["repair"], call].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{call:?}: {}", ran.err);
    }
}

#[test]
fn a_diff_can_be_applied_to_the_source() {
    let dir = with_pages("diff");
    let long = format!("{}mgder pa skolen", "Vi holder mgder pa skolen og mere. ".repeat(3000));
    fs::write(dir.join("lang.txt"), &long).unwrap();
    for file in ["skade.txt", "ond.txt", "lang.txt"] {
        let diff = gensvar(&dir, &["repair", "--format", "diff", file]);
        assert_eq!(diff.status, 0, "{}", diff.err);
        assert!(diff.out.starts_with(&format!("--- {file}\tsource\n+++ {file}\trepaired\n@@ -1")));
        let repaired = gensvar(&dir, &["repair", file]).out;
        // Where there is no patch, the tests of the diff itself must do.
        fs::write(dir.join("en.diff"), &diff.out).unwrap();
        let patch = Command::new("patch")
            .args(["--binary", "-s", "-o", "ud.txt", file, "en.diff"])
            .current_dir(&dir)
            .output();
        if let Ok(patch) = patch {
            assert!(patch.status.success(), "{}", String::from_utf8_lossy(&patch.stdout));
            assert_eq!(fs::read_to_string(dir.join("ud.txt")).unwrap(), repaired);
        }
    }
    for file in ["ren.txt", "tom.txt"] {
        let ran = gensvar(&dir, &["repair", "--format", "diff", file]);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    }
    let both = gensvar(&dir, &["repair", "--format", "diff", "skade.txt", "ond.txt"]);
    assert_eq!((both.status, both.out.matches("\n+++ ").count()), (0, 2));
}

#[test]
fn a_page_shows_both_sides_and_runs_nothing() {
    let dir = with_pages("html");
    let page = gensvar(&dir, &["repair", "--format", "html", "skade.txt"]).out;
    assert!(page.starts_with("<!doctype html>\n<html lang=\"da\">"), "{page}");
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none';"));
    assert!(page.contains(">mgder</del>") && page.contains(">møder</ins>"), "{page}");
    assert!(page.contains("<mark class=\"doubtful\" title=\"læst »196&#39;«"), "{page}");
    assert_eq!(page.matches("<tr><th scope=\"row\"").count(), 3);
    let page = gensvar(&dir, &["repair", "--format", "html", "ond.txt"]).out;
    for forbidden in ["<script", "<img", "\u{1b}", "\u{202e}", "style=", "href=\"http"] {
        assert!(!page.contains(forbidden), "{forbidden}:\n{page}");
    }
    for kept in ["&lt;script&gt;alert(&#39;hej&#39;)&lt;/script&gt;", "&amp;", "&quot;&lt;img"] {
        assert!(page.contains(kept), "{kept} is missing:\n{page}");
    }
    for file in ["ren.txt", "tom.txt"] {
        let ran = gensvar(&dir, &["repair", "--format", "html", file]);
        assert_eq!(ran.status, 0);
        assert!(ran.out.contains("ingen rettelser, intet er tvivlsomt"));
    }
}

#[test]
fn files_of_each_format_are_named_after_their_inputs() {
    let dir = with_pages("names");
    let ran = gensvar(&dir, &["repair", "--format", "html", "skade.txt", "ren.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("-o DIR"), "{}", ran.err);
    for format in ["html", "diff"] {
        let call = ["repair", "--format", format, "-o", "ud", "skade.txt", "ren.txt"];
        let ran = gensvar(&dir, &call);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
        for name in ["skade.txt", "ren.txt"] {
            assert!(dir.join(format!("ud/{name}.{format}")).exists());
        }
    }
}

#[test]
fn line_ends_and_reflow_keep_both_sides_together() {
    let dir = folder("reflow");
    let text = "Borgerrådgiveren i Kjø-\nbenhavn holder mgder pa skolen,\nog alle kan komme.\n";
    fs::write(dir.join("ombrudt.txt"), text).unwrap();
    let repaired = gensvar(&dir, &["repair", "--reflow", "ombrudt.txt"]).out;
    let page = gensvar(&dir, &["repair", "--reflow", "--format", "html", "ombrudt.txt"]).out;
    let rows = page.matches("<tr><th scope=\"row\"").count();
    assert_eq!(rows, repaired.lines().count(), "{page}");
    let diff = gensvar(&dir, &["repair", "--reflow", "--format", "diff", "ombrudt.txt"]).out;
    let kept: String = diff
        .lines()
        .skip(3)
        .filter_map(|line| line.strip_prefix(['+', ' ']))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(kept, repaired, "{diff}");
}

#[test]
fn a_glossary_is_read_in_any_encoding_and_refused_with_its_line() {
    let dir = folder("glossary");
    fs::write(
        dir.join("note.txt"),
        "Pa mgdet i Sglagerhuset blev det drgftet, om foraeldre far svar pa klager.\n",
    )
    .unwrap();
    // ISO 8859-1, as an old list of names may be.
    fs::write(dir.join("names.txt"), b"# vore huse\nS\xf8lagerhus, -et\n").unwrap();
    let ran = gensvar(&dir, &["repair", "--glossary", "names.txt", "note.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("På mødet i Sølagerhuset blev det drøftet"), "{}", ran.out);

    fs::write(dir.join("wrong.txt"), "Sundholm\n12\n").unwrap();
    for (glossary, cause) in [("wrong.txt", "wrong.txt: line 2:"), ("none.txt", "none.txt")] {
        let ran = gensvar(&dir, &["repair", "--glossary", glossary, "note.txt"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(cause), "{}", ran.err);
    }
    fs::write(dir.join("near.txt"), "Borgerrådsgiveren svarer.\n").unwrap();
    let ran = gensvar(&dir, &["repair", "--glossary-fuzzy", "near.txt"]);
    assert_eq!(ran.out, "Borgerrådgiveren svarer.\n");
}
