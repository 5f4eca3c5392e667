//! Characters that an OCR engine misread: a noisy channel over the line.
//!
//! For each word that was read, the words that may have been printed are found by walking the word
//! list and the lists of compound parts along the misreadings that engines make (Kernighan, Church
//! and Gale 1990; Brill and Moore 2000 for stretches of several letters). Which of them it was, the
//! language model decides over the whole sentence. What the text itself tells of its engine (how
//! many æ, ø, å it holds) sets the cost of reading a letter as itself.

mod candidate;
mod capitals;
mod channel;
mod confidence;
mod evidence;
mod explain;
mod glue;
mod habits;
mod language;
mod lattice;
mod marks;
mod memory;
mod near;
mod profile;
mod reading;
mod readings;
mod recall;
mod search;
mod stray;
mod stretch;
mod sureness;
mod terms;
mod units;
mod walk;

use std::sync::{Mutex, MutexGuard, PoisonError};

use gensvar_lexicon::{Glossary, Lexicon};
use gensvar_text::Span;

use crate::OcrWord;
use crate::change::{Change, lay_over, overlaps_any};
use crate::model::Doubt;
use evidence::Evidence;
use memory::Memory;
use profile::{Damage, Letters};
use reading::Reading;
use readings::Readings;
use search::{Search, Width};
use stretch::{Stretch, stretches};
use units::{Unit, units};

/// The ids of the rules on specks read as marks and on bullets, and how often they are right.
const STRAY: &str = "ocr/stray-mark";
const BULLET: &str = "ocr/bullet";
const STRAY_CONFIDENCE: f64 = 0.9;
/// How sure a year with an apostrophe for a digit is as it stands.
const BROKEN: f64 = 0.1;

/// A stretch that lost more of a letter is surely damaged.
const LOST: f32 = 0.3;
/// No word of the list is longer, in bytes.
const LONGEST_LISTED: usize = 90;

/// The stretch in which a place lies.
fn stretch_at<'a>(units: &[Unit], stretches: &'a [Stretch], span: Span) -> Option<&'a Stretch> {
    let is_before = |s: &Stretch| units[s.units.end - 1].span.end <= span.start;
    stretches.get(stretches.partition_point(is_before))
}

/// The model and its parameters.
#[derive(Debug)]
pub(crate) struct OcrRepair {
    lexicon: &'static Lexicon,
    glossary: Option<Glossary>,
    /// Whether words that are near to a term are taken for it.
    fuzzy: bool,
    /// Searches that are at rest: the next text goes on with what they remember of the lists.
    searches: Mutex<Vec<Search<'static>>>,
}

impl Default for OcrRepair {
    fn default() -> Self {
        OcrRepair {
            lexicon: Lexicon::danish(),
            glossary: None,
            fuzzy: false,
            searches: Mutex::default(),
        }
    }
}

impl OcrRepair {
    /// Names and terms that go before the word list.
    pub(crate) fn set_glossary(&mut self, glossary: Glossary) {
        self.glossary = Some(glossary);
    }

    /// Takes words that are near to a term for it.
    pub(crate) fn set_fuzzy(&mut self) {
        self.fuzzy = true;
    }

    /// What undoes misread characters in `text`, and what is doubtful. `words` tells how sure the
    /// engine was of those of which it is known.
    pub(crate) fn changes(&self, text: &str, words: &[OcrWord]) -> (Vec<Change>, Vec<Doubt>) {
        let mut damaged = Vec::new();
        let (mut changes, mut doubts) = self.misreadings(text, words, |units, stretches, _| {
            damaged = stray::bullets(text);
            damaged.retain(|&(span, _)| {
                let read = &text[span.range()];
                let is_damaged = stretch_at(units, stretches, span)
                    .is_some_and(|stretch| stretch.damage.0.iter().any(|&lost| lost > LOST));
                (is_damaged || stray::is_always(read, text)) && !units::is_foreign(units, span)
            });
        });
        let bullets = damaged.into_iter().map(|(span, mark)| Change {
            span,
            to: mark.to_owned(),
            rule: BULLET,
            confidence: STRAY_CONFIDENCE,
            alternatives: Vec::new(),
        });
        lay_over(&mut changes, bullets.collect());
        if self.fuzzy {
            // What is repaired otherwise is looked at again in the next round.
            let taken: Vec<Span> = changes.iter().map(|change| change.span).collect();
            let mut near = near::misses(text, self.lexicon, self.glossary.as_ref());
            near.retain(|change| !overlaps_any(&taken, change.span));
            let spans: Vec<Span> = near.iter().map(|change| change.span).collect();
            doubts.retain(|doubt| !overlaps_any(&spans, doubt.span));
            lay_over(&mut changes, near);
        }
        doubts.extend(stray::broken_years(text).into_iter().map(|span| Doubt {
            span,
            word: text[span.range()].to_owned(),
            confidence: BROKEN,
            alternatives: Vec::new(),
        }));
        (changes, doubts)
    }

