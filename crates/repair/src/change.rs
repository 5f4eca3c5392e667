use gensvar_text::{OffsetMap, Span};

use crate::model::{Alternative, Doubt};

/// What a stage wants done to the text it was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// Where in that text.
    pub(crate) span: Span,
    /// What comes there.
    pub(crate) to: String,
    /// The id of the rule or model.
    pub(crate) rule: &'static str,
    /// How sure, from 0 to 1.
    pub(crate) confidence: f64,
    /// What else it could be.
    pub(crate) alternatives: Vec<Alternative>,
}

impl Change {
    /// A change that leaves no doubt.
    pub(crate) fn certain(span: Span, to: impl Into<String>, rule: &'static str) -> Self {
        Change { span, to: to.into(), rule, confidence: 1.0, alternatives: Vec::new() }
    }

    /// The change not made, but told: what is in `text` stays, with the other reading first.
    pub(crate) fn into_doubt(self, text: &str) -> Doubt {
        let word = self.span.slice(text).unwrap_or_default().to_owned();
        let stays = |other: &Alternative| other.to == word;
        let confidence = self.alternatives.iter().find(|o| stays(o)).map_or(0.0, |o| o.confidence);
        let mut alternatives = vec![Alternative { to: self.to, confidence: self.confidence }];
        alternatives.extend(self.alternatives.into_iter().filter(|other| !stays(other)));
        Doubt { span: self.span, word, confidence, alternatives }
    }
}

/// Whether a stretch overlaps one of `spans`, which stand in order and without overlap.
pub(crate) fn overlaps_any(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|other| other.end <= span.start);
    spans.get(at).is_some_and(|other| other.overlaps(span))
}

/// Puts some changes in the place of those that they overlap; both stand in order and without
/// overlap, and so does the result.
pub(crate) fn lay_over(changes: &mut Vec<Change>, over: Vec<Change>) {
    if over.is_empty() {
        return;
    }
    let spans: Vec<Span> = over.iter().map(|change| change.span).collect();
    changes.retain(|change| !overlaps_any(&spans, change.span));
    changes.extend(over);
    changes.sort_by_key(|change| change.span);
}

/// The text after the changes, which stand in order and without overlap, and the map to it.
pub(crate) fn apply(text: &str, changes: &[Change]) -> (String, OffsetMap) {
    let (mut out, mut at) = (String::with_capacity(text.len() + text.len() / 16), 0);
    for change in changes {
        out.push_str(&text[at..change.span.start]);
        out.push_str(&change.to);
        at = change.span.end;
    }
    out.push_str(&text[at..]);
    let map = OffsetMap::from_edits(changes.iter().map(|c| (c.span, c.to.len())));
    (out, map)
}
