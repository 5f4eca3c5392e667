//! Letters that a program could not read and put a mark for: `K?benhavns`, `K\u{fffd}benhavns`.
//!
//! Which letter it was, the word list and the words around it tell; a word of which they know
//! nothing is left, unless the mark stands between letters. A mark that stands for another sign is
//! taken for a quotation mark where a pair of them stands around words, for a bullet, § or a dash
//! where one stands alone, and left elsewhere.

mod signs;

use gensvar_lexicon::Lexicon;
use gensvar_text::{Span, words};

use crate::change::Change;
use crate::encoding::{after, before, is_danish_letter, is_letter, line_spans};
use crate::wording::{Reading, belief, ends_sentence, is_fixed, sentence};

const LETTER: &str = "unreadable/letter";
/// What programs put for what they cannot read.
const MARKS: [char; 2] = ['\u{fffd}', '?'];
/// The letters it may have been.
const LETTERS: [char; 4] = ['æ', 'ø', 'å', 'é'];
/// Marks in one word; with more nothing is left to tell the word by.
const MOST: usize = 4;
/// Words that must be words only with a letter for the mark inside them, and their share of those
/// that have one inside.
const PROOFS: usize = 2;
const SHARE: f32 = 0.5;
/// What is no longer and ends with a dot may be an abbreviation.
const SHORT: usize = 3;

/// What puts letters for the marks of `text`.
pub(crate) fn changes(text: &str) -> Vec<Change> {
    let lexicon = Lexicon::danish();
    for mark in MARKS.into_iter().filter(|&mark| text.contains(mark)) {
        let changes = Reader { lexicon, mark }.read(text);
        if !changes.is_empty() {
            return changes;
        }
    }
    Vec::new()
}

/// Reads the words of a text in which one mark stands for letters.
struct Reader {
    lexicon: &'static Lexicon,
    mark: char,
}

/// A run of letters and marks.
struct Piece {
    span: Span,
    /// Whether it begins a sentence or a paragraph, where a capital stands.
    begins: bool,
}

impl Reader {
    fn read(&self, text: &str) -> Vec<Change> {
        if self.between_letters(text) < PROOFS {
            return Vec::new();
        }
        let pieces = self.pieces(text);
        let (mut changes, mut edges) = (Vec::new(), Vec::new());
        let (mut inside, mut proofs) = (0, 0);
        let mut before = sentence();
        for (number, piece) in pieces.iter().enumerate() {
            let word = &text[piece.span.range()];
            if piece.begins {
                before = sentence();
            }
            let core = word.trim_matches(self.mark);
            let mut reading = Reading::of(self.lexicon, core);
            let found = if core.len() < word.len() || core.contains(self.mark) {
                let next = pieces.get(number + 1).filter(|next| !next.begins);
                let next = next.and_then(|next| self.likeliest(&text[next.span.range()]));
                self.choose(piece, word, before, next.as_ref())
            } else {
                None
            };
            if core.contains(self.mark) {
                inside += 1;
                let is_word = |change: &Change| Reading::of(self.lexicon, &change.to).is_word();
                proofs += usize::from(found.as_ref().is_some_and(is_word));
            }
            let start = piece.span.start + (core.as_ptr() as usize - word.as_ptr() as usize);
            let mut letters = Span::new(start, start + core.len());
            if let Some(change) = found {
                reading = Reading::of(self.lexicon, &change.to);
                letters = change.span;
                changes.push(change);
            }
            // What is left of the marks at its edges.
            if letters.start > piece.span.start {
                edges.push((true, letters.start - self.mark.len_utf8()));
            }
            if letters.end < piece.span.end {
                edges.push((false, letters.end));
            }
            before = [before[1], reading.key];
        }
        if proofs < PROOFS || (proofs as f32) < SHARE * inside as f32 {
            return Vec::new();
        }
        changes.extend(signs::quotation_marks(self.mark, &edges));
        changes.extend(signs::signs(self.mark, text));
        changes.sort_by_key(|change| change.span);
        changes
    }

    /// How many marks stand between letters; in most texts with questions none.
    fn between_letters(&self, text: &str) -> usize {
        let is_between = |&(at, mark): &(usize, &str)| {
            is_letter(before(text, at)) && is_letter(after(text, at + mark.len()))
        };
        text.match_indices(self.mark).filter(is_between).count()
    }

