use std::ops::Deref;

use crate::inbox::Language;
use crate::labels::{Labels, label};

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
        Words { labels: Labels::of(language), language }
    }

    pub(super) fn column(self, name: &str) -> String {
        label(&self.labels.columns, name).to_owned()
    }

    pub(super) fn columns<const N: usize>(self, names: [&str; N]) -> Vec<String> {
        names.into_iter().map(|name| self.column(name)).collect()
    }

    /// Whichever is in its language.
    pub(super) fn either<'a>(self, da: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Danish => da,
            Language::English => en,
        }
    }
}
