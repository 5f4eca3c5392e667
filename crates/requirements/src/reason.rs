//! The line that says why, from the set's templates.

use gensvar_claims::{Agency, Statement};

use crate::assess::{Piece, Weighed};
use crate::set::{Requirement, RequirementSet, Rule, Strength, Told};
use crate::{MissCause, Reason, Stance};

/// How much of a sentence a reason quotes, in characters.
const LONGEST_QUOTE: usize = 90;
/// How many concepts a reason names of those that do alike.
const LONGEST_LIST: usize = 3;

/// Why a requirement is not addressed.
pub(crate) fn not_addressed(set: &RequirementSet, agency: &Agency, to: &Requirement) -> Reason {
    fill(set, "not_addressed", agency, to, &[])
}

/// Why it has the stance that its best evidence gives.
pub(crate) fn given(
    set: &RequirementSet,
    agency: &Agency,
    to: &Requirement,
    stance: Stance,
    best: &Weighed<'_>,
    statements: &[Statement],
) -> Reason {
    let is_so = |piece: &&Piece| piece.told.stance() == stance;
    let name = match best.piece.filter(is_so).map(|piece| (piece.strength, piece.told)) {
        Some((Strength::General, Told::Fulfilled)) => "general_fulfilled",
        Some((Strength::General, Told::Declined)) => "general_declined",
        Some((_, Told::Lacking)) => "lacking",
        _ => stance.name(),
    };
    let quote = statements.get(best.statement).map_or(String::new(), |s| shorten(&s.text));
    fill(set, name, agency, to, &[("{quote}", &Reason { da: quote.clone(), en: quote })])
}

/// The concepts that decided about a sentence that is no evidence.
pub(crate) struct Words<'a> {
    /// Those that a rule asks for, and that stand there.
    pub present: &'a [usize],
    /// Those that it asks for, and that do not.
    pub missing: &'a [usize],
    /// Those that it excludes, and that stand there.
    pub excluded: &'a [usize],
}

/// Why a sentence is not enough.
pub(crate) fn missed(
    set: &RequirementSet,
    agency: &Agency,
    to: &Requirement,
    cause: MissCause,
    rule: Option<&Rule>,
    words: &Words<'_>,
) -> Reason {
    let place = rule.map_or(String::new(), |rule| rule.place.clone());
    let place = Reason { da: place.clone(), en: place };
    let note = rule.and_then(|rule| rule.note.clone());
    let more = match cause {
        MissCause::RuledOut if note.is_some() => "_noted",
        MissCause::RuledOut if !words.present.is_empty() => "_by",
        _ => "",
    };
    let note = note.unwrap_or_default();
    let values = [
        ("{present}", &listed(set, words.present, "list_and", &place)),
        ("{missing}", &listed(set, words.missing, "list_or", &place)),
        ("{excluded}", &listed(set, words.excluded, "list_and", &place)),
        ("{rule}", &place),
        ("{note}", &Reason { da: note.clone(), en: note }),
    ];
    fill(set, &format!("miss_{}{more}", cause.name()), agency, to, &values)
}

/// The titles of concepts, each once, put together by a template of the set.
fn listed(set: &RequirementSet, concepts: &[usize], template: &str, place: &Reason) -> Reason {
    let mut titles: Vec<Reason> = Vec::new();
    for concept in concepts.iter().filter_map(|concept| set.concepts.get(*concept)) {
        let title = if concept.name.is_empty() {
            put(set, "rule_words", &[("{rule}", place)])
        } else {
            concept.title.clone()
        };
        if titles.len() < LONGEST_LIST && !titles.contains(&title) {
            titles.push(title);
        }
    }
    let Some(last) = titles.pop() else { return Reason::default() };
    let Some(first) = titles.into_iter().reduce(|list, title| Reason {
        da: format!("{}, {}", list.da, title.da),
        en: format!("{}, {}", list.en, title.en),
    }) else {
        return last;
    };
    put(set, template, &[("{first}", &first), ("{last}", &last)])
}

fn fill(
    set: &RequirementSet,
    name: &str,
    agency: &Agency,
    to: &Requirement,
    values: &[(&str, &Reason)],
) -> Reason {
    let code = Reason { da: agency.code.clone(), en: agency.code.clone() };
    let title = Reason { da: to.title.clone(), en: to.title_en.clone() };
    let first = [("{agency}", &code), ("{requirement}", &title)];
    put(set, name, &[&first, values].concat())
}

/// A template of the set with what stands in braces filled in; a set without it has the values.
fn put(set: &RequirementSet, name: &str, values: &[(&str, &Reason)]) -> Reason {
    let Some(template) = set.templates.iter().find(|t| t.name == name) else {
        let of = |value: fn(&Reason) -> &str| {
            let all = values.iter().map(|(_, reason)| value(reason));
            all.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
        };
        return Reason { da: of(|reason| &reason.da), en: of(|reason| &reason.en) };
    };
    let mut out = Reason { da: template.da.clone(), en: template.en.clone() };
    for (place, value) in values {
        out.da = out.da.replace(place, &value.da);
        out.en = out.en.replace(place, &value.en);
    }
    out
}

/// The beginning of a sentence, cut between words.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = text.char_indices().nth(LONGEST_QUOTE) else { return text };
    let head = &text[..cut];
    format!("{} …", head.rfind(' ').map_or(head, |space| &head[..space]))
}
