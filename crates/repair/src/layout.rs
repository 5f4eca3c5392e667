//! Line-end hyphens and page furniture, for `--reflow`.

use crate::change::Change;

/// What joins hyphenated words over line ends and takes out page furniture.
pub(crate) fn changes(_text: &str) -> Vec<Change> {
    Vec::new()
}
