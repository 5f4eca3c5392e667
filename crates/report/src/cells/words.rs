use std::sync::LazyLock;

use serde::Deserialize;

use crate::inbox::Language;
use crate::labels::{Names, danish, label};

/// The words of cells in one language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    columns: &'static Names,
    language: Language,
}

/// The words of both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    da: Names,
    en: Names,
}

impl Words {
    pub(super) fn of(language: Language) -> Words {
        static COLUMNS: LazyLock<Both> = LazyLock::new(|| {
            toml::from_str(include_str!("../../data/cells.toml")).expect("built in, and tested")
        });
        let columns = match language {
            Language::Danish => &COLUMNS.da,
            Language::English => &COLUMNS.en,
        };
        Words { columns, language }
    }

    pub(super) fn column(self, name: &'static str) -> String {
        label(self.columns, name).to_owned()
    }

    pub(super) fn columns<const N: usize>(self, names: [&'static str; N]) -> Vec<String> {
        names.into_iter().map(|name| self.column(name)).collect()
    }

    /// What people read for a name on the wire, which is English.
    pub(super) fn value(self, names: &Names, name: &str) -> String {
        match self.language {
            Language::Danish => label(names, name).to_owned(),
            Language::English => name.replace('_', " "),
        }
    }

    /// A stance in words, without its sign.
    pub(super) fn stance(self, name: &str) -> String {
        if name == "not_addressed" {
            return self.column("not_addressed");
        }
        let marked = self.value(&danish().stance, name);
        marked.chars().skip_while(|c| !c.is_alphabetic()).collect()
    }

    /// Whichever is in its language.
    pub(super) fn either<'a>(self, da: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Danish => da,
            Language::English => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_columns() {
        let [da, en] = [Language::Danish, Language::English].map(Words::of);
        assert!(da.columns.keys().eq(en.columns.keys()));
        assert_eq!(da.stance("fulfilled"), "opfyldt");
        assert_eq!(en.stance("fulfilled"), "fulfilled");
        assert_eq!(en.stance("not_addressed"), "not addressed");
    }
}
