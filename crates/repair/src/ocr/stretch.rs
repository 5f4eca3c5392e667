//! Stretches of a text, each with what it tells of how it was read.

use std::collections::HashMap;
use std::ops::Range;

use gensvar_lexicon::{Glossary, Lexicon};

use super::profile::{Damage, Letters};
use super::search::{Search, Width};
use super::terms::is_term;
use super::units::{Class, Unit};

/// A stretch is noisy if a larger share of its plain words are no words.
const NOISY: f32 = 0.06;
/// A stretch that has all its Danish letters is searched only if so many are no words.
const FOREIGN: f32 = 0.15;
/// The damage is estimated on stretches of about so many bytes.
const STRETCH: usize = 4000;

/// Consecutive words that were read alike.
pub(crate) struct Stretch {
    pub(crate) units: Range<usize>,
    pub(crate) damage: Damage,
    /// The share of plain words that are no words.
    pub(crate) unknown: f32,
}

impl Stretch {
    /// Whether many of its words are no words, so that any misreading is possible.
    pub(crate) fn is_noisy(&self) -> bool {
        self.unknown > NOISY && self.width() == Width::Known
    }

    /// How far to search in it.
    pub(crate) fn width(&self) -> Width {
        if self.damage.is_present() || self.unknown > FOREIGN { Width::Known } else { Width::Peace }
    }
}

/// Whether a word is long enough, and in small letters, so that the list should know it.
pub(crate) fn is_plain(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_lowercase)
}

/// The share of words that are not known; of few words, none.
pub(crate) fn share(known: impl Iterator<Item = bool>) -> f32 {
    let (mut all, mut unknown) = (0.0f32, 0.0f32);
    for is_known in known {
        all += 1.0;
        unknown += if is_known { 0.0 } else { 1.0 };
    }
    unknown / (all + 20.0)
}

/// Stretches of about the same length, each with what its letters and words tell of it.
pub(crate) fn stretches(
    lexicon: &Lexicon,
    glossary: Option<&Glossary>,
    text: &str,
    units: &[Unit],
) -> Vec<Stretch> {
    // Words of another language tell nothing of what happened to Danish letters.
    let foreign = |units: &[Unit]| {
        let foreign = units.iter().filter(|unit| unit.class == Class::Foreign);
        foreign
            .fold(Letters::default(), |all, unit| all.with(Letters::of(&text[unit.span.range()])))
    };
    let whole = Letters::of(text).without(foreign(units));
    let mut search = Search::new(lexicon);
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = units.get(at) {
        let end = first.span.start + STRETCH;
        let next = at + units[at..].partition_point(|unit| unit.span.start < end);
        let span = first.span.cover(units[next - 1].span);
        let here = &units[at..next];
        let letters = Letters::of(&text[span.range()]).without(foreign(here));
        let is_foreign = here.iter().any(|unit| unit.class == Class::Foreign)
            && here.iter().all(|unit| unit.class != Class::Word);
        let damage = if is_foreign { Damage::NONE } else { letters.damage(&whole) };
        let danish = || here.iter().filter(|unit| unit.class != Class::Foreign);
        let plain = || danish().map(|unit| &text[unit.span.range()]).filter(|w| is_plain(w));
        let is_known = |word| {
            *known.entry(word).or_insert_with(|| search.is_known(word) || is_term(glossary, word))
        };
        let unknown = share(plain().map(is_known));
        out.push(Stretch { units: at..next, damage, unknown });
        at = next;
    }
    out
}
