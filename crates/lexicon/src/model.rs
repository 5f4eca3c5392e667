use std::collections::HashMap;
use std::sync::OnceLock;

use crate::chars::CharModel;
use crate::confusions::{Confusion, parse_confusions};
use crate::format::Key;
use crate::ngrams::NgramTable;
use crate::wordlist::{PartList, WordEntry, WordList};

/// The built-in Danish data.
#[derive(Debug)]
pub struct Lexicon {
    words: WordList,
    first_parts: PartList,
    heads: PartList,
    model: LanguageModel<'static>,
    chars: CharModel<'static>,
    confusions: OnceLock<Vec<Confusion>>,
}

/// The part of a general share that a learned one does not fall below.
const GENERAL: f32 = 0.5;

macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!("../data/model/", $name))
    };
}

impl Lexicon {
    /// The Danish lexicon, opened on first use and kept.
    ///
    /// # Panics
    /// If the files that were built in are damaged; a test reads them all.
    pub fn danish() -> &'static Lexicon {
        static DANISH: OnceLock<Lexicon> = OnceLock::new();
        DANISH.get_or_init(|| {
            let table = |bytes| NgramTable::open(bytes).expect("a built-in table opens");
            Lexicon {
                words: WordList::open(data!("words.fst")).expect("the built-in list opens"),
                first_parts: PartList::open(data!("first-parts.fst"))
                    .expect("the built-in list opens"),
                heads: PartList::open(data!("heads.fst")).expect("the built-in list opens"),
                model: LanguageModel {
                    bigrams: table(data!("bigrams.bin")),
                    trigrams: table(data!("trigrams.bin")),
                },
                chars: CharModel::new(table(data!("chars.bin"))),
                confusions: OnceLock::new(),
            }
        })
    }

    /// Word forms.
    pub fn words(&self) -> &WordList {
        &self.words
    }

    /// What compounds begin with, linking letters included.
    pub fn first_parts(&self) -> &PartList {
        &self.first_parts
    }

    /// What compounds end with.
    pub fn heads(&self) -> &PartList {
        &self.heads
    }

    /// Which words follow which.
    pub fn language_model(&self) -> LanguageModel<'static> {
        self.model
    }

    /// Which letters follow which.
    pub fn chars(&self) -> CharModel<'static> {
        self.chars
    }

    /// How engines misread letters.
    ///
    /// # Panics
    /// If the built-in table has a fault; a test reads it.
    pub fn confusions(&self) -> &[Confusion] {
        self.confusions.get_or_init(|| {
            let parse = |table| parse_confusions(table).expect("a built-in table parses");
            let mut all = parse(include_str!("../data/confusions.tsv"));
            let places: HashMap<(String, String), usize> = all
                .iter()
                .enumerate()
                .map(|(i, c)| ((c.printed.clone(), c.read.clone()), i))
                .collect();
            for general in parse(include_str!("../data/confusions-general.tsv")) {
                match places.get(&(general.printed.clone(), general.read.clone())) {
                    // What few of the pages show that were learned from, others may show often.
                    Some(&i) => all[i].share = all[i].share.max(general.share * GENERAL),
                    None => all.push(general),
                }
            }
            all
        })
    }
}

/// Word trigrams with back-off.
///
/// Absolute discounting with interpolation (Ney, Essen, Kneser 1994), pruned to what changes a
/// probability most, and stored as costs with the cost of backing off.
#[derive(Debug, Clone, Copy)]
pub struct LanguageModel<'a> {
    bigrams: NgramTable<'a>,
    trigrams: NgramTable<'a>,
}

/// Two words, with what they say of any word after them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Context {
    key: Key,
    /// The cost of backing off to the second word alone, where the pair is kept.
    backoff: Option<f32>,
    /// The cost of backing off from the second word.
    last: f32,
}

/// The cost of a word that the list does not hold, before that of its letters.
pub const UNKNOWN_COST: f32 = 4.0;

impl LanguageModel<'_> {
    /// The key of a token, as the model counts it.
    pub fn key(&self, token: &str) -> Key {
        Key::of(token)
    }

    /// The cost of `word` after the two before it; `entry` is that of the word list.
    ///
    /// For a word that the list does not hold it is the cost of any such word.
    pub fn cost(&self, before: [Key; 2], word: Key, entry: Option<WordEntry>) -> f32 {
        self.cost_with(before, None, word, entry)
    }

    /// As [`cost`](Self::cost), with the entry of the word just before, whose back-off it needs.
    pub fn cost_with(
        &self,
        before: [Key; 2],
        last: Option<WordEntry>,
        word: Key,
        entry: Option<WordEntry>,
    ) -> f32 {
        let context = self.context(before, last);
        self.cost_in(&context, word, entry, || self.pair(before[1], word))
    }

    /// What two words say of any word after them; `last` is the entry of the second.
    pub fn context(&self, before: [Key; 2], last: Option<WordEntry>) -> Context {
        let key = before[0].with(before[1]);
        let backoff = self.bigrams.get(key).map(|(_, backoff)| backoff);
        Context { key, backoff, last: last.map_or(0.0, |entry| entry.backoff) }
    }

    /// The cost of a word after another, where the two are a pair that is kept.
    pub fn pair(&self, before: Key, word: Key) -> Option<f32> {
        self.bigrams.get(before.with(word)).map(|(cost, _)| cost)
    }

    /// The cost of a word in a context; `pair` is asked for that of the word after the last one
    /// of the context, where it is needed.
    pub fn cost_in(
        &self,
        context: &Context,
        word: Key,
        entry: Option<WordEntry>,
        pair: impl FnOnce() -> Option<f32>,
    ) -> f32 {
        let Some(entry) = entry else {
            return context.backoff.unwrap_or(0.0) + context.last + UNKNOWN_COST;
        };
        // Three words are kept only where the first two are.
        if context.backoff.is_some()
            && let Some((cost, _)) = self.trigrams.get(context.key.with(word))
        {
            return cost;
        }
        let backed_off = context.backoff.unwrap_or(0.0);
        match pair() {
            Some(cost) => backed_off + cost,
            None => backed_off + context.last + entry.cost,
        }
    }

    /// How many pairs and triples of words it knows.
    pub fn sizes(&self) -> (usize, usize) {
        (self.bigrams.len(), self.trigrams.len())
    }
}
