//! What was chosen for every word, and what follows from it.

use std::ops::Range;

use super::candidate::Candidate;
use super::channel::number;
use super::confidence;
use super::lattice::Choice;
use super::memory::Memory;
use super::stretch::{is_plain, share};
use super::units::{Class, Unit};
use crate::change::Change;
use crate::model::{Alternative, Doubt};

/// The id of the model in edits.
const RULE: &str = "ocr/channel";
/// A word whose reading has less belief than this is listed as doubtful.
const DOUBTFUL: f32 = 0.9;
/// A word read with this belief tells of the engine.
const SURE: f32 = 0.9;
/// Other readings are listed if they have at least this belief.
const WORTH_LISTING: f32 = 0.001;

/// A name that is abbreviated has so many words at most, and its abbreviation is remembered as if
/// it had been read so often, from its initials.
const NAME: usize = 4;
const DEFINED: f32 = 8.0;
const INITIALS: &str = "";

/// Candidates and choices of all units.
pub(crate) struct Reading {
    pub(crate) candidates: Vec<Vec<Candidate>>,
    pub(crate) of_unit: Vec<usize>,
    pub(crate) choices: Vec<Choice>,
}

impl Reading {
    /// What was chosen at a unit.
    pub(crate) fn chosen(&self, i: usize) -> &Candidate {
        &self.candidates[self.of_unit[i]][self.choices[i].best]
    }

    /// Printed and read form of a word that tells something of the engine: one that is surely a
    /// word of the list.
    pub(crate) fn learns<'a>(
        &'a self,
        text: &'a str,
        units: &[Unit],
        i: usize,
    ) -> Option<(&'a str, &'a str)> {
        let choice = &self.choices[i];
        let chosen = self.chosen(i);
        let read = &text[units[i].span.range()];
        let sure = choice.shares[choice.best] > SURE
            && chosen.word.entry.is_some()
            && chosen.lead.is_none();
        let is_word = units[i].class == Class::Word && read.chars().count() > 1;
        (sure && is_word).then_some((chosen.text.as_str(), read))
    }

    /// Whether a unit was surely read as something else than was printed.
    pub(crate) fn is_surely_misread(&self, text: &str, units: &[Unit], i: usize) -> bool {
        let choice = &self.choices[i];
        choice.shares[choice.best] > SURE && self.chosen(i).text != text[units[i].span.range()]
    }

    /// Remembers abbreviations that stand in brackets behind the name they are made of: `KF` in
    /// `Økonomiforvaltningen (KF)` begins with the letter that the name begins with.
    pub(crate) fn initials(&self, text: &str, units: &[Unit], memory: &mut Memory) {
        for (i, unit) in units.iter().enumerate() {
            let (before, after) = (&text[..unit.span.start], &text[unit.span.end..]);
            if !before.ends_with('(') || !after.starts_with(')') {
                continue;
            }
            let names = (i.saturating_sub(NAME)..i).map(|at| self.chosen(at).text.as_str());
            let initials: Vec<char> = names.filter_map(|name| name.chars().next()).collect();
            let read = &text[unit.span.range()];
            for candidate in &self.candidates[self.of_unit[i]] {
                let fits = candidate.text.chars().next().is_some_and(|c| {
                    c.is_uppercase() && number(c).is_some() && initials.contains(&c)
                });
                if fits && candidate.text != *read {
                    memory.add(&candidate.text, INITIALS, DEFINED);
                }
            }
        }
    }

    /// The share of plain words for which no known word was found.
    pub(crate) fn unknown(&self, text: &str, units: &[Unit], stretch: Range<usize>) -> f32 {
        let plain = stretch.filter(|&i| {
            units[i].class != Class::Foreign && is_plain(&text[units[i].span.range()])
        });
        share(plain.map(|i| !self.chosen(i).is_strange()))
    }

    /// Changes and doubts from what was chosen.
    pub(crate) fn collect(&self, text: &str, units: &[Unit]) -> (Vec<Change>, Vec<Doubt>) {
        let (mut changes, mut doubts) = (Vec::new(), Vec::new());
        for ((unit, &candidates), choice) in units.iter().zip(&self.of_unit).zip(&self.choices) {
            let candidates = &self.candidates[candidates];
            let word = &text[unit.span.range()];
            let chosen = &candidates[choice.best];
            let is_plain = chosen.text == word || chosen.is_danish && !chosen.is_edited;
            let line = if is_plain { confidence::DANISH } else { confidence::OTHER };
            let share = choice.shares[choice.best];
            let sure = line.confidence(share);
            let confidence = f64::from(sure);
            let is_doubtful = sure < DOUBTFUL;
            // What is taken from the chosen one is given to the others.
            let rest = if share < 1.0 { (1.0 - sure) / (1.0 - share) } else { 0.0 };
            if chosen.text != word {
                changes.push(Change {
                    span: unit.span,
                    to: chosen.text.clone(),
                    rule: RULE,
                    confidence,
                    alternatives: alternatives(candidates, choice, rest),
                });
            } else if is_doubtful {
                doubts.push(Doubt {
                    span: unit.span,
                    word: word.to_owned(),
                    confidence,
                    alternatives: alternatives(candidates, choice, rest),
                });
            }
        }
        (changes, doubts)
    }
}

/// The other candidates that are worth listing, likeliest first.
fn alternatives(candidates: &[Candidate], choice: &Choice, scale: f32) -> Vec<Alternative> {
    let chosen = &candidates[choice.best].text;
    let mut others: Vec<Alternative> = candidates
        .iter()
        .zip(&choice.shares)
        .map(|(other, share)| (other, share * scale))
        .filter(|(other, share)| other.text != *chosen && *share > WORTH_LISTING)
        .map(|(other, share)| Alternative { to: other.text.clone(), confidence: f64::from(share) })
        .collect();
    others.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.to.cmp(&b.to)));
    others.truncate(4);
    others
}
