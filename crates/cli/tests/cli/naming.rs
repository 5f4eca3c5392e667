//! Which inputs a call means: folders with links, patterns, lists.

use std::fs;
use std::path::Path;

use crate::support::{folder, gensvar, gensvar_reading, summary, values};

fn sources(out: &str) -> Vec<String> {
    values(out).iter().map(|value| value["source"].as_str().unwrap().to_owned()).collect()
}

fn write(dir: &Path, names: &[&str]) {
    for name in names {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "Et svar.\n").unwrap();
    }
}

#[test]
fn a_pattern_means_each_file_once_and_nothing_hidden() {
    let dir = folder("patterns");
    write(&dir, &["ind/a.txt", "ind/b/c.txt", "ind/b/.skjult", "ind/.mappe/d.txt", "x.txt"]);
    let printed = |patterns: &[&str]| {
        let ran = gensvar(&dir, &[&["text", "--format", "json"], patterns].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        sources(&ran.out)
    };
    assert_eq!(printed(&["ind/**/*"]), ["ind/a.txt", "ind/b/c.txt"]);
    assert_eq!(printed(&["ind/*.txt"]), ["ind/a.txt"]);
    assert_eq!(printed(&["ind/b*"]), ["ind/b/c.txt"]);
    assert_eq!(printed(&["*.txt"]), ["x.txt"]);
    assert_eq!(printed(&["ind/.m*/*"]), ["ind/.mappe/d.txt"]);
    // The results are no inputs, however often.
    for _ in 0..2 {
        let ran = gensvar(&dir, &["text", "-o", "ind/ud", "ind/**/*"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(summary(&dir.join("ind/ud"))["done"], 2);
    }
    let ran = gensvar(&dir, &["text", "-o", "ind", "ind/*.txt"]);
    assert!(ran.err.contains("among the inputs"), "{}", ran.err);
}

#[test]
fn a_path_that_is_named_twice_has_one_result_in_a_folder() {
    let dir = folder("twice");
    write(&dir, &["ind/a.txt", "ind/b.txt"]);
    let ran = gensvar(&dir, &["extract", "-o", "ud", "ind/b.txt", "./ind"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.err, "gensvar: ./ind/b.txt: skipped: named before, and read once\n");
    assert_eq!(summary(&dir.join("ud"))["done"], 2);
    let list = b"ind/a.txt\nind/a.txt\n";
    let ran = gensvar_reading(&dir, &["text", "-o", "ud2", "--files-from", "-"], list);
    assert_eq!((ran.status, &summary(&dir.join("ud2"))["done"]), (0, &1.into()));
    // Printed as often as it is named.
    let ran = gensvar_reading(&dir, &["text", "--format", "json", "--files-from", "-"], list);
    assert_eq!((ran.err.as_str(), sources(&ran.out).len()), ("", 2));
}

#[cfg(unix)]
#[test]
fn links_lead_to_each_folder_once() {
    use std::os::unix::fs::symlink;

    let dir = folder("links");
    // Two ways from each to the next: two to the power of the depth to the last.
    for number in 0..=24 {
        fs::create_dir(dir.join(format!("d{number}"))).unwrap();
        if number > 0 {
            for link in ["a", "b"] {
                let link = dir.join(format!("d{}/{link}", number - 1));
                symlink(format!("../d{number}"), link).unwrap();
            }
        }
    }
    write(&dir, &["d24/x.txt", "ind/z/y.txt"]);
    let ran = gensvar(&dir, &["text", "--format", "json", "d0"]);
    assert_eq!((ran.status, sources(&ran.out).len()), (0, 1), "{}", ran.err);
    assert_eq!(ran.err.matches("leads to a folder that is read as").count(), 24, "{}", ran.err);
    // A folder goes before the links to it.
    symlink("z", dir.join("ind/a")).unwrap();
    let ran = gensvar(&dir, &["text", "--format", "json", "ind"]);
    assert_eq!(sources(&ran.out), ["ind/z/y.txt"]);
    assert!(
        ran.err.contains("ind/a: skipped: leads to a folder that is read as ind/z"),
        "{}",
        ran.err
    );
}

#[test]
fn results_of_an_earlier_run_are_no_inputs() {
    let dir = folder("results");
    write(&dir, &["ind/a.txt"]);
    assert_eq!(gensvar(&dir, &["repair", "-o", "ind/rep", "ind"]).status, 0);
    let ran = gensvar(&dir, &["text", "--format", "json", "ind"]);
    assert_eq!(sources(&ran.out), ["ind/a.txt"]);
    assert!(ran.err.contains("ind/rep: skipped: a folder of results"), "{}", ran.err);
    // Named itself, it is: all but what tells of the run.
    let ran = gensvar(&dir, &["text", "--format", "json", "ind/rep"]);
    assert_eq!(sources(&ran.out), ["ind/rep/a.txt"]);
}

#[test]
fn lists_come_from_all_kinds_of_programs() {
    let dir = folder("lists");
    write(&dir, &["a.txt", "-"]);
    let call = ["text", "--format", "json", "--files-from", "liste"];
    let listed = |list: &[u8]| {
        fs::write(dir.join("liste"), list).unwrap();
        gensvar_reading(&dir, &call, b"fra standard input")
    };
    assert_eq!(sources(&listed(b"\xEF\xBB\xBFa.txt\r\n").out), ["a.txt"]);
    assert_eq!(sources(&listed(b"-\na.txt\n").out), ["./-", "a.txt"]);
    let wide: Vec<u8> = "\u{feff}a.txt\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = listed(&wide);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("liste: is in UTF-16; save the list in UTF-8"), "{}", ran.err);
}
