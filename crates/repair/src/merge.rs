//! One list of edits out of what the stages changed one after the other.

use gensvar_text::{OffsetMap, Span};

use crate::change::Change;
use crate::model::{Edit, EditKind};

/// What a stage changed.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) kind: EditKind,
    pub(crate) changes: Vec<Change>,
    /// From the source to the text that the stage was given.
    pub(crate) before: OffsetMap,
}

/// One edit for each stretch of the source that any stage changed.
///
/// Where several touched the same stretch, the last gives kind, rule and alternatives, and the
/// least sure the confidence.
pub(crate) fn edits(source: &str, text: &str, map: &OffsetMap, stages: &[Stage]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = map
        .replaced()
        .filter_map(|(span, target)| {
            Some(Edit {
                span,
                from: span.slice(source)?.to_owned(),
                to: target.slice(text)?.to_owned(),
                target,
                kind: EditKind::Encoding,
                confidence: 1.0,
                alternatives: Vec::new(),
                rule: String::new(),
            })
        })
        .collect();
    for stage in stages {
        for change in &stage.changes {
            let place = stage.before.to_source(change.span);
            if let Some(edit) = find(&mut edits, place) {
                edit.kind = stage.kind;
                edit.confidence = edit.confidence.min(change.confidence);
                change.rule.clone_into(&mut edit.rule);
                edit.alternatives.clone_from(&change.alternatives);
            }
        }
    }
    edits.retain(|edit| edit.from != edit.to);
    edits
}

/// The edit whose stretch holds the place.
fn find(edits: &mut [Edit], place: Span) -> Option<&mut Edit> {
    let from = edits.partition_point(|edit| edit.span.end < place.start);
    edits[from..].iter_mut().take(2).find(|edit| edit.span.contains(place))
}
