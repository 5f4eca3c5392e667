use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use fst::raw::{CompiledAddr, Fst};

/// The part of a list that was walked, unpacked so that walking it again is quick.
///
/// A search goes over the same beginnings of words again and again; to decode a node of the list
/// takes many times longer than to look at one that was decoded before.
pub struct Unpacked<'a> {
    fst: &'a Fst<&'static [u8]>,
    places: Vec<Place>,
    ways: Vec<Way>,
    /// The number of the place of a node.
    numbers: HashMap<CompiledAddr, u32, BuildHasherDefault<AddressHasher>>,
}

/// A place in an unpacked list. It is good until the list forgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    place: u32,
    output: u32,
}

#[derive(Clone, Copy)]
struct Place {
    letters: LetterSet,
    /// Its ways, in the order of the set.
    from: u32,
    to: u32,
    /// Whether the set tells all its letters apart.
    is_exact: bool,
    /// What is added where a word ends here.
    end: Option<u32>,
}

#[derive(Clone, Copy)]
struct Way {
    letter: char,
    output: u32,
    node: u32,
    /// Where it leads, once it was gone.
    place: Option<u32>,
}

/// More ways than these are forgotten when they may be: some megabytes.
const WAYS: usize = 150_000;

impl<'a> Unpacked<'a> {
    pub(crate) fn new(fst: &'a Fst<&'static [u8]>) -> Self {
        let (places, ways) = (Vec::new(), Vec::new());
        Unpacked { fst, places, ways, numbers: HashMap::default() }
    }

    /// Forgets what was walked if it is much. No spot is good any more then.
    pub fn forget(&mut self) {
        if self.ways.len() > WAYS {
            self.places.clear();
            self.ways.clear();
            self.numbers.clear();
        }
    }

    /// The place before the first letter.
    pub fn root(&mut self) -> Spot {
        Spot { place: self.place(self.fst.root().addr()), output: 0 }
    }

    /// The letters that may come next, as a set in which some may be that do not.
    pub fn letters(&self, at: Spot) -> LetterSet {
        self.places[at.place as usize].letters
    }

    /// The place after one more letter; none if nothing goes on like that.
    pub fn step(&mut self, at: Spot, letter: char) -> Option<Spot> {
        let Place { letters, from, to, is_exact, .. } = self.places[at.place as usize];
        let set = LetterSet::of(letter);
        if !letters.meets(set) {
            return None;
        }
        let mut found = from as usize + letters.before(set);
        if !is_exact {
            let ways = &self.ways[from as usize..to as usize];
            found = from as usize + ways.iter().position(|way| way.letter == letter)?;
        }
        let way = self.ways[found];
        if way.letter != letter {
            return None;
        }
        let place = way.place.unwrap_or_else(|| {
            let place = self.place(way.node as CompiledAddr);
            self.ways[found].place = Some(place);
            place
        });
        Some(Spot { place, output: at.output + way.output })
    }

    /// The value of what ends here.
    pub fn end(&self, at: Spot) -> Option<u64> {
        self.places[at.place as usize].end.map(|end| u64::from(at.output + end))
    }

    /// No value beyond this place is less.
    pub fn least(&self, at: Spot) -> u64 {
        u64::from(at.output)
    }

    /// No value at all is less.
    pub fn least_of_all(&mut self) -> u64 {
        let root = self.root();
        let Place { from, to, .. } = self.places[root.place as usize];
        let ways = &self.ways[from as usize..to as usize];
        u64::from(ways.iter().map(|way| way.output).min().unwrap_or(0))
    }

    /// The number of the place of a node, which is unpacked if it was not.
    fn place(&mut self, addr: CompiledAddr) -> u32 {
        if let Some(&known) = self.numbers.get(&addr) {
            return known;
        }
        let node = self.fst.node(addr);
        let from = self.ways.len() as u32;
        self.unpack(addr, 0, 0, 0);
        let to = self.ways.len() as u32;
        let ways = &mut self.ways[from as usize..];
        ways.sort_unstable_by_key(|way| (LetterSet::of(way.letter).0, way.letter));
        let letters =
            ways.iter().fold(LetterSet::default(), |set, way| set.or(LetterSet::of(way.letter)));
        let end = node.is_final().then(|| node.final_output().value() as u32);
        let number = self.places.len() as u32;
        let is_exact = letters.0.count_ones() as usize == ways.len();
        self.places.push(Place { letters, from, to, is_exact, end });
        self.numbers.insert(addr, number);
        number
    }

    /// Adds the ways from a node, which lies within a letter of which `missing` bytes are still to
    /// come.
    fn unpack(&mut self, addr: CompiledAddr, output: u32, code: u32, missing: u8) {
        let fst = self.fst;
        for way in fst.node(addr).transitions() {
            let output = output + way.out.value() as u32;
            let byte = u32::from(way.inp);
            // UTF-8: the first byte tells how many follow.
            let (code, missing) = match (missing, way.inp) {
                (0, 0..0x80) => (byte, 0),
                (0, 0x80..0xe0) => (byte & 0x1f, 1),
                (0, 0xe0..0xf0) => (byte & 0x0f, 2),
                (0, _) => (byte & 0x07, 3),
                (missing, _) => (code << 6 | byte & 0x3f, missing - 1),
            };
            if missing > 0 {
                self.unpack(way.addr, output, code, missing);
            } else if let Some(letter) = char::from_u32(code) {
                self.ways.push(Way { letter, output, node: way.addr as u32, place: None });
            }
        }
    }
}

/// A set of letters, with others among them that it does not tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LetterSet(u64);

impl LetterSet {
    /// The set of one letter.
    pub fn of(letter: char) -> LetterSet {
        // The small letters are told apart from all others.
        let bit = match letter {
            'a'..='z' => letter as u32 - 'a' as u32,
            'æ' => 26,
            'ø' => 27,
            'å' => 28,
            'A'..='Z' => letter as u32 - 'A' as u32 + 32,
            _ => 58 + letter as u32 % 6,
        };
        LetterSet(1 << bit)
    }

    /// What either holds.
    pub fn or(self, other: LetterSet) -> LetterSet {
        LetterSet(self.0 | other.0)
    }

    /// How many of the set come before that of one letter.
    fn before(self, letter: LetterSet) -> usize {
        (self.0 & (letter.0 - 1)).count_ones() as usize
    }

    /// Whether they may have a letter in common.
    pub fn meets(self, other: LetterSet) -> bool {
        self.0 & other.0 != 0
    }
}

/// Addresses lie far apart and are no one's to choose: a product hashes them well enough.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(byte.into()));
    }

    fn write_usize(&mut self, number: usize) {
        let product = (self.0 ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl std::fmt::Debug for Unpacked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Unpacked({} places)", self.places.len())
    }
}

#[cfg(test)]
mod tests {
    use crate::Lexicon;

    #[test]
    fn a_list_is_the_same_unpacked() {
        let words = Lexicon::danish().words();
        let mut unpacked = words.unpacked();
        for word in ["på", "pågældende", "Ærø", "hvad-er-nyt", "xyzzy", "café", "på"] {
            let root = unpacked.root();
            let at = word.chars().try_fold(root, |at, letter| unpacked.step(at, letter));
            let entry = at.and_then(|at| unpacked.end(at)).map(crate::WordList::entry);
            assert_eq!(entry, words.get(word), "{word}");
        }
    }
}
