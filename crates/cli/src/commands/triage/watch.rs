//! Waits until files of the inbox have come, changed or gone, and stand still.
//!
//! What the system tells of changes is a hint to look; what is seen then decides. So the program's
//! own writing leads to nothing, renamed and removed files are told as well as new ones, and a share
//! whose server tells nothing is looked at all the same, only less often.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::args::Files;
use crate::batch::interrupt;
use crate::batch::listing::Listing;
use crate::error::report;

/// How often it is looked without a hint.
const LOOK: Duration = Duration::from_secs(5);
/// How long nothing may change before the files are read: one that is still being written grows.
const STILL: Duration = Duration::from_secs(1);
/// How long is waited for that at most, since one file may grow for hours.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked whether the user wants an end.
const INTERRUPT: Duration = Duration::from_millis(50);

/// The files of an inbox with their sizes and times of change.
type Seen = BTreeMap<PathBuf, Option<(u64, Option<SystemTime>)>>;

/// Watches the inputs of a call.
pub(super) struct Watch<'a> {
    files: &'a Files,
    output: &'a Path,
    hints: Receiver<()>,
    /// Sends hints as long as it is there.
    _watcher: Option<RecommendedWatcher>,
    /// What was seen when the files were last read.
    seen: Option<Seen>,
    /// It is looked often whether the user wants an end.
    _heed: interrupt::Heed,
}

impl<'a> Watch<'a> {
    /// Begins to watch. Where the system does not tell of changes, that is told.
    pub(super) fn new(files: &'a Files, output: &'a Path) -> Watch<'a> {
        let (hint, hints) = channel();
        let watcher = notify::recommended_watcher(move |_| {
            // Nobody listens any more at the end of the program.
            let _ = hint.send(());
        });
        let watcher = watcher.and_then(|mut watcher| {
            for path in &files.files {
                watcher.watch(folder_of(path), depth(path))?;
            }
            Ok(watcher)
        });
        let watcher = watcher.inspect_err(|error| {
            report(&format!(
                "the system does not tell of changes ({error}); it is looked every {} seconds",
                LOOK.as_secs()
            ));
        });
        Watch {
            files,
            output,
            hints,
            _watcher: watcher.ok(),
            seen: None,
            _heed: interrupt::Heed::new(),
        }
    }

    /// Waits until there is something else to read than the last time, and it stands still. False if
    /// the user wants an end.
    pub(super) fn wait(&mut self) -> bool {
        loop {
            if self.seen.as_ref() != Some(&self.look()) {
                let Some(still) = self.settled() else { return false };
                if self.seen.as_ref() != Some(&still) {
                    self.seen = Some(still);
                    return true;
                }
            }
            if !self.sleep(LOOK, true) {
                return false;
            }
        }
    }

    /// What is seen when it no longer changes; none if the user wants an end.
    fn settled(&self) -> Option<Seen> {
        let begun = Instant::now();
        let mut before = self.look();
        loop {
            if !self.sleep(STILL, false) {
                return None;
            }
            let now = self.look();
            if now == before || begun.elapsed() >= PATIENCE {
                return Some(now);
            }
            before = now;
        }
    }

    /// Waits, no longer than for a hint where one is to be heard. False if the user wants an end.
    fn sleep(&self, time: Duration, hears_hints: bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < time {
            if interrupt::is_wanted() {
                return false;
            }
            if hears_hints && self._watcher.is_some() {
                if self.hints.recv_timeout(INTERRUPT).is_ok() {
                    // What else was told is seen in the same look.
                    while self.hints.try_recv().is_ok() {}
                    return true;
                }
            } else {
                std::thread::sleep(INTERRUPT);
            }
        }
        !interrupt::is_wanted()
    }

    fn look(&self) -> Seen {
        // An inbox that is not there holds nothing; it may come back.
        let list = Listing::of(self.files, Some(self.output)).unwrap_or_default();
        let about = |path: PathBuf| {
            let about = path.metadata().ok();
            let about = about.map(|about| (about.len(), about.modified().ok()));
            (path, about)
        };
        list.entries.into_iter().map(|entry| about(entry.path)).collect()
    }
}

/// The folder in which something happens when a path of the call changes.
fn folder_of(path: &Path) -> &Path {
    let folder = path.ancestors().find(|folder| folder.is_dir());
    folder.unwrap_or(Path::new("."))
}

/// For a single file not all that lies in folders beside it.
fn depth(path: &Path) -> RecursiveMode {
    if path.is_file() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_and_files_are_watched_where_they_lie() {
        let here = env!("CARGO_MANIFEST_DIR");
        let (manifest, pattern) = (format!("{here}/Cargo.toml"), format!("{here}/src/**/*.rs"));
        let source = format!("{here}/src");
        assert_eq!(folder_of(Path::new(&manifest)), Path::new(here));
        assert_eq!(folder_of(Path::new(&pattern)), Path::new(&source));
        assert_eq!(folder_of(Path::new("*.txt")), Path::new("."));
        assert_eq!(depth(Path::new(&manifest)), RecursiveMode::NonRecursive);
        assert_eq!(depth(Path::new(&pattern)), RecursiveMode::Recursive);
    }
}
