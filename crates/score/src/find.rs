//! Finds a gold quote in a text that may be damaged.
//!
//! The approximate search is that of rapidfuzz's `partial_ratio_alignment`: the window of the
//! quote's length with the fewest insertions and deletions, then shorter ones at both ends.

use std::collections::{HashMap, HashSet};

/// From this likeness on, of 100, a stretch counts as the quote.
const ENOUGH: f64 = 70.0;

/// A stretch in characters, half-open.
pub(crate) type Place = (usize, usize);

/// A text in which quotes are looked for.
pub(crate) struct Haystack {
    chars: Vec<char>,
}

impl Haystack {
    pub(crate) fn new(text: &str) -> Self {
        Haystack { chars: text.chars().collect() }
    }

    /// Where the quote stands, in order; white space counts alike, whatever kind it is. If it
    /// stands nowhere, the stretch that is most like it, or nothing if none is like enough.
    pub(crate) fn find(&self, quote: &str) -> Vec<Place> {
        let words: Vec<Vec<char>> = quote.split_whitespace().map(|w| w.chars().collect()).collect();
        let exact = self.exact(&words);
        if !exact.is_empty() || words.is_empty() {
            return exact;
        }
        let quote: Vec<char> = words.join(&' ');
        let (score, place) = most_alike(&quote, &self.chars);
        if score < ENOUGH { Vec::new() } else { vec![place] }
    }

    fn exact(&self, words: &[Vec<char>]) -> Vec<Place> {
        let (mut places, mut at) = (Vec::new(), 0);
        while at < self.chars.len() {
            match self.words_at(at, words) {
                Some(end) if end > at => {
                    places.push((at, end));
                    at = end;
                }
                _ => at += 1,
            }
        }
        places
    }

    /// The end of the words if they stand at that place with white space between them.
    fn words_at(&self, start: usize, words: &[Vec<char>]) -> Option<usize> {
        let mut at = start;
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                let space = self.chars[at..].iter().take_while(|c| c.is_whitespace()).count();
                if space == 0 {
                    return None;
                }
                at += space;
            }
            if !self.chars[at..].starts_with(word) {
                return None;
            }
            at += word.len();
        }
        Some(at)
    }
}

/// The needle's characters as bit masks, to compare many stretches with it.
struct Needle {
    len: usize,
    blocks: usize,
    places: HashMap<char, Vec<u64>>,
}

impl Needle {
    fn new(chars: &[char]) -> Self {
        let blocks = chars.len().div_ceil(64);
        let mut places: HashMap<char, Vec<u64>> = HashMap::new();
        for (i, &c) in chars.iter().enumerate() {
            places.entry(c).or_insert_with(|| vec![0; blocks])[i / 64] |= 1 << (i % 64);
        }
        Needle { len: chars.len(), blocks, places }
    }

    /// Insertions and deletions between the needle and `other`: both lengths less twice the
    /// longest common subsequence, which is counted in bits (Hyyrö 2004).
    fn distance(&self, other: &[char]) -> usize {
        let mut rows = vec![!0u64; self.blocks];
        for c in other {
            let Some(places) = self.places.get(c) else { continue };
            let mut carry = false;
            for (row, &matches) in rows.iter_mut().zip(places) {
                let u = *row & matches;
                let (sum, over) = row.overflowing_add(u);
                let (sum, over_carry) = sum.overflowing_add(u64::from(carry));
                carry = over || over_carry;
                *row = sum | (*row - u);
            }
        }
        let mut common = 0;
        for (i, row) in rows.iter().enumerate() {
            let bits = (self.len - i * 64).min(64);
            let mask = if bits == 64 { !0 } else { (1 << bits) - 1 };
            common += (!row & mask).count_ones() as usize;
        }
        self.len + other.len() - 2 * common
    }

    /// Likeness of 100.
    fn likeness(&self, other: &[char]) -> f64 {
        let whole = self.len + other.len();
        100.0 * (1.0 - self.distance(other) as f64 / whole as f64)
    }
}

