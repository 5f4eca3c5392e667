//! Which words may have been printed where something was read.

use gensvar_lexicon::format::Key;
pub(crate) use gensvar_lexicon::tokens::lower;
use gensvar_lexicon::{Glossary, Lexicon, UNKNOWN_COST, WordEntry};

use super::candidate::{Candidate, LANGUAGE, Listed};
use super::channel::{Channel, Misread};
use super::memory::Memory;
use super::recall::{Beginning, Limit, ROUNDING, Recall};
use super::terms::{self, TERM, is_term};
use super::units::Place;
use super::walk::Walk;

/// Candidates of one word, and how much worse than the best.
const CANDIDATES: usize = 12;
const SPREAD: f32 = 13.0;
/// Capitals where none are usual, by place: sentence, paragraph, line, within.
pub(crate) const CAPITAL: [f32; 4] = [0.2, 0.2, 2.0, 3.0];
/// All letters in capitals.
pub(crate) const CAPITALS: f32 = 2.0;
/// Small letters that look like their capitals.
pub(crate) const ALIKE: [char; 8] = ['c', 'o', 's', 'u', 'v', 'w', 'x', 'z'];
/// Words of more letters are left as they came.
const LONGEST: usize = 45;
/// A known word is not lightly taken for another, but for the letters that engines lose.
const KNOWN_STAYS: f32 = 2.0;
/// A word that is rarer may be two.
const RARE: f32 = 11.0;
/// A word that no list knows is less likely to be one that only a guess yields.
const SPELLED: f32 = 2.0;
/// Names are spelled in more ways than the letter model knows.
const SPELLED_NAME: f32 = 5.0;
/// A token of digits and letters that is just that.
const MIXED: f32 = 6.0;
/// The same with several letters or a small one, and more for each small letter.
const MIXED_WORD: f32 = 11.0;
const MIXED_LETTER: f32 = 1.5;
/// A capital within a word, on a page whose engine reads small letters so.
const CAPITAL_INSIDE: f32 = 4.0;
/// That a number, of all there are, is one.
const ONE: f32 = 2.0;
/// A mark of exclamation or a bracket within a sentence.
const MARK: f32 = 4.0;
/// A word of so few small letters that no list knows.
const SHORT: usize = 4;
const SHORT_UNKNOWN: f32 = 2.5;
/// Another word than was read, with a full stop after it that ends no sentence.
const SHORT_FORM: f32 = 5.0;

/// That a word which no list knows is suspended by a hyphen.
const SUSPENDED: f32 = 4.0;
/// A genitive read as one mark.
const GENITIVE: f32 = 3.5;

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

/// What is known of a text when its words are searched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) channel: &'a Channel,
    /// Names and terms that go before the word list.
    pub(crate) glossary: Option<&'a Glossary>,
    /// What the text holds elsewhere.
    pub(crate) memory: &'a Memory,
    /// The same by the beginnings of words.
    pub(crate) recall: &'a Recall,
    /// The cost of no capital, by place.
    pub(crate) no_capital: [f32; 4],
    /// Whether the engine has the habit of reading small letters as capitals.
    pub(crate) capitals_inside: bool,
    /// Whether a full stop follows that ends no sentence.
    pub(crate) is_short_form: bool,
}

