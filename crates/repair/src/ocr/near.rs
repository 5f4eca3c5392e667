//! Words that are nearly a term of the glossary, for who asks for it.

use std::collections::HashMap;

use gensvar_lexicon::{Glossary, Lexicon, tokens};
use gensvar_text::{Span, words};

use super::search::lower_first;
use crate::change::Change;
use crate::model::Alternative;

const RULE: &str = "glossary/near-miss";
/// A near miss may be another name.
const CONFIDENCE: f64 = 0.8;

/// Words that are not in the list, and near to one term. What may be a compound is taken too: a
/// near miss of a long term mostly looks like one.
pub(crate) fn misses(text: &str, lexicon: &Lexicon, own: Option<&Glossary>) -> Vec<Change> {
    let words_known = lexicon.words();
    let glossaries: Vec<&Glossary> = own.into_iter().chain([Glossary::built_in()]).collect();
    let mut found: HashMap<&str, Option<String>> = HashMap::new();
    let mut out = Vec::new();
    for word in words(text).flat_map(|word| tokens::words(&text[word.token.range()])) {
        let term = found.entry(word).or_insert_with(|| {
            let listed = |word: &str| words_known.get(word).is_some();
            let stays = !word.chars().all(char::is_alphabetic)
                || listed(word)
                || listed(&lower_first(word));
            let near = || glossaries.iter().find_map(|glossary| glossary.near(word));
            if stays { None } else { near() }
        });
        let Some(term) = term else { continue };
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        out.push(Change {
            span: Span::new(start, start + word.len()),
            to: term.clone(),
            rule: RULE,
            confidence: CONFIDENCE,
            alternatives: vec![Alternative { to: word.to_owned(), confidence: 1.0 - CONFIDENCE }],
        });
    }
    out
}
