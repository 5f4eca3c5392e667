//! The program as others call it: what is printed where, and the exit status.

#![allow(clippy::unwrap_used, reason = "in tests a failed unwrap is the report")]

mod batch;
mod by_agency;
mod ends;
mod explain;
mod findings;
mod manual;
mod naming;
mod overwriting;
mod repair;
mod requirements;
mod support;
mod triage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use support::{folder, gensvar, gensvar_reading, values};

const REPLY: &str = "Socialforvaltningen\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n\
                     Vi overvejer et kursus for erfarne sagsbehandlere.\n";

fn with_reply(name: &str) -> PathBuf {
    let dir = folder(name);
    fs::write(dir.join("svar.txt"), REPLY).unwrap();
    dir
}

#[test]
fn help_has_an_example_for_each_command() {
    let dir = folder("help");
    let whole = gensvar(&dir, &["--help"]);
    assert_eq!(whole.status, 0);
    assert!(whole.out.contains("Exit status"), "{}", whole.out);
    let calls = [
        vec!["text"],
        vec!["repair"],
        vec!["extract"],
        vec!["flag"],
        vec!["triage"],
        vec!["completions"],
        vec!["man"],
        vec!["explain"],
        vec!["requirements"],
        vec!["requirements", "list"],
        vec!["requirements", "show"],
        vec!["requirements", "check"],
    ];
    for mut call in calls {
        let example = format!("gensvar {}", call.join(" "));
        call.push("--help");
        let ran = gensvar(&dir, &call);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{example}");
        let examples = ran.out.split("Example").nth(1).unwrap_or_default();
        assert!(examples.contains(&example), "no example of {example}:\n{}", ran.out);
    }
}

#[test]
fn text_is_what_offsets_count_in() {
    let dir = folder("text");
    fs::write(dir.join("latin1.txt"), b"K\xF8benhavn\r\nb\xF8r f\xE5 \xE6ble\r\n").unwrap();
    let ran = gensvar(&dir, &["text", "latin1.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "København\r\nbør få æble\r\n"));
    let value = &values(&gensvar(&dir, &["text", "--format", "json", "latin1.txt"]).out)[0];
    assert_eq!(value["schema"], "gensvar.text/1");
    assert_eq!(value["source"], "latin1.txt");
    assert_eq!(value["text"], "København\r\nbør få æble\r\n");
    let named = gensvar(&dir, &["text", "--encoding", "utf-9", "latin1.txt"]);
    assert_eq!(named.status, 2);
    assert!(named.err.contains("utf-8"), "no remedy: {}", named.err);
}

#[test]
fn repair_prints_the_text_or_every_edit() {
    let dir = folder("repair");
    let damaged = "Bgrne- og Ungdomsforvaltningen tilbyder kurser pa området,\n\
                   og kurserne er obligatoriske for de nye sagsbehandlere.\n";
    fs::write(dir.join("notat.txt"), damaged).unwrap();
    let ran = gensvar(&dir, &["repair", "notat.txt"]);
    let repaired = damaged.replace("Bgrne", "Børne").replace(" pa ", " på ");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, repaired.as_str(), ""));
    let ran = gensvar(&dir, &["repair", "--format", "json", "notat.txt"]);
    let value = &values(&ran.out)[0];
    assert_eq!(value["schema"], "gensvar.repair/1");
    assert_eq!(value["text"], repaired.as_str());
    let chars: Vec<char> = damaged.chars().collect();
    let edits = value["edits"].as_array().unwrap();
    assert!(edits.len() >= 2, "{edits:?}");
    for edit in edits {
        let place = |name: &str| edit[name].as_u64().unwrap() as usize;
        let from: String = chars[place("start")..place("end")].iter().collect();
        assert_eq!(edit["from"], from.as_str());
        let out: Vec<char> = repaired.chars().collect();
        let to: String = out[place("out_start")..place("out_end")].iter().collect();
        assert_eq!(edit["to"], to.as_str());
        assert_eq!(edit["kind"], "ocr");
        assert_eq!(edit["line"], 1);
        assert!(edit["alternatives"].is_array() && edit["rule"].is_string());
    }
    assert_eq!(value["stats"]["words"], 15);
    assert_eq!(value["stats"]["edited"], edits.len());
}

