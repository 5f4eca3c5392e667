use gensvar::claims::{Claim, Cue, Explanation, Statement};
use gensvar::text::Span;
use gensvar::{DoubtfulWord, Reply};
use serde::{Deserialize, Serialize};

use super::doubts::{DoubtfulWordOut, decisive, doubts_of};
use super::engine::EngineOut;
use super::why::{DecisionOut, WhyOut};
use super::{Name, Places, number};

/// What `gensvar extract --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimsOut {
    /// `gensvar.claims/1`.
    pub schema: Name,
    /// The path as given.
    pub source: String,
    /// What read it, where it is a scan that was read by OCR here.
    #[serde(default)]
    pub ocr: Option<EngineOut>,
    /// Who answers where; an agency may have several stretches.
    pub responses: Vec<ResponseOut>,
    /// What is claimed, in document order.
    pub claims: Vec<ClaimOut>,
    /// How many doubtful words were not tried with their other readings.
    pub untried_doubts: usize,
}

/// A stretch in which one agency answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResponseOut {
    /// Its code, or its name where it has none.
    pub agency: String,
    /// Its full name.
    pub name: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
}

/// A stretch of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanOut {
    /// First character.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimOut {
    /// `c1`, `c2` … in document order.
    pub id: String,
    /// What it is about.
    pub kind: Name,
    /// The agency it is about.
    pub agency: Option<String>,
    /// The innermost source.
    pub speaker: Name,
    /// `affirmed` or `negated`.
    pub polarity: Name,
    /// How firmly, and when.
    pub status: Name,
    /// The sentence that makes it.
    pub sentence: SentenceOut,
    /// The words that make it a claim of its kind.
    pub cue: CueOut,
    /// The course as it is called.
    pub course: Option<String>,
    /// Whom it is for.
    pub target_groups: Vec<Name>,
    /// How binding; on obligations alone.
    pub obligation: Option<Name>,
    /// In what form.
    pub delivery: Vec<Name>,
    /// ISO 8601 duration between two times.
    pub frequency: Option<String>,
    /// ISO 8601 duration of the teaching.
    pub duration: Option<String>,
    /// ISO 8601 dates.
    pub dates: Vec<String>,
    /// Sums, people, places, shares.
    pub amounts: Vec<AmountOut>,
    /// How sure.
    #[serde(serialize_with = "number::share")]
    pub confidence: f64,
    /// The rule that found it.
    pub rule: String,
    /// The cues that decided polarity, status and speaker.
    pub cues: Vec<AppliedCueOut>,
    /// Words of the sentence whose repair, or whose being left alone, is in doubt.
    pub doubts: Vec<DoubtfulWordOut>,
    /// Those of them that would change the claim if they were read otherwise, each as the reading
    /// taken and the other one: `bør/bor`.
    pub uncertain_because: Vec<String>,
    /// What was decided of it, and why; null unless asked for.
    pub why: Option<WhyOut>,
}

/// A sentence: its words as repaired, its place in the source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentenceOut {
    /// Its words.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The line it begins in.
    pub line: usize,
}

/// The words of a claim that make it one, as repaired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CueOut {
    /// The words.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
}

/// Words that did something to a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppliedCueOut {
    /// The rule.
    pub rule: String,
    /// What it does.
    pub effect: String,
    /// The words, as repaired.
    pub text: String,
    /// First character in the source.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// How far it reaches.
    pub scope: SpanOut,
}

/// A normalised amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmountOut {
    /// The number.
    #[serde(serialize_with = "number::amount")]
    pub value: f64,
    /// `DKK`, `persons`, `places` or `percent`.
    pub unit: Name,
    /// Whether the text says that it is about so much.
    pub approximate: bool,
}

/// The id on the wire of the claim with that number in its extraction.
pub(super) fn claim_id(number: usize) -> String {
    format!("c{}", number + 1)
}

impl ClaimsOut {
    /// The claims of one reply; `source_name` is its path as given. Other readings of doubtful words
    /// are listed and not tried.
    pub fn new(source_name: &str, reply: &Reply) -> ClaimsOut {
        ClaimsOut::with_readings(source_name, reply, &reply.doubtful_words())
    }

