//! Calls of the program, and what they give.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// What a call gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder of its own for a test, empty at first.
pub(crate) fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// The program as it runs, its three streams in our hands.
pub(crate) fn start<S: AsRef<OsStr>>(dir: &Path, args: &[S]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gensvar"))
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

pub(crate) fn gensvar<S: AsRef<OsStr>>(dir: &Path, args: &[S]) -> Ran {
    gensvar_reading(dir, args, b"")
}

pub(crate) fn gensvar_reading<S: AsRef<OsStr>>(dir: &Path, args: &[S], input: &[u8]) -> Ran {
    let mut child = start(dir, args);
    // A call that reads no input may be over already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// One JSON value a line.
pub(crate) fn values(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every file under a folder, with what it holds.
pub(crate) fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<_> = dir.is_dir().then(|| dir.to_owned()).into_iter().collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let way = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                files.insert(way, fs::read(path).unwrap());
            }
        }
    }
    files
}

/// What became of the inputs of a run into a folder.
pub(crate) fn summary(dir: &Path) -> Value {
    serde_json::from_slice(&fs::read(dir.join("summary.json")).unwrap()).unwrap()
}

/// An e-mail with attachments: their names and texts.
pub(crate) fn mail(attached: &[(&str, &str)]) -> String {
    let mut mail = "From: a@b.example\r\nMessage-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nSvaret er vedlagt.\r\n"
        .to_owned();
    for (name, text) in attached {
        mail += &format!(
            "--x\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n"
        );
    }
    mail + "--x--\r\n"
}
