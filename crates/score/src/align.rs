//! Edit distance and alignment of two sequences.
//!
//! Of several alignments with the same distance one has to be taken, and which one decides which
//! words count as harmed. The choice here is that of the rapidfuzz library, so that the marks are
//! the same to the digit: from the end, a deletion goes before an insertion, an insertion before
//! a match, and a large problem is halved first (Hirschberg).

use std::collections::HashMap;
use std::hash::Hash;

/// From this many cells on a problem is halved.
const CELLS: usize = 4 * 1024 * 1024;

/// For each item of `gold`, whether the item of `other` that it is aligned with is the same.
///
/// ```
/// let gold = ["på", "et", "kursus"];
/// assert_eq!(gensvar_score::matched(&gold, &["pa", "et", "lille", "kursus"]), [false, true, true]);
/// ```
pub fn matched<T: Eq + Hash>(gold: &[T], other: &[T]) -> Vec<bool> {
    let partners = aligned(gold, other);
    partners.iter().zip(gold).map(|(at, item)| at.is_some_and(|at| other[at] == *item)).collect()
}

/// For each item of `gold`, which item of `other` it is aligned with: the same one, or one that
/// stands in its place.
///
/// ```
/// let gold = ["på", "et", "kursus"];
/// let other = ["pa", "et", "lille", "kursus"];
/// assert_eq!(gensvar_score::aligned(&gold, &other), [Some(0), Some(1), Some(3)]);
/// ```
pub fn aligned<T: Eq + Hash>(gold: &[T], other: &[T]) -> Vec<Option<usize>> {
    let (a, b) = numbered(gold, other);
    let mut partners = vec![None; a.len()];
    align(&a, &b, (0, 0), usize::MAX, &mut partners);
    partners
}

/// The least number of insertions, deletions and replacements that make `b` of `a`.
///
/// ```
/// let chars = |s: &str| s.chars().collect::<Vec<_>>();
/// assert_eq!(gensvar_score::distance(&chars("bgrnehave"), &chars("børnehaven")), 2);
/// ```
pub fn distance<T: Eq + Hash>(a: &[T], b: &[T]) -> usize {
    let (a, b) = numbered(a, b);
    let (a, b, _) = without_common_ends(&a, &b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    // Myers' algorithm in blocks of 64 (Hyyrö 2003): a column of the matrix in words of bits.
    let blocks = a.len().div_ceil(64);
    let symbols = 1 + a.iter().chain(b).copied().max().unwrap_or(0) as usize;
    let mut places = vec![0u64; symbols * blocks];
    for (i, &symbol) in a.iter().enumerate() {
        places[symbol as usize * blocks + i / 64] |= 1 << (i % 64);
    }
    let (mut up, mut down) = (vec![!0u64; blocks], vec![0u64; blocks]);
    let mut score = a.len();
    let last = 1u64 << ((a.len() - 1) % 64);
    for &symbol in b {
        let (mut up_in, mut down_in) = (1u64, 0u64);
        for block in 0..blocks {
            let (vp, vn) = (up[block], down[block]);
            let eq = places[symbol as usize * blocks + block];
            let x = eq | down_in;
            let zero = ((x & vp).wrapping_add(vp) ^ vp) | x | vn;
            let (hp, hn) = (vn | !(zero | vp), zero & vp);
            if block + 1 == blocks {
                score += usize::from(hp & last != 0);
                score -= usize::from(hn & last != 0);
            }
            let (hp_out, hn_out) = (hp >> 63, hn >> 63);
            let (hp, hn) = (hp << 1 | up_in, hn << 1 | down_in);
            (up[block], down[block]) = (hn | !(zero | hp), zero & hp);
            (up_in, down_in) = (hp_out, hn_out);
        }
    }
    score
}

/// Both sequences with each different item replaced by a number.
fn numbered<T: Eq + Hash>(a: &[T], b: &[T]) -> (Vec<u32>, Vec<u32>) {
    let mut numbers = HashMap::new();
    let mut number = |item| {
        let next = numbers.len() as u32;
        *numbers.entry(item).or_insert(next)
    };
    (a.iter().map(&mut number).collect(), b.iter().map(&mut number).collect())
}

/// What is left between the common beginning, whose length comes third, and the common end.
fn without_common_ends<'a>(a: &'a [u32], b: &'a [u32]) -> (&'a [u32], &'a [u32], usize) {
    let same = |(x, y): &(&u32, &u32)| x == y;
    let head = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    (&a[..a.len() - tail], &b[..b.len() - tail], head)
}

