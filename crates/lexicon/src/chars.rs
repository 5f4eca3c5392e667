use crate::format::Key;
use crate::ngrams::NgramTable;
use crate::tokens::lower;

/// The longest letter sequence the model knows.
pub const ORDER: usize = 5;
/// A letter that the model has never seen.
const STRANGE: f32 = 9.0;

/// How likely a string of letters is as a Danish word that no list knows.
///
/// Letter n-grams with back-off, learned from word types. Case does not count and all digits are
/// alike.
#[derive(Debug, Clone, Copy)]
pub struct CharModel<'a> {
    table: NgramTable<'a>,
}

impl<'a> CharModel<'a> {
    pub(crate) fn new(table: NgramTable<'a>) -> Self {
        CharModel { table }
    }

    /// The cost of a whole word.
    ///
    /// ```
    /// let chars = gensvar_lexicon::Lexicon::danish().chars();
    /// assert!(chars.cost("forløbsplan") < chars.cost("forlgbsplan"));
    /// ```
    pub fn cost(&self, word: &str) -> f32 {
        self.cost_within(word, f32::INFINITY)
    }

    /// The cost of a whole word, or of some of its letters where that is more than `most` already.
    pub fn cost_within(&self, word: &str, most: f32) -> f32 {
        // The letters before the next one, the last one last; the first `ORDER - 1 - length` of
        // them are none yet.
        let mut window = [Key(0); ORDER - 1];
        window[ORDER - 2] = letter_key('^');
        let mut length = 1;
        let mut sum = 0.0;
        for letter in word.chars().map(lower).chain(['$']) {
            let next = letter_key(letter);
            sum += self.next(&window[ORDER - 1 - length..], next);
            window.rotate_left(1);
            window[ORDER - 2] = next;
            length = (length + 1).min(ORDER - 1);
            if sum > most {
                break;
            }
        }
        sum
    }

    fn next(&self, window: &[Key], next: Key) -> f32 {
        let mut backed_off = 0.0;
        for from in 0..=window.len() {
            let context = sequence(&window[from..]);
            if let Some((cost, _)) = self.table.get(context.with(next)) {
                return backed_off + cost;
            }
            if let Some((_, backoff)) = self.table.get(context) {
                backed_off += backoff;
            }
        }
        backed_off + STRANGE
    }
}

/// The key of one letter in the model; digits share one.
pub fn letter_key(letter: char) -> Key {
    Key(u64::from(if letter.is_ascii_digit() { '0' } else { letter } as u32))
}

/// The key of a sequence of letters.
pub fn sequence(letters: &[Key]) -> Key {
    letters.iter().fold(Key(0), |key, &letter| key.with(letter))
}
