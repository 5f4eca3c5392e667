//! Names of values in a set's file: each looked up, and reported with the nearest right one where
//! nothing has that name.

use gensvar_claims::{Delivery, Kind, Obligation, Polarity, Status, TargetGroup};

use crate::compile::Src;
use crate::error::{SetErrorKind, hint_or_list};
use crate::set::{ClaimCondition, Field, Strength, Told};
use crate::source::{self, Text};
use crate::{Stance, VerdictValue};

/// The value of that name among the known ones.
fn one_of<T: Copy>(
    src: Src<'_>,
    at: &Text,
    what: &str,
    known: &[T],
    name: impl Fn(&T) -> &'static str,
) -> Option<T> {
    let found = known.iter().find(|value| name(value) == at.get_ref()).copied();
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(name).collect();
        let hint = hint_or_list(at.get_ref(), &names);
        let message = format!("there is no {what} \"{}\"{hint}", at.get_ref());
        src.report(SetErrorKind::Value, at, message);
    }
    found
}

pub(crate) fn kind(src: Src<'_>, at: &Text) -> Option<Kind> {
    one_of(src, at, "kind", Kind::ALL, |kind| kind.name())
}

pub(crate) fn kinds(src: Src<'_>, at: &[Text]) -> Vec<Kind> {
    at.iter().filter_map(|at| kind(src, at)).collect()
}

pub(crate) fn statuses(src: Src<'_>, at: &[Text]) -> Vec<Status> {
    let status = |at| one_of(src, at, "status", Status::ALL, |status| status.name());
    at.iter().filter_map(status).collect()
}

pub(crate) fn polarity(src: Src<'_>, at: &Text) -> Option<Polarity> {
    one_of(src, at, "polarity", Polarity::ALL, |polarity| polarity.name())
}

pub(crate) fn strength(src: Src<'_>, at: &Text) -> Option<Strength> {
    one_of(src, at, "strength", &Strength::OF_RULES, |(name, _)| name).map(|(_, value)| value)
}

/// What a rule says, if it is one of those that can stand there.
pub(crate) fn told(src: Src<'_>, at: &Text, known: &[Told]) -> Option<Told> {
    one_of(src, at, "stance", known, |told| told.name())
}

/// What a flag must be.
pub(crate) fn stance(src: Src<'_>, at: &Text) -> Option<Stance> {
    one_of(src, at, "stance", &Stance::ALL, |stance| stance.name())
}

pub(crate) fn verdict(src: Src<'_>, at: &Text) -> Option<VerdictValue> {
    one_of(src, at, "verdict", &VerdictValue::ALL, |verdict| verdict.name())
}

pub(crate) fn claim_condition(src: Src<'_>, from: &source::ClaimCondition) -> ClaimCondition {
    let group = |at| one_of(src, at, "group", TargetGroup::ALL, |group| group.name());
    let obligation = |at| one_of(src, at, "obligation", Obligation::ALL, |value| value.name());
    let delivery = |at| one_of(src, at, "delivery", Delivery::ALL, |value| value.name());
    let field = |at| one_of(src, at, "field", &Field::ALL, |(name, _)| name).map(|(_, f)| f);
    ClaimCondition {
        kind: from.kind.as_ref().and_then(|at| kind(src, at)),
        status: statuses(src, &from.status),
        polarity: from.polarity.as_ref().and_then(|at| polarity(src, at)),
        groups: from.groups.iter().filter_map(group).collect(),
        obligation: from.obligation.as_ref().and_then(obligation),
        delivery: from.delivery.iter().filter_map(delivery).collect(),
        has: from.has.iter().filter_map(field).collect(),
    }
}

/// An id is written on the command line and in results: lower case, without spaces.
pub(crate) fn id(src: Src<'_>, at: &Text) {
    if !is_id(at.get_ref()) {
        let message = format!("\"{}\" is no id: {ID_RULE}", at.get_ref());
        src.report(SetErrorKind::Value, at, message);
    }
}

/// How an id is written.
pub(crate) const ID_RULE: &str = "write it in lower case, with - between words";

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    let is_fine = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(is_fine)
}
