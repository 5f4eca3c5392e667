//! `flag --by-agency`: several letters, one state.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Ran, folder, gensvar, gensvar_reading, values};

const LETTER: &str = "Socialforvaltningen\n\n3. marts 2025\n\nTil Borgerrådgiveren\n\n\
    Kurset i god sagsbehandling er obligatorisk for alle nye sagsbehandlere.\n\
    Vi overvejer et obligatorisk kursus for erfarne sagsbehandlere.\n";

const MAIL: &str = "Fra: Lone Holm (SOF)\nSendt: 12. maj 2025 09:14\nTil: Borgerrådgiveren\n\
    Emne: Kurser\n\nKære Borgerrådgiver\n\n\
    I forlængelse af vores svar af 3. marts 2025 vender vi hermed tilbage.\n\n\
    Fra august 2025 holdes et obligatorisk kursus for erfarne sagsbehandlere.\n\n\
    Venlig hilsen\nLone Holm\n";

const MINUTES: &str = "SOCIALFORVALTNINGEN\n\nReferat af møde den 1. juli 2025\n\n\
    Punkt 2. Svar til Borgerrådgiveren\n\n\
    Forvaltningens svar af 12. maj 2025 trækkes tilbage.\n";

const OTHER: &str = "Teknik- og Miljøforvaltningen\n\n\
    Kurset er frivilligt for alle sagsbehandlere.\n";

fn with_letters(name: &str) -> PathBuf {
    let dir = folder(name);
    let letters = [("brev", LETTER), ("mail", MAIL), ("referat", MINUTES), ("andre", OTHER)];
    for (name, text) in letters {
        fs::write(dir.join(format!("{name}.txt")), text).unwrap();
    }
    dir
}

fn run(dir: &std::path::Path, args: &[&str]) -> Ran {
    gensvar(dir, &[&["flag", "--requirements", "br-2012", "--by-agency"], args].concat())
}

fn json(ran: &Ran) -> Value {
    let mut all = values(&ran.out);
    assert_eq!(all.len(), 1, "{}", ran.out);
    all.remove(0)
}

/// The state of an agency on a requirement.
fn state<'a>(result: &'a Value, agency: &str, requirement: &str) -> &'a Value {
    let agencies = result["agencies"].as_array().unwrap();
    let agency = agencies.iter().find(|a| a["agency"] == agency).unwrap();
    let flags = agency["flags"].as_array().unwrap();
    flags.iter().find(|flag| flag["requirement"] == requirement).unwrap()
}

