//! Doubtful words of claims on the wire.

use gensvar::text::Span;
use gensvar::{ClaimChange, DoubtfulWord, OtherReading, Reply};
use serde::{Deserialize, Serialize};

use super::{Name, Places, number};

/// A word whose reading is in doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoubtfulWordOut {
    /// As it stands in the repaired text: the reading that was taken.
    pub text: String,
    /// As it stands in the source.
    pub from: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// How sure the reading is.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// What else it could be, likeliest first.
    pub alternatives: Vec<OtherReadingOut>,
}

/// Another reading of a doubtful word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherReadingOut {
    /// The reading.
    pub to: String,
    /// Its share of the belief.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// What of the claim, or beside it in its sentence, would differ; null if it was not tried.
    pub changes: Option<Vec<ClaimChangeOut>>,
}

/// Something that another reading makes of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimChangeOut {
    /// `kind`, `status`, `polarity`, `obligation`, `agency` or `speaker`.
    pub field: Name,
    /// As it was found; null beside `kind` for a claim that only the other reading makes.
    pub from: Option<String>,
    /// With the other reading; null beside `kind` where it does not make the claim.
    pub to: Option<String>,
}

/// The doubtful words in the sentence of a claim, with what they change of it.
pub(super) fn doubts_of(
    reply: &Reply,
    words: &[DoubtfulWord],
    claim: usize,
) -> Vec<DoubtfulWordOut> {
    let Some(statement) = reply.claims().get(claim).map(|claim| claim.statement) else {
        return Vec::new();
    };
    let first = words.partition_point(|word| word.statement < statement);
    let same = words[first..].iter().take_while(|word| word.statement == statement);
    same.map(|word| word_out(Places::of(reply), word, claim)).collect()
}

/// The doubtful words that the claim rests on, each as the reading taken and the one that would
/// change it.
pub(super) fn decisive(doubts: &[DoubtfulWordOut]) -> Vec<String> {
    let pairs = doubts.iter().flat_map(|word| {
        let changing = word.alternatives.iter().filter(|other| {
            // A claim that would stand beside it changes nothing of this one.
            let is_own = |change: &ClaimChangeOut| change.field != "kind" || change.from.is_some();
            other.changes.iter().flatten().any(is_own)
        });
        changing.map(|other| format!("{}/{}", word.text, other.to))
    });
    pairs.collect()
}

fn word_out(places: Places<'_>, word: &DoubtfulWord, claim: usize) -> DoubtfulWordOut {
    let place = places.span(Span::new(word.span.start, word.span.end));
    DoubtfulWordOut {
        text: word.text.clone(),
        from: word.from.clone(),
        start: place.start,
        end: place.end,
        confidence: word.confidence,
        alternatives: word.others.iter().map(|other| other_out(other, claim)).collect(),
    }
}

fn other_out(other: &OtherReading, claim: usize) -> OtherReadingOut {
    let is_meant = |change: &&ClaimChange| change.claim.is_none_or(|number| number == claim);
    let out = |change: &ClaimChange| ClaimChangeOut {
        field: change.field.name().into(),
        from: change.from.clone(),
        to: change.to.clone(),
    };
    let changes = other.changes.as_ref();
    OtherReadingOut {
        to: other.text.clone(),
        confidence: other.confidence,
        changes: changes.map(|all| all.iter().filter(is_meant).map(out).collect()),
    }
}
