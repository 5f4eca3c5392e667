//! What must not be written over, and results that would meet in one place.

use std::fs;
use std::path::Path;

use crate::support::{folder, gensvar, gensvar_reading, mail, summary, tree};

fn write(dir: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn what_somebody_else_wrote_stays() {
    let dir = folder("strangers");
    write(&dir, &[("ind/a.txt", "Et svar.\n"), ("w/a.txt", "min\n"), ("w/sub/a.txt", "Nyt.\n")]);
    for call in [["repair", "-o", "w", "w/sub"], ["repair", "-o", "w", "w/sub/*.txt"]] {
        let ran = gensvar(&dir, &call);
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(ran.err.contains("w/a.txt: is there already"), "{}", ran.err);
        assert_eq!(text(dir.join("w/a.txt")), "min\n");
    }
    write(&dir, &[("s/summary.json", "mit")]);
    assert_eq!(gensvar(&dir, &["repair", "-o", "s", "ind"]).status, 2);
    assert_eq!(text(dir.join("s/summary.json")), "mit");
    // In a folder of results, too: what was put there, and what was changed there.
    assert_eq!(gensvar(&dir, &["repair", "-o", "ud", "ind"]).status, 0);
    write(
        &dir,
        &[("ud/a.txt", "rettet\n"), ("ud/b.txt", "min\n"), ("ind/b.txt", "Et svar mere.\n")],
    );
    let ran = gensvar(&dir, &["repair", "-o", "ud", "ind"]);
    assert_eq!(ran.status, 1);
    assert_eq!(ran.err.matches("is not as gensvar wrote it").count(), 2, "{}", ran.err);
    assert_eq!(
        (text(dir.join("ud/a.txt")), text(dir.join("ud/b.txt"))),
        ("rettet\n".into(), "min\n".into())
    );
    assert_eq!(summary(&dir.join("ud"))["failed"], 2);
    // A result that was changed by hand stays also where its input has none any more.
    fs::write(dir.join("ind/a.txt"), b"\x89PNG\r\n\x1A\n\0\0").unwrap();
    gensvar(&dir, &["repair", "-o", "ud", "ind"]);
    assert_eq!(text(dir.join("ud/a.txt")), "rettet\n");
    write(&dir, &[("ind/a.txt", "Et svar.\n")]);
    let ran = gensvar(&dir, &["repair", "--force", "-o", "ud", "ind"]);
    assert_eq!((ran.status, text(dir.join("ud/b.txt"))), (0, "Et svar mere.\n".to_owned()));
    // Not even so is an input overwritten.
    assert_eq!(gensvar(&dir, &["repair", "--force", "-o", "ind", "ind/a.txt"]).status, 2);
}

#[test]
fn commands_and_formats_share_a_folder() {
    let dir = folder("shared");
    write(&dir, &[("ind/a.txt", "Kurset er obligatorisk.\n"), ("ind/b/c.txt", "Et svar.\n")]);
    assert_eq!(gensvar(&dir, &["repair", "-o", "ud", "ind"]).status, 0);
    assert_eq!(gensvar(&dir, &["extract", "--format", "json", "-o", "ud", "ind"]).status, 0);
    assert_eq!(gensvar(&dir, &["extract", "-o", "ud", "ind"]).status, 0);
    let names: Vec<String> =
        tree(&dir.join("ud")).into_keys().filter(|n| n.starts_with(['a', 'b'])).collect();
    assert_eq!(
        names,
        [
            "a.txt",
            "a.txt.claims.json",
            "a.txt.claims.txt",
            "b/c.txt",
            "b/c.txt.claims.json",
            "b/c.txt.claims.txt"
        ]
    );
    let ran = gensvar(&dir, &["repair", "-v", "-o", "ud", "ind"]);
    assert_eq!(ran.err.matches("was done before").count(), 2, "{}", ran.err);
    // But not a file.
    let ran = gensvar(&dir, &["text", "-o", "ud", "ind"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("ud/a.txt: is a result of `gensvar repair`"), "{}", ran.err);
}

#[test]
fn another_tree_does_not_take_the_place_of_the_first() {
    let dir = folder("trees");
    write(&dir, &[("A/brev.txt", "Et svar.\n"), ("B/brev.txt", "Et andet.\n")]);
    assert_eq!(gensvar(&dir, &["repair", "-o", "ud", "A"]).status, 0);
    for _ in 0..2 {
        let ran = gensvar(&dir, &["repair", "-o", "ud", "B"]);
        assert_eq!(ran.status, 1);
        assert!(
            ran.err.contains("ud/brev.txt: is a result of A/brev.txt; name another"),
            "{}",
            ran.err
        );
        assert_eq!(text(dir.join("ud/brev.txt")), "Et svar.\n");
    }
    // By another path it is the same document.
    let ran = gensvar(&dir, &["repair", "-o", "ud", "./A"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(gensvar(&dir, &["repair", "--force", "-o", "ud", "B"]).status, 0);
    assert_eq!(text(dir.join("ud/brev.txt")), "Et andet.\n");
}

#[test]
fn each_attachment_has_a_place_of_its_own() {
    let dir = folder("places");
    let mail = mail(&[("bilag", "Et svar."), ("bilag.txt", "Et andet."), ("y.txt", "Et tredje.")]);
    write(&dir, &[("t1/c.eml", &mail), ("t2/c.eml/y.txt", "Kurset er obligatorisk.\n")]);
    let ran = gensvar(&dir, &["text", "-o", "et", "t1"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let read = |name: &str| text(dir.join("et/c.eml").join(name));
    assert_eq!((read("bilag"), read("bilag.txt")), ("Et svar.".to_owned(), "Et andet.".to_owned()));
    // A mail with attachments, and a folder of its name in another tree.
    for (out, trees) in [("frem", ["t1", "t2"]), ("tilbage", ["t2", "t1"])] {
        let ran = gensvar(&dir, &["extract", "-o", out, trees[0], trees[1]]);
        assert_eq!(ran.status, 1);
        assert_eq!(
            ran.err.matches("c.eml/y.txt.claims.txt: is a result of").count(),
            1,
            "{}",
            ran.err
        );
        assert_eq!(summary(&dir.join(out))["done"], 4);
        let calm = tree(&dir.join(out));
        gensvar(&dir, &["extract", "-q", "-o", out, trees[0], trees[1]]);
        assert_eq!(tree(&dir.join(out)), calm);
    }
}

#[test]
fn a_name_that_cannot_be_written_stops_no_other() {
    let dir = folder("unwritable");
    let inner =
        mail(&[("z.txt", "Et svar.")]).replace("boundary=x", "boundary=y").replace("--x", "--y");
    let mail = mail(&[("x", "Et svar."), ("x.claims.json", &inner)]);
    let long = format!("ind/{}", "å".repeat(125));
    write(
        &dir,
        &[
            ("ind/a.eml", &mail),
            (&long, "Et svar.\n"),
            ("ind/summary.json/b.txt", "Et svar.\n"),
            ("ind/z.txt", "Et svar.\n"),
        ],
    );
    let ran = gensvar(&dir, &["extract", "--format", "json", "-o", "ud", "ind"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let summary = summary(&dir.join("ud"));
    let failed: Vec<&str> = summary["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| o["source"].as_str().unwrap())
        .collect();
    assert_eq!(failed, ["ind/a.eml/x.claims.json/z.txt", "ind/summary.json/b.txt"], "{}", ran.err);
    assert_eq!((&summary["done"], &summary["finished"]), (&5.into(), &true.into()));
    assert!(dir.join("ud/z.txt.claims.json").exists(), "those behind are done");
}

#[test]
fn names_that_are_alike_are_no_reason_to_refuse() {
    let dir = folder("alike");
    let files = ["README", "README.txt", "brev.pdf.txt", "brev.pdf", "summary.txt"];
    write(&dir, &files.map(|name| (name, "Et svar.\n")));
    let list = files.join("\n");
    for format in ["text", "json"] {
        let call = ["repair", "--format", format, "-o", format, "--files-from", "-"];
        let ran = gensvar_reading(&dir, &call, list.as_bytes());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let results =
            tree(&dir.join(format)).into_keys().filter(|name| !name.starts_with(".gensvar"));
        assert_eq!(results.count(), files.len() + 1);
    }
}