    /// `seen` is shown the words, their stretches and what was made of them in the end; nothing
    /// was made of them where all stretches are left in peace.
    fn misreadings(
        &self,
        text: &str,
        read_words: &[OcrWord],
        seen: impl FnOnce(&[Unit], &[Stretch], Option<&Reading>),
    ) -> (Vec<Change>, Vec<Doubt>) {
        let words = self.lexicon.words();
        let is_known = |word: &str| {
            word.len() <= LONGEST_LISTED
                && (words.get(word).is_some() || words.get(&search::lower_first(word)).is_some())
        };
        let habits = habits::habits(text, words);
        let mut units = units(text, is_known, &habits);
        language::set_apart(self.lexicon, text, &mut units);
        sureness::tell(text, &mut units, read_words);
        let mut stretches = stretches(self.lexicon, self.glossary.as_ref(), text, &units);
        let in_peace = stretches.iter().all(|stretch| stretch.width() == Width::Peace);
        if in_peace && !units.iter().any(|unit| unit.sureness.is_suspect) {
            seen(&units, &stretches, None);
            return (Vec::new(), Vec::new());
        }
        let no_capital = capitals::no_capital(text, &units);
        let known = (Evidence::of_habits(&habits), Memory::default());
        let rested = self.searches().pop();
        let search = rested.unwrap_or_else(|| Search::new(self.lexicon));
        let (readings, reading) = self.read(text, &units, &stretches, &known, no_capital, search);
        let mut search = readings.into_search();
        let (mut evidence, mut memory) = known.clone();
        // Of a short text only words that are none tell of damage: that none of a letter stands
        // there does not, and a word that is one stays: `Kurset skal vare en dag.`
        let is_told = !Letters::of(text).are_few()
            || (0..units.len()).any(|i| {
                let read = &text[units[i].span.range()];
                // Of two letters the list has what stands for anything: `pa`.
                let is_word = |search: &mut Search<'_>| {
                    read.chars().count() > 2 && search.is_known(&search::lower_first(read))
                };
                reading.is_surely_misread(text, &units, i) && !is_word(&mut search)
            });
        // The second reading knows what the first one found: how this engine misreads.
        for stretch in stretches.iter_mut().filter(|stretch| stretch.width() != Width::Peace) {
            let mut local = Evidence::default();
            for i in stretch.units.clone() {
                if let Some((printed, read)) = reading.learns(text, &units, i) {
                    evidence.add(printed, read);
                    local.add(printed, read);
                    memory.add(printed, read, 1.0);
                }
            }
            stretch.damage = match is_told {
                true => stretch.damage.after(local.kept, local.lost),
                false => Damage::NONE,
            };
            stretch.unknown = reading.unknown(text, &units, stretch.units.clone());
        }
        reading.initials(text, &units, &mut memory);
        let known = (evidence, memory);
        let (mut readings, reading) =
            self.read(text, &units, &stretches, &known, no_capital, search);
        seen(&units, &stretches, Some(&reading));
        let joined = readings.join(text, &units, &stretches, &reading);
        self.searches().push(readings.into_search());
        let (mut changes, mut doubts) = reading.collect(text, &units);
        let taken: Vec<Span> = joined.iter().map(|change| change.span).collect();
        doubts.retain(|doubt| !overlaps_any(&taken, doubt.span));
        lay_over(&mut changes, joined);
        let damaged = |span: Span| {
            let stretch = stretch_at(&units, &stretches, span);
            stretch.is_some_and(|stretch| stretch.damage.is_present())
        };
        let stray = stray::stray_marks(text).into_iter();
        let stray = stray.map(|span| marks::Mark { span, to: "", rule: STRAY });
        let costs =
            |word: &str| [word, &search::lower_first(word)].map(|word| Some(words.get(word)?.cost));
        let mut marks: Vec<marks::Mark> = stray
            .chain(marks::marks(text, costs))
            .filter(|mark| damaged(mark.span) && !units::is_foreign(&units, mark.span))
            .filter(|mark| !overlaps_any(&taken, mark.span))
            .collect();
        marks.sort_by_key(|mark| mark.span);
        marks.dedup_by(|b, a| a.span.overlaps(b.span));
        let marks = marks.into_iter().map(|mark| Change {
            span: mark.span,
            to: mark.to.to_owned(),
            rule: mark.rule,
            confidence: mark.confidence(),
            alternatives: Vec::new(),
        });
        lay_over(&mut changes, marks.collect());
        (changes, doubts)
    }

    fn searches(&self) -> MutexGuard<'_, Vec<Search<'static>>> {
        // What a search remembers is good whatever befell another thread.
        self.searches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds the candidates of every word and decodes them.
    fn read<'a>(
        &'a self,
        text: &str,
        units: &[Unit],
        stretches: &[Stretch],
        (evidence, memory): &'a (Evidence, Memory),
        no_capital: [f32; 4],
        search: Search<'static>,
    ) -> (Readings<'a>, Reading) {
        let mut readings = Readings::new(
            self.lexicon,
            self.glossary.as_ref(),
            evidence,
            memory,
            no_capital,
            search,
        );
        for stretch in stretches {
            for unit in &units[stretch.units.clone()] {
                readings.read(text, unit, stretch);
            }
        }
        let reading = readings.decode(text, units);
        (readings, reading)
    }
}
