//! Repair of Danish text that OCR or encodings damaged.
//!
//! Stages, each of which yields changes to the text of the one before: encoding → Unicode →
//! transliteration → layout (only if asked for) → OCR. They are gone through until nothing changes
//! any more, so that a repaired text is left as it is.
//!
//! Text is never an error: what could not be made out stays as it came.

mod change;
mod encoding;
mod explain;
mod explanation;
mod layout;
mod merge;
mod model;
mod ocr;
mod transliteration;
mod unicode;
mod unreadable;
mod wording;

use change::{Change, apply, overlaps_any};
pub use explanation::{
    CandidateCosts, Explanation, Form, MisreadLetters, OcrExplanation, Step, Treatment,
};
pub use gensvar_lexicon::{DataError, Glossary};
use gensvar_text::{OffsetMap, Span};
use merge::Stage;
pub use model::{Alternative, Doubt, Edit, EditKind, OcrWord, Repaired};

/// Rounds through the stages; two are the rule, one that repairs and one that finds nothing.
const ROUNDS: usize = 6;

/// Repairs texts.
///
/// ```
/// use gensvar_repair::Repairer;
///
/// let repairer = Repairer::danish();
/// let repaired = repairer.repair("Forvaltningen har pa mgdet oplyst, at foraeldre far svar pa klager.");
/// assert_eq!(repaired.text, "Forvaltningen har på mødet oplyst, at forældre får svar på klager.");
/// assert_eq!((repaired.edits[0].from.as_str(), repaired.edits[0].to.as_str()), ("pa", "på"));
///
/// let clean = "Kurset er obligatorisk for alle, der træffer afgørelser på området.";
/// assert!(repairer.repair(clean).edits.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Repairer {
    ocr: ocr::OcrRepair,
    reflow: bool,
    min_confidence: f64,
}

impl Repairer {
    /// Repairs with the built-in Danish model and keeps the lines as they are.
    pub fn danish() -> Self {
        Repairer::default()
    }

    /// Also joins words hyphenated over a line end and takes out page furniture.
    pub fn with_reflow(mut self) -> Self {
        self.reflow = true;
        self
    }

    /// Leaves words alone whose repair is less sure than this, from 0 to 1, and lists them as
    /// doubtful. Zero, the default, takes the likeliest reading everywhere: the model weighs
    /// leaving a word alone like any other reading.
    pub fn with_min_confidence(mut self, min_confidence: f64) -> Self {
        self.min_confidence = min_confidence;
        self
    }

    /// Takes names and terms that go before the word list: what reads like one stays as it is, and
    /// what may be a misread one is.
    ///
    /// ```
    /// use gensvar_repair::{Glossary, Repairer};
    ///
    /// let damaged = "Sagen blev dreftet i Sglagerhuset, far mgdet gik i gang pa radhuset.";
    /// let glossary = Glossary::parse("Sølagerhus, -et").unwrap();
    /// let repaired = Repairer::danish().with_glossary(glossary).repair(damaged);
    /// assert_eq!(repaired.text, "Sagen blev drøftet i Sølagerhuset, før mødet gik i gang på rådhuset.");
    /// ```
    pub fn with_glossary(mut self, glossary: Glossary) -> Self {
        self.ocr.set_glossary(glossary);
        self
    }

    /// Also takes words that no list knows, and that are a letter away from a term of the glossary
    /// or of the built-in one, for that term (`Borgerrådsgiveren`), on undamaged pages too.
    ///
    /// ```
    /// use gensvar_repair::Repairer;
    ///
    /// let text = "Borgerrådsgiveren har bedt forvaltningen om en redegørelse på området.";
    /// assert_eq!(Repairer::danish().repair(text).text, text);
    /// let fuzzy = Repairer::danish().with_glossary_fuzzy();
    /// assert!(fuzzy.repair(text).text.starts_with("Borgerrådgiveren har"));
    /// ```
    pub fn with_glossary_fuzzy(mut self) -> Self {
        self.ocr.set_fuzzy();
        self
    }

