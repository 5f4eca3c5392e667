//! The word list and the lists of compound parts, walked along the misreadings of what was read.

use gensvar_lexicon::format::Key;
use gensvar_lexicon::{LetterSet, Lexicon, PartList, Spot, UNKNOWN_COST, Unpacked, WordList};

use super::candidate::{Candidate, LANGUAGE, Listed};
use super::channel::{Channel, Misread};
use super::recall::{Beginning, Limit};
use super::search::{CAPITAL, CAPITALS, Width, lower, lower_first};
use super::units::Place;

/// How many ways of reading are followed at a time, and how much worse than the best.
const BEAM: usize = 200;
const REACH: f32 = 15.0;
/// Joints of a compound.
const FIRST_JOINT: f32 = 5.0;
const LATER_JOINT: f32 = 2.0;
const MOST_JOINTS: u8 = 3;
/// A word that no compound shows as a first part costs so much more, and has so many letters.
const LISTED_JOINT: f32 = 2.0;
const LISTED_LETTERS: u32 = 6;
/// An unreadable mark stands for any letter.
const ANY_LETTER: f32 = 4.5;
/// Any letter lost, added or replaced, and how many of them in a word.
const ANY_EDIT: f32 = 11.5;
const MOST_EDITS: u8 = 2;
/// A capital within a sentence that a misread letter would be.
const CAPITAL_PUT_IN: f32 = 1.0;
/// A Danish letter of which nothing at all was read.
const VANISHED: f32 = 5.0;
const VANISHING: [char; 3] = ['æ', 'ø', 'å'];

/// How a word of the list is written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    AsListed,
    Capitalised,
    Capitals,
}

/// Where in which list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Walker {
    Word(Spot),
    /// A first part, after so many joints.
    First(Spot, u8),
    Head(Spot),
}

#[derive(Debug, Clone, Copy)]
struct State {
    walker: Walker,
    case: Case,
    channel: f32,
    /// The cost of the parts before this one, joints included.
    parts: f32,
    /// The cost of any word from here on is no less.
    least: f32,
    /// Letters lost, added or replaced beyond what engines are known for.
    edits: u8,
    /// Whether a Danish letter was put in.
    danish: bool,
    /// The number of the last letter in the arena, plus one; 0 before the first.
    text: u32,
    /// How many letters were printed so far, and which.
    length: u32,
    beginning: Beginning,
}

impl State {
    fn rank(&self) -> f32 {
        self.channel + self.parts * LANGUAGE
    }
}

