//! What a document says of itself and of the letters before it: its date, and that it adds to an
//! earlier answer, puts it right, or takes its place.

use std::collections::BTreeSet;

use gensvar_claims::fields::{Context, DocumentDate, FieldReader};
use gensvar_claims::{Extraction, Speaker, Statement};
use gensvar_text::Span;

/// What of a document's form matters beside others of the same agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The date that it bears, if it bears one.
    pub date: Option<DocumentDate>,
    /// What it says of earlier letters, in document order.
    pub links: Vec<Link>,
}

/// What a document says of an earlier letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it does to it.
    pub relation: Relation,
    /// The codes of the agencies whose letters are meant.
    pub agencies: Vec<String>,
    /// The days on which its sentence says that something was written, in ISO 8601: an earlier letter
    /// is often named by its date.
    pub dates: Vec<String>,
    /// The number of the sentence in `Extraction::statements`.
    pub statement: usize,
    /// The words that say so.
    pub span: Span,
}

/// What a letter does to an earlier one by the same agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// It adds to it.
    Supplements,
    /// It puts right some of what it says.
    Corrects,
    /// It takes its place.
    Replaces,
}

impl Relation {
    /// All of them, the one that does least first.
    pub const ALL: [Relation; 3] = [Relation::Supplements, Relation::Corrects, Relation::Replaces];

    /// Its name: the effect of its cues, and what stands on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Relation::Supplements => "supplements",
            Relation::Corrects => "corrects",
            Relation::Replaces => "replaces",
        }
    }
}

impl Letter {
    /// Reads it from the text and what was extracted from it.
    pub fn of(text: &str, extraction: &Extraction) -> Letter {
        let fields = FieldReader::builtin();
        // Dates without a year are near the best guess that there is.
        let context = Context { date: fields.document_date(text), ..Context::default() };
        let mut links = Vec::new();
        for (number, statement) in extraction.statements.iter().enumerate() {
            let relation_of = |effect: &str| Relation::ALL.into_iter().find(|r| r.name() == effect);
            // Of several the one that does most: who corrects a letter also writes after it.
            let cues =
                statement.cues.iter().filter_map(|cue| Some((relation_of(&cue.effect)?, cue)));
            let Some((relation, cue)) = cues.max_by_key(|(relation, _)| *relation) else {
                continue;
            };
            let agencies = agencies(extraction, statement);
            if agencies.is_empty() {
                continue;
            }
            let dates = fields.read(&statement.text, &context).dates;
            let days = dates.into_iter().filter(|d| !d.role.is_of_the_matter() && is_day(&d.value));
            links.push(Link {
                relation,
                agencies,
                dates: days.map(|date| date.value).collect(),
                statement: number,
                span: cue.span,
            });
        }
        Letter { date: fields.own_date(text), links }
    }
}

/// Whether a date in ISO 8601 names a day, and not a month or year alone.
fn is_day(date: &str) -> bool {
    date.len() == "2025-03-03".len()
}

/// Whose letters a sentence means: those of the agencies that it is about, or in whose response it
/// stands; above all responses, those of the only agency that answers.
fn agencies(extraction: &Extraction, statement: &Statement) -> Vec<String> {
    if !statement.agencies.is_empty() {
        return statement.agencies.clone();
    }
    // What an ombudsman says of letters in general is about the ombudsman's own.
    if statement.speaker != Speaker::Agency {
        return Vec::new();
    }
    let codes = |within: Option<Span>| -> BTreeSet<String> {
        let responses = extraction.responses.iter();
        let meant = responses.filter(|r| within.is_none_or(|span| r.span.overlaps(span)));
        meant.map(|response| response.agency.code.clone()).collect()
    };
    let here = codes(Some(statement.sentence.span));
    let meant = if here.is_empty() { codes(None) } else { here };
    if meant.len() == 1 { meant.into_iter().collect() } else { Vec::new() }
}
