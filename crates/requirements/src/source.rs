//! What stands in a set's file, as TOML gives it: names and phrases not yet looked up.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{SetError, SetErrorKind, hint_or_list, place};

/// A text that knows where it stands.
pub(crate) type Text = Spanned<String>;

/// A requirement set, or a word list that sets can use (then without requirements).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub id: Text,
    pub title: String,
    pub title_en: Option<String>,
    pub source: Option<String>,
    pub date: Option<toml::value::Datetime>,
    pub decided_by: Option<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub uses: Vec<Text>,
    /// Words that the program's word list does not hold, and that are meant so.
    #[serde(default)]
    pub known_words: Vec<Text>,
    #[serde(default)]
    pub clause_ends: Vec<Text>,
    #[serde(default)]
    pub concepts: BTreeMap<Text, Concept>,
    pub context: Option<Context>,
    #[serde(default)]
    pub told: Vec<Rule>,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    #[serde(default)]
    pub general: Vec<General>,
    pub verdict: Option<Verdict>,
    #[serde(default)]
    pub reasons: BTreeMap<Text, Template>,
    #[serde(default)]
    pub tests: Vec<Test>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Concept {
    /// What it is called in prose and in the line that says what a sentence lacks.
    pub title: Option<String>,
    pub title_en: Option<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub any: Vec<Text>,
    #[serde(default)]
    pub except: Vec<Text>,
    #[serde(default)]
    pub claims: Vec<ClaimCondition>,
}

/// What a claim must be; everything that is given must hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimCondition {
    pub kind: Option<Text>,
    #[serde(default)]
    pub status: Vec<Text>,
    pub polarity: Option<Text>,
    #[serde(default)]
    pub groups: Vec<Text>,
    pub obligation: Option<Text>,
    #[serde(default)]
    pub delivery: Vec<Text>,
    #[serde(default)]
    pub has: Vec<Text>,
}

/// How sentences hang together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Context {
    pub asks: Option<Text>,
    pub answers: Option<Text>,
    pub own_word: Option<Text>,
    pub other_subject: Option<Text>,
    pub subject: Option<Text>,
    pub not_carried: Option<Text>,
    pub confirms: Option<Text>,
    pub introduces: Option<Text>,
    pub preamble: Option<Text>,
    pub takes_back: Option<Text>,
    pub excepts: Option<Text>,
    pub follow: Option<bool>,
}

impl Context {
    /// The concepts that it names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Text> {
        [
            &self.asks,
            &self.answers,
            &self.own_word,
            &self.other_subject,
            &self.subject,
            &self.not_carried,
            &self.confirms,
            &self.introduces,
            &self.preamble,
            &self.takes_back,
            &self.excepts,
        ]
        .into_iter()
        .flatten()
    }
}

/// What must stand in a sentence for a rule, a topic or a general statement to fit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct When<'a> {
    pub all: &'a [Text],
    pub any: &'a [Text],
    pub none: &'a [Text],
    pub after: &'a [Text],
    pub phrases: &'a [Text],
    pub status: &'a [Text],
    pub polarity: Option<&'a Text>,
}

impl<'a> When<'a> {
    /// The concepts that it names.
    pub(crate) fn names(self) -> impl Iterator<Item = &'a Text> {
        self.all.iter().chain(self.any).chain(self.none).chain(self.after)
    }

    /// Where it stands; nowhere if it asks for nothing.
    pub(crate) fn first(self) -> Option<&'a Text> {
        self.names().chain(self.phrases).min_by_key(|text| text.span().start)
    }
}

/// When a sentence says something, and what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub note: Option<String>,
    #[serde(default)]
    pub all: Vec<Text>,
    #[serde(default)]
    pub any: Vec<Text>,
    #[serde(default)]
    pub none: Vec<Text>,
    #[serde(default)]
    pub after: Vec<Text>,
    #[serde(default)]
    pub phrases: Vec<Text>,
    #[serde(default)]
    pub status: Vec<Text>,
    pub polarity: Option<Text>,
    pub stance: Text,
    pub strength: Option<Text>,
}

