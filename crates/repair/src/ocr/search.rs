//! Which words may have been printed where something was read.

use gensvar_lexicon::format::Key;
use gensvar_lexicon::{Cursor, Lexicon, WordEntry};

use super::channel::{Channel, Misread};

/// A word that may have been printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// As it would be written here.
    pub(crate) text: String,
    /// The cost of reading it as what was read, in nats.
    pub(crate) channel: f32,
    /// What the language model counts it as.
    pub(crate) key: Key,
    /// Its entry in the word list.
    pub(crate) entry: Option<WordEntry>,
    /// The cost of a word that the list does not hold, beside that of being unknown.
    pub(crate) unknown: f32,
    /// Whether it is made of known parts.
    pub(crate) is_compound: bool,
    /// Whether a Danish letter was put in.
    pub(crate) is_danish: bool,
}

impl Candidate {
    /// Whether it is neither a word nor made of parts of words.
    pub(crate) fn is_strange(&self) -> bool {
        self.entry.is_none() && !self.is_compound
    }

    /// Its cost without context.
    pub(crate) fn cost(&self) -> f32 {
        let word = match self.entry {
            Some(entry) => entry.cost,
            None => gensvar_lexicon::UNKNOWN_COST + self.unknown,
        };
        self.channel + LANGUAGE * word
    }
}

/// The weight of the language model against the channel.
pub(crate) const LANGUAGE: f32 = 0.75;
/// How many ways of reading are followed at a time, and how much worse than the best.
const BEAM: usize = 200;
const REACH: f32 = 15.0;
/// Candidates of one word, and how much worse than the best.
const CANDIDATES: usize = 12;
const SPREAD: f32 = 13.0;
/// Joints of a compound.
const FIRST_JOINT: f32 = 5.0;
const LATER_JOINT: f32 = 2.0;
const MOST_JOINTS: u8 = 3;
/// An unreadable mark stands for any letter.
const ANY_LETTER: f32 = 3.5;
/// Capitals where none are usual, by place: sentence, paragraph, line, within.
const CAPITAL: [f32; 4] = [0.2, 0.2, 2.0, 3.0];
/// No capital where one is usual.
const NO_CAPITAL: [f32; 4] = [4.0, 0.5, 0.0, 0.0];
/// Small letters that look like their capitals.
const ALIKE: [char; 8] = ['c', 'o', 's', 'u', 'v', 'w', 'x', 'z'];
/// Words of more letters are left as they came.
const LONGEST: usize = 45;
/// Any letter lost, added or replaced, and how many of them in a word.
const ANY_EDIT: f32 = 12.5;
/// A known word is not lightly taken for another, but for the letters that engines lose.
const KNOWN_STAYS: f32 = 2.0;
/// A space of which nothing was read, and how common the words beside it must be.
const GLUED: f32 = 8.0;
const COMMON: f32 = 10.0;
const COMMONEST: f32 = 5.0;
/// A Danish letter of which nothing at all was read.
const VANISHED: f32 = 5.0;
/// Edits of a word beyond what engines are known for.
const MOST_EDITS: u8 = 2;
/// A token of digits and letters that is just that.
const MIXED: f32 = 6.0;
/// The same with more than two letters.
const MIXED_LONG: f32 = 10.0;
/// All letters in capitals.
const CAPITALS: f32 = 2.0;

/// The place of a word within a sentence and a line.
const WITHIN: usize = 3;

/// How far the search for a word goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Width {
    /// The word stays as it came: its page has all its letters.
    Peace,
    /// Known misreadings.
    Known,
    /// Also any letter lost, added or replaced: the page is noisy and the word is no word.
    Any,
}

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
            Walker::Word(_) => 0.0,
            Walker::First { parts, .. } | Walker::Head { parts, .. } => parts * LANGUAGE,
        };
        self.channel + parts
    }
}

