//! The state of each agency after several documents.
//!
//! Documents are read in the order of their dates. A later one *supplements* what the agency said
//! before: what it speaks to goes before, and what it is silent on stays. Where it *replaces* an
//! earlier one, that is out of force, also where the later is silent.
//!
//! What is said in particular goes before what is said in general, over several letters as within
//! one: `we comply with the decision` unsays nothing that was said of one requirement. Only a
//! general refusal ends what was no more than considered. That something is not there unsays no
//! promise, unless the letter says that it *corrects* the earlier one. And a sentence that may be heard
//! as an answer or not overturns nothing that was said plainly.

use gensvar_claims::Agency;

use crate::{Assessment, Flag, Ground, Letter, Relation, RequirementSet, Stance, Verdict};

/// A document as it is needed here: the text and what was extracted from it need not be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its date, and what it says of earlier letters.
    pub letter: Letter,
    /// What the set says of it.
    pub assessment: Assessment,
}

/// The state after the last document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByAgency {
    /// The numbers of the documents in the order in which they count.
    pub order: Vec<usize>,
    /// One entry for each agency, in the order of their first responses.
    pub agencies: Vec<AgencyState>,
}

/// Where an agency stands after the last document.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyState {
    /// Who it is, as its first document calls it.
    pub agency: Agency,
    /// The documents in which it answers, in order.
    pub letters: Vec<LetterOf>,
    /// The verdict on what is in force, where the set has a rule for it.
    pub verdict: Option<Verdict>,
    /// The verdict before the agency's last document; none where that is its only one.
    pub verdict_before: Option<Verdict>,
    /// One entry for each requirement, in the set's order.
    pub requirements: Vec<RequirementState>,
}

/// A document in which an agency answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterOf {
    /// The number of the document.
    pub document: usize,
    /// The number of the agency in the document's assessment.
    pub entry: usize,
    /// What it says that it does to earlier ones of the agency; none where it says nothing.
    pub relation: Option<Relation>,
    /// The number of the link in the document's letter that says so.
    pub link: Option<usize>,
    /// The numbers of the documents that it puts out of force.
    pub replaces: Vec<usize>,
}

/// Where an agency stands on a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementState {
    /// The id of the requirement.
    pub requirement: String,
    /// The stance in force.
    pub stance: Stance,
    /// The number of the document whose words are in force; none where none speaks to it.
    pub document: Option<usize>,
    /// How it came to this: a step for each document of the agency, in order.
    pub steps: Vec<Step>,
}

/// What one document did to a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The number of the document.
    pub document: usize,
    /// What it says by itself.
    pub said: Stance,
    /// The stance in force after it.
    pub in_force: Stance,
    /// Why that is so.
    pub outcome: Outcome,
}

/// What became of a document's word on a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is in force.
    Decides,
    /// It says nothing, and what was in force stays.
    Silent,
    /// It may say something or nothing, and what was in force is likelier to hold.
    Faint,
    /// It says nothing, and what was in force is gone with the letter that it replaces.
    Withdrawn,
    /// It speaks in general only, and what was said in particular stays.
    General,
    /// It says only that the thing is not there, and what was promised stays.
    Lacking,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 6] = [
        Outcome::Decides,
        Outcome::Silent,
        Outcome::Faint,
        Outcome::Withdrawn,
        Outcome::General,
        Outcome::Lacking,
    ];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Decides => "decides",
            Outcome::Silent => "silent",
            Outcome::Faint => "faint",
            Outcome::Withdrawn => "withdrawn",
            Outcome::General => "general",
            Outcome::Lacking => "lacking",
        }
    }
}

/// The state of each agency after the last of several documents, which are given in any order.
///
/// Assessments are of `set`. `key` gives what the spellings of one agency have in common.
pub fn by_agency(
    set: &RequirementSet,
    documents: &[Document],
    key: impl Fn(&Agency) -> String,
) -> ByAgency {
    let order = in_order(documents);
    let mut keys: Vec<String> = Vec::new();
    let mut entries: Vec<Vec<(usize, usize)>> = Vec::new();
    for &document in &order {
        for (entry, found) in documents[document].assessment.agencies.iter().enumerate() {
            let key = key(&found.agency);
            let at = keys.iter().position(|known| *known == key).unwrap_or_else(|| {
                keys.push(key);
                entries.push(Vec::new());
                keys.len() - 1
            });
            // Two spellings in one document: the first is where the agency answers under its name.
            if entries[at].last().is_none_or(|(last, _)| *last != document) {
                entries[at].push((document, entry));
            }
        }
    }
    let agencies = entries.iter().map(|entries| state(set, documents, entries)).collect();
    ByAgency { order, agencies }
}

/// By date. One without a date stays behind the one before it in the order given, and behind the
/// letters that it names by their dates.
fn in_order(documents: &[Document]) -> Vec<usize> {
    let mut last: Option<String> = None;
    let mut keys = Vec::with_capacity(documents.len());
    for (number, document) in documents.iter().enumerate() {
        let letter = &document.letter;
        let named = letter.links.iter().flat_map(|link| &link.dates).max();
        let (date, is_behind) = match &letter.date {
            Some(date) => (Some(date.to_string()), false),
            // That no date is known is less than any date.
            None => (last.clone().max(named.cloned()), named.is_some() && named >= last.as_ref()),
        };
        last = date.clone();
        keys.push((date, is_behind, number));
    }
    keys.sort();
    keys.into_iter().map(|(_, _, number)| number).collect()
}

