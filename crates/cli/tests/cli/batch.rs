//! Many inputs: trees, what was done before, what fails, and an end before the end.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::REPLY;
use crate::support::{folder, gensvar, gensvar_reading, summary, tree, values};

/// Some replies in folders, one of them no text.
fn inbox(dir: &Path) {
    fs::create_dir_all(dir.join("ind/2024/juni")).unwrap();
    for (name, code) in
        [("ind/a.txt", "SOF"), ("ind/2024/b.txt", "BUF"), ("ind/2024/juni/c d.txt", "KFF")]
    {
        let text = format!("{code}\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n");
        fs::write(dir.join(name), text).unwrap();
    }
    fs::write(dir.join("ind/2024/virus.exe"), b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff").unwrap();
}

#[test]
fn a_tree_is_mirrored_and_what_fails_is_named() {
    let dir = folder("tree");
    inbox(&dir);
    let ran = gensvar(&dir, &["extract", "--format", "json", "-o", "ud", "ind"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("ind/2024/virus.exe: looks like a program"), "{}", ran.err);
    let found = tree(&dir.join("ud"));
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            ".gensvar/journal.jsonl",
            ".gensvar/lock",
            "2024/b.claims.json",
            "2024/juni/c d.claims.json",
            "a.claims.json",
            "summary.json"
        ]
    );
    let claims: Value = serde_json::from_slice(&found["2024/juni/c d.claims.json"]).unwrap();
    assert_eq!(claims["source"], "ind/2024/juni/c d.txt");
    let summary = summary(&dir.join("ud"));
    assert_eq!(
        (&summary["inputs"], &summary["done"], &summary["failed"], &summary["skipped"]),
        (&4.into(), &3.into(), &1.into(), &0.into())
    );
    assert_eq!(summary["outcomes"][0]["source"], "ind/2024/virus.exe");
    assert!(summary["outcomes"][0]["cause"].as_str().unwrap().starts_with("looks like a program"));
}

#[test]
fn folders_patterns_and_lists_name_inputs() {
    let dir = folder("naming");
    inbox(&dir);
    let sources = |args: &[&str], input: &[u8]| -> Vec<String> {
        let ran = gensvar_reading(&dir, &[&["text", "--format", "json"], args].concat(), input);
        values(&ran.out).iter().map(|v| v["source"].as_str().unwrap().to_owned()).collect()
    };
    let all = ["ind/2024/b.txt", "ind/2024/juni/c d.txt", "ind/a.txt"];
    assert_eq!(sources(&["ind"], b""), all);
    assert_eq!(sources(&["ind/**/*.txt"], b""), all);
    assert_eq!(
        sources(&["--files-from", "-"], b"ind/a.txt\r\n\nind/2024/b.txt\n"),
        [all[2], all[0]]
    );
    assert_eq!(
        sources(&["--files-from", "-"], b"ind/2024/juni/c d.txt\0ind/a.txt\0"),
        [all[1], all[2]]
    );
    // What a list names and is not there fails alone.
    let list = ["text", "--format", "json", "--files-from", "-"];
    let ran = gensvar_reading(&dir, &list, b"ind/a.txt\nvaek.txt\n");
    assert_eq!((ran.status, values(&ran.out).len()), (1, 1));
    assert!(ran.err.contains("vaek.txt: cannot be read"), "{}", ran.err);
    // A list mirrors its paths, and none leads out of the folder.
    let ran = gensvar_reading(
        &dir,
        &["text", "-o", "ud/x", "--files-from", "-"],
        b"../naming/ind/a.txt\n",
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(dir.join("ud/x/naming/ind/a.txt").is_file());
    // An output folder among the inputs is none of them.
    for _ in 0..2 {
        let ran = gensvar(&dir, &["text", "-q", "-o", "ind/ud", "ind"]);
        assert_eq!(ran.status, 1, "the program in it fails: {}", ran.err);
        assert_eq!(summary(&dir.join("ind/ud"))["inputs"], 4);
    }
}

#[test]
fn what_was_done_is_not_done_again() {
    let dir = folder("again");
    inbox(&dir);
    let call = ["repair", "-v", "-o", "ud", "ind"];
    let before = |err: &str| err.matches("was done before").count();
    let first = gensvar(&dir, &call);
    assert_eq!((first.status, before(&first.err)), (1, 0), "{}", first.err);
    let found = tree(&dir.join("ud"));
    let second = gensvar(&dir, &call);
    assert_eq!((second.status, before(&second.err)), (1, 3), "{}", second.err);
    assert!(second.err.contains("virus.exe: looks like a program"), "what failed is tried again");
    assert_eq!(tree(&dir.join("ud")), found);
    // Changed: the content of one, what was written of another.
    fs::write(dir.join("ind/a.txt"), "Et andet svar.\n").unwrap();
    fs::write(dir.join("ud/2024/b.txt"), "halv").unwrap();
    let third = gensvar(&dir, &call);
    assert_eq!(before(&third.err), 1, "{}", third.err);
    let now = tree(&dir.join("ud"));
    assert_eq!(now["a.txt"], b"Et andet svar.\n");
    assert_eq!(now["2024/b.txt"], found["2024/b.txt"]);
    // Options that decide count, those that do not don't.
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["-j", "1"]].concat()).err), 3);
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["--reflow"]].concat()).err), 0);
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["--reflow"]].concat()).err), 3);
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["--reflow", "--force"]].concat()).err), 0);
    // A text that is none any more leaves no result behind.
    fs::write(dir.join("ind/a.txt"), b"\x89PNG\r\n\x1A\n\0\0").unwrap();
    gensvar(&dir, &call);
    assert!(!dir.join("ud/a.txt").exists());
}

