//! Normal form, ligatures, soft hyphens, exotic characters.

use crate::change::Change;

/// What brings `text` to NFC and takes out what is only typesetting.
pub(crate) fn changes(_text: &str) -> Vec<Change> {
    Vec::new()
}
