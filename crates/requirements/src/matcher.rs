//! Finds the concepts of a set in a sentence.
//!
//! One automaton finds what the phrases have for a word, once for words that come again; phrases are
//! tried only where their first word stands and the sentence has all the others, and concepts are
//! worked out in an order in which each comes after those it is made of. Nothing is compiled while a
//! text is read.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use gensvar_claims::memory::Memory;

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
    /// For each pattern, the lists that must have a word of the sentence.
    needs: Vec<Vec<u32>>,
    /// For each form, the lists of words that have it.
    lists: Vec<Vec<u32>>,
    list_count: usize,
    /// For each form, the patterns that can begin with it.
    by_form: Vec<Vec<u32>>,
    /// For each concept, its patterns that can begin with a concept.
    by_concept: Vec<Vec<u32>>,
    /// For each concept, those with a pattern that can begin with it.
    begun_by: Vec<Vec<usize>>,
    ends_clause: Vec<bool>,
    concepts: usize,
}

/// What the phrases make of a word.
#[derive(Debug, Default)]
struct Word {
    /// The lists that have it.
    lists: Bits,
    /// The patterns that can begin with it, each with the first list that it needs.
    patterns: Vec<(u32, u32)>,
    ends_clause: bool,
    /// Whether any phrase has it.
    is_known: bool,
}

/// What the matcher writes while it reads a sentence; kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    tokens: Tokens,
    memory: Memory<Word>,
    /// For each token its number in the memory.
    words: Vec<u32>,
    /// The lists that have any of them.
    listed: Bits,
    /// The concepts that may stand in the sentence, until they are looked for.
    open: Bits,
    /// Those that stand there.
    found: Vec<usize>,
    triggered: Vec<Vec<(u32, u32)>>,
    hits: Vec<Vec<(u32, u32)>>,
    exceptions: Vec<(u32, u32)>,
}

impl Scratch {
    fn word(&self, at: usize) -> Option<&Word> {
        self.memory.get(*self.words.get(at)?)
    }

    /// The concepts that stand in the sentence read last, in order, each where it stands first.
    pub(crate) fn places(&self) -> Vec<Standing> {
        let place = |concept: &usize| {
            let (start, end) = *self.hits.get(*concept)?.first()?;
            Some(Standing { concept: *concept, start, end })
        };
        self.found.iter().filter_map(place).collect()
    }
}

/// A concept with the first place where it stands in a sentence, in tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub concept: usize,
    pub start: u32,
    pub end: u32,
}

