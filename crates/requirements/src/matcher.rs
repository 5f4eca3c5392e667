//! Finds the concepts of a set in a sentence.
//!
//! One automaton finds every word of every phrase at once; phrases are tried only where their
//! first word stands and the sentence has all the others, and concepts are worked out in an order
//! in which each comes after those it is made of. Nothing is compiled while a text is read.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::bits::Bits;
use crate::phrase::{Figure, Gap};
use crate::tokens::Tokens;

/// A place in a phrase; the words that can stand there by the number of their list.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    One { words: u32, concepts: Vec<usize>, optional: bool },
    Gap(Gap),
}

/// A phrase of a concept.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub concept: usize,
    /// Whether a hit of the concept inside this phrase does not count.
    pub is_exception: bool,
    pub starts: bool,
    pub places: Vec<Place>,
}

/// A word with its stars. The kinds of figures are numbered after the forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Form {
    pub text: String,
    pub open_start: bool,
    pub open_end: bool,
}

/// All concepts of a set, made for finding.
#[derive(Debug)]
pub(crate) struct Matcher {
    automaton: Option<AhoCorasick>,
    forms: Vec<Form>,
    patterns: Vec<Pattern>,
    /// For each form, the lists of words that have it.
    lists: Vec<Vec<u32>>,
    list_count: usize,
    /// For each form, the patterns that can begin with it.
    by_form: Vec<Vec<u32>>,
    /// For each concept, its patterns that can begin with a concept.
    by_concept: Vec<Vec<u32>>,
    ends_clause: Vec<bool>,
    concepts: usize,
}

/// What the matcher writes while it reads a sentence; kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    tokens: Tokens,
    /// For each token, and for all of them, the lists of words that have it.
    listed: Vec<Bits>,
    listed_anywhere: Bits,
    found: Vec<(u32, u32)>,
    is_end: Vec<bool>,
    triggered: Vec<Vec<(u32, u32)>>,
    hits: Vec<Vec<(u32, u32)>>,
    exceptions: Vec<(u32, u32)>,
}

impl Scratch {
    /// Where the concepts stand in the sentence read last, from the first place to the last; one that
    /// stands in several is there where it stands first.
    pub(crate) fn around(&self, concepts: &[usize]) -> Option<Range<usize>> {
        let places = concepts.iter().filter_map(|concept| {
            let (start, end) = self.hits.get(*concept)?.first()?;
            let start = self.tokens.list.get(*start as usize)?.start;
            let end = self.tokens.list.get((*end as usize).checked_sub(1)?)?.end;
            Some(start..end)
        });
        places.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }
}

