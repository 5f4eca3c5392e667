//! `gensvar triage`: a report of an inbox, and its upkeep.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::REPLY;
use crate::support::{Ran, folder, gensvar, summary, tree, values};

const LATER: &str = "Socialforvaltningen\n\n12. maj 2025\n\n\
    Fra august 2025 holdes et obligatorisk kursus for erfarne sagsbehandlere.\n";

/// What also tells of the report before.
const PAGE: &str = "index.html";
const REPORT: &str = ".gensvar/report.json";
const WRITTEN: &str = ".gensvar/written.json";

const CALL: [&str; 6] = ["triage", "ind", "-o", "ud", "--requirements", "br-2012"];

fn triage(dir: &Path, more: &[&str]) -> Ran {
    gensvar(dir, &[&CALL[..], more].concat())
}

/// Two letters of an agency, one of another, and a file that is no text.
fn inbox(dir: &Path) {
    fs::create_dir_all(dir.join("ind/2025")).unwrap();
    // By name the later letter comes first.
    fs::write(dir.join("ind/2025/a.txt"), LATER).unwrap();
    fs::write(dir.join("ind/b.txt"), format!("3. marts 2025\n\n{REPLY}")).unwrap();
    let other = REPLY.replace("Social", "Kultur- og Fritids");
    fs::write(dir.join("ind/c.txt"), other).unwrap();
}

fn lines(dir: &Path, file: &str) -> Vec<Value> {
    values(&fs::read_to_string(dir.join(file)).unwrap())
}

fn sources(dir: &Path) -> Vec<String> {
    let source = |value: &Value| value["source"].as_str().unwrap().to_owned();
    lines(dir, "ud/flags.jsonl").iter().map(source).collect()
}

/// What was last reported: set, agency, requirement and stance.
fn stances(dir: &Path) -> BTreeMap<String, String> {
    let report: Value =
        serde_json::from_slice(&fs::read(dir.join("ud/.gensvar/report.json")).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let name =
        |value: &Value| format!("{} {}", text(&value["agency"]), text(&value["requirement"]));
    let all = report["now"]["stances"].as_array().unwrap().iter();
    all.map(|value| (name(value), text(&value["stance"]))).collect()
}

fn read_before(ran: &Ran) -> usize {
    ran.err.matches("was done before").count()
}

#[test]
fn an_inbox_becomes_a_report() {
    let dir = folder("triage");
    inbox(&dir);
    let ran = triage(&dir, &["--date", "2026-11-30"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let found = tree(&dir.join("ud"));
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            ".gensvar/journal.jsonl",
            ".gensvar/kept/2025/a.txt.json",
            ".gensvar/kept/b.txt.json",
            ".gensvar/kept/c.txt.json",
            ".gensvar/lock",
            ".gensvar/report.json",
            ".gensvar/written.json",
            "claims.csv",
            "claims.jsonl",
            "flags.csv",
            "flags.jsonl",
            "index.html",
            "matrix.csv",
            "repaired/2025/a.txt",
            "repaired/b.txt",
            "repaired/c.txt",
            "summary.json"
        ]
    );
    assert_eq!(found["repaired/2025/a.txt"], LATER.as_bytes());
    assert_eq!(sources(&dir), ["ind/2025/a.txt", "ind/b.txt", "ind/c.txt"]);
    assert_eq!(summary(&dir.join("ud"))["done"], 3);
    // The objects are those of the other commands.
    for (file, command) in [
        ("ud/flags.jsonl", &["flag", "--requirements", "br-2012"][..]),
        ("ud/claims.jsonl", &["extract"]),
    ] {
        let printed = gensvar(&dir, &[command, &["--format", "json", "ind"]].concat()).out;
        assert_eq!(fs::read_to_string(dir.join(file)).unwrap(), printed);
    }
    // The later letter goes before, though it is named first.
    assert_eq!(stances(&dir)["SOF erfarne"], "planned");
    assert_eq!(stances(&dir)["SOF nye"], "fulfilled");
    let row = ran.out.lines().find(|line| line.trim_start().starts_with("SOF")).unwrap();
    assert!(row.contains("→ planlagt") && row.contains("✓ opfyldt"), "{}", ran.out);
    assert!(ran.out.contains("Mest værd at se på\n  1. "), "{}", ran.out);
    assert!(ran.out.ends_with("\nRapport: ud/index.html\n"), "{}", ran.out);
    let english = triage(&dir, &["--lang", "en"]);
    assert!(english.out.ends_with("\nReport: ud/index.html\n"), "{}", english.out);
    assert!(english.out.contains("✓ fulfilled") && !english.out.contains("opfyldt"));
}

/// What is kept of a document says the same of letters put together as the document itself.
#[test]
fn a_report_says_what_the_letters_together_say() {
    let dir = folder("triage-together");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/replies");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 1..=12 {
        let name = format!("d{number:02}.txt");
        fs::copy(corpus.join(&name), dir.join("ind").join(&name)).unwrap();
    }
    // What an engine said of its words counts here as elsewhere.
    let scan = corpus.join("../../tests/formats/scan.hocr");
    fs::copy(scan, dir.join("ind/scan.hocr")).unwrap();
    assert_eq!(triage(&dir, &[]).status, 0);
    let claims = gensvar(&dir, &["extract", "--format", "json", "ind"]).out;
    assert!(fs::read_to_string(dir.join("ud/claims.jsonl")).unwrap() == claims);
    let call = ["flag", "--requirements", "br-2012", "--by-agency", "--format", "json", "ind"];
    let state = &values(&gensvar(&dir, &call).out)[0];
    let mut together = BTreeMap::new();
    for agency in state["agencies"].as_array().unwrap() {
        for flag in agency["flags"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let name = format!("{} {}", text(&agency["agency"]), text(&flag["requirement"]));
            together.insert(name, text(&flag["stance"]));
        }
    }
    assert!(together.len() > 20, "{together:?}");
    assert_eq!(stances(&dir), together);
}

