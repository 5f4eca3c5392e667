//! Danish numbers in digits and in words.

use std::collections::HashMap;

use super::index::WordMap;
use super::tokens::Tokens;
use crate::filter::EdgeFilter;

/// Number words: those that stand alone, and the parts that `enogtyve` and `trehundrede` are made of.
#[derive(Debug, Default)]
pub(super) struct NumberWords {
    words: WordMap<f64>,
    /// Words that are the article as well.
    articles: Vec<String>,
    /// `og`, which joins units and tens.
    joint: String,
    /// `halv`, of a scale: `en halv million`.
    half: String,
    /// `hundrede`, `tusind`, `million`, with what they multiply by.
    scales: WordMap<f64>,
    /// What composed numbers end with: tens and scales.
    last_parts: EdgeFilter,
}

/// No number word has more bytes.
const LONGEST: usize = 40;

impl NumberWords {
    pub(super) fn new(
        words: HashMap<String, f64>,
        articles: Vec<String>,
        joint: String,
        half: String,
        scales: HashMap<String, f64>,
    ) -> Self {
        let (words, scales): (WordMap<f64>, WordMap<f64>) =
            (words.into_iter().collect(), scales.into_iter().collect());
        let tens = words.iter().filter(|(_, value)| is_ten(**value)).map(|(word, _)| word);
        let last_parts = EdgeFilter::ends(tens.chain(scales.keys()));
        NumberWords { words, articles, joint, half, scales, last_parts }
    }

    /// The value of one word.
    pub(super) fn word(&self, word: &str) -> Option<f64> {
        // No number word is longer, and a word of a megabyte must not be hashed for each prefix.
        if word.len() > LONGEST {
            return None;
        }
        if let Some(&value) = self.words.get(word) {
            return Some(value);
        }
        // Nothing composed is shorter than `enogti`.
        if word.len() < 6 || !self.last_parts.may_end(word) {
            return None;
        }
        for (at, _) in word.match_indices(self.joint.as_str()) {
            let (unit, ten) = (word.get(..at)?, word.get(at + self.joint.len()..)?);
            if let (Some(&u), Some(&t)) = (self.words.get(unit), self.words.get(ten))
                && (1.0..10.0).contains(&u)
                && is_ten(t)
            {
                return Some(u + t);
            }
        }
        for (scale, factor) in &self.scales {
            if let Some(head) = word.strip_suffix(scale.as_str())
                && let Some(&n) = self.words.get(head)
            {
                return Some(n * factor);
            }
        }
        None
    }

    /// A number word that begins the word, and its length: `tre` in `tredages`.
    pub(super) fn prefixes<'w>(&'w self, word: &'w str) -> impl Iterator<Item = (f64, usize)> + 'w {
        // The longest first: `fireogtyve` before `fire`.
        word.char_indices()
            .map(|(i, _)| i)
            .skip(2)
            .take_while(|i| *i <= LONGEST)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .filter_map(|i| Some((self.word(word.get(..i)?)?, i)))
    }

    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.iter().any(|a| a == word)
    }

    /// `en halv million`.
    fn is_half_a_scale(&self, tokens: &Tokens<'_>, start: usize) -> bool {
        tokens.low(start + 1) == self.half
            && self.is_article(tokens.low(start))
            && self.scales.contains_key(tokens.low(start + 2))
    }

    /// The number that begins at a token, and the token after it.
    pub(super) fn at(&self, tokens: &Tokens<'_>, start: usize) -> Option<(f64, usize)> {
        let (mut value, mut end) = if tokens.is_digits(start) {
            digits(tokens, start)?
        } else if tokens.low(start) == "½" {
            (0.5, start + 1)
        } else if self.is_half_a_scale(tokens, start) {
            (0.5, start + 2)
        } else if tokens.is_word(start) {
            (tokens.word(start)?.number?, start + 1)
        } else {
            return None;
        };
        while let Some(&factor) = self.scales.get(tokens.low(end)) {
            value *= factor;
            end += 1;
            // `mio.` and `mia.` have their full stop, which ends no sentence.
            if tokens.low(end) == "." && tokens.is_glued(end) && end + 1 < tokens.len() {
                end += 1;
            }
        }
        Some((value, end))
    }
}

fn is_ten(value: f64) -> bool {
    (20.0..100.0).contains(&value)
}

/// `2.000`, `1,5`, `75 000`, `3½`, `4.200,00`, `12`.
fn digits(tokens: &Tokens<'_>, start: usize) -> Option<(f64, usize)> {
    let first = tokens.low(start);
    // A number with so many digits is the number of a case, not a quantity.
    if first.len() > 9 {
        return None;
    }
    let mut value: f64 = first.parse().ok()?;
    let mut end = start + 1;
    let is_group = |at: usize| tokens.is_digits(at) && tokens.low(at).len() == 3;
    if first.len() <= 3 && !first.starts_with('0') {
        loop {
            let dotted = matches!(tokens.low(end), "." | "'")
                && tokens.is_glued(end)
                && is_group(end + 1)
                && tokens.is_glued(end + 1);
            let spaced = is_group(end) && !tokens.is_glued(end);
            let at = if dotted { end + 1 } else { end };
            if !(dotted || spaced) {
                break;
            }
            value = value * 1000.0 + tokens.low(at).parse::<f64>().ok()?;
            end = at + 1;
        }
    }
    if tokens.low(end) == "½" {
        return Some((value + 0.5, end + 1));
    }
    if tokens.low(end) == ","
        && tokens.is_glued(end)
        && tokens.is_glued(end + 1)
        && tokens.is_digits(end + 1)
        && tokens.low(end + 1).len() <= 6
    {
        let decimals = tokens.low(end + 1);
        let fraction: f64 = decimals.parse().ok()?;
        value += fraction / 10f64.powi(decimals.len() as i32);
        end += 2;
    }
    Some((value, end))
}
