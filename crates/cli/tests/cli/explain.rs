//! `gensvar explain`, and what `flag` says of doubt and of what came near.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{folder, gensvar, values};

const REPLY: &str = "Socialforvaltningen\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n\
                     Vi overvejer et kursus for erfarne sagsbehandlere.\n\n\
                     Borgerrådgiveren anbefaler, at kurserne holdes hvert kvartal.\n";

/// Read without Danish letters: whether the courses are yearly or poor hangs on one of them.
const DAMAGED: &str = "Kobenhavns Kommune\n\nSocialforvaltningen\n\n\
    Forvaltningen oplyser, at alle pa omradet far besked i god tid, nar reglerne er nye.\n\
    Vi tilbyder kurser pa radhuset, og medarbejderne far dem ogsa her.\n\
    Kurserne for sagsbehandlerne er drlige.\n";

fn with_reply(name: &str) -> PathBuf {
    let dir = folder(name);
    fs::write(dir.join("svar.txt"), REPLY).unwrap();
    dir
}

fn explain(agency: &str, requirement: &str) -> Vec<String> {
    let call = ["explain", "svar.txt", "--agency", agency, "--requirement", requirement];
    call.map(str::to_owned).to_vec()
}

#[test]
fn explain_tells_what_was_said_and_what_was_set_aside() {
    let dir = with_reply("explain");
    let ran = gensvar(&dir, &explain("SOF", "erfarne"));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("svar.txt · br-2012: "), "{}", ran.out);
    let lines: Vec<&str> = ran.out.lines().collect();
    let at = lines.iter().position(|line| line.contains("    Vi overvejer et kursus")).unwrap();
    assert!(lines[at - 1].starts_with("linje 4, ? overvejet"), "{}", ran.out);
    let column = lines[at].find("overvejer").unwrap();
    let is_marked = |line: &&&str| line.get(column..column + 9) == Some("~~~~~~~~~");
    assert!(lines[at + 1..].iter().any(|line| is_marked(&line)), "{}", ran.out);
    for word in [
        "når sætningen nævner",
        "[svar.toml:",
        "undervisning: overvejet",
        "Samlet vejning: overvejet",
    ] {
        assert!(ran.out.contains(word), "{word} is missing:\n{}", ran.out);
    }
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{}", ran.out);
    let aside = gensvar(&dir, &explain("SOF", "frekvens")).out;
    assert!(aside.contains("Ingen sætning fra SOF handler om kravet."), "{aside}");
    let aside = aside.split("Set bort fra\n").nth(1).unwrap();
    assert!(aside.contains("linje 6, Borgerrådgiverens ord:\n"), "{aside}");
    // By its name, too, however it is written.
    assert_eq!(gensvar(&dir, &explain("socialforvaltningen", "erfarne")).out, ran.out);
}

#[test]
fn explain_as_json_traces_everything_to_the_source() {
    let dir = with_reply("explain-json");
    let call = [explain("SOF", "erfarne"), vec!["--format=json".to_owned()]].concat();
    let story = &values(&gensvar(&dir, &call).out)[0];
    assert_eq!(story["schema"], "gensvar.story/1");
    assert_eq!((&story["requirements"], &story["agency"]), (&"br-2012".into(), &"SOF".into()));
    assert_eq!(story["requirement"]["id"], "erfarne");
    let chars: Vec<char> = REPLY.chars().collect();
    let slice = |value: &Value| {
        let at = |name: &str| value[name].as_u64().unwrap() as usize;
        chars[at("start")..at("end")].iter().collect::<String>()
    };
    let said = &story["said"][0];
    assert_eq!(slice(&said["sentence"]), "Vi overvejer et kursus for erfarne sagsbehandlere.");
    assert_eq!((&said["stance"], &said["carried"]), (&"considered".into(), &false.into()));
    assert!(said["rules"][0]["place"].as_str().unwrap().starts_with("br-2012.toml:"));
    assert!(said["claims"].as_array().unwrap().iter().any(|claim| claim["kind"] == "course"));
    let cue = said["cues"].as_array().unwrap().iter().find(|cue| cue["effect"] == "considered");
    assert_eq!(slice(cue.unwrap()), "overvejer");
    for miss in story["set_aside"].as_array().unwrap() {
        assert!(!miss["reason_da"].as_str().unwrap().is_empty(), "{miss}");
        assert_eq!(slice(miss), miss["text"].as_str().unwrap());
    }
    // The flag is the one that `flag` prints.
    let call = ["flag", "--requirements", "br-2012", "--format", "json", "svar.txt"];
    let flags = &values(&gensvar(&dir, &call).out)[0];
    assert_eq!(flags["responses"][0]["flags"][4], story["flag"]);
}

