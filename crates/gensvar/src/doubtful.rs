//! Words of claims whose reading is in doubt.

use gensvar_lexicon::{Lexicon, tokens};
use gensvar_repair::{Alternative, Repaired};
use gensvar_text::Span;

use crate::Reply;

/// An edit or a word left alone below this confidence is in doubt.
pub const UNCERTAIN_BELOW: f64 = 0.9;

/// An edit is in doubt as well if another reading of it has so much of the belief.
const RIVAL: f64 = 0.05;
/// Readings with less of the belief than this are not worth a try.
const UNLIKELY: f64 = 0.01;
/// So many other readings of a word are looked at.
const READINGS: usize = 3;

/// A word that repair was not sure of.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubtfulWord {
    /// The number of its sentence in [`Extraction::statements`](gensvar_claims::Extraction).
    pub statement: usize,
    /// Where it stands in the source.
    pub span: Span,
    /// Where it stands in the repaired text.
    pub target: Span,
    /// As it stands in the source.
    pub from: String,
    /// The reading that was taken; the same as `from` where the word was left alone.
    pub text: String,
    /// How sure that reading is.
    pub confidence: f64,
    /// What else it could be, likeliest first.
    pub others: Vec<OtherReading>,
}

impl DoubtfulWord {
    /// Whether each of its other readings was tried.
    pub fn is_tried(&self) -> bool {
        self.others.iter().all(|other| other.changes.is_some())
    }
}

/// Another reading of a doubtful word.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherReading {
    /// The reading.
    pub text: String,
    /// Its share of the belief.
    pub confidence: f64,
    /// What would be found otherwise with it; none if it was not tried.
    pub changes: Option<Vec<ClaimChange>>,
}

/// Something that another reading makes of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimChange {
    /// The number of the claim in [`Extraction::claims`](gensvar_claims::Extraction); none for one
    /// that only the other reading makes.
    pub claim: Option<usize>,
    /// What of it changes.
    pub field: ClaimField,
    /// As it was found; none for a claim that only the other reading makes.
    pub from: Option<String>,
    /// With the other reading; none for a claim that it does not make.
    pub to: Option<String>,
}

/// What of a claim another reading may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimField {
    /// Whether it is made at all.
    Kind,
    /// How firmly, and when.
    Status,
    /// Whether it denies.
    Polarity,
    /// How binding.
    Obligation,
    /// Which agency it is about.
    Agency,
    /// Who says it.
    Speaker,
}

impl ClaimField {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            ClaimField::Kind => "kind",
            ClaimField::Status => "status",
            ClaimField::Polarity => "polarity",
            ClaimField::Obligation => "obligation",
            ClaimField::Agency => "agency",
            ClaimField::Speaker => "speaker",
        }
    }
}

impl Reply {
    /// The words in sentences of claims that repair was not sure of, in the order of the text, with
    /// their other readings, which are not tried yet.
    ///
    /// [`Gensvar::doubtful_words`](crate::Gensvar::doubtful_words) tries them.
    pub fn doubtful_words(&self) -> Vec<DoubtfulWord> {
        let mut out = Vec::new();
        let mut last = None;
        for claim in self.claims() {
            if last.replace(claim.statement) == Some(claim.statement) {
                continue;
            }
            out.extend(self.doubtful_words_in(claim.statement));
        }
        out
    }

    /// The words of one sentence that repair was not sure of, with other readings that are not
    /// tried yet.
    pub(crate) fn doubtful_words_in(&self, statement: usize) -> Vec<DoubtfulWord> {
        let sentence = &self.statements()[statement].sentence;
        let is_in = |span: Span| sentence.parts.iter().any(|part| part.overlaps(span));
        let words = in_doubt(self.repaired(), sentence.span).filter(|word| is_in(word.span));
        let mut words: Vec<DoubtfulWord> =
            words.map(|word| DoubtfulWord { statement, ..word }).collect();
        words.sort_by_key(|word| word.span);
        words
    }
}

/// The edits and the words left alone that touch a stretch of the source and are in doubt.
fn in_doubt(repaired: &Repaired, stretch: Span) -> impl Iterator<Item = DoubtfulWord> {
    let from = repaired.edits.partition_point(|edit| edit.span.end <= stretch.start);
    let edits = repaired.edits[from..].iter().take_while(move |e| e.span.start < stretch.end);
    let edits =
        edits.map(|edit| (edit.span, edit.target, &edit.from, edit.confidence, &edit.alternatives));
    let from = repaired.doubts.partition_point(|doubt| doubt.span.end <= stretch.start);
    let doubts = repaired.doubts[from..].iter().take_while(move |d| d.span.start < stretch.end);
    let doubts = doubts.map(|doubt| {
        let target = repaired.map.to_target(doubt.span);
        (doubt.span, target, &doubt.word, doubt.confidence, &doubt.alternatives)
    });
    edits.chain(doubts).filter_map(|(span, target, from, confidence, alternatives)| {
        let is_rivalled = alternatives.iter().any(|other| other.confidence >= RIVAL);
        let text = target.slice(&repaired.text)?;
        (confidence < UNCERTAIN_BELOW || is_rivalled).then(|| DoubtfulWord {
            statement: 0,
            span,
            target,
            from: from.clone(),
            text: text.to_owned(),
            confidence,
            others: others(from, text, confidence, alternatives),
        })
    })
}

/// The other readings of a word: those that are listed, or what was read where none is. What is no
/// word is none: nobody wrote it.
fn others(from: &str, text: &str, sure: f64, alternatives: &[Alternative]) -> Vec<OtherReading> {
    let listed = alternatives.iter().map(|other| (other.to.as_str(), other.confidence));
    let mut readings: Vec<(&str, f64)> = listed.filter(|(_, share)| *share >= UNLIKELY).collect();
    if alternatives.is_empty() {
        readings.push((from, (1.0 - sure).max(0.0)));
    }
    readings.retain(|(to, _)| *to != text && is_written(to));
    readings.truncate(READINGS);
    let untried = |(to, confidence): (&str, f64)| OtherReading {
        text: to.to_owned(),
        confidence,
        changes: None,
    };
    readings.into_iter().map(untried).collect()
}

/// Whether what stands there is made of words, numbers and marks.
fn is_written(reading: &str) -> bool {
    let is_word = |word: &str| {
        !word.chars().any(char::is_alphabetic)
            || word.chars().any(|c| c.is_ascii_digit())
            || Lexicon::danish().knows(word)
    };
    reading.split_whitespace().flat_map(tokens::words).all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_that_is_no_word_is_none() {
        let other = |to: &str, confidence| Alternative { to: to.to_owned(), confidence };
        let listed = [other("bør", 0.2), other("bqr", 0.1), other("hør", 0.05)];
        let texts = |found: Vec<OtherReading>| -> Vec<String> {
            found.into_iter().map(|other| other.text).collect()
        };
        assert_eq!(texts(others("bor", "bor", 0.6, &listed)), ["bør", "hør"]);
        assert_eq!(texts(others("bgrne", "børne", 0.6, &[])), Vec::<String>::new());
        assert_eq!(texts(others("far", "får", 0.6, &[])), ["far"]);
        for written in ["2.", "i 2024", "Børne- og", "og/eller", "§ 7", "»kurset«", ""] {
            assert!(is_written(written), "{written}");
        }
    }
}
