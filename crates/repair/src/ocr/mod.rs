//! Characters that an OCR engine misread.

use crate::change::Change;
use crate::model::Doubt;

/// The model and its parameters.
#[derive(Debug, Default)]
pub(crate) struct OcrRepair {}

impl OcrRepair {
    /// What undoes misread characters in `text`, and what is doubtful.
    pub(crate) fn changes(&self, _text: &str) -> (Vec<Change>, Vec<Doubt>) {
        (Vec::new(), Vec::new())
    }
}