#[test]
fn only_what_is_new_is_read_and_what_is_gone_goes() {
    let dir = folder("triage-again");
    inbox(&dir);
    assert_eq!(triage(&dir, &["-q"]).status, 0);
    let first = tree(&dir.join("ud"));
    let again = triage(&dir, &["-v"]);
    assert_eq!((again.status, read_before(&again)), (0, 3), "{}", again.err);
    assert!(!again.err.contains("written to"), "{}", again.err);
    assert_eq!(tree(&dir.join("ud")), first);
    // What is printed and how does not ask for the documents anew; what decides does.
    let other = ["-v", "--lang", "en", "--csv-separator", ",", "--date", "2026-11-30"];
    assert_eq!(read_before(&triage(&dir, &other)), 3);
    assert_eq!(read_before(&triage(&dir, &["-v", "--force"])), 0);
    assert_eq!(read_before(&triage(&dir, &["-v", "--requirements", "br-2020"])), 0);
    assert_eq!(triage(&dir, &["-q", "--force"]).status, 0);

    fs::write(dir.join("ind/b.txt"), REPLY.replace("overvejer", "tilbyder")).unwrap();
    fs::write(dir.join("ind/ny.txt"), REPLY.replace("Social", "Teknik- og Miljø")).unwrap();
    fs::remove_dir_all(dir.join("ind/2025")).unwrap();
    fs::write(dir.join("ind/c.txt"), b"\x89PNG\r\n\x1A\n\0\0").unwrap();
    let changed = triage(&dir, &["-v"]);
    assert_eq!((changed.status, read_before(&changed)), (1, 0), "{}", changed.err);
    assert_eq!(sources(&dir), ["ind/b.txt", "ind/ny.txt"]);
    let found = tree(&dir.join("ud"));
    for gone in ["repaired/2025/a.txt", "repaired/c.txt", ".gensvar/kept/2025/a.txt.json"] {
        assert!(!found.contains_key(gone), "{gone} is still there");
    }
    assert!(!dir.join("ud/repaired/2025").exists(), "its folder is empty and goes too");
    assert!(changed.out.contains("1. Ikke læst: ind/c.txt ("), "{}", changed.out);
    // A report from scratch has the same documents; only what was before is not known to it.
    let fresh = gensvar(&dir, &["triage", "ind", "-o", "nyt", "--requirements", "br-2012"]);
    assert_eq!(fresh.status, 1);
    let fresh = tree(&dir.join("nyt"));
    for (name, bytes) in &found {
        if ![PAGE, REPORT, WRITTEN].contains(&name.as_str()) {
            assert!(fresh.get(name) == Some(bytes), "{name} differs");
        }
    }
    assert_eq!(fresh.len(), found.len());
}