impl Matcher {
    /// Concepts are numbered so that each comes after those in its phrases; `lists` are the words
    /// of places, by the numbers of their forms.
    pub(crate) fn new(
        forms: Vec<Form>,
        lists: &[Vec<u32>],
        patterns: Vec<Pattern>,
        ends_clause: Vec<bool>,
        concepts: usize,
    ) -> Self {
        let mut by_form = vec![Vec::new(); forms.len() + Figure::ALL.len()];
        let mut by_concept = vec![Vec::new(); concepts];
        let mut lists_of = vec![Vec::new(); by_form.len()];
        for (number, list) in lists.iter().enumerate() {
            list.iter().for_each(|word| lists_of[*word as usize].push(number as u32));
        }
        for (number, pattern) in patterns.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            if let Some(Place::One { words, concepts, .. }) = pattern.places.first() {
                for word in &lists[*words as usize] {
                    by_form[*word as usize].push(number);
                }
                if !concepts.is_empty() {
                    by_concept[pattern.concept].push(number);
                }
            }
        }
        let texts = forms.iter().map(|form| &form.text);
        // Words of phrases stand everywhere: looking for where none can begin takes longer.
        let automaton = AhoCorasick::builder().prefilter(false).build(texts).ok();
        Matcher {
            automaton,
            forms,
            patterns,
            lists: lists_of,
            list_count: lists.len(),
            by_form,
            by_concept,
            ends_clause,
            concepts,
        }
    }

    /// The concepts that stand in a sentence.
    pub(crate) fn read(&self, sentence: &str, scratch: &mut Scratch) -> Bits {
        let mut bits = Bits::new(self.concepts);
        scratch.tokens.read(sentence);
        self.find_forms(scratch);
        scratch.hits.resize_with(self.concepts, Vec::new);
        for concept in 0..self.concepts {
            scratch.hits[concept].clear();
            if scratch.triggered[concept].is_empty() && self.by_concept[concept].is_empty() {
                continue;
            }
            let mut hits = std::mem::take(&mut scratch.hits[concept]);
            scratch.exceptions.clear();
            let mut triggered = std::mem::take(&mut scratch.triggered[concept]);
            for &(pattern, start) in &triggered {
                self.try_at(pattern, start, scratch, &mut hits);
            }
            triggered.clear();
            scratch.triggered[concept] = triggered;
            for &pattern in &self.by_concept[concept] {
                let Some(Place::One { concepts, .. }) =
                    self.patterns[pattern as usize].places.first()
                else {
                    continue;
                };
                for &first in concepts {
                    for at in 0..scratch.hits[first].len() {
                        let start = scratch.hits[first][at].0;
                        self.try_at(pattern, start, scratch, &mut hits);
                    }
                }
            }
            if !scratch.exceptions.is_empty() {
                let exceptions = &scratch.exceptions;
                hits.retain(|hit| !exceptions.iter().any(|e| e.0 <= hit.0 && hit.1 <= e.1));
            }
            hits.sort_unstable();
            hits.dedup();
            if !hits.is_empty() {
                bits.set(concept);
            }
            scratch.hits[concept] = hits;
        }
        bits
    }

    /// Whether a word of any phrase stands in a text.
    pub(crate) fn finds_words(&self, text: &str, scratch: &mut Scratch) -> bool {
        scratch.tokens.read(text);
        self.find_forms(scratch);
        !scratch.found.is_empty()
    }

    /// What is left of the sentence read last after the first place where the concept stands.
    pub(crate) fn after(concept: usize, scratch: &Scratch) -> Option<&str> {
        let (_, end) = scratch.hits.get(concept)?.first()?;
        let token = scratch.tokens.list.get(*end as usize)?;
        scratch.tokens.lower.get(token.start..)
    }

    fn find_forms(&self, scratch: &mut Scratch) {
        scratch.found.clear();
        scratch.triggered.resize_with(self.concepts, Vec::new);
        let lower = &scratch.tokens.lower;
        let list = &scratch.tokens.list;
        if let Some(automaton) = &self.automaton {
            for hit in automaton.find_overlapping_iter(lower) {
                let number = list.partition_point(|token| token.end <= hit.start());
                let Some(token) = list.get(number) else { continue };
                let form = &self.forms[hit.pattern().as_usize()];
                let starts = form.open_start || token.start == hit.start();
                let ends = form.open_end || token.end == hit.end();
                if starts && ends && token.start <= hit.start() && hit.end() <= token.end {
                    scratch.found.push((number as u32, hit.pattern().as_u32()));
                }
            }
        }
        for (number, token) in list.iter().enumerate() {
            let text = &lower[token.start..token.end];
            if !text.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            for (at, (_, figure)) in Figure::ALL.iter().enumerate() {
                if figure.is(text) {
                    scratch.found.push((number as u32, (self.forms.len() + at) as u32));
                }
            }
        }
        scratch.found.sort_unstable();
        scratch.found.dedup();
        scratch.is_end.clear();
        scratch.is_end.resize(list.len(), false);
        scratch.listed_anywhere.renew(self.list_count);
        scratch.listed.resize_with(list.len().max(scratch.listed.len()), Bits::default);
        scratch.listed[..list.len()].iter_mut().for_each(|bits| bits.renew(self.list_count));
        for &(token, form) in &scratch.found {
            let (at, form) = (token as usize, form as usize);
            scratch.is_end[at] |= self.ends_clause.get(form).is_some_and(|ends| *ends);
            for &list in &self.lists[form] {
                scratch.listed[at].set(list as usize);
                scratch.listed_anywhere.set(list as usize);
            }
            for &pattern in &self.by_form[form] {
                let concept = self.patterns[pattern as usize].concept;
                scratch.triggered[concept].push((pattern, token));
            }
        }
    }

    fn try_at(&self, pattern: u32, start: u32, scratch: &mut Scratch, hits: &mut Vec<(u32, u32)>) {
        let pattern = &self.patterns[pattern as usize];
        if !pattern.places.iter().all(|place| may_stand(place, scratch))
            || pattern.starts && !begins(&scratch.tokens, start as usize)
        {
            return;
        }
        if let Some(end) = fits(&pattern.places, start as usize, scratch) {
            let span = (start, end as u32);
            if pattern.is_exception { scratch.exceptions.push(span) } else { hits.push(span) }
        }
    }
}

/// Whether the sentence has anything for a place, wherever it stands.
fn may_stand(place: &Place, scratch: &Scratch) -> bool {
    match place {
        Place::Gap(_) | Place::One { optional: true, .. } => true,
        Place::One { words, concepts, .. } => {
            scratch.listed_anywhere.has(*words as usize)
                || concepts.iter().any(|concept| !scratch.hits[*concept].is_empty())
        }
    }
}

/// Whether only marks and item numbers stand before the token.
fn begins(tokens: &Tokens, at: usize) -> bool {
    tokens.list[..at].iter().all(|token| {
        let text = &tokens.lower[token.start..token.end];
        text.len() <= 4 && !text.chars().any(char::is_alphabetic)
    })
}

/// The token after the phrase, if the phrase stands at `at`.
fn fits(places: &[Place], at: usize, scratch: &Scratch) -> Option<usize> {
    let Some((place, rest)) = places.split_first() else { return Some(at) };
    match place {
        Place::Gap(gap) => {
            for skipped in 0..=gap.most {
                if let Some(end) = fits(rest, at + skipped, scratch) {
                    return Some(end);
                }
                let token = scratch.tokens.list.get(at + skipped)?;
                let is_comma = &scratch.tokens.lower[token.start..token.end] == ",";
                if scratch.is_end[at + skipped] || (is_comma && !gap.over_commas) {
                    return None;
                }
            }
            None
        }
        Place::One { words, concepts, optional } => {
            if at < scratch.is_end.len() {
                if scratch.listed[at].has(*words as usize)
                    && let Some(end) = fits(rest, at + 1, scratch)
                {
                    return Some(end);
                }
                for concept in concepts {
                    let hits = &scratch.hits[*concept];
                    let from = hits.partition_point(|hit| (hit.0 as usize) < at);
                    for hit in hits[from..].iter().take_while(|hit| hit.0 as usize == at) {
                        if let Some(end) = fits(rest, hit.1 as usize, scratch) {
                            return Some(end);
                        }
                    }
                }
            }
            if *optional { fits(rest, at, scratch) } else { None }
        }
    }
}
