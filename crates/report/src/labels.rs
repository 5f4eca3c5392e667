//! What people read, from a data file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::inbox::Language;

/// Names on the wire, and what people read instead.
pub(crate) type Names = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labels {
    pub(crate) kind: Names,
    pub(crate) status: Names,
    pub(crate) polarity: Names,
    pub(crate) speaker: Names,
    pub(crate) group: Names,
    pub(crate) obligation: Names,
    pub(crate) delivery: Names,
    pub(crate) unit: Names,
    pub(crate) period: Names,
    pub(crate) stance: Names,
    pub(crate) legend: Names,
    pub(crate) verdict: Names,
    pub(crate) words: Names,
    pub(crate) by_agency: ByAgencyWords,
    pub(crate) edit_kind: Names,
    pub(crate) treatment: Names,
    pub(crate) form: Names,
    pub(crate) repair: RepairWords,
    pub(crate) explain: ExplainWords,
    pub(crate) page: Names,
    pub(crate) inbox: Names,
    pub(crate) gist: Names,
    pub(crate) column: Names,
    pub(crate) effect: Names,
    pub(crate) why: Names,
    pub(crate) change: Names,
    pub(crate) flag: Names,
    pub(crate) story: Names,
    pub(crate) miss: Names,
    pub(crate) prose: Names,
    pub(crate) said: Names,
    pub(crate) field: Names,
    pub(crate) note: Names,
    pub(crate) format: Names,
}

/// What is said of a repair; what stands in braces is filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepairWords {
    pub(crate) no_edits: String,
    pub(crate) one_edit: String,
    pub(crate) edits: String,
    pub(crate) no_doubts: String,
    pub(crate) one_doubt: String,
    pub(crate) doubts: String,
    pub(crate) corrected: String,
    pub(crate) inserted: String,
    pub(crate) removed: String,
    pub(crate) left: String,
    pub(crate) sure: String,
    pub(crate) others: String,
}

/// What is said of the state after several documents.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByAgencyWords {
    pub(crate) title: String,
    pub(crate) title_one: String,
    pub(crate) documents: String,
    pub(crate) no_date: String,
    pub(crate) failed: String,
    pub(crate) agencies: String,
    pub(crate) says: String,
    pub(crate) place: String,
    pub(crate) supplements: String,
    pub(crate) corrects: String,
    pub(crate) replaces: String,
    pub(crate) replaces_documents: String,
    pub(crate) changes: String,
    pub(crate) no_changes: String,
    pub(crate) change: String,
    pub(crate) withdrawn: String,
    pub(crate) kept_general: String,
    pub(crate) kept_lacking: String,
    pub(crate) kept_faint: String,
    pub(crate) silent: String,
}

/// What is said of what the model weighed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExplainWords {
    pub(crate) changed: String,
    pub(crate) unchanged: String,
    pub(crate) page: String,
    pub(crate) damage: String,
    pub(crate) doubted: String,
    pub(crate) trusted: String,
    pub(crate) candidates: String,
    pub(crate) between: String,
    pub(crate) after: String,
    pub(crate) before: String,
    pub(crate) alone: String,
    pub(crate) word: String,
    pub(crate) misread: String,
    pub(crate) channel: String,
    pub(crate) language: String,
    pub(crate) following: String,
    pub(crate) unknown: String,
    pub(crate) total: String,
    pub(crate) share: String,
    pub(crate) chosen: String,
    pub(crate) legend: String,
    pub(crate) kept: String,
    pub(crate) steps: String,
}

const DANISH: &str = include_str!("../data/da.toml");
const ENGLISH: &str = include_str!("../data/en.toml");

/// The Danish words.
pub(crate) fn danish() -> &'static Labels {
    static LABELS: LazyLock<Labels> =
        LazyLock::new(|| toml::from_str(DANISH).expect("built in, and read by a test"));
    &LABELS
}

/// The words of a language.
pub(crate) fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Danish => danish(),
        Language::English => english(),
    }
}

/// The English words. Only what a report shows is there in English; the rest is in Danish.
fn english() -> &'static Labels {
    static LABELS: LazyLock<Labels> = LazyLock::new(|| {
        let read = || {
            let mut all: toml::Table = toml::from_str(DANISH)?;
            all.extend(toml::from_str::<toml::Table>(ENGLISH)?);
            all.try_into()
        };
        read().expect("built in, and read by a test")
    });
    &LABELS
}

impl Labels {
    /// A text of the page of a repair.
    pub(crate) fn page<'a>(&'a self, name: &'a str) -> &'a str {
        label(&self.page, name)
    }

    /// A word that many results share.
    pub(crate) fn word<'a>(&'a self, name: &'a str) -> &'a str {
        label(&self.words, name)
    }

    /// A text of the report of an inbox.
    pub(crate) fn inbox<'a>(&'a self, name: &'a str) -> &'a str {
        label(&self.inbox, name)
    }

    /// The same with what stands in its braces filled in.
    pub(crate) fn inbox_with(&self, text: &str, name: &str, value: &str) -> String {
        fill(self.inbox(text), &[(name, value)])
    }
}

/// What people read for a name; the name itself if the file has no word for it.
pub(crate) fn label<'a>(names: &'a Names, name: &'a str) -> &'a str {
    names.get(name).map_or(name, String::as_str)
}

/// A text with what stands in braces filled in; what is not named stays.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use gensvar::claims::{
        Delivery, Kind, Obligation, Polarity, Speaker, Status, TargetGroup, Unit,
    };
    use gensvar::repair::{EditKind, Form, Treatment};
    use gensvar::requirements::{MissCause, Stance};

    #[test]
    fn only_what_is_named_is_filled_in() {
        assert_eq!(fill("{a} af {b}{a}", &[("a", "{b}"), ("b", "2")]), "{b} af 2{b}");
        assert_eq!(fill("{x} { {a", &[("a", "1")]), "{x} { {a");
    }

    #[test]
    fn the_english_tables_have_the_keys_of_the_danish() {
        let danish: toml::Table = toml::from_str(DANISH).unwrap();
        let english: toml::Table = toml::from_str(ENGLISH).unwrap();
        for (name, table) in &english {
            let keys = |table: &toml::Value| -> Vec<String> {
                table.as_table().unwrap().keys().cloned().collect()
            };
            let (mut wanted, mut found) = (keys(&danish[name]), keys(table));
            wanted.sort();
            found.sort();
            assert_eq!(found, wanted, "[{name}]");
        }
        assert_eq!(super::english().repair.no_edits, "no corrections");
    }

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
        check(&labels.miss, MissCause::ALL.iter().map(|v| v.name()).collect());
        let said = Stance::ALL.iter().map(|v| v.name()).chain(["lacking"]).collect();
        check(&labels.said, said);
        check(&labels.verdict, vec!["met", "partly", "open"]);
        check(&labels.edit_kind, EditKind::ALL.iter().map(|v| v.name()).collect());
        check(&labels.treatment, Treatment::ALL.iter().map(|v| v.name()).collect());
        check(&labels.form, Form::ALL.iter().map(|v| v.name()).collect());
    }
}