#[test]
fn what_changed_is_told_since_the_report_before() {
    let dir = folder("triage-changes");
    inbox(&dir);
    let before = || {
        let report = fs::read(dir.join("ud/.gensvar/report.json")).unwrap();
        serde_json::from_slice::<Value>(&report).unwrap()["before"].clone()
    };
    triage(&dir, &["--date", "2026-11-23"]);
    assert_eq!(before(), Value::Null);
    fs::write(dir.join("ind/d.txt"), REPLY.replace("Social", "Teknik- og Miljø")).unwrap();
    triage(&dir, &["--date", "2026-11-30"]);
    assert_eq!(before()["made"], "2026-11-23");
    assert_eq!(before()["documents"].as_array().unwrap().len(), 3);
    // On the same day the report may grow and is compared with the same.
    fs::write(dir.join("ind/e.txt"), REPLY.replace("Social", "Sundheds- og Omsorgs")).unwrap();
    triage(&dir, &["--date", "2026-11-30"]);
    assert_eq!(before()["made"], "2026-11-23");
    for wrong in ["30-11-2026", "2026-02-29", "2026-13-01", "2026-1-1", "i dag", "+026-01-01"] {
        let ran = triage(&dir, &["--date", wrong]);
        assert_eq!(ran.status, 2, "{wrong}");
        assert!(ran.err.contains("such as 2026-11-30"), "{}", ran.err);
    }
}