#[test]
fn threads_change_nothing() {
    let dir = folder("threads");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 0..60 {
        let text = REPLY.repeat(1 + number % 7);
        fs::write(dir.join(format!("ind/{number}.txt")), text).unwrap();
    }
    let printed = |jobs: &str| gensvar(&dir, &["extract", "--format", "json", "-j", jobs, "ind"]);
    let (one, four) = (printed("1"), printed("4"));
    assert_eq!((one.status, four.status), (0, 0));
    assert_eq!(one.out, four.out);
    for jobs in ["1", "4"] {
        let ran = gensvar(&dir, &["extract", "-j", jobs, "-o", &format!("ud{jobs}"), "ind"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    assert_eq!(tree(&dir.join("ud1")), tree(&dir.join("ud4")));
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_ends_with_the_same_bytes() {
    let dir = folder("killed");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 0..150 {
        fs::write(dir.join(format!("ind/{number}.txt")), REPLY.repeat(1 + number % 5)).unwrap();
    }
    let call = |out: &'static str| ["extract", "--format", "json", "-j", "2", "-o", out, "ind"];
    assert_eq!(gensvar(&dir, &call("rolig")).status, 0);
    let calm = tree(&dir.join("rolig"));
    let mut killed = 0;
    for number in 0..20 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gensvar"))
            .args(call("ud"))
            .current_dir(&dir)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(30 + 13 * number));
        // SIGKILL: nothing can be tidied up.
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        for (name, bytes) in tree(&dir.join("ud")) {
            if !name.starts_with(".gensvar") {
                assert_eq!(Some(&bytes), calm.get(&name), "half-written: {name}");
            }
        }
        if killed > 3 && number > 8 {
            break;
        }
    }
    assert!(killed > 3, "the runs were too short to be killed: {killed}");
    assert_eq!(gensvar(&dir, &call("ud")).status, 0);
    assert_eq!(tree(&dir.join("ud")), calm);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_with_its_own_status() {
    let dir = folder("interrupt");
    fs::create_dir(dir.join("ind")).unwrap();
    for number in 0..400 {
        fs::write(dir.join(format!("ind/{number}.txt")), REPLY.repeat(10)).unwrap();
    }
    let child = Command::new(env!("CARGO_BIN_EXE_gensvar"))
        .args(["extract", "-j", "1", "-o", "ud", "ind"])
        .current_dir(&dir)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(500));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("goes on from here"));
}

#[test]
fn two_runs_into_one_folder_are_kept_apart() {
    let dir = folder("apart");
    inbox(&dir);
    fs::create_dir_all(dir.join("ud/.gensvar")).unwrap();
    let lock = fs::File::create(dir.join("ud/.gensvar/lock")).unwrap();
    lock.lock().unwrap();
    let ran = gensvar(&dir, &["repair", "-o", "ud", "ind"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("another run"), "{}", ran.err);
    drop(lock);
    assert_eq!(gensvar(&dir, &["repair", "-o", "ud", "ind/a.txt"]).status, 0);
}

#[cfg(unix)]
#[test]
fn odd_names_and_links_harm_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let dir = folder("odd");
    let inbox = dir.join("ind");
    fs::create_dir(&inbox).unwrap();
    let names: [&[u8]; 4] = [b"-o", b"to\nlinjer.txt", b"l\xF8bende.txt", b" blank .txt"];
    for name in names {
        fs::write(inbox.join(OsStr::from_bytes(name)), REPLY).unwrap();
    }
    fs::write(inbox.join(".skjult"), "x").unwrap();
    symlink(&inbox, inbox.join("ring")).unwrap();
    symlink("ingenting", inbox.join("død")).unwrap();
    Command::new("mkfifo").arg(inbox.join("rør")).status().unwrap();
    let ran = gensvar(&dir, &["repair", "-o", "ud", "ind"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.err);
    for part in [
        "ind/ring: a link that leads back",
        "ind/død: no such file",
        "ind/rør: skipped: neither a file",
        "ind/.skjult: skipped: a hidden file",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let written = tree(&dir.join("ud"));
    assert_eq!(written.len(), 4 + 3, "{:?}", written.keys());
    assert!(dir.join("ud").join(OsStr::from_bytes(b"l\xF8bende.txt")).is_file());
    // Done before, whatever they are called.
    let ran = gensvar(&dir, &["repair", "-v", "-o", "ud", "ind"]);
    assert_eq!(ran.err.matches("was done before").count(), 4, "{}", ran.err);
}

#[test]
fn limits_are_the_users() {
    let dir = folder("limits");
    fs::write(dir.join("stor.txt"), "a ".repeat(3000)).unwrap();
    let ran = gensvar(&dir, &["text", "--max-bytes", "4K", "stor.txt"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("larger than the limit of 4 KB"), "{}", ran.err);
    assert_eq!(gensvar(&dir, &["text", "--max-bytes", "6000", "stor.txt"]).status, 0);
    for wrong in ["0", "4X", "-1", "99999999999G"] {
        let ran = gensvar(&dir, &["text", &format!("--max-bytes={wrong}"), "stor.txt"]);
        assert_eq!(ran.status, 2, "{wrong}");
        assert!(ran.err.contains("such as 64M"), "{}", ran.err);
    }
}

/// What harm a stranger's file may try.
fn hostile(dir: &Path) {
    let mail = "From: a@b.example\r\nDate: Tue, 02 Dec 2025 10:12:00 +0100\r\nMessage-ID: <1@b.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nSvaret er vedlagt.\r\n\
        --x\r\nContent-Type: text/plain; name=\"../../x\"\r\n\
        Content-Disposition: attachment; filename=\"../../x\"\r\n\r\nKurset er obligatorisk.\r\n\
        --x\r\nContent-Type: application/zip\r\n\
        Content-Disposition: attachment; filename=\"-rf\"\r\n\r\nPK\u{3}\u{4}\r\n--x--\r\n";
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">\
        <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">\
        <!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">\
        <!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">]>\
        <alto><Layout><Page><TextLine><String CONTENT=\"&f;\"/></TextLine></Page></Layout></alto>";
    let files: [(&str, &[u8]); 10] = [
        ("god.txt", REPLY.as_bytes()),
        ("tom.pdf", b""),
        ("afbrudt.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
        ("afbrudt.docx", b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml word/document.xml"),
        ("kontor.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"),
        ("bombe.xml", bomb.as_bytes()),
        ("mail.eml", mail.as_bytes()),
        ("et ord.txt", &[b'a'; 1 << 20]),
        ("nuller.bin", &[0; 5000]),
        ("billede.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
    ];
    fs::create_dir_all(dir).unwrap();
    for (name, bytes) in files {
        fs::write(dir.join(name), bytes).unwrap();
    }
}

#[test]
fn hostile_files_are_named_and_harm_no_other() {
    let dir = folder("hostile");
    hostile(&dir.join("a/ind"));
    let call = ["extract", "--format", "json", "--max-bytes", "8M", "-o", "ud", "ind"];
    let ran = gensvar(&dir.join("a"), &call);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let summary = summary(&dir.join("a/ud"));
    let failed: Vec<&str> = summary["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|outcome| outcome["outcome"] == "failed")
        .map(|outcome| outcome["source"].as_str().unwrap())
        .collect();
    assert_eq!(
        failed,
        [
            "ind/afbrudt.docx",
            "ind/afbrudt.pdf",
            "ind/billede.txt",
            "ind/bombe.xml",
            "ind/kontor.doc",
            "ind/mail.eml/rf",
            "ind/nuller.bin"
        ],
        "{}",
        ran.err
    );
    for failure in failed {
        assert!(ran.err.contains(&format!("gensvar: {failure}: ")), "{failure}: {}", ran.err);
    }
    // Each result in the output folder, none beside it.
    let names: Vec<String> = tree(&dir.join("a/ud")).into_keys().collect();
    assert_eq!(
        names,
        [
            ".gensvar/journal.jsonl",
            ".gensvar/lock",
            "et ord.claims.json",
            "god.claims.json",
            "mail.eml.claims.json",
            "mail.eml/x.claims.json",
            "summary.json",
            "tom.pdf.claims.json"
        ]
    );
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    let claims = fs::read(dir.join("a/ud/mail.eml/x.claims.json")).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["source"], "ind/mail.eml/x");
}

#[test]
fn a_missing_program_is_named_with_its_package() {
    let dir = folder("missing");
    // An image of one white dot.
    let tiff = b"II*\0\x08\0\0\0\0\0\0\0\0\0";
    fs::write(dir.join("scan.tif"), tiff).unwrap();
    let run = |path: &str, more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_gensvar"))
            .args([&["text", "scan.tif"], more].concat())
            .current_dir(&dir)
            .env("PATH", path)
            .output()
            .unwrap()
    };
    let output = run("/nowhere", &[]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("needs the program tesseract"), "{told}");
    assert!(told.contains("apt install tesseract-ocr tesseract-ocr-dan"), "{told}");
    let output = run("/nowhere", &["--ocr", "never"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("is an image without text"), "{told}");
}

#[test]
fn repaired_words_go_back_into_alto() {
    let dir = folder("alto");
    let word = |text: &str| format!("<String CONTENT=\"{text}\"/><SP/>");
    let words = "Bgrne- og Ungdomsforvaltningen tilbyder kurser pa området for alle ansatte";
    let line: String = words.split(' ').map(word).collect();
    let alto = format!(
        "<alto><Layout><Page><PrintSpace><TextBlock><TextLine>{line}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
    );
    fs::write(dir.join("side.xml"), &alto).unwrap();
    let ran = gensvar(&dir, &["repair", "--format", "alto", "side.xml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let expected = alto
        .replace(&word("pa"), "<String CONTENT=\"på\"><ALTERNATIVE PURPOSE=\"original\">pa</ALTERNATIVE></String><SP/>")
        .replace(&word("Bgrne-"), "<String CONTENT=\"Børne-\"><ALTERNATIVE PURPOSE=\"original\">Bgrne-</ALTERNATIVE></String><SP/>");
    assert_eq!(ran.out, expected);
    let ran = gensvar(&dir, &["repair", "--format", "hocr", "side.xml"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("is alto, and only hocr"), "{}", ran.err);
}
