//! Many inputs: which they are (`listing`, `walk`), worked on at once and taken in order (`pool`), what
//! was done before (`journal`, `record`), what did not go well (`summary`), how far it is (`progress`),
//! files for other programs (`scratch`), and an end before the end (`interrupt`).

pub(crate) mod interrupt;
pub(crate) mod journal;
pub(crate) mod listing;
pub(crate) mod pool;
pub(crate) mod progress;
pub(crate) mod record;
pub(crate) mod scratch;
pub(crate) mod summary;
mod walk;