impl Rule {
    pub(crate) fn when(&self) -> When<'_> {
        When {
            all: &self.all,
            any: &self.any,
            none: &self.none,
            after: &self.after,
            phrases: &self.phrases,
            status: &self.status,
            polarity: self.polarity.as_ref(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub id: Text,
    pub title: String,
    pub title_en: Option<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub topic: Vec<Topic>,
    #[serde(default)]
    pub kinds: Vec<Text>,
    #[serde(default)]
    pub sums: Vec<Text>,
    #[serde(default)]
    pub says: Vec<Rule>,
    #[serde(default)]
    pub examples: BTreeMap<Text, Vec<Text>>,
}

/// A sentence that holds all of these is about the requirement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Topic {
    #[serde(default)]
    pub all: Vec<Text>,
    #[serde(default)]
    pub any: Vec<Text>,
    #[serde(default)]
    pub none: Vec<Text>,
    #[serde(default)]
    pub phrases: Vec<Text>,
}

impl Topic {
    pub(crate) fn when(&self) -> When<'_> {
        let Topic { all, any, none, phrases, .. } = self;
        When { all, any, none, phrases, ..When::default() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct General {
    pub note: Option<String>,
    #[serde(default)]
    pub all: Vec<Text>,
    #[serde(default)]
    pub any: Vec<Text>,
    #[serde(default)]
    pub none: Vec<Text>,
    #[serde(default)]
    pub phrases: Vec<Text>,
    pub stance: Text,
    #[serde(default)]
    pub requirements: Vec<Text>,
    #[serde(default)]
    pub everywhere: bool,
}

impl General {
    pub(crate) fn when(&self) -> When<'_> {
        let General { all, any, none, phrases, .. } = self;
        When { all, any, none, phrases, ..When::default() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verdict {
    pub otherwise: Text,
    #[serde(default)]
    pub rules: Vec<VerdictRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerdictRule {
    pub value: Text,
    #[serde(default)]
    pub any_of: Vec<Text>,
    #[serde(default)]
    pub all_of: Vec<Text>,
    pub stances: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    pub da: String,
    pub en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Test {
    pub name: Text,
    pub text: String,
    pub agency: Option<Text>,
    pub expect: BTreeMap<Text, Text>,
    pub verdict: Option<Text>,
}

/// Reads a file's TOML.
pub(crate) fn read(text: &str, file: &str) -> Result<File, SetError> {
    toml::from_str(text).map_err(|error| toml_error(&error, text, file))
}

/// Says a TOML error in our words: place, what is wrong, and the key that may have been meant.
fn toml_error(error: &toml::de::Error, text: &str, file: &str) -> SetError {
    let (line, column) = place(text, error.span().map_or(0, |span| span.start));
    let message = error.message().trim();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (kind, message) = if message.starts_with("unknown field") {
        let written = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let hint = hint_or_list(written, &known);
        (SetErrorKind::Key, format!("unknown key \"{written}\"{hint}"))
    } else if message.starts_with("missing field") {
        let missing = quoted.next().unwrap_or_default();
        (SetErrorKind::Key, format!("the key \"{missing}\" is missing here"))
    } else if let Some(rest) = message.strip_prefix("invalid type: ") {
        (SetErrorKind::Key, wrong_type(rest))
    } else if message == "duplicate key" {
        let written = error.span().and_then(|span| text.get(span)).unwrap_or_default();
        (SetErrorKind::Duplicate, format!("the key \"{written}\" is there twice"))
    } else {
        (SetErrorKind::Syntax, message.replace('\n', " "))
    };
    SetError { kind, file: file.to_owned(), line, column, message }
}

/// What serde says of a value of the wrong type, in the words of TOML, and how to write the right one.
fn wrong_type(message: &str) -> String {
    let (found, wanted) = message.split_once(", expected ").unwrap_or((message, ""));
    let (wanted, remedy) = match wanted {
        "a string" => ("a text", "; put it in quotation marks"),
        "a sequence" => ("a list", "; put it in square brackets"),
        "a boolean" => ("true or false", "; leave out the quotation marks"),
        "f64" => ("a number", ""),
        "a TOML datetime" => ("a date", "; write it without quotation marks, as 2026-02-05"),
        "a map" => ("a table", ""),
        wanted if wanted.starts_with("struct ") => ("a table", ""),
        wanted => (wanted, ""),
    };
    let found = match found.split_whitespace().next() {
        Some("string") => found.replacen("string", "the text", 1),
        Some("sequence") => "a list".to_owned(),
        Some("map") => "a table".to_owned(),
        Some("integer" | "floating") => {
            found.replacen("integer", "the number", 1).replacen("floating point", "the number", 1)
        }
        Some("boolean") => found.replacen("boolean ", "", 1),
        _ => found.to_owned(),
    };
    format!("{} stands where {wanted} must stand{remedy}", found.replace('`', ""))
}
