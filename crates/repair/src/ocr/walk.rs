//! The word list and the lists of compound parts, walked along the misreadings of what was read.

use gensvar_lexicon::format::Key;
use gensvar_lexicon::{Cursor, Glossary, Lexicon, UNKNOWN_COST, WordEntry};

use super::candidate::{Candidate, LANGUAGE, Listed};
use super::channel::{Channel, Misread};
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
const LISTED_LETTERS: usize = 6;
/// An unreadable mark stands for any letter.
const ANY_LETTER: f32 = 4.5;
/// Any letter lost, added or replaced, and how many of them in a word.
const ANY_EDIT: f32 = 11.5;
const MOST_EDITS: u8 = 2;
/// A term of the glossary is as likely as a common word.
pub(crate) const TERM: WordEntry = WordEntry { cost: 6.0, backoff: 0.0 };
/// A capital within a sentence that a misread letter would be.
const CAPITAL_PUT_IN: f32 = 1.0;
/// A Danish letter of which nothing at all was read.
const VANISHED: f32 = 5.0;

/// How a word of the list is written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    AsListed,
    Capitalised,
    Capitals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Walker {
    Word(Cursor),
    Term(Cursor),
    First { at: Cursor, joints: u8, parts: f32 },
    Head { at: Cursor, parts: f32 },
}

#[derive(Debug, Clone, Copy)]
struct State {
    walker: Walker,
    case: Case,
    channel: f32,
    /// Letters lost, added or replaced beyond what engines are known for.
    edits: u8,
    /// Whether a Danish letter was put in.
    danish: bool,
    /// The number of the last letter in the arena, plus one; 0 before the first.
    text: u32,
}

impl State {
    fn rank(&self) -> f32 {
        let parts = match self.walker {
            Walker::Word(_) | Walker::Term(_) => 0.0,
            Walker::First { parts, .. } | Walker::Head { parts, .. } => parts * LANGUAGE,
        };
        self.channel + parts
    }
}

