//! What a call names, as a list of inputs: files, folders with all that is in them, patterns, and
//! lists of files.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::walk::{LeftOut, Names, files_in};
use crate::args::Files;
use crate::error::{Failure, cause, name};

/// One file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The path as given, with the way from a folder that was given.
    pub(crate) path: PathBuf,
    /// Where its results go in an output folder: its name there, not yet with an extension.
    pub(crate) target: PathBuf,
}

/// The inputs of a call, in its order; those of a folder in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    /// What is to be read.
    pub(crate) entries: Vec<Entry>,
    /// What is not.
    pub(crate) left_out: Vec<LeftOut>,
    /// What was named more than once. Where results go to a folder, it is read once.
    pub(crate) twice: Vec<PathBuf>,
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl Listing {
    /// All inputs of a call. The folder that results go to is no input.
    ///
    /// Refuses a call that names what does not exist, before anything is processed.
    pub(crate) fn of(files: &Files, output: Option<&Path>) -> Result<Listing, Failure> {
        let mut list = Lister {
            is_to_folder: output.is_some(),
            output: output.and_then(|dir| dir.canonicalize().ok()),
            list: Listing::default(),
            seen: HashSet::new(),
        };
        let mut problems = Vec::new();
        let mut stdin = files.files.iter().filter(|path| is_stdin(path)).count();
        for path in &files.files {
            match list.add_given(path) {
                Err(Failure::Call(messages)) => problems.extend(messages),
                other => other?,
            }
        }
        if let Some(path) = &files.files_from {
            stdin += usize::from(is_stdin(path));
            match paths_in(path) {
                Ok(paths) => {
                    for path in paths {
                        list.add(&path, &inside(&path))?;
                    }
                }
                Err(what) => problems.push(format!("--files-from: {}: {what}", name(path))),
            }
        }
        if stdin > 1 {
            problems.push("-: standard input can be read once only; name it once".to_owned());
        }
        Failure::unless_empty(problems)?;
        Ok(list.list)
    }

    /// Refuses two inputs whose results would go to one place.
    pub(crate) fn check_targets(
        &self,
        target: impl Fn(&Path) -> PathBuf,
        dir: &Path,
    ) -> Result<(), Failure> {
        let mut problems = Vec::new();
        let mut taken: HashMap<PathBuf, &Path> = HashMap::new();
        for entry in &self.entries {
            let target = target(&entry.target);
            if let Some(other) = taken.insert(target.clone(), &entry.path) {
                problems.push(format!(
                    "{} and {}: would both be written to {}; name the folder they lie in, which \
                     is mirrored, or run them apart",
                    name(other),
                    name(&entry.path),
                    name(&dir.join(&target))
                ));
            }
        }
        Failure::unless_empty(problems)
    }
}

/// A list that is being made.
struct Lister {
    /// Whether results go to a folder, where two of one file would meet.
    is_to_folder: bool,
    /// The canonical path of that folder, if it is there.
    output: Option<PathBuf>,
    list: Listing,
    /// The paths that are on it, without the dots that lead nowhere.
    seen: HashSet<PathBuf>,
}

impl Lister {
    /// A path of the command line.
    fn add_given(&mut self, path: &Path) -> Result<(), Failure> {
        if is_stdin(path) {
            let target = PathBuf::from("stdin");
            self.list.entries.push(Entry { path: path.to_owned(), target });
            return Ok(());
        }
        match path.metadata() {
            Ok(about) if about.is_dir() => {
                self.refuse_output(path, path)?;
                self.add(path, Path::new(""))
            }
            Ok(_) => {
                self.add(path, &path.file_name().map_or_else(|| path.to_owned(), PathBuf::from))
            }
            Err(error) => match Names::of(path) {
                Some(Ok(names)) => self.add_matches(path, &names),
                Some(Err(error)) => Err(Failure::call(format!(
                    "{}: {} at character {}",
                    name(path),
                    error.msg,
                    error.pos
                ))),
                None => {
                    Err(Failure::call(format!("{}: {}; check the path", name(path), cause(&error))))
                }
            },
        }
    }

    /// What fits a pattern that the shell did not resolve.
    fn add_matches(&mut self, path: &Path, names: &Names) -> Result<(), Failure> {
        let root = names.root.as_path();
        self.refuse_output(root, path)?;
        let found = files_in(root, Some(names), self.output.as_deref())?;
        if !root.is_dir() || found.files.is_empty() && found.left_out.is_empty() {
            return Err(Failure::call(format!(
                "{}: nothing fits this pattern; check it",
                name(path)
            )));
        }
        self.list.left_out.extend(found.left_out);
        for file in found.files {
            let way = file.strip_prefix(root).unwrap_or(&file).to_owned();
            let named = if root == Path::new(".") { &way } else { &file };
            self.push(named, inside(&way));
        }
        Ok(())
    }

    /// A file, or all that is in a folder. A file that is not there is on the list: that is its own
    /// failure, and not that of a call that names a list.
    fn add(&mut self, path: &Path, target: &Path) -> Result<(), Failure> {
        if !path.is_dir() {
            self.push(path, target.to_owned());
            return Ok(());
        }
        let found = files_in(path, None, self.output.as_deref())?;
        self.list.left_out.extend(found.left_out);
        for file in found.files {
            let way = file.strip_prefix(path).unwrap_or(&file);
            self.push(&file, target.join(inside(way)));
        }
        Ok(())
    }

    fn push(&mut self, path: &Path, target: PathBuf) {
        let is_new =
            self.seen.insert(path.components().filter(|p| *p != Component::CurDir).collect());
        if !is_new {
            self.list.twice.push(path.to_owned());
            if self.is_to_folder {
                return;
            }
        }
        // A file that is called like standard input.
        let path = if is_stdin(path) { Path::new(".").join(path) } else { path.to_owned() };
        self.list.entries.push(Entry { path, target });
    }

    /// Refuses a call whose inputs lie where its results go.
    fn refuse_output(&self, folder: &Path, named: &Path) -> Result<(), Failure> {
        if self.output.is_none() || folder.canonicalize().ok() != self.output {
            return Ok(());
        }
        Err(Failure::call(format!(
            "{}: the results would be written among the inputs; name another folder with -o",
            name(named)
        )))
    }
}

/// A path as a way inside a folder: nothing of it leads out.
fn inside(path: &Path) -> PathBuf {
    let normal = |part: &Component<'_>| matches!(part, Component::Normal(_));
    path.components().filter(normal).collect()
}

/// The paths of a list: one a line, or set apart by zero bytes, as `find -print0` gives them.
fn paths_in(list: &Path) -> Result<Vec<PathBuf>, String> {
    let read = if is_stdin(list) {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = read.map_err(|error| format!("{}; check the path", cause(&error)))?;
    // Editors and shells on Windows mark their encoding.
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("is in UTF-16; save the list in UTF-8".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let line = |line: &[u8]| match end {
        0 => line.to_owned(),
        _ => line.strip_suffix(b"\r").unwrap_or(line).to_owned(),
    };
    Ok(bytes.split(|&byte| byte == end).map(line).filter(|l| !l.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
pub(crate) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
pub(crate) fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_leads_out_of_the_folder() {
        for (path, way) in
            [("a/b.txt", "a/b.txt"), ("../../b", "b"), ("/etc/x", "etc/x"), ("./a/../b", "a/b")]
        {
            assert_eq!(inside(Path::new(path)), Path::new(way));
        }
    }
}
