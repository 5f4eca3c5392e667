//! How a word is spelled where it stands.

use std::collections::HashMap;

use gensvar_lexicon::Lexicon;
use gensvar_lexicon::format::Key;
use gensvar_text::{Span, words};

use super::layout::{Layout, Spelling};
use super::stretch::Stretch;
use crate::change::Change;
use crate::wording::{Reading, belief, ends_sentence, is_fixed, sentence};

/// A name that is listed keeps its letters; how a name that is not is spelled otherwise must be
/// likelier than how it is typed by so much (nats).
const NAME: f32 = 4.0;
/// Beside digits, what is shorter is a code.
const WORD: usize = 3;
/// What is no longer than this may be the initial of one.
const INITIAL: usize = 2;

/// What a word tells of the keyboard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// It is a word, as it stands or with letters put back.
    pub(super) is_danish: bool,
    /// Whether it is one only with letters put back.
    pub(super) proof: Proof,
}

/// How much it proves that a word is one only with letters put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// Nothing.
    None,
    /// Little: engines that read pages do the same.
    Weak,
    /// Little: names are spelled as their owners like.
    Name,
    /// Something: a word made of parts may be anything.
    Compound,
    /// Much: a word that the list has.
    Word,
}

/// Spells the words of a text typed in one layout.
pub(super) struct Speller<'a> {
    lexicon: &'static Lexicon,
    layout: &'a Layout,
    judged: HashMap<String, Judged>,
}

impl<'a> Speller<'a> {
    pub(super) fn new(lexicon: &'static Lexicon, layout: &'a Layout) -> Self {
        Speller { lexicon, layout, judged: HashMap::new() }
    }

    pub(super) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// The runs of letters in these lines, but for those of links, addresses and numbers.
    pub(super) fn words(&self, text: &str, lines: Span) -> Vec<Span> {
        let mut out = Vec::new();
        for word in words(&text[lines.range()]) {
            let span = word.token.shift(lines.start);
            let token = &text[span.range()];
            if is_fixed(token) {
                continue;
            }
            let has_digits = token.contains(|c: char| c.is_ascii_digit());
            for piece in token.split(|c: char| !c.is_alphanumeric()) {
                let start = span.start + (piece.as_ptr() as usize - token.as_ptr() as usize);
                // `6-aarig` holds a word, `CO2aa` and `2024-aa-7` none.
                let is_word = piece.chars().all(char::is_alphabetic)
                    && !(has_digits && piece.chars().count() < WORD);
                if !piece.is_empty() && is_word {
                    out.push(Span::new(start, start + piece.len()));
                }
            }
        }
        out
    }

    /// What a word tells.
    pub(super) fn judge(&mut self, word: &str) -> Judged {
        if let Some(judged) = self.judged.get(word) {
            return *judged;
        }
        let typed = self.reading(word);
        let mut judged = Judged { is_danish: typed.is_word(), proof: Proof::None };
        if !judged.is_danish {
            for spelling in self.layout.spellings(word).into_iter().skip(1) {
                let reading = self.reading(&spelling.word);
                let is_name = reading.form.starts_with(char::is_uppercase);
                let proof = match reading.entry {
                    None if !reading.is_compound => continue,
                    _ if !spelling.is_proof => Proof::Weak,
                    None => Proof::Compound,
                    Some(_) if is_name => Proof::Name,
                    Some(_) => Proof::Word,
                };
                judged.proof = judged.proof.max(proof);
                judged.is_danish = true;
            }
        }
        self.judged.insert(word.to_owned(), judged);
        judged
    }

    /// Collects what puts the letters of a stretch back.
    pub(super) fn spell(&self, text: &str, stretch: &Stretch, out: &mut Vec<Change>) {
        let words = self.words(text, stretch.lines);
        let mut before = sentence();
        let mut last: Option<Span> = None;
        for (number, &span) in words.iter().enumerate() {
            if last.is_some_and(|last| ends_sentence(&text[last.end..span.start])) {
                before = sentence();
            }
            let next =
                words.get(number + 1).filter(|next| !ends_sentence(&text[span.end..next.start]));
            let next = next.map(|next| self.likeliest(&text[next.range()]));
            let typed = &text[span.range()];
            let spellings = self.layout.spellings(typed);
            let key = if spellings.len() < 2 {
                self.reading(typed).key
            } else {
                let change = self.choose(typed, &spellings, before, next.as_ref());
                let key = self.reading(change.as_ref().map_or(typed, |c| &c.to)).key;
                // Beyond what is sure, what is a word may have been typed elsewhere.
                let is_safe = stretch.sure.contains(span) || self.reading(typed).entry.is_none();
                out.extend(change.filter(|_| is_safe).map(|change| Change { span, ..change }));
                key
            };
            before = [before[1], key];
            last = Some(span);
        }
    }

    /// The change of a word to its likeliest spelling, unless that is how it is typed.
    fn choose(
        &self,
        typed: &str,
        spellings: &[Spelling],
        before: [Key; 2],
        next: Option<&Reading>,
    ) -> Option<Change> {
        let mut readings: Vec<(f32, Reading)> = spellings
            .iter()
            .map(|spelling| self.reading(&spelling.word))
            .map(|reading| (reading.cost_between(self.lexicon, before, next), reading))
            .collect();
        let (as_typed, reading) = &mut readings[0];
        if typed.starts_with(char::is_uppercase) && typed.chars().count() > INITIAL {
            let is_listed = reading.entry.is_some() && reading.form == typed;
            if is_listed && before != sentence() {
                return None;
            }
            if is_listed || reading.entry.is_none() {
                *as_typed -= NAME;
            }
        }
        let mut belief = belief(readings).into_iter();
        let best = belief.next().filter(|best| best.to != typed)?;
        Some(Change {
            span: Span::new(0, 0),
            to: best.to,
            rule: self.layout.rule,
            confidence: best.confidence,
            alternatives: belief.collect(),
        })
    }

    /// The spelling of a word that is likeliest without context.
    fn likeliest(&self, typed: &str) -> Reading {
        let spellings = self.layout.spellings(typed).into_iter();
        spellings
            .map(|spelling| self.reading(&spelling.word))
            .min_by(|a, b| a.cost().total_cmp(&b.cost()))
            .unwrap_or_else(|| self.reading(typed))
    }

    fn reading(&self, word: &str) -> Reading {
        Reading::of(self.lexicon, word)
    }
}