/// Aligns two stretches that begin at `at` in their sequences.
fn align(a: &[u32], b: &[u32], at: (usize, usize), limit: usize, partners: &mut [Option<usize>]) {
    let (whole_a, whole_b) = (a.len(), b.len());
    let (a, b, head) = without_common_ends(a, b);
    let mut same = |from: usize, other: usize, len: usize| {
        for i in 0..len {
            partners[at.0 + from + i] = Some(at.1 + other + i);
        }
    };
    same(0, 0, head);
    let tail = whole_a - head - a.len();
    same(whole_a - tail, whole_b - tail, tail);
    let at = (at.0 + head, at.1 + head);
    let limit = limit.min(a.len().max(b.len()));
    let band = a.len().min(2 * limit + 1);
    if band * b.len() < CELLS || a.len() < 65 || b.len() < 10 {
        walk_back(a, b, at, partners);
        return;
    }
    let middle = b.len() / 2;
    let left = row(a.iter(), b[..middle].iter());
    let right = row(a.iter().rev(), b[middle..].iter().rev());
    // The first place in `a` at which both halves together cost least.
    let cost = |i: &usize| left[*i] + right[a.len() - i];
    let split = (0..=a.len()).min_by_key(cost).unwrap_or(0);
    let (left, right) = (left[split] as usize, right[a.len() - split] as usize);
    align(&a[..split], &b[..middle], at, left, partners);
    align(&a[split..], &b[middle..], (at.0 + split, at.1 + middle), right, partners);
}

/// The distances of every beginning of `a` to all of `b`.
fn row<'a>(
    a: impl ExactSizeIterator<Item = &'a u32> + Clone,
    b: impl Iterator<Item = &'a u32>,
) -> Vec<u32> {
    let mut row: Vec<u32> = (0..=a.len() as u32).collect();
    for y in b {
        let mut diagonal = row[0];
        row[0] += 1;
        for (i, x) in a.clone().enumerate() {
            let best = (diagonal + u32::from(x != y)).min(row[i] + 1).min(row[i + 1] + 1);
            diagonal = std::mem::replace(&mut row[i + 1], best);
        }
    }
    row
}

fn walk_back(a: &[u32], b: &[u32], at: (usize, usize), partners: &mut [Option<usize>]) {
    let width = a.len() + 1;
    let mut cost = vec![0u32; width * (b.len() + 1)];
    for (i, cell) in cost[..width].iter_mut().enumerate() {
        *cell = i as u32;
    }
    for (j, y) in b.iter().enumerate() {
        let (above, below) = cost.split_at_mut((j + 1) * width);
        let above = &above[j * width..];
        below[0] = j as u32 + 1;
        for (i, x) in a.iter().enumerate() {
            let replaced = above[i] + u32::from(x != y);
            below[i + 1] = replaced.min(below[i] + 1).min(above[i + 1] + 1);
        }
    }
    let cell = |i: usize, j: usize| cost[j * width + i];
    let (mut i, mut j) = (a.len(), b.len());
    while i > 0 && j > 0 {
        if cell(i, j) == cell(i - 1, j) + 1 {
            i -= 1;
        } else {
            j -= 1;
            if j > 0 && cell(i, j) + 1 == cell(i - 1, j) {
                continue;
            }
            i -= 1;
            partners[at.0 + i] = Some(at.1 + j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow_distance(a: &[u32], b: &[u32]) -> usize {
        row(a.iter(), b.iter())[a.len()] as usize
    }

    #[test]
    fn distance_in_blocks_agrees_with_the_plain_one() {
        let mut seed = 3u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % below
        };
        for round in 0..300 {
            let mut sequence = || -> Vec<u32> {
                let len = random(if round % 2 == 0 { 12 } else { 200 });
                (0..len).map(|_| random(4) as u32).collect()
            };
            let (a, b) = (sequence(), sequence());
            assert_eq!(distance(&a, &b), slow_distance(&a, &b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn alignment_costs_no_more_than_the_distance() {
        let words = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (a, b) = (words("a b c d e f"), words("b c x e f g"));
        assert_eq!(matched(&a, &b), [false, true, true, false, true, true]);
        assert_eq!(matched::<u8>(&[], &[1]), [false; 0]);
        assert_eq!(matched(&[1, 2], &[]), [false, false]);
        assert_eq!(aligned(&a, &b), [None, Some(0), Some(1), Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn a_large_problem_is_halved_with_the_same_cost() {
        let a: Vec<u32> = (0..3000).map(|i| i % 997).collect();
        let b: Vec<u32> = (0..3000).filter(|i| i % 50 != 7).map(|i| i % 997).collect();
        let same = matched(&a, &b).iter().filter(|&&is| is).count();
        assert_eq!(same, b.len());
        assert_eq!(distance(&a, &b), 60);
    }
}
