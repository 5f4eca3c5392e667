use gensvar::Reply;
use gensvar::requirements::{Assessment, Evidence, Flag, Verdict};
use serde::Serialize;

use super::claims::claim_id;
use super::{Places, number};

/// What `gensvar flag --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagsOut {
    /// `gensvar.flags/1`.
    pub schema: &'static str,
    /// The path as given.
    pub source: String,
    /// The id of the requirement set.
    pub requirements: String,
    /// One entry for each agency.
    pub responses: Vec<AgencyFlagsOut>,
}

/// What one agency says to the set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencyFlagsOut {
    /// Its code, or its name where it has none.
    pub agency: String,
    /// Its full name.
    pub name: String,
    /// What the flags add up to, where the set has a rule for it.
    pub verdict: Option<VerdictOut>,
    /// One for each requirement, in the set's order.
    pub flags: Vec<FlagOut>,
}

/// A verdict and what decided it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictOut {
    /// `met`, `partly` or `open`.
    pub value: &'static str,
    /// The requirements that decided it.
    pub because: Vec<String>,
}

/// Whether and how a requirement is addressed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagOut {
    /// The id of the requirement.
    pub requirement: String,
    /// False exactly when the stance is `not_addressed`.
    pub addressed: bool,
    /// What the agency says to it.
    pub stance: &'static str,
    /// How sure.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// Why, in a line: in Danish, the language of the reply.
    pub reason: String,
    /// The same in Danish, by name.
    pub reason_da: String,
    /// The same in English.
    pub reason_en: String,
    /// The words that say so, best first.
    pub evidence: Vec<EvidenceOut>,
}

/// Words that speak to a requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceOut {
    /// The id of the claim they make; null where they make none.
    pub claim: Option<String>,
    /// The words, as repaired.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The line they begin in.
    pub line: usize,
}

impl FlagsOut {
    /// What `assessment` (with places in the source) says of a reply.
    pub fn new(source_name: &str, reply: &Reply, assessment: &Assessment) -> FlagsOut {
        let responses = assessment.agencies.iter().map(|entry| AgencyFlagsOut {
            agency: entry.agency.code.clone(),
            name: entry.agency.name.clone(),
            verdict: entry.verdict.as_ref().map(VerdictOut::new),
            flags: entry.flags.iter().map(|flag| flag_out(reply, flag)).collect(),
        });
        FlagsOut {
            schema: "gensvar.flags/1",
            source: source_name.to_owned(),
            requirements: assessment.set.clone(),
            responses: responses.collect(),
        }
    }
}

impl VerdictOut {
    /// A verdict.
    pub(super) fn new(verdict: &Verdict) -> VerdictOut {
        VerdictOut { value: verdict.value.name(), because: verdict.because.clone() }
    }
}

fn flag_out(reply: &Reply, flag: &Flag) -> FlagOut {
    FlagOut {
        requirement: flag.requirement.clone(),
        addressed: flag.stance.is_addressed(),
        stance: flag.stance.name(),
        confidence: flag.confidence,
        reason: flag.reason.da.clone(),
        reason_da: flag.reason.da.clone(),
        reason_en: flag.reason.en.clone(),
        evidence: flag.evidence.iter().map(|evidence| evidence_out(reply, evidence)).collect(),
    }
}

fn evidence_out(reply: &Reply, evidence: &Evidence) -> EvidenceOut {
    let places = Places::of(reply);
    let span = places.span(evidence.span);
    EvidenceOut {
        claim: evidence.claim.map(claim_id),
        text: evidence_text(reply, evidence),
        start: span.start,
        end: span.end,
        line: places.line(evidence.span),
    }
}

/// The words of a piece of evidence as repaired: the sentence with its line ends undone where it
/// is all of it, else the stretch.
pub(crate) fn evidence_text(reply: &Reply, evidence: &Evidence) -> String {
    let statement = &reply.statements()[evidence.statement];
    if evidence.span.contains(statement.sentence.span) {
        return statement.text.clone();
    }
    let stretch = reply.repaired().map.to_target(evidence.span);
    let words = stretch.slice(reply.text()).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
