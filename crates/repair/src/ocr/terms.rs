//! Terms of the glossary that may have been read as something else.

use gensvar_lexicon::format::Key;
use gensvar_lexicon::{Cursor, Glossary, WordEntry};

use super::candidate::{Candidate, Listed};
use super::channel::Channel;
use super::search::{CAPITAL, lower_first};
use super::units::Place;

/// A term of the glossary is as likely as a common word.
pub(crate) const TERM: WordEntry = WordEntry { cost: 6.0, backoff: 0.0 };
/// How much worse than its cheapest way of reading a term may be, and how many are followed.
const REACH: f32 = 15.0;
const BEAM: usize = 50;

/// Whether a word is a term, as it stands.
pub(crate) fn is_term(glossary: Option<&Glossary>, word: &str) -> bool {
    glossary.is_some_and(|terms| terms.contains(word) || terms.contains(lower_first(word).as_str()))
}

/// A way of reading the beginning of a term.
#[derive(Clone)]
struct Way {
    at: Cursor,
    channel: f32,
    text: String,
    is_danish: bool,
}

/// Adds the terms that may have been read as `read`: a glossary is small, and walked as a whole.
pub(crate) fn candidates(
    glossary: &Glossary,
    read: &[char],
    place: Place,
    channel: &Channel,
    out: &mut Vec<Candidate>,
) {
    let mut columns: Vec<Vec<Way>> = vec![Vec::new(); read.len() + 1];
    let root = Way { at: glossary.root(), channel: 0.0, text: String::new(), is_danish: false };
    columns[0].push(root);
    for at in 0..read.len() {
        let mut column = std::mem::take(&mut columns[at]);
        column.sort_by(|a, b| a.channel.total_cmp(&b.channel).then_with(|| a.text.cmp(&b.text)));
        column.truncate(BEAM);
        for way in &column {
            let here = read[at];
            let kept = way.then(glossary, &[here], channel.keep(here), false);
            columns[at + 1].extend(kept);
            // A term in small letters has a capital where a sentence begins.
            if at == 0 && here.is_uppercase() {
                let small: Vec<char> = here.to_lowercase().collect();
                let cost = channel.keep(here) + CAPITAL[place as usize];
                columns[1].extend(
                    way.then(glossary, &small, cost, false)
                        .map(|next| Way { text: here.to_string(), ..next }),
                );
            }
            for misread in channel.misreads(&read[at..]) {
                let cost = misread.cost;
                if way.channel + cost < REACH {
                    let next = way.then(glossary, &misread.printed, cost, misread.has_danish());
                    columns[at + misread.read.len()].extend(next);
                }
            }
        }
    }
    for way in columns.pop().unwrap_or_default() {
        if glossary.is_end(way.at) {
            out.push(Candidate {
                channel: way.channel,
                lead: None,
                word: Listed { key: Key::of(&way.text), entry: Some(TERM), unknown: 0.0 },
                is_compound: false,
                is_danish: way.is_danish,
                is_edited: false,
                text: way.text,
            });
        }
    }
}

impl Way {
    fn then(
        &self,
        glossary: &Glossary,
        letters: &[char],
        cost: f32,
        is_danish: bool,
    ) -> Option<Way> {
        let mut at = self.at;
        for &letter in letters {
            at = glossary.step(at, letter)?;
        }
        let text = self.text.chars().chain(letters.iter().copied()).collect();
        let is_danish = self.is_danish || is_danish;
        Some(Way { at, channel: self.channel + cost, text, is_danish })
    }
}
