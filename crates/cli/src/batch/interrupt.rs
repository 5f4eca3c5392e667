//! Ctrl-C: the first ends the run where it is, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::INTERRUPTED;

static IS_WANTED: AtomicBool = AtomicBool::new(false);

/// Takes over Ctrl-C. Where that cannot be, the system ends the program, which harms nothing.
pub(crate) fn watch() {
    let _ = ctrlc::set_handler(|| {
        if IS_WANTED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
}

/// Whether the user wants an end.
pub(crate) fn is_wanted() -> bool {
    IS_WANTED.load(Ordering::SeqCst)
}
