//! What was done before, so that it is not done again, and what belongs to whom.
//!
//! An output folder keeps a journal: a line for each input that was done, with what it was done from
//! (the content of the file, the program, the options) and what was written. A line is added when its
//! results stand under their own names, so that whatever ends a run, what the journal tells is true;
//! and what it tells is looked at again before it is believed. A line that names the files of an input
//! that is begun goes before, so that none is forgotten.
//!
//! What the journal does not know, or knows as the result of something else, is not overwritten.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::record::{Id, Record, Written, key, path_of, read, sha256};
use super::scratch;
use crate::error::{Failure, cause, name};

/// The folder in an output folder that is the program's own.
pub(crate) const OWN: &str = ".gensvar";
const JOURNAL: &str = "journal.jsonl";
/// The file in an output folder that tells what became of the inputs.
pub(crate) const SUMMARY: &str = "summary.json";

/// Whether a run has written into a folder.
pub(crate) fn is_output_folder(dir: &Path) -> bool {
    dir.join(OWN).join(JOURNAL).is_file()
}

/// Refuses a folder that no run has written into yet, and in which there is something of the name of
/// what a run is to write.
pub(crate) fn refuse_strangers_files(
    dir: &Path,
    paths: impl Iterator<Item = PathBuf>,
) -> Result<(), Failure> {
    if dir.join(OWN).is_dir() {
        return Ok(());
    }
    let there = paths.map(|path| dir.join(path)).filter(|path| path.symlink_metadata().is_ok());
    Failure::unless_empty(
        there
            .map(|path| {
                format!(
                    "{}: is there already, and gensvar did not write it; name another folder with -o",
                    name(&path)
                )
            })
            .collect(),
    )
}

/// What is known of earlier runs into a folder. It can be asked from any thread.
#[derive(Debug, Default)]
pub(crate) struct Known {
    dir: PathBuf,
    run: String,
    /// Of this kind, by target.
    records: HashMap<String, Record>,
    /// Whether all is to be done again.
    is_forced: bool,
}

impl Known {
    /// The folder that is the program's own.
    pub(crate) fn own(&self) -> PathBuf {
        self.dir.join(OWN)
    }

    /// The record of an input, if it would be done again with the same result and that result is
    /// still there.
    pub(crate) fn done(&self, target: &Path, source: &str, content: &str) -> Option<Record> {
        let record = self.records.get(&key(target)).filter(|_| !self.is_forced)?;
        let is_same =
            record.source == source && record.content == content && record.run == self.run;
        let reads_alike = || {
            let engine = || gensvar_ingest::ocr_engine().map(|engine| engine.to_string());
            record.engine.is_none() || record.engine == engine()
        };
        let is_there = |written: &Written| {
            path_of(&written.path).is_some_and(|path| {
                fs::read(self.dir.join(path)).is_ok_and(|bytes| sha256(&bytes) == written.sha256)
            })
        };
        (is_same && record.outputs.iter().all(is_there) && reads_alike()).then(|| record.clone())
    }
}

/// The journal of an output folder, and the way files come into it.
#[derive(Debug)]
pub(crate) struct Journal {
    dir: PathBuf,
    kind: String,
    is_forced: bool,
    lines: File,
    /// Keeps other runs out as long as it is open.
    _lock: File,
    /// What is known of all inputs, of this kind and others.
    records: BTreeMap<Id, Record>,
    /// Whose a file of the folder is.
    owners: HashMap<String, Id>,
}

impl Journal {
    /// Opens the folder, which is made if it is not there. `kind` is the command, with how the names
    /// of its results end; `run` stands for all that results depend on but the files.
    pub(crate) fn open(
        dir: &Path,
        kind: String,
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
        let _ = fs::remove_file(own.join(PART));
        scratch::clear(&own);
        let path = own.join(JOURNAL);
        let records = read(&path).map_err(|error| {
            Failure::call(format!("{}: cannot be read: {}", name(&path), cause(&error)))
        })?;
        let lines = OpenOptions::new().create(true).append(true).open(&path);
        let mut lines = lines.map_err(|error| wrong(&path, &error))?;
        // A line that was cut off must not run into the next.
        let cut = fs::read(&path).is_ok_and(|bytes| bytes.last().is_some_and(|&b| b != b'\n'));
        if cut {
            lines.write_all(b"\n").map_err(|error| wrong(&path, &error))?;
        }
        let owned = |record: &Record| {
            let id = record.id();
            record
                .outputs
                .iter()
                .map(move |file| (file.path.clone(), id.clone()))
                .collect::<Vec<_>>()
        };
        let owners = records.values().flat_map(owned).collect();
        let of_kind = records.values().filter(|record| record.kind == kind);
        let known = of_kind.map(|record| (record.target.clone(), record.clone())).collect();
        let known = Known { dir: dir.to_owned(), run, records: known, is_forced };
        let dir = dir.to_owned();
        Ok((Journal { dir, kind, is_forced, lines, _lock: lock, records, owners }, known))
    }

