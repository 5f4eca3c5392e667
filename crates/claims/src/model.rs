//! What an extraction holds. Places are byte offsets into the text that was read; who repaired
//! the text first leads them back to the source with its offset map.

use gensvar_text::{Sentence, Span};

/// All that was found in one text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// The stretches in which an agency answers, in document order; an agency may have several.
    pub responses: Vec<Response>,
    /// Every sentence of the document, headings and furniture too, in order.
    pub statements: Vec<Statement>,
    /// The claims in document order; several may rest on one sentence, one for each kind.
    pub claims: Vec<Claim>,
}

/// An administration, authority or other body that answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Agency {
    /// Its code (`BUF`), or its name as written where it has none.
    pub code: String,
    /// Its full name.
    pub name: String,
}

/// A stretch of the document in which one agency answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Who answers.
    pub agency: Agency,
    /// Where.
    pub span: Span,
}

/// A sentence with what holds for it as a whole, whether it makes a claim or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The sentence and its place.
    pub sentence: Sentence,
    /// Its words with line ends and the hyphens at them undone.
    pub text: String,
    /// The codes of the agencies it is about; several where they answer in one breath.
    pub agencies: Vec<String>,
    /// The innermost source of what it says.
    pub speaker: Speaker,
    /// What its own cues and the sentence before make of it.
    pub status: Status,
    /// Whether it denies.
    pub polarity: Polarity,
    /// The cues in it.
    pub cues: Vec<Cue>,
    /// The part of `text` that only names what the sentence turns to: `I forhold til anbefalingen
    /// om, at ledere bør undervises, …`.
    pub topic: Option<Span>,
    /// Whether it tells the history of the case, thanks or announces, and so says nothing of the
    /// matter itself.
    pub is_procedure: bool,
}

/// One claim: a record for a sentence and a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub kind: Kind,
    /// The code of the agency it is about; none where there are several or it is unknown.
    pub agency: Option<String>,
    /// The innermost source.
    pub speaker: Speaker,
    /// Whether the content is denied.
    pub polarity: Polarity,
    /// How firmly, and when.
    pub status: Status,
    /// The number of its sentence in [`Extraction::statements`].
    pub statement: usize,
    /// The words that make it a claim of its kind.
    pub target: Span,
    /// The course as it is called.
    pub course: Option<String>,
    /// Whom it is for.
    pub target_groups: Vec<TargetGroup>,
    /// How binding; on obligations alone.
    pub obligation: Option<Obligation>,
    /// In what form the teaching is given.
    pub delivery: Vec<Delivery>,
    /// ISO 8601 duration between two times, with `/n` for n times in it.
    pub frequency: Option<String>,
    /// ISO 8601 duration of the teaching.
    pub duration: Option<String>,
    /// ISO 8601 dates with the precision the text has.
    pub dates: Vec<String>,
    /// Sums, people, places, shares.
    pub amounts: Vec<Amount>,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// The id of the rule that found the target.
    pub rule: String,
    /// The cues that decided polarity, status and speaker.
    pub cues: Vec<Cue>,
}

/// Words that do something to what a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The id of its rule.
    pub rule: String,
    /// What it does, as the rule file calls it (`negated`, `planned`, `ombudsman` …).
    pub effect: String,
    /// Where the words stand.
    pub span: Span,
    /// How far it reaches.
    pub scope: Span,
}

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [$type] = &[$($type::$variant,)+];

            /// Its name in data files and on the wire.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)+ }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<$type> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

names! {
    /// What a claim is about.
    Kind {
        /// Teaching that is, was, will be or might be given.
        Course = "course",
        /// Whom teaching or a duty is for.
        TargetGroup = "target_group",
        /// That something about teaching must be done, or is voluntary.
        Obligation = "obligation",
        /// Teaching by e-learning, or an opinion of it.
        ELearning = "e_learning",
    }
}
names! {
    /// Who says it.
    Speaker {
        /// The administration itself, directly or quoted.
        Agency = "agency",
        /// The ombudsman.
        Ombudsman = "ombudsman",
        /// A council or committee.
        Council = "council",
        /// Anyone else.
        Other = "other",
    }
}
names! {
    /// Whether the content is affirmed or denied.
    Polarity {
        /// It is so.
        Affirmed = "affirmed",
        /// It is not so.
        Negated = "negated",
    }
}
names! {
    /// How firmly, and when.
    Status {
        /// Done now, or practice.
        InPlace = "in_place",
        /// Decided or announced.
        Planned = "planned",
        /// Looked into, wished or possible.
        Considered = "considered",
        /// Only if something else happens.
        Conditional = "conditional",
        /// Done once and no more.
        Past = "past",
        /// Asked for or decided by someone else than who would do it.
        Recommended = "recommended",
        /// The speaker will not act.
        Declined = "declined",
    }
}
names! {
    /// Whom teaching is for.
    TargetGroup {
        /// New case workers.
        NewCaseworkers = "new_caseworkers",
        /// Experienced case workers.
        ExperiencedCaseworkers = "experienced_caseworkers",
        /// Case workers of any or no stated seniority.
        Caseworkers = "caseworkers",
        /// New employees.
        NewEmployees = "new_employees",
        /// Employees.
        Employees = "employees",
        /// New managers.
        NewManagers = "new_managers",
        /// Managers.
        Managers = "managers",
        /// Administrative staff.
        AdministrativeStaff = "administrative_staff",
        /// A group that none of these names.
        Other = "other",
    }
}
names! {
    /// How binding a duty is.
    Obligation {
        /// It must be done.
        Mandatory = "mandatory",
        /// It is an offer.
        Voluntary = "voluntary",
    }
}
names! {
    /// The form of teaching.
    Delivery {
        /// On a screen.
        ELearning = "e_learning",
        /// With attendance.
        InPerson = "in_person",
    }
}
names! {
    /// What an amount counts.
    Unit {
        /// Danish kroner.
        Dkk = "DKK",
        /// People.
        Persons = "persons",
        /// Seats on a course.
        Places = "places",
        /// Per cent.
        Percent = "percent",
    }
}

/// A normalised amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The number, with `1,2 mio.` written out.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Whether the text says `about`.
    pub approximate: bool,
}
