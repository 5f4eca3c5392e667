//! Why a word reads as it does after repair.

use gensvar_text::Span;

use crate::model::EditKind;

/// What was done at a place of the source, and what the model weighed there.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The word, in the source.
    pub span: Span,
    /// What stands there in the source.
    pub from: String,
    /// What stands for it in the repaired text.
    pub to: String,
    /// What was done to it, in the order in which it was done.
    pub steps: Vec<Step>,
    /// What the model of misreadings made of it; none where it saw no word.
    pub ocr: Option<OcrExplanation>,
}

/// One change that a stage made at the place.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The stage.
    pub kind: EditKind,
    /// The id of the rule or model.
    pub rule: &'static str,
    /// What stood there before this stage.
    pub from: String,
    /// What took its place.
    pub to: String,
    /// How sure, from 0 to 1.
    pub confidence: f64,
}

/// What the model weighed when it first read the word. Costs are −ln of probabilities: the lower,
/// the likelier.
#[derive(Debug, Clone, PartialEq)]
pub struct OcrExplanation {
    /// The word as the model was given it, after the stages before it.
    pub read: String,
    /// How far the model searched here.
    pub treatment: Treatment,
    /// The share of the æ, ø and å printed on this stretch that was not read as such.
    pub damage: [f64; 3],
    /// The share of the longer words of this stretch that no list knows.
    pub unknown: f64,
    /// How much likelier than other words it was misread, as the engine's own doubt tells, in nats;
    /// below zero if the engine was surer of it, 0 if it told nothing. It is part of the channel
    /// cost of what was read.
    pub suspicion: f64,
    /// The words chosen before it in its sentence, at most two.
    pub before: Vec<String>,
    /// The words chosen after it in its sentence, at most two.
    pub after: Vec<String>,
    /// What may have been printed, the least cost first.
    pub candidates: Vec<CandidateCosts>,
}

/// How far the model searches for what was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Treatment {
    /// Numbers, links, addresses and markup stay as they came.
    Fixed,
    /// Words of another language, or Danish as it was spelled before 1948, stay as they came.
    Foreign,
    /// The stretch has its letters and its words: nothing in it is searched.
    Peace,
    /// The same, but the engine doubted this word: it is searched.
    Doubted,
    /// The misreadings that engines are known for.
    Searched,
    /// Many words are no words: in those, any letter may be misread.
    Noisy,
}

impl Treatment {
    /// All of them, from the least to the furthest search.
    pub const ALL: [Treatment; 6] = [
        Treatment::Fixed,
        Treatment::Foreign,
        Treatment::Peace,
        Treatment::Doubted,
        Treatment::Searched,
        Treatment::Noisy,
    ];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Treatment::Fixed => "fixed",
            Treatment::Foreign => "foreign",
            Treatment::Peace => "peace",
            Treatment::Doubted => "doubted",
            Treatment::Searched => "searched",
            Treatment::Noisy => "noisy",
        }
    }
}

/// A word that may have been printed, and what each part of the model said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateCosts {
    /// The word.
    pub text: String,
    /// Where it comes from.
    pub form: Form,
    /// The cost of reading it as what was read, capitals and the engine's doubt included.
    pub channel: f64,
    /// The cost of the word after the words chosen before it.
    pub language: f64,
    /// What it costs the words chosen after it to follow it.
    pub following: f64,
    /// The cost of its letters or parts, where the list does not hold it.
    pub unknown: f64,
    /// All of these together.
    pub total: f64,
    /// Its share of the belief, from 0 to 1.
    pub share: f64,
    /// Whether the model chose it.
    pub is_chosen: bool,
    /// Which letters were misread if this was printed.
    pub misreadings: Vec<MisreadLetters>,
}

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// The word list.
    Word,
    /// Known parts of compounds.
    Compound,
    /// Letters alone: no list knows it.
    Unknown,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Word, Form::Compound, Form::Unknown];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Word => "word",
            Form::Compound => "compound",
            Form::Unknown => "unknown",
        }
    }
}

/// Letters that were read otherwise than printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisreadLetters {
    /// As printed.
    pub printed: String,
    /// As read.
    pub read: String,
}