    /// The output folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether whatever is there may be overwritten.
    pub(crate) fn is_forced(&self) -> bool {
        self.is_forced
    }

    fn own(&self) -> PathBuf {
        self.dir.join(OWN)
    }

    /// Refuses a run whose results would overwrite those of another command or format.
    pub(crate) fn refuse_other_kinds(
        &self,
        paths: impl Iterator<Item = PathBuf>,
    ) -> Result<(), Failure> {
        let problems = paths.filter_map(|path| {
            let refused = self.refused_for_kind(&key(&path))?;
            Some(format!("{}: {refused}", name(&self.dir.join(path))))
        });
        Failure::unless_empty(problems.collect())
    }

    /// Takes away what the run before told at its end: it must not stand for this one.
    pub(crate) fn remove_summary(&self) {
        let _ = fs::remove_file(self.dir.join(SUMMARY));
    }

    fn owner(&self, path: &str) -> Option<&Record> {
        self.owners.get(path).and_then(|id| self.records.get(id))
    }

    fn refused_for_kind(&self, path: &str) -> Option<String> {
        let owner = self.owner(path).filter(|owner| owner.kind != self.kind && !self.is_forced)?;
        let command = owner.kind.split(' ').next().unwrap_or_default();
        let there = path_of(path).is_some_and(|path| self.dir.join(path).exists());
        there.then(|| {
            format!(
                "is a result of `gensvar {command}`; name another folder with -o, or overwrite it \
                 with --force"
            )
        })
    }

    /// Why a file of the folder must not be overwritten with the result of that source, if it must not.
    pub(crate) fn refused(&self, file: &Written, source: &str, content: &str) -> Option<String> {
        let path = path_of(&file.path)?;
        if path.starts_with(SUMMARY) {
            return Some("is where the summary goes; rename the input".to_owned());
        }
        if self.is_forced {
            return None;
        }
        if let Some(why) = self.refused_for_kind(&file.path) {
            return Some(why);
        }
        // What is not there or no file: the attempt will tell.
        let there = sha256(&fs::read(self.dir.join(path)).ok()?);
        let owner = self.owner(&file.path);
        // One content is one document, whatever path it was given by.
        let others = owner.filter(|owner| owner.source != source && owner.content != content);
        if let Some(other) = others {
            return Some(format!(
                "is a result of {}; name another folder with -o, or overwrite it with --force",
                other.source
            ));
        }
        let mut written = owner.into_iter().flat_map(|owner| &owner.outputs);
        let is_known = there == file.sha256
            || written.any(|known| known.path == file.path && known.sha256 == there);
        (!is_known).then(|| {
            "is not as gensvar wrote it, if it did; move it away, or overwrite it with --force"
                .to_owned()
        })
    }

