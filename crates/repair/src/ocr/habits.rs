//! Misreadings that an engine makes all over a text and that no table knows.
//!
//! An engine that reads `u` as `Lh` or `a` as `#` throughout leaves words that hold something odd:
//! a mark among letters, a capital after a small letter. What letter turns most of the words that
//! hold the same oddity into words of the list is what was printed. It is the substitution cipher
//! of the page, solved one letter at a time.

use std::collections::{BTreeMap, BTreeSet};

use gensvar_lexicon::{WordList, tokens};
use gensvar_text::words as words_of;

/// So many kinds of words must become words of the list, and so large a share of those that hold
/// the oddity.
const WORDS: usize = 4;
const SHARE: f32 = 0.5;
/// A word of fewer letters is easily a word.
const SHORTEST: usize = 4;
/// A page has at most so many such habits.
const MOST: usize = 12;
/// Two letters that are read as one.
const PAIRS: [&str; 6] = ["nn", "mm", "ll", "ri", "rn", "tt"];

/// What was printed and what is read instead, the best founded first.
pub(crate) fn habits(text: &str, words: &WordList) -> Vec<(String, String)> {
    let is_known = |word: &str| words.get(word).is_some();
    let mut strange: BTreeSet<String> = words_of(text)
        .flat_map(|word| tokens::words(&text[word.token.range()]))
        .filter(|word| word.chars().count() >= SHORTEST && !oddities(word).is_empty())
        .map(str::to_owned)
        .collect();
    let mut out: Vec<(String, String)> = Vec::new();
    while out.len() < MOST {
        let mut holders: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for word in &strange {
            for oddity in oddities(word) {
                holders.entry(oddity).or_default().push(word);
            }
        }
        let letters = ('a'..='z').chain(['æ', 'ø', 'å']).map(String::from);
        let printed: Vec<String> = letters.chain(PAIRS.map(str::to_owned)).collect();
        let mut best: Option<(usize, &String, &String)> = None;
        for (oddity, holders) in holders.iter().filter(|(_, holders)| holders.len() >= WORDS) {
            for letters in &printed {
                let makes = |word: &&&String| {
                    let word = word.replace(oddity.as_str(), letters);
                    oddities(&word).is_empty() && is_known(&lower_first(&word))
                };
                let made = holders.iter().filter(makes).count();
                let enough = made >= WORDS && made as f32 >= SHARE * holders.len() as f32;
                // Longer oddities say more of the same words.
                let is_better = |&(most, other, _): &(usize, &String, &String)| {
                    (made, oddity.len()) > (most, other.len())
                };
                if enough && best.as_ref().is_none_or(is_better) {
                    best = Some((made, oddity, letters));
                }
            }
        }
        let Some((_, oddity, letters)) = best else { break };
        let found = (letters.clone(), oddity.clone());
        strange = strange.iter().map(|word| word.replace(&found.1, &found.0)).collect();
        strange.retain(|word| !oddities(word).is_empty());
        out.push(found);
    }
    out
}

/// What is odd in a word, alone and with the letter on either side: a mark or a capital that
/// stands where small letters do.
fn oddities(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let small = letters.iter().filter(|c| c.is_lowercase()).count();
    if small < 2 || small * 2 < letters.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, &letter) in letters.iter().enumerate() {
        let is_odd = match letter {
            '-' | '.' | '\'' | '’' | '/' => false,
            _ if letter.is_uppercase() => i > 0,
            _ => !letter.is_lowercase() && !letter.is_ascii_digit(),
        };
        if !is_odd {
            continue;
        }
        out.push(letter.to_string());
        if let Some(next) = letters.get(i + 1) {
            out.push([letter, *next].iter().collect());
        }
        if i > 0 {
            out.push([letters[i - 1], letter].iter().collect());
        }
    }
    out.sort();
    out.dedup();
    out
}

fn lower_first(word: &str) -> String {
    super::search::lower_first(word)
}

#[cfg(test)]
mod tests {
    use gensvar_lexicon::Lexicon;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        let words = Lexicon::danish().words();
        habits(text, words).into_iter().map(|(a, b)| format!("{a}={b}")).collect()
    }

    #[test]
    fn what_an_engine_reads_throughout_is_found() {
        let text =
            "Forv#ltningen h#r i #lle s#ger besv#ret henvendelsen, og #f sv#rene fremg#r det.";
        assert_eq!(found(text), ["a=#"]);
        let text = "KLhrset LhdbyNdes to gaNge om året, og eN kLhrsist skal læse materialet iNden \
                    LhndervisniNgen, hvor gLhiden og lLhkkede oplysNiNger geNnemgås i grLhpper.";
        assert_eq!(found(text), ["u=Lh", "n=N"]);
    }

    #[test]
    fn names_and_clean_words_show_nothing() {
        let text = "BIF og Plan2Learn, McDonald, eBoks, iPad, KlarRET og 50% af SagsbehandlerBibliotek \
                    samt kursus@kk.dk & Co. for alle medarbejdere i LEAN-projektet.";
        assert_eq!(found(text), [""; 0]);
    }
}
