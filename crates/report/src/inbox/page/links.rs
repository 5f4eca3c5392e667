//! Names for the places of a page, such as stay the same when the report is made anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::inbox::model::InboxReport;
use crate::inbox::state::print;

/// How long a name grows of one text.
const LONGEST: usize = 48;

/// Gives each document its id and the print of its text, and keeps which places of it are led to.
pub(super) struct Links<'a> {
    ids: BTreeMap<&'a str, String>,
    prints: BTreeMap<&'a str, String>,
    places: BTreeMap<&'a str, BTreeSet<usize>>,
    /// Whether a place has to name its document.
    pub(super) are_several: bool,
}

impl<'a> Links<'a> {
    pub(super) fn new(report: &'a InboxReport) -> Links<'a> {
        let mut names = Names::default();
        let sources = report.documents.iter().map(|document| document.source.as_str());
        let ids = sources.map(|source| (source, names.unique(&format!("d-{}", slug(source)))));
        let ids: BTreeMap<&str, String> = ids.collect();
        let prints = report.documents.iter().map(|one| (one.source.as_str(), print(&[&one.text])));
        let (prints, places) = (prints.collect(), BTreeMap::new());
        Links { are_several: ids.len() > 1, ids, prints, places }
    }

    /// By what the text of a document is known again.
    pub(super) fn print(&self, source: &str) -> &str {
        self.prints.get(source).map_or("", String::as_str)
    }

    /// The id of a document.
    pub(super) fn document(&self, source: &str) -> Option<&str> {
        self.ids.get(source).map(String::as_str)
    }

    /// The address of the character at `start` of a document, which is from now on led to.
    pub(super) fn place(&mut self, source: &str, start: usize) -> Option<String> {
        let (&source, id) = self.ids.get_key_value(source)?;
        self.places.entry(source).or_default().insert(start);
        Some(format!("#{}", place_id(id, start)))
    }

    /// The characters of a document that are led to.
    pub(super) fn places(&self, source: &str) -> impl Iterator<Item = usize> + '_ {
        self.places.get(source).into_iter().flatten().copied()
    }
}

/// The id of the place at which a character of a document stands.
pub(super) fn place_id(document: &str, start: usize) -> String {
    format!("{document}.{start}")
}

/// Ids that were given, so that none is given twice.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The wanted name, or where it is taken the name with the first number that is free.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 1;
        while !self.0.insert(name.clone()) {
            number += 1;
            name = format!("{wanted}~{number}");
        }
        name
    }
}

/// What may stand in an id and in an address: the letters and digits of a text, with a dash for the
/// rest. Of a long text the end is kept, which tells files apart.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let count = out.chars().count();
    out.chars().skip(count.saturating_sub(LONGEST)).collect::<String>().trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_given_once() {
        assert_eq!(slug("Svar/Børne- og Unge.txt"), "svar-børne-og-unge-txt");
        assert_eq!(slug("\"><script>"), "script");
        assert_eq!(slug("\u{202e}"), "");
        assert_eq!(slug(&"x".repeat(1000)).len(), LONGEST);
        let mut names = Names::default();
        assert_eq!(["a", "a", "b", "a"].map(|n| names.unique(n)), ["a", "a~2", "b", "a~3"]);
    }
}
