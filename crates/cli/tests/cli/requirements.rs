//! `gensvar requirements`: for who writes a set.

use std::fs;

use serde_json::Value;

use crate::support::{folder, gensvar, values};

#[test]
fn a_new_set_is_written_once_and_passes_its_own_check() {
    let dir = folder("new");
    let call = ["requirements", "new", "min-sag", "-o", "min-sag.toml"];
    let ran = gensvar(&dir, &call);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let written = fs::read_to_string(dir.join("min-sag.toml")).unwrap();
    assert!(written.contains("\nid = \"min-sag\"\n"), "{written}");
    assert_eq!(gensvar(&dir, &["requirements", "new", "min-sag"]).out, written);

    let check = gensvar(&dir, &["requirements", "check", "min-sag.toml"]);
    assert_eq!((check.status, check.err.as_str()), (0, ""), "{}", check.out);
    let show = gensvar(&dir, &["requirements", "show", "min-sag.toml"]);
    assert!(show.out.contains("Tæller ikke, når sætningen nævner:"), "{}", show.out);

    fs::write(dir.join("min-sag.toml"), "mit arbejde").unwrap();
    let ran = gensvar(&dir, &call);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "gensvar: min-sag.toml: is there already and is left alone; name another\n"
    );
    assert_eq!(fs::read_to_string(dir.join("min-sag.toml")).unwrap(), "mit arbejde");

    for (call, message) in [
        (&["requirements", "new", "Min Sag"][..], "\"Min Sag\" is no id"),
        (&["requirements", "new", "-o", "nowhere/x.toml"][..], "nowhere/x.toml: cannot be written"),
    ] {
        let ran = gensvar(&dir, call);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

#[test]
fn the_schema_is_json_that_knows_the_keys() {
    let dir = folder("schema");
    let ran = gensvar(&dir, &["requirements", "schema"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let schema: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(schema["properties"]["requirements"]["description"].is_string());
}

#[test]
fn a_check_tells_all_mistakes_warnings_and_failed_tests_with_their_places() {
    let dir = folder("check");
    let set = "id = \"klage\"\ntitle = \"Klage\"\nuses = [\"svar\"]\n\
        [concepts.vejledning]\nany = [\"klagevejledning*\"]\n\
        [[requirements]]\nid = \"alle\"\ntitle = \"Alle breve har en\"\n\
        [[requirements.says]]\nall = [\"vejledning\"]\nstance = \"told\"\n\
        [requirements.examples]\nfulfilled = [\"Alle breve har en klagevejledning.\"]\n";
    let odd = set.replace(
        "[concepts.vejledning]",
        "[concepts.brev]\nany = [\"brev\"]\n[concepts.vejledning]",
    );
    let failing = set.replace("fulfilled = [", "declined = [");
    let wrong = set.replace(
        "all = [\"vejledning\"]\nstance = \"told\"",
        "all = [\"vejleding\"]\nstance = \"tolld\"",
    );
    for (name, text) in
        [("a.toml", set), ("odd.toml", &odd), ("failing.toml", &failing), ("wrong.toml", &wrong)]
    {
        fs::write(dir.join(name), text).unwrap();
    }
    let check = |names: &[&str]| gensvar(&dir, &[&["requirements", "check"], names].concat());

    let ran = check(&["a.toml", "odd.toml"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.err, "gensvar: odd.toml:4:11: warning: the concept \"brev\" is never used\n");
    assert_eq!(ran.out.lines().count(), 2);

    let ran = check(&["failing.toml"]);
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.err,
        "gensvar: failing.toml:13:13: test \"Alle breve har en klagevejledning.\": \
         alle is fulfilled, not declined\n"
    );

    let ran = check(&["wrong.toml"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "gensvar: wrong.toml:10:8: there is no concept \"vejleding\"; did you mean \"vejledning\"?\n\
         gensvar: wrong.toml:11:10: there is no stance \"tolld\"; did you mean \"told\"?\n"
    );

    let ran = check(&["--format", "json", "odd.toml", "failing.toml", "wrong.toml"]);
    assert_eq!(ran.status, 2);
    let sets = values(&ran.out);
    assert_eq!(sets.len(), 3);
    assert_eq!(sets[0]["schema"], "gensvar.check/1");
    assert_eq!((&sets[0]["id"], &sets[0]["warnings"][0]["line"]), (&"klage".into(), &4.into()));
    assert_eq!(sets[1]["failed"][0]["problems"][0], "alle is fulfilled, not declined");
    assert_eq!((&sets[2]["id"], &sets[2]["errors"][1]["column"]), (&Value::Null, &10.into()));

    // A file that is not there, or no text, keeps no other from being looked at.
    fs::write(dir.join("latin.toml"), b"id = \"x\"\ntitle = \"\xe6\"\n").unwrap();
    let ran = check(&["--format", "json", "gone.toml", "a.toml", "latin.toml"]);
    assert_eq!(ran.status, 2);
    let sets = values(&ran.out);
    assert_eq!((sets.len(), &sets[0]["source"]), (1, &"a.toml".into()));
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines[0].starts_with("gensvar: gone.toml: no built-in set"), "{}", ran.err);
    assert_eq!(lines[1], "gensvar: latin.toml:2: is not UTF-8; save the file as UTF-8");
}

#[test]
fn a_set_reads_as_prose() {
    let dir = folder("prose");
    for set in ["br-2012", "br-anbefalinger-2024", "br-2020"] {
        let ran = gensvar(&dir, &["requirements", "show", set]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
        for mark in ['{', '}', '<', '>', '|', '*', '_'] {
            assert!(!ran.out.contains(mark), "{set}: {mark}\n{}", ran.out);
        }
    }
}