    /// Writes a file of the output folder, under its own name only when all of it is there.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        self.put(path, bytes).map_err(|error| Failure::output(&name(&self.dir.join(path)), &error))
    }

    /// Does that, and tells the cause if it cannot be.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let target = self.dir.join(path);
        let aside = self.own().join(PART);
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
        write().inspect_err(|_| {
            // What is left of it helps nobody.
            let _ = fs::remove_file(&aside);
        })
    }

    /// Tells beforehand which files will be written for an input: if the run is cut off, the next one
    /// knows of them.
    pub(crate) fn begin(
        &mut self,
        target: &Path,
        source: &str,
        files: impl Iterator<Item = Written>,
    ) -> Result<(), Failure> {
        let id = (self.kind.clone(), key(target));
        let before = self.records.get(&id).map(|record| record.outputs.clone());
        let mut outputs = before.unwrap_or_default();
        for file in files {
            if !outputs.contains(&file) {
                outputs.push(file);
            }
        }
        let (kind, target) = id;
        self.keep(Record { kind, target, source: source.to_owned(), outputs, ..Record::default() })
    }

    /// An input is done, and its results are written: what an earlier run wrote for it and this one
    /// did not goes. Without a content it is not done, or not all of it.
    pub(crate) fn done(&mut self, record: Record) -> Result<(), Failure> {
        let record = Record { kind: self.kind.clone(), ..record };
        let id = record.id();
        if record.outputs.is_empty() && record.content.is_empty() {
            // What another source gave stays its own.
            if self.records.get(&id).is_some_and(|before| before.source == record.source) {
                self.tidy(&id, &[]);
                self.records.remove(&id);
            }
            return Ok(());
        }
        self.tidy(&id, &record.outputs);
        self.keep(record)
    }

    /// Of inputs with other sources than these nothing is kept: neither record nor results.
    pub(crate) fn keep_only(&mut self, sources: &BTreeSet<String>) {
        let is_gone =
            |record: &&Record| record.kind == self.kind && !sources.contains(&record.source);
        let gone: Vec<Id> = self.records.values().filter(is_gone).map(Record::id).collect();
        for id in gone {
            self.tidy(&id, &[]);
            self.records.remove(&id);
        }
    }

    /// Reads a file of the output folder.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(self.dir.join(path))
    }

    /// Adds a record, or puts it in the place of an older one.
    fn keep(&mut self, record: Record) -> Result<(), Failure> {
        self.append(&record)?;
        let id = record.id();
        for file in &record.outputs {
            let other = self.owners.insert(file.path.clone(), id.clone());
            // What was overwritten on purpose is no result of the other any more.
            let other = other.filter(|other| *other != id);
            if let Some(other) = other.and_then(|other| self.records.get_mut(&other)) {
                other.content.clear();
                other.outputs.retain(|written| written.path != file.path);
                let other = other.clone();
                self.append(&other)?;
            }
        }
        self.records.insert(id, record);
        Ok(())
    }

    fn append(&mut self, record: &Record) -> Result<(), Failure> {
        let written = self.lines.write_all(record.line().as_bytes());
        let path = self.own().join(JOURNAL);
        written.map_err(|error| Failure::output(&name(&path), &error))
    }

    /// Removes what was written for an input and does not belong to it any more, as long as it is what
    /// was written.
    fn tidy(&mut self, id: &Id, outputs: &[Written]) {
        let now: BTreeSet<&str> = outputs.iter().map(|written| written.path.as_str()).collect();
        let before = self.records.get(id).map(|record| record.outputs.clone()).unwrap_or_default();
        for old in before.iter().filter(|old| !now.contains(old.path.as_str())) {
            let Some(path) = path_of(&old.path) else { continue };
            let is_it = |bytes: Vec<u8>| sha256(&bytes) == old.sha256;
            if self.owners.get(&old.path) != Some(id) || !self.read(&path).is_ok_and(is_it) {
                continue;
            }
            self.owners.remove(&old.path);
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

    /// The run is over: the journal is written anew, in an order that does not depend on how often
    /// the run was interrupted.
    pub(crate) fn close(self) -> Result<(), Failure> {
        let text: String = self.records.values().map(Record::line).collect();
        self.write(&Path::new(OWN).join(JOURNAL), text.as_bytes())
    }
}

/// What a file is called, in the folder that is the program's own, until all of it is there.
const PART: &str = "result.part";

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir =
            std::env::temp_dir().join(format!("gensvar-journal-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        dir
    }

    #[test]
    fn what_a_killed_run_wrote_is_its_own_and_what_somebody_changed_is_not() {
        let dir = folder("own");
        let open =
            || Journal::open(&dir, "repair .txt".to_owned(), "run".to_owned(), false).unwrap().0;
        let path = Path::new("a.txt");
        let (old, new) = (Written::new(path, "old"), Written::new(path, "new"));
        let mut journal = open();
        journal.begin(path, "ind/a.txt", [old.clone()].into_iter()).unwrap();
        journal.write(path, b"old").unwrap();
        // Killed before it could tell that it was done; the next run writes something else.
        drop(journal);
        let mut journal = open();
        assert_eq!(journal.refused(&new, "ind/a.txt", "content"), None);
        journal.begin(path, "ind/a.txt", [new.clone()].into_iter()).unwrap();
        journal.write(path, b"new").unwrap();
        drop(journal);
        let journal = open();
        assert_eq!(journal.refused(&old, "ind/a.txt", "content"), None);
        // Not another's.
        assert!(
            journal.refused(&old, "ud/a.txt", "other").unwrap().contains("a result of ind/a.txt")
        );
        fs::write(dir.join(path), "by hand").unwrap();
        assert!(journal.refused(&old, "ind/a.txt", "content").unwrap().contains("--force"));
        // The same bytes do no harm, whoever wrote them.
        let same = Written::new(path, "by hand");
        assert_eq!(journal.refused(&same, "ind/a.txt", "content"), None);
        fs::remove_dir_all(dir).unwrap();
    }
}
