//! What an assessment holds. Places are byte offsets into the text that was read.

use gensvar_claims::Agency;
use gensvar_text::Span;

use crate::Ground;

/// What one requirement set says of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The id of the set.
    pub set: String,
    /// One entry for each agency that answers, in the order of their first responses.
    pub agencies: Vec<AgencyAssessment>,
}

/// What one agency's responses, taken together, say to the requirements.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyAssessment {
    /// Who answers.
    pub agency: Agency,
    /// The verdict, where the set has a rule for it.
    pub verdict: Option<Verdict>,
    /// One flag for each requirement, in the set's order.
    pub flags: Vec<Flag>,
}

/// Whether and how an agency speaks to a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// The id of the requirement.
    pub requirement: String,
    /// What the agency says to it.
    pub stance: Stance,
    /// What kind of words say so.
    pub ground: Ground,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// How much of the belief each of [`Stance::ALL`] has, as weighed from all sentences.
    pub shares: [f64; Stance::ALL.len()],
    /// What the rules of the set say by themselves, before sentences are weighed.
    pub by_rules: Stance,
    /// Why, in a line.
    pub reason: Reason,
    /// The words that say so, best first; none exactly where it is not addressed.
    pub evidence: Vec<Evidence>,
    /// Where it is not addressed: the sentence that came nearest.
    pub nearest_miss: Option<NearMiss>,
}

/// A sentence that has to do with a requirement and is no evidence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The number of the sentence in `Extraction::statements`.
    pub statement: usize,
    /// Where it stands.
    pub span: Span,
    /// What kept it from being evidence.
    pub cause: MissCause,
    /// File and line of the rule of the set that it failed or that ruled it out.
    pub rule: Option<String>,
    /// Why it is not enough, in a line.
    pub reason: Reason,
}

/// What keeps a sentence from being evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MissCause {
    /// A rule of the set says that it says nothing.
    RuledOut,
    /// It has what a rule asks for, and something that the rule excludes.
    Excluded,
    /// It has a part of what a rule asks for.
    Lacks,
    /// Its claim has another status or polarity than the rule asks for, or it answers nothing.
    Unsettled,
    /// It only asks, recommends or repeats what was asked.
    Asked,
    /// The ombudsman says it.
    Ombudsman,
    /// Someone else says it.
    OtherVoice,
    /// The next sentence takes it back.
    TakenBack,
    /// It is a heading.
    Heading,
    /// It is about a subject that the set leaves out.
    OffSubject,
    /// It is about another agency.
    OtherAgency,
}

impl MissCause {
    /// All of them.
    pub const ALL: [MissCause; 11] = [
        MissCause::RuledOut,
        MissCause::Excluded,
        MissCause::Lacks,
        MissCause::Unsettled,
        MissCause::Asked,
        MissCause::Ombudsman,
        MissCause::OtherVoice,
        MissCause::TakenBack,
        MissCause::Heading,
        MissCause::OffSubject,
        MissCause::OtherAgency,
    ];

    /// Its name in sets and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            MissCause::RuledOut => "ruled_out",
            MissCause::Excluded => "excluded",
            MissCause::Lacks => "lacks",
            MissCause::Unsettled => "unsettled",
            MissCause::Asked => "asked",
            MissCause::Ombudsman => "ombudsman",
            MissCause::OtherVoice => "other_voice",
            MissCause::TakenBack => "taken_back",
            MissCause::Heading => "heading",
            MissCause::OffSubject => "off_subject",
            MissCause::OtherAgency => "other_agency",
        }
    }
}

/// A line that a person can read, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// In Danish.
    pub da: String,
    /// In English.
    pub en: String,
}

/// Words that speak to a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The number of the claim in `Extraction::claims`, where the words make one.
    pub claim: Option<usize>,
    /// The number of the sentence in `Extraction::statements`.
    pub statement: usize,
    /// Where the words stand.
    pub span: Span,
}

/// What an agency says to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// It is in place as worded.
    Fulfilled,
    /// Decided or announced.
    Planned,
    /// Looked into, or left to a condition or to someone else.
    Considered,
    /// The agency will not act, or holds that less is enough.
    Declined,
    /// Nothing speaks to it.
    NotAddressed,
}

impl Flag {
    /// The share of a stance.
    pub fn share(&self, stance: Stance) -> f64 {
        let shares = Stance::ALL.iter().zip(self.shares);
        shares.filter(|(other, _)| **other == stance).map(|(_, share)| share).sum()
    }
}

impl Stance {
    /// All of them.
    pub const ALL: [Stance; 5] = [
        Stance::Fulfilled,
        Stance::Planned,
        Stance::Considered,
        Stance::Declined,
        Stance::NotAddressed,
    ];

    /// Its name in sets and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Stance::Fulfilled => "fulfilled",
            Stance::Planned => "planned",
            Stance::Considered => "considered",
            Stance::Declined => "declined",
            Stance::NotAddressed => "not_addressed",
        }
    }

    /// Whether the agency speaks to the requirement at all.
    pub const fn is_addressed(self) -> bool {
        !matches!(self, Stance::NotAddressed)
    }
}

/// What the flags of an agency add up to by the set's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The verdict.
    pub value: VerdictValue,
    /// The requirements that decided it.
    pub because: Vec<String>,
}

/// Verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VerdictValue {
    /// The decision is met.
    Met,
    /// It is met in part.
    Partly,
    /// The reply leaves it open.
    Open,
}

impl VerdictValue {
    /// All of them.
    pub const ALL: [VerdictValue; 3] =
        [VerdictValue::Met, VerdictValue::Partly, VerdictValue::Open];

    /// Its name in sets and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            VerdictValue::Met => "met",
            VerdictValue::Partly => "partly",
            VerdictValue::Open => "open",
        }
    }
}
