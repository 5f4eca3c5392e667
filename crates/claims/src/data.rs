//! The data files that are built in.

use crate::error::DataError;
use crate::rules::Rules;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../data/", $name)))),+]
    };
}

pub(crate) const INFLECTION: (&str, &str) =
    ("inflection.toml", include_str!("../data/inflection.toml"));

pub(crate) const WORDS: &[(&str, &str)] = files![
    "words/teaching.toml",
    "words/elearning.toml",
    "words/people.toml",
    "words/duty.toml",
    "words/grammar.toml",
    "words/source.toml",
    "words/matter.toml",
];

pub(crate) const RULES: &[(&str, &str)] = files![
    "targets/course.toml",
    "targets/target_group.toml",
    "targets/obligation.toml",
    "targets/e_learning.toml",
    "cues/polarity.toml",
    "cues/status.toml",
    "cues/plans.toml",
    "cues/ends.toml",
    "cues/conditions.toml",
    "cues/no_claim.toml",
    "cues/source.toml",
    "cues/letters.toml",
];

pub(crate) const AGENCIES: (&str, &str) = ("agencies.toml", include_str!("../data/agencies.toml"));

pub(crate) const WEIGHTS: (&str, &str) = ("weights.tsv", include_str!("../data/weights.tsv"));

/// The built-in rules.
pub(crate) fn rules() -> Result<Rules, DataError> {
    Rules::load(INFLECTION, WORDS, RULES)
}
