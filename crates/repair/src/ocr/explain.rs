//! What the model weighed at one word.

use gensvar_lexicon::align::misreadings;
use gensvar_text::Span;

use super::OcrRepair;
use super::candidate::{Candidate, LANGUAGE, Listed};
use super::evidence::Evidence;
use super::lattice::History;
use super::memory::Memory;
use super::reading::Reading;
use super::search::{Search, Width};
use super::stretch::Stretch;
use super::sureness::Sureness;
use super::units::{Class, Unit};
use crate::OcrWord;
use crate::explanation::{CandidateCosts, Form, MisreadLetters, OcrExplanation, Treatment};

impl OcrRepair {
    /// The word that stands at a place of `text`, and what the model made of it; none if no word
    /// stands there.
    pub(crate) fn explain(
        &self,
        text: &str,
        words: &[OcrWord],
        place: Span,
    ) -> Option<(Span, OcrExplanation)> {
        let mut out = None;
        self.misreadings(text, words, |units, stretches, sureness, reading| {
            let Some(i) = unit_at(units, place) else { return };
            let Some(stretch) = stretches.iter().find(|s| s.units.contains(&i)) else { return };
            // In a text left in peace every word is read as itself.
            let nothing = (Evidence::default(), Memory::default());
            let peaceful = || {
                let search = Search::new(self.lexicon);
                self.read(text, units, stretches, &Sureness::default(), &nothing, [0.0; 4], search)
                    .1
            };
            let own;
            let reading = match reading {
                Some(reading) => reading,
                None => {
                    own = peaceful();
                    &own
                }
            };
            let is_suspect = sureness.is_suspect(i);
            let found = self.explain_unit(text, units, (stretch, is_suspect), reading, i);
            out = Some((units[i].span, found));
        });
        out
    }

    fn explain_unit(
        &self,
        text: &str,
        units: &[Unit],
        (stretch, is_suspect): (&Stretch, bool),
        reading: &Reading,
        i: usize,
    ) -> OcrExplanation {
        let read = &text[units[i].span.range()];
        let around = Around::of(units, i);
        let words =
            |at: &[usize]| at.iter().map(|&i| reading.chosen(i).text.clone()).collect::<Vec<_>>();
        OcrExplanation {
            read: read.to_owned(),
            treatment: match (units[i].class, stretch.width()) {
                (Class::Fixed, _) => Treatment::Fixed,
                (Class::Foreign, _) => Treatment::Foreign,
                (_, Width::Peace) if is_suspect => Treatment::Doubted,
                (_, Width::Peace) => Treatment::Peace,
                _ if stretch.is_noisy() => Treatment::Noisy,
                _ => Treatment::Searched,
            },
            damage: stretch.damage.0.map(f64::from),
            unknown: f64::from(stretch.unknown),
            suspicion: f64::from(reading.suspicion[i]),
            before: words(&around.before),
            after: words(&around.after),
            candidates: self.costs(reading, &around, i, read),
        }
    }

    /// The costs of each candidate among the words chosen around it, as the decoder counts them.
    fn costs(
        &self,
        reading: &Reading,
        around: &Around,
        i: usize,
        read: &str,
    ) -> Vec<CandidateCosts> {
        let model = self.lexicon.language_model();
        let before = around.before.iter().map(|&i| reading.chosen(i));
        let before = before.fold(History::start(), History::after);
        let choice = &reading.choices[i];
        let of_one = |(number, candidate): (usize, &Candidate)| {
            let (here, mut history) = before.cost(candidate, model);
            let mut following = 0.0;
            for &next in &around.after {
                let (cost, after) = history.cost(reading.chosen(next), model);
                (following, history) = (following + cost, after);
            }
            let unknown = LANGUAGE * candidate.words().map(Listed::unlisted).sum::<f32>();
            let language = here - unknown;
            let is_as_read = candidate.text == read;
            let channel = candidate.channel + if is_as_read { reading.suspicion[i] } else { 0.0 };
            CandidateCosts {
                text: candidate.text.clone(),
                form: match (candidate.word.entry, candidate.is_compound) {
                    (Some(_), _) => Form::Word,
                    (None, true) => Form::Compound,
                    (None, false) => Form::Unknown,
                },
                channel: f64::from(channel),
                language: f64::from(language),
                following: f64::from(following),
                unknown: f64::from(unknown),
                total: f64::from(channel + language + following + unknown),
                share: choice.shares.get(number).copied().map_or(0.0, f64::from),
                is_chosen: number == choice.best,
                misreadings: misread_letters(&candidate.text, read),
            }
        };
        let candidates = &reading.candidates[reading.of_unit[i]];
        let mut out: Vec<CandidateCosts> = candidates.iter().enumerate().map(of_one).collect();
        out.sort_by(|a, b| a.total.total_cmp(&b.total).then_with(|| a.text.cmp(&b.text)));
        out
    }
}

/// The word that holds a place; for an empty place, one that it lies within.
fn unit_at(units: &[Unit], place: Span) -> Option<usize> {
    let i = units.partition_point(|unit| unit.span.end <= place.start);
    let span = units.get(i)?.span;
    let is_within = place.is_empty() && span.start < place.start;
    (span.overlaps(place) || is_within).then_some(i)
}

/// The words of the same sentence that a word is weighed among: at most two on either side.
struct Around {
    before: Vec<usize>,
    after: Vec<usize>,
}

impl Around {
    fn of(units: &[Unit], i: usize) -> Self {
        let goes_on = |&at: &usize| !units[at].ends;
        let mut before: Vec<usize> = (0..i).rev().take_while(goes_on).take(2).collect();
        before.reverse();
        let after = (i + 1..units.len()).take_while(|at| goes_on(&(at - 1))).take(2).collect();
        Around { before, after }
    }
}

fn misread_letters(printed: &str, read: &str) -> Vec<MisreadLetters> {
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let (printed, read) = (letters(printed), letters(read));
    misreadings(&printed, &read)
        .into_iter()
        .map(|m| MisreadLetters {
            printed: printed[m.printed].iter().collect(),
            read: read[m.read].iter().collect(),
        })
        .collect()
}
