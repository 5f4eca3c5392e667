//! What of the fields of a sentence belongs to a claim of one kind.
//!
//! | field | course | target group | obligation | e-learning |
//! | --- | --- | --- | --- | --- |
//! | dates | yes | if it is the only kind; those that tell people apart always | yes | yes |
//! | frequency | yes | no | yes | no |
//! | duration | yes | no | no | no |
//! | sums | yes | no | no | yes |
//! | people | yes | yes | if it is the only kind | no |
//! | shares | yes | yes | no | no |
//! | seats | yes | no | no | no |
//! | delivery | yes | yes | yes | yes |
//! | groups | who is taught | who is taught | managers who check, and who must attend | who is taught |

use crate::model::{Amount, Delivery, Kind, TargetGroup, Unit};

use super::dates::DateRole;
use super::groups::GroupRole;
use super::{Fields, FoundDate};

/// The fields of one claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClaimFields {
    /// What the course is called.
    pub course: Option<String>,
    /// Whom it is for, in the order of the text.
    pub target_groups: Vec<TargetGroup>,
    /// In what form.
    pub delivery: Vec<Delivery>,
    /// How often.
    pub frequency: Option<String>,
    /// How long.
    pub duration: Option<String>,
    /// When.
    pub dates: Vec<String>,
    /// Sums, people, seats, shares.
    pub amounts: Vec<Amount>,
}

impl Fields {
    /// What belongs to the claim of one kind, where the sentence makes claims of `kinds`.
    pub fn for_kind(&self, kind: Kind, kinds: &[Kind]) -> ClaimFields {
        let is_alone = kinds.iter().all(|&k| k == kind);
        let mut delivery: Vec<Delivery> = Vec::new();
        for found in &self.delivery {
            if !delivery.contains(&found.value) {
                delivery.push(found.value);
            }
        }
        let first = |list: &[super::Found<String>]| list.first().map(|f| f.value.clone());
        ClaimFields {
            course: self.course.as_ref().map(|f| f.value.clone()),
            target_groups: self.groups_of(kind),
            delivery,
            frequency: matches!(kind, Kind::Course | Kind::Obligation)
                .then(|| first(&self.frequencies))
                .flatten(),
            duration: (kind == Kind::Course).then(|| first(&self.durations)).flatten(),
            dates: self.dates_of(kind, is_alone),
            amounts: self.amounts_of(kind, is_alone),
        }
    }

    fn groups_of(&self, kind: Kind) -> Vec<TargetGroup> {
        let is_watched = self.groups.iter().any(|g| g.role == GroupRole::Controller);
        let has_taught = self.groups.iter().any(|g| g.role == GroupRole::Taught);
        let mut out = Vec::new();
        for group in &self.groups {
            let counts = match (kind, group.role) {
                (_, GroupRole::Taught) => true,
                (Kind::Obligation, GroupRole::Controller) => true,
                // Who is left out is what a sentence is about that names nobody else.
                (Kind::TargetGroup, GroupRole::Excepted) => !has_taught && !is_watched,
                (_, GroupRole::Understood) => !has_taught && !is_watched,
                _ => false,
            };
            if counts && !out.contains(&group.value) {
                out.push(group.value);
            }
        }
        out
    }

    fn dates_of(&self, kind: Kind, is_alone: bool) -> Vec<String> {
        let counts = |date: &&FoundDate| match date.role {
            DateRole::Group => kind == Kind::TargetGroup,
            role => role.is_of_the_matter() && (kind != Kind::TargetGroup || is_alone),
        };
        let mut out: Vec<String> = Vec::new();
        for date in self.dates.iter().filter(counts) {
            if !out.contains(&date.value) {
                out.push(date.value.clone());
            }
        }
        out
    }

    fn amounts_of(&self, kind: Kind, is_alone: bool) -> Vec<Amount> {
        let counts = |unit: Unit| match (kind, unit) {
            (Kind::Course, _) => true,
            (Kind::TargetGroup, Unit::Persons | Unit::Percent) => true,
            (Kind::ELearning, Unit::Dkk) => true,
            (Kind::Obligation, Unit::Persons) => is_alone,
            _ => false,
        };
        self.amounts.iter().map(|f| &f.value).filter(|a| counts(a.unit)).cloned().collect()
    }
}

/// The people a sentence says are taught, as the next sentence may point back to them.
pub(super) fn taught(fields: &Fields) -> Vec<TargetGroup> {
    let mut out = Vec::new();
    for group in &fields.groups {
        let is_named = !matches!(group.role, GroupRole::Mentioned | GroupRole::Controlled);
        if is_named && !out.contains(&group.value) {
            out.push(group.value);
        }
    }
    out
}
