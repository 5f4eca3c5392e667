//! Texts typed on a keyboard without Danish letters: `Foraeldre faar svar paa moedet`.
//!
//! A stretch of lines that has none of the letters, but words that are words only when they are
//! put back, was typed like that. In it each word is spelled as the language model likes it best
//! where it stands; so what has its two letters by right (a town, a name, a foreign word) keeps
//! them. Lines in which a Danish letter stands came through whole and are never touched.

mod layout;
mod spelling;
mod stretch;

use gensvar_lexicon::Lexicon;

use crate::change::Change;
use layout::layouts;
use spelling::Speller;

/// What puts the letters of `text` back.
pub(crate) fn changes(text: &str) -> Vec<Change> {
    let lexicon = Lexicon::danish();
    for layout in layouts() {
        if !layout.may_be_in(text) {
            continue;
        }
        let mut speller = Speller::new(lexicon, layout);
        let mut changes = Vec::new();
        for stretch in stretch::typed(text, &mut speller) {
            speller.spell(text, &stretch, &mut changes);
        }
        if !changes.is_empty() {
            return changes;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