/// The walk, with its memory kept from word to word.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    words: Unpacked<'a>,
    first_parts: Unpacked<'a>,
    heads: Unpacked<'a>,
    /// No head costs less.
    least_head: f32,
    letters: Vec<(char, u32)>,
    columns: Vec<Vec<State>>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let mut heads = lexicon.heads().unpacked();
        Walk {
            least_head: PartList::cost(heads.least_of_all()),
            words: lexicon.words().unpacked(),
            first_parts: lexicon.first_parts().unpacked(),
            heads,
            letters: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Adds the words and compounds that may have been read as `read`.
    pub(crate) fn candidates(
        &mut self,
        read: &[char],
        place: Place,
        channel: &Channel,
        width: Width,
        limit: Limit<'_>,
        out: &mut Vec<Candidate>,
    ) {
        self.letters.clear();
        for list in [&mut self.words, &mut self.first_parts, &mut self.heads] {
            list.forget();
        }
        let mut columns = std::mem::take(&mut self.columns);
        columns.iter_mut().for_each(Vec::clear);
        columns.resize_with((read.len() + 1).max(columns.len()), Vec::new);
        self.begin(read, place, &mut columns[0]);
        let is_wordlike = is_wordlike(read);
        let danish = ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'].map(LetterSet::of);
        let danish = danish.into_iter().fold(LetterSet::default(), LetterSet::or);
        let upper = !read.iter().any(|c| c.is_lowercase());
        let mut here: Vec<&Misread> = Vec::new();
        let mut strange: Vec<(char, f32, usize)> = Vec::new();
        // What words without a Danish letter cost besides, or the letter that is still put in.
        let mut stays = vec![limit.stays(); read.len() + 1];
        if limit.stays() > 0.0 {
            for at in (0..read.len()).rev() {
                let danish = channel.misreads(&read[at..]).find(|misread| misread.has_danish());
                stays[at] = danish.map_or(stays[at + 1], |danish| danish.cost.min(stays[at + 1]));
            }
        }
        for at in 0..read.len() {
            let mut column = std::mem::take(&mut columns[at]);
            let limit = limit.staying(stays[at]);
            self.joints(&mut column, limit);
            self.vanished(&mut column, channel, limit);
            if width == Width::Any {
                self.lost(&mut column, limit);
            }
            prune(&mut column);
            let bound = bound(&column);
            let rest = &read[at..];
            let limit = limit.staying(stays[at + 1]);
            let keep = channel.keep(rest[0]);
            let kept = LetterSet::of(rest[0]).or(LetterSet::of(lower(rest[0])));
            here.clear();
            here.extend(channel.misreads(rest));
            strange.clear();
            if is_wordlike {
                strange.extend(channel.strange(rest));
            }
            for state in &column {
                let reach = bound - state.rank();
                let ways = self.ways(state.walker);
                if width == Width::Any && state.edits < MOST_EDITS && ANY_EDIT < reach {
                    self.any_edit(*state, rest[0], limit, &mut columns[at + 1]);
                }
                if ways.meets(kept) {
                    columns[at + 1].extend(self.advance(*state, rest[0], keep, limit));
                }
                if Channel::is_unreadable(rest[0]) {
                    for letter in letters() {
                        let letter = if state.case == Case::AsListed && upper {
                            letter.to_uppercase().next().unwrap_or(letter)
                        } else {
                            letter
                        };
                        let next = self.advance(*state, letter, ANY_LETTER, limit);
                        columns[at + 1].extend(next);
                    }
                }
                let reach = reach.min(limit.room(state.channel, state.least));
                let near = here.iter().take_while(|misread| misread.cost < reach);
                for misread in near.filter(|misread| ways.meets(misread.begins())) {
                    let danish = state.danish || misread.has_danish();
                    let first = State { danish, ..*state };
                    let (letter, others) = (misread.printed[0], &misread.printed[1..]);
                    let mut next = self.advance(first, letter, misread.cost, limit);
                    for &letter in others {
                        next = next.and_then(|state| self.advance(state, letter, 0.0, limit));
                    }
                    columns[at + misread.read.len()].extend(next);
                }
                if state.edits == MOST_EDITS {
                    continue;
                }
                for &(letter, cost, length) in &strange {
                    if cost < reach && ways.meets(danish) {
                        let edits = state.edits + 1;
                        let state = State { danish: true, edits, ..*state };
                        let next = self.advance(state, letter, cost, limit);
                        columns[at + length].extend(next);
                    }
                }
            }
            columns[at] = column;
        }
        let mut last = std::mem::take(&mut columns[read.len()]);
        self.vanished(&mut last, channel, limit);
        if width == Width::Any {
            self.lost(&mut last, limit);
        }
        for state in &last {
            self.finish(*state, limit, out);
        }
        columns[read.len()] = last;
        self.columns = columns;
    }

    /// Every list from its first letter, in every case that may be.
    fn begin(&mut self, read: &[char], place: Place, column: &mut Vec<State>) {
        let upper = read.iter().filter(|c| c.is_uppercase()).count();
        let capitalised = place != Place::Inside || !read[0].is_lowercase();
        // A capital put in is less likely than one that was read.
        let capital =
            CAPITAL[place as usize] + if place == Place::Inside { CAPITAL_PUT_IN } else { 0.0 };
        let capitals = upper > 2 && upper * 2 > read.len();
        let cases = [
            (true, Case::AsListed, 0.0),
            (capitalised, Case::Capitalised, capital),
            (capitals, Case::Capitals, CAPITALS),
        ];
        let walkers = [
            (Walker::Word(self.words.root()), 0.0),
            (Walker::First(self.first_parts.root(), 0), FIRST_JOINT + self.least_head),
        ];
        for (_, case, channel) in cases.into_iter().filter(|(possible, ..)| *possible) {
            for (walker, least) in walkers {
                column.push(State {
                    walker,
                    case,
                    channel,
                    parts: 0.0,
                    least,
                    edits: 0,
                    danish: false,
                    text: 0,
                    length: 0,
                    beginning: Beginning::default(),
                });
            }
        }
    }

    /// The letters that a walker may go on with.
    fn ways(&self, walker: Walker) -> LetterSet {
        match walker {
            Walker::Word(at) => self.words.letters(at),
            Walker::First(at, _) => self.first_parts.letters(at),
            Walker::Head(at) => self.heads.letters(at),
        }
    }

    /// Danish letters of which nothing was read.
    fn vanished(&mut self, column: &mut Vec<State>, channel: &Channel, limit: Limit<'_>) {
        let costs = VANISHING.map(|letter| channel.lost(letter) + VANISHED);
        let least = costs.into_iter().fold(2.0 * VANISHED, f32::min);
        let letters =
            VANISHING.map(LetterSet::of).into_iter().fold(LetterSet::default(), LetterSet::or);
        let bound = bound(column);
        for i in 0..column.len() {
            let rank = column[i].rank();
            let is_near = least < 2.0 * VANISHED && rank + least < bound;
            if !is_near || !self.ways(column[i].walker).meets(letters) {
                continue;
            }
            for (letter, cost) in VANISHING.into_iter().zip(costs) {
                if cost < 2.0 * VANISHED && rank + cost < bound {
                    let state = State { danish: true, ..column[i] };
                    column.extend(self.advance(state, letter, cost, limit));
                }
            }
        }
    }

    /// Any letter of which nothing was read.
    fn lost(&mut self, column: &mut Vec<State>, limit: Limit<'_>) {
        let bound = bound(column);
        for i in 0..column.len() {
            if column[i].edits < MOST_EDITS && column[i].rank() + ANY_EDIT < bound {
                let state = State { edits: column[i].edits + 1, ..column[i] };
                for letter in letters() {
                    column.extend(self.advance(state, letter, ANY_EDIT, limit));
                }
            }
        }
    }

    /// A letter added, or read for any other.
    fn any_edit(&mut self, state: State, read: char, limit: Limit<'_>, column: &mut Vec<State>) {
        let state = State { edits: state.edits + 1, ..state };
        column.push(State { channel: state.channel + ANY_EDIT, ..state });
        for letter in letters().filter(|&letter| letter != read) {
            column.extend(self.advance(state, letter, ANY_EDIT, limit));
        }
    }

    /// The state after one more printed letter.
    fn advance(
        &mut self,
        state: State,
        letter: char,
        cost: f32,
        limit: Limit<'_>,
    ) -> Option<State> {
        let is_first = state.text == 0;
        // The lists hold words as they are written within a sentence.
        let (letter, listed) = match state.case {
            Case::AsListed => (letter, letter),
            Case::Capitalised if is_first => {
                if !letter.is_uppercase() {
                    return None;
                }
                (letter, lower(letter))
            }
            Case::Capitalised => (letter, letter),
            Case::Capitals => {
                if letter.is_lowercase() {
                    return None;
                }
                (letter, lower(letter))
            }
        };
        let (walker, least) = match state.walker {
            Walker::Word(at) => {
                let at = self.words.step(at, listed)?;
                (Walker::Word(at), WordList::entry(self.words.least(at)).cost)
            }
            Walker::First(at, joints) => {
                let at = self.first_parts.step(at, listed)?;
                let part = PartList::cost(self.first_parts.least(at));
                (Walker::First(at, joints), state.parts + part + joint(joints) + self.least_head)
            }
            Walker::Head(at) => {
                let at = self.heads.step(at, listed)?;
                (Walker::Head(at), state.parts + PartList::cost(self.heads.least(at)))
            }
        };
        let channel = state.channel + cost;
        let beginning = state.beginning.then(lower(letter));
        if !limit.allows(channel + limit.besides(state.danish), least, beginning) {
            return None;
        }
        self.letters.push((letter, state.text));
        let (text, length) = (self.letters.len() as u32, state.length + 1);
        Some(State { walker, channel, least, text, length, beginning, ..state })
    }

    /// Where a first part ends, another part may begin.
    fn joints(&mut self, column: &mut Vec<State>, limit: Limit<'_>) {
        let (heads, first_parts) = (self.heads.root(), self.first_parts.root());
        let least_head = self.least_head;
        for i in 0..column.len() {
            let state = column[i];
            let mut add = |walker: Walker, parts: f32, least: f32| {
                let channel = state.channel + limit.besides(state.danish);
                if limit.allows(channel, least, state.beginning) {
                    column.push(State { walker, parts, least, ..state });
                }
            };
            match state.walker {
                Walker::Word(at) if state.length >= LISTED_LETTERS => {
                    if let Some(entry) = self.words.end(at).map(WordList::entry) {
                        // Any word may begin a compound, if less likely than one that is seen to.
                        let parts = entry.cost + FIRST_JOINT + LISTED_JOINT;
                        add(Walker::Head(heads), parts, parts + least_head);
                    }
                }
                Walker::First(at, joints) => {
                    let Some(cost) = self.first_parts.end(at).map(PartList::cost) else { continue };
                    let parts = state.parts + cost + joint(joints);
                    add(Walker::Head(heads), parts, parts + least_head);
                    if joints + 1 < MOST_JOINTS {
                        add(
                            Walker::First(first_parts, joints + 1),
                            parts,
                            parts + LATER_JOINT + least_head,
                        );
                    }
                }
                _ => {}
            }
        }
    }

    /// The candidate that a state at the end is, if a word ends there.
    fn finish(&self, state: State, limit: Limit<'_>, out: &mut Vec<Candidate>) {
        let (entry, unknown) = match state.walker {
            Walker::Word(at) => match self.words.end(at).map(WordList::entry) {
                Some(entry) => (Some(entry), 0.0),
                None => return,
            },
            Walker::Head(at) => match self.heads.end(at).map(PartList::cost) {
                Some(cost) => (None, state.parts + cost - UNKNOWN_COST),
                None => return,
            },
            Walker::First(..) => return,
        };
        let cost = entry.map_or(UNKNOWN_COST + unknown, |entry| entry.cost);
        if !limit.allows(state.channel + limit.besides(state.danish), cost, state.beginning) {
            return;
        }
        let text = self.text(state.text);
        let key = match state.case {
            Case::AsListed => Key::of(&text),
            Case::Capitalised => Key::of(&lower_first(&text)),
            Case::Capitals => Key::of(&text.to_lowercase()),
        };
        out.push(Candidate {
            channel: state.channel,
            lead: None,
            word: Listed { key, entry, unknown },
            is_compound: entry.is_none(),
            is_danish: state.danish,
            is_edited: state.edits > 0,
            text,
        });
    }

    fn text(&self, mut at: u32) -> String {
        let mut letters = Vec::new();
        while at > 0 {
            let (letter, before) = self.letters[at as usize - 1];
            letters.push(letter);
            at = before;
        }
        letters.iter().rev().collect()
    }
}

/// Whether what was read is letters for the most part, and no abbreviation.
fn is_wordlike(read: &[char]) -> bool {
    let letters = read.iter().filter(|c| c.is_alphabetic()).count();
    let small = read.iter().filter(|c| c.is_lowercase()).count();
    small > 1 && letters + 1 >= read.len()
}

/// The cost of one more joint after so many.
fn joint(joints: u8) -> f32 {
    if joints == 0 { FIRST_JOINT } else { LATER_JOINT }
}

/// The rank beyond which a way of reading is given up.
fn bound(column: &[State]) -> f32 {
    column.iter().map(State::rank).fold(f32::INFINITY, f32::min) + REACH
}

fn prune(column: &mut Vec<State>) {
    let bound = bound(column);
    column.retain(|state| state.rank() < bound);
    if column.len() > BEAM {
        column.select_nth_unstable_by(BEAM, |a, b| {
            a.rank().total_cmp(&b.rank()).then(a.text.cmp(&b.text))
        });
        column.truncate(BEAM);
    }
}

/// The letters of Danish words.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain(['æ', 'ø', 'å'])
}
