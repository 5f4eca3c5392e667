//! Which lines were typed without Danish letters.

use gensvar_text::Span;

use super::spelling::{Proof, Speller};
use crate::encoding::line_spans;

/// Lines that were typed like that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// All of them.
    pub(super) lines: Span,
    /// Those of which it is sure.
    pub(super) sure: Span,
}

/// How much must prove it, where a word counts twice what a name does, and how large a share of all
/// words must be such: what is typed has 6 in a hundred or more, pages that a German engine read
/// have 2 at most.
const PROOFS: usize = 4;
const SHARE: f32 = 0.03;
/// How many such words beside Danish letters tell that they are spelled so, and as what share of
/// those in other lines.
const BESIDE: usize = 2;
const SPELLED: f32 = 0.2;
/// How many names do where another stretch of the text is proven.
const NAMES: usize = 2;
/// The share of the plain words that may be no Danish ones, beside a single one: more are in Dutch
/// or Finnish, and on pages that were read badly.
const STRANGE: f32 = 0.1;

/// The stretches of the text, each of consecutive lines of a page.
///
/// Where one is found the text was typed on more than one keyboard, and elsewhere in it less is
/// proof enough.
pub(super) fn typed(text: &str, speller: &mut Speller<'_>) -> Vec<Stretch> {
    let runs = without_letters(text, speller);
    let proofs: Vec<Proofs> = runs.iter().map(|run| Proofs::of(text, run, speller)).collect();
    if !proofs.iter().any(Proofs::are_enough) || is_spelled_so(text, speller, &proofs) {
        return Vec::new();
    }
    let proven = runs.iter().zip(&proofs).filter(|(_, proofs)| proofs.are_enough_among_others());
    proven
        .filter_map(|(run, proofs)| {
            let sure = run.around(text, proofs.place?);
            Some(Stretch { lines: run.lines, sure })
        })
        .collect()
}

/// Whether the writer spells like that: before 1948 `aa` stood for å beside æ and ø, and a text of
/// then is clean.
fn is_spelled_so(text: &str, speller: &mut Speller<'_>, typed: &[Proofs]) -> bool {
    let mut beside = 0;
    for (start, end) in line_spans(text) {
        let line = &text[start..end];
        if !line.contains(|c| speller.layout().lacks(c)) || !speller.layout().is_in(line) {
            continue;
        }
        for span in speller.words(text, Span::new(start, end)) {
            let word = &text[span.range()];
            let is_typed = speller.layout().is_in(word) && speller.judge(word).proof == Proof::Word;
            beside += usize::from(is_typed);
        }
    }
    let alone: usize = typed.iter().map(|proofs| proofs.words).sum();
    beside >= BESIDE && beside as f32 >= SPELLED * alone as f32
}

/// Lines in which no letter stands that the layout lacks.
struct Run {
    lines: Span,
    /// Whether a line that has such letters stands before and after it on the page.
    is_bounded: [bool; 2],
}

impl Run {
    /// What surely belongs to the place that is proven: the rest of the page, or the rest of the
    /// paragraph where another keyboard was at work beyond it.
    fn around(&self, text: &str, place: Span) -> Span {
        const BLANK: [&str; 2] = ["\n\n", "\n\r\n"];
        let [before, after] = self.is_bounded;
        let (head, tail) = (&text[self.lines.start..place.start], &text[place.end..self.lines.end]);
        let last = BLANK.iter().filter_map(|blank| head.rfind(blank)).max();
        let first = BLANK.iter().filter_map(|blank| tail.find(blank)).min();
        let start = self.lines.start + last.filter(|_| before).unwrap_or(0);
        let end = place.end + first.filter(|_| after).unwrap_or(tail.len());
        Span::new(start, end)
    }
}

fn without_letters(text: &str, speller: &Speller<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut whole = false;
    for (start, end) in line_spans(text) {
        let line = &text[start..end];
        let is_new_page = line.contains('\u{c}');
        if line.contains(|c| speller.layout().lacks(c)) {
            if let Some(run) = runs.last_mut().filter(|run| run.lines.end == start && !is_new_page)
            {
                run.is_bounded[1] = true;
            }
            whole = true;
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.lines.end == start && !is_new_page => {
                run.lines = Span::new(run.lines.start, end);
            }
            _ => runs.push(Run {
                lines: Span::new(start, end),
                is_bounded: [whole && !is_new_page, false],
            }),
        }
        whole = false;
    }
    runs
}

/// What the words of some lines tell.
#[derive(Debug, Default)]
struct Proofs {
    /// How many of them prove something.
    words: usize,
    compounds: usize,
    names: usize,
    weak: usize,
    /// From the first of them to the last.
    place: Option<Span>,
    /// Plain words, and those of them that are Danish as they stand or with letters put back.
    plain: usize,
    danish: usize,
}

impl Proofs {
    fn of(text: &str, run: &Run, speller: &mut Speller<'_>) -> Self {
        let mut proofs = Proofs::default();
        if !speller.layout().is_in(&text[run.lines.range()]) {
            return proofs;
        }
        let words = speller.words(text, run.lines);
        for &span in &words {
            let word = &text[span.range()];
            if !speller.layout().is_in(word) {
                continue;
            }
            match speller.judge(word).proof {
                Proof::None => continue,
                Proof::Weak => proofs.weak += 1,
                Proof::Name => proofs.names += 1,
                Proof::Compound => proofs.compounds += 1,
                Proof::Word => proofs.words += 1,
            }
            proofs.place = Some(proofs.place.map_or(span, |place| place.cover(span)));
        }
        if proofs.place.is_none() {
            return proofs;
        }
        // Names are of any language.
        let plain = words.iter().map(|span| &text[span.range()]);
        for word in plain.filter(|word| word.chars().all(char::is_lowercase)) {
            proofs.plain += 1;
            proofs.danish += usize::from(speller.judge(word).is_danish);
        }
        proofs
    }

    /// Whether they prove that the lines were typed like that.
    fn are_enough(&self) -> bool {
        // Engines that read pages write ae too, but not aa in names.
        let common = self.words + self.compounds + self.weak;
        let proofs = self.words + self.compounds + self.names;
        let is_dense = proofs as f32 >= SHARE * self.plain as f32;
        common > 0
            && 2 * self.words + self.compounds + self.names >= PROOFS
            && is_dense
            && self.is_danish()
    }

    /// Whether they do where other lines of the text were.
    fn are_enough_among_others(&self) -> bool {
        let common = self.words + self.compounds + self.weak;
        (common > 0 || self.names >= NAMES) && self.is_danish()
    }

    fn is_danish(&self) -> bool {
        (self.plain - self.danish) as f32 <= STRANGE * self.plain as f32 + 1.0
    }
}
