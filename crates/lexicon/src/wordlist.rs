use std::fmt;

use fst::Streamer;
use fst::raw::{CompiledAddr, Fst, Output};

use crate::format;
use crate::unpacked::Unpacked;

/// A word form with its costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordEntry {
    /// Its cost without context, in nats.
    pub cost: f32,
    /// The cost of backing off to what follows it alone.
    pub backoff: f32,
}

/// Danish word forms, names and abbreviations, each as it is written within a sentence.
pub struct WordList {
    fst: Fst<&'static [u8]>,
}

impl WordList {
    pub(crate) fn open(bytes: &'static [u8]) -> Option<Self> {
        Fst::new(bytes).ok().map(|fst| WordList { fst })
    }

    /// How many forms it holds.
    pub fn len(&self) -> usize {
        self.fst.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.fst.is_empty()
    }

    /// The entry of a form, written just so.
    pub fn get(&self, word: &str) -> Option<WordEntry> {
        self.fst.get(word).map(|output| entry(output.value()))
    }

    /// The place before the first letter, from which the list is walked.
    pub fn root(&self) -> Cursor {
        Cursor::root(&self.fst)
    }

    /// The place after one more letter; none if no word goes on like that.
    pub fn step(&self, from: Cursor, letter: char) -> Option<Cursor> {
        from.step(&self.fst, letter)
    }

    /// The entry of the word that ends here.
    pub fn end(&self, at: Cursor) -> Option<WordEntry> {
        at.end(&self.fst).map(entry)
    }

    /// Goes through all forms, in the order of their bytes.
    pub fn for_each(&self, mut see: impl FnMut(&str, WordEntry)) {
        let mut forms = self.fst.stream();
        while let Some((bytes, output)) = forms.next() {
            if let Ok(form) = std::str::from_utf8(bytes) {
                see(form, entry(output.value()));
            }
        }
    }

    /// The list to be walked at length.
    pub fn unpacked(&self) -> Unpacked<'_> {
        Unpacked::new(&self.fst)
    }

    /// The entry that a value of the unpacked list is.
    pub fn entry(value: u64) -> WordEntry {
        entry(value)
    }
}

fn entry(value: u64) -> WordEntry {
    let (cost, backoff) = format::unpack_word(value);
    WordEntry { cost, backoff }
}

/// Parts that Danish compounds are made of in one of their roles.
///
/// First parts carry what links them to the next one (`sagsbehandlings`, `børne`).
pub struct PartList {
    fst: Fst<&'static [u8]>,
}

impl PartList {
    pub(crate) fn open(bytes: &'static [u8]) -> Option<Self> {
        Fst::new(bytes).ok().map(|fst| PartList { fst })
    }

    /// How many parts it holds.
    pub fn len(&self) -> usize {
        self.fst.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.fst.is_empty()
    }

    /// The cost of a part in this role, in nats.
    pub fn get(&self, part: &str) -> Option<f32> {
        self.fst.get(part).map(|output| format::cost(output.value() as u8))
    }

    /// The place before the first letter.
    pub fn root(&self) -> Cursor {
        Cursor::root(&self.fst)
    }

    /// The place after one more letter; none if no part goes on like that.
    pub fn step(&self, from: Cursor, letter: char) -> Option<Cursor> {
        from.step(&self.fst, letter)
    }

    /// The cost of the part that ends here.
    pub fn end(&self, at: Cursor) -> Option<f32> {
        at.end(&self.fst).map(|value| format::cost(value as u8))
    }

    /// The list to be walked at length.
    pub fn unpacked(&self) -> Unpacked<'_> {
        Unpacked::new(&self.fst)
    }

    /// The cost that a value of the unpacked list is.
    pub fn cost(value: u64) -> f32 {
        format::cost(value as u8)
    }
}

/// A place in a list, between two letters of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cursor {
    node: CompiledAddr,
    output: u64,
}

impl Cursor {
    pub(crate) fn root<D: AsRef<[u8]>>(fst: &Fst<D>) -> Self {
        Cursor { node: fst.root().addr(), output: 0 }
    }

    pub(crate) fn step<D: AsRef<[u8]>>(self, fst: &Fst<D>, letter: char) -> Option<Self> {
        let mut bytes = [0; 4];
        let mut at = self;
        for &byte in letter.encode_utf8(&mut bytes).as_bytes() {
            let node = fst.node(at.node);
            let transition = node.transition(node.find_input(byte)?);
            at = Cursor { node: transition.addr, output: at.output + transition.out.value() };
        }
        Some(at)
    }

    pub(crate) fn end<D: AsRef<[u8]>>(self, fst: &Fst<D>) -> Option<u64> {
        let node = fst.node(self.node);
        node.is_final().then(|| Output::new(self.output).cat(node.final_output()).value())
    }
}

// A list of a million words says nothing in a debug print.
impl fmt::Debug for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordList({} words)", self.len())
    }
}

impl fmt::Debug for PartList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartList({} parts)", self.len())
    }
}