    /// Repairs a text.
    pub fn repair(&self, source: &str) -> Repaired {
        self.repair_ocr(source, &[])
    }

    /// Repairs a text of which an OCR engine told how sure it was of its words: one that it was
    /// sure of is left alone sooner, one that it doubted is looked at harder, also where the page
    /// around it is in order. `words` stand in the order of the text; those that are missing are
    /// judged as by [`repair`](Self::repair).
    pub fn repair_ocr(&self, source: &str, words: &[OcrWord]) -> Repaired {
        self.run(source, words).finish(source)
    }

    fn run(&self, source: &str, words: &[OcrWord]) -> Run {
        let mut run = Run::new(source, words);
        for _ in 0..ROUNDS {
            let before = run.stages.len();
            self.round(&mut run);
            if run.stages.len() == before {
                break;
            }
        }
        run
    }

    /// The stages that give the text which the OCR stage reads.
    fn before_ocr(&self, run: &mut Run) {
        run.stage(EditKind::Encoding, encoding::changes(&run.text));
        run.stage(EditKind::Unicode, unicode::changes(&run.text));
        run.stage(EditKind::Encoding, transliteration::changes(&run.text));
        run.stage(EditKind::Encoding, unreadable::changes(&run.text));
        if self.reflow {
            run.stage(EditKind::Layout, layout::changes(&run.text));
        }
    }

    fn round(&self, run: &mut Run) {
        self.before_ocr(run);
        let (mut changes, mut doubts) = self.ocr.changes(&run.text, &run.words);
        let unsure = changes.extract_if(.., |change| change.confidence < self.min_confidence);
        doubts.extend(unsure.map(|change| change.into_doubt(&run.text)));
        run.doubts(doubts);
        run.stage(EditKind::Ocr, changes);
    }
}

/// A text on its way through the stages.
struct Run {
    text: String,
    map: OffsetMap,
    stages: Vec<Stage>,
    doubts: Vec<Doubt>,
    /// How sure the engine was of what still stands as it was read.
    words: Vec<OcrWord>,
}

impl Run {
    fn new(source: &str, words: &[OcrWord]) -> Self {
        Run {
            text: source.to_owned(),
            map: OffsetMap::identity(),
            stages: Vec::new(),
            doubts: Vec::new(),
            words: words.to_vec(),
        }
    }

    fn stage(&mut self, kind: EditKind, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let (text, step) = apply(&self.text, &changes);
        let changed: Vec<Span> = changes.iter().map(|change| change.span).collect();
        self.words.retain(|word| !overlaps_any(&changed, word.span));
        self.words.iter_mut().for_each(|word| word.span = step.to_target(word.span));
        let map = self.map.then(&step);
        let before = std::mem::replace(&mut self.map, map);
        self.text = text;
        self.stages.push(Stage { kind, changes, before });
    }

    /// Takes in doubts about the present text; the first about a word stands, for later rounds see
    /// the text around it already repaired.
    fn doubts(&mut self, doubts: Vec<Doubt>) {
        for doubt in doubts {
            let span = self.map.to_source(doubt.span);
            let at = self.doubts.partition_point(|other| other.span.end <= span.start);
            if self.doubts.get(at).is_none_or(|other| !other.span.overlaps(span)) {
                self.doubts.insert(at, Doubt { span, ..doubt });
            }
        }
    }

    fn finish(self, source: &str) -> Repaired {
        let edits = merge::edits(source, &self.text, &self.map, &self.stages);
        let mut doubts = self.doubts;
        doubts.retain(|doubt| {
            let at = edits.partition_point(|edit| edit.span.end <= doubt.span.start);
            edits.get(at).is_none_or(|edit| !edit.span.overlaps(doubt.span))
        });
        Repaired { text: self.text, edits, doubts, map: self.map }
    }
}
