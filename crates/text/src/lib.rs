//! Source text, spans, offset maps, words and sentences for Danish prose.
//!
//! Everything here works on plain text in memory: no files, no serialisation, no language model.
//! Inside the workspace places are byte offsets ([`Span`]); the wire counts Unicode scalar values
//! ([`CharSpan`]), and [`SourceText`] turns one into the other.
//!
//! ```
//! use gensvar_text::{OffsetMap, SourceText, Span};
//!
//! let source = SourceText::new("Status pa kurset");
//! // A repair replaced bytes 7..9 by two letters of three bytes.
//! let map = OffsetMap::from_edits([(Span::new(7, 9), "på".len())]);
//! assert_eq!(map.to_target(Span::new(10, 16)), Span::new(11, 17));
//! assert_eq!(map.to_source(Span::new(7, 10)), Span::new(7, 9));
//! assert_eq!(source.line_of(7), 1);
//! ```

mod map;
mod sentence;
mod source;
mod span;
mod words;

pub use map::OffsetMap;
pub use sentence::{Sentence, SentenceKind, flow, page_furniture, sentences};
pub use source::SourceText;
pub use span::{CharSpan, Span};
pub use words::{Word, words};
