//! The file of agencies: the built-in one, and those that users add to it.

use serde::Deserialize;
use toml::Spanned;

use crate::error::{DataError, DataErrorKind};

/// A file as it is written. Every part may be missing: a user's file has only what it adds.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AgencyFile {
    pub agency: Vec<AgencyEntry>,
    pub names: NameEntry,
    pub words: WordsEntry,
}

/// A body that can answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgencyEntry {
    pub code: Spanned<String>,
    /// May be left out where the code is known already.
    pub name: Option<Spanned<String>>,
    /// What else it is called.
    #[serde(default)]
    pub names: Vec<Spanned<String>>,
    /// The municipality that it belongs to: one of the same name in another is another.
    #[serde(default)]
    pub of: Option<String>,
    /// What parts of it are called: they lead to it.
    #[serde(default)]
    pub units: Vec<Spanned<String>>,
}

macro_rules! lists {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $list:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(crate) struct $name {
            $($(#[$note])* pub $list: Vec<String>,)+
        }

        impl $name {
            /// The list that holds an empty word, if one does: it would fit everything.
            fn with_an_empty_word(&self) -> Option<&'static str> {
                let lists: &[(&'static str, &[String])] = &[$((stringify!($list), &self.$list)),+];
                let has_empty = |list: &[String]| list.iter().any(|word| word.trim().is_empty());
                lists.iter().find(|(_, list)| has_empty(list)).map(|(name, _)| *name)
            }

            /// Puts the words of another file behind these.
            pub(crate) fn extend(&mut self, more: $name) {
                $(self.$list.extend(more.$list);)+
            }
        }
    };
}

lists! {
    /// How the names of bodies are made that are not listed.
    NameEntry { endings, before, after, not, joins, of, articles, within, above, subjects, bodies }
}

lists! {
    /// Words around agencies in the layout of a letter.
    WordsEntry {
        from,
        /// Labels of a form after which the name of a body stands.
        body,
        to,
        asks,
        /// Parts of the names of units that sign for the body above them.
        staff,
        closing,
        greeting,
        /// How headings begin under which nobody in particular answers.
        common,
        /// How a heading begins over the answer to what is quoted before it.
        answer,
        /// How sentences begin that are about all who answer.
        all,
    }
}

impl AgencyFile {
    /// Reads a file: (name, text). `is_known` says which codes need no name, as they have one.
    pub(crate) fn parse(
        file: (&str, &str),
        is_known: impl Fn(&str) -> bool,
    ) -> Result<AgencyFile, DataError> {
        let parsed: AgencyFile =
            toml::from_str(file.1).map_err(|e| DataError::form(file.0, file.1, &e))?;
        let wrong = |at: &Spanned<String>, message: String| {
            let before = file.1.get(..at.span().start).unwrap_or_default();
            DataError {
                kind: DataErrorKind::Name,
                file: file.0.to_owned(),
                line: before.matches('\n').count() + 1,
                message,
            }
        };
        let mut codes: Vec<&str> = Vec::new();
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for entry in &parsed.agency {
            let code = entry.code.get_ref().as_str();
            if codes.contains(&code) {
                let message =
                    format!("the agency `{code}` stands twice; put all its names into one entry");
                return Err(wrong(&entry.code, message));
            }
            codes.push(code);
            if entry.name.is_none() && !is_known(code) {
                let message = format!(
                    "the agency `{code}` is new and has no name; add `name = \"…\"` under its code"
                );
                return Err(wrong(&entry.code, message));
            }
            let all = std::iter::once(&entry.code)
                .chain(&entry.name)
                .chain(&entry.names)
                .chain(&entry.units);
            for written in all {
                let name = written.get_ref().as_str();
                if name.trim().is_empty() {
                    let message = format!(
                        "an agency with an empty name, under `{code}`; write the name or leave it out"
                    );
                    return Err(wrong(written, message));
                }
                if name.contains([',', '(', ')', ';', ':', '"', '/']) {
                    let message = format!(
                        "`{name}` holds a mark, and names in a text end at one; write the part \
                         before it, or each part as a name of its own"
                    );
                    return Err(wrong(written, message));
                }
                if !name.trim().starts_with(char::is_uppercase) {
                    let message = format!(
                        "`{name}` does not begin with a capital, so no text could name it; write \
                         it as letters do"
                    );
                    return Err(wrong(written, message));
                }
                match seen.iter().find(|(other, _)| *other == name) {
                    Some((_, other)) if *other != code => {
                        let message = format!(
                            "`{name}` leads to `{other}` already; keep it under one of the two"
                        );
                        return Err(wrong(written, message));
                    }
                    Some(_) => {}
                    None => seen.push((name, code)),
                }
            }
        }
        let empty = [
            ("names", parsed.names.with_an_empty_word()),
            ("words", parsed.words.with_an_empty_word()),
        ];
        if let Some((table, list)) =
            empty.into_iter().find_map(|(table, list)| Some((table, list?)))
        {
            return Err(DataError::near(
                DataErrorKind::Name,
                file.0,
                file.1,
                list,
                format!("`{list}` under [{table}] holds an empty word; take it out"),
            ));
        }
        Ok(parsed)
    }
}
