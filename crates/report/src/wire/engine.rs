use serde::{Deserialize, Serialize};

/// The OCR engine that read a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineOut {
    /// Its name and version, as it tells it: `tesseract 5.3.0`.
    pub engine: String,
    /// The languages that it read in, as it calls them: `dan`.
    pub languages: Vec<String>,
    /// How many pages it read; the others of the document were text already.
    pub pages: usize,
}
