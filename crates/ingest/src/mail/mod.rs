//! E-mails: the head as people see it, an empty line, the text.

mod body;
pub(crate) mod eml;
mod flowed;
mod letter;
pub(crate) mod msg;
mod older;
mod packed;
mod properties;
mod uu;
