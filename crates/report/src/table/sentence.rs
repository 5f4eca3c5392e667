//! A sentence for a person: its place, and the marks under its words.

use std::ops::Range;

use gensvar::claims::{Cue, Statement};
use gensvar::text::{OffsetMap, Span, flow};
use gensvar::{DoubtfulWord, Reply};

use super::underline::Mark;
use super::wrap;
use crate::labels::{Labels, fill, label};
use crate::phrase::visible;

/// How far sentences are set in.
pub(super) const INDENT: &str = "    ";

/// A sentence on one line, and how places lead there.
pub(super) struct Sentence<'a> {
    reply: &'a Reply,
    number: usize,
    /// As found in the repaired text.
    statement: &'a Statement,
    pub(super) text: String,
    map: OffsetMap,
}

impl<'a> Sentence<'a> {
    /// The sentence with that number.
    pub(super) fn of(reply: &'a Reply, number: usize) -> Self {
        let statement = &reply.extraction_in_repaired().statements[number];
        let (text, map) = flow(reply.text(), &statement.sentence.parts);
        Sentence { reply, number, statement, text, map }
    }

    /// Where it stands, and who says it.
    pub(super) fn head(&self, labels: &Labels, who: &str) -> String {
        let start = self.reply.statements()[self.number].sentence.span.start;
        let line = self.reply.source().line_of(start);
        format!("\n{} {line}, {who}:\n", label(&labels.words, "line"))
    }

    /// Where a stretch of the repaired text stands in the sentence; none if it does not.
    fn place(&self, span: Span) -> Option<Range<usize>> {
        if !self.statement.sentence.parts.iter().any(|part| part.overlaps(span)) {
            return None;
        }
        let place = self.map.to_target(span);
        let (start, end) = (place.start.min(self.text.len()), place.end.min(self.text.len()));
        (start < end && self.text.is_char_boundary(start) && self.text.is_char_boundary(end))
            .then_some(start..end)
    }

    /// The words that make the claims, those of several kinds with all of them.
    pub(super) fn targets<'b>(&self, kinds: impl Iterator<Item = (usize, &'b str)>) -> Vec<Mark> {
        let mut out: Vec<Mark> = Vec::new();
        for (number, kind) in kinds {
            let target = self.reply.extraction_in_repaired().claims[number].target;
            let Some(words) = self.place(target) else { continue };
            match out.iter_mut().find(|mark| mark.words == words) {
                Some(mark) => mark.label = format!("{}, {kind}", mark.label),
                None => {
                    out.push(Mark { words, reach: None, sign: '^', label: kind.to_owned() });
                }
            }
        }
        out
    }

    /// The cues that stand in it.
    pub(super) fn cues<'b>(&'b self, labels: &'b Labels) -> impl Iterator<Item = Mark> + 'b {
        self.statement.cues.iter().filter_map(|cue| {
            let words = self.place(cue.span)?;
            let reach = self.place(cue.scope).filter(|reach| *reach != words);
            let effect = label(&labels.effect, &cue.effect);
            let is_whole = reach.as_ref().is_some_and(|reach| self.is_all(reach));
            let label = if is_whole {
                fill(label(&labels.why, "whole"), &[("effect", effect)])
            } else {
                effect.to_owned()
            };
            Some(Mark { words, reach: reach.filter(|_| !is_whole), sign: '~', label })
        })
    }

    /// The numbers of the claims that it makes.
    pub(super) fn claims(&self) -> impl Iterator<Item = usize> + '_ {
        let claims = self.reply.claims().iter().enumerate();
        claims.filter(|(_, claim)| claim.statement == self.number).map(|(number, _)| number)
    }

    /// Whether a stretch holds all words of the sentence.
    fn is_all(&self, reach: &Range<usize>) -> bool {
        let rest = [&self.text[..reach.start], &self.text[reach.end..]];
        rest.iter().all(|part| !part.chars().any(char::is_alphanumeric))
    }

    /// The doubtful words that stand in it.
    pub(super) fn doubts<'b>(
        &'b self,
        labels: &'b Labels,
        words: &'b [DoubtfulWord],
    ) -> impl Iterator<Item = Mark> + 'b {
        let first = words.partition_point(|word| word.statement < self.number);
        let own = words[first..].iter().take_while(|word| word.statement == self.number);
        own.filter_map(|word| {
            let others = word.others.iter().map(|other| format!("»{}«", visible(&other.text)));
            let others: Vec<String> = others.collect();
            let label = match others.is_empty() {
                true => label(&labels.why, "doubtful").to_owned(),
                false => fill(label(&labels.why, "or"), &[("others", &others.join(", "))]),
            };
            Some(Mark { words: self.place(word.target)?, reach: None, sign: '?', label })
        })
    }

    /// The cues that reach into it from a label or from the sentence that it is an item of.
    pub(super) fn cues_elsewhere(&self, labels: &Labels, width: usize) -> String {
        let mut out = String::new();
        let source_cues = &self.reply.statements()[self.number].cues;
        let foreign = |cue: &Cue| self.place(cue.span).is_none();
        for (cue, in_source) in self.statement.cues.iter().zip(source_cues) {
            if !foreign(cue) {
                continue;
            }
            let marker = self.statement.sentence.marker.filter(|_| cue.span.is_empty());
            let words = marker.unwrap_or(cue.span).slice(self.reply.text()).unwrap_or_default();
            let line = self.reply.source().line_of(in_source.span.start).to_string();
            let effect = label(&labels.effect, &cue.effect);
            let values = [("effect", effect), ("words", &*visible(words)), ("line", &*line)];
            wrap(&mut out, &fill(label(&labels.why, "elsewhere"), &values), INDENT, width);
        }
        out
    }
}

/// Takes out marks that say the same of the same words.
pub(super) fn drop_twins(marks: &mut Vec<Mark>) {
    let mut seen: Vec<Mark> = Vec::new();
    marks.retain(|mark| {
        let is_new = !seen.contains(mark);
        seen.extend(is_new.then(|| mark.clone()));
        is_new
    });
}
