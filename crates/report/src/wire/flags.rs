use gensvar::requirements::{Assessment, Evidence, Flag, NearMiss, Verdict};
use gensvar::{DoubtfulFlag, DoubtfulFlags, Reply};
use serde::{Deserialize, Serialize};

use super::claims::claim_id;
use super::engine::EngineOut;
use super::{Name, Places, number};

/// What `gensvar flag --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagsOut {
    /// `gensvar.flags/1`.
    pub schema: Name,
    /// The path as given.
    pub source: String,
    /// What read it, where it is a scan that was read by OCR here.
    #[serde(default)]
    pub ocr: Option<EngineOut>,
    /// The id of the requirement set.
    pub requirements: String,
    /// One entry for each agency.
    pub responses: Vec<AgencyFlagsOut>,
    /// How many doubtful words were not tried with their other readings, since the text is too long:
    /// a flag may hang on one of them without saying so.
    pub untried_doubts: usize,
}

/// What one agency says to the set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerdictOut {
    /// `met`, `partly` or `open`.
    pub value: Name,
    /// The requirements that decided it.
    pub because: Vec<String>,
}

/// Whether and how a requirement is addressed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagOut {
    /// The id of the requirement.
    pub requirement: String,
    /// False exactly when the stance is `not_addressed`.
    pub addressed: bool,
    /// What the agency says to it.
    pub stance: Name,
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
    /// Where it is not addressed: the sentence that came nearest; null where none came near.
    pub nearest_miss: Option<NearMissOut>,
    /// The doubtful words that would change the stance if they were read otherwise.
    pub uncertain_because: Vec<FlagDoubtOut>,
}

/// A sentence that has to do with a requirement and is no evidence for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMissOut {
    /// Its words, as repaired.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The line it begins in.
    pub line: usize,
    /// What kept it from being evidence: `ruled_out`, `excluded`, `lacks`, `unsettled`, `asked`,
    /// `ombudsman`, `other_voice`, `taken_back`, `heading`, `off_subject`, `other_agency`.
    pub cause: Name,
    /// File and line of the rule that it failed or that ruled it out, where one did.
    pub rule: Option<String>,
    /// Why it is not enough, in Danish.
    pub reason_da: String,
    /// The same in English.
    pub reason_en: String,
}

/// A doubtful word that a flag hangs on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagDoubtOut {
    /// As it stands in the source.
    pub from: String,
    /// As it stands in the repaired text: the reading that was taken.
    pub text: String,
    /// The other reading.
    pub to: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The line it begins in.
    pub line: usize,
    /// How sure the reading is that was taken.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// The share of belief that the other reading has.
    #[serde(serialize_with = "number::share")]
    pub to_confidence: f64,
    /// The stance of the flag with the other reading.
    pub stance: Name,
}

/// Words that speak to a requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// What `assessment` (with places in the source) says of a reply. Other readings of doubtful
    /// words are not tried.
    pub fn new(source_name: &str, reply: &Reply, assessment: &Assessment) -> FlagsOut {
        let responses = assessment.agencies.iter().map(|entry| AgencyFlagsOut {
            agency: entry.agency.code.clone(),
            name: entry.agency.name.clone(),
            verdict: entry.verdict.as_ref().map(VerdictOut::new),
            flags: entry.flags.iter().map(|flag| flag_out(reply, flag)).collect(),
        });
        FlagsOut {
            schema: "gensvar.flags/1".into(),
            source: source_name.to_owned(),
            ocr: None,
            requirements: assessment.set.clone(),
            responses: responses.collect(),
            untried_doubts: 0,
        }
    }

    /// The same with the doubtful words that flags hang on, as
    /// [`Gensvar::doubtful_flags`](gensvar::Gensvar::doubtful_flags) found them.
    #[must_use]
    pub fn with_doubts(
        mut self,
        reply: &Reply,
        assessment: &Assessment,
        doubts: &DoubtfulFlags,
    ) -> FlagsOut {
        self.untried_doubts = doubts.untried.len();
        for (response, entry) in self.responses.iter_mut().zip(&assessment.agencies) {
            for (out, flag) in response.flags.iter_mut().zip(&entry.flags) {
                out.add_doubts(reply, &response.agency, flag, doubts);
            }
        }
        self
    }
}

impl FlagOut {
    /// Whether a person should look at it: it hangs on a doubtful word, or is likelier to be wrong
    /// than right.
    pub fn wants_eyes(&self) -> bool {
        !self.uncertain_because.is_empty() || number::rounded(self.confidence) < 0.5
    }

    /// Adds the doubtful words that an agency's flag hangs on, and is no surer than they are.
    pub(super) fn add_doubts(
        &mut self,
        reply: &Reply,
        agency: &str,
        flag: &Flag,
        doubts: &DoubtfulFlags,
    ) {
        let own = doubts.of(agency, &flag.requirement);
        self.uncertain_because = own.map(|doubt| doubt_out(reply, doubt)).collect();
        self.confidence = doubts.confidence(agency, flag);
    }
}

fn doubt_out(reply: &Reply, doubt: &DoubtfulFlag) -> FlagDoubtOut {
    let (places, word) = (Places::of(reply), &doubt.word);
    let span = places.span(word.span);
    FlagDoubtOut {
        from: word.from.clone(),
        text: word.text.clone(),
        to: doubt.to.clone(),
        start: span.start,
        end: span.end,
        line: places.line(word.span),
        confidence: word.confidence,
        to_confidence: doubt.confidence,
        stance: doubt.stance.name().into(),
    }
}

pub(super) fn miss_out(reply: &Reply, miss: &NearMiss) -> NearMissOut {
    let places = Places::of(reply);
    let span = places.span(miss.span);
    NearMissOut {
        text: reply.statements()[miss.statement].text.clone(),
        start: span.start,
        end: span.end,
        line: places.line(miss.span),
        cause: miss.cause.name().into(),
        rule: miss.rule.clone(),
        reason_da: miss.reason.da.clone(),
        reason_en: miss.reason.en.clone(),
    }
}

impl VerdictOut {
    /// A verdict.
    pub(super) fn new(verdict: &Verdict) -> VerdictOut {
        VerdictOut { value: verdict.value.name().into(), because: verdict.because.clone() }
    }
}

pub(super) fn flag_out(reply: &Reply, flag: &Flag) -> FlagOut {
    FlagOut {
        requirement: flag.requirement.clone(),
        addressed: flag.stance.is_addressed(),
        stance: flag.stance.name().into(),
        confidence: flag.confidence,
        reason: flag.reason.da.clone(),
        reason_da: flag.reason.da.clone(),
        reason_en: flag.reason.en.clone(),
        evidence: flag.evidence.iter().map(|evidence| evidence_out(reply, evidence)).collect(),
        nearest_miss: flag.nearest_miss.as_ref().map(|miss| miss_out(reply, miss)),
        uncertain_because: Vec::new(),
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
