use gensvar::Reply;
use gensvar::requirements::{
    AgencyState, ByAgency, Letter, LetterOf, Outcome, RequirementSet, RequirementState, Step,
};
use serde::{Deserialize, Serialize};

use super::claims::CueOut;
use super::flags::{AgencyFlagsOut, EvidenceOut, FlagOut, FlagsOut, VerdictOut};
use super::{Name, Places};

/// What `gensvar flag --by-agency --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ByAgencyOut {
    /// `gensvar.by-agency/1`.
    pub schema: Name,
    /// The id of the requirement set.
    pub requirements: String,
    /// The documents in the order in which they count.
    pub documents: Vec<DocumentOut>,
    /// The inputs that could not be read, and so are not in the result.
    pub failed: Vec<FailedOut>,
    /// One entry for each agency.
    pub agencies: Vec<AgencyStateOut>,
}

/// A document, and what it says of those before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentOut {
    /// The path as given.
    pub source: String,
    /// The date that it bears, in ISO 8601; null where it bears none: then it counts behind the one
    /// before it on the command line.
    pub date: Option<String>,
    /// The codes of the agencies that answer in it.
    pub agencies: Vec<String>,
    /// What it says of earlier letters.
    pub relations: Vec<RelationOut>,
    /// How many of its doubtful words were not tried with their other readings.
    pub untried_doubts: usize,
}

/// What a document says of an earlier letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationOut {
    /// `supplements`, `corrects` or `replaces`.
    pub relation: Name,
    /// The codes of the agencies whose letters are meant.
    pub agencies: Vec<String>,
    /// The days on which the sentence says that something was written.
    pub dates: Vec<String>,
    /// The sentence, as repaired.
    pub text: String,
    /// Its first character in the source.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// The line it begins in.
    pub line: usize,
    /// The words that say so.
    pub cue: CueOut,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedOut {
    /// The path as given.
    pub source: String,
    /// Why.
    pub error: String,
}

/// Where one agency stands after the last document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgencyStateOut {
    /// Its code, or its name where it has none.
    pub agency: String,
    /// Its full name.
    pub name: String,
    /// The documents in which it answers, in order.
    pub documents: Vec<LetterOut>,
    /// What the flags in force add up to, where the set has a rule for it.
    pub verdict: Option<VerdictOut>,
    /// What they added up to before the agency's last document; null where that is its only one.
    pub verdict_before: Option<VerdictOut>,
    /// One for each requirement, in the set's order.
    pub flags: Vec<StateOut>,
}

/// A document in which an agency answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOut {
    /// Its path as given.
    pub source: String,
    /// What it says that it does to earlier ones of the agency; null where it says nothing.
    pub relation: Option<Name>,
    /// The documents that it puts out of force for the agency.
    pub replaces: Vec<String>,
}

/// The flag in force for one requirement, and how it came to that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateOut {
    /// The flag.
    #[serde(flatten)]
    pub flag: FlagOut,
    /// The document that the flag is of: its evidence stands there, or what came nearest.
    pub source: String,
    /// What the agency's last document changed; null where it changed nothing.
    pub changed: Option<ChangeOut>,
    /// An entry for each of the agency's documents, in order.
    pub history: Vec<HistoryOut>,
}

/// A stance that a document changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeOut {
    /// The stance before it.
    pub from: Name,
    /// The stance after it.
    pub to: Name,
    /// The document.
    pub source: String,
    /// Its date.
    pub date: Option<String>,
    /// The words that say so: of the requirement, or of the letter that it replaces.
    pub evidence: Option<EvidenceOut>,
}

/// What one document says to a requirement, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryOut {
    /// The document.
    pub source: String,
    /// Its date.
    pub date: Option<String>,
    /// What it says by itself.
    pub stance: Name,
    /// The stance in force after it.
    pub in_force: Name,
    /// `decides`, `silent`, `faint`, `withdrawn`, `general` or `lacking`.
    pub outcome: Name,
    /// The words that say so: of the requirement, or of the letter that it replaces.
    pub evidence: Option<EvidenceOut>,
}

impl DocumentOut {
    /// What is kept of a reply beside its flags; `letter` has places in the source.
    pub fn new(source_name: &str, reply: &Reply, letter: &Letter) -> DocumentOut {
        let places = Places::of(reply);
        let relations = letter.links.iter().map(|link| {
            let statement = &reply.statements()[link.statement];
            let span = places.span(statement.sentence.span);
            let cue = places.span(link.span);
            let words = reply.repaired().map.to_target(link.span);
            RelationOut {
                relation: link.relation.name().into(),
                agencies: link.agencies.clone(),
                dates: link.dates.clone(),
                text: statement.text.clone(),
                start: span.start,
                end: span.end,
                line: places.line(statement.sentence.span),
                cue: CueOut {
                    text: words.slice(reply.text()).unwrap_or_default().to_owned(),
                    start: cue.start,
                    end: cue.end,
                },
            }
        });
        DocumentOut {
            source: source_name.to_owned(),
            date: letter.date.map(|date| date.to_string()),
            agencies: Vec::new(),
            relations: relations.collect(),
            untried_doubts: 0,
        }
    }
}