/// Where concepts stand in a sentence of these tokens, from the first place to the last.
pub(crate) fn around(
    concepts: &[usize],
    standing: &[Standing],
    tokens: &Tokens,
) -> Option<Range<usize>> {
    let places = concepts.iter().filter_map(|concept| {
        let at = standing.binary_search_by_key(concept, |standing| standing.concept).ok()?;
        let Standing { start, end, .. } = *standing.get(at)?;
        let start = tokens.list.get(start as usize)?.start;
        let end = tokens.list.get((end as usize).checked_sub(1)?)?.end;
        Some(start..end)
    });
    places.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
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
        let mut begun_by = vec![Vec::new(); concepts];
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
                concepts.iter().for_each(|first| begun_by[*first].push(pattern.concept));
            }
        }
        let needs = patterns.iter().map(|pattern| needs(pattern, lists)).collect();
        let texts = forms.iter().map(|form| &form.text);
        // It reads a word at a time, and each but seldom twice: what is built soonest is best.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let automaton = AhoCorasick::builder().prefilter(false).kind(kind).build(texts).ok();
        Matcher {
            automaton,
            forms,
            patterns,
            needs,
            lists: lists_of,
            list_count: lists.len(),
            by_form,
            by_concept,
            begun_by,
            ends_clause,
            concepts,
        }
    }

    /// The concepts that stand in a sentence.
    pub(crate) fn read(&self, sentence: &str, scratch: &mut Scratch) -> Bits {
        let mut bits = Bits::new(self.concepts);
        while let Some(concept) = scratch.found.pop() {
            scratch.hits[concept].clear();
        }
        scratch.hits.resize_with(self.concepts, Vec::new);
        scratch.tokens.read(sentence);
        self.look_up(scratch);
        self.trigger(scratch);
        // Each concept comes after those that can open it.
        let mut from = 0;
        while let Some(concept) = scratch.open.take_from(from) {
            from = concept + 1;
            let mut hits = std::mem::take(&mut scratch.hits[concept]);
            scratch.exceptions.clear();
            let mut triggered = std::mem::take(&mut scratch.triggered[concept]);
            for (pattern, start) in triggered.drain(..) {
                self.try_at(pattern, start, scratch, &mut hits);
            }
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
                scratch.found.push(concept);
                self.begun_by[concept].iter().for_each(|opened| scratch.open.set(*opened));
            }
            scratch.hits[concept] = hits;
        }
        bits
    }

    /// Whether a word of any phrase stands in a text.
    pub(crate) fn finds_words(&self, text: &str, scratch: &mut Scratch) -> bool {
        scratch.tokens.read(text);
        self.look_up(scratch);
        (0..scratch.words.len()).any(|at| scratch.word(at).is_some_and(|word| word.is_known))
    }

    /// What is left of the sentence read last after the first place where the concept stands.
    pub(crate) fn after(concept: usize, scratch: &Scratch) -> Option<&str> {
        let (_, end) = scratch.hits.get(concept)?.first()?;
        let token = scratch.tokens.list.get(*end as usize)?;
        scratch.tokens.lower.get(token.start..)
    }

    /// Looks up every token of the sentence.
    fn look_up(&self, scratch: &mut Scratch) {
        let Scratch { tokens, memory, words, .. } = scratch;
        memory.make_room();
        words.clear();
        let texts = tokens.list.iter().map(|token| &tokens.lower[token.start..token.end]);
        words.extend(texts.map(|text| memory.number(text, |text| self.word(text))));
    }

    /// What the phrases make of a word in lower case.
    fn word(&self, text: &str) -> Word {
        let mut word = Word::default();
        let mut take =
            |form: usize| {
                if !word.is_known {
                    word.lists.renew(self.list_count);
                    word.is_known = true;
                }
                word.ends_clause |= self.ends_clause.get(form).is_some_and(|ends| *ends);
                self.lists[form].iter().for_each(|list| word.lists.set(*list as usize));
                word.patterns.extend(self.by_form[form].iter().filter_map(|pattern| {
                    Some((*pattern, *self.needs[*pattern as usize].first()?))
                }));
            };
        for hit in self.automaton.iter().flat_map(|it| it.find_overlapping_iter(text)) {
            let number = hit.pattern().as_usize();
            let form = &self.forms[number];
            if (form.open_start || hit.start() == 0) && (form.open_end || hit.end() == text.len()) {
                take(number);
            }
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let figures = Figure::ALL.iter().enumerate().filter(|(_, (_, f))| f.is(text));
            figures.for_each(|(at, _)| take(self.forms.len() + at));
        }
        word.patterns.sort_unstable();
        word.patterns.dedup();
        word
    }

    /// Finds where patterns may begin, of those whose words stand in the sentence.
    fn trigger(&self, scratch: &mut Scratch) {
        let Scratch { memory, words, listed, open, triggered, .. } = scratch;
        listed.renew(self.list_count);
        open.renew(self.concepts);
        triggered.resize_with(self.concepts, Vec::new);
        for word in words.iter().filter_map(|word| memory.get(*word)) {
            listed.add(&word.lists);
        }
        for (at, word) in words.iter().enumerate() {
            for &(number, need) in memory.get(*word).map_or(&[][..], |word| &word.patterns) {
                let has = |list: &u32| listed.has(*list as usize);
                if has(&need) && self.needs[number as usize].iter().all(has) {
                    let concept = self.patterns[number as usize].concept;
                    open.set(concept);
                    triggered[concept].push((number, at as u32));
                }
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

/// The lists of the places that must be taken and where no concept can stand, those of few words
/// first, and that of the first place, whose word is there, last.
fn needs(pattern: &Pattern, lists: &[Vec<u32>]) -> Vec<u32> {
    let need = |place: &Place| match place {
        Place::One { words, concepts, optional: false } if concepts.is_empty() => Some(*words),
        _ => None,
    };
    let mut needs: Vec<u32> = pattern.places.iter().skip(1).filter_map(need).collect();
    needs.sort_by_key(|list| lists[*list as usize].len());
    if let Some(Place::One { words, .. }) = pattern.places.first() {
        needs.push(*words);
    }
    needs
}

/// Whether the sentence has anything for a place, wherever it stands.
fn may_stand(place: &Place, scratch: &Scratch) -> bool {
    match place {
        Place::Gap(_) | Place::One { optional: true, .. } => true,
        Place::One { words, concepts, .. } => {
            scratch.listed.has(*words as usize)
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
                if scratch.word(at + skipped).is_some_and(|word| word.ends_clause)
                    || (is_comma && !gap.over_commas)
                {
                    return None;
                }
            }
            None
        }
        Place::One { words, concepts, optional } => {
            if let Some(word) = scratch.word(at) {
                if word.lists.has(*words as usize)
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