/// The search, with its memory kept from word to word.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    lexicon: &'a Lexicon,
    letters: Vec<(char, u32)>,
    columns: Vec<Vec<State>>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Search { lexicon, letters: Vec::new(), columns: Vec::new() }
    }

    /// The words that may stand where `word` was read, the likeliest first, `word` itself among
    /// them; `place` is the number of its `Place`.
    pub(crate) fn candidates(
        &mut self,
        word: &str,
        place: usize,
        channel: &Channel,
        width: Width,
    ) -> Vec<Candidate> {
        // A hyphen that suspends a word is no letter of it.
        if let Some(stem) = word.strip_suffix('-').filter(|stem| !stem.is_empty()) {
            let mut out = self.candidates(stem, place, channel, width);
            for candidate in &mut out {
                candidate.text.push('-');
                let suspended = self.look_up(&candidate.text, place);
                if let (Some(entry), form) = (suspended.1, suspended.0) {
                    candidate.key = Key::of(form.as_deref().unwrap_or(&candidate.text));
                    candidate.entry = Some(entry);
                }
            }
            return out;
        }
        let read: Vec<char> = word.chars().collect();
        let mut out = vec![self.as_read(word, &read, place, channel)];
        if width != Width::Peace && read.len() <= LONGEST {
            self.walk(&read, place, channel, width, &mut out);
            self.spell(&read, channel, &mut out);
            self.lone(word, place, &mut out);
            if read.len() > 3 && out.iter().all(Candidate::is_strange) {
                self.glued(&read, place, channel, &mut out);
            }
            let folded = word.to_lowercase();
            if out[0].entry.is_some() {
                let others = out.iter_mut().skip(1).filter(|other| !other.is_danish);
                others.for_each(|other| other.channel += KNOWN_STAYS);
            }
            // An abbreviation that no list knows is not guessed at.
            if is_abbreviation(word) {
                out.retain(|other| other.text == word || other.is_danish);
            }
            // Whether a word has its capital is the author's affair, but for the letters whose
            // capitals look like them, where a sentence begins.
            let alike = place == 0 && read[0].is_lowercase() && ALIKE.contains(&read[0]);
            out.retain(|other| other.text == word || alike || other.text.to_lowercase() != folded);
        }
        out.sort_by(|a, b| a.cost().total_cmp(&b.cost()).then_with(|| a.text.cmp(&b.text)));
        let mut kept: Vec<Candidate> = Vec::new();
        let best = out[0].cost();
        for candidate in out {
            let is_read = candidate.text == word;
            let near = kept.len() < CANDIDATES && candidate.cost() < best + SPREAD;
            if (near || is_read) && kept.iter().all(|other| other.text != candidate.text) {
                kept.push(candidate);
            }
        }
        kept
    }

    /// What was read, taken as it is.
    fn as_read(&self, word: &str, read: &[char], place: usize, channel: &Channel) -> Candidate {
        let mut kept: f32 = read.iter().map(|&letter| channel.keep(letter)).sum();
        let has_digit = read.iter().any(char::is_ascii_digit);
        let letters = read.iter().filter(|c| c.is_alphabetic()).count();
        if has_digit && letters > 0 {
            kept += if letters > 2 { MIXED_LONG } else { MIXED };
        }
        if read[0].is_lowercase() {
            kept += NO_CAPITAL[place];
        }
        let (listed, entry, case) = self.look_up(word, place);
        let unknown = if entry.is_some() { 0.0 } else { self.unknown(word) };
        let key = Key::of(listed.as_deref().unwrap_or(word));
        Candidate {
            text: word.to_owned(),
            channel: kept + case,
            key,
            entry,
            unknown,
            is_compound: false,
            is_danish: false,
        }
    }

    /// The form under which the list knows a word as it is written here.
    fn look_up(&self, word: &str, place: usize) -> (Option<String>, Option<WordEntry>, f32) {
        let words = self.lexicon.words();
        if word.chars().any(|c| c.is_ascii_digit()) {
            let number = gensvar_lexicon::format::NUMBER;
            return (Some(number.to_owned()), words.get(number), 0.0);
        }
        let as_is = words.get(word).map(|entry| (None, entry, 0.0));
        let mut letters = word.chars();
        let upper = letters.next().is_some_and(char::is_uppercase);
        let mut lowered = None;
        if upper && (letters.clone().any(char::is_lowercase) || word.chars().count() == 1) {
            let lower = lower_first(word);
            lowered = words.get(&lower).map(|entry| (Some(lower), entry, CAPITAL[place]));
        } else if upper && letters.next().is_some_and(char::is_uppercase) {
            let lower = word.to_lowercase();
            lowered = words.get(&lower).map(|entry| (Some(lower), entry, CAPITALS));
        }
        let cost =
            |(_, entry, case): &(Option<String>, WordEntry, f32)| entry.cost * LANGUAGE + case;
        let best =
            [as_is, lowered].into_iter().flatten().min_by(|a, b| cost(a).total_cmp(&cost(b)));
        best.map_or((None, None, 0.0), |(form, entry, case)| (form, Some(entry), case))
    }

    /// Whether a word is in the list, or is made of parts that are.
    pub(crate) fn is_known(&mut self, word: &str) -> bool {
        self.look_up(word, 0).1.is_some() || {
            let read: Vec<char> = word.chars().collect();
            let mut out = Vec::new();
            self.walk(&read, 0, &Channel::perfect(), Width::Peace, &mut out);
            out.iter().any(|candidate| candidate.text == word)
        }
    }

    /// The cost of a word as one that no list knows.
    fn unknown(&self, word: &str) -> f32 {
        let letters = self.lexicon.chars().cost(word);
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let count = word.chars().count();
        let credit = if upper > 1 && count <= 6 && upper * 2 > count {
            6.0
        } else if word.contains('.') {
            5.0
        } else if upper > 0 {
            3.0
        } else {
            0.0
        };
        (letters - credit).max(0.0)
    }

    /// Walks the lists along what was read.
    fn walk(
        &mut self,
        read: &[char],
        place: usize,
        channel: &Channel,
        width: Width,
        out: &mut Vec<Candidate>,
    ) {
        self.letters.clear();
        let mut columns = std::mem::take(&mut self.columns);
        columns.iter_mut().for_each(Vec::clear);
        columns.resize_with((read.len() + 1).max(columns.len()), Vec::new);
        let upper = read.iter().filter(|c| c.is_uppercase()).count();
        let mut cases = vec![(Case::AsListed, 0.0)];
        if place < WITHIN || !read[0].is_lowercase() {
            cases.push((Case::Capitalised, CAPITAL[place]));
        }
        if upper > 2 && upper * 2 > read.len() {
            cases.push((Case::Capitals, CAPITALS));
        }
        for (case, cost) in cases {
            let root = self.lexicon.first_parts().root();
            let walkers = [
                Walker::Word(self.lexicon.words().root()),
                Walker::First { at: root, joints: 0, parts: 0.0 },
            ];
            for walker in walkers {
                columns[0].push(State {
                    walker,
                    case,
                    channel: cost,
                    edits: 0,
                    danish: false,
                    text: 0,
                });
            }
        }
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
            }
            columns[at] = column;
        }
        let mut last = std::mem::take(&mut columns[read.len()]);
        self.vanished(&mut last, channel);
        if width == Width::Any {
            self.lost(&mut last);
        }
        for state in &last {
            self.finish(*state, place, out);
        }
        columns[read.len()] = last;
        self.columns = columns;
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
        let listed = match state.case {
            Case::AsListed => letter,
            Case::Capitalised if is_first => {
                if !letter.is_uppercase() {
                    return None;
                }
                lower(letter)
            }
            Case::Capitalised => letter,
            Case::Capitals => {
                if letter.is_lowercase() {
                    return None;
                }
                lower(letter)
            }
        };
        let lexicon = self.lexicon;
        let walker = match state.walker {
            Walker::Word(at) => Walker::Word(lexicon.words().step(at, listed)?),
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
    fn finish(&self, state: State, place: usize, out: &mut Vec<Candidate>) {
        let (entry, unknown) = match state.walker {
            Walker::Word(at) => match self.lexicon.words().end(at) {
                Some(entry) => (Some(entry), 0.0),
                None => return,
            },
            Walker::Head { at, parts } => match self.lexicon.heads().end(at) {
                Some(cost) => (None, parts + cost - gensvar_lexicon::UNKNOWN_COST),
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
        let lower = text.starts_with(char::is_lowercase);
        let channel = state.channel + if lower { NO_CAPITAL[place] } else { 0.0 };
        out.push(Candidate {
            text,
            channel,
            key,
            entry,
            unknown,
            is_compound: entry.is_none(),
            is_danish: state.danish,
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

    /// Spellings by letters alone, for what no list knows: only Danish letters are put in.
    fn spell(&self, read: &[char], channel: &Channel, out: &mut Vec<Candidate>) {
        const WAYS: usize = 10;
        let mut columns: Vec<Vec<(f32, String)>> = vec![Vec::new(); read.len() + 1];
        columns[0].push((0.0, String::new()));
        let all_upper = !read.iter().any(|c| c.is_lowercase());
        for at in 0..read.len() {
            let mut column = std::mem::take(&mut columns[at]);
            column.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            column.truncate(WAYS);
            for (cost, text) in &column {
                let mut kept = text.clone();
                kept.push(read[at]);
                columns[at + 1].push((cost + channel.keep(read[at]), kept));
                for misread in channel.misreads(&read[at..]) {
                    let is_upper = misread.printed[0].is_uppercase();
                    if misread.cost < 6.0
                        && misread.is_danish()
                        && (!is_upper || at == 0 || all_upper)
                    {
                        let mut next = text.clone();
                        next.extend(&misread.printed);
                        columns[at + misread.read.len()].push((cost + misread.cost, next));
                    }
                }
            }
        }
        let as_read: String = read.iter().collect();
        for (channel, text) in std::mem::take(&mut columns[read.len()]) {
            if text != as_read {
                let unknown = self.unknown(&text);
                let key = Key::of(&text);
                out.push(Candidate {
                    text,
                    channel,
                    key,
                    entry: None,
                    unknown,
                    is_compound: false,
                    is_danish: true,
                });
            }
        }
    }

    /// A common word and one of the commonest that lost the space between them; the first is taken
    /// without its context.
    fn glued(&self, read: &[char], place: usize, channel: &Channel, out: &mut Vec<Candidate>) {
        for cut in 1..read.len() {
            let half = |letters: &[char], place: usize| {
                let word: String = letters.iter().collect();
                let (form, entry, case) = self.look_up(&word, place);
                let kept: f32 = letters.iter().map(|&letter| channel.keep(letter)).sum();
                let is_word = letters.iter().all(|c| c.is_alphabetic());
                let entry = entry.filter(|entry| is_word && entry.cost < COMMON)?;
                Some((word, form, entry, case + kept))
            };
            let (Some(first), Some(second)) =
                (half(&read[..cut], place), half(&read[cut..], WITHIN))
            else {
                continue;
            };
            if first.2.cost.min(second.2.cost) > COMMONEST {
                continue;
            }
            out.push(Candidate {
                text: format!("{} {}", first.0, second.0),
                channel: GLUED + first.3 + second.3 + LANGUAGE * first.2.cost,
                key: Key::of(second.1.as_deref().unwrap_or(&second.0)),
                entry: Some(second.2),
                unknown: 0.0,
                is_compound: false,
                is_danish: false,
            });
        }
    }

    /// A lone stroke may be the word `i`.
    fn lone(&self, word: &str, place: usize, out: &mut Vec<Candidate>) {
        let cost = match word {
            "l" | "|" | "!" => 4.5,
            "1" => 4.0,
            _ => return,
        };
        for (text, listed) in [("i", "i"), ("I", "i")] {
            let case = if text == "I" { CAPITAL[place] } else { NO_CAPITAL[place] };
            out.push(Candidate {
                text: text.to_owned(),
                channel: cost + case,
                key: Key::of(listed),
                entry: self.lexicon.words().get(listed),
                unknown: 0.0,
                is_compound: false,
                is_danish: true,
            });
        }
    }
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

/// Whether a word is a few capitals, with or without a genitive.
fn is_abbreviation(word: &str) -> bool {
    let stem = word.trim_end_matches(['s', '\'', '’', '_']);
    (2..=5).contains(&stem.chars().count()) && stem.chars().all(char::is_uppercase)
}

/// The letters of Danish words.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain(['æ', 'ø', 'å'])
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The word with its first letter small.
pub(crate) fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| std::iter::once(lower(first)).chain(letters).collect())
}
