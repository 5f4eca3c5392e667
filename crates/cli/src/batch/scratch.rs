//! The folder for files that other programs are given to read. They are copies of the inputs, and so
//! as confidential as those: whatever ends the program, they are to go.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder of this run.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The folder within that of the program in an output folder. A run that could not remove it leaves
/// it to the next.
const NAME: &str = "tmp";

/// Makes the folder: in that of the program, if there is one, else where the system has such files.
pub(crate) fn make(own: Option<&Path>) -> Option<PathBuf> {
    let made = match own {
        Some(own) => {
            let folder = own.join(NAME);
            fs::create_dir_all(&folder).map(|()| folder)
        }
        None => tempfile::Builder::new().prefix("gensvar-").tempdir().map(|folder| folder.keep()),
    };
    // Without one, files are made where the system has them, and go when their program has ended.
    let folder = made.ok()?;
    *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.clone());
    Some(folder)
}

/// Removes what a run left that was killed.
pub(crate) fn clear(own: &Path) {
    let _ = fs::remove_dir_all(own.join(NAME));
}

/// Removes the folder of this run.
pub(crate) fn remove() {
    let Some(folder) = FOLDER.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    // A thread that was given up may put a file into it just now.
    let mut tries = 0..3;
    while tries.next().is_some() && fs::remove_dir_all(&folder).is_err() {}
}