#[test]
fn threads_and_attachments_change_nothing() {
    let dir = folder("triage-threads");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 0..20 {
        fs::write(dir.join(format!("ind/{number}.txt")), REPLY.repeat(1 + number % 5)).unwrap();
    }
    let mail = "From: a@b.example\r\nDate: Tue, 02 Dec 2025 10:12:00 +0100\r\n\
        Message-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nSvaret er vedlagt.\r\n\
        --x\r\nContent-Type: text/plain; name=\"../../=svar.txt\"\r\n\
        Content-Disposition: attachment; filename=\"../../=svar.txt\"\r\n\r\n\
        Socialforvaltningen\r\n\r\nKurset er obligatorisk.\r\n--x--\r\n";
    fs::write(dir.join("ind/mail.eml"), mail).unwrap();
    for jobs in ["1", "2"] {
        let out = format!("ud{jobs}");
        let call = ["triage", "ind", "-o", &out, "--requirements", "br-2012", "-j", jobs];
        let ran = gensvar(&dir, &call);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    let found = tree(&dir.join("ud1"));
    assert_eq!(found, tree(&dir.join("ud2")));
    assert_eq!(summary(&dir.join("ud1"))["done"], 22);
    assert_eq!(lines(&dir, "ud1/claims.jsonl").len(), 22);
    let attached = found.keys().filter(|name| name.starts_with("repaired/mail.eml/"));
    assert_eq!(attached.count(), 1, "{:?}", found.keys());
    // All was done before, counted by documents.
    let ran = gensvar(&dir, &["triage", "ind", "-o", "ud1", "--requirements", "br-2012", "-v"]);
    assert_eq!(read_before(&ran), 21, "{}", ran.err);
    assert_eq!(tree(&dir.join("ud1")), found);
}

#[cfg(unix)]
#[test]
fn a_triage_that_was_killed_ends_with_the_same_bytes() {
    let dir = folder("triage-killed");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 0..120 {
        fs::write(dir.join(format!("ind/{number}.txt")), REPLY.repeat(1 + number % 5)).unwrap();
    }
    let call =
        |out: &'static str| ["triage", "-j", "2", "-o", out, "--requirements", "br-2012", "ind"];
    assert_eq!(gensvar(&dir, &call("rolig")).status, 0);
    let calm = tree(&dir.join("rolig"));
    // Read by the run that is cut off first, and gone before the next.
    fs::write(dir.join("ind/00.txt"), REPLY).unwrap();
    let mut killed = 0;
    for number in 0..20 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gensvar"))
            .args(call("ud"))
            .current_dir(&dir)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(60 + 29 * number));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let _ = fs::remove_file(dir.join("ind/00.txt"));
        for (name, bytes) in tree(&dir.join("ud")) {
            let is_of_one = name.starts_with("repaired/") && !name.ends_with("/00.txt");
            if is_of_one || name.starts_with(".gensvar/kept/") && !name.ends_with("/00.txt.json") {
                assert_eq!(Some(&bytes), calm.get(&name), "half-written: {name}");
            }
        }
        if killed > 3 && number > 8 {
            break;
        }
    }
    assert!(killed > 3, "the runs were too short to be killed: {killed}");
    assert_eq!(gensvar(&dir, &call("ud")).status, 0);
    let found = tree(&dir.join("ud"));
    assert_eq!(found.keys().collect::<Vec<_>>(), calm.keys().collect::<Vec<_>>());
    for (name, bytes) in found {
        // Whether the first run came to its end before it was killed shows in what was before.
        if ![PAGE, REPORT, WRITTEN].contains(&name.as_str()) {
            assert!(Some(&bytes) == calm.get(&name), "{name} differs");
        }
    }
}

#[test]
fn the_exit_status_tells_what_was_found() {
    let dir = folder("triage-check");
    let set = |word: &str| {
        format!(
            "id = \"klage\"\ntitle = \"Klagevejledning\"\nuses = [\"svar\"]\n\
             [concepts.det]\nany = [\"{word}\"]\n\
             [[requirements]]\nid = \"det\"\ntitle = \"Det nævnes\"\ntopic = [{{ all = [\"det\"] }}]\n\
             [[requirements.says]]\nall = [\"det\"]\nstance = \"told\"\n\
             [requirements.examples]\nnot_addressed = [\"Vi svarer venligt.\"]\n\
             fulfilled = [\"Alle afslag har en klagevejledning.\"]\n"
        )
    };
    fs::write(dir.join("klage.toml"), set("klagevejledning*")).unwrap();
    fs::write(dir.join("jul.toml"), set("før jul")).unwrap();
    let all = "Socialforvaltningen\n\nAlle vores afslag indeholder en klagevejledning.\n";
    let none = "Teknik- og Miljøforvaltningen\n\nVi svarer altid borgerne venligt.\n";
    // Whether it is before Christmas or for Christmas hangs on a letter.
    let doubt = "Kobenhavns Kommune\n\nSocialforvaltningen\n\n\
        Forvaltningen oplyser, at alle pa omradet far besked i god tid, nar reglerne er nye.\n\
        Forvaltningen har et kursus, som de nye sagsbehandlere far tilbudt for jul.\n";
    let status = |name: &str, texts: &[&str], set: &str, more: &[&str]| {
        let inbox = format!("ind-{name}");
        fs::create_dir_all(dir.join(&inbox)).unwrap();
        for (number, text) in texts.iter().enumerate() {
            fs::write(dir.join(&inbox).join(format!("{number}.txt")), text).unwrap();
        }
        let out = format!("ud-{name}");
        let call = ["triage", &inbox, "-q", "-o", &out, "--requirements", set];
        gensvar(&dir, &[&call[..], more].concat()).status
    };
    assert_eq!(status("all", &[all], "klage.toml", &["--check"]), 0);
    assert_eq!(status("none", &[all, none], "klage.toml", &["--check"]), 10);
    assert_eq!(status("none", &[all, none], "klage.toml", &[]), 0, "only who asks is told");
    assert_eq!(status("nobody", &["Tak for henvendelsen.\n"], "klage.toml", &["--check"]), 10);
    assert_eq!(status("empty", &[], "klage.toml", &["--check"]), 10);
    assert_eq!(status("doubt", &[doubt], "jul.toml", &["--check"]), 11);
    assert_eq!(status("both", &[doubt, none], "jul.toml", &["--check"]), 10);
    let failing = [none, "MZ\u{90}\0\u{3}\0\0\0\u{4}\0\0\0"];
    // Of what was read nothing may be left aside in silence.
    assert_eq!(status("silent", &[all, "Tak for henvendelsen.\n"], "klage.toml", &["--check"]), 11);
    assert_eq!(status("blank", &[all, " \n"], "klage.toml", &["--check"]), 11);
    assert_eq!(status("failed", &failing, "klage.toml", &["--check"]), 1, "goes before");
    assert_eq!(status("wrong", &[all], "ingen.toml", &["--check"]), 2);
    let doubtful = fs::read_to_string(dir.join("ud-doubt/matrix.csv")).unwrap();
    assert!(doubtful.contains("(!)"), "{doubtful}");
}

