//! Two words that lost the space between them.

use gensvar_lexicon::format::Key;

use super::candidate::{Candidate, Listed};
use super::search::{Search, Surroundings};
use super::units::Place;

/// A space of which nothing was read, and how common the words beside it must be.
const GLUED: f32 = 5.2;
const COMMON: f32 = 11.0;
const COMMONEST: f32 = 6.0;

/// Two words of more letters are not looked for.
const LONGEST: usize = 24;

/// One of two words that lost the space between them.
struct Half {
    word: String,
    listed: Listed,
    cost: f32,
    channel: f32,
}

impl Search<'_> {
    /// Two common words, one of them of the commonest, that lost the space between them.
    pub(super) fn glued(
        &self,
        read: &[char],
        place: Place,
        around: Surroundings<'_>,
        out: &mut Vec<Candidate>,
    ) {
        let half = |letters: &[char], channel: f32, place: Place| {
            let word: String = letters.iter().collect();
            let (form, entry, case) = self.look_up(&word, place);
            let is_word = letters.iter().all(|c| c.is_alphabetic());
            let entry = entry.filter(|entry| is_word && entry.cost < COMMON)?;
            let key = Key::of(form.as_deref().unwrap_or(&word));
            let listed = Listed { key, entry: Some(entry), unknown: 0.0 };
            Some(Half { word, listed, cost: entry.cost, channel: channel + case })
        };
        // As it was read, or with one Danish letter put in.
        let halves = |letters: &[char], place: Place| {
            let kept: f32 = letters.iter().map(|&letter| around.channel.keep(letter)).sum();
            let mut out: Vec<Half> = half(letters, kept, place).into_iter().collect();
            for at in 0..letters.len() {
                let misreads = around.channel.misreads(&letters[at..]);
                for misread in misreads.filter(|m| m.is_danish() && m.read.len() == 1) {
                    let mut letters = letters.to_vec();
                    letters[at] = misread.printed[0];
                    out.extend(half(&letters, kept + misread.cost, place));
                }
            }
            out
        };
        if read.len() > LONGEST {
            return;
        }
        for cut in 1..read.len() {
            let seconds = halves(&read[cut..], Place::Inside);
            if seconds.is_empty() {
                continue;
            }
            for first in halves(&read[..cut], place) {
                for second in &seconds {
                    if first.cost.min(second.cost) > COMMONEST {
                        continue;
                    }
                    out.push(Candidate {
                        text: format!("{} {}", first.word, second.word),
                        channel: GLUED + first.channel + second.channel,
                        lead: Some(first.listed),
                        word: second.listed,
                        is_compound: false,
                        is_danish: false,
                        is_edited: false,
                    });
                }
            }
        }
    }
}
