use gensvar::repair::{Alternative, Doubt, Edit, EditKind, Repaired};
use gensvar::text::{OffsetMap, SourceText, Span, words};
use serde::{Deserialize, Serialize};

use super::engine::EngineOut;
use super::{Name, UNCERTAIN_BELOW, number};

/// What `gensvar repair --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairOut {
    /// `gensvar.repair/1`.
    pub schema: Name,
    /// The path as given.
    pub source: String,
    /// What read it, where it is a scan that was read by OCR here.
    #[serde(default)]
    pub ocr: Option<EngineOut>,
    /// The repaired text.
    pub text: String,
    /// What was changed, in order.
    pub edits: Vec<EditOut>,
    /// Words left alone though they may be damaged, in order.
    pub doubts: Vec<DoubtOut>,
    /// Counts.
    pub stats: StatsOut,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditOut {
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// What stands there.
    pub from: String,
    /// What took its place.
    pub to: String,
    /// `encoding`, `unicode`, `layout` or `ocr`.
    pub kind: Name,
    /// The rule or model that made it.
    pub rule: String,
    /// How sure.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// The line it begins in.
    pub line: usize,
    /// First character in the repaired text.
    pub out_start: usize,
    /// Character after the last.
    pub out_end: usize,
    /// What else it could be.
    pub alternatives: Vec<AlternativeOut>,
}

/// Another reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlternativeOut {
    /// The reading.
    pub to: String,
    /// Its share of the belief.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
}

/// A word left as it came that may be damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoubtOut {
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The word.
    pub word: String,
    /// How sure it is right as it stands.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// The line it begins in.
    pub line: usize,
    /// What else it could be.
    pub alternatives: Vec<AlternativeOut>,
}

/// Counts over a repaired text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatsOut {
    /// Words between white space in the source.
    pub words: usize,
    /// Those with an edit.
    pub edited: usize,
    /// Those edited or left alone below the confidence asked for.
    pub uncertain: usize,
}

impl RepairOut {
    /// The repair of one text; `source_name` is its path as given.
    pub fn new(source_name: &str, source: &SourceText, repaired: &Repaired) -> RepairOut {
        RepairOut::counting_below(source_name, source, repaired, UNCERTAIN_BELOW)
    }

    /// The same, with the words below another confidence counted as uncertain.
    pub fn counting_below(
        source_name: &str,
        source: &SourceText,
        repaired: &Repaired,
        below: f64,
    ) -> RepairOut {
        let target = SourceText::new(repaired.text.as_str());
        let edits = repaired.edits.iter().map(|edit| {
            let (place, out) = (source.char_span(edit.span), target.char_span(edit.target));
            EditOut {
                start: place.start,
                end: place.end,
                from: edit.from.clone(),
                to: edit.to.clone(),
                kind: edit.kind.name().into(),
                rule: edit.rule.clone(),
                confidence: edit.confidence,
                line: source.line_of(edit.span.start),
                out_start: out.start,
                out_end: out.end,
                alternatives: alternatives(&edit.alternatives),
            }
        });
        let doubts = repaired.doubts.iter().map(|doubt| {
            let place = source.char_span(doubt.span);
            DoubtOut {
                start: place.start,
                end: place.end,
                word: doubt.word.clone(),
                confidence: doubt.confidence,
                line: source.line_of(doubt.span.start),
                alternatives: alternatives(&doubt.alternatives),
            }
        });
        RepairOut {
            schema: "gensvar.repair/1".into(),
            source: source_name.to_owned(),
            ocr: None,
            text: repaired.text.clone(),
            edits: edits.collect(),
            doubts: doubts.collect(),
            stats: stats(source, repaired, below),
        }
    }
}

impl RepairOut {
    /// The repair as it was before it was put on the wire, with places in bytes. What fits the source
    /// nowhere, as in a record that was changed by hand, is left out.
    pub(crate) fn to_repaired(&self, source: &SourceText) -> Repaired {
        let target = SourceText::new(self.text.as_str());
        let bytes = |text: &SourceText, start, end| {
            Span::new(text.byte_offset(start), text.byte_offset(end))
        };
        let mut edits: Vec<Edit> = Vec::with_capacity(self.edits.len());
        for edit in &self.edits {
            let span = bytes(source, edit.start, edit.end);
            let place = bytes(&target, edit.out_start, edit.out_end);
            let Some(&kind) = EditKind::ALL.iter().find(|kind| kind.name() == edit.kind) else {
                continue;
            };
            let is_behind =
                |last: &Edit| last.span.end <= span.start && last.target.end <= place.start;
            if edits.last().is_none_or(is_behind) {
                edits.push(Edit {
                    span,
                    from: edit.from.clone(),
                    to: edit.to.clone(),
                    target: place,
                    kind,
                    confidence: number::rounded(edit.confidence),
                    alternatives: to_alternatives(&edit.alternatives),
                    rule: edit.rule.clone(),
                });
            }
        }
        let doubts = self.doubts.iter().map(|doubt| Doubt {
            span: bytes(source, doubt.start, doubt.end),
            word: doubt.word.clone(),
            confidence: number::rounded(doubt.confidence),
            alternatives: to_alternatives(&doubt.alternatives),
        });
        let map = OffsetMap::from_edits(edits.iter().map(|edit| (edit.span, edit.target.len())));
        Repaired { text: self.text.clone(), doubts: doubts.collect(), edits, map }
    }
}