fn state(set: &RequirementSet, documents: &[Document], entries: &[(usize, usize)]) -> AgencyState {
    let mut letters: Vec<LetterOf> = Vec::with_capacity(entries.len());
    for &(document, entry) in entries {
        letters.push(letter_of(documents, document, entry, &letters));
    }
    let requirements: Vec<RequirementState> = set
        .requirements()
        .enumerate()
        .map(|(number, requirement)| follow(documents, &letters, number, requirement.id))
        .collect();
    let stances: Vec<Stance> = requirements.iter().map(|state| state.stance).collect();
    let before: Option<Vec<Stance>> = letters.len().checked_sub(2).map(|last_but_one| {
        let steps = requirements.iter().map(|state| state.steps.get(last_but_one));
        steps.map(|step| step.map_or(Stance::NotAddressed, |step| step.in_force)).collect()
    });
    let (document, entry) = entries[0];
    AgencyState {
        agency: documents[document].assessment.agencies[entry].agency.clone(),
        verdict: set.verdict_of(&stances),
        verdict_before: before.and_then(|stances| set.verdict_of(&stances)),
        letters,
        requirements,
    }
}

/// What a document says of the agency's earlier ones, and which of them it puts out of force.
fn letter_of(
    documents: &[Document],
    document: usize,
    entry: usize,
    earlier: &[LetterOf],
) -> LetterOf {
    let code = &documents[document].assessment.agencies[entry].agency.code;
    let links = &documents[document].letter.links;
    let own = || links.iter().enumerate().filter(|(_, link)| link.agencies.contains(code));
    // Of equals the first: it is where a letter says what it is.
    let strongest = own().rev().max_by_key(|(_, link)| link.relation);
    let mut replaces: Vec<usize> = Vec::new();
    for (_, link) in own().filter(|(_, link)| link.relation == Relation::Replaces) {
        let is_named = |letter: &&LetterOf| {
            let date = documents[letter.document].letter.date;
            date.is_some_and(|date| link.dates.contains(&date.to_string()))
        };
        // A letter that names none of them by its date means the answer given before, all of it.
        let names_one = earlier.iter().any(|letter| is_named(&letter));
        let meant = earlier.iter().filter(|letter| !names_one || is_named(letter));
        replaces.extend(meant.map(|letter| letter.document));
    }
    replaces.sort_unstable();
    replaces.dedup();
    LetterOf {
        document,
        entry,
        relation: strongest.map(|(_, link)| link.relation),
        link: strongest.map(|(number, _)| number),
        replaces,
    }
}

/// Follows one requirement through the letters.
fn follow(
    documents: &[Document],
    letters: &[LetterOf],
    requirement: usize,
    id: &str,
) -> RequirementState {
    let flag = |letter: &LetterOf| -> Option<&Flag> {
        documents[letter.document].assessment.agencies[letter.entry].flags.get(requirement)
    };
    let mut state = RequirementState {
        requirement: id.to_owned(),
        stance: Stance::NotAddressed,
        document: None,
        steps: Vec::with_capacity(letters.len()),
    };
    for (last, letter) in letters.iter().enumerate() {
        let out: Vec<usize> =
            letters[..=last].iter().flat_map(|letter| letter.replaces.clone()).collect();
        // Anew each time, for a replaced letter may have stood between two that are in force.
        let mut in_force: Option<(usize, &Flag)> = None;
        let mut outcome = Outcome::Silent;
        for letter in letters[..=last].iter().filter(|l| !out.contains(&l.document)) {
            let Some(flag) = flag(letter) else { continue };
            outcome = weigh(in_force.map(|(_, flag)| flag), flag, letter.relation);
            if outcome == Outcome::Decides {
                in_force = Some((letter.document, flag));
            }
        }
        let before = state.document;
        state.document = in_force.map(|(document, _)| document);
        state.stance = in_force.map_or(Stance::NotAddressed, |(_, flag)| flag.stance);
        let is_gone = before.is_some_and(|before| out.contains(&before));
        if outcome == Outcome::Silent && is_gone {
            outcome = Outcome::Withdrawn;
        }
        state.steps.push(Step {
            document: letter.document,
            said: flag(letter).map_or(Stance::NotAddressed, |flag| flag.stance),
            in_force: state.stance,
            outcome,
        });
    }
    state
}

/// Whether a later word goes before the one in force.
fn weigh(in_force: Option<&Flag>, later: &Flag, relation: Option<Relation>) -> Outcome {
    let Some(earlier) = in_force else {
        let is_silent = later.ground == Ground::Nothing;
        return if is_silent { Outcome::Silent } else { Outcome::Decides };
    };
    match later.ground {
        Ground::Nothing => Outcome::Silent,
        Ground::Particular | Ground::Lacking if is_fainter(later, earlier) => Outcome::Faint,
        Ground::Particular => Outcome::Decides,
        Ground::Lacking => {
            let is_promise = matches!(earlier.stance, Stance::Planned | Stance::Considered);
            let unsays = relation >= Some(Relation::Corrects);
            if is_promise && !unsays { Outcome::Lacking } else { Outcome::Decides }
        }
        Ground::General => match (earlier.ground, earlier.stance, later.stance) {
            (Ground::General, _, _) | (_, Stance::Considered, Stance::Declined) => Outcome::Decides,
            _ => Outcome::General,
        },
    }
}

/// Whether the earlier stance is likelier to hold after the later letter than the later one: so far
/// as that letter says nothing, what was said before holds. What was said in general gives way to
/// anything.
fn is_fainter(later: &Flag, earlier: &Flag) -> bool {
    let silent = later.share(Stance::NotAddressed);
    let holds = |stance| later.share(stance) + silent * earlier.share(stance);
    earlier.ground != Ground::General
        && earlier.stance != later.stance
        && holds(later.stance) < holds(earlier.stance)
}

#[cfg(test)]
mod tests;
