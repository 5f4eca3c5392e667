//! The sets and word lists that ship with the program.

use std::sync::OnceLock;

use crate::RequirementSet;

macro_rules! data {
    ($($id:literal: $path:literal),+ $(,)?) => {
        &[$(($id, $path, include_str!(concat!("../data/", $path)))),+]
    };
}

/// Id, name for errors, and text of each word list.
pub(crate) const WORD_LISTS: &[(&str, &str, &str)] = data! {
    "svar": "svar.toml",
    "undervisning": "undervisning.toml",
};

/// Name for errors, and text of the lines that say why, where a set has no words of its own.
pub(crate) const REASONS: (&str, &str) = ("reasons.toml", include_str!("../data/reasons.toml"));

/// Id, name for errors, and text of each built-in set.
pub(crate) const SETS: &[(&str, &str, &str)] = data! {
    "br-2012": "br-2012.toml",
    "br-anbefalinger-2024": "br-anbefalinger-2024.toml",
    "br-2020": "br-2020.toml",
};

/// Name and text of a word list.
pub(crate) fn word_list(id: &str) -> Option<(&'static str, &'static str)> {
    WORD_LISTS.iter().find(|list| list.0 == id).map(|list| (list.1, list.2))
}

impl RequirementSet {
    /// The built-in set of that name, read once.
    pub fn built_in(id: &str) -> Option<&'static RequirementSet> {
        static READ: [OnceLock<Option<RequirementSet>>; SETS.len()] =
            [const { OnceLock::new() }; SETS.len()];
        let number = SETS.iter().position(|set| set.0 == id)?;
        let (_, file, text) = SETS[number];
        // That each one can be read is tested.
        READ[number].get_or_init(|| RequirementSet::parse(text, file).ok()).as_ref()
    }

    /// All built-in sets.
    pub fn built_ins() -> impl Iterator<Item = &'static RequirementSet> {
        RequirementSet::built_in_ids().filter_map(RequirementSet::built_in)
    }

    /// The names of the built-in sets, without reading them.
    pub fn built_in_ids() -> impl ExactSizeIterator<Item = &'static str> {
        SETS.iter().map(|set| set.0)
    }

    /// The file of a built-in set, to learn from or to change.
    pub fn built_in_source(id: &str) -> Option<&'static str> {
        SETS.iter().find(|set| set.0 == id).map(|set| set.2)
    }
}
