//! What is kept of a document: all that a report needs, so that the file is not read again.

use gensvar::Gensvar;
use gensvar::claims::Agency;
use gensvar::claims::fields::DocumentDate;
use gensvar::requirements::{
    AgencyAssessment, Assessment, Document, Flag, Ground, Letter, Link, Reason, Relation,
    RequirementSet, Stance,
};
use gensvar::text::Span;
use gensvar_ingest::Warning;
use gensvar_report::{ClaimsOut, DocumentOut, FlagsOut, InboxDocument, NoteOut};
use serde::{Deserialize, Serialize};

use crate::commands::assessed;
use crate::inputs::Input;

/// A document as it is kept, in JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// What the report shows of it.
    pub(super) document: InboxDocument,
    /// What it does not show and later letters are weighed against: for each set, agency and
    /// requirement.
    weights: Vec<Vec<Vec<Weight>>>,
}

/// How much a flag weighs beside one of another letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Weight {
    ground: String,
    shares: [f64; Stance::ALL.len()],
}

impl Kept {
    /// Reads a document and keeps what it says.
    pub(super) fn of<'a>(
        gensvar: &Gensvar,
        sets: impl Iterator<Item = &'a RequirementSet>,
        input: &Input,
    ) -> Kept {
        let reply = gensvar.read_ocr(input.source.as_str(), &input.words);
        let words = gensvar.doubtful_words(&reply);
        let claims = ClaimsOut {
            ocr: input.ocr.clone(),
            ..ClaimsOut::with_readings(&input.name, &reply, &words)
        };
        let (mut flags, mut weights) = (Vec::new(), Vec::new());
        for set in sets {
            let (assessment, out) = assessed(gensvar, input, &reply, set);
            let agencies = assessment.agencies.iter();
            weights.push(agencies.map(|entry| entry.flags.iter().map(weight).collect()).collect());
            flags.push(out);
        }
        let format = input.format.name();
        let mut document = InboxDocument::new(&input.name, format, &reply, claims, flags);
        document.notes = input.warnings.iter().map(note).collect();
        Kept { document, weights }
    }

    /// What the set of that number says of it, as far as letters are put together by it.
    pub(super) fn assessed(&self, set: usize) -> Option<Document> {
        let (flags, weights) = (self.document.flags.get(set)?, self.weights.get(set)?);
        let agencies = flags.responses.iter().zip(weights).map(|(entry, weights)| {
            let flags = entry.flags.iter().zip(weights);
            AgencyAssessment {
                agency: Agency { code: entry.agency.clone(), name: entry.name.clone() },
                verdict: None,
                flags: flags.map(|(flag, w)| weighed(&flag.requirement, &flag.stance, w)).collect(),
            }
        });
        let assessment =
            Assessment { set: flags.requirements.clone(), agencies: agencies.collect() };
        Some(Document { letter: letter(&self.document.letter), assessment })
    }

    /// Its flags by the set of that number.
    pub(super) fn flags(&self, set: usize) -> Option<&FlagsOut> {
        self.document.flags.get(set)
    }
}

/// What a warning tells, in words that the report can put into its language.
fn note(warning: &Warning) -> NoteOut {
    let (name, values) = warning.parts();
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value));
    NoteOut { name: name.to_owned(), values: values.collect(), text: warning.to_string() }
}

fn weight(flag: &Flag) -> Weight {
    Weight { ground: flag.ground.name().to_owned(), shares: flag.shares }
}

/// A flag without its words, which are no part of the weighing.
fn weighed(requirement: &str, stance: &str, weight: &Weight) -> Flag {
    let stance = Stance::ALL.into_iter().find(|s| s.name() == stance);
    let stance = stance.unwrap_or(Stance::NotAddressed);
    let ground = Ground::ALL.into_iter().find(|ground| ground.name() == weight.ground);
    Flag {
        requirement: requirement.to_owned(),
        stance,
        ground: ground.unwrap_or(Ground::Nothing),
        confidence: 0.0,
        shares: weight.shares,
        by_rules: stance,
        reason: Reason::default(),
        evidence: Vec::new(),
        nearest_miss: None,
    }
}

/// What a document says of earlier letters; the links have the numbers of its relations.
fn letter(document: &DocumentOut) -> Letter {
    let links = document.relations.iter().filter_map(|said| {
        Some(Link {
            relation: Relation::ALL.into_iter().find(|r| r.name() == said.relation)?,
            agencies: said.agencies.clone(),
            dates: said.dates.clone(),
            statement: 0,
            span: Span::new(0, 0),
        })
    });
    Letter { date: document.date.as_deref().and_then(date), links: links.collect() }
}

/// A date in ISO 8601, as precise as it is known.
fn date(text: &str) -> Option<DocumentDate> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map(|part| part.parse().ok());
    Some(DocumentDate { year, month: part().flatten(), day: part().flatten() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_as_they_went() {
        for text in ["2025-03-09", "2025-12", "0998"] {
            assert_eq!(date(text).unwrap().to_string(), text);
        }
        assert_eq!(date("i dag"), None);
    }
}