fn to_alternatives(all: &[AlternativeOut]) -> Vec<Alternative> {
    let back = |one: &AlternativeOut| Alternative {
        to: one.to.clone(),
        confidence: number::rounded(one.confidence),
    };
    all.iter().map(back).collect()
}

fn alternatives(all: &[Alternative]) -> Vec<AlternativeOut> {
    let out = |one: &Alternative| AlternativeOut { to: one.to.clone(), confidence: one.confidence };
    all.iter().map(out).collect()
}

/// Counts words, not edits: two edits in one word are one, an edit over two words is two.
fn stats(source: &SourceText, repaired: &Repaired, below: f64) -> StatsOut {
    let (mut edits, mut doubts) =
        (repaired.edits.iter().peekable(), repaired.doubts.iter().peekable());
    let mut stats = StatsOut { words: 0, edited: 0, uncertain: 0 };
    for word in words(source.as_str()) {
        stats.words += 1;
        let (mut is_edited, mut is_uncertain) = (false, false);
        // Nothing before this word can touch a later one.
        while edits
            .next_if(|edit| edit.span.end <= word.token.start && !edit.span.is_empty())
            .is_some()
        {}
        while doubts.next_if(|doubt| doubt.span.end <= word.token.start).is_some() {}
        for edit in edits.clone().take_while(|edit| edit.span.start < word.token.end) {
            if edit.span.overlaps(word.token) || word.token.contains(edit.span) {
                is_edited = true;
                is_uncertain |= edit.confidence < below;
            }
        }
        for doubt in doubts.clone().take_while(|doubt| doubt.span.start < word.token.end) {
            is_uncertain |= doubt.span.overlaps(word.token) && doubt.confidence < below;
        }
        stats.edited += usize::from(is_edited);
        stats.uncertain += usize::from(is_uncertain);
    }
    stats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(span: Span, from: &str, to: &str, target: Span, confidence: f64) -> Edit {
        Edit {
            span,
            from: from.to_owned(),
            to: to.to_owned(),
            target,
            kind: EditKind::Ocr,
            confidence,
            alternatives: vec![Alternative { to: "Barne".to_owned(), confidence: 0.0012 }],
            rule: "ocr/channel".to_owned(),
        }
    }

    #[test]
    fn places_count_characters_and_words_count_once() {
        let source = SourceText::new("Å Bgrne- pa\nkurset kan");
        let edits = vec![
            edit(Span::new(3, 8), "Bgrne", "Børne", Span::new(3, 9), 0.998),
            edit(Span::new(10, 12), "pa", "på", Span::new(11, 14), 0.8),
        ];
        let map = OffsetMap::from_edits(edits.iter().map(|e| (e.span, e.to.len())));
        let text = "Å Børne- på\nkurset kan".to_owned();
        let doubt = Doubt {
            span: Span::new(20, 23),
            word: "kan".to_owned(),
            confidence: 0.6,
            alternatives: Vec::new(),
        };
        let repaired = Repaired { text, edits, doubts: vec![doubt], map };
        let out = RepairOut::new("notat.txt", &source, &repaired);
        let first = &out.edits[0];
        assert_eq!((first.start, first.end, first.out_start, first.out_end), (2, 7, 2, 7));
        assert_eq!((out.edits[1].start, out.edits[1].out_start, out.edits[1].line), (9, 9, 1));
        assert_eq!((out.doubts[0].start, out.doubts[0].line), (19, 2));
        assert_eq!(out.stats, StatsOut { words: 5, edited: 2, uncertain: 2 });
        let read: RepairOut = serde_json::from_str(&crate::json_line(&out)).unwrap();
        let mut back = read.to_repaired(&source);
        back.edits.iter_mut().for_each(|edit| edit.alternatives[0].confidence = 0.0012);
        assert_eq!(back, repaired);
        let stricter = RepairOut::counting_below("notat.txt", &source, &repaired, 0.999);
        assert_eq!(stricter.stats.uncertain, 3);
        let json = crate::json_line(&out);
        assert!(
            json.contains("\"alternatives\":[{\"to\":\"Barne\",\"confidence\":0.001}]"),
            "{json}"
        );
    }
}
