use gensvar::repair::{CandidateCosts, Explanation, OcrExplanation};
use gensvar::text::SourceText;
use serde::Serialize;

use super::number;

/// What `gensvar repair --explain --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainOut {
    /// `gensvar.explain/1`.
    pub schema: &'static str,
    /// The path as given.
    pub source: String,
    /// The line in which the word begins.
    pub line: usize,
    /// The character of that line at which it begins, counted from 1.
    pub column: usize,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// What stands there.
    pub from: String,
    /// What stands for it in the repaired text.
    pub to: String,
    /// What was done to it, in the order in which it was done.
    pub steps: Vec<StepOut>,
    /// What the model of misreadings made of it; null where it saw no word.
    pub ocr: Option<OcrOut>,
}

/// One change at the place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepOut {
    /// `encoding`, `unicode`, `layout` or `ocr`.
    pub kind: &'static str,
    /// The rule or model that made it.
    pub rule: String,
    /// What stood there before.
    pub from: String,
    /// What took its place.
    pub to: String,
    /// How sure.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
}

/// What the model weighed; costs are −ln of probabilities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OcrOut {
    /// The word as the model was given it.
    pub read: String,
    /// `fixed`, `foreign`, `peace`, `searched` or `noisy`.
    pub treatment: &'static str,
    /// The share of each letter that was printed here and not read as such.
    pub damage: DamageOut,
    /// The share of the longer words here that no list knows.
    #[serde(serialize_with = "number::share")]
    pub unknown: f64,
    /// How much likelier than other words it was misread, as the OCR engine's doubt tells, in nats.
    #[serde(serialize_with = "number::cost")]
    pub suspicion: f64,
    /// The words chosen before it in its sentence, at most two.
    pub before: Vec<String>,
    /// The words chosen after it in its sentence, at most two.
    pub after: Vec<String>,
    /// What may have been printed, the least cost first.
    pub candidates: Vec<CandidateOut>,
}

/// The share of each letter that was printed and not read as such.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DamageOut {
    /// Of æ.
    #[serde(rename = "æ", serialize_with = "number::share")]
    pub ae: f64,
    /// Of ø.
    #[serde(rename = "ø", serialize_with = "number::share")]
    pub oe: f64,
    /// Of å.
    #[serde(rename = "å", serialize_with = "number::share")]
    pub aa: f64,
}

/// A word that may have been printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CandidateOut {
    /// The word.
    pub to: String,
    /// Its share of the belief.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// Whether the model chose it.
    pub chosen: bool,
    /// `word`, `compound` or `unknown`.
    pub form: &'static str,
    /// The cost of reading it as what was read.
    #[serde(serialize_with = "number::cost")]
    pub channel: f64,
    /// The cost of the word after those before it.
    #[serde(serialize_with = "number::cost")]
    pub language: f64,
    /// The cost of the words after it.
    #[serde(serialize_with = "number::cost")]
    pub following: f64,
    /// The cost of its letters or parts, where no list holds it.
    #[serde(serialize_with = "number::cost")]
    pub unknown: f64,
    /// All of these together.
    #[serde(serialize_with = "number::cost")]
    pub total: f64,
    /// Which letters were misread if this was printed.
    pub misreadings: Vec<MisreadingOut>,
}

/// Letters that were read otherwise than printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MisreadingOut {
    /// As printed.
    pub printed: String,
    /// As read.
    pub read: String,
}

impl ExplainOut {
    /// The explanation of a place in one text; `source_name` is its path as given.
    ///
    /// ```
    /// use gensvar::{repair::Repairer, text::SourceText};
    /// use gensvar_report::{ExplainOut, json_line};
    ///
    /// let source = SourceText::new("Svar pa mgdet og pa skolen.");
    /// let found = Repairer::danish().explain(source.as_str(), 8).expect("a word stands there");
    /// let out = ExplainOut::new("notat.txt", &source, &found);
    /// assert_eq!((out.line, out.column, out.to.as_str()), (1, 9, "mødet"));
    /// assert!(json_line(&out).starts_with("{\"schema\":\"gensvar.explain/1\""));
    /// ```
    pub fn new(source_name: &str, source: &SourceText, found: &Explanation) -> ExplainOut {
        let place = source.char_span(found.span);
        let steps = found.steps.iter().map(|step| StepOut {
            kind: step.kind.name(),
            rule: step.rule.to_owned(),
            from: step.from.clone(),
            to: step.to.clone(),
            confidence: step.confidence,
        });
        ExplainOut {
            schema: "gensvar.explain/1",
            source: source_name.to_owned(),
            line: source.line_of(found.span.start),
            column: source.column_of(found.span.start),
            start: place.start,
            end: place.end,
            from: found.from.clone(),
            to: found.to.clone(),
            steps: steps.collect(),
            ocr: found.ocr.as_ref().map(ocr),
        }
    }
}

fn ocr(found: &OcrExplanation) -> OcrOut {
    let [ae, oe, aa] = found.damage;
    OcrOut {
        read: found.read.clone(),
        treatment: found.treatment.name(),
        damage: DamageOut { ae, oe, aa },
        unknown: found.unknown,
        suspicion: found.suspicion,
        before: found.before.clone(),
        after: found.after.clone(),
        candidates: found.candidates.iter().map(candidate).collect(),
    }
}

fn candidate(found: &CandidateCosts) -> CandidateOut {
    let pair = |m: &gensvar::repair::MisreadLetters| MisreadingOut {
        printed: m.printed.clone(),
        read: m.read.clone(),
    };
    CandidateOut {
        to: found.text.clone(),
        confidence: found.share,
        chosen: found.is_chosen,
        form: found.form.name(),
        channel: found.channel,
        language: found.language,
        following: found.following,
        unknown: found.unknown,
        total: found.total,
        misreadings: found.misreadings.iter().map(pair).collect(),
    }
}