/// The walk, with its memory kept from word to word.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    lexicon: &'a Lexicon,
    glossary: Option<&'a Glossary>,
    letters: Vec<(char, u32)>,
    columns: Vec<Vec<State>>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon, glossary: Option<&'a Glossary>) -> Self {
        Walk { lexicon, glossary, letters: Vec::new(), columns: Vec::new() }
    }

    /// Adds the words and compounds that may have been read as `read`.
    pub(crate) fn candidates(
        &mut self,
        read: &[char],
        place: Place,
        channel: &Channel,
        width: Width,
        out: &mut Vec<Candidate>,
    ) {
        self.letters.clear();
        let mut columns = std::mem::take(&mut self.columns);
        columns.iter_mut().for_each(Vec::clear);
        columns.resize_with((read.len() + 1).max(columns.len()), Vec::new);
        self.begin(read, place, &mut columns[0]);
        let is_wordlike = is_wordlike(read);
        let upper = !read.iter().any(|c| c.is_lowercase());
        let mut here: Vec<&Misread> = Vec::new();
        for at in 0..read.len() {
            let mut column = std::mem::take(&mut columns[at]);
            self.joints(&mut column);
            self.vanished(&mut column, channel);
            if width == Width::Any {
                self.lost(&mut column);
            }
            prune(&mut column);
            let bound = bound(&column);
            let rest = &read[at..];
            here.clear();
            here.extend(channel.misreads(rest));
            here.sort_by(|a, b| a.cost.total_cmp(&b.cost));
            for state in &column {
                let reach = bound - state.rank();
                if width == Width::Any && state.edits < MOST_EDITS && ANY_EDIT < reach {
                    self.any_edit(*state, at, rest[0], &mut columns);
                }
                if let Some(next) = self.advance(*state, rest[0], channel.keep(rest[0])) {
                    columns[at + 1].push(next);
                }
                if Channel::is_unreadable(rest[0]) {
                    for letter in letters() {
                        let letter = if state.case == Case::AsListed && upper {
                            letter.to_uppercase().next().unwrap_or(letter)
                        } else {
                            letter
                        };
                        if let Some(next) = self.advance(*state, letter, ANY_LETTER) {
                            columns[at + 1].push(next);
                        }
                    }
                }
                for misread in here.iter().take_while(|misread| misread.cost < reach) {
                    let danish = state.danish || misread.has_danish();
                    let mut next = Some(State { danish, ..*state });
                    for (i, &letter) in misread.printed.iter().enumerate() {
                        let cost = if i == 0 { misread.cost } else { 0.0 };
                        next = next.and_then(|state| self.advance(state, letter, cost));
                    }
                    if let Some(next) = next {
                        columns[at + misread.read.len()].push(next);
                    }
                }
                if !is_wordlike || state.edits == MOST_EDITS {
                    continue;
                }
                for (letter, cost, length) in channel.strange(rest) {
                    if cost < reach {
                        let edits = state.edits + 1;
                        let state = State { danish: true, edits, ..*state };
                        if let Some(next) = self.advance(state, letter, cost) {
                            columns[at + length].push(next);
                        }
                    }
                }
            }
            columns[at] = column;
        }
        let mut last = std::mem::take(&mut columns[read.len()]);
        self.vanished(&mut last, channel);
        if width == Width::Any {
            self.lost(&mut last);
        }
        for state in &last {
            self.finish(*state, out);
        }
        columns[read.len()] = last;
        self.columns = columns;
    }

    /// Every list from its first letter, in every case that may be.
    fn begin(&self, read: &[char], place: Place, column: &mut Vec<State>) {
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
        let first = Walker::First { at: self.lexicon.first_parts().root(), joints: 0, parts: 0.0 };
        let term = self.glossary.map(|glossary| Walker::Term(glossary.root()));
        let walkers = [Some(Walker::Word(self.lexicon.words().root())), Some(first), term];
        for (_, case, channel) in cases.into_iter().filter(|(possible, ..)| *possible) {
            for walker in walkers.into_iter().flatten() {
                column.push(State { walker, case, channel, edits: 0, danish: false, text: 0 });
            }
        }
    }

    /// Danish letters of which nothing was read.
    fn vanished(&mut self, column: &mut Vec<State>, channel: &Channel) {
        let bound = bound(column);
        for i in 0..column.len() {
            for letter in ['æ', 'ø', 'å'] {
                let cost = channel.lost(letter) + VANISHED;
                if cost < 2.0 * VANISHED && column[i].rank() + cost < bound {
                    let state = State { danish: true, ..column[i] };
                    column.extend(self.advance(state, letter, cost));
                }
            }
        }
    }

    /// Any letter of which nothing was read.
    fn lost(&mut self, column: &mut Vec<State>) {
        let bound = bound(column);
        for i in 0..column.len() {
            if column[i].edits < MOST_EDITS && column[i].rank() + ANY_EDIT < bound {
                let state = State { edits: column[i].edits + 1, ..column[i] };
                for letter in letters() {
                    column.extend(self.advance(state, letter, ANY_EDIT));
                }
            }
        }
    }

    /// A letter added, or read for any other.
    fn any_edit(&mut self, state: State, at: usize, read: char, columns: &mut [Vec<State>]) {
        let state = State { edits: state.edits + 1, ..state };
        columns[at + 1].push(State { channel: state.channel + ANY_EDIT, ..state });
        for letter in letters().filter(|&letter| letter != read) {
            if let Some(next) = self.advance(state, letter, ANY_EDIT) {
                columns[at + 1].push(next);
            }
        }
    }

    /// The state after one more printed letter.
    fn advance(&mut self, state: State, letter: char, cost: f32) -> Option<State> {
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
        let lexicon = self.lexicon;
        let walker = match state.walker {
            Walker::Word(at) => Walker::Word(lexicon.words().step(at, listed)?),
            Walker::Term(at) => Walker::Term(self.glossary?.step(at, listed)?),
            Walker::First { at, joints, parts } => {
                Walker::First { at: lexicon.first_parts().step(at, listed)?, joints, parts }
            }
            Walker::Head { at, parts } => {
                Walker::Head { at: lexicon.heads().step(at, listed)?, parts }
            }
        };
        self.letters.push((letter, state.text));
        let text = self.letters.len() as u32;
        Some(State { walker, channel: state.channel + cost, text, ..state })
    }

    /// Where a first part ends, another part may begin.
    fn joints(&self, column: &mut Vec<State>) {
        for i in 0..column.len() {
            let state = column[i];
            if let Walker::Word(at) = state.walker
                && self.length(state.text) >= LISTED_LETTERS
                && let Some(entry) = self.lexicon.words().end(at)
            {
                // Any word may begin a compound, if less likely than one that is seen to.
                let parts = entry.cost + FIRST_JOINT + LISTED_JOINT;
                let head = Walker::Head { at: self.lexicon.heads().root(), parts };
                column.push(State { walker: head, ..state });
            }
            let Walker::First { at, joints, parts } = state.walker else { continue };
            let Some(cost) = self.lexicon.first_parts().end(at) else { continue };
            let joint = if joints == 0 { FIRST_JOINT } else { LATER_JOINT };
            let parts = parts + cost + joint;
            let head = Walker::Head { at: self.lexicon.heads().root(), parts };
            column.push(State { walker: head, ..state });
            if joints + 1 < MOST_JOINTS {
                let at = self.lexicon.first_parts().root();
                let walker = Walker::First { at, joints: joints + 1, parts };
                column.push(State { walker, ..state });
            }
        }
    }

    /// The candidate that a state at the end is, if a word ends there.
    fn finish(&self, state: State, out: &mut Vec<Candidate>) {
        let (entry, unknown) = match state.walker {
            Walker::Word(at) => match self.lexicon.words().end(at) {
                Some(entry) => (Some(entry), 0.0),
                None => return,
            },
            Walker::Term(at) => match self.glossary {
                Some(glossary) if glossary.is_end(at) => (Some(TERM), 0.0),
                _ => return,
            },
            Walker::Head { at, parts } => match self.lexicon.heads().end(at) {
                Some(cost) => (None, parts + cost - UNKNOWN_COST),
                None => return,
            },
            Walker::First { .. } => return,
        };
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

    /// How many letters were printed so far.
    fn length(&self, mut at: u32) -> usize {
        let mut length = 0;
        while at > 0 {
            at = self.letters[at as usize - 1].1;
            length += 1;
        }
        length
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
