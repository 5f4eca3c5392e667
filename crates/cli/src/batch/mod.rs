//! Many inputs: which they are (`listing`), worked on at once and taken in order (`pool`), what was
//! done before (`journal`), what did not go well (`summary`), how far it is (`progress`), and an end
//! before the end (`interrupt`).

pub(crate) mod interrupt;
pub(crate) mod journal;
pub(crate) mod listing;
pub(crate) mod pool;
pub(crate) mod progress;
pub(crate) mod summary;
