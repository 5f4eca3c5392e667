//! Repair of Danish text that OCR or encodings damaged.
//!
//! Four stages, each of which yields changes to the text of the one before:
//! encoding → Unicode → layout (only if asked for) → OCR.

mod change;
mod encoding;
mod layout;
mod model;
mod ocr;
mod unicode;

use change::{Stage, apply};
use gensvar_text::{OffsetMap, Span};
pub use model::{Alternative, Doubt, Edit, EditKind, Repaired};

/// Repairs texts.
///
/// ```
/// let repairer = gensvar_repair::Repairer::danish();
/// assert_eq!(repairer.repair("Et kursus").text, "Et kursus");
/// ```
#[derive(Debug, Default)]
pub struct Repairer {
    ocr: ocr::OcrRepair,
    reflow: bool,
}

impl Repairer {
    /// Repairs with the built-in Danish model and keeps the lines as they are.
    pub fn danish() -> Self {
        Repairer::default()
    }

    /// Also joins words hyphenated over a line end and takes out page furniture.
    pub fn with_reflow(mut self) -> Self {
        self.reflow = true;
        self
    }

    /// Repairs a text; what could not be made out stays as it came.
    pub fn repair(&self, source: &str) -> Repaired {
        let mut text = source.to_owned();
        let mut map = OffsetMap::identity();
        let mut stages = Vec::new();
        let mut run = |text: &mut String, kind, changes: Vec<change::Change>| {
            if changes.is_empty() {
                return;
            }
            let (next, step) = apply(text, &changes);
            stages.push((Stage { kind, changes }, map.clone(), step.clone()));
            map = map.then(&step);
            *text = next;
        };
        let changes = encoding::changes(&text);
        run(&mut text, EditKind::Encoding, changes);
        let changes = unicode::changes(&text);
        run(&mut text, EditKind::Unicode, changes);
        if self.reflow {
            let changes = layout::changes(&text);
            run(&mut text, EditKind::Layout, changes);
        }
        let (changes, doubts) = self.ocr.changes(&text);
        let before_ocr = map_of(&stages);
        let mut run = |kind, changes: Vec<change::Change>| {
            if changes.is_empty() {
                return text.clone();
            }
            let (next, step) = apply(&text, &changes);
            stages.push((Stage { kind, changes }, before_ocr.clone(), step));
            next
        };
        let text = run(EditKind::Ocr, changes);
        let map = map_of(&stages);
        let edits = merge(source, &text, &map, &stages);
        let doubts = doubts
            .into_iter()
            .map(|doubt| Doubt { span: before_ocr.to_source(doubt.span), ..doubt })
            .collect();
        Repaired { text, edits, doubts, map }
    }
}

type Ran = (Stage, OffsetMap, OffsetMap);

fn map_of(stages: &[Ran]) -> OffsetMap {
    stages.iter().fold(OffsetMap::identity(), |map, (_, _, step)| map.then(step))
}

/// One edit for each stretch of the source that any stage changed.
fn merge(source: &str, text: &str, map: &OffsetMap, stages: &[Ran]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = map
        .replaced()
        .filter_map(|(span, target)| {
            let (from, to) = (span.slice(source)?, target.slice(text)?);
            Some(Edit {
                span,
                from: from.to_owned(),
                to: to.to_owned(),
                target,
                kind: EditKind::Encoding,
                confidence: 1.0,
                alternatives: Vec::new(),
                rule: String::new(),
            })
        })
        .collect();
    for (stage, before, _) in stages {
        for change in &stage.changes {
            let place = before.to_source(change.span);
            let at = edits.partition_point(|edit| edit.span.end < place.start);
            let touches = |span: Span| span.start <= place.start && place.end <= span.end;
            if let Some(edit) = edits[at..].iter_mut().take(3).find(|edit| touches(edit.span)) {
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