/// The search, with its memory kept from word to word.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    lexicon: &'a Lexicon,
    walk: Walk<'a>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Search { lexicon, walk: Walk::new(lexicon) }
    }

    /// The words that may stand where `word` was read, the likeliest first, `word` itself among
    /// them.
    pub(crate) fn candidates(
        &mut self,
        word: &str,
        place: Place,
        around: Surroundings<'_>,
        width: Width,
    ) -> Vec<Candidate> {
        // A hyphen that suspends a word is no letter of it.
        if let Some(stem) = word.strip_suffix('-').filter(|stem| !stem.is_empty()) {
            let mut out = self.candidates(stem, place, around, width);
            for candidate in &mut out {
                candidate.text.push('-');
                let (form, entry, _) = self.look_up(&candidate.text, place);
                if entry.is_some() {
                    let key = Key::of(form.as_deref().unwrap_or(&candidate.text));
                    candidate.word = Listed { key, entry, unknown: 0.0 };
                } else {
                    candidate.word.unknown += SUSPENDED;
                }
            }
            // The text holds it with its hyphen.
            let is_right = out.iter().any(|other| other.text == word && !other.is_strange());
            for candidate in out.iter_mut().filter(|other| other.is_danish || !is_right) {
                around.memory.recall(candidate, word);
            }
            return out;
        }
        let read: Vec<char> = word.chars().collect();
        let mut out = vec![self.as_read(word, &read, place, around)];
        // What a term of the glossary reads like stays as it is.
        if width != Width::Peace && read.len() <= LONGEST && !is_term(around.glossary, word) {
            // Marks alone are seldom letters.
            if read.iter().any(|c| c.is_alphanumeric()) || LETTERLIKE.contains(&word) {
                // Nothing that follows makes what was read less likely, or another word likelier
                // but for the memory.
                let limit = Limit::new(out[0].cost() + SPREAD, around.recall);
                let stays = if out[0].word.entry.is_some() { KNOWN_STAYS } else { 0.0 };
                let stayed = limit.staying(stays);
                self.walk.candidates(&read, place, around.channel, width, stayed, &mut out);
                let limit = match surely(&out, word, place, around) {
                    Some(best) => limit.within(best + SPREAD),
                    None => limit,
                };
                self.spell(&read, place, around.channel, limit, &mut out);
            }
            if let Some(glossary) = around.glossary {
                terms::candidates(glossary, &read, place, around.channel, &mut out);
            }
            if !around.channel.only_danish() {
                self.lone(word, place, around, &mut out);
                self.genitive(word, place, &mut out);
            }
            let lower = |text: &str| text.starts_with(char::is_lowercase);
            for other in out.iter_mut().skip(1).filter(|other| lower(&other.text)) {
                other.channel += around.no_capital[place as usize];
            }
            let rare = out[0].word.entry.is_none_or(|entry| entry.cost > RARE);
            if read.len() > 2 && width == Width::Known && rare && !around.channel.only_danish() {
                self.glued(&read, place, around, &mut out);
            }
            if out[0].word.entry.is_some() {
                let others = out.iter_mut().skip(1).filter(|other| !other.is_danish);
                others.for_each(|other| other.channel += KNOWN_STAYS);
            }
            // An abbreviation that no list knows is not guessed at.
            if is_abbreviation(word) {
                let knows = |other: &Candidate| around.memory.holds(&other.text, word);
                out.retain(|other| other.text == word || other.is_danish || knows(other));
            }
            // Whether a word has its capital is the author's affair, but for the letters whose
            // capitals look like them, where a sentence begins.
            let alike = matches!(place, Place::Sentence | Place::Block)
                && read[0].is_lowercase()
                && ALIKE.contains(&read[0]);
            let mixed = around.capitals_inside && has_capital_inside(&read);
            out.retain(|other| {
                let is_other = !is_same_folded(&other.text, word);
                let inside = mixed && !other.text.chars().skip(1).eq(read[1..].iter().copied());
                other.text == word || alike || is_other || inside
            });
            // Few words but abbreviations have a full stop within a sentence.
            if around.is_short_form && out[0].word.entry.is_some() {
                out.iter_mut().skip(1).for_each(|other| other.channel += SHORT_FORM);
            }
            // Another form of a word that is right as it stands may well stand elsewhere.
            let is_right = out.iter().any(|other| other.text == word && !other.is_strange());
            for candidate in out.iter_mut().filter(|other| other.is_danish || !is_right) {
                around.memory.recall(candidate, word);
            }
        }
        let best = out.iter().map(Candidate::cost).fold(f32::INFINITY, f32::min);
        out.retain(|other| other.cost() < best + SPREAD || other.text == word);
        out.sort_by(|a, b| a.cost().total_cmp(&b.cost()).then_with(|| a.text.cmp(&b.text)));
        let mut kept: Vec<Candidate> = Vec::new();
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
    fn as_read(
        &self,
        word: &str,
        read: &[char],
        place: Place,
        around: Surroundings<'_>,
    ) -> Candidate {
        let mut kept: f32 = read.iter().map(|&letter| around.channel.keep(letter)).sum();
        let has_digit = read.iter().any(char::is_ascii_digit);
        let letters = read.iter().filter(|c| c.is_alphabetic()).count();
        if has_digit && letters > 0 {
            let is_code = letters == 1 && !read.iter().any(|c| c.is_lowercase());
            let small = read.iter().filter(|c| c.is_lowercase()).count() as f32;
            kept += if is_code { MIXED } else { MIXED_WORD + MIXED_LETTER * small };
        }
        if word == "1" {
            kept += ONE;
        }
        if around.capitals_inside && has_capital_inside(read) {
            kept += CAPITAL_INSIDE;
        }
        if read[0].is_lowercase() {
            kept += around.no_capital[place as usize];
        }
        let stem = word.trim_end_matches(MARKS);
        if stem != word {
            kept += MARK;
        }
        let stem = if stem.is_empty() { word } else { stem };
        let (listed, entry, case) = self.look_up(stem, place);
        let entry = entry.or_else(|| is_term(around.glossary, stem).then_some(TERM));
        let unknown = if entry.is_some() { 0.0 } else { self.unknown(stem, f32::INFINITY) };
        Candidate {
            text: word.to_owned(),
            channel: kept + case,
            lead: None,
            word: Listed { key: Key::of(listed.as_deref().unwrap_or(stem)), entry, unknown },
            is_compound: false,
            is_danish: false,
            is_edited: false,
        }
    }

    /// The form under which the list knows a word as it is written here.
    pub(super) fn look_up(
        &self,
        word: &str,
        place: Place,
    ) -> (Option<String>, Option<WordEntry>, f32) {
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
            lowered = words.get(&lower).map(|entry| (Some(lower), entry, CAPITAL[place as usize]));
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
        self.look_up(word, Place::Sentence).1.is_some() || {
            let read: Vec<char> = word.chars().collect();
            let mut out = Vec::new();
            let perfect = Channel::perfect();
            let (place, width) = (Place::Sentence, Width::Peace);
            self.walk.candidates(&read, place, &perfect, width, Limit::NONE, &mut out);
            out.iter().any(|candidate| candidate.text == word)
        }
    }

    /// The cost of a word as one that no list knows, or something above `most` if it is above.
    fn unknown(&self, word: &str, most: f32) -> f32 {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let count = word.chars().count();
        let credit = if upper > 1 && count <= 6 && upper * 2 > count {
            6.0
        } else if word.contains('.') {
            5.0
        } else if upper > 0 {
            3.0
        } else if count < SHORT {
            -SHORT_UNKNOWN
        } else {
            0.0
        };
        let letters = self.lexicon.chars().cost_within(word, most + credit + ROUNDING);
        (letters - credit).max(0.0)
    }

    /// Spellings by letters alone, for what no list knows: only Danish letters are put in.
    fn spell(
        &self,
        read: &[char],
        place: Place,
        channel: &Channel,
        limit: Limit<'_>,
        out: &mut Vec<Candidate>,
    ) {
        const WAYS: usize = 10;
        let all_upper = !read.iter().any(|c| c.is_lowercase());
        let mut put_in: Vec<(usize, &Misread)> = Vec::new();
        for at in 0..read.len() {
            let danish = channel.misreads(&read[at..]).filter(|misread| {
                let is_upper = misread.printed[0].is_uppercase();
                misread.cost < 6.0 && misread.is_danish() && (!is_upper || at == 0 || all_upper)
            });
            put_in.extend(danish.map(|misread| (at, misread)));
        }
        if put_in.is_empty() {
            return;
        }
        let mut put_in = put_in.as_slice();
        let mut columns: Vec<Vec<(f32, String)>> = vec![Vec::new(); read.len() + 1];
        columns[0].push((0.0, String::new()));
        for at in 0..read.len() {
            let (here, later) = put_in.split_at(put_in.partition_point(|(place, _)| *place == at));
            put_in = later;
            let mut column = std::mem::take(&mut columns[at]);
            column.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            column.truncate(WAYS);
            for (cost, mut text) in column {
                for (_, misread) in here {
                    let cost = cost + misread.cost;
                    if limit.room(cost, UNKNOWN_COST + SPELLED) > 0.0 {
                        let mut next = String::with_capacity(text.len() + 2 * read.len());
                        next.push_str(&text);
                        next.extend(&misread.printed);
                        columns[at + misread.read.len()].push((cost, next));
                    }
                }
                text.push(read[at]);
                columns[at + 1].push((cost + channel.keep(read[at]), text));
            }
        }
        let as_read: String = read.iter().collect();
        for (channel, text) in std::mem::take(&mut columns[read.len()]) {
            if text != as_read {
                let is_name = text.starts_with(char::is_uppercase) && place == Place::Inside;
                let spelled = if is_name { SPELLED_NAME } else { SPELLED };
                let most = limit.language(channel) - UNKNOWN_COST - spelled;
                let unknown = self.unknown(&text, most) + spelled;
                if !limit.allows(channel, UNKNOWN_COST + unknown, Beginning::of(&text)) {
                    continue;
                }
                out.push(Candidate {
                    channel,
                    lead: None,
                    word: Listed { key: Key::of(&text), entry: None, unknown },
                    is_compound: false,
                    is_danish: true,
                    is_edited: false,
                    text,
                });
            }
        }
    }

    /// An abbreviation whose genitive an engine made one mark of: `SUF_` for `SUF's`.
    fn genitive(&self, word: &str, place: Place, out: &mut Vec<Candidate>) {
        let Some(stem) = word.strip_suffix('_').filter(|stem| is_abbreviation(stem)) else {
            return;
        };
        let (form, entry, case) = self.look_up(stem, place);
        let unknown = if entry.is_some() { 0.0 } else { self.unknown(stem, f32::INFINITY) };
        out.push(Candidate {
            text: format!("{stem}'s"),
            channel: GENITIVE + case,
            lead: None,
            word: Listed { key: Key::of(form.as_deref().unwrap_or(stem)), entry, unknown },
            is_compound: false,
            is_danish: true,
            is_edited: false,
        });
    }

    /// A lone stroke may be the word `i`.
    fn lone(&self, word: &str, place: Place, around: Surroundings<'_>, out: &mut Vec<Candidate>) {
        let cost = match word {
            "l" | "|" | "!" => 4.5,
            "1" => 4.0,
            _ => return,
        };
        if around.is_short_form && word != "1" {
            out.push(Candidate {
                text: "1".to_owned(),
                channel: cost,
                lead: None,
                word: Listed::number(self.lexicon),
                is_compound: false,
                is_danish: true,
                is_edited: false,
            });
        }
        for (text, listed) in [("i", "i"), ("I", "i")] {
            let case = if text == "I" { CAPITAL[place as usize] } else { 0.0 };
            out.push(Candidate {
                text: text.to_owned(),
                channel: cost + case,
                lead: None,
                word: Listed {
                    key: Key::of(listed),
                    entry: self.lexicon.words().get(listed),
                    unknown: 0.0,
                },
                is_compound: false,
                is_danish: true,
                is_edited: false,
            });
        }
    }
}