    /// The claims of one reply with what other readings of its doubtful words would change, as
    /// [`Gensvar::doubtful_words`](gensvar::Gensvar::doubtful_words) tried them.
    ///
    /// ```
    /// use gensvar::Gensvar;
    /// let gensvar = Gensvar::danish()?;
    /// let reply = gensvar.read("Kurset er obligatorisk for alle nye sagsbehandlere.");
    /// let words = gensvar.doubtful_words(&reply);
    /// let out = gensvar_report::ClaimsOut::with_readings("brev.txt", &reply, &words)
    ///     .with_why(&gensvar.explain(&reply));
    /// assert!(out.claims[0].uncertain_because.is_empty());
    /// assert_eq!(out.claims[0].why.as_ref().expect("asked for").decisions[0].question, "kind");
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn with_readings(source_name: &str, reply: &Reply, words: &[DoubtfulWord]) -> ClaimsOut {
        let places = Places::of(reply);
        let responses = reply.responses().iter().map(|response| {
            let span = places.span(response.span);
            ResponseOut {
                agency: response.agency.code.clone(),
                name: response.agency.name.clone(),
                start: span.start,
                end: span.end,
            }
        });
        let claims = reply.claims().iter().enumerate();
        ClaimsOut {
            schema: "gensvar.claims/1".into(),
            source: source_name.to_owned(),
            ocr: None,
            responses: responses.collect(),
            claims: claims.map(|(number, claim)| claim_out(reply, words, number, claim)).collect(),
            untried_doubts: words.iter().filter(|word| !word.is_tried()).count(),
        }
    }

    /// The same with reasons for each claim, as [`Gensvar::explain`](gensvar::Gensvar::explain) gives
    /// them.
    #[must_use]
    pub fn with_why(mut self, explanation: &Explanation) -> ClaimsOut {
        for (claim, decisions) in self.claims.iter_mut().zip(&explanation.claims) {
            claim.why =
                Some(WhyOut { decisions: decisions.iter().map(DecisionOut::new).collect() });
        }
        self
    }
}

fn claim_out(reply: &Reply, words: &[DoubtfulWord], number: usize, claim: &Claim) -> ClaimOut {
    let doubts = doubts_of(reply, words, number);
    let places = Places::of(reply);
    let statement = &reply.statements()[claim.statement];
    // The words come from the repaired text, the places from the source.
    let repaired = &reply.extraction_in_repaired().claims[number];
    let slice = |span: Span| span.slice(reply.text()).unwrap_or_default().to_owned();
    let cue = places.span(claim.target);
    let amounts = claim.amounts.iter().map(|amount| AmountOut {
        value: amount.value,
        unit: amount.unit.name().into(),
        approximate: amount.approximate,
    });
    ClaimOut {
        id: claim_id(number),
        kind: claim.kind.name().into(),
        agency: claim.agency.clone(),
        speaker: claim.speaker.name().into(),
        polarity: claim.polarity.name().into(),
        status: claim.status.name().into(),
        sentence: sentence_out(places, statement),
        cue: CueOut { text: slice(repaired.target), start: cue.start, end: cue.end },
        course: claim.course.clone(),
        target_groups: claim.target_groups.iter().map(|group| group.name().into()).collect(),
        obligation: claim.obligation.map(|obligation| obligation.name().into()),
        delivery: claim.delivery.iter().map(|delivery| delivery.name().into()).collect(),
        frequency: claim.frequency.clone(),
        duration: claim.duration.clone(),
        dates: claim.dates.clone(),
        amounts: amounts.collect(),
        confidence: claim.confidence,
        rule: claim.rule.clone(),
        cues: cues_out(reply, &claim.cues, &repaired.cues),
        uncertain_because: decisive(&doubts),
        doubts,
        why: None,
    }
}

/// Cues with their places in the source; their words come from the repaired text.
pub(super) fn cues_out(reply: &Reply, cues: &[Cue], repaired: &[Cue]) -> Vec<AppliedCueOut> {
    let places = Places::of(reply);
    let out = |(cue, repaired): (&Cue, &Cue)| {
        let span = places.span(cue.span);
        AppliedCueOut {
            rule: cue.rule.clone(),
            effect: cue.effect.clone(),
            text: repaired.span.slice(reply.text()).unwrap_or_default().to_owned(),
            start: span.start,
            end: span.end,
            scope: places.span(cue.scope),
        }
    };
    cues.iter().zip(repaired).map(out).collect()
}

pub(super) fn sentence_out(places: Places<'_>, statement: &Statement) -> SentenceOut {
    let span = places.span(statement.sentence.span);
    SentenceOut {
        text: statement.text.clone(),
        start: span.start,
        end: span.end,
        line: places.line(statement.sentence.span),
    }
}
