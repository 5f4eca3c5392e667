//! What was done before, so that it is not done again.
//!
//! An output folder keeps a journal: a line for each input that was done, with what it was done from
//! (the content of the file, the program, the options) and what was written. A line is added when its
//! results stand under their own names, so that whatever ends a run, what the journal tells is true;
//! and what it tells is looked at again before it is believed. A line that names the files of an input
//! that is begun goes before, so that none is forgotten.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Failure, cause, name};

/// The folder in an output folder that is the program's own.
pub(crate) const OWN: &str = ".gensvar";
pub(crate) const JOURNAL: &str = "journal.jsonl";

/// One input that was done, or that was begun: then it has no content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Where its results go, without an extension: one input has one such place.
    pub(crate) target: String,
    /// The path as given.
    pub(crate) source: String,
    /// The SHA-256 of the file.
    pub(crate) content: String,
    /// The SHA-256 of the program and of the options that results depend on.
    pub(crate) run: String,
    /// How many documents were in it.
    pub(crate) documents: usize,
    /// What was written.
    pub(crate) outputs: Vec<Written>,
    /// What the user was told of it.
    pub(crate) warnings: Vec<(String, String)>,
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
    /// Its path as the system has it.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        path_of(&self.path)
    }
}

/// What is known of earlier runs into a folder. It can be asked from any thread.
#[derive(Debug, Default)]
pub(crate) struct Known {
    dir: PathBuf,
    run: String,
    records: HashMap<String, Record>,
    /// Whether all is to be done again.
    is_forced: bool,
}

impl Known {
    /// The record of an input, if it would be done again with the same result and that result is
    /// still there.
    pub(crate) fn done(&self, target: &Path, source: &str, content: &str) -> Option<Record> {
        let record = self.records.get(&key(target)).filter(|_| !self.is_forced)?;
        let is_same =
            record.source == source && record.content == content && record.run == self.run;
        let is_there = |written: &Written| {
            path_of(&written.path).is_some_and(|path| {
                fs::read(self.dir.join(path)).is_ok_and(|bytes| sha256(&bytes) == written.sha256)
            })
        };
        (is_same && record.outputs.iter().all(is_there)).then(|| record.clone())
    }
}

/// The journal of an output folder, and the way files come into it.
#[derive(Debug)]
pub(crate) struct Journal {
    dir: PathBuf,
    lines: File,
    /// Keeps other runs out as long as it is open.
    _lock: File,
    /// The records of this run and those before, by target.
    records: HashMap<String, Record>,
    /// What earlier runs wrote that this one has not: by target.
    stale: HashMap<String, Vec<Written>>,
}