    /// The runs of letters and marks in the lines that have no Danish letter.
    fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut before = 0;
        for (start, end) in line_spans(text) {
            if text[start..end].contains(is_danish_letter) {
                continue;
            }
            for word in words(&text[start..end]) {
                let token = word.token.shift(start);
                let inner = &text[token.range()];
                if is_fixed(inner) || inner.contains(['=', '&']) {
                    continue;
                }
                for piece in inner.split(|c: char| !c.is_alphabetic() && c != self.mark) {
                    if !piece.contains(char::is_alphabetic) {
                        continue;
                    }
                    let at = token.start + (piece.as_ptr() as usize - inner.as_ptr() as usize);
                    let between = &text[before..at];
                    // `evt.` and `kr.` end no sentence, and after a colon a capital is rare.
                    let is_long = pieces.last().is_none_or(|last: &Piece| last.span.len() > SHORT);
                    let begins = pieces.is_empty()
                        || ends_sentence(between)
                            && !between.contains(':')
                            && (is_long || !between.contains('.'));
                    let span = Span::new(at, at + piece.len());
                    before = span.end;
                    pieces.push(Piece { span, begins });
                }
            }
        }
        pieces
    }

    /// The change of a word to what it was most likely, if anything is known of it.
    fn choose(
        &self,
        piece: &Piece,
        word: &str,
        before: [gensvar_lexicon::format::Key; 2],
        next: Option<&Reading>,
    ) -> Option<Change> {
        // What stands at its edges may be a sign: all of it, or the last mark alone.
        let mut parts = vec![
            word,
            word.trim_start_matches(self.mark),
            word.trim_end_matches(self.mark),
            word.strip_suffix(self.mark).unwrap_or(word),
            word.trim_matches(self.mark),
        ];
        parts.dedup();
        let mut readings: Vec<(Span, f32, Reading)> = Vec::new();
        for part in parts {
            let at = piece.span.start + (part.as_ptr() as usize - word.as_ptr() as usize);
            let span = Span::new(at, at + part.len());
            if readings.iter().any(|(other, ..)| *other == span) {
                continue;
            }
            // A mark between letters was one, whether or not the word is known.
            let is_sure = part == word.trim_matches(self.mark) && part.contains(self.mark);
            let all = self.candidates(part, piece.begins).into_iter();
            let all = all.map(|candidate| Reading::of(self.lexicon, &candidate));
            let all: Vec<Reading> = all.collect();
            let is_any_word = all.iter().any(Reading::is_word);
            for reading in all {
                if reading.is_word() || is_sure && !is_any_word {
                    let cost = reading.cost_between(self.lexicon, before, next);
                    readings.push((span, cost, reading));
                }
            }
        }
        let best = readings.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let span = best.0;
        // The word without a letter put in is as likely: the mark is a sign.
        if best.2.word == word.trim_matches(self.mark) {
            return None;
        }
        let same = readings.into_iter().filter(|(other, ..)| *other == span);
        let mut belief =
            belief(same.map(|(_, cost, reading)| (cost, reading)).collect()).into_iter();
        let best = belief.next()?;
        Some(Change {
            span,
            to: best.to,
            rule: LETTER,
            confidence: best.confidence,
            alternatives: belief.collect(),
        })
    }

    /// The word that is likeliest without context.
    fn likeliest(&self, word: &str) -> Option<Reading> {
        let readings = [word, word.trim_matches(self.mark)].into_iter().flat_map(|part| {
            let all = self.candidates(part, false).into_iter();
            all.map(|word| Reading::of(self.lexicon, &word))
        });
        let words = readings.filter(|reading| reading.is_word());
        words.min_by(|a, b| a.cost().total_cmp(&b.cost()))
    }

    /// The word with letters for its marks.
    fn candidates(&self, word: &str, begins: bool) -> Vec<String> {
        let marks = word.chars().filter(|&c| c == self.mark).count();
        if marks > MOST || word.is_empty() {
            return Vec::new();
        }
        let letters: Vec<char> = word.chars().collect();
        let is_upper = |at: usize| letters.get(at).is_some_and(|c| c.is_uppercase());
        // Before a word with its own capital stands a sign.
        let is_lower = |at: usize| letters.get(at).is_some_and(|c| c.is_lowercase());
        if letters[0] == self.mark && is_upper(1) && is_lower(2) {
            return Vec::new();
        }
        let mut out = vec![String::new()];
        for (at, &c) in letters.iter().enumerate() {
            if c != self.mark {
                out.iter_mut().for_each(|word| word.push(c));
                continue;
            }
            // Among capitals a capital; at the beginning it may be one.
            let among = is_upper(at + 1) || at > 1 && is_upper(at - 1) && is_upper(at - 2);
            let upper = among || at == 0 && begins;
            out = out
                .iter()
                .flat_map(|word| {
                    LETTERS.into_iter().map(move |letter| {
                        let mut word = word.clone();
                        if upper {
                            word.extend(letter.to_uppercase());
                        } else {
                            word.push(letter);
                        }
                        word
                    })
                })
                .collect();
        }
        // A name that no sentence begins with.
        if letters[0] == self.mark && !begins && !out[0].starts_with(char::is_uppercase) {
            let listed = |word: &String| self.lexicon.words().get(word).is_some();
            let name = |word: &String| {
                let mut rest = word.chars();
                let first = rest.next().into_iter().flat_map(char::to_uppercase);
                first.chain(rest).collect::<String>()
            };
            let names: Vec<String> =
                out.iter().filter(|word| !listed(word)).map(name).filter(listed).collect();
            out.extend(names);
        }
        out
    }
}

#[cfg(test)]
mod tests;
