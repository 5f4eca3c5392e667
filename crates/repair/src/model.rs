//! What a repair yields.

use gensvar_text::{OffsetMap, Span};

/// A word of a source of which its OCR engine told how sure it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OcrWord {
    /// Where it stands in the source.
    pub span: Span,
    /// How sure the engine was, from 0 to 1.
    pub confidence: f32,
}

/// A repaired text with all that was done to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The text after repair.
    pub text: String,
    /// What was changed, in order and without overlap: put into the source they give `text`.
    pub edits: Vec<Edit>,
    /// Words left alone though they may be damaged.
    pub doubts: Vec<Doubt>,
    /// From the source to `text`.
    pub map: OffsetMap,
}

impl Repaired {
    /// The result for a text that needs nothing.
    pub fn unchanged(text: &str) -> Self {
        Repaired {
            text: text.to_owned(),
            edits: Vec::new(),
            doubts: Vec::new(),
            map: OffsetMap::identity(),
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Where it stands in the source.
    pub span: Span,
    /// What stands there in the source.
    pub from: String,
    /// What took its place.
    pub to: String,
    /// Where that stands in the repaired text.
    pub target: Span,
    /// What kind of damage it undoes; the last stage's, where several touched the same stretch.
    pub kind: EditKind,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// What else it could be, likeliest first.
    pub alternatives: Vec<Alternative>,
    /// The id of the rule or model that made it.
    pub rule: String,
}

/// A word left as it came that may be damaged.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Where it stands in the source.
    pub span: Span,
    /// The word.
    pub word: String,
    /// How sure it is right, from 0 to 1.
    pub confidence: f64,
    /// What else it could be, likeliest first.
    pub alternatives: Vec<Alternative>,
}

/// Another reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The reading.
    pub to: String,
    /// Its share of the belief, from 0 to 1.
    pub confidence: f64,
}

/// Kinds of damage, in the order in which the stages undo them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EditKind {
    /// Text saved after it was decoded wrongly: mojibake, entities.
    Encoding,
    /// Normal form, ligatures, soft hyphens.
    Unicode,
    /// Line-end hyphens and page furniture.
    Layout,
    /// Characters misread.
    Ocr,
}

impl EditKind {
    /// All of them.
    pub const ALL: [EditKind; 4] =
        [EditKind::Encoding, EditKind::Unicode, EditKind::Layout, EditKind::Ocr];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            EditKind::Encoding => "encoding",
            EditKind::Unicode => "unicode",
            EditKind::Layout => "layout",
            EditKind::Ocr => "ocr",
        }
    }
}
