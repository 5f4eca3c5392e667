//! What a sentence says of teaching besides that it is given: dates, how often, how long, sums and
//! numbers of people, whom it is for, what it is called, and in what form.
//!
//! [`FieldReader::read`] finds everything a sentence holds, with its place and role;
//! [`Fields::for_kind`] chooses what belongs to a claim of one kind.

mod amounts;
mod courses;
mod dates;
mod delivery;
mod duration;
mod error;
mod frequency;
mod groups;
mod index;
mod numbers;
mod pattern;
mod policy;
mod rules;
mod tokens;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use gensvar_text::Span;
use serde::Deserialize;

use crate::error::DataError;
use crate::model::{Amount, Delivery, TargetGroup};
use index::Directory;
pub(crate) use index::Memory;
use numbers::NumberWords;
use pattern::{Classes, Table};
use rules::RuleSet;
use tokens::Tokens;

pub use dates::{DateRole, DocumentDate};
pub use delivery::Standing;
pub use groups::GroupRole;
pub use policy::ClaimFields;

/// A value and where it stands in the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Its words.
    pub span: Span,
}

/// A form of teaching, and whether it is that of the teaching in its sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundDelivery {
    /// Which.
    pub value: Delivery,
    /// Its words.
    pub span: Span,
    /// What the words around it make of it.
    pub standing: Standing,
}

/// A date and what it is the date of.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundDate {
    /// In ISO 8601, as precise as the text.
    pub value: String,
    /// Its words.
    pub span: Span,
    /// What the words around it make of it.
    pub role: DateRole,
    /// Whether its clause speaks of a duty.
    pub is_of_duty: bool,
    /// Whether the sentence begins with it, so that it holds for all of it.
    pub is_first: bool,
}

/// A sum or number of people, seats or a share.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundAmount {
    /// The number and what it counts.
    pub value: Amount,
    /// Its words.
    pub span: Span,
    /// Whether it is the size of a group and no number of people who took part.
    pub is_group_size: bool,
}

/// People named, and what they do in the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundGroup {
    /// Who.
    pub value: TargetGroup,
    /// The words that name them.
    pub span: Span,
    /// Whether they are taught, check on others, or are only mentioned.
    pub role: GroupRole,
    /// Whether the words before tie a duty to them: `obligatorisk for …`.
    pub is_duty: bool,
}

/// Everything found in a sentence, each in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields {
    /// All dates, those of documents and decisions too.
    pub dates: Vec<FoundDate>,
    /// How often, as ISO 8601 durations with `/n`.
    pub frequencies: Vec<Found<String>>,
    /// How long teaching lasts, as ISO 8601 durations.
    pub durations: Vec<Found<String>>,
    /// Sums, people, seats, shares.
    pub amounts: Vec<FoundAmount>,
    /// The people named.
    pub groups: Vec<FoundGroup>,
    /// The course by its name or description.
    pub course: Option<Found<String>>,
    /// The forms of teaching named.
    pub delivery: Vec<FoundDelivery>,
}

/// What a reader must know of the text before the sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// The document's own date, for dates without a year.
    pub date: Option<DocumentDate>,
    /// The people of the sentence before, for `dem` and `de erfarne`.
    pub groups: Vec<TargetGroup>,
}

impl Context {
    /// Remembers a sentence before the next one is read.
    ///
    /// A sentence that names nobody leaves those before it in place.
    pub fn follow(&mut self, fields: &Fields) {
        let groups = policy::taught(fields);
        if !groups.is_empty() {
            self.groups = groups;
        }
    }

    /// Forgets the people: a new section or document begins.
    pub fn reset(&mut self) {
        self.groups.clear();
    }
}

/// Reads the fields of sentences by the data files.
#[derive(Debug)]
pub struct FieldReader {
    numbers: NumberWords,
    frequency: RuleSet,
    duration: RuleSet,
    amounts: RuleSet,
    delivery: RuleSet,
    delivery_leads: RuleSet,
    delivery_follows: RuleSet,
    dates: RuleSet,
    date_leads: RuleSet,
    date_follows: RuleSet,
    /// Words that begin the line of a document's date, and those that begin another's.
    date_label: Option<Arc<Table>>,
    no_date_label: Option<Arc<Table>>,
    meeting_label: Option<Arc<Table>>,
    groups: groups::Groups,
    courses: courses::Courses,
    directory: Directory,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    numbers: RawNumbers,
    classes: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNumbers {
    articles: Vec<String>,
    joint: String,
    half: String,
    words: BTreeMap<String, f64>,
    scales: BTreeMap<String, f64>,
}

macro_rules! data {
    ($name:literal) => {
        (concat!("fields/", $name), include_str!(concat!("../../data/fields/", $name)))
    };
}

const WORDS: (&str, &str) = data!("words.toml");
const FREQUENCY: (&str, &str) = data!("frequency.toml");
const DURATION: (&str, &str) = data!("duration.toml");
const AMOUNTS: (&str, &str) = data!("amounts.toml");
const DELIVERY: (&str, &str) = data!("delivery.toml");
const DELIVERY_LEADS: (&str, &str) = data!("delivery_leads.toml");
const DELIVERY_FOLLOWS: (&str, &str) = data!("delivery_follows.toml");
const DATES: (&str, &str) = data!("dates.toml");
const DATE_LEADS: (&str, &str) = data!("date_leads.toml");
const DATE_FOLLOWS: (&str, &str) = data!("date_follows.toml");
const GROUPS: (&str, &str) = data!("groups.toml");
const COURSES: (&str, &str) = data!("courses.toml");

impl FieldReader {
    /// The reader of the data files that belong to the program, made once.
    pub fn builtin() -> &'static FieldReader {
        static READER: OnceLock<FieldReader> = OnceLock::new();
        READER.get_or_init(|| FieldReader::load().expect("the embedded data files are tested"))
    }

