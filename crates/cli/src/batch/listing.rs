//! What a call names, as a list of inputs: files, folders with all that is in them, patterns, and
//! lists of files.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use walkdir::WalkDir;

use super::journal::{JOURNAL, OWN};
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

/// What is left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// What it is called.
    pub(crate) name: String,
    /// Why.
    pub(crate) cause: String,
    /// Whether it could not be read, rather than was not meant.
    pub(crate) is_failure: bool,
}

/// The inputs of a call, in its order; those of a folder in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    /// What is to be read.
    pub(crate) entries: Vec<Entry>,
    /// What is not.
    pub(crate) left_out: Vec<LeftOut>,
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
        let mut list = Listing::default();
        let mut problems = Vec::new();
        let output = output.and_then(|dir| dir.canonicalize().ok());
        let mut stdin = files.files.iter().filter(|path| is_stdin(path)).count();
        for path in &files.files {
            if let Err(problem) = list.add_given(path, output.as_deref()) {
                problems.push(problem);
            }
        }
        if let Some(path) = &files.files_from {
            stdin += usize::from(is_stdin(path));
            match paths_in(path) {
                Ok(paths) => {
                    for path in paths {
                        list.add_listed(&path, output.as_deref());
                    }
                }
                Err(error) => problems.push(format!(
                    "--files-from: {}: {}; check the path",
                    name(path),
                    cause(&error)
                )),
            }
        }
        if stdin > 1 {
            problems.push("-: standard input can be read once only; name it once".to_owned());
        }
        if problems.is_empty() { Ok(list) } else { Err(Failure::Call(problems)) }
    }

    /// A path of the command line.
    fn add_given(&mut self, path: &Path, output: Option<&Path>) -> Result<(), String> {
        if is_stdin(path) {
            self.entries.push(Entry { path: path.to_owned(), target: PathBuf::from("stdin") });
            return Ok(());
        }
        match path.metadata() {
            Ok(about) if about.is_dir() && output.is_some_and(|output| is_same(path, output)) => {
                return Err(format!(
                    "{}: the results would be written among the inputs; name another folder with -o",
                    name(path)
                ));
            }
            Ok(about) if about.is_dir() => self.add_folder(path, Path::new(""), output),
            Ok(_) => {
                let target = path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
                self.entries.push(Entry { path: path.to_owned(), target });
            }
            Err(error) => match pattern(path) {
                Some(pattern) => return self.add_matches(path, pattern, output),
                None => return Err(format!("{}: {}; check the path", name(path), cause(&error))),
            },
        }
        Ok(())
    }

    /// What fits a pattern that the shell did not resolve.
    fn add_matches(
        &mut self,
        path: &Path,
        pattern: &str,
        output: Option<&Path>,
    ) -> Result<(), String> {
        let named = name(path);
        let found = glob::glob(pattern)
            .map_err(|error| format!("{named}: {} at character {}", error.msg, error.pos))?;
        let plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(WILD);
        let root: PathBuf = path.components().take_while(plain).collect();
        let mut any = false;
        for one in found {
            any = true;
            match one {
                Ok(one) => {
                    let way = one.strip_prefix(&root).unwrap_or(&one);
                    self.add(&one, &inside(way), output);
                }
                Err(error) => self.left_out.push(LeftOut {
                    name: name(error.path()),
                    cause: cause(error.error()),
                    is_failure: true,
                }),
            }
        }
        if any { Ok(()) } else { Err(format!("{named}: nothing fits this pattern; check it")) }
    }

    /// A path of a list: that it is not there any more is its own failure, not the call's.
    fn add_listed(&mut self, path: &Path, output: Option<&Path>) {
        self.add(path, &inside(path), output);
    }

    fn add(&mut self, path: &Path, target: &Path, output: Option<&Path>) {
        if path.is_dir() {
            self.add_folder(path, target, output);
        } else {
            self.entries.push(Entry { path: path.to_owned(), target: target.to_owned() });
        }
    }

    /// All files of a folder and of those in it.
    fn add_folder(&mut self, folder: &Path, target: &Path, output: Option<&Path>) {
        // A name that begins with a dash is no option where it stands behind a folder.
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let mut walk = walk.into_iter();
        while let Some(found) = walk.next() {
            let found = match found {
                Ok(found) => found,
                Err(error) => {
                    let at = error.path().unwrap_or(folder);
                    let cause = match error.io_error() {
                        Some(error) => cause(error),
                        None => "a link that leads back to a folder it lies in".to_owned(),
                    };
                    self.left_out.push(LeftOut { name: name(at), cause, is_failure: true });
                    continue;
                }
            };
            let path = found.path();
            let is_folder = found.file_type().is_dir();
            if is_folder && output.is_some_and(|output| is_same(path, output)) {
                walk.skip_current_dir();
                continue;
            }
            // Somebody may mean such a folder, but then names it.
            if is_folder && found.depth() > 0 && path.join(OWN).join(JOURNAL).is_file() {
                self.leave(path, "a folder of results");
                walk.skip_current_dir();
                continue;
            }
            let is_hidden = found.depth() > 0 && is_hidden(found.file_name());
            if is_hidden {
                self.leave(path, if is_folder { "a hidden folder" } else { "a hidden file" });
                if is_folder {
                    walk.skip_current_dir();
                }
            } else if found.file_type().is_file() {
                let way = path.strip_prefix(folder).unwrap_or(path);
                self.entries
                    .push(Entry { path: path.to_owned(), target: target.join(inside(way)) });
            } else if !is_folder {
                self.leave(path, "neither a file nor a folder");
            }
        }
    }

    fn leave(&mut self, path: &Path, cause: &str) {
        let (name, cause) = (name(path), cause.to_owned());
        self.left_out.push(LeftOut { name, cause, is_failure: false });
    }

    /// Refuses two inputs whose results would go to one place.
    pub(crate) fn check_targets(
        &self,
        target: impl Fn(&Path) -> PathBuf,
        dir: &Path,
        reserved: &[&str],
    ) -> Result<(), Failure> {
        let mut problems = Vec::new();
        let mut taken: HashMap<PathBuf, &Path> = HashMap::new();
        for entry in &self.entries {
            let target = target(&entry.target);
            if reserved.iter().any(|reserved| target == Path::new(reserved)) {
                problems.push(format!(
                    "{}: its result would be written to {}, which is taken; rename it",
                    name(&entry.path),
                    name(&dir.join(&target))
                ));
            }
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
        if problems.is_empty() { Ok(()) } else { Err(Failure::Call(problems)) }
    }
}

/// What makes a path a pattern.
const WILD: [char; 3] = ['*', '?', '['];

fn pattern(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| text.contains(WILD))
}

/// A path as a way inside a folder: nothing of it leads out.
fn inside(path: &Path) -> PathBuf {
    let normal = |part: &Component<'_>| matches!(part, Component::Normal(_));
    path.components().filter(normal).collect()
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

fn is_same(path: &Path, canonical: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| path == canonical)
}

/// The paths of a list: one a line, or set apart by zero bytes, as `find -print0` gives them.
fn paths_in(list: &Path) -> io::Result<Vec<PathBuf>> {
    let bytes = if is_stdin(list) {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)?;
        bytes
    } else {
        fs::read(list)?
    };
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