/// Marks that may be a letter though they stand alone.
const LETTERLIKE: [&str; 3] = ["@", "©", "®"];

/// What the best candidate costs at most in the end, of those found so far for a word that no list
/// knows.
fn surely(found: &[Candidate], word: &str, place: Place, around: Surroundings<'_>) -> Option<f32> {
    if found[0].word.entry.is_some() || is_abbreviation(word) {
        return None;
    }
    let others = found.iter().filter(|other| !is_same_folded(&other.text, word));
    others.map(|other| other.cost() + around.no_capital[place as usize]).reduce(f32::min)
}

/// Marks that a letter at the end of a word is read as.
pub(crate) const MARKS: [char; 3] = ['!', ']', '|'];

/// Whether words are the same but for capitals.
fn is_same_folded(a: &str, b: &str) -> bool {
    let folded = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    a == b || a.chars().map(lower).eq(b.chars().map(lower)) && folded(a) == folded(b)
}

/// Whether a capital stands alone among small letters (`aNdre`, not `KlarRET`).
fn has_capital_inside(read: &[char]) -> bool {
    let is_upper = |at: usize| read.get(at).is_some_and(|c| c.is_uppercase());
    (1..read.len()).any(|at| is_upper(at) && read[at - 1].is_lowercase() && !is_upper(at + 1))
}

/// Whether a word is a few capitals, with or without a genitive.
fn is_abbreviation(word: &str) -> bool {
    let stem = word.trim_end_matches(['s', '\'', '’', '_']);
    (2..=5).contains(&stem.chars().count()) && stem.chars().all(char::is_uppercase)
}

/// The word with its first letter small.
pub(crate) fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| std::iter::once(lower(first)).chain(letters).collect())
}
