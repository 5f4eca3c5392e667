//! What was looked up of words, remembered within a text and from one text to the next.

use std::hash::Hasher as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use crate::filter::QuickMap;
use crate::filter::WordHasher;

/// So many words are found again; a word that falls on the place of another takes it, so that no
/// text can make looking up slow.
const PLACES: usize = 1 << 15;
/// With so many bytes of words a memory is full.
const FULL: usize = 1 << 18;

/// Words with what is known of each, looked up but seldom twice.
///
/// It changes how fast an answer comes, never the answer.
///
/// ```
/// use gensvar_claims::memory::Memory;
/// let mut lengths: Memory<usize> = Memory::default();
/// let word = lengths.number("kursus", str::len);
/// assert_eq!(lengths.number("kursus", |_| 0), word);
/// assert_eq!(lengths.get(word), Some(&6));
/// ```
#[derive(Debug)]
pub struct Memory<W> {
    /// By the hash of a word its number, if the word there is the one.
    places: Vec<u32>,
    words: Vec<(String, W)>,
    bytes: usize,
}

impl<W> Default for Memory<W> {
    fn default() -> Self {
        Memory { places: vec![0; PLACES], words: Vec::new(), bytes: 0 }
    }
}

impl<W> Memory<W> {
    /// The number of a word, which is looked up if it is not remembered. It holds until
    /// [`Memory::make_room`]; a word whose place another took meanwhile gets a new one beside it.
    pub fn number(&mut self, word: &str, look_up: impl FnOnce(&str) -> W) -> u32 {
        let mut hasher = WordHasher::default();
        hasher.write(word.as_bytes());
        let place = &mut self.places[hasher.finish() as usize % PLACES];
        let is_known = self.words.get(*place as usize).is_some_and(|(known, _)| known == word);
        if !is_known {
            *place = self.words.len() as u32;
            self.words.push((word.to_owned(), look_up(word)));
            self.bytes += word.len();
        }
        *place
    }

    /// What is known of the word with that number.
    pub fn get(&self, number: u32) -> Option<&W> {
        self.words.get(number as usize).map(|(_, known)| known)
    }

    /// Forgets all words if there are too many: between two sentences, when no number is in use.
    pub fn make_room(&mut self) {
        // Words that take each other's place are remembered again and again.
        if self.bytes > FULL || self.words.len() > 2 * PLACES {
            self.words.clear();
            self.bytes = 0;
        }
    }
}

/// Things that are dear to make and can be used again, by one after another: each user gets one
/// that nobody else has.
///
/// ```
/// use gensvar_claims::memory::Pool;
/// let pool: Pool<Vec<u8>> = Pool::default();
/// pool.with(|list| list.push(1));
/// assert_eq!(pool.with(|list| list.len()), 1);
/// ```
#[derive(Debug)]
pub struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(Mutex::default())
    }
}

/// A copy begins with nothing.
impl<T> Clone for Pool<T> {
    fn clone(&self) -> Self {
        Pool::default()
    }
}

impl<T: Default> Pool<T> {
    /// Lends one of them, or a new one where all are in use.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let spare = self.spare().pop();
        let mut one = spare.unwrap_or_default();
        let done = work(&mut one);
        self.spare().push(one);
        done
    }

    fn spare(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_memory_forgets_and_finds_again() {
        let mut memory: Memory<usize> = Memory::default();
        for number in 0..100_000_usize {
            let word = number.to_string();
            let at = memory.number(&word, str::len);
            assert_eq!(memory.get(at), Some(&word.len()));
            memory.make_room();
            assert!(memory.bytes <= FULL);
        }
        let again = memory.number("7", |_| 70);
        assert!(memory.get(again).is_some_and(|known| [1, 70].contains(known)));
    }

    #[test]
    fn two_users_never_share() {
        let pool: Pool<Vec<u8>> = Pool::default();
        pool.with(|one| {
            one.push(1);
            pool.with(|other| assert!(other.is_empty()));
        });
    }
}
