//! The words of a sentence that decided, as a reason quotes them.

use std::ops::Range;

use crate::assess::Piece;
use crate::matcher::{Standing, around};
use crate::set::{Condition, Requirement, RequirementSet};
use crate::tokens::Tokens;

/// How much of a sentence is quoted, in characters.
const LONGEST: usize = 90;

/// A sentence with the places of the concepts in it.
pub(crate) struct Quotable<'a> {
    pub text: &'a str,
    pub places: &'a [Standing],
}

/// The part of a sentence that holds what the rules that decided asked for, or else the words of the
/// claim that it makes (`cue`); cut between words.
pub(crate) fn quote(
    set: &RequirementSet,
    to: &Requirement,
    piece: Option<&Piece>,
    sentence: &Quotable<'_>,
    cue: Option<&str>,
) -> String {
    let text = sentence.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let by_rule = piece.and_then(|piece| asked_for(set, to, piece, sentence.places, &text));
    let by_claim = || {
        let cue = cue?.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = text.find(&cue)?;
        Some(start..start + cue.len())
    };
    let place = by_rule.or_else(by_claim).unwrap_or(0..0);
    let before = text.get(..place.start).unwrap_or_default().chars().count();
    let within = text.get(place).unwrap_or_default().chars().count();
    cut(&text, before..before + within)
}

/// From the first to the last of the words that the rules asked for.
fn asked_for(
    set: &RequirementSet,
    to: &Requirement,
    piece: &Piece,
    places: &[Standing],
    text: &str,
) -> Option<Range<usize>> {
    let own = to.says.iter().chain(&set.told).map(|rule| (&rule.place, &rule.when));
    let general = set.general.iter().map(|rule| (&rule.place, &rule.when));
    let decided = own.chain(general).filter(|(place, _)| piece.rules.contains(place));
    let asked = |when: &Condition| when.all.iter().chain(&when.any).copied().collect::<Vec<_>>();
    let concepts: Vec<usize> = decided.flat_map(|(_, when)| asked(when)).collect();
    // White space changes no token.
    let mut tokens = Tokens::default();
    tokens.read(text);
    around(&concepts, places, &tokens)
}

/// So much of a text as may be quoted, with the given characters in the middle of it.
fn cut(text: &str, place: Range<usize>) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_owned();
    }
    let spare = LONGEST.saturating_sub(place.len()) / 2;
    let start = place.start.saturating_sub(spare).min(count - LONGEST);
    let end = start + LONGEST;
    let at = |number: usize| text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
    let (mut head, mut tail) = (at(start), at(end));
    // Only whole words, unless one is longer than all that is quoted.
    if start > 0 && !text[..head].ends_with(' ') {
        head = text[head..tail].find(' ').map_or(head, |space| head + space + 1);
    }
    if tail < text.len() && !text[tail..].starts_with(' ') {
        tail = text[head..tail].rfind(' ').map_or(tail, |space| head + space);
    }
    let before = if head > 0 { "… " } else { "" };
    let after = if tail < text.len() { " …" } else { "" };
    format!("{before}{}{after}", text[head..tail].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assess, tests::plain};

    const LONG: &str = "Som det fremgår af vores svar fra foråret, som Borgerrådgiveren har fået i kopi, og \
        af de oplysninger, som vi har givet på mødet, er kurset obligatorisk for alle, der skriver breve til \
        borgerne, og det gælder fra den dag, de bliver ansat.";

    #[test]
    fn the_words_that_decided_are_quoted() {
        let set = "id = \"x\"\ntitle = \"X\"\n[concepts.pligt]\nany = [\"obligatorisk*\"]\n\
            [[requirements]]\nid = \"a\"\ntitle = \"A\"\ntopic = [{ all = [\"pligt\"] }]\n\
            [[requirements.says]]\nall = [\"pligt\"]\nstance = \"fulfilled\"\n";
        let set = RequirementSet::parse(set, "x.toml").unwrap();
        let found = assess(&set, LONG, &plain(LONG));
        let reason = &found.agencies[0].flags[0].reason;
        for reason in [&reason.da, &reason.en] {
            assert!(reason.contains("er kurset obligatorisk for alle"), "{reason}");
            assert!(reason.contains("… ") && !reason.contains("Som det"), "{reason}");
        }
    }

    #[test]
    fn a_claim_is_quoted_where_no_rule_decided() {
        let set = RequirementSet::built_in("br-2012").unwrap();
        let sentence = Quotable { text: LONG, places: &[] };
        let quoted = quote(set, &set.requirements[0], None, &sentence, Some("ansat"));
        assert!(quoted.starts_with("… ") && quoted.ends_with("bliver ansat."), "{quoted}");
        let quoted = quote(set, &set.requirements[0], None, &sentence, None);
        assert!(quoted.starts_with("Som det fremgår") && quoted.ends_with(" …"), "{quoted}");
    }

    #[test]
    fn only_whole_words_are_quoted_and_nothing_is_left_out_of_what_is_short() {
        assert_eq!(cut("Kurset er en pligt.", 3..5), "Kurset er en pligt.");
        let text = "øøøø ".repeat(60);
        let quoted = cut(text.trim(), 150..154);
        assert!(quoted.split(' ').all(|word| word == "…" || word == "øøøø"), "{quoted}");
        assert!(quoted.chars().count() <= LONGEST + 4, "{quoted}");
        assert_eq!(cut(&"ø".repeat(200), 0..0).chars().count(), LONGEST + 2);
        assert!(cut(&"ø ".repeat(100), 400..900).ends_with('ø'));
    }
}
