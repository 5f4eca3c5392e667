//! The line that says why, from the set's templates.

use gensvar_claims::Agency;

use crate::assess::{Piece, Weighed};
use crate::quote::{Quotable, quote};
use crate::set::{Requirement, RequirementSet, Rule, Strength, Told};
use crate::{MissCause, Reason, Stance};

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
    sentence: &Quotable<'_>,
    cue: Option<&str>,
) -> Reason {
    let is_so = |piece: &&Piece| piece.told.stance() == stance;
    let name = match best.piece.filter(is_so).map(|piece| (piece.strength, piece.told)) {
        Some((Strength::General, Told::Fulfilled)) => "general_fulfilled",
        Some((Strength::General, Told::Declined)) => "general_declined",
        Some((_, Told::Lacking)) => "lacking",
        _ => stance.name(),
    };
    let quote = quote(set, to, best.piece, sentence, cue);
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

/// A template of the set with what stands in braces filled in. That there is one for each name is
/// tested.
fn put(set: &RequirementSet, name: &str, values: &[(&str, &Reason)]) -> Reason {
    let Some(template) = set.templates.iter().find(|t| t.name == name) else {
        return Reason::default();
    };
    let mut out = Reason { da: template.da.clone(), en: template.en.clone() };
    for (place, value) in values {
        out.da = out.da.replace(place, &value.da);
        out.en = out.en.replace(place, &value.en);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stance;

    /// A set that uses no word list has the lines as well.
    #[test]
    fn every_line_that_is_asked_for_is_there() {
        let text = "id = \"x\"\ntitle = \"X\"\n[[requirements]]\nid = \"a\"\ntitle = \"A\"\n";
        let set = RequirementSet::parse(text, "x.toml").unwrap();
        let stances = Stance::ALL.map(Stance::name);
        let more = ["general_fulfilled", "general_declined", "lacking", "miss_ruled_out_noted"];
        let lists = ["miss_ruled_out_by", "list_and", "list_or", "rule_words"];
        let misses = MissCause::ALL.map(|cause| format!("miss_{}", cause.name()));
        let misses = misses.iter().map(String::as_str);
        for name in stances.into_iter().chain(more).chain(lists).chain(misses) {
            let line = put(&set, name, &[]);
            assert!(!line.da.is_empty() && !line.en.is_empty(), "{name}");
        }
    }
}
