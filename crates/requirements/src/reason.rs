//! The line that says why, from the set's templates.

use gensvar_claims::{Agency, Statement};

use crate::assess::{Piece, Weighed};
use crate::set::{Requirement, RequirementSet, Strength, Told};
use crate::{Reason, Stance};

/// How much of a sentence a reason quotes, in characters.
const LONGEST_QUOTE: usize = 90;

/// Why a requirement is not addressed.
pub(crate) fn not_addressed(set: &RequirementSet, agency: &Agency, to: &Requirement) -> Reason {
    fill(set, "not_addressed", agency, to, "")
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
    fill(set, name, agency, to, &quote)
}

fn fill(
    set: &RequirementSet,
    name: &str,
    agency: &Agency,
    to: &Requirement,
    quote: &str,
) -> Reason {
    let Some(template) = set.templates.iter().find(|t| t.name == name) else {
        return Reason { da: quote.to_owned(), en: quote.to_owned() };
    };
    let put = |template: &str, title: &str| {
        template
            .replace("{agency}", &agency.code)
            .replace("{requirement}", title)
            .replace("{quote}", quote)
    };
    Reason { da: put(&template.da, &to.title), en: put(&template.en, &to.title_en) }
}

/// The beginning of a sentence, cut between words.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = text.char_indices().nth(LONGEST_QUOTE) else { return text };
    let head = &text[..cut];
    format!("{} …", head.rfind(' ').map_or(head, |space| &head[..space]))
}
