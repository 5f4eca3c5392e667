//! E-mails: the head as people see it, an empty line, the text.

pub(crate) mod eml;
mod flowed;
mod letter;
pub(crate) mod msg;
mod properties;
