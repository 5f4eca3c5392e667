//! Whether sentences and paragraphs of a text begin with capitals.

use super::search::ALIKE;
use super::units::{Class, Place, Unit};

/// The cost of no capital where one is usual, by place, as if so many words had been seen.
const SEEN: [f32; 4] = [4.0, 0.7, 0.0, 0.0];
const WORDS: f32 = 4.0;
const MOST: f32 = 6.0;

/// The cost of a small letter, by place: what the letters tell that do not look like their
/// capitals.
pub(crate) fn no_capital(text: &str, units: &[Unit]) -> [f32; 4] {
    let mut costs = SEEN;
    for (place, cost) in [Place::Sentence, Place::Block].into_iter().zip(&mut costs) {
        let (mut small, mut all) = (0.0, 0.0);
        for unit in units.iter().filter(|unit| unit.place == place && unit.class == Class::Word) {
            let mut letters = text[unit.span.range()].chars();
            let Some(first) = letters.next().filter(|first| first.is_alphabetic()) else {
                continue;
            };
            // A lone letter is the mark of a list.
            let lower = first.to_lowercase().next().unwrap_or(first);
            if ALIKE.contains(&lower) || letters.next().is_none() {
                continue;
            }
            all += 1.0;
            small += if first.is_lowercase() { 1.0 } else { 0.0 };
        }
        let share = (small + WORDS * (-*cost).exp()) / (all + WORDS);
        *cost = (-share.ln()).clamp(0.0, MOST);
    }
    costs
}