#[test]
fn extract_names_every_field() {
    let dir = with_reply("extract");
    let ran = gensvar(&dir, &["extract", "--format", "json", "svar.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let value = &values(&ran.out)[0];
    assert_eq!(value["schema"], "gensvar.claims/1");
    assert_eq!(value["responses"][0]["agency"], "SOF");
    assert_eq!(value["responses"][0]["name"], "Socialforvaltningen");
    let claims = value["claims"].as_array().unwrap();
    let obligation = claims.iter().find(|claim| claim["kind"] == "obligation").unwrap();
    assert_eq!(obligation["obligation"], "mandatory");
    assert_eq!(obligation["status"], "in_place");
    assert_eq!(obligation["sentence"]["line"], 3);
    assert_eq!(obligation["sentence"]["start"], 21);
    assert_eq!(obligation["target_groups"][0], "new_caseworkers");
    for (number, claim) in claims.iter().enumerate() {
        assert_eq!(claim["id"], format!("c{}", number + 1));
        for field in [
            "kind",
            "agency",
            "speaker",
            "polarity",
            "status",
            "sentence",
            "cue",
            "course",
            "target_groups",
            "obligation",
            "delivery",
            "frequency",
            "duration",
            "dates",
            "amounts",
            "confidence",
            "rule",
            "cues",
            "doubts",
            "uncertain_because",
            "why",
        ] {
            assert!(claim.get(field).is_some(), "{field} is absent");
        }
    }
    let table = gensvar(&dir, &["extract", "svar.txt"]);
    assert!(table.out.contains("obligatorisk; nye sagsbehandlere"), "{}", table.out);
}

#[test]
fn extract_explains_what_it_found() {
    let dir = with_reply("extract-explain");
    let ran = gensvar(&dir, &["extract", "--explain", "svar.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    let at = lines.iter().position(|line| line.contains("Vi overvejer et kursus")).unwrap();
    let column = lines[at].find("overvejer").unwrap();
    let is_marked = |line: &&&str| line.get(column..column + 9) == Some("~~~~~~~~~");
    let cue = lines[at + 1..].iter().find(is_marked).unwrap();
    assert!(cue.contains("overvejet"), "{}", ran.out);
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{}", ran.out);

    let value =
        &values(&gensvar(&dir, &["extract", "--explain", "--format", "json", "svar.txt"]).out)[0];
    for claim in value["claims"].as_array().unwrap() {
        let decision = &claim["why"]["decisions"][0];
        assert_eq!(decision["question"], "kind");
        assert_eq!(
            (&decision["answer"], &decision["certainty"]),
            (&claim["kind"], &claim["confidence"])
        );
        assert!(decision["reasons"][0]["weight"].as_f64().unwrap() > 0.0);
    }
    let plain = &values(&gensvar(&dir, &["extract", "--format", "json", "svar.txt"]).out)[0];
    assert!(plain["claims"][0]["why"].is_null());

    fs::write(dir.join("tak.txt"), "Tak for henvendelsen om sagen.\n").unwrap();
    let all = gensvar(&dir, &["extract", "--explain", "--all", "tak.txt"]).out;
    assert!(all.contains("intet udsagn") && all.contains("nærmest: "), "{all}");
    let with_format =
        |format| gensvar(&dir, &["extract", "--explain", "--all", "--format", format, "tak.txt"]);
    assert_eq!(with_format("table").out, all);
    let json = with_format("json");
    assert!(json.status == 2 && json.err.contains("--all: "), "{}", json.err);
    assert_eq!(gensvar(&dir, &["extract", "--all", "tak.txt"]).status, 2);
}

#[test]
fn a_claim_that_hangs_on_a_doubtful_word_says_so() {
    let dir = folder("extract-doubt");
    let damaged = "Kobenhavns Kommune\n\nSocialforvaltningen\n\n\
        Forvaltningen oplyser, at alle pa omradet far besked i god tid, nar reglerne er nye.\n\
        Forvaltningen har et kursus, som de nye sagsbehandlere far tilbudt for jul.\n";
    fs::write(dir.join("svar.txt"), damaged).unwrap();
    let value = &values(&gensvar(&dir, &["extract", "--format", "json", "svar.txt"]).out)[0];
    let claims = value["claims"].as_array().unwrap();
    let doubts: Vec<&Value> = claims.iter().flat_map(|c| c["doubts"].as_array().unwrap()).collect();
    let word = doubts.iter().find(|word| word["from"] == "for").unwrap();
    assert_eq!(word["text"], "før");
    let other = &word["alternatives"][0];
    assert!(other["to"] == "for" && other["changes"].is_array(), "{word}");
    for claim in claims {
        let changing = claim["doubts"].as_array().unwrap().iter().any(|word| {
            let others = word["alternatives"].as_array().unwrap();
            others.iter().any(|o| {
                let changes = o["changes"].as_array().unwrap();
                changes.iter().any(|c| c["field"] != "kind" || !c["from"].is_null())
            })
        });
        assert_eq!(changing, claim["uncertain_because"] != Value::Array(Vec::new()), "{claim}");
    }
}

#[test]
fn flag_prints_a_matrix_or_every_flag() {
    let dir = with_reply("flag");
    let call = ["flag", "--requirements", "br-2012", "--requirements", "br-anbefalinger-2024"];
    let ran = gensvar(&dir, &[&call[..], &["--format", "json", "svar.txt", "svar.txt"]].concat());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let sets: Vec<Value> = values(&ran.out);
    let ids: Vec<&Value> = sets.iter().map(|set| &set["requirements"]).collect();
    assert_eq!(ids, ["br-2012", "br-anbefalinger-2024", "br-2012", "br-anbefalinger-2024"]);
    let agency = &sets[0]["responses"][0];
    assert_eq!(
        (&agency["agency"], sets[0]["responses"].as_array().unwrap().len()),
        (&"SOF".into(), 1)
    );
    let flags = agency["flags"].as_array().unwrap();
    let names: Vec<&Value> = flags.iter().map(|flag| &flag["requirement"]).collect();
    assert_eq!(names, ["loebende", "frekvens", "obligatorisk", "nye", "erfarne"]);
    let new = &flags[3];
    assert_eq!((&new["addressed"], &new["stance"]), (&true.into(), &"fulfilled".into()));
    assert_eq!(new["evidence"][0]["line"], 3);
    assert_eq!(flags[4]["stance"], "considered");
    assert_eq!(agency["verdict"]["value"], "partly");
    assert!(sets[1]["responses"][0]["verdict"].is_null());

    let table = gensvar(&dir, &["flag", "--requirements", "br-2012", "svar.txt"]).out;
    let row = table.lines().find(|line| line.trim_start().starts_with("SOF")).unwrap();
    assert!(row.contains("✓ opfyldt") && row.contains("? overvejet"), "{table}");
    for word in ["erfarne", "opfylder delvist", "linje 3"] {
        assert!(table.contains(word), "{word} is missing:\n{table}");
    }
}

#[test]
fn several_inputs_keep_their_order_and_one_that_fails_stops_none() {
    let dir = folder("several");
    let mut names = Vec::new();
    for number in 0..40 {
        let name = format!("{number:02}.txt");
        fs::write(dir.join(&name), format!("Svar {number}: Vi tilbyder et kursus.\n")).unwrap();
        names.push(name);
    }
    fs::write(dir.join("07.txt"), b"SQLite format 3\0").unwrap();
    let call: Vec<&str> = ["extract", "--format", "json"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let ran = gensvar(&dir, &call);
    assert_eq!(ran.status, 1);
    let sources: Vec<String> =
        values(&ran.out).iter().map(|value| value["source"].as_str().unwrap().to_owned()).collect();
    names.remove(7);
    assert_eq!(sources, names);
    assert!(
        ran.err.starts_with("gensvar: 07.txt: ") && ran.err.contains("a database"),
        "{}",
        ran.err
    );
    assert_eq!(ran.err.lines().count(), 1);
}

#[test]
fn a_wrong_call_processes_nothing() {
    let dir = with_reply("wrong");
    let set = gensvar(&dir, &["requirements", "show", "--format", "toml", "br-2012"]).out;
    let line = set.lines().position(|line| line.starts_with("title = ")).unwrap() + 1;
    fs::write(dir.join("tastefejl.toml"), set.replacen("title = ", "tittle = ", 1)).unwrap();
    let place = format!("tastefejl.toml:{line}:");
    let calls: [(&[&str], &str); 10] = [
        (&["extract", "svar.txt", "mangler.txt"], "mangler.txt: "),
        (&["extract", "mangler/**/*.txt"], "nothing fits this pattern"),
        (&["repair", "-o", ".", "."], ".: the results would be written among the inputs"),
        (&["repair", "svar.txt", "svar.txt"], "-o DIR"),
        (&["flag", "svar.txt"], "--requirements"),
        (&["flag", "--requirements", "br-2021", "svar.txt"], "br-2012, br-anbefalinger-2024"),
        (&["flag", "--requirements", "tastefejl.toml", "svar.txt"], &place),
        (&["extract", "-", "-"], "once"),
        (&["requirements", "check", "tastefejl.toml"], "title"),
        (&["repair", "-o", ".", "svar.txt"], "svar.txt: would be overwritten"),
    ];
    for (call, message) in calls {
        let ran = gensvar(&dir, call);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{call:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{call:?}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{call:?}: {}", ran.err);
    }
}

#[test]
fn an_empty_file_has_an_empty_result() {
    let dir = folder("empty");
    fs::write(dir.join("tom.txt"), "").unwrap();
    let ran = gensvar(&dir, &["repair", "tom.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("tom.txt: holds no text"), "{}", ran.err);
    let ran = gensvar(&dir, &["extract", "--format", "json", "tom.txt"]);
    assert_eq!(values(&ran.out)[0]["claims"], Value::Array(Vec::new()));
    let ran = gensvar(&dir, &["flag", "--requirements", "br-2012", "--format", "json", "tom.txt"]);
    assert_eq!((ran.status, &values(&ran.out)[0]["responses"]), (0, &Value::Array(Vec::new())));
    assert_eq!(gensvar(&dir, &["flag", "--requirements", "br-2012", "tom.txt"]).status, 0);
}

#[test]
fn standard_input_is_a_dash() {
    let dir = folder("stdin");
    let ran = gensvar_reading(&dir, &["extract", "--format", "json", "-"], REPLY.as_bytes());
    assert_eq!(ran.status, 0);
    assert_eq!(values(&ran.out)[0]["source"], "-");
    let ran = gensvar_reading(&dir, &["text", "-"], b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("gensvar: -: "), "{}", ran.err);
}

#[test]
fn several_texts_go_into_a_folder() {
    let dir = folder("folder");
    fs::create_dir(dir.join("ind")).unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(dir.join("ind").join(name), REPLY).unwrap();
    }
    let ran = gensvar(&dir, &["repair", "-o", "ud", "ind/a.txt", "ind/b.txt"]);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let mut names: Vec<_> =
        fs::read_dir(dir.join("ud")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".gensvar", "a.txt", "b.txt", "summary.json"]);
    assert_eq!(fs::read_to_string(dir.join("ud/b.txt")).unwrap(), REPLY);
    fs::create_dir(dir.join("andet")).unwrap();
    fs::write(dir.join("andet/a.txt"), REPLY).unwrap();
    let ran = gensvar(&dir, &["repair", "-o", "ud", "ind/a.txt", "andet/a.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("both be written"), "{}", ran.err);
}

#[test]
fn sets_are_listed_shown_and_checked() {
    let dir = folder("sets");
    let list = gensvar(&dir, &["requirements", "list", "--format", "json"]);
    let ids: Vec<Value> = values(&list.out).iter().map(|set| set["id"].clone()).collect();
    assert_eq!(ids, ["br-2012", "br-anbefalinger-2024", "br-2020"]);
    assert!(gensvar(&dir, &["requirements", "list"]).out.contains("br-2020"));
    let show = gensvar(&dir, &["requirements", "show", "br-2012"]);
    assert!(show.out.contains("(obligatorisk)"), "{}", show.out);
    let toml = gensvar(&dir, &["requirements", "show", "--format", "toml", "br-2012"]);
    assert!(toml.out.contains("\nid = \"br-2012\""), "{}", toml.out);
    let own = "id = \"klage\"\ntitle = \"Klagevejledning\"\nuses = [\"svar\"]\n\
        [concepts.vejledning]\nany = [\"klagevejledning*\"]\n\
        [[requirements]]\nid = \"vejledning\"\ntitle = \"Afslag har en klagevejledning\"\n\
        topic = [{ all = [\"vejledning\"] }]\n\
        [[requirements.says]]\nall = [\"vejledning\"]\nstance = \"told\"\n\
        [requirements.examples]\nnot_addressed = [\"Vi svarer altid borgerne venligt.\"]\n";
    let met = "fulfilled = [\"Alle vores afslag indeholder en klagevejledning.\"]\n";
    fs::write(dir.join("klage.toml"), format!("{own}{met}")).unwrap();
    let check = gensvar(&dir, &["requirements", "check", "klage.toml"]);
    assert_eq!((check.status, check.err.as_str()), (0, ""), "{}", check.out);
    assert!(check.out.contains("2 of 2 test replies"), "{}", check.out);
    let unmet = met.replace("fulfilled", "declined");
    fs::write(dir.join("klage.toml"), format!("{own}{unmet}")).unwrap();
    let check = gensvar(&dir, &["requirements", "check", "klage.toml"]);
    assert_eq!(check.status, 1, "{}", check.out);
    assert!(check.err.starts_with("gensvar: klage.toml:1"), "{}", check.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error_and_a_full_disk_is_one() {
    let dir = folder("pipe");
    fs::write(dir.join("stor.txt"), REPLY.repeat(20_000)).unwrap();
    let run = |script: &str| {
        let output = Command::new("sh")
            .args(["-c", script, "sh", env!("CARGO_BIN_EXE_gensvar")])
            .current_dir(&dir)
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, err) = run("{ \"$1\" text stor.txt; echo status $? >&2; } | head -n 1");
    assert_eq!((status, err.as_str()), (0, "status 0\n"));
    if Path::new("/dev/full").exists() {
        let (status, err) = run("\"$1\" text stor.txt > /dev/full");
        assert_eq!(status, 1);
        assert!(err.starts_with("gensvar: standard output: cannot be written: "), "{err}");
        let (status, err) = run("\"$1\" text stor.txt >&-");
        assert!(status < 2 && !err.contains("panicked"), "{status} {err}");
    }
}

/// The README's examples, each a call and what it prints. `UPDATE=1` writes them anew.
#[cfg(unix)]
#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let program = Path::new(env!("CARGO_BIN_EXE_gensvar")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (mut fresh, mut rest, mut examples) = (String::new(), readme.as_str(), 0);
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```\n").unwrap();
        let call = block.lines().next().unwrap().strip_prefix("$ ").unwrap();
        let ran =
            Command::new("sh").args(["-c", call]).env("PATH", &path).current_dir(&root).output();
        let ran = ran.unwrap();
        assert!(ran.status.success(), "{call}: {}", String::from_utf8_lossy(&ran.stderr));
        let out = String::from_utf8(ran.stdout).unwrap();
        let out = out.strip_suffix('\n').unwrap_or(&out);
        fresh.push_str(&format!("{before}```console\n$ {call}\n{out}\n```\n"));
        rest = after;
        examples += 1;
    }
    fresh.push_str(rest);
    assert!(examples >= 4);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root.join("README.md"), &fresh).unwrap();
    } else {
        assert!(fresh == readme, "UPDATE=1 cargo test -p gensvar-cli writes the README anew");
    }
}

#[test]
fn a_users_agencies_are_found_and_a_wrong_file_ends_the_call() {
    let dir = folder("agencies");
    fs::write(
        dir.join("svar.txt"),
        "Havnekontoret\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n",
    )
    .unwrap();
    fs::write(
        dir.join("own.toml"),
        "[[agency]]\ncode = \"HBF\"\nname = \"Havne- og Byforvaltningen\"\n\
         units = [\"Havnekontoret\"]\n",
    )
    .unwrap();
    let call = ["extract", "--format", "json", "--agencies", "own.toml", "svar.txt"];
    let found = &values(&gensvar(&dir, &call).out)[0];
    assert_eq!(found["responses"][0]["agency"], "HBF");
    assert_eq!(found["claims"][0]["agency"], "HBF");
    let call = ["flag", "--requirements", "br-2012", "--format", "json", "--agencies"];
    let flags = gensvar(&dir, &[&call[..], &["own.toml", "svar.txt"]].concat());
    assert_eq!(values(&flags.out)[0]["responses"][0]["agency"], "HBF");

    fs::write(dir.join("wrong.toml"), "[[agency]]\ncode = \"HBF\"\n").unwrap();
    let call = ["extract", "--agencies", "none.toml", "--agencies", "wrong.toml", "svar.txt"];
    let ran = gensvar(&dir, &call);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    for cause in ["none.toml", "wrong.toml line 2: the agency `HBF` is new", "add `name"] {
        assert!(ran.err.contains(cause), "{}", ran.err);
    }
}
