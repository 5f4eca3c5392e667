//! The line that says why, from the set's templates.

use gensvar_claims::{Agency, Statement};

use crate::Reason;
use crate::assess::Piece;
use crate::set::{Requirement, RequirementSet, Strength, Told};

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
    piece: &Piece,
    statements: &[Statement],
) -> Reason {
    let name = match (piece.strength, piece.told) {
        (Strength::General, Told::Fulfilled) => "general_fulfilled",
        (Strength::General, _) => "general_declined",
        (_, Told::Lacking) => "lacking",
        (_, told) => told.stance().name(),
    };
    let quote = statements.get(piece.statement).map_or(String::new(), |s| shorten(&s.text));
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
