//! What of the fields of a sentence belongs to a claim of one kind.
//!
//! | field | course | target group | obligation | e-learning |
//! | --- | --- | --- | --- | --- |
//! | dates | yes; beside a duty those of its own clause | if it is the only kind; those that tell people apart always | yes; beside a course those of its own clause | yes |
//! | frequency | yes | no | yes | no |
//! | duration | yes | no | no | no |
//! | sums | yes | no | no | yes |
//! | people | yes, but not the size of a group | yes | if it is the only kind | no |
//! | shares | yes | yes | no | yes |
//! | seats | yes | no | no | no |
//! | delivery | yes | yes | yes | yes |
//! | groups | who is taught | who is taught | managers who check, and who must attend | who is taught |

use crate::model::{Amount, Delivery, Kind, TargetGroup, Unit};

use super::dates::DateRole;
use super::delivery::Standing;
use super::groups::GroupRole;
use super::{Fields, FoundAmount, FoundDate};

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
        let first = |list: &[super::Found<String>]| list.first().map(|f| f.value.clone());
        ClaimFields {
            course: self.course.as_ref().map(|f| f.value.clone()),
            target_groups: self.groups_of(kind),
            delivery: self.delivery_of(kind),
            frequency: matches!(kind, Kind::Course | Kind::Obligation)
                .then(|| first(&self.frequencies))
                .flatten(),
            duration: (kind == Kind::Course).then(|| first(&self.durations)).flatten(),
            dates: self.dates_of(kind, kinds),
            amounts: self.amounts_of(kind, is_alone),
        }
    }

    /// An opinion of e-learning is of all forms named; other claims have those their teaching has.
    fn delivery_of(&self, kind: Kind) -> Vec<Delivery> {
        let is_one_given = self.delivery.iter().any(|d| d.standing == Standing::Given);
        let mut out: Vec<Delivery> = Vec::new();
        for found in &self.delivery {
            let counts = match found.standing {
                Standing::Given => true,
                // Where no other form is named it is that of the teaching denied.
                Standing::Denied => kind == Kind::ELearning || !is_one_given,
                Standing::Elsewhere => kind == Kind::ELearning,
            };
            if counts && !out.contains(&found.value) {
                out.push(found.value);
            }
        }
        out
    }

    fn groups_of(&self, kind: Kind) -> Vec<TargetGroup> {
        use GroupRole as R;
        let has = |role: R| self.groups.iter().any(|g| g.role == role);
        let is_watched = has(R::Controller);
        let is_named = has(R::Taught) || is_watched;
        let is_bound = self.groups.iter().any(|g| g.role == R::Taught && g.is_duty);
        let mut out = Vec::new();
        for group in &self.groups {
            let is_duty = kind == Kind::Obligation;
            let counts = match group.role {
                // A duty tied to some of the people is not that of the others, and where managers
                // must check, it is not that of those they check on.
                R::Taught if is_duty && is_bound => group.is_duty,
                R::Taught if is_duty && is_watched => {
                    !matches!(group.value, TargetGroup::Employees | TargetGroup::Caseworkers)
                }
                R::Taught => true,
                R::Controller => is_duty,
                // Who is left out is what a sentence is about that names nobody else.
                R::Excepted => kind == Kind::TargetGroup && !is_named,
                R::Understood => !is_named && !has(R::Topic),
                R::Topic => !is_named,
                R::Described => kind == Kind::TargetGroup && !is_named && !has(R::Understood),
                R::Controlled | R::Mentioned => false,
            };
            if counts && !out.contains(&group.value) {
                out.push(group.value);
            }
        }
        out
    }

    fn dates_of(&self, kind: Kind, kinds: &[Kind]) -> Vec<String> {
        let is_alone = kinds.iter().all(|&k| k == kind);
        let of_the_matter = |date: &&FoundDate| match date.role {
            DateRole::Group => kind == Kind::TargetGroup,
            role => role.is_of_the_matter() && (kind != Kind::TargetGroup || is_alone),
        };
        let dates: Vec<&FoundDate> = self.dates.iter().filter(of_the_matter).collect();
        // A sentence that speaks of a course and of a duty gives each the dates of its clause.
        let is_shared = kinds.contains(&Kind::Course) && kinds.contains(&Kind::Obligation);
        let has_duty = dates.iter().any(|d| d.is_of_duty);
        let has_other = dates.iter().any(|d| !d.is_of_duty);
        let mut out: Vec<String> = Vec::new();
        for date in dates {
            let counts = match kind {
                Kind::Obligation if is_shared && has_duty => date.is_of_duty,
                Kind::Obligation if is_shared => date.is_first,
                Kind::Course if is_shared && has_duty && has_other => !date.is_of_duty,
                _ => true,
            };
            if counts && !out.contains(&date.value) {
                out.push(date.value.clone());
            }
        }
        out
    }

    fn amounts_of(&self, kind: Kind, is_alone: bool) -> Vec<Amount> {
        let is_shared = !is_alone;
        let counts = |amount: &&FoundAmount| match (kind, amount.value.unit) {
            (Kind::Course, _) => !(amount.is_group_size && is_shared),
            (Kind::TargetGroup, Unit::Persons | Unit::Percent) => true,
            (Kind::ELearning, Unit::Dkk | Unit::Percent) => true,
            (Kind::Obligation, Unit::Persons) => is_alone,
            _ => false,
        };
        self.amounts.iter().filter(counts).map(|found| found.value.clone()).collect()
    }
}

/// The people a sentence says are taught, as the next sentence may point back to them.
pub(super) fn taught(fields: &Fields) -> Vec<TargetGroup> {
    let mut out = Vec::new();
    for group in &fields.groups {
        let is_named = !matches!(
            group.role,
            GroupRole::Mentioned | GroupRole::Controlled | GroupRole::Described
        );
        if is_named && !out.contains(&group.value) {
            out.push(group.value);
        }
    }
    out
}
