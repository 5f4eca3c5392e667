//! The candidates of every word of a text, searched once for each kind of word.

use std::collections::HashMap;

use gensvar_lexicon::{Glossary, Lexicon};

use super::candidate::{Candidate, Listed};
use super::channel::Channel;
use super::evidence::Evidence;
use super::lattice::{self, Node};
use super::memory::Memory;
use super::profile::Damage;
use super::reading::Reading;
use super::recall::Recall;
use super::search::{Search, Surroundings, Width};
use super::stretch::Stretch;
use super::sureness::Sureness;
use super::units::{Class, Place, Unit};
use crate::change::Change;

/// The id of the model where it took a space out.
const SPACES: &str = "ocr/space";
/// What an `l` is read as.
const STROKES: [&str; 4] = ["1", "I", "|", "!"];
/// The cost of a space read into a word.
const SPACE: f32 = 9.0;

/// The candidates of every word, searched once for each kind of word.
pub(crate) struct Readings<'a> {
    lexicon: &'static Lexicon,
    glossary: Option<&'a Glossary>,
    evidence: &'a Evidence,
    memory: &'a Memory,
    recall: Recall,
    no_capital: [f32; 4],
    search: Search<'static>,
    channels: Vec<(Damage, Channel)>,
    memo: HashMap<(String, Place, usize, Width, bool, bool, bool), usize>,
    candidates: Vec<Vec<Candidate>>,
    of_unit: Vec<usize>,
}

impl<'a> Readings<'a> {
    pub(crate) fn new(
        lexicon: &'static Lexicon,
        glossary: Option<&'a Glossary>,
        evidence: &'a Evidence,
        memory: &'a Memory,
        no_capital: [f32; 4],
        search: Search<'static>,
    ) -> Self {
        Readings {
            lexicon,
            glossary,
            evidence,
            memory,
            recall: Recall::new(memory),
            no_capital,
            search,
            channels: Vec::new(),
            memo: HashMap::new(),
            candidates: Vec::new(),
            of_unit: Vec::new(),
        }
    }

