//! How a word is spelled where it stands.

use std::collections::HashMap;

use gensvar_lexicon::format::{Key, SENTENCE};
use gensvar_lexicon::{Lexicon, UNKNOWN_COST, WordEntry, tokens};
use gensvar_text::{Span, words};

use super::layout::{Layout, Spelling};
use super::stretch::Stretch;
use crate::change::Change;
use crate::compound::compound_cost;
use crate::model::Alternative;

/// A name that is listed keeps its letters; how a name that is not is spelled otherwise must be
/// likelier than how it is typed by so much (nats).
const NAME: f32 = 4.0;
/// Each letter with which a word leaves the beginnings of all listed ones (nats).
const STRANGE: f32 = 2.0;
/// Beside digits, what is shorter is a code.
const WORD: usize = 3;
/// What is no longer than this may be the initial of one.
const INITIAL: usize = 2;
/// Readings less likely than this are not told.
const LEAST: f64 = 0.005;

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

/// A word in one of its spellings, as the language model counts it.
struct Reading {
    word: String,
    /// As the list has it, or would.
    form: String,
    key: Key,
    entry: Option<WordEntry>,
    /// The cost of a word that is not listed.
    unlisted: f32,
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
        let made_of_parts = |form: &str| compound_cost(self.lexicon, form).is_some();
        let typed = self.reading(word.to_owned());
        let mut judged = Judged {
            is_danish: typed.entry.is_some() || made_of_parts(&typed.form),
            proof: Proof::None,
        };
        if !judged.is_danish {
            for spelling in self.layout.spellings(word).into_iter().skip(1) {
                let reading = self.reading(spelling.word);
                let is_name = reading.form.starts_with(char::is_uppercase);
                let proof = match reading.entry {
                    None if !made_of_parts(&reading.form) => continue,
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
        let mut before = [Key::of(SENTENCE); 2];
        let mut last: Option<Span> = None;
        for (number, &span) in words.iter().enumerate() {
            if last.is_some_and(|last| ends_sentence(&text[last.end..span.start])) {
                before = [Key::of(SENTENCE); 2];
            }
            let next =
                words.get(number + 1).filter(|next| !ends_sentence(&text[span.end..next.start]));
            let next = next.map(|next| self.likeliest(&text[next.range()]));
            let typed = &text[span.range()];
            let spellings = self.layout.spellings(typed);
            let key = if spellings.len() < 2 {
                self.reading(typed.to_owned()).key
            } else {
                let change = self.choose(typed, &spellings, before, next.as_ref());
                let key = self.reading(change.as_ref().map_or(typed, |c| &c.to).to_owned()).key;
                // Beyond what is sure, what is a word may have been typed elsewhere.
                let is_safe =
                    stretch.sure.contains(span) || self.reading(typed.to_owned()).entry.is_none();
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
        let model = self.lexicon.language_model();
        let cost = |reading: &Reading| {
            let own = model.cost(before, reading.key, reading.entry) + reading.unlisted;
            let next = next.map_or(0.0, |next| {
                model.cost_with([before[1], reading.key], reading.entry, next.key, next.entry)
            });
            own + next
        };
        let mut readings: Vec<(f32, Reading)> = spellings
            .iter()
            .map(|spelling| self.reading(spelling.word.clone()))
            .map(|reading| (cost(&reading), reading))
            .collect();
        let (as_typed, reading) = &mut readings[0];
        if typed.starts_with(char::is_uppercase) && typed.chars().count() > INITIAL {
            let is_listed = reading.entry.is_some() && reading.form == typed;
            if is_listed && before[1] != Key::of(SENTENCE) {
                return None;
            }
            if is_listed || reading.entry.is_none() {
                *as_typed -= NAME;
            }
        }
        let least = readings.iter().map(|(cost, _)| *cost).fold(f32::INFINITY, f32::min);
        let weight = |cost: f32| f64::from((least - cost).exp());
        let sum: f64 = readings.iter().map(|(cost, _)| weight(*cost)).sum();
        readings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut belief = readings.into_iter().map(|(cost, reading)| Alternative {
            to: reading.word,
            confidence: weight(cost) / sum,
        });
        let best = belief.next().filter(|best| best.to != typed)?;
        Some(Change {
            span: Span::new(0, 0),
            to: best.to,
            rule: self.layout.rule,
            confidence: best.confidence,
            alternatives: belief.filter(|other| other.confidence >= LEAST).collect(),
        })
    }

    /// The spelling of a word that is likeliest without context.
    fn likeliest(&self, typed: &str) -> Reading {
        let spellings = self.layout.spellings(typed).into_iter();
        let cost = |reading: &Reading| {
            reading.unlisted + reading.entry.map_or(UNKNOWN_COST, |entry| entry.cost)
        };
        spellings
            .map(|spelling| self.reading(spelling.word))
            .min_by(|a, b| cost(a).total_cmp(&cost(b)))
            .unwrap_or_else(|| self.reading(typed.to_owned()))
    }

    /// How many letters of a word come after those that some listed word begins with: an inflected
    /// form that the list lacks has few.
    fn beyond_the_list(&self, form: &str) -> usize {
        let mut at = self.lexicon.words().root();
        for (known, letter) in form.chars().enumerate() {
            match self.lexicon.words().step(at, letter) {
                Some(next) => at = next,
                None => return form.chars().count() - known,
            }
        }
        0
    }

    fn reading(&self, word: String) -> Reading {
        let list = self.lexicon.words();
        let mut forms = vec![word.clone()];
        if word.starts_with(char::is_uppercase) {
            let small = word.to_lowercase();
            let mut rest = small.chars();
            // Among capitals it may be a name.
            let name = rest.next().map(|first| first.to_uppercase().chain(rest).collect());
            forms.extend(name.filter(|name| *name != word));
            forms.push(small);
        }
        let listed = forms.iter().filter_map(|form| Some((form.clone(), list.get(form)?)));
        let best = listed.min_by(|a, b| a.1.cost.total_cmp(&b.1.cost));
        let (form, entry) = match best {
            Some((form, entry)) => (form, Some(entry)),
            None => (forms.pop().unwrap_or_default(), None),
        };
        let unlisted = match entry {
            Some(_) => 0.0,
            None => {
                let letters = self.lexicon.chars().cost(&form);
                let strange = letters + STRANGE * self.beyond_the_list(&form) as f32;
                compound_cost(self.lexicon, &form).map_or(strange, |parts| parts.min(strange))
            }
        };
        Reading { key: self.lexicon.language_model().key(&form), entry, unlisted, word, form }
    }
}

/// Whether a token is a link, an address, the name of a file or of something in one.
fn is_fixed(token: &str) -> bool {
    let (start, len) = tokens::core(token);
    let core = &token[start..start + len];
    let named = core.rsplit_once('.').is_some_and(|(name, end)| {
        (2..=4).contains(&end.len())
            && end.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && name.chars().filter(|c| c.is_alphanumeric()).count() > 2
    });
    // `hvad-er-nyt` is the end of a link; a compound has a hyphen, hardly two.
    let inner_hyphens = core.trim_matches('-').matches('-').count();
    named
        || inner_hyphens > 1
        || core.matches('/').count() > 1
        || token.contains(['@', '_', '\\', '#'])
        || token.contains("://")
        || token.contains("www.")
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '!', '?', ':', '\u{c}']) || between.matches('\n').count() > 1
}