#[test]
fn a_later_letter_supplements_the_one_before() {
    let dir = with_letters("by-agency-supplements");
    let ran = run(&dir, &["--format", "json", "mail.txt", "brev.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let result = json(&ran);
    assert_eq!(result["schema"], "gensvar.by-agency/1");
    assert_eq!(result["requirements"], "br-2012");
    assert_eq!(result["failed"], Value::Array(vec![]));
    // By their dates, whatever the order of the call.
    let documents = result["documents"].as_array().unwrap();
    let sources: Vec<_> = documents.iter().map(|d| (&d["source"], &d["date"])).collect();
    assert_eq!(
        sources,
        [(&"brev.txt".into(), &"2025-03-03".into()), (&"mail.txt".into(), &"2025-05-12".into())]
    );
    assert_eq!(documents[1]["agencies"][0], "SOF");
    let relation = &documents[1]["relations"][0];
    assert_eq!((&relation["relation"], &relation["line"]), (&"supplements".into(), &8.into()));
    assert_eq!(relation["dates"][0], "2025-03-03");
    let (start, end) = (&relation["cue"]["start"], &relation["cue"]["end"]);
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let cue: String = MAIL.chars().skip(at(start)).take(at(end) - at(start)).collect();
    assert_eq!(cue, relation["cue"]["text"].as_str().unwrap());

    // Letterhead and sender are one agency.
    assert_eq!(result["agencies"].as_array().unwrap().len(), 1);
    let agency = &result["agencies"][0];
    assert_eq!(agency["name"], "Socialforvaltningen");
    assert_eq!(agency["verdict_before"]["value"], "partly");
    assert_eq!(agency["documents"][1]["relation"], "supplements");
    let kept = state(&result, "SOF", "nye");
    assert_eq!((&kept["stance"], &kept["source"]), (&"fulfilled".into(), &"brev.txt".into()));
    assert!(kept["changed"].is_null());
    assert_eq!(kept["history"][1]["outcome"], "silent");
    let changed = state(&result, "SOF", "erfarne");
    assert_eq!((&changed["stance"], &changed["source"]), (&"planned".into(), &"mail.txt".into()));
    assert_eq!(changed["evidence"][0]["line"], 10);
    let change = &changed["changed"];
    assert_eq!((&change["from"], &change["to"]), (&"considered".into(), &"planned".into()));
    assert_eq!((&change["source"], &change["date"]), (&"mail.txt".into(), &"2025-05-12".into()));
    assert_eq!(change["evidence"]["line"], 10);
    assert_eq!(changed["history"].as_array().unwrap().len(), 2);
}

#[test]
fn a_letter_that_is_withdrawn_is_out_of_force() {
    let dir = with_letters("by-agency-replaces");
    let ran = run(&dir, &["--format", "json", "brev.txt", "mail.txt", "referat.txt"]);
    let result = json(&ran);
    let agency = &result["agencies"][0];
    // The one that the minutes name by its date, and no other.
    assert_eq!(agency["documents"][2]["replaces"], Value::Array(vec!["mail.txt".into()]));
    let back = state(&result, "SOF", "erfarne");
    assert_eq!((&back["stance"], &back["source"]), (&"considered".into(), &"brev.txt".into()));
    assert_eq!(back["history"][2]["outcome"], "withdrawn");
    // The words that say so are those of the letter.
    let words = back["changed"]["evidence"]["text"].as_str().unwrap();
    assert_eq!(words, "Forvaltningens svar af 12. maj 2025 trækkes tilbage.");
}

#[test]
fn the_table_tells_what_is_in_force_and_what_changed() {
    let dir = with_letters("by-agency-table");
    let ran = run(&dir, &["brev.txt", "mail.txt", "referat.txt", "andre.txt"]);
    assert_eq!(ran.status, 0);
    // That a document bears no date is said, with what to do.
    assert!(ran.err.starts_with("gensvar: andre.txt: bears no date"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1);
    let row = ran.out.lines().find(|line| line.trim_start().starts_with("SOF")).unwrap();
    assert!(row.contains("✓ opfyldt (1)") && row.contains("? overvejet (1)"), "{}", ran.out);
    for words in [
        "efter 4 dokumenter",
        "  1. brev.txt (2025-03-03): svar fra SOF",
        "  4. andre.txt (uden dato): svar fra TMF",
        "     linje 8 (supplerer): »I forlængelse af vores svar af 3. marts 2025",
        "     linje 7 (erstatter): »Forvaltningens svar af 12. maj 2025 trækkes tilbage.«",
        "     SOF: dok. 2 gælder ikke længere",
        "Ændret for SOF",
        "  erfarne: før ? overvejet, nu → planlagt",
        "    dok. 2, linje 10: »Fra august 2025 holdes et",
        "  erfarne: → planlagt bortfalder med det erstattede dokument; nu ? overvejet",
        "Grundlag for TMF",
    ] {
        assert!(ran.out.contains(words), "{words} is missing:\n{}", ran.out);
    }
    let alone = run(&dir, &["brev.txt", "andre.txt"]);
    assert!(alone.out.contains("Intet er ændret siden det første dokument."), "{}", alone.out);
    let one = run(&dir, &["andre.txt"]);
    assert_eq!((one.status, one.err.as_str()), (0, ""));
    assert!(one.out.contains("efter 1 dokument\n") && !one.out.contains("(1)"), "{}", one.out);
}

#[test]
fn an_input_that_fails_is_named_in_the_result_and_each_set_has_one() {
    let dir = with_letters("by-agency-failed");
    fs::write(dir.join("scan.png"), b"SQLite format 3\0").unwrap();
    let sets = ["--requirements", "br-anbefalinger-2024", "--format", "json"];
    let ran = run(&dir, &[&sets[..], &["brev.txt", "scan.png", "mail.txt"]].concat());
    assert_eq!(ran.status, 1);
    assert!(ran.err.starts_with("gensvar: scan.png: ") && ran.err.lines().count() == 1);
    let results = values(&ran.out);
    let ids: Vec<&Value> = results.iter().map(|result| &result["requirements"]).collect();
    assert_eq!(ids, ["br-2012", "br-anbefalinger-2024"]);
    for result in &results {
        assert_eq!(result["failed"][0]["source"], "scan.png");
        assert!(result["failed"][0]["error"].as_str().unwrap().contains("a database"));
        assert_eq!(result["documents"].as_array().unwrap().len(), 2);
    }
    assert!(results[1]["agencies"][0]["verdict"].is_null());
    let table = run(&dir, &["brev.txt", "scan.png"]);
    assert_eq!(table.status, 1);
    assert!(table.out.contains("– scan.png: ikke læst"), "{}", table.out);
    let wrong = run(&dir, &["brev.txt", "missing.txt"]);
    assert_eq!((wrong.status, wrong.out.as_str()), (2, ""));
}

#[test]
fn what_came_nearest_is_told_from_the_last_letter() {
    let dir = with_letters("by-agency-nearest");
    let asked = LETTER.replace("3. marts", "9. juni").replace(
        "Vi overvejer",
        "Borgerrådgiveren anbefaler, at kurset holdes hvert halve år.\nVi overvejer",
    );
    fs::write(dir.join("juni.txt"), asked).unwrap();
    let ran = run(&dir, &["--format", "json", "brev.txt", "juni.txt"]);
    let result = json(&ran);
    let frequency = state(&result, "SOF", "frekvens");
    assert_eq!(
        (&frequency["stance"], &frequency["source"]),
        (&"not_addressed".into(), &"juni.txt".into())
    );
    let miss = &frequency["nearest_miss"];
    assert_eq!((&miss["cause"], &miss["line"]), (&"ombudsman".into(), &8.into()), "{miss}");
    let table = run(&dir, &["brev.txt", "juni.txt"]).out;
    assert!(table.contains("nærmest dok. 2, linje 8"), "{table}");
}

#[test]
fn a_document_that_is_named_twice_is_refused() {
    let dir = with_letters("by-agency-twice");
    let ran = run(&dir, &["brev.txt", "mail.txt", "brev.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    let told = "gensvar: brev.txt: is named twice; with --by-agency name each document once\n";
    assert_eq!(ran.err, told);
}

#[test]
fn nothing_to_read_is_an_empty_state() {
    let dir = folder("by-agency-empty");
    let call = ["flag", "--requirements", "br-2012", "--by-agency", "--format", "json", "-"];
    let ran = gensvar_reading(&dir, &call, b"");
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("-: holds no text"), "{}", ran.err);
    let result = json(&ran);
    assert_eq!(result["agencies"], Value::Array(vec![]));
    assert_eq!(result["documents"][0]["source"], "-");
    assert!(result["documents"][0]["date"].is_null());
}
