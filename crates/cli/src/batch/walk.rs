//! The files of a folder and of the folders in it, or those of them that a pattern means: each folder
//! once, whatever links lead to it.

use std::collections::{HashMap, VecDeque};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern, PatternError};
use walkdir::WalkDir;

use super::interrupt;
use super::journal::{SUMMARY, is_output_folder};
use crate::error::{Failure, cause, name};

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

/// What a way through folders finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files, in the order of their names.
    pub(super) files: Vec<PathBuf>,
    pub(super) left_out: Vec<LeftOut>,
}

/// What makes a path a pattern.
const WILD: [char; 3] = ['*', '?', '['];

/// A pattern such as `scans/**/*.xml`. One that fits a folder means all that is in it; what is hidden
/// is meant only where the pattern has the dot itself.
#[derive(Debug)]
pub(super) struct Names {
    /// The folder that it begins in.
    pub(super) root: PathBuf,
    /// A pattern for each name behind the root; none for any number of names.
    parts: Vec<Option<Pattern>>,
}

impl Names {
    /// The pattern in a path; none if it is none.
    pub(super) fn of(path: &Path) -> Option<Result<Names, PatternError>> {
        let text = path.to_str().filter(|text| text.contains(WILD))?;
        let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(WILD);
        let root: PathBuf = path.components().take_while(is_plain).collect();
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let behind = path.components().skip_while(is_plain);
        let parts = behind.map(|part| match part.as_os_str().to_string_lossy() {
            any if any == "**" => Ok(None),
            one => Pattern::new(&one).map(Some),
        });
        // The whole first: errors tell their place in it.
        let whole = Pattern::new(text).and_then(|_| parts.collect());
        Some(whole.map(|parts| Names { root, parts }))
    }
}

/// Whether names fit a pattern.
fn fits(parts: &[Option<Pattern>], names: &[&OsStr]) -> bool {
    match (parts, names) {
        ([], names) => names.is_empty(),
        ([None, rest @ ..], _) => {
            fits(rest, names)
                || names.split_first().is_some_and(|(n, more)| !is_hidden(n) && fits(parts, more))
        }
        ([Some(_), ..], []) => false,
        ([Some(part), rest @ ..], [first, more @ ..]) => fits_one(part, first) && fits(rest, more),
    }
}

/// Whether something in the folder of those names may fit.
fn may_lead(parts: &[Option<Pattern>], names: &[&OsStr]) -> bool {
    match (parts, names) {
        (_, []) => true,
        ([], _) => false,
        ([None, rest @ ..], [first, more @ ..]) => {
            may_lead(rest, names) || !is_hidden(first) && may_lead(parts, more)
        }
        ([Some(part), rest @ ..], [first, more @ ..]) => {
            fits_one(part, first) && may_lead(rest, more)
        }
    }
}

fn fits_one(part: &Pattern, name: &OsStr) -> bool {
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
    part.matches_with(&name.to_string_lossy(), options)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// Goes through a folder. What is not `meant` is passed over; the folder that results go to, given by
/// its canonical path, is no input.
pub(super) fn files_in(
    root: &Path,
    meant: Option<&Names>,
    output: Option<&Path>,
) -> Result<Found, Failure> {
    let mut walk = Walk {
        root,
        parts: meant.map(|names| names.parts.as_slice()),
        output,
        seen: HashMap::new(),
        links: VecDeque::new(),
        found: Found::default(),
    };
    // Links come last: what they lead to may lie in the tree itself.
    let mut next = Some(root.to_owned());
    while let Some(folder) = next {
        if walk.enter(&folder) {
            walk.tree(&folder)?;
        }
        next = walk.links.pop_front();
    }
    walk.found.files.sort();
    Ok(walk.found)
}

struct Walk<'a> {
    root: &'a Path,
    parts: Option<&'a [Option<Pattern>]>,
    output: Option<&'a Path>,
    /// Folders that were gone through, by their canonical paths, as they were called then.
    seen: HashMap<PathBuf, PathBuf>,
    /// Links to folders that were met.
    links: VecDeque<PathBuf>,
    found: Found,
}

/// What a file or folder is to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is meant, or lies in a folder that is.
    Meant,
    /// It is not, but something in it may be.
    OnTheWay,
    /// It would be meant if it were not hidden.
    Hidden,
    /// It has nothing to do with the call.
    Other,
}