impl ByAgencyOut {
    /// The state that `found` tells of. `documents` and `flags` (of the same set) stand in the order
    /// in which they were given to be put together.
    pub fn new(
        set: &RequirementSet,
        documents: &[DocumentOut],
        flags: &[FlagsOut],
        found: &ByAgency,
        failed: &[FailedOut],
    ) -> ByAgencyOut {
        let given = Given { documents, flags };
        let documents = found.order.iter().filter_map(|&number| {
            let answers = |state: &&AgencyState| state.letters.iter().any(|l| l.document == number);
            let agencies = found.agencies.iter().filter(answers);
            Some(DocumentOut {
                untried_doubts: flags.get(number)?.untried_doubts,
                agencies: agencies.map(|state| state.agency.code.clone()).collect(),
                ..documents.get(number)?.clone()
            })
        });
        ByAgencyOut {
            schema: "gensvar.by-agency/1".into(),
            requirements: set.id().to_owned(),
            documents: documents.collect(),
            failed: failed.to_vec(),
            agencies: found.agencies.iter().map(|state| given.agency(state)).collect(),
        }
    }
}

/// What was read of each document.
#[derive(Clone, Copy)]
struct Given<'a> {
    documents: &'a [DocumentOut],
    flags: &'a [FlagsOut],
}

impl<'a> Given<'a> {
    fn source(self, document: usize) -> String {
        self.documents.get(document).map_or_else(String::new, |document| document.source.clone())
    }

    fn entry(self, letter: &LetterOf) -> Option<&'a AgencyFlagsOut> {
        self.flags.get(letter.document)?.responses.get(letter.entry)
    }

    fn agency(self, state: &AgencyState) -> AgencyStateOut {
        let letters = state.letters.iter().map(|letter| LetterOut {
            source: self.source(letter.document),
            relation: letter.relation.map(|relation| relation.name().into()),
            replaces: letter.replaces.iter().map(|&document| self.source(document)).collect(),
        });
        let flags = state.requirements.iter().enumerate();
        AgencyStateOut {
            agency: state.agency.code.clone(),
            name: state.agency.name.clone(),
            documents: letters.collect(),
            verdict: state.verdict.as_ref().map(VerdictOut::new),
            verdict_before: state.verdict_before.as_ref().map(VerdictOut::new),
            flags: flags.filter_map(|(at, of)| self.state(&state.letters, at, of)).collect(),
        }
    }

    fn state(self, letters: &[LetterOf], at: usize, of: &RequirementState) -> Option<StateOut> {
        // Where nothing is in force, the last letter is silent: its flag says so.
        let is_in_force = |letter: &&LetterOf| Some(letter.document) == of.document;
        let letter = letters.iter().find(is_in_force).or(letters.last())?;
        let flag = self.entry(letter)?.flags.get(at)?.clone();
        let history: Vec<HistoryOut> = letters
            .iter()
            .zip(&of.steps)
            .map(|(letter, step)| self.step(letter, at, step, &of.steps))
            .collect();
        let changed = match history.as_slice() {
            [.., before, last] if before.in_force != last.in_force => Some(ChangeOut {
                from: before.in_force.clone(),
                to: last.in_force.clone(),
                source: last.source.clone(),
                date: last.date.clone(),
                evidence: last.evidence.clone(),
            }),
            _ => None,
        };
        Some(StateOut { flag, source: self.source(letter.document), changed, history })
    }

    fn step(self, letter: &LetterOf, at: usize, step: &Step, steps: &[Step]) -> HistoryOut {
        let before = steps.iter().take_while(|s| s.document != step.document).last();
        let moved = before.is_some_and(|before| before.in_force != step.in_force);
        // What went with the replaced letter is told by the words that replace it.
        let by_letter =
            step.outcome == Outcome::Withdrawn || (moved && step.outcome != Outcome::Decides);
        let own = || self.entry(letter)?.flags.get(at)?.evidence.first().cloned();
        let document = self.documents.get(letter.document);
        let relation = || {
            let relation = document?.relations.get(letter.link?)?;
            Some(EvidenceOut {
                claim: None,
                text: relation.text.clone(),
                start: relation.start,
                end: relation.end,
                line: relation.line,
            })
        };
        HistoryOut {
            source: self.source(letter.document),
            date: document.and_then(|document| document.date.clone()),
            stance: step.said.name().into(),
            in_force: step.in_force.name().into(),
            outcome: step.outcome.name().into(),
            evidence: if by_letter { relation() } else { own() },
        }
    }
}
