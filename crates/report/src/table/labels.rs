//! The words of the tables, from a data file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Names on the wire, and what people read instead.
pub(super) type Names = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub(super) kind: Names,
    pub(super) status: Names,
    pub(super) polarity: Names,
    pub(super) speaker: Names,
    pub(super) group: Names,
    pub(super) obligation: Names,
    pub(super) delivery: Names,
    pub(super) unit: Names,
    pub(super) stance: Names,
    pub(super) legend: Names,
    pub(super) verdict: Names,
    pub(super) words: Names,
}

/// The Danish words.
pub(super) fn danish() -> &'static Labels {
    static DANISH: LazyLock<Labels> = LazyLock::new(|| {
        toml::from_str(include_str!("../../data/da.toml")).expect("built in, and read by a test")
    });
    &DANISH
}

/// What people read for a name; the name itself if the file has no word for it.
pub(super) fn label<'a>(names: &'a Names, name: &'a str) -> &'a str {
    names.get(name).map_or(name, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gensvar::claims::{
        Delivery, Kind, Obligation, Polarity, Speaker, Status, TargetGroup, Unit,
    };
    use gensvar::requirements::Stance;

    #[test]
    fn every_name_has_a_word_and_every_word_a_name() {
        let labels = danish();
        let check = |names: &Names, mut wanted: Vec<&str>| {
            wanted.sort_unstable();
            assert_eq!(names.keys().map(String::as_str).collect::<Vec<_>>(), wanted);
        };
        check(&labels.kind, Kind::ALL.iter().map(|v| v.name()).collect());
        check(&labels.status, Status::ALL.iter().map(|v| v.name()).collect());
        check(&labels.polarity, Polarity::ALL.iter().map(|v| v.name()).collect());
        check(&labels.speaker, Speaker::ALL.iter().map(|v| v.name()).collect());
        check(&labels.group, TargetGroup::ALL.iter().map(|v| v.name()).collect());
        check(&labels.obligation, Obligation::ALL.iter().map(|v| v.name()).collect());
        check(&labels.delivery, Delivery::ALL.iter().map(|v| v.name()).collect());
        check(&labels.unit, Unit::ALL.iter().map(|v| v.name()).collect());
        check(&labels.stance, Stance::ALL.iter().map(|v| v.name()).collect());
        check(&labels.legend, Stance::ALL.iter().map(|v| v.name()).collect());
        check(&labels.verdict, vec!["met", "partly", "open"]);
    }
}
