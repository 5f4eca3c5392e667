//! Where two spellings of a word differ.

use std::ops::Range;

/// A stretch in which a word was read otherwise than printed: places in letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misreading {
    /// Of the printed word.
    pub printed: Range<usize>,
    /// Of the word as read.
    pub read: Range<usize>,
}

const SUBSTITUTION: f32 = 1.0;
const GAP: f32 = 0.8;

/// The stretches in which `read` differs from `printed`, in order, by the cheapest alignment.
///
/// A letter lost or added makes a stretch with the letter beside it, so that neither side is
/// empty unless a word is; neighbours of which each was misread singly are stretches of their own.
///
/// ```
/// use gensvar_lexicon::align::misreadings;
/// let letters = |word: &str| word.chars().collect::<Vec<char>>();
/// let (printed, read) = (letters("lærerne"), letters("laereme"));
/// let pairs: Vec<(String, String)> = misreadings(&printed, &read)
///     .into_iter()
///     .map(|m| (printed[m.printed].iter().collect(), read[m.read].iter().collect()))
///     .collect();
/// assert_eq!(pairs, [("æ".into(), "ae".into()), ("rn".into(), "m".into())]);
/// ```
pub fn misreadings(printed: &[char], read: &[char]) -> Vec<Misreading> {
    let mut out = Vec::new();
    for m in stretches(printed, read) {
        if m.printed.len() == m.read.len() {
            let singles = m.printed.zip(m.read).filter(|&(p, r)| printed[p] != read[r]);
            out.extend(singles.map(|(p, r)| Misreading { printed: p..p + 1, read: r..r + 1 }));
        } else {
            out.push(m);
        }
    }
    out
}

fn stretches(printed: &[char], read: &[char]) -> Vec<Misreading> {
    let width = read.len() + 1;
    let mut costs = vec![0.0f32; (printed.len() + 1) * width];
    for i in 0..=printed.len() {
        for j in 0..=read.len() {
            let mut best = if i + j == 0 { 0.0 } else { f32::INFINITY };
            if i > 0 && j > 0 {
                let same = printed[i - 1] == read[j - 1];
                let step = if same { 0.0 } else { SUBSTITUTION };
                best = best.min(costs[(i - 1) * width + j - 1] + step);
            }
            if i > 0 {
                best = best.min(costs[(i - 1) * width + j] + GAP);
            }
            if j > 0 {
                best = best.min(costs[i * width + j - 1] + GAP);
            }
            costs[i * width + j] = best;
        }
    }
    // From the end to the beginning: the pairs of letters that are the same split the stretches.
    let (mut i, mut j) = (printed.len(), read.len());
    let mut out: Vec<Misreading> = Vec::new();
    let (mut end_i, mut end_j) = (i, j);
    while i > 0 || j > 0 {
        let here = costs[i * width + j];
        let close = |cost: f32| (here - cost).abs() < 1e-4;
        if i > 0 && j > 0 && printed[i - 1] == read[j - 1] && close(costs[(i - 1) * width + j - 1])
        {
            if end_i > i || end_j > j {
                out.push(Misreading { printed: i..end_i, read: j..end_j });
            }
            (i, j) = (i - 1, j - 1);
            (end_i, end_j) = (i, j);
        } else if i > 0 && j > 0 && close(costs[(i - 1) * width + j - 1] + SUBSTITUTION) {
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && close(costs[(i - 1) * width + j] + GAP) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    if end_i > 0 || end_j > 0 {
        out.push(Misreading { printed: 0..end_i, read: 0..end_j });
    }
    out.reverse();
    for m in &mut out {
        if m.printed.is_empty() == m.read.is_empty() {
            continue;
        }
        let added = if m.read.is_empty() { printed[m.printed.start] } else { read[m.read.start] };
        let can_grow_right = m.printed.end < printed.len() && m.read.end < read.len();
        let can_grow_left = m.printed.start > 0 && m.read.start > 0;
        // Of a doubled letter either may be the one that is lost.
        let doubled = can_grow_right && printed[m.printed.end] == added;
        if can_grow_left && !doubled {
            m.printed.start -= 1;
            m.read.start -= 1;
        } else if can_grow_right {
            m.printed.end += 1;
            m.read.end += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(printed: &str, read: &str) -> Vec<String> {
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        let (printed, read) = (letters(printed), letters(read));
        misreadings(&printed, &read)
            .into_iter()
            .map(|m| {
                let text = |letters: &[char]| letters.iter().collect::<String>();
                format!("{}>{}", text(&printed[m.printed]), text(&read[m.read]))
            })
            .collect()
    }

    #[test]
    fn a_letter_lost_or_added_takes_its_neighbour() {
        assert_eq!(pairs("jurister", "Jjurister"), ["j>Jj"]);
        assert_eq!(pairs("alle", "ale"), ["ll>l"]);
        assert_eq!(pairs("på", "påd"), ["å>åd"]);
        assert_eq!(pairs("barn", "bam"), ["rn>m"]);
    }

    #[test]
    fn neighbours_misread_singly_stand_apart() {
        assert_eq!(pairs("høj", "h@i"), ["ø>@", "j>i"]);
        assert_eq!(pairs("ens", "ens"), [""; 0]);
        assert_eq!(pairs("", "x"), [">x"]);
        assert_eq!(pairs("", ""), [""; 0]);
    }
}
