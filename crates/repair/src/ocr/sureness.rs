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

/// What the engine's own doubt tells of a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sureness {
    /// How much likelier than others it was misread, in nats.
    pub(crate) suspicion: f32,
    /// Whether it is looked at where its neighbours are left in peace.
    pub(crate) is_suspect: bool,
}

/// Tells the words of a text what the engine said of those that it spoke of, in order.
pub(crate) fn tell(text: &str, units: &mut [Unit], words: &[OcrWord]) {
    if words.len() < FEWEST {
        return;
    }
    let mut ranked: Vec<f32> = words.iter().map(|word| word.confidence).collect();
    ranked.sort_by(f32::total_cmp);
    let rank = |confidence: f32| {
        let below = ranked.partition_point(|other| *other < confidence);
        let not_above = ranked.partition_point(|other| *other <= confidence);
        (below + not_above) as f32 / (2 * ranked.len()) as f32
    };
    for unit in units.iter_mut().filter(|unit| unit.class == Class::Word) {
        let Some(word) = word_at(words, unit.span) else { continue };
        let by_rank = by_rank(rank(word.confidence));
        let is_name = text[unit.span.range()].starts_with(char::is_uppercase);
        let suspicion = if is_name && by_rank > 0.0 { by_rank * NAME } else { by_rank };
        let is_suspect = suspicion > SUSPECT && word.confidence < SURE;
        unit.sureness = Sureness { suspicion, is_suspect };
    }
}

fn word_at(words: &[OcrWord], span: Span) -> Option<&OcrWord> {
    let at = words.partition_point(|word| word.span.end <= span.start);
    words.get(at).filter(|word| word.span.overlaps(span))
}

fn by_rank(rank: f32) -> f32 {
    BY_RANK.iter().find(|(most, _)| rank <= *most).map_or(0.0, |(_, suspicion)| *suspicion)
}
