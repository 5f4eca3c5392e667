//! Stretches of a text that are not Danish.
//!
//! An English summary, a quotation in Swedish or a letter in the spelling of before 1948 looks like
//! Danish that was read badly: few of its words are listed, and it has no æ, ø, å or too few.
//! What tells it from damaged Danish are its function words. They are short, so that misreading
//! seldom makes one of another, and in each language every third word is one. Each word votes for
//! the languages that hold it and against those that do not, if it is one of Danish; what two
//! languages share tells nothing between them. The votes decide over runs of words together
//! (a Viterbi decoding over one state for each language), where it costs some to go from one
//! language to another, and least between paragraphs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use gensvar_lexicon::Lexicon;

use super::search::lower_first;
use super::units::{Class, Unit};

/// A word of Danish outweighs so many of another language.
const DANISH: f32 = 3.0;
/// A common word of the Danish list that is no function word, and how common it is; one that is
/// listed for another language as well says nothing.
const LISTED: f32 = 0.5;
const COMMON: f32 = 10.0;
/// The ending of a word that no list holds, and the letters such a word has at least.
const ENDING: f32 = 0.5;
const LETTERS: usize = 6;
/// What it costs to go from one language to another: between paragraphs, where a line begins with a
/// sentence, where a sentence or a quotation begins, where a line does, and elsewhere. Coming and
/// going together need three votes.
const PARAGRAPH: f32 = 1.45;
const BLOCK: f32 = 1.8;
const SENTENCE: f32 = 2.0;
const LINE: f32 = 2.4;
const WITHIN: f32 = 3.5;
/// So many kinds of words must speak for a language: specks are read as `een` or `ee` over and over.
const KINDS: usize = 3;
/// And one of them has so many letters.
const LONG: usize = 4;
/// A text is nearly all in another language if that has so many times the words of Danish.
const MOSTLY: usize = 3;

/// The words of one language.
struct Language {
    words: HashSet<&'static str>,
    endings: Vec<&'static str>,
    /// Whether the common words of Danish are its own as well.
    holds_danish: bool,
}

impl Language {
    fn parse(file: &'static str) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let (endings, words): (Vec<&str>, Vec<&str>) =
            lines.flat_map(str::split_whitespace).partition(|word| word.starts_with('-'));
        let endings = endings.into_iter().filter_map(|ending| ending.strip_prefix('-')).collect();
        let words: HashSet<&str> = words.into_iter().collect();
        Language { holds_danish: words.contains("*"), words, endings }
    }
}

/// Danish.
static OURS: LazyLock<Language> =
    LazyLock::new(|| Language::parse(include_str!("../../data/languages/danish.txt")));

/// How many other languages there are.
const OTHERS: usize = 8;

/// Those that stand beside it, and Danish as it was spelled before 1948.
static THEIRS: LazyLock<[Language; OTHERS]> = LazyLock::new(|| {
    [
        include_str!("../../data/languages/english.txt"),
        include_str!("../../data/languages/german.txt"),
        include_str!("../../data/languages/dutch.txt"),
        include_str!("../../data/languages/french.txt"),
        include_str!("../../data/languages/swedish.txt"),
        include_str!("../../data/languages/norwegian.txt"),
        include_str!("../../data/languages/finnish.txt"),
        include_str!("../../data/languages/danish-1872.txt"),
    ]
    .map(Language::parse)
});

/// What a word says of each of the other languages against Danish.
type Votes = [f32; OTHERS];

/// Puts the words that are not Danish into a class of their own.
pub(crate) fn set_apart(lexicon: &Lexicon, text: &str, units: &mut [Unit]) {
    let mut known: HashMap<String, Votes> = HashMap::new();
    let votes: Vec<Votes> = units
        .iter()
        .map(|unit| {
            let word = &text[unit.span.range()];
            if unit.class == Class::Fixed || !word.contains(char::is_alphabetic) {
                return [0.0; OTHERS];
            }
            *known.entry(word.to_owned()).or_insert_with(|| votes(lexicon, word))
        })
        .collect();
    // Hardly any text has a word of another language so often that it need be decoded.
    let is_possible = |language: usize| {
        let all: f32 = votes.iter().map(|votes| votes[language].max(0.0)).sum();
        all > 2.0 * PARAGRAPH
    };
    if !(0..OTHERS).any(is_possible) {
        return;
    }
    let mut languages = decode(text, units, &votes);
    withdraw_specks(text, units, &votes, &mut languages);
    fill_gaps(text, units, &votes, &mut languages);
    for (unit, language) in units.iter_mut().zip(languages) {
        if language > 0 && unit.class == Class::Word {
            unit.class = Class::Foreign;
        }
    }
}

/// The runs of words of one language.
fn runs(languages: &[usize]) -> Vec<Range<usize>> {
    let mut at = 0;
    let runs = languages.chunk_by(|a, b| a == b);
    runs.map(|run| {
        at += run.len();
        at - run.len()..at
    })
    .collect()
}