/// The stretch of `text` that is most like `quote`, with its likeness of 100.
fn most_alike(quote: &[char], text: &[char]) -> (f64, Place) {
    if quote.is_empty() || text.is_empty() {
        return (0.0, (0, 0));
    }
    if text.len() < quote.len() {
        // The whole text against the quote: shorter stretches of it can only be less like.
        return (Needle::new(quote).likeness(text), (0, text.len()));
    }
    let (needle, len) = (Needle::new(quote), quote.len());
    let letters: HashSet<char> = quote.iter().copied().collect();
    let (mut best, mut place) = (0.0, (0, len));
    if let Some((distance, start)) = best_window(&needle, text) {
        best = 100.0 * (1.0 - distance as f64 / (2 * len) as f64);
        place = (start, start + len);
    }
    let beginnings = (1..len).map(|end| (0, end, text[end - 1]));
    let ends = (text.len() - len..text.len()).map(|start| (start, text.len(), text[start]));
    for (start, end, edge) in beginnings.chain(ends) {
        if letters.contains(&edge) {
            let likeness = needle.likeness(&text[start..end]);
            if likeness > best {
                (best, place) = (likeness, (start, end));
            }
        }
    }
    (best, place)
}

/// The window of the needle's length with the least distance: that, and its start.
///
/// Windows are tried from the ends of a stretch inward, halving it: neighbouring windows differ
/// by at most two, so a stretch between two bad ones need not be looked at.
fn best_window(needle: &Needle, text: &[char]) -> Option<(usize, usize)> {
    let last = (text.len() - needle.len).checked_sub(1)?;
    let mut distances: Vec<Option<usize>> = vec![None; last + 1];
    let (mut best, mut limit) = (None, 2 * needle.len);
    let (mut stretches, mut next) = (vec![(0, last)], Vec::new());
    while !stretches.is_empty() {
        for &(first, last) in &stretches {
            let mut distance_at = |start: usize| {
                *distances[start].get_or_insert_with(|| {
                    let distance = needle.distance(&text[start..start + needle.len]);
                    if distance < limit {
                        limit = distance;
                        best = Some((distance, start));
                    }
                    distance
                })
            };
            let (a, b) = (distance_at(first), distance_at(last));
            let between = last - first;
            if between <= 1 {
                continue;
            }
            let known = a.abs_diff(b);
            let gain = (between.saturating_sub(known / 2)) / 2 * 2;
            if a.min(b) < limit + gain {
                next.push((first, first + between / 2));
                next.push((first + between / 2, last));
            }
        }
        std::mem::swap(&mut stretches, &mut next);
        next.clear();
    }
    best
}

/// How much of the shorter of two stretches both share.
pub(crate) fn overlap(a: Place, b: Place) -> f64 {
    let shared = a.1.min(b.1) as f64 - a.0.max(b.0) as f64;
    let shorter = (a.1 as f64 - a.0 as f64).min(b.1 as f64 - b.0 as f64);
    shared / shorter.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_any_kind_and_repeated_quotes() {
        let text = Haystack::new("Vi har\n\n  et kursus. Ja. Vi har et\u{a0}kursus.");
        assert_eq!(text.find("Vi har et kursus."), [(0, 20), (25, 42)]);
        assert_eq!(text.find(""), []);
    }

    #[test]
    fn a_damaged_quote_is_found_by_likeness() {
        let text =
            Haystack::new("Indledning. Forvaltningen bgr tilbyde kurset pa ny. Slut herefter.");
        let quote = "Forvaltningen bør tilbyde kurset på ny.";
        assert_eq!(text.find(quote), [(12, 51)]);
        assert_eq!(text.find("Noget helt andet, der ikke står her overhovedet"), []);
    }

    #[test]
    fn distance_counts_insertions_and_deletions_over_many_words() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        let long = chars(&"abcdefghij".repeat(20));
        let needle = Needle::new(&long);
        assert_eq!(needle.distance(&long), 0);
        assert_eq!(needle.distance(&long[5..]), 5);
        assert_eq!(Needle::new(&chars("kurs")).distance(&chars("kørs")), 2);
    }
}