impl Journal {
    /// Opens the folder, which is made if it is not there. `run` stands for all that results depend
    /// on but the files.
    pub(crate) fn open(
        dir: &Path,
        run: String,
        is_forced: bool,
    ) -> Result<(Journal, Known), Failure> {
        let own = dir.join(OWN);
        let wrong = |path: &Path, error: &io::Error| {
            Failure::call(format!("{}: cannot be made: {}", name(path), cause(error)))
        };
        fs::create_dir_all(&own).map_err(|error| wrong(dir, &error))?;
        let lock = own.join("lock");
        let lock = File::create(&lock).map_err(|error| wrong(&lock, &error))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(Failure::call(format!(
                "{}: another run is writing into this folder; wait for it, or name another with -o",
                name(dir)
            )));
        }
        // What a run that was killed left half-written.
        remove_parts(&own);
        let path = own.join(JOURNAL);
        let mut records = read(&path).map_err(|error| {
            Failure::call(format!("{}: cannot be read: {}", name(&path), cause(&error)))
        })?;
        let stale = records.iter().map(|(target, record)| (target.clone(), record.outputs.clone()));
        let stale = stale.collect();
        records.retain(|_, record| !record.content.is_empty());
        let lines = OpenOptions::new().create(true).append(true).open(&path);
        let mut lines = lines.map_err(|error| wrong(&path, &error))?;
        // A line that was cut off must not run into the next.
        let cut = fs::read(&path).is_ok_and(|bytes| bytes.last().is_some_and(|&b| b != b'\n'));
        if cut {
            lines.write_all(b"\n").map_err(|error| wrong(&path, &error))?;
        }
        let known = Known { dir: dir.to_owned(), run, records: records.clone(), is_forced };
        let journal = Journal { dir: dir.to_owned(), lines, _lock: lock, records, stale };
        Ok((journal, known))
    }

    /// Writes a file of the output folder, under its own name only when all of it is there.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> Result<Written, Failure> {
        let target = self.dir.join(path);
        let aside = self.dir.join(OWN).join("result.part");
        let write = || {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut file = File::create(&aside)?;
            file.write_all(bytes)?;
            // A rename that reaches the disk before what it names would leave an empty file.
            file.sync_data()?;
            drop(file);
            fs::rename(&aside, &target)
        };
        write().map_err(|error| {
            // What is left of it helps nobody.
            let _ = fs::remove_file(&aside);
            Failure::output(&name(&target), &error)
        })?;
        Ok(Written { path: key(path), sha256: sha256(bytes) })
    }

    /// Tells beforehand which files will be written for an input: if the run is cut off, the next one
    /// knows of them.
    pub(crate) fn begin<'a>(
        &mut self,
        target: &Path,
        paths: impl Iterator<Item = &'a PathBuf>,
    ) -> Result<(), Failure> {
        let target = key(target);
        let mut outputs = self.stale.get(&target).cloned().unwrap_or_default();
        let known = outputs.len();
        for path in paths {
            let path = key(path);
            if outputs.iter().all(|written| written.path != path) {
                outputs.push(Written { path, sha256: String::new() });
            }
        }
        if outputs.len() == known {
            return Ok(());
        }
        self.append(&Record { target, outputs, ..Record::default() })
    }

    /// An input is done, and its results are written: what an earlier run wrote for it and this one
    /// did not goes.
    pub(crate) fn done(&mut self, record: Record, is_new: bool) -> Result<(), Failure> {
        self.tidy(&record.target, &record.outputs);
        if is_new {
            self.append(&record)?;
            self.records.insert(record.target.clone(), record);
        }
        Ok(())
    }

    fn append(&mut self, record: &Record) -> Result<(), Failure> {
        let mut line = serde_json::to_string(record).unwrap_or_default();
        line.push('\n');
        let written = self.lines.write_all(line.as_bytes());
        written.map_err(|error| Failure::output(&name(&self.path()), &error))
    }

    /// An input has no result any more, or not all of it: what an earlier run wrote must not stand
    /// for it.
    pub(crate) fn failed(&mut self, target: &Path, outputs: &[Written]) {
        let target = key(target);
        self.tidy(&target, outputs);
        self.records.remove(&target);
    }

    /// Of inputs that are not among these nothing is kept: neither record nor results.
    pub(crate) fn keep_only(&mut self, targets: &BTreeSet<String>) {
        let is_gone = |target: &&String| !targets.contains(*target);
        let gone: Vec<String> =
            self.stale.keys().chain(self.records.keys()).filter(is_gone).cloned().collect();
        for target in gone {
            self.tidy(&target, &[]);
            self.records.remove(&target);
        }
    }

    /// Reads a file of the output folder.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(self.dir.join(path))
    }

    fn tidy(&mut self, target: &str, outputs: &[Written]) {
        let now: BTreeSet<&str> = outputs.iter().map(|written| written.path.as_str()).collect();
        for old in self.stale.remove(target).unwrap_or_default() {
            if let Some(path) = path_of(&old.path).filter(|_| !now.contains(old.path.as_str())) {
                let _ = fs::remove_file(self.dir.join(&path));
                // Folders that are empty now; the first that is not ends it.
                let folders = path.ancestors().skip(1).filter(|f| !f.as_os_str().is_empty());
                for folder in folders {
                    if fs::remove_dir(self.dir.join(folder)).is_err() {
                        break;
                    }
                }
            }
        }
    }

    /// The run is over: the journal is written anew, in an order that does not depend on how often
    /// the run was interrupted.
    pub(crate) fn close(self) -> Result<(), Failure> {
        let mut records: Vec<&Record> = self.records.values().collect();
        records.sort_by(|a, b| a.target.cmp(&b.target));
        let mut text = String::new();
        for record in records {
            text.push_str(&serde_json::to_string(record).unwrap_or_default());
            text.push('\n');
        }
        self.write(&Path::new(OWN).join(JOURNAL), text.as_bytes()).map(|_| ())
    }

    fn path(&self) -> PathBuf {
        self.dir.join(OWN).join(JOURNAL)
    }
}

/// The records of a journal; the last of a target counts, and a line that was cut off does not.
fn read(path: &Path) -> io::Result<HashMap<String, Record>> {
    let mut records = HashMap::new();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(records),
        Err(error) => return Err(error),
    };
    for line in BufReader::new(file).split(b'\n') {
        if let Ok(record) = serde_json::from_slice::<Record>(&line?) {
            records.insert(record.target.clone(), record);
        }
    }
    Ok(records)
}

fn remove_parts(own: &Path) {
    let _ = fs::remove_file(own.join("result.part"));
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
fn path_of(key: &str) -> Option<PathBuf> {
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
    let is_inside = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
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
