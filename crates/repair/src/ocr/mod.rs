//! Characters that an OCR engine misread: a noisy channel over the line.
//!
//! For each word that was read, the words that may have been printed are found by walking the word
//! list and the lists of compound parts along the misreadings that engines make (Kernighan, Church
//! and Gale 1990; Brill and Moore 2000 for stretches of several letters). Which of them it was, the
//! language model decides over the whole sentence. What the text itself tells of its engine (how
//! many æ, ø, å it holds) sets the cost of reading a letter as itself.

mod channel;
mod evidence;
mod lattice;
mod profile;
mod search;
mod stray;
mod units;

use std::collections::HashMap;
use std::ops::Range;

use gensvar_lexicon::Lexicon;
use gensvar_text::Span;

use crate::change::Change;
use crate::model::{Alternative, Doubt};
use channel::Channel;
use evidence::Evidence;
use lattice::{Choice, Node};
use profile::{Damage, Letters};
use search::{Candidate, Search, Width};
use units::{Class, Unit, units};

/// The id of the model in edits.
const RULE: &str = "ocr/channel";
/// The id of the rule on specks read as marks, and how often it is right.
const STRAY: &str = "ocr/stray-mark";
const STRAY_CONFIDENCE: f64 = 0.9;
/// How sure a year with an apostrophe for a digit is as it stands.
const BROKEN: f64 = 0.1;
/// A word whose reading has less belief than this is listed as doubtful.
const DOUBTFUL: f32 = 0.9;
/// A word read with this belief tells of the engine.
const SURE: f32 = 0.9;
/// Other readings are listed if they have at least this belief.
const WORTH_LISTING: f32 = 0.001;
/// A stretch is noisy if a larger share of its plain words are no words.
const NOISY: f32 = 0.06;
/// A stretch that has all its Danish letters is searched only if so many are no words.
const FOREIGN: f32 = 0.15;
/// The damage is estimated on stretches of about so many bytes.
const STRETCH: usize = 4000;

/// The model and its parameters.
#[derive(Debug)]
pub(crate) struct OcrRepair {
    lexicon: &'static Lexicon,
}

impl Default for OcrRepair {
    fn default() -> Self {
        OcrRepair { lexicon: Lexicon::danish() }
    }
}

impl OcrRepair {
    /// What undoes misread characters in `text`, and what is doubtful.
    pub(crate) fn changes(&self, text: &str) -> (Vec<Change>, Vec<Doubt>) {
        let (changes, mut doubts) = self.misreadings(text);
        doubts.extend(stray::broken_years(text).into_iter().map(|span| Doubt {
            span,
            word: text[span.range()].to_owned(),
            confidence: BROKEN,
            alternatives: Vec::new(),
        }));
        (changes, doubts)
    }

    fn misreadings(&self, text: &str) -> (Vec<Change>, Vec<Doubt>) {
        let words = self.lexicon.words();
        let units = units(text, |word| words.get(word).is_some());
        let mut stretches = self.stretches(text, &units);
        if stretches.iter().all(|stretch| stretch.width() == Width::Peace) {
            return (Vec::new(), Vec::new());
        }
        let mut evidence = Evidence::default();
        let mut reading = self.read(text, &units, &stretches, &evidence);
        // The second reading knows what the first one found: how this engine misreads.
        for stretch in stretches.iter_mut().filter(|stretch| stretch.width() != Width::Peace) {
            let mut local = Evidence::default();
            for i in stretch.units.clone() {
                if let Some((printed, read)) = reading.learns(text, &units, i) {
                    evidence.add(printed, read);
                    local.add(printed, read);
                }
            }
            stretch.damage = stretch.damage.after(local.kept, local.lost);
            stretch.unknown = reading.unknown(text, &units, stretch.units.clone());
        }
        if !evidence.is_empty() {
            reading = self.read(text, &units, &stretches, &evidence);
        }
        let (mut changes, doubts) = reading.collect(text, &units);
        let damaged = |span: Span| {
            let place = |stretch: &&Stretch| units[stretch.units.end - 1].span.end > span.start;
            stretches.iter().find(place).is_some_and(|stretch| stretch.damage.is_present())
        };
        let stray = stray::stray_marks(text).into_iter().filter(|&span| damaged(span));
        changes.extend(stray.map(|span| Change {
            span,
            to: String::new(),
            rule: STRAY,
            confidence: STRAY_CONFIDENCE,
            alternatives: Vec::new(),
        }));
        changes.sort_by_key(|change| change.span);
        (changes, doubts)
    }

