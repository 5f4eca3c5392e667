//! Marks of repaired text, word by word.

use crate::align::{distance, matched};

/// What print does not tell apart for an OCR engine counts as the same.
pub(crate) fn fold(c: char) -> char {
    match c {
        '”' | '“' | '„' | '»' | '«' => '"',
        '’' | '‘' | '´' | '`' => '\'',
        '–' | '—' | '−' | '‐' | '‑' => '-',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        '⁰' => '0',
        other => other,
    }
}

/// Counts that add up over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RepairScore {
    /// Words of the gold.
    pub words: usize,
    /// Word errors before.
    pub errors_in: usize,
    /// Word errors after.
    pub errors_out: usize,
    /// Characters of the gold.
    pub chars: usize,
    /// Character errors before.
    pub char_errors_in: usize,
    /// Character errors after.
    pub char_errors_out: usize,
    /// Gold words that came in damaged.
    pub damaged: usize,
    /// Those of them that are right afterwards.
    pub restored: usize,
    /// Gold words that came in right.
    pub right: usize,
    /// Those of them that are wrong afterwards.
    pub harmed: usize,
    /// Gold words with a Danish letter.
    pub danish: usize,
    /// Those of them that are right afterwards.
    pub danish_right: usize,
}

impl RepairScore {
    /// The marks of one document.
    ///
    /// ```
    /// use gensvar_score::RepairScore;
    /// let score = RepairScore::of("på et kursus", "pa et kursus", "på et kursns");
    /// assert_eq!((score.restored, score.harmed), (1, 1));
    /// ```
    pub fn of(gold: &str, damaged: &str, repaired: &str) -> RepairScore {
        let folded = |text: &str| text.chars().map(fold).collect::<String>();
        let (gold, damaged, repaired) = (folded(gold), folded(damaged), folded(repaired));
        let words = |text| split(text).collect::<Vec<&str>>();
        let (gold, damaged, repaired) = (words(&gold), words(&damaged), words(&repaired));
        let chars = |words: &[&str]| words.join(" ").chars().collect::<Vec<char>>();
        let gold_chars = chars(&gold);
        let mut score = RepairScore {
            words: gold.len(),
            errors_in: distance(&gold, &damaged),
            errors_out: distance(&gold, &repaired),
            chars: gold_chars.len(),
            char_errors_in: distance(&gold_chars, &chars(&damaged)),
            char_errors_out: distance(&gold_chars, &chars(&repaired)),
            ..RepairScore::default()
        };
        let (before, after) = (matched(&gold, &damaged), matched(&gold, &repaired));
        for ((word, before), after) in gold.iter().zip(before).zip(after) {
            if before {
                score.right += 1;
                score.harmed += usize::from(!after);
            } else {
                score.damaged += 1;
                score.restored += usize::from(after);
            }
            if word.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) {
                score.danish += 1;
                score.danish_right += usize::from(after);
            }
        }
        score
    }

    /// Takes the counts of another document in.
    pub fn add(&mut self, other: RepairScore) {
        self.words += other.words;
        self.errors_in += other.errors_in;
        self.errors_out += other.errors_out;
        self.chars += other.chars;
        self.char_errors_in += other.char_errors_in;
        self.char_errors_out += other.char_errors_out;
        self.damaged += other.damaged;
        self.restored += other.restored;
        self.right += other.right;
        self.harmed += other.harmed;
        self.danish += other.danish;
        self.danish_right += other.danish_right;
    }
}

/// The words between white space, as Python's `str.split` finds them: it counts the four
/// information separators as white space too.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let is_space = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    text.split(is_space).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_and_dashes_of_all_kinds_are_the_same() {
        let score = RepairScore::of("»På« 1–2 m²", "”På” 1-2 m2", "\"På\" 1—2 m²");
        assert_eq!((score.errors_in, score.errors_out, score.words), (0, 0, 3));
        assert_eq!((score.danish, score.danish_right), (1, 1));
    }

    #[test]
    fn counts_add_up() {
        let mut sum = RepairScore::of("på vej", "pa vej", "pa ve");
        sum.add(RepairScore::of("i går", "i gar", "i går"));
        assert_eq!((sum.words, sum.errors_in, sum.errors_out), (4, 2, 2));
        assert_eq!((sum.damaged, sum.restored, sum.right, sum.harmed), (2, 1, 2, 1));
    }
}
