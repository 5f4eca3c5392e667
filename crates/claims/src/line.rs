//! A sentence with all that the rules see in it.

use gensvar_text::{OffsetMap, Sentence, SentenceKind, Span};

use crate::agency::Mention;
use crate::fields::Fields;
use crate::pattern::Hit;
use crate::rows::Row;
use crate::tokens::Token;

/// A sentence, read.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub sentence: Sentence,
    /// Its words on one line.
    pub flow: String,
    /// From the document to the line and back.
    pub map: OffsetMap,
    pub tokens: Vec<Token>,
    pub hits: Vec<Hit>,
    /// The tokens of what it turns to before it says something of it.
    pub topic: Option<(usize, usize)>,
    pub mentions: Vec<Mention>,
    /// The agencies in the label that stands before it: `SUF: Vi har …`.
    pub marker: Vec<Mention>,
    pub fields: Fields,
    /// The rules found in that label.
    pub label_hits: Vec<Hit>,
    /// Whether it stands on a line with the `>` of quoted mail.
    pub quoted: bool,
    /// Its place in a table in which agencies answer.
    pub row: Option<Row>,
}

impl Line {
    /// Where tokens of the line stand in the document.
    pub(crate) fn source_span(&self, first: usize, last: usize) -> Span {
        let Some(end) = last.checked_sub(1).and_then(|last| self.tokens.get(last)) else {
            return Span::new(self.sentence.span.start, self.sentence.span.start);
        };
        let start = self.tokens.get(first).map_or(end.span.start, |t| t.span.start);
        self.map.to_source(Span::new(start, end.span.end))
    }

    /// The tokens that a stretch of the line touches: the first, and the one after the last.
    pub(crate) fn tokens_in(&self, span: Span) -> (usize, usize) {
        let first = self.tokens.partition_point(|t| t.span.end <= span.start);
        (first, self.tokens.partition_point(|t| t.span.start < span.end))
    }

    /// Whether it can claim anything: not a heading, a grid or an address.
    pub(crate) fn is_said(&self) -> bool {
        matches!(self.sentence.kind, SentenceKind::Prose | SentenceKind::Item)
    }

    /// Where its topic stands in its flow text.
    pub(crate) fn topic_span(&self) -> Option<Span> {
        let (first, end) = self.topic?;
        let last = self.tokens.get(end.checked_sub(1)?)?;
        Some(Span::new(self.tokens.get(first)?.span.start, last.span.end))
    }

    /// Whether a token stands in its topic.
    pub(crate) fn is_topic(&self, at: usize) -> bool {
        self.topic.is_some_and(|(first, end)| first <= at && at < end)
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        self.tokens.iter().filter(|t| !t.is_mark).count()
    }
}