/// Takes runs for Danish after all in which too few kinds of words speak for the language.
fn withdraw_specks(text: &str, units: &[Unit], votes: &[Votes], languages: &mut [usize]) {
    for run in runs(languages) {
        let Some(language) = languages[run.start].checked_sub(1) else { continue };
        let kinds = kinds(text, units, run.clone().filter(|&i| votes[i][language] > 0.0));
        if kinds.len() < KINDS || kinds.iter().all(|word| word.chars().count() < LONG) {
            languages[run].fill(0);
        }
    }
}

/// In a text that is nearly all in one other language, takes runs for that in which too few kinds of
/// words speak for Danish.
fn fill_gaps(text: &str, units: &[Unit], votes: &[Votes], languages: &mut [usize]) {
    let mut counts = [0; OTHERS + 1];
    languages.iter().for_each(|&language| counts[language] += 1);
    let most = (1..=OTHERS).max_by_key(|&language| counts[language]).unwrap_or(1);
    if counts[most] < MOSTLY * counts[0] {
        return;
    }
    for run in runs(languages) {
        if languages[run.start] > 0 {
            continue;
        }
        let ours = run.clone().filter(|&i| votes[i][most - 1] == -DANISH);
        if kinds(text, units, ours).len() < KINDS {
            languages[run].fill(most);
        }
    }
}

/// The kinds of words that stand at these places.
fn kinds(text: &str, units: &[Unit], at: impl Iterator<Item = usize>) -> HashSet<String> {
    at.map(|i| text[units[i].span.range()].to_lowercase()).collect()
}

/// What a word says.
fn votes(lexicon: &Lexicon, word: &str) -> Votes {
    let small = word.to_lowercase();
    let is_ours = OURS.words.contains(small.as_str());
    let entry = || {
        let forms = [word, &lower_first(word)];
        let costs = forms.into_iter().filter_map(|form| Some(lexicon.words().get(form)?.cost));
        costs.min_by(f32::total_cmp)
    };
    let mut cost = None;
    let mut cost = || *cost.get_or_insert_with(entry);
    std::array::from_fn(|i| {
        let theirs = &THEIRS[i];
        match (is_ours, theirs.words.contains(small.as_str())) {
            (true, true) => 0.0,
            (true, false) => -DANISH,
            (false, true) if cost().is_some_and(|cost| cost < COMMON) => 0.0,
            (false, true) => 1.0,
            (false, false) => match cost() {
                Some(cost) if cost < COMMON && !theirs.holds_danish => -LISTED,
                None if theirs.ends(&small) => ENDING,
                _ => 0.0,
            },
        }
    })
}

impl Language {
    /// Whether a word ends as only words of this language do.
    fn ends(&self, word: &str) -> bool {
        word.chars().count() >= LETTERS && self.endings.iter().any(|ending| word.ends_with(ending))
    }
}

/// What it costs to change the language between two words, by what stands between them.
fn change(gap: &str, ends: bool) -> f32 {
    if gap.matches('\n').count() > 1 || gap.contains('\u{c}') {
        PARAGRAPH
    } else if ends && gap.contains('\n') {
        BLOCK
    } else if ends || gap.contains(['"', '“', '”', '„', '»', '«', '(', ')', ':', ';']) {
        SENTENCE
    } else if gap.contains('\n') {
        LINE
    } else {
        WITHIN
    }
}

/// The likeliest language of each word: 0 is Danish, others are one more than their number.
fn decode(text: &str, units: &[Unit], votes: &[Votes]) -> Vec<usize> {
    const STATES: usize = OTHERS + 1;
    let mut from: Vec<[u8; STATES]> = Vec::with_capacity(units.len());
    let mut best = [-PARAGRAPH; STATES];
    best[0] = 0.0;
    let mut last: Option<&Unit> = None;
    for (unit, votes) in units.iter().zip(votes) {
        let cost =
            last.map_or(PARAGRAPH, |last| change(&text[last.span.end..unit.span.start], last.ends));
        last = Some(unit);
        let top = highest(&best);
        let mut origin = [0; STATES];
        let mut next = [0.0; STATES];
        for state in 0..STATES {
            // Where it is all the same, words are Danish.
            let comes = best[top] - cost;
            let stays = best[state] > comes || state == 0 && best[state] == comes || state == top;
            origin[state] = if stays { state } else { top } as u8;
            let here = if state == 0 { 0.0 } else { votes[state - 1] };
            next[state] = here + if stays { best[state] } else { comes };
        }
        from.push(origin);
        best = next;
    }
    // A text may end in any language, if that pays.
    best.iter_mut().skip(1).for_each(|score| *score -= PARAGRAPH);
    let mut state = highest(&best);
    let mut out = vec![0; units.len()];
    for (i, origin) in from.iter().enumerate().rev() {
        out[i] = state;
        state = usize::from(origin[state]);
    }
    out
}

/// The first of the highest.
fn highest(scores: &[f32]) -> usize {
    let mut top = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[top] {
            top = i;
        }
    }
    top
}