    /// Reads the embedded data files.
    ///
    /// # Errors
    /// If one of them holds a mistake; the error names the file and the line.
    pub fn load() -> Result<FieldReader, DataError> {
        let raw: RawWords = parse(WORDS.0, WORDS.1)?;
        let numbers = NumberWords::new(
            raw.numbers.words.into_iter().collect(),
            raw.numbers.articles,
            raw.numbers.joint,
            raw.numbers.half,
            raw.numbers.scales.into_iter().collect(),
        );
        let mut shared = Classes::default();
        for (name, words) in &raw.classes {
            let mut table = Table::default();
            words.iter().for_each(|(word, value)| table.insert(word, value));
            shared.insert(name, table);
        }
        // Each file may define classes of its own beside the shared ones.
        let rules = |(file, text): (&str, &str)| rules::load(file, text, &mut shared.clone());
        let dates = rules(DATES)?;
        let mut reader = FieldReader {
            date_label: dates.class("label").cloned(),
            no_date_label: dates.class("no_label").cloned(),
            meeting_label: dates.class("meeting_label").cloned(),
            frequency: rules(FREQUENCY)?,
            duration: rules(DURATION)?,
            amounts: rules(AMOUNTS)?,
            delivery: rules(DELIVERY)?,
            delivery_leads: rules(DELIVERY_LEADS)?,
            delivery_follows: rules(DELIVERY_FOLLOWS)?,
            dates,
            date_leads: rules(DATE_LEADS)?,
            date_follows: rules(DATE_FOLLOWS)?,
            groups: groups::Groups::load(GROUPS.0, GROUPS.1, &shared)?,
            courses: courses::Courses::load(COURSES.0, COURSES.1)?,
            numbers,
            directory: Directory::default(),
        };
        reader.enlist();
        Ok(reader)
    }

    /// Gives every index its mark, those that are asked most first.
    fn enlist(&mut self) {
        let mut directory = Directory::default();
        let mut sets = [
            &mut self.frequency,
            &mut self.duration,
            &mut self.amounts,
            &mut self.delivery,
            &mut self.delivery_leads,
            &mut self.delivery_follows,
            &mut self.dates,
            &mut self.date_leads,
            &mut self.date_follows,
        ];
        sets.iter_mut().for_each(|set| set.enlist(&mut directory));
        self.courses.enlist(&mut directory);
        self.groups.enlist(&mut directory);
        sets.iter_mut().for_each(|set| set.enlist_guards(&mut directory));
        self.directory = directory;
    }

    /// Everything that a sentence on one line holds.
    pub fn read(&self, sentence: &str, context: &Context) -> Fields {
        self.read_on(sentence, context, &mut Memory::default())
    }

    fn tokens<'t>(&self, text: &'t str, memory: &'t mut Memory) -> Tokens<'t> {
        Tokens::new(text, &self.numbers, &self.directory, memory)
    }

    /// The same for a sentence of many, whose words are remembered.
    pub(crate) fn read_on(&self, sentence: &str, context: &Context, memory: &mut Memory) -> Fields {
        let tokens = self.tokens(sentence, memory);
        let course = self.courses.read(&tokens);
        let groups = self.groups.read(&tokens, &self.numbers, &course.titles, context);
        let frequencies = frequency::read(&self.frequency, &tokens, &self.numbers);
        // In `to gange om året, i maj og oktober` the months are those of every year.
        let is_yearly = frequencies.iter().any(|f| f.value.contains('Y'));
        Fields {
            dates: dates::read(self, &tokens, context.date, is_yearly),
            frequencies,
            durations: duration::read(&self.duration, &tokens, &self.numbers),
            amounts: amounts::read(&self.amounts, &tokens, &self.numbers, &groups),
            groups,
            course: course.name,
            delivery: delivery::read(self, &tokens),
        }
    }

    /// The document's own date: in its letterhead, or where it is signed.
    pub fn document_date(&self, text: &str) -> Option<DocumentDate> {
        self.document_date_on(text, &mut Memory::default())
    }

    pub(crate) fn document_date_on(&self, text: &str, memory: &mut Memory) -> Option<DocumentDate> {
        dates::document_date(self, text, memory)
    }

    /// The date that the document bears by its own word: with a label, or on a line that is little
    /// else. A date that it merely cites is none.
    ///
    /// ```
    /// use gensvar_claims::fields::FieldReader;
    /// let reader = FieldReader::builtin();
    /// let date = reader.own_date("Socialforvaltningen\n\n3. maj 2024\n\nKurset holdes i juni.\n");
    /// assert_eq!(date.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
    /// assert_eq!(reader.own_date("Tak for brevet af 2. maj 2024 om kurser for ledere."), None);
    /// ```
    pub fn own_date(&self, text: &str) -> Option<DocumentDate> {
        dates::own_date(self, text)
    }
}

/// Reads a TOML file; the error names the line.
fn parse<'de, T: Deserialize<'de>>(file: &str, text: &'de str) -> Result<T, DataError> {
    toml::from_str(text).map_err(|error| DataError::form(file, text, &error))
}

#[cfg(test)]
mod tests;
