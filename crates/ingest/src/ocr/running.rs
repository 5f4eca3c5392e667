//! The programs that are running now, so that none of them is left behind.

use std::collections::HashMap;
use std::io;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// All of them, by their ids; none any more once they are to stop.
static ALL: LazyLock<Mutex<Option<HashMap<u32, Child>>>> =
    LazyLock::new(|| Mutex::new(Some(HashMap::new())));

/// What the others did before one of them panicked holds all the same.
fn all() -> MutexGuard<'static, Option<HashMap<u32, Child>>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the programs that are running for this one (OCR, the renderer of pages), and lets none begin
/// any more: for a caller who is about to end while other threads still read.
pub fn stop_programs() {
    for (_, mut child) in all().take().into_iter().flatten() {
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// A program that runs; it is ended when the value goes.
pub(super) struct Running {
    id: u32,
}

impl Running {
    pub(super) fn start(command: &mut Command) -> io::Result<Running> {
        // Held while it starts: one that starts is known, or it does not start.
        let mut all = all();
        let known = all.as_mut().ok_or_else(stopped)?;
        let child = command.spawn()?;
        let id = child.id();
        known.insert(id, child);
        Ok(Running { id })
    }

    /// What it writes; the first call has it.
    pub(super) fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        let mut all = all();
        let child = all.as_mut().and_then(|all| all.get_mut(&self.id));
        child.map_or((None, None), |child| (child.stdout.take(), child.stderr.take()))
    }

    /// How it ended, if it did.
    pub(super) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let mut all = all();
        let child = all.as_mut().and_then(|all| all.get_mut(&self.id));
        child.ok_or_else(stopped)?.try_wait()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let child = all().as_mut().and_then(|all| all.remove(&self.id));
        if let Some(mut child) = child {
            // Of one that has ended nothing is left to be killed.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn stopped() -> io::Error {
    io::Error::other("stopped, for the run is to end")
}
