//! Whether the words of phrases are words at all.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use gensvar_lexicon::Lexicon;

use crate::error::distance;
use crate::phrase::Word;

/// Shorter words are abbreviations as often as not, and something is near to each of them.
const SHORTEST: usize = 4;
/// How many letters the nearest word may differ in.
const FAR: usize = 2;

/// The words that neither the word list nor a compound of its parts answers to, by number, each with
/// the nearest word that there is. What is written with a star needs only begin, end or hold such
/// a word.
pub(crate) fn unknown(words: &[&Word]) -> Vec<(usize, Option<String>)> {
    let lexicon = Lexicon::danish();
    let mut open: Vec<usize> = (0..words.len())
        .filter(|word| {
            let word = words[*word];
            let is_strange = |part: &str| !is_exempt(part) && !is_known(lexicon, part, word);
            // What is written with a hyphen may be listed so, or part by part.
            word.text.split('-').any(is_strange) && !is_known(lexicon, &word.text, word)
        })
        .collect();
    let inside = held(lexicon, words, &open);
    open.retain(|word| !inside.contains(word));
    let wanted: Vec<&str> = open.iter().map(|word| words[*word].text.as_str()).collect();
    let nearest = nearest(lexicon, &wanted);
    // Capitals within a word are no other spelling.
    let is_same = |word: usize, near: &Option<String>| {
        near.as_ref().is_some_and(|near| near.to_lowercase() == words[word].text)
    };
    open.into_iter().zip(nearest).filter(|(word, near)| !is_same(*word, near)).collect()
}

fn is_exempt(part: &str) -> bool {
    part.chars().count() < SHORTEST || !part.chars().all(char::is_alphabetic)
}

/// Whether a word is, or begins, one that is listed or a compound.
fn is_known(lexicon: &Lexicon, part: &str, word: &Word) -> bool {
    let is_last = word.text.ends_with(part);
    let spellings = [part.to_owned(), capitalised(part), part.to_uppercase()];
    spellings.iter().any(|spelling| {
        if is_last && word.open_end {
            begins(lexicon, spelling)
        } else {
            lexicon.words().get(spelling).is_some()
        }
    }) || lexicon.compound_cost(part).is_some()
        || (is_last && word.open_end && begins_compound(lexicon, part))
}

/// Whether a listed word begins so.
fn begins(lexicon: &Lexicon, text: &str) -> bool {
    let list = lexicon.words();
    text.chars().try_fold(list.root(), |at, letter| list.step(at, letter)).is_some()
}

/// Whether a first part of compounds stands before the beginning of a word that can end one.
fn begins_compound(lexicon: &Lexicon, text: &str) -> bool {
    let heads = lexicon.heads();
    text.char_indices().skip(SHORTEST - 1).any(|(end, _)| {
        let (first, rest) = text.split_at(end);
        rest.chars().count() >= SHORTEST
            && lexicon.first_parts().get(first).is_some()
            && rest.chars().try_fold(heads.root(), |at, letter| heads.step(at, letter)).is_some()
    })
}

/// Those of the open words with a star before them that a listed word ends with, or holds.
fn held(lexicon: &Lexicon, words: &[&Word], open: &[usize]) -> BTreeSet<usize> {
    let wanted: Vec<usize> = open.iter().copied().filter(|word| words[*word].open_start).collect();
    let mut found = BTreeSet::new();
    let Ok(automaton) = AhoCorasick::new(wanted.iter().map(|word| &words[*word].text)) else {
        return found;
    };
    lexicon.words().for_each(|form, _| {
        for hit in automaton.find_overlapping_iter(form) {
            let word = wanted[hit.pattern().as_usize()];
            if words[word].open_end || hit.end() == form.len() {
                found.insert(word);
            }
        }
    });
    found
}

/// The listed word that is nearest to each, the more usual one of several.
fn nearest(lexicon: &Lexicon, wanted: &[&str]) -> Vec<Option<String>> {
    let mut best: Vec<(usize, f32, Option<String>)> =
        wanted.iter().map(|_| (FAR + 1, f32::MAX, None)).collect();
    let sets: Vec<(u64, usize)> =
        wanted.iter().map(|word| (letters(word), word.chars().count())).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    lexicon.words().for_each(|form, entry| {
        let (set, count) = (letters(&form.to_lowercase()), form.chars().count());
        for (number, (own, length)) in sets.iter().enumerate() {
            // Each edit adds a letter to the difference of the sets or two.
            let far = (set ^ own).count_ones() as usize > 2 * FAR;
            if far || count.abs_diff(*length) > FAR {
                continue;
            }
            let found = distance(wanted[number], &form.to_lowercase());
            let (least, cost, _) = &best[number];
            if found < *least || (found == *least && entry.cost < *cost) {
                best[number] = (found, entry.cost, Some(form.to_owned()));
            }
        }
    });
    best.into_iter().map(|(found, _, form)| form.filter(|_| found <= FAR)).collect()
}

/// The letters of a word as a set, some of them taken together.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Word {
        Word {
            text: text.trim_matches('*').to_owned(),
            open_start: text.starts_with('*'),
            open_end: text.ends_with('*'),
        }
    }

    #[test]
    fn words_of_the_language_are_known_with_and_without_stars() {
        for known in [
            "klagevejledning",
            "klagevejledning*",
            "*vejledning",
            "*behandl*",
            "sagsbehandlingstid*",
            "socialforvaltningen",
            "e-læring",
            "brush-up*",
            "powerpoint",
            "pt",
        ] {
            assert_eq!(unknown(&[&word(known)]), [], "{known}");
        }
    }

    #[test]
    fn a_misspelt_word_is_told_with_the_nearest() {
        for (written, meant) in [
            ("klagevejlednig", "klagevejledning"),
            ("obligatrisk*", "obligatorisk"),
            ("*kurssus", "kursus"),
            ("medarbjeder", "medarbejder"),
        ] {
            assert_eq!(unknown(&[&word(written)]), [(0, Some(meant.to_owned()))], "{written}");
        }
        assert_eq!(unknown(&[&word("xqzwvkj")]), [(0, None)]);
    }
}
