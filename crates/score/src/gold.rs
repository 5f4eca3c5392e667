//! The gold files: what a careful reader found in a document.

use std::collections::BTreeMap;

use serde::Deserialize;

/// `<id>.claims.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldClaims {
    /// The claims in document order.
    pub claims: Vec<GoldClaim>,
    /// Kinds that the text may be said to claim, or not.
    #[serde(default)]
    pub maybe: Vec<String>,
}

/// One claim, with the sentence that makes it word for word.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldClaim {
    /// The sentence.
    pub quote: String,
    /// What it is about.
    pub kind: String,
    /// The agency it is about.
    pub agency: Option<String>,
    /// The innermost source.
    pub speaker: String,
    /// `affirmed` or `negated`.
    pub polarity: String,
    /// How firmly, and when.
    pub status: String,
    /// Whom it is for.
    pub target_groups: Vec<String>,
    /// How binding.
    pub obligation: Option<String>,
    /// In what form.
    pub delivery: Vec<String>,
    /// ISO 8601 duration between two times.
    pub frequency: Option<String>,
    /// ISO 8601 duration of the teaching.
    pub duration: Option<String>,
    /// ISO 8601 dates.
    pub dates: Vec<String>,
    /// Sums, people, places, shares.
    pub amounts: Vec<GoldAmount>,
    /// Fields that are not judged.
    #[serde(default)]
    pub open: Vec<String>,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldAmount {
    /// The number.
    pub value: f64,
    /// What it counts.
    pub unit: String,
}

/// `<id>.flags.json`: set → agency → requirement → flag.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldFlags {
    /// The flags.
    pub flags: BTreeMap<String, BTreeMap<String, BTreeMap<String, GoldFlag>>>,
}

/// One flag.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldFlag {
    /// Whether the agency speaks to the requirement.
    pub addressed: bool,
    /// What it says to it.
    pub stance: String,
    /// The words that say so.
    pub evidence: Vec<String>,
}
