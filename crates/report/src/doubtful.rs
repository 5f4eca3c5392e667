//! The places of a repair that a person should look at.

use gensvar::repair::{Alternative, Doubt, Edit, Repaired};
use gensvar::text::Span;

use crate::wire::UNCERTAIN_BELOW;

/// A word that was changed without being sure, or left alone though it may be damaged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doubtful<'a> {
    /// Where it stands in the source.
    pub(crate) span: Span,
    /// What stands there.
    pub(crate) from: &'a str,
    /// What took its place; none where it was left alone.
    pub(crate) to: Option<&'a str>,
    /// How sure what stands now is.
    pub(crate) confidence: f64,
    /// What else it could be.
    pub(crate) alternatives: &'a [Alternative],
}

/// Whether a person should look at an edit.
pub(crate) fn is_doubtful(edit: &Edit) -> bool {
    edit.confidence < UNCERTAIN_BELOW
}

/// All of them, in the order of the text.
pub(crate) fn doubtful(repaired: &Repaired) -> impl Iterator<Item = Doubtful<'_>> {
    let mut edits = repaired.edits.iter().filter(|edit| is_doubtful(edit)).peekable();
    let mut doubts = repaired.doubts.iter().peekable();
    std::iter::from_fn(move || {
        let next_doubt = doubts.peek().map(|doubt| doubt.span);
        match edits.next_if(|edit| next_doubt.is_none_or(|span| edit.span < span)) {
            Some(edit) => Some(of_edit(edit)),
            None => doubts.next().map(of_doubt),
        }
    })
}

fn of_edit(edit: &Edit) -> Doubtful<'_> {
    Doubtful {
        span: edit.span,
        from: &edit.from,
        to: Some(&edit.to),
        confidence: edit.confidence,
        alternatives: &edit.alternatives,
    }
}

fn of_doubt(doubt: &Doubt) -> Doubtful<'_> {
    Doubtful {
        span: doubt.span,
        from: &doubt.word,
        to: None,
        confidence: doubt.confidence,
        alternatives: &doubt.alternatives,
    }
}
