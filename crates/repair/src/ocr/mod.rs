//! Characters that an OCR engine misread: a noisy channel over the line.
//!
//! For each word that was read, the words that may have been printed are found by walking the word
//! list and the lists of compound parts along the misreadings that engines make (Kernighan, Church
//! and Gale 1990; Brill and Moore 2000 for stretches of several letters). Which of them it was, the
//! language model decides over the whole sentence. What the text itself tells of its engine (how
//! many æ, ø, å it holds) sets the cost of reading a letter as itself.

mod channel;
mod lattice;
mod profile;
mod search;
mod units;

use std::collections::HashMap;

use gensvar_lexicon::Lexicon;
use gensvar_text::Span;

use crate::change::Change;
use crate::model::{Alternative, Doubt};
use channel::Channel;
use lattice::{Choice, Node};
use profile::{Damage, Letters};
use search::{Candidate, Search};
use units::{Class, Unit, units};

/// The id of the model in edits.
const RULE: &str = "ocr/channel";
/// A word whose reading has less belief than this is listed as doubtful.
const DOUBTFUL: f32 = 0.9;
/// Other readings are listed if they have at least this belief.
const WORTH_LISTING: f32 = 0.001;
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
        let words = self.lexicon.words();
        let units = units(text, |word| words.get(word).is_some());
        let damages = self.damages(text, &units);
        let mut readings = Readings::new(self.lexicon);
        for (unit, &damage) in units.iter().zip(&damages) {
            readings.read(text, unit, damage);
        }
        let nodes = readings.nodes(&units);
        let choices = lattice::decode(&nodes, self.lexicon.language_model());
        collect(text, &units, &nodes, &choices)
    }

    /// The damage at each unit.
    fn damages(&self, text: &str, units: &[Unit]) -> Vec<Damage> {
        let whole = Letters::of(text);
        let mut out = Vec::with_capacity(units.len());
        let mut rest = units;
        while let Some(first) = rest.first() {
            let end = first.span.start + STRETCH;
            let count = rest.partition_point(|unit| unit.span.start < end);
            let stretch = Span::new(first.span.start, rest[count - 1].span.end);
            let damage = Letters::of(&text[stretch.range()]).damage(&whole).rounded();
            out.extend(std::iter::repeat_n(damage, count));
            rest = &rest[count..];
        }
        out
    }
}

/// The candidates of every word, searched once for each kind of word.
struct Readings<'a> {
    lexicon: &'a Lexicon,
    search: Search<'a>,
    channels: Vec<(Damage, Channel)>,
    memo: HashMap<(String, usize, usize), usize>,
    candidates: Vec<Vec<Candidate>>,
    of_unit: Vec<usize>,
}

impl<'a> Readings<'a> {
    fn new(lexicon: &'a Lexicon) -> Self {
        Readings {
            lexicon,
            search: Search::new(lexicon),
            channels: Vec::new(),
            memo: HashMap::new(),
            candidates: Vec::new(),
            of_unit: Vec::new(),
        }
    }

    fn read(&mut self, text: &str, unit: &Unit, damage: Damage) {
        let word = &text[unit.span.range()];
        let channel = self.channel(damage);
        let place = unit.place as usize;
        let key = (word.to_owned(), place, channel);
        if let Some(&known) = self.memo.get(&key) {
            self.of_unit.push(known);
            return;
        }
        let channel = &self.channels[channel].1;
        let candidates = match unit.class {
            Class::Word => self.search.candidates(word, place, channel, damage.is_present()),
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
        }
    }

    fn channel(&mut self, damage: Damage) -> usize {
        if let Some(i) = self.channels.iter().position(|(known, _)| *known == damage) {
            return i;
        }
        let noise = if damage.is_present() { 1.0 } else { 0.02 };
        let channel = Channel::new(self.lexicon.confusions(), damage, noise);
        self.channels.push((damage, channel));
        self.channels.len() - 1
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

/// Changes and doubts from what was chosen.
fn collect(
    text: &str,
    units: &[Unit],
    nodes: &[Node<'_>],
    choices: &[Choice],
) -> (Vec<Change>, Vec<Doubt>) {
    let (mut changes, mut doubts) = (Vec::new(), Vec::new());
    let words = nodes.iter().zip(choices).filter_map(|(node, choice)| match node {
        Node::Word(candidates) => Some((*candidates, choice)),
        Node::Break => None,
    });
    for (unit, (candidates, choice)) in units.iter().zip(words) {
        let word = &text[unit.span.range()];
        let chosen = &candidates[choice.best];
        let confidence = f64::from(choice.shares[choice.best]);
        let mut alternatives: Vec<Alternative> = candidates
            .iter()
            .zip(&choice.shares)
            .filter(|(other, share)| other.text != chosen.text && **share > WORTH_LISTING)
            .map(|(other, &share)| Alternative {
                to: other.text.clone(),
                confidence: f64::from(share),
            })
            .collect();
        alternatives.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.to.cmp(&b.to)));
        alternatives.truncate(4);
        if chosen.text != word {
            let to = chosen.text.clone();
            changes.push(Change { span: unit.span, to, rule: RULE, confidence, alternatives });
        } else if choice.shares[choice.best] < DOUBTFUL {
            let (span, word) = (unit.span, word.to_owned());
            doubts.push(Doubt { span, word, confidence, alternatives });
        }
    }
    (changes, doubts)
}
