//! What an output folder's journal tells of one input, and how it names files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What became of one input. What is begun, or has a result in part only, has no content: so it is
/// done again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The command, with how the names of its results end.
    pub(crate) kind: String,
    /// Where its results go, without an extension: for each kind, one input has one such place.
    pub(crate) target: String,
    /// The path as given.
    pub(crate) source: String,
    /// The SHA-256 of the file.
    pub(crate) content: String,
    /// The SHA-256 of the program and of the options that results depend on.
    pub(crate) run: String,
    /// The engine that read pages of it, if one did: another, or one that knows another language, may
    /// read otherwise.
    #[serde(default)]
    pub(crate) engine: Option<String>,
    /// How many documents were in it.
    pub(crate) documents: usize,
    /// What was written; of what is begun, what may have been, and what was there before.
    pub(crate) outputs: Vec<Written>,
    /// What the user was told of it.
    pub(crate) warnings: Vec<(String, String)>,
}

/// The kind and the target of a record.
pub(super) type Id = (String, String);

impl Record {
    pub(super) fn id(&self) -> Id {
        (self.kind.clone(), self.target.clone())
    }

    /// As it stands in the journal.
    pub(super) fn line(&self) -> String {
        // Strings and numbers: nothing in it can fail.
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}

/// The records of a journal; the last of an id counts, and a line that was cut off does not.
pub(super) fn read(path: &Path) -> io::Result<BTreeMap<Id, Record>> {
    let mut records = BTreeMap::new();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(records),
        Err(error) => return Err(error),
    };
    for line in BufReader::new(file).split(b'\n') {
        if let Ok(record) = serde_json::from_slice::<Record>(&line?) {
            records.insert(record.id(), record);
        }
    }
    Ok(records)
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written {
    /// Its path in the output folder.
    pub(crate) path: String,
    /// The SHA-256 of what it holds.
    pub(crate) sha256: String,
}

impl Written {
    /// What there is when this is written to that path.
    pub(crate) fn new(path: &Path, text: &str) -> Written {
        Written { path: key(path), sha256: sha256(text.as_bytes()) }
    }

    /// Its path as the system has it.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        path_of(&self.path)
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Begins what no name in UTF-8 begins with here: the bytes of one that is not.
const BYTES: &str = "bytes:";

/// A path of the output folder as the journal names it.
pub(crate) fn key(path: &Path) -> String {
    match path.to_str() {
        Some(text) if !text.starts_with(BYTES) => text.to_owned(),
        _ => {
            let hex = path.as_os_str().as_encoded_bytes().iter().map(|byte| format!("{byte:02x}"));
            hex.fold(BYTES.to_owned(), |key, byte| key + &byte)
        }
    }
}

/// The path that the journal names so, if it is one inside the folder.
pub(super) fn path_of(key: &str) -> Option<PathBuf> {
    let path = match key.strip_prefix(BYTES) {
        None => PathBuf::from(key),
        Some(hex) => super::listing::path_of(
            (0..hex.len() / 2)
                .map(|i| {
                    hex.get(2 * i..2 * i + 2).and_then(|byte| u8::from_str_radix(byte, 16).ok())
                })
                .collect::<Option<Vec<u8>>>()?,
        ),
    };
    // Whoever wrote into the journal must not have files removed elsewhere.
    let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    is_inside.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_itself_and_none_out_of_the_folder() {
        for path in ["a/b.json", "bytes:x", "å\n.json"] {
            assert_eq!(path_of(&key(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
        #[cfg(unix)]
        {
            let odd = super::super::listing::path_of(vec![b'a', 0xFF, b'/', b'b']);
            assert_eq!(path_of(&key(&odd)), Some(odd));
        }
        for out in ["/etc/passwd", "../x", "bytes:2e2e2f78", "bytes:zz", "bytes:æ"] {
            assert_eq!(path_of(out), None, "{out}");
        }
    }
}
