//! The start of a new set.

use crate::values::{ID_RULE, is_id};

/// The set that one begins with, commented for who writes it.
const START: &str = include_str!("../data/new.toml");

/// What stands in it for the id.
const ID: &str = "{id}";

/// A commented start of a set with that id, to be changed: a set like any other, with tests that
/// hold.
///
/// # Errors
/// If the text can be no id; the error says how one is written.
pub fn new_set(id: &str) -> Result<String, String> {
    if is_id(id) { Ok(START.replace(ID, id)) } else { Err(format!("\"{id}\" is no id: {ID_RULE}")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RequirementSet;

    #[test]
    fn a_new_set_has_its_id_and_can_be_read() {
        let set = new_set("åben-dagsorden").unwrap();
        let set = RequirementSet::parse(&set, "new.toml").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(set.id(), "åben-dagsorden");
        assert!(set.has_verdict() && set.test_count() > 8);
        for wrong in ["", "Åben dagsorden", "a\"b", "a\nb", "A"] {
            assert!(new_set(wrong).is_err(), "{wrong}");
        }
    }
}