#[test]
fn explain_names_what_is_not_there() {
    let dir = with_reply("explain-wrong");
    let ran = gensvar(&dir, &explain("BUF", "erfarne"));
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("gensvar: svar.txt: \"BUF\" does not answer"), "{}", ran.err);
    assert!(ran.err.contains("there are: SOF"), "{}", ran.err);

    let ran = gensvar(&dir, &explain("SOF", "erfrne"));
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("did you mean \"erfarne\"?"), "{}", ran.err);

    let toml = gensvar(&dir, &["requirements", "show", "--format", "toml", "br-2012"]).out;
    fs::write(dir.join("mit.toml"), toml.replacen("br-2012", "mit", 1)).unwrap();
    let sets = ["--requirements=br-2012", "--requirements=mit.toml"].map(str::to_owned);
    let ran = gensvar(&dir, &[explain("SOF", "erfarne"), sets.to_vec()].concat());
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("several sets: br-2012, mit"), "{}", ran.err);
    let ran = gensvar(&dir, &[explain("SOF", "erfarne"), sets[1..].to_vec()].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.starts_with("svar.txt · mit: "), "{}", ran.out);
}

#[test]
fn flag_names_the_nearest_miss() {
    let dir = with_reply("flag-near");
    let call = ["flag", "--requirements", "br-2012", "--format", "json", "svar.txt"];
    let flags = &values(&gensvar(&dir, &call).out)[0]["responses"][0]["flags"];
    for flag in flags.as_array().unwrap() {
        assert!(flag["addressed"] == false || flag["nearest_miss"].is_null(), "{flag}");
    }
    let frequency = &flags[1];
    assert_eq!(frequency["stance"], "not_addressed");
    let miss = &frequency["nearest_miss"];
    assert_eq!((&miss["cause"], &miss["line"]), (&"ombudsman".into(), &6.into()), "{miss}");
    let table = gensvar(&dir, &["flag", "--requirements", "br-2012", "svar.txt"]).out;
    assert!(table.contains("nærmest linje 6  »Borgerrådgiveren anbefaler"), "{table}");
    assert!(table.contains(miss["reason_da"].as_str().unwrap()), "{table}");
    assert!(!table.contains("(!)"), "{table}");
}

#[test]
fn a_flag_that_hangs_on_a_doubtful_word_asks_for_eyes() {
    let dir = folder("flag-doubt");
    fs::write(dir.join("svar.txt"), DAMAGED).unwrap();
    let call = ["flag", "--requirements", "br-2012", "--format", "json", "svar.txt"];
    let flags = &values(&gensvar(&dir, &call).out)[0]["responses"][0]["flags"];
    let all: Vec<&Value> = flags.as_array().unwrap().iter().collect();
    let flag = all.iter().find(|flag| flag["uncertain_because"] != Value::Array(Vec::new()));
    let flag = flag.unwrap_or_else(|| panic!("no doubt: {flags}"));
    let doubt = &flag["uncertain_because"][0];
    let chars: Vec<char> = DAMAGED.chars().collect();
    let at = |name: &str| doubt[name].as_u64().unwrap() as usize;
    let source: String = chars[at("start")..at("end")].iter().collect();
    assert_eq!(doubt["from"], source.as_str());
    assert!(doubt["stance"] != flag["stance"] && doubt["to"] != doubt["text"], "{doubt}");
    let table = gensvar(&dir, &["flag", "--requirements", "br-2012", "svar.txt"]).out;
    let matrix = table.lines().find(|line| line.trim_start().starts_with("SOF")).unwrap();
    assert!(matrix.contains("(!)"), "{table}");
    for word in ["hviler på et tvivlsomt ord", "(!) linje ", &format!("læst »{source}«")] {
        assert!(table.contains(word), "{word} is missing:\n{table}");
    }
    let requirement = flag["requirement"].as_str().unwrap();
    let story = gensvar(&dir, &explain("SOF", requirement)).out;
    assert!(story.contains("Tvivlsomme ord") && story.contains(" (!)"), "{story}");
}
