//! An end before the end: Ctrl-C, a terminal that was closed, a system that goes down.
//!
//! While somebody heeds it, the first signal asks for an end where the run is; a second one, and any
//! while nobody does, ends the program at once. Neither leaves other programs running, nor files that
//! were made for them.

use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

use super::scratch;

/// The signal that came, or 0.
static WANTED: AtomicI32 = AtomicI32::new(0);
/// How many look now and then whether an end is wanted.
static HEEDING: AtomicUsize = AtomicUsize::new(0);

/// As long as it lives, its owner looks now and then whether an end is wanted.
pub(crate) struct Heed(());

impl Heed {
    pub(crate) fn new() -> Heed {
        HEEDING.fetch_add(1, Ordering::SeqCst);
        Heed(())
    }
}

impl Drop for Heed {
    fn drop(&mut self) {
        HEEDING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Takes over the signals that ask for an end. Where that cannot be, the system ends the program,
/// which harms no result.
#[cfg(unix)]
pub(crate) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let taken = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|&signal| !is_ignored(signal));
    let Ok(mut signals) = signal_hook::iterator::Signals::new(taken) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let is_first = WANTED.swap(signal, Ordering::SeqCst) == 0;
            if !is_first || HEEDING.load(Ordering::SeqCst) == 0 {
                leave_nothing();
                std::process::exit(i32::from(status()));
            }
        }
    });
}

#[cfg(not(unix))]
pub(crate) fn watch() {}

/// Whether whoever called the program wants it to go on after a signal, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let about = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    ignored.is_some_and(|bits| bits >> (signal - 1) & 1 == 1)
}

/// Whether an end is wanted.
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::SeqCst) != 0
}

/// The exit status of a program that a signal ended, as shells have it.
pub(crate) fn status() -> u8 {
    u8::try_from(WANTED.load(Ordering::SeqCst)).map_or(u8::MAX, |signal| signal.saturating_add(128))
}

/// What is to be done before the program ends, however it ends.
pub(crate) fn leave_nothing() {
    gensvar_ingest::stop_programs();
    scratch::remove();
}
