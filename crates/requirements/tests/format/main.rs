//! The format of requirement sets as who writes one meets it: what is said of mistakes.

mod mistakes;
mod warnings;
