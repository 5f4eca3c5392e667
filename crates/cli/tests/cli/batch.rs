//! Many inputs: trees, what was done before, and what fails.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::REPLY;
use crate::support::{folder, gensvar, gensvar_reading, mail, summary, tree, values};

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
            "2024/b.txt.claims.json",
            "2024/juni/c d.txt.claims.json",
            "a.txt.claims.json",
            "summary.json"
        ]
    );
    let claims: Value = serde_json::from_slice(&found["2024/juni/c d.txt.claims.json"]).unwrap();
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
    // Changed: the content of one; what was written of another is gone.
    fs::write(dir.join("ind/a.txt"), "Et andet svar.\n").unwrap();
    fs::remove_file(dir.join("ud/2024/b.txt")).unwrap();
    let third = gensvar(&dir, &call);
    assert_eq!(before(&third.err), 1, "{}", third.err);
    let now = tree(&dir.join("ud"));
    assert_eq!(now["a.txt"], b"Et andet svar.\n");
    assert_eq!(now["2024/b.txt"], found["2024/b.txt"]);
    // Options that decide count, those that do not don't.
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["-j", "1"]].concat()).err), 3);
    assert_eq!(before(&gensvar(&dir, &[&call[..], &["--max-bytes", "70M"]].concat()).err), 3);
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
        "ind/ring: skipped: leads to a folder that is read as ind",
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
    for enough in ["6000", "0"] {
        assert_eq!(gensvar(&dir, &["text", "--max-bytes", enough, "stor.txt"]).status, 0);
    }
    for wrong in ["4X", "-1", "99999999999G"] {
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
            "et ord.txt.claims.json",
            "god.txt.claims.json",
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

#[test]
fn alto_that_is_attached_is_written_back_too() {
    let dir = folder("alto-attached");
    let alto = "<alto><Layout><Page><PrintSpace><TextBlock><TextLine>\
        <String CONTENT=\"Bgrne-\"/><SP/><String CONTENT=\"og\"/><SP/><String CONTENT=\"Ungdomsforvaltningen\"/>\
        </TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
    let mail = mail(&[("side.xml", alto), ("svar.txt", "Svar.")]);
    fs::write(dir.join("mail.eml"), mail).unwrap();
    let ran = gensvar(&dir, &["repair", "--format", "alto", "-o", "ud", "mail.eml"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("mail.eml/svar.txt: is text, and only alto"), "{}", ran.err);
    assert!(!ran.err.contains("side.xml"), "{}", ran.err);
    let written = fs::read_to_string(dir.join("ud/mail.eml/side.xml.alto.xml")).unwrap();
    assert!(written.contains("CONTENT=\"Børne-\""), "{written}");
}

#[test]
fn messages_name_files_on_one_line_and_causes_once() {
    let dir = folder("messages");
    fs::write(dir.join("esc\u{1b}[2J\nstor.txt"), "a ".repeat(3000)).unwrap();
    let list = b"esc\x1b[2J\nstor.txt\0v\x1b.txt\0";
    let call = ["text", "--max-bytes", "4K", "-o", "ud", "--files-from", "-"];
    let ran = gensvar_reading(&dir, &call, list);
    assert_eq!(ran.status, 1);
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        lines,
        [
            "gensvar: esc\\u{1b}[2J\\nstor.txt: is larger than the limit of 4 KB; split it, or raise the \
             limit (max_bytes)",
            "gensvar: v\\u{1b}.txt: cannot be read: no such file or directory; check the path",
        ]
    );
    let outcomes = &summary(&dir.join("ud"))["outcomes"];
    assert_eq!(outcomes[1]["source"], "v\\u{1b}.txt");
    assert_eq!(outcomes[1]["cause"], "cannot be read: no such file or directory; check the path");
}

#[test]
fn an_empty_file_is_named() {
    let dir = folder("blank");
    fs::create_dir(dir.join("ind")).unwrap();
    for (name, text) in [("tom.txt", ""), ("blank.txt", " \r\n\t\n"), ("svar.txt", REPLY)] {
        fs::write(dir.join("ind").join(name), text).unwrap();
    }
    for again in [false, true] {
        let ran = gensvar(&dir, &["extract", "-o", "ud", "ind"]);
        assert_eq!((ran.status, ran.err.matches("holds no text").count()), (0, 2), "{again}");
        let outcomes = summary(&dir.join("ud"))["outcomes"].as_array().unwrap().len();
        assert_eq!(outcomes, 2);
    }
}

#[test]
fn what_becomes_of_each_file_is_told_when_asked_for() {
    let dir = folder("verbose");
    fs::write(dir.join("a.txt"), REPLY).unwrap();
    let ran = gensvar(&dir, &["text", "-v", "a.txt"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (REPLY, "gensvar: a.txt: printed\n"));
}
