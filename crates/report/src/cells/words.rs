use std::ops::Deref;

use crate::inbox::Language;
use crate::labels::{Labels, label, labels};
use crate::wire::rounded;

/// The words of cells in one language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    labels: &'static Labels,
    language: Language,
}

impl Deref for Words {
    type Target = Labels;

    fn deref(&self) -> &Labels {
        self.labels
    }
}

impl Words {
    pub(super) fn of(language: Language) -> Words {
        Words { labels: labels(language), language }
    }

    pub(super) fn column(self, name: &str) -> String {
        label(&self.labels.column, name).to_owned()
    }

    pub(super) fn columns<const N: usize>(self, names: [&str; N]) -> Vec<String> {
        names.into_iter().map(|name| self.column(name)).collect()
    }

    /// A stance in a word.
    pub(super) fn stance(self, name: &str) -> String {
        label(&self.labels.said, name).to_owned()
    }

    /// Whichever is in its language.
    pub(super) fn either<'a>(self, da: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Danish => da,
            Language::English => en,
        }
    }
}

/// A share as a number that a spreadsheet can reckon with in any country; rounded down, as on the
/// page.
pub(super) fn whole_percent(share: f64) -> String {
    ((rounded(share) + 1e-7) * 100.0).floor().to_string()
}
