use std::collections::BTreeMap;

use gensvar::Reply;
use serde::{Deserialize, Serialize};

use super::state::InboxState;
use crate::wire::{ByAgencyOut, ClaimsOut, DocumentOut, FailedOut, FlagsOut, RepairOut, SetOut};

/// The language of a report's own words; what it quotes stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Danish, as the replies are.
    #[default]
    Danish,
    /// English.
    English,
}

impl Language {
    /// Its tag in HTML: `da`, `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Danish => "da",
            Language::English => "en",
        }
    }
}

/// All that a report of an inbox shows.
#[derive(Debug, Clone, PartialEq)]
pub struct InboxReport {
    /// The language of its own words.
    pub language: Language,
    /// What the inbox is called, as in the title of the page.
    pub name: String,
    /// The day that the caller gives the report, in ISO 8601; it is never read from a clock.
    pub made: Option<String>,
    /// The version of the program that made it.
    pub version: String,
    /// The options that decide what was found, one a line: `--ocr auto`.
    pub options: Vec<String>,
    /// The user's own files of agencies, by name.
    pub agencies: Vec<String>,
    /// The sets, in the order asked for.
    pub sets: Vec<InboxSet>,
    /// The documents that were read, in the order of the inbox.
    pub documents: Vec<InboxDocument>,
    /// What was found and could not be read.
    pub not_read: Vec<FailedOut>,
    /// What an earlier report of the same inbox said, where there is one: what changed since is
    /// shown.
    pub before: Option<InboxState>,
}

/// A requirement set, and where the agencies stand.
#[derive(Debug, Clone, PartialEq)]
pub struct InboxSet {
    /// What the set says of itself.
    pub set: SetOut,
    /// By which words it sees what a reply says, as [`set_prose`](crate::set_prose) writes it.
    pub prose: Option<String>,
    /// The state of each agency after all documents. Its sources are those of the documents.
    pub state: ByAgencyOut,
}

/// A document that was read. As JSON it holds all that a report needs of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InboxDocument {
    /// The path as given; no two documents have the same.
    pub source: String,
    /// What the text was taken from: `text`, `pdf`, `docx` …
    pub format: String,
    /// What else is to be known of how it was read: pages, the encoding, what could not be read or
    /// only with doubt.
    pub notes: Vec<NoteOut>,
    /// The source text, that all offsets count in.
    pub text: String,
    /// Its repair.
    pub repair: RepairOut,
    /// What it claims.
    pub claims: ClaimsOut,
    /// Its date, and what it says of earlier letters.
    pub letter: DocumentOut,
    /// Its flags by itself, for each set.
    pub flags: Vec<FlagsOut>,
}

/// Something to be known of how a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoteOut {
    /// What it is of: the name of a text in the report's language.
    pub name: String,
    /// What is filled in there, by name.
    pub values: BTreeMap<String, String>,
    /// The same as a sentence in English, for a name without a text.
    pub text: String,
}

impl InboxDocument {
    /// How many of its doubtful words were not tried with their other readings.
    pub(crate) fn untried_doubts(&self) -> usize {
        let flags = self.flags.iter().map(|flags| flags.untried_doubts);
        flags.chain([self.claims.untried_doubts]).max().unwrap_or_default()
    }

    /// A document without notes, of which the claims are told as `claims` does.
    pub fn new(
        source: &str,
        format: &str,
        reply: &Reply,
        claims: ClaimsOut,
        flags: Vec<FlagsOut>,
    ) -> InboxDocument {
        InboxDocument {
            source: source.to_owned(),
            format: format.to_owned(),
            notes: Vec::new(),
            text: reply.source().as_str().to_owned(),
            repair: RepairOut::new(source, reply.source(), reply.repaired()),
            claims,
            letter: DocumentOut::new(source, reply, &reply.letter()),
            flags,
        }
    }
}