    fn read(
        &self,
        text: &str,
        units: &[Unit],
        stretches: &[Stretch],
        evidence: &Evidence,
    ) -> Reading {
        let mut readings = Readings::new(self.lexicon, evidence);
        for stretch in stretches {
            for unit in &units[stretch.units.clone()] {
                readings.read(text, unit, stretch);
            }
        }
        let choices = lattice::decode(&readings.nodes(units), self.lexicon.language_model());
        readings.into_reading(choices, units)
    }

    /// Stretches of about the same length, each with what its letters and words tell of it.
    fn stretches(&self, text: &str, units: &[Unit]) -> Vec<Stretch> {
        let whole = Letters::of(text);
        let mut search = Search::new(self.lexicon);
        let mut known: HashMap<&str, bool> = HashMap::new();
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(first) = units.get(at) {
            let end = first.span.start + STRETCH;
            let next = at + units[at..].partition_point(|unit| unit.span.start < end);
            let span = first.span.cover(units[next - 1].span);
            let damage = Letters::of(&text[span.range()]).damage(&whole);
            let plain = || {
                units[at..next].iter().map(|unit| &text[unit.span.range()]).filter(|w| is_plain(w))
            };
            let is_known = |word| *known.entry(word).or_insert_with(|| search.is_known(word));
            let unknown = share(plain().map(is_known));
            out.push(Stretch { units: at..next, damage, unknown });
            at = next;
        }
        out
    }
}

/// Consecutive words that were read alike.
struct Stretch {
    units: Range<usize>,
    damage: Damage,
    /// The share of plain words that are no words.
    unknown: f32,
}

impl Stretch {
    /// How far to search in it.
    fn width(&self) -> Width {
        if self.damage.is_present() || self.unknown > FOREIGN { Width::Known } else { Width::Peace }
    }
}

/// Whether a word is long enough, and in small letters, so that the list should know it.
fn is_plain(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_lowercase)
}

/// The share of words that are not known; of few words, none.
fn share(known: impl Iterator<Item = bool>) -> f32 {
    let (mut all, mut unknown) = (0.0f32, 0.0f32);
    for is_known in known {
        all += 1.0;
        unknown += if is_known { 0.0 } else { 1.0 };
    }
    unknown / (all + 20.0)
}

/// Candidates and choices of all units.
struct Reading {
    candidates: Vec<Vec<Candidate>>,
    of_unit: Vec<usize>,
    choices: Vec<Choice>,
}

impl Reading {
    /// Printed and read form of a word that tells something of the engine: one that is surely a
    /// word of the list.
    fn learns<'a>(&'a self, text: &'a str, units: &[Unit], i: usize) -> Option<(&'a str, &'a str)> {
        let choice = &self.choices[i];
        let chosen = &self.candidates[self.of_unit[i]][choice.best];
        let read = &text[units[i].span.range()];
        let sure = choice.shares[choice.best] > SURE && chosen.entry.is_some();
        let is_word = units[i].class == Class::Word && read.chars().count() > 1;
        (sure && is_word).then_some((chosen.text.as_str(), read))
    }

    /// The share of plain words for which no known word was found.
    fn unknown(&self, text: &str, units: &[Unit], stretch: Range<usize>) -> f32 {
        let plain = stretch.filter(|&i| is_plain(&text[units[i].span.range()]));
        share(plain.map(|i| {
            let chosen = &self.candidates[self.of_unit[i]][self.choices[i].best];
            !chosen.is_strange()
        }))
    }

    /// Changes and doubts from what was chosen.
    fn collect(&self, text: &str, units: &[Unit]) -> (Vec<Change>, Vec<Doubt>) {
        let (mut changes, mut doubts) = (Vec::new(), Vec::new());
        for ((unit, &candidates), choice) in units.iter().zip(&self.of_unit).zip(&self.choices) {
            let candidates = &self.candidates[candidates];
            let word = &text[unit.span.range()];
            let chosen = &candidates[choice.best];
            let confidence = f64::from(choice.shares[choice.best]);
            let is_doubtful = choice.shares[choice.best] < DOUBTFUL;
            if chosen.text != word {
                changes.push(Change {
                    span: unit.span,
                    to: chosen.text.clone(),
                    rule: RULE,
                    confidence,
                    alternatives: alternatives(candidates, choice),
                });
            } else if is_doubtful {
                doubts.push(Doubt {
                    span: unit.span,
                    word: word.to_owned(),
                    confidence,
                    alternatives: alternatives(candidates, choice),
                });
            }
        }
        (changes, doubts)
    }
}

