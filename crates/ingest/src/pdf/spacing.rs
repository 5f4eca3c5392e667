//! Letters set wide apart: by the program, or by somebody who typed a space after each.

use super::glyphs::Char;
use super::lines::Piece;

/// A gap that sets words apart, in ems; a space is a quarter of an em or more.
const WORD_GAP: f64 = 0.18;
/// How far apart letters may be set, in ems; beyond that they are the cells of a table.
const WIDEST: f64 = 0.6;
/// So many letters on a line show how they are set.
const ENOUGH: usize = 5;

/// The gap from which on words are apart in a line, in ems.
pub(super) fn word_gap(glyphs: &[&Char]) -> f64 {
    let is_letter = |glyph: &Char| {
        glyph.text.as_ref().is_some_and(|text| text.chars().all(char::is_alphabetic))
    };
    let pairs = glyphs.iter().zip(glyphs.iter().skip(1));
    let mut gaps: Vec<f64> = pairs
        .filter(|(a, b)| is_letter(a) && is_letter(b))
        .map(|(a, b)| (b.left - a.right) / b.size)
        .collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    if gaps.len() < ENOUGH || usual > WIDEST { WORD_GAP } else { WORD_GAP + usual.max(0.0) }
}

/// How many words of one letter show that somebody typed spaces between letters.
const TYPED: usize = 4;

/// Puts letters together that stand by themselves at equal distances; wider gaps are between words.
pub(super) fn close_up(words: &mut Vec<Piece>) {
    let is_letter = |word: &Piece| {
        let mut chars = word.text.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let mut out: Vec<Piece> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let run = rest.iter().take_while(|word| is_letter(word));
        // The marks of a grid are all the same.
        let is_mixed = run.clone().any(|other| other.text != word.text);
        let letters = if is_mixed { run.count() } else { 0 };
        let Some((run, others)) = rest.split_at_checked(letters).filter(|_| letters >= TYPED)
        else {
            out.push(word.clone());
            rest = after;
            continue;
        };
        let gaps = run.iter().zip(run.iter().skip(1)).map(|(a, b)| b.left - a.right);
        let least = gaps.fold(f64::INFINITY, f64::min).max(0.0);
        let mut is_first = true;
        for letter in run {
            let close = out.last_mut().filter(|last| {
                !is_first && letter.left - last.right < 1.6 * least + 0.1 * letter.size
            });
            match close {
                Some(last) => {
                    last.text.push_str(&letter.text);
                    last.right = letter.right;
                }
                None => out.push(letter.clone()),
            }
            is_first = false;
        }
        rest = others;
    }
    *words = out;
}
