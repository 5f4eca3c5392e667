//! How sure the engine was of each word, as a cost of taking the word as it was read.
//!
//! What an engine's numbers mean differs from engine to engine and from page to page, so a word is
//! judged by its rank among the words of its text: the share of them of which the engine was less
//! sure. How much likelier words of a rank are among the misread than among the others was counted
//! on pages of the corpus, and is nearly the same for models that know Danish and that do not (see
//! docs/repair.md). It enters as one more independent witness (naive Bayes) beside the channel and
//! the language.

use gensvar_text::Span;

use super::units::{Class, Unit};
use crate::OcrWord;

/// Up to which rank, and how many nats a word of it more likely was misread.
///
/// The logarithms of the ratios counted, drawn towards zero: they are a witness among several.
const BY_RANK: [(f32, f32); 7] =
    [(0.02, 2.2), (0.05, 2.0), (0.10, 1.6), (0.20, 0.6), (0.35, -0.1), (0.50, -0.6), (1.00, -1.2)];
/// Engines doubt names, which they have not learned, as they doubt what they misread: a doubted word
/// with a capital is so much less suspect.
const NAME: f32 = 0.5;
/// Of fewer words no rank is told.
const FEWEST: usize = 30;
/// A word of such a rank is looked at where its neighbours are left in peace, if the engine was less
/// sure of it than this: on a page read well those of the lowest ranks are right too.
const SUSPECT: f32 = -0.2;
const SURE: f32 = 0.9;

/// For each word how much likelier than others it was misread, in nats.
#[derive(Debug, Default)]
pub(crate) struct Sureness {
    /// One for each unit; none at all where the engine told nothing.
    suspicion: Vec<f32>,
    /// Whether the engine itself doubted it.
    is_doubted: Vec<bool>,
}

impl Sureness {
    /// Of the words of a text, in order, those that the engine told how sure it was of.
    pub(crate) fn of(text: &str, units: &[Unit], words: &[OcrWord]) -> Sureness {
        if words.len() < FEWEST {
            return Sureness::default();
        }
        let mut ranked: Vec<f32> = words.iter().map(|word| word.confidence).collect();
        ranked.sort_by(f32::total_cmp);
        let rank = |confidence: f32| {
            let below = ranked.partition_point(|other| *other < confidence);
            let not_above = ranked.partition_point(|other| *other <= confidence);
            (below + not_above) as f32 / (2 * ranked.len()) as f32
        };
        let told = units.iter().map(|unit| match (unit.class, word_at(words, unit.span)) {
            (Class::Word, Some(word)) => {
                let suspicion = by_rank(rank(word.confidence));
                let is_name = text[unit.span.range()].starts_with(char::is_uppercase);
                let weight = if is_name && suspicion > 0.0 { NAME } else { 1.0 };
                (suspicion * weight, word.confidence < SURE)
            }
            _ => (0.0, false),
        });
        let (suspicion, is_doubted) = told.unzip();
        Sureness { suspicion, is_doubted }
    }

    /// How much likelier than others a unit was misread, in nats.
    pub(crate) fn suspicion(&self, unit: usize) -> f32 {
        self.suspicion.get(unit).copied().unwrap_or(0.0)
    }

    /// Whether a unit is to be looked at where its neighbours are left in peace.
    pub(crate) fn is_suspect(&self, unit: usize) -> bool {
        self.suspicion(unit) > SUSPECT && self.is_doubted.get(unit).is_some_and(|doubted| *doubted)
    }

    /// Whether there is such a unit.
    pub(crate) fn has_suspects(&self) -> bool {
        (0..self.suspicion.len()).any(|unit| self.is_suspect(unit))
    }
}

fn word_at(words: &[OcrWord], span: Span) -> Option<&OcrWord> {
    let at = words.partition_point(|word| word.span.end <= span.start);
    words.get(at).filter(|word| word.span.overlaps(span))
}

fn by_rank(rank: f32) -> f32 {
    BY_RANK.iter().find(|(most, _)| rank <= *most).map_or(0.0, |(_, suspicion)| *suspicion)
}