#[test]
fn a_reply_that_is_there_twice_counts_once() {
    let dir = folder("triage-twice");
    inbox(&dir);
    assert_eq!(triage(&dir, &["--title", "Svar i efteråret"]).status, 0);
    let once = ["matrix.csv", "flags.csv", "claims.csv"]
        .map(|file| fs::read_to_string(dir.join("ud").join(file)).unwrap());
    // As by its name it is the last, it would be the one in force.
    fs::copy(dir.join("ind/b.txt"), dir.join("ind/z.txt")).unwrap();
    assert_eq!(triage(&dir, &["--title", "Svar i efteråret"]).status, 0);
    for (file, before) in ["matrix.csv", "flags.csv", "claims.csv"].into_iter().zip(once) {
        assert_eq!(fs::read_to_string(dir.join("ud").join(file)).unwrap(), before);
    }
    assert_eq!(sources(&dir).len(), 4, "what each document says is there for all");
    let page = fs::read_to_string(dir.join("ud/index.html")).unwrap();
    assert!(page.contains("Samme tekst som ind/b.txt"));
    assert!(page.contains("<h1><bdi>Svar i efteråret</bdi></h1>"));
}

#[test]
fn what_somebody_changed_in_a_report_is_not_lost_nor_is_its_reply() {
    let dir = folder("triage-edited");
    inbox(&dir);
    assert_eq!(triage(&dir, &["-q"]).status, 0);
    let before = fs::read_to_string(dir.join("ud/flags.jsonl")).unwrap();
    // A repaired text that somebody went on with: it stays, and the reply still counts.
    let repaired = dir.join("ud/repaired/b.txt");
    fs::write(&repaired, "min egen rettelse").unwrap();
    let ran = triage(&dir, &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("ud/repaired/b.txt: is not as gensvar wrote it"), "{}", ran.err);
    assert_eq!(fs::read_to_string(dir.join("ud/flags.jsonl")).unwrap(), before);
    assert_eq!(fs::read_to_string(&repaired).unwrap(), "min egen rettelse");
    // A table with somebody's own column.
    let matrix = dir.join("ud/matrix.csv");
    fs::write(&matrix, "min;egen").unwrap();
    let ran = triage(&dir, &["-q"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("ud/matrix.csv: is not as gensvar wrote it"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&matrix).unwrap(), "min;egen");
    assert_eq!(triage(&dir, &["-q", "--force"]).status, 0);
    assert!(fs::read_to_string(&matrix).unwrap().contains("SOF;"));
    assert_eq!(fs::read_to_string(&repaired).unwrap(), format!("3. marts 2025\n\n{REPLY}"));
}

#[test]
fn a_report_has_a_name() {
    let dir = folder("triage-title");
    inbox(&dir);
    fs::write(dir.join("liste.txt"), "ind/b.txt\nind/c.txt\n").unwrap();
    let title = |number: usize, inputs: &[&str]| {
        let out = format!("ud{number}");
        let set = ["-q", "--requirements", "br-2012", "-o", &out];
        assert_eq!(gensvar(&dir, &[&["triage"], inputs, &set].concat()).status, 0, "{inputs:?}");
        let page = fs::read_to_string(dir.join(out).join("index.html")).unwrap();
        let from = page.split("<h1><bdi>").nth(1).unwrap();
        from.split('<').next().unwrap().to_owned()
    };
    assert_eq!(title(1, &["./ind/"]), "ind");
    assert_eq!(title(2, &["ind/b.txt", "ind/c.txt", "ind/2025"]), "b.txt, c.txt (+1)");
    assert_eq!(title(3, &["--files-from", "liste.txt"]), "liste.txt");
    assert_eq!(title(4, &["ind", "--title", "Svar & mere"]), "Svar &amp; mere");
    assert_eq!(triage(&dir, &["--title", ""]).status, 2);
}

#[test]
fn a_wrong_call_leaves_everything_as_it_is() {
    let dir = folder("triage-wrong");
    inbox(&dir);
    fs::create_dir(dir.join("andres")).unwrap();
    fs::write(dir.join("andres/index.html"), "min egen side").unwrap();
    fs::create_dir(dir.join("andet")).unwrap();
    fs::write(dir.join("andet/b.txt"), REPLY).unwrap();
    let set = ["--requirements", "br-2012"];
    for (call, message) in [
        (&["triage", "ind/b.txt", "-o", "andres"][..], "gensvar did not write it"),
        (&["triage", "ind", "-o", "ind"], "among the inputs"),
        (&["triage", "intet", "-o", "ud"], "check the path"),
        (&["triage", "ind", "andet", "-o", "ud"], "both be written"),
        (&["triage", "-", "-o", "ud", "--watch"], "cannot be watched"),
        (&["triage", "ind", "-o", "ud", "--requirements", "br-2012"], "asked for twice"),
        (&["triage", "ind"], "--output"),
    ] {
        let ran = gensvar(&dir, &[call, &set].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{call:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{call:?}: {}", ran.err);
    }
    assert_eq!(gensvar(&dir, &["triage", "ind/b.txt", "-o", "ud"]).status, 2, "without a set");
    assert_eq!(fs::read_to_string(dir.join("andres/index.html")).unwrap(), "min egen side");
    assert!(!dir.join("ud/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_report_may_lie_in_its_inbox_and_names_may_be_odd() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let dir = folder("triage-odd");
    let inbox = dir.join("ind");
    fs::create_dir(&inbox).unwrap();
    let names: [&[u8]; 5] =
        [b"-o", b"to\nlinjer.txt", b"l\xF8bende.txt", b"=1+1.txt", b"<script>alert(1)</script>"];
    for name in names {
        // A slash cannot stand in a name.
        let name: Vec<u8> = name.iter().map(|&b| if b == b'/' { b'|' } else { b }).collect();
        // A text of its own: what is there twice counts once.
        let text = format!("{REPLY}\nLængde {}\n", name.len());
        fs::write(inbox.join(OsStr::from_bytes(&name)), text).unwrap();
    }
    let call = ["triage", "ind", "-v", "-o", "ind/rapport", "--requirements", "br-2012"];
    assert_eq!(gensvar(&dir, &call).status, 0);
    let found = tree(&inbox.join("rapport"));
    let again = gensvar(&dir, &call);
    assert_eq!((again.status, read_before(&again)), (0, 5), "{}", again.err);
    assert_eq!(tree(&inbox.join("rapport")), found);
    assert_eq!(found.keys().filter(|name| name.starts_with("repaired/")).count(), 5);
    // The report of somebody else in the same inbox is no reply either.
    let ran = gensvar(&dir, &["triage", "ind", "-o", "ud", "--requirements", "br-2012"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("ind/rapport: skipped: a folder of results"), "{}", ran.err);
    assert_eq!(summary(&dir.join("ud"))["done"], 5);
    let claims = fs::read_to_string(inbox.join("rapport/claims.csv")).unwrap();
    assert_eq!(claims.lines().next().unwrap().matches(';').count(), 18);
    assert!(claims.contains("ind/to\\nlinjer.txt;"), "{claims}");
}

/// A triage that watches its inbox.
#[cfg(unix)]
struct Watching {
    dir: std::path::PathBuf,
    child: Child,
}

#[cfg(unix)]
impl Watching {
    fn begin(dir: &Path) -> Watching {
        let child = Command::new(env!("CARGO_BIN_EXE_gensvar"))
            .args([&CALL[..], &["--watch", "-v"]].concat())
            .current_dir(dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Watching { dir: dir.to_owned(), child }
    }

    /// Waits until the report is about these documents.
    fn until(&mut self, expected: &[&str]) {
        let begun = Instant::now();
        let report = self.dir.join("ud/.gensvar/report.json");
        loop {
            let json = fs::read(&report).unwrap_or_default();
            let value: Value = serde_json::from_slice(&json).unwrap_or_default();
            let documents = value["now"]["documents"].as_array().cloned().unwrap_or_default();
            let documents: Vec<Value> =
                documents.iter().map(|document| document["source"].clone()).collect();
            if documents == expected {
                return;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "it has ended");
            assert!(begun.elapsed() < Duration::from_secs(60), "{documents:?}, not {expected:?}");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn stop(self) -> (i32, String, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let output = self.child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

#[cfg(unix)]
#[test]
fn a_watched_inbox_is_followed_until_ctrl_c() {
    let dir = folder("triage-watch");
    fs::create_dir(dir.join("ind")).unwrap();
    fs::write(dir.join("ind/a.txt"), REPLY).unwrap();
    let mut watching = Watching::begin(&dir);
    watching.until(&["ind/a.txt"]);
    // One that grows is read when it is whole.
    let mut growing = fs::File::create(dir.join("ind/b.txt")).unwrap();
    for part in REPLY.split_inclusive('\n') {
        std::io::Write::write_all(&mut growing, part.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(300));
    }
    drop(growing);
    watching.until(&["ind/a.txt", "ind/b.txt"]);
    fs::create_dir(dir.join("ind/2025")).unwrap();
    fs::rename(dir.join("ind/a.txt"), dir.join("ind/2025/å.txt")).unwrap();
    watching.until(&["ind/2025/å.txt", "ind/b.txt"]);
    fs::remove_file(dir.join("ind/b.txt")).unwrap();
    watching.until(&["ind/2025/å.txt"]);
    // An inbox that is away for a while is not the end.
    fs::rename(dir.join("ind"), dir.join("væk")).unwrap();
    thread::sleep(Duration::from_secs(2));
    fs::rename(dir.join("væk"), dir.join("ind")).unwrap();
    fs::write(dir.join("ind/c.txt"), REPLY).unwrap();
    watching.until(&["ind/2025/å.txt", "ind/c.txt"]);
    // Long enough for a loop to show.
    thread::sleep(Duration::from_secs(7));
    let (status, out, err) = watching.stop();
    assert_eq!(status, 0, "{err}");
    assert!((5..=7).contains(&out.matches("Rapport: ").count()), "{out}");
    assert_eq!(err.matches("ind/b.txt: written to repaired/b.txt").count(), 1, "{err}");
    let after = triage(&dir, &["-v"]);
    assert_eq!((after.status, read_before(&after)), (0, 2), "{}", after.err);
}