/// The other candidates that are worth listing, likeliest first.
fn alternatives(candidates: &[Candidate], choice: &Choice) -> Vec<Alternative> {
    let chosen = &candidates[choice.best].text;
    let mut others: Vec<Alternative> = candidates
        .iter()
        .zip(&choice.shares)
        .filter(|(other, share)| other.text != *chosen && **share > WORTH_LISTING)
        .map(|(other, &share)| Alternative { to: other.text.clone(), confidence: f64::from(share) })
        .collect();
    others.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.to.cmp(&b.to)));
    others.truncate(4);
    others
}

/// The candidates of every word, searched once for each kind of word.
struct Readings<'a> {
    lexicon: &'a Lexicon,
    evidence: &'a Evidence,
    search: Search<'a>,
    channels: Vec<(Damage, Channel)>,
    memo: HashMap<(String, usize, usize, Width, bool), usize>,
    candidates: Vec<Vec<Candidate>>,
    of_unit: Vec<usize>,
}

impl<'a> Readings<'a> {
    fn new(lexicon: &'a Lexicon, evidence: &'a Evidence) -> Self {
        Readings {
            lexicon,
            evidence,
            search: Search::new(lexicon),
            channels: Vec::new(),
            memo: HashMap::new(),
            candidates: Vec::new(),
            of_unit: Vec::new(),
        }
    }

    fn read(&mut self, text: &str, unit: &Unit, stretch: &Stretch) {
        let word = &text[unit.span.range()];
        let channel = self.channel(stretch.damage.rounded());
        let place = unit.place as usize;
        let width = stretch.width();
        let is_noisy = stretch.unknown > NOISY && width == Width::Known;
        let key = (word.to_owned(), place, channel, width, is_noisy);
        if let Some(&known) = self.memo.get(&key) {
            self.of_unit.push(known);
            return;
        }
        let channel = &self.channels[channel].1;
        let candidates = match unit.class {
            Class::Word => {
                let found = self.search.candidates(word, place, channel, width);
                if is_noisy && found.iter().all(Candidate::is_strange) && word.chars().count() > 2 {
                    self.search.candidates(word, place, channel, Width::Any)
                } else {
                    found
                }
            }
            Class::Fixed => vec![self.fixed(word)],
        };
        self.memo.insert(key, self.candidates.len());
        self.of_unit.push(self.candidates.len());
        self.candidates.push(candidates);
    }

    fn fixed(&self, word: &str) -> Candidate {
        let number = gensvar_lexicon::format::NUMBER;
        Candidate {
            text: word.to_owned(),
            channel: 0.0,
            key: gensvar_lexicon::format::Key::of(number),
            entry: self.lexicon.words().get(number),
            unknown: 0.0,
            is_compound: false,
            is_danish: false,
        }
    }

    fn channel(&mut self, damage: Damage) -> usize {
        if let Some(i) = self.channels.iter().position(|(known, _)| *known == damage) {
            return i;
        }
        let channel = Channel::new(self.lexicon.confusions(), damage, 1.0, self.evidence);
        self.channels.push((damage, channel));
        self.channels.len() - 1
    }

    /// What was decoded, with the ends of sentences left out.
    fn into_reading(self, choices: Vec<Choice>, units: &[Unit]) -> Reading {
        let mut choices = choices.into_iter();
        let mut of_units = Vec::with_capacity(units.len());
        for unit in units {
            of_units.extend(choices.next());
            if unit.ends {
                choices.next();
            }
        }
        Reading { candidates: self.candidates, of_unit: self.of_unit, choices: of_units }
    }

    fn nodes(&self, units: &[Unit]) -> Vec<Node<'_>> {
        let mut nodes = Vec::with_capacity(units.len() * 5 / 4);
        for (unit, &candidates) in units.iter().zip(&self.of_unit) {
            nodes.push(Node::Word(&self.candidates[candidates]));
            if unit.ends {
                nodes.push(Node::Break);
            }
        }
        nodes
    }
}
