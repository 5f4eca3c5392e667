//! Whether the text of a page is one that an engine read badly, or that its font does not tell.

use super::glyphs::PageContent;

/// The share of characters that the font does not tell, from which on the text is bad.
const UNTOLD: f64 = 0.1;
/// The least share of letters beyond ASCII in a Danish text: it is 0.025 on average.
const DANISH: f64 = 0.004;
/// From so many letters on a text says whether it has them.
const ENOUGH: usize = 400;
/// The share of signs amid letters, from which on a text is bad; abbreviations have few.
const ODD: f64 = 0.02;

/// Whether it is better read anew.
pub(super) fn is_bad(page: &PageContent) -> bool {
    let total = page.glyphs.len().max(1) as f64;
    let untold = page.glyphs.iter().filter(|glyph| glyph.text.is_none()).count();
    if untold as f64 / total > UNTOLD {
        return true;
    }
    // A text that is seen was written by a program; only one behind a scan was read by an engine.
    if (page.invisible as f64) < 0.8 * total {
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