impl Walk<'_> {
    /// Goes through a folder and those in it, and remembers the links to others.
    fn tree(&mut self, folder: &Path) -> Result<(), Failure> {
        let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            if interrupt::is_wanted() {
                return Err(Failure::Interrupted);
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let cause = error.io_error().map_or_else(|| error.to_string(), cause);
                    self.leave(error.path().unwrap_or(folder), &cause, true);
                    continue;
                }
            };
            let path = entry.path();
            let standing = self.standing(path);
            let is_link = entry.path_is_symlink();
            let kind = if !is_link || standing == Standing::Other {
                entry.file_type()
            } else {
                match path.metadata() {
                    Ok(about) => about.file_type(),
                    Err(error) => {
                        self.leave(path, &cause(&error), true);
                        continue;
                    }
                }
            };
            if kind.is_dir() {
                let is_gone_through = match standing {
                    Standing::Meant | Standing::OnTheWay if is_link => {
                        self.links.push_back(path.to_owned());
                        false
                    }
                    Standing::Meant | Standing::OnTheWay => self.enter(path),
                    Standing::Hidden => {
                        self.leave(path, "a hidden folder", false);
                        false
                    }
                    Standing::Other => false,
                };
                // To a link there is nothing to skip: it is not followed here.
                if !is_gone_through && entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            match standing {
                Standing::OnTheWay | Standing::Other => {}
                Standing::Hidden => self.leave(path, "a hidden file", false),
                Standing::Meant if !kind.is_file() => {
                    self.leave(path, "neither a file nor a folder", false);
                }
                Standing::Meant if self.is_summary(path) => {
                    self.leave(path, "the summary of an earlier run", false);
                }
                Standing::Meant => self.found.files.push(path.to_owned()),
            }
        }
        Ok(())
    }

    fn standing(&self, path: &Path) -> Standing {
        let way = path.strip_prefix(self.root).unwrap_or(path);
        let names: Vec<&OsStr> = way.iter().collect();
        let is_hidden = |names: &[&OsStr]| names.last().is_some_and(|name| is_hidden(name));
        let Some(parts) = self.parts else {
            return if is_hidden(&names) { Standing::Hidden } else { Standing::Meant };
        };
        if fits(parts, &names) {
            return Standing::Meant;
        }
        let is_inside =
            (0..names.len()).any(|end| names.get(..end).is_some_and(|n| fits(parts, n)));
        match is_inside {
            true if is_hidden(&names) => Standing::Hidden,
            true => Standing::Meant,
            false if may_lead(parts, &names) => Standing::OnTheWay,
            false => Standing::Other,
        }
    }

    /// Whether a folder is to be gone through.
    fn enter(&mut self, path: &Path) -> bool {
        // One that cannot be looked up cannot be opened either, which is told then.
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if Some(canonical.as_path()) == self.output {
            return false;
        }
        if let Some(first) = self.seen.get(&canonical) {
            let cause = format!("leads to a folder that is read as {}", name(first));
            self.leave(path, &cause, false);
            return false;
        }
        self.seen.insert(canonical, path.to_owned());
        // Somebody may mean such a folder, but then names it.
        if path != self.root && is_output_folder(path) {
            self.leave(path, "a folder of results", false);
            return false;
        }
        true
    }

    /// Whether a file tells of the run that wrote the folder that was named.
    fn is_summary(&self, path: &Path) -> bool {
        path.strip_prefix(self.root).is_ok_and(|way| way == Path::new(SUMMARY))
            && is_output_folder(self.root)
    }

    fn leave(&mut self, path: &Path, cause: &str, is_failure: bool) {
        self.found.left_out.push(LeftOut { name: name(path), cause: cause.to_owned(), is_failure });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_say() {
        let standing = |pattern: &str, path: &str| {
            let names = Names::of(Path::new(pattern)).unwrap().unwrap();
            let walk = Walk {
                root: &names.root,
                parts: Some(&names.parts),
                output: None,
                seen: HashMap::new(),
                links: VecDeque::new(),
                found: Found::default(),
            };
            walk.standing(Path::new(path))
        };
        for (pattern, path, expected) in [
            ("ind/**/*.txt", "ind/a.txt", Standing::Meant),
            ("ind/**/*.txt", "ind/b/c/a.txt", Standing::Meant),
            ("ind/**/*.txt", "ind/b/.skjult/a.txt", Standing::Other),
            ("ind/**/*.txt", "ind/a.pdf", Standing::OnTheWay),
            ("ind/*.txt", "ind/b", Standing::Other),
            ("ind/*.txt", "ind/b/a.txt", Standing::Other),
            ("ind/20*", "ind/2024/juni/a.pdf", Standing::Meant),
            ("ind/20*", "ind/2024/.skjult", Standing::Hidden),
            ("ind/20*", "ind/1999/a.pdf", Standing::Other),
            ("ind/*", "ind/.skjult", Standing::Other),
            ("ind/.s*", "ind/.skjult", Standing::Meant),
            ("ind/.s*/*.txt", "ind/.skjult/a.txt", Standing::Meant),
            ("ind/**", "ind/b/a.txt", Standing::Meant),
        ] {
            assert_eq!(standing(pattern, path), expected, "{pattern} {path}");
        }
    }
}