    /// The search, for the next reading.
    pub(crate) fn into_search(self) -> Search<'static> {
        self.search
    }

    /// Finds the candidates of the next unit. A suspect is one that the engine doubted.
    pub(crate) fn read(&mut self, text: &str, unit: &Unit, stretch: &Stretch, is_suspect: bool) {
        let word = &text[unit.span.range()];
        let channel = self.channel(stretch.damage.rounded());
        let place = unit.place;
        let width = if is_suspect { stretch.width().max(Width::Known) } else { stretch.width() };
        let is_noisy = stretch.is_noisy() && !self.channels[channel].1.only_danish();
        let rest = &text[unit.span.end..];
        let goes_on =
            |rest: &str| rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let is_short_form = rest.strip_prefix(". ").is_some_and(goes_on);
        let key = (word.to_owned(), place, channel, width, is_noisy, is_short_form, is_suspect);
        if let Some(&known) = self.memo.get(&key) {
            self.of_unit.push(known);
            return;
        }
        let around = Surroundings {
            channel: &self.channels[channel].1,
            glossary: self.glossary,
            memory: self.memory,
            recall: &self.recall,
            no_capital: self.no_capital,
            capitals_inside: self.evidence.capitals_inside,
            is_short_form,
        };
        let candidates = match unit.class {
            Class::Word => {
                let found = self.search.candidates(word, place, around, width);
                if (is_noisy || is_suspect)
                    && found.iter().all(Candidate::is_strange)
                    && word.chars().count() > 2
                {
                    self.search.candidates(word, place, around, Width::Any)
                } else {
                    found
                }
            }
            Class::Fixed | Class::Foreign => vec![self.fixed(word)],
        };
        self.memo.insert(key, self.candidates.len());
        self.of_unit.push(self.candidates.len());
        self.candidates.push(candidates);
    }

    fn fixed(&self, word: &str) -> Candidate {
        Candidate {
            text: word.to_owned(),
            channel: 0.0,
            lead: None,
            word: Listed::number(self.lexicon),
            is_compound: false,
            is_danish: false,
            is_edited: false,
        }
    }

    fn channel(&mut self, damage: Damage) -> usize {
        if let Some(i) = self.channels.iter().position(|(known, _)| *known == damage) {
            return i;
        }
        let channel = Channel::new(self.lexicon.confusions(), damage, self.evidence);
        self.channels.push((damage, channel));
        self.channels.len() - 1
    }

    /// Decodes what was read so far.
    pub(crate) fn decode(&mut self, text: &str, units: &[Unit], sureness: &Sureness) -> Reading {
        let nodes = self.nodes(text, units, sureness);
        let choices = lattice::decode(&nodes, self.lexicon.language_model());
        // The ends of sentences are left out.
        let mut choices = choices.into_iter();
        let mut of_units = Vec::with_capacity(units.len());
        for unit in units {
            of_units.extend(choices.next());
            if unit.ends {
                choices.next();
            }
        }
        Reading {
            candidates: std::mem::take(&mut self.candidates),
            of_unit: std::mem::take(&mut self.of_unit),
            choices: of_units,
            suspicion: (0..units.len()).map(|i| sureness.suspicion(i)).collect(),
        }
    }

    /// Words that a space was read into: two neighbours of which one is no word, and that are one
    /// together.
    pub(crate) fn join(
        &mut self,
        text: &str,
        units: &[Unit],
        stretches: &[Stretch],
        reading: &Reading,
    ) -> Vec<Change> {
        let mut out: Vec<Change> = Vec::new();
        for stretch in stretches.iter().filter(|stretch| stretch.width() != Width::Peace) {
            for i in stretch.units.clone() {
                let Some(next) = units.get(i + 1) else { continue };
                let span = units[i].span.cover(next.span);
                let is_pair = &text[units[i].span.end..next.span.start] == " "
                    && units[i].class == Class::Word
                    && next.class == Class::Word
                    && out.last().is_none_or(|last| !last.span.overlaps(span));
                let (a, b) = (reading.chosen(i), reading.chosen(i + 1));
                if !is_pair || !a.is_strange() && !b.is_strange() {
                    continue;
                }
                let parts = [units[i].span, next.span].map(|span| &text[span.range()]);
                // A stroke that stands alone is the first letter of the word: `1 øbende`.
                let first = if STROKES.contains(&parts[0]) { "l" } else { parts[0] };
                let word = format!("{first}{}", parts[1]);
                if word.contains(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let channel = self.channel(stretch.damage.rounded());
                let around = Surroundings {
                    channel: &self.channels[channel].1,
                    glossary: self.glossary,
                    memory: self.memory,
                    recall: &self.recall,
                    no_capital: self.no_capital,
                    capitals_inside: self.evidence.capitals_inside,
                    is_short_form: false,
                };
                let found = self.search.candidates(&word, units[i].place, around, Width::Known);
                let apart = a.cost() + b.cost() - SPACE;
                if !found[0].is_strange() && found[0].cost() < apart {
                    let confidence = 1.0 - f64::from((found[0].cost() - apart).exp());
                    let to = found[0].text.clone();
                    out.push(Change {
                        span,
                        to,
                        rule: SPACES,
                        confidence,
                        alternatives: Vec::new(),
                    });
                }
            }
        }
        out
    }

    fn nodes(&self, text: &str, units: &[Unit], sureness: &Sureness) -> Vec<Node<'_>> {
        let mut nodes = Vec::with_capacity(units.len() * 5 / 4);
        for (i, (unit, &candidates)) in units.iter().zip(&self.of_unit).enumerate() {
            let candidates = &self.candidates[candidates];
            let word = &text[unit.span.range()];
            let as_read = candidates.iter().position(|candidate| candidate.text == word);
            let suspicion = sureness.suspicion(i);
            nodes.push(Node::Word(lattice::Place { candidates, as_read, suspicion }));
            if unit.ends {
                nodes.push(Node::Break);
            }
        }
        nodes
    }
}
