//! Whether the text of a page is one that an engine read badly, or that its font does not tell.

use std::sync::OnceLock;

use super::glyphs::{Damage, PageContent};

/// The share of characters that the font does not tell, from which on the text is bad.
const UNTOLD: f64 = 0.1;
/// The least share of letters beyond ASCII in a Danish text: it is 0.025 on average.
const DANISH: f64 = 0.004;
/// From so many letters on a text says whether it has them.
const ENOUGH: usize = 400;
/// The share of signs amid letters, from which on a text is bad; abbreviations have few.
const ODD: f64 = 0.02;
/// The least share of common words in a Danish text: it is 0.3 on average.
const COMMON: f64 = 0.04;
/// From so many words on a text says whether it has them.
const ENOUGH_WORDS: usize = 30;

/// Whether it is better read anew.
pub(super) fn is_bad(page: &PageContent, text: &str) -> bool {
    let total = page.glyphs.len();
    if total == 0 {
        return false;
    }
    let untold = page.glyphs.iter().filter(|glyph| glyph.text.is_none()).count();
    let is_untold = untold as f64 / total as f64 > UNTOLD;
    let is_foreign = common(text).is_some_and(|share| share < COMMON);
    is_untold || is_foreign || page.damage == Some(Damage::Font) || is_badly_read(page)
}

/// Whether an engine that knows no Danish read it.
fn is_badly_read(page: &PageContent) -> bool {
    // A text that is seen was written by a program; only one behind a scan was read by an engine.
    if (page.invisible as f64) < 0.8 * page.glyphs.len() as f64 {
        return false;
    }
    let text: Vec<char> =
        page.glyphs.iter().filter_map(|glyph| glyph.text.as_deref()).flat_map(str::chars).collect();
    let letters = text.iter().filter(|c| c.is_alphabetic()).count();
    if letters < ENOUGH {
        return false;
    }
    let beyond = text.iter().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    let odd = text.windows(3).filter(|w| {
        let is_sign = !w[1].is_alphanumeric() && !w[1].is_whitespace();
        w[0].is_lowercase() && w[2].is_lowercase() && is_sign && !"-./'’–:@".contains(w[1])
    });
    (beyond as f64) < DANISH * letters as f64 || odd.count() as f64 > ODD * letters as f64
}

/// Whether another reading of a page is better than its text: it is one, has no letters that are
/// untold, and no fewer words that are common.
pub(super) fn is_better(text: &str, other: &str) -> bool {
    let share = |text: &str| common(text).unwrap_or(0.0);
    let is_untold = |text: &str| text.contains('\u{fffd}');
    let is_told = is_untold(text) && !is_untold(other);
    !other.trim().is_empty() && (is_told || share(other) >= share(text))
}

/// The share of common words, where there are enough words to tell.
fn common(text: &str) -> Option<f64> {
    static COMMON_WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let common = COMMON_WORDS.get_or_init(|| {
        let lines = include_str!("../../data/common.txt").lines();
        lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
    });
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let hits = words.iter().filter(|word| common.contains(&word.as_str())).count();
    (words.len() >= ENOUGH_WORDS).then(|| hits as f64 / words.len() as f64)
}
