//! What the stages did at one place, gathered from a repair of the whole text.

use gensvar_text::Span;

use crate::change::apply;
use crate::{Explanation, OcrWord, Repairer, Run, Step};

impl Repairer {
    /// Why the word at byte `at` of the source reads as it does after repair; none if no word
    /// stands there and nothing was done there.
    ///
    /// The model is shown as it first read the word: in the text that the stages before it give,
    /// with all it learns from the whole of that text.
    ///
    /// ```
    /// use gensvar_repair::{Repairer, Treatment};
    ///
    /// let source = "Forvaltningen har pa mgdet oplyst, at foraeldre far svar pa klager.";
    /// let explanation = Repairer::danish().explain(source, 21).expect("a word stands there");
    /// assert_eq!((explanation.from.as_str(), explanation.to.as_str()), ("mgdet", "mødet"));
    ///
    /// let ocr = explanation.ocr.expect("the model read it");
    /// assert_ne!(ocr.treatment, Treatment::Peace);
    /// let best = &ocr.candidates[0];
    /// assert!(best.is_chosen && best.share > 0.5);
    /// assert_eq!((best.misreadings[0].printed.as_str(), best.misreadings[0].read.as_str()), ("ø", "g"));
    /// ```
    pub fn explain(&self, source: &str, at: usize) -> Option<Explanation> {
        self.explain_ocr(source, &[], at)
    }

    /// The same for a text of whose words the engine told how sure it was, as
    /// [`repair_ocr`](Self::repair_ocr) repairs it.
    pub fn explain_ocr(&self, source: &str, words: &[OcrWord], at: usize) -> Option<Explanation> {
        let letter = source.get(at..)?.chars().next()?;
        let place = Span::new(at, at + letter.len_utf8());
        let mut first = Run::new(source, words);
        self.before_ocr(&mut first);
        let seen = self.ocr.explain(&first.text, &first.words, first.map.to_target(place));
        let (word, ocr) = match seen {
            Some((word, ocr)) => (first.map.to_source(word), Some(ocr)),
            None => (place, None),
        };
        let run = self.run(source, words);
        let (touched, steps) = steps(source, &run, word);
        let span = match ocr {
            Some(_) => word,
            None => touched?,
        };
        Some(Explanation {
            span,
            from: span.slice(source).unwrap_or_default().to_owned(),
            to: run.map.to_target(span).slice(&run.text).unwrap_or_default().to_owned(),
            steps,
            ocr,
        })
    }
}

/// What the stages did at a stretch of the source, and all of the source that it touched.
fn steps(source: &str, run: &Run, stretch: Span) -> (Option<Span>, Vec<Step>) {
    let (mut touched, mut steps) = (None::<Span>, Vec::new());
    let mut text = source.to_owned();
    for stage in &run.stages {
        for change in &stage.changes {
            let place = stage.before.to_source(change.span);
            if place.overlaps(stretch) || stretch.contains(place) {
                touched = Some(touched.map_or(place, |other| other.cover(place)));
                steps.push(Step {
                    kind: stage.kind,
                    rule: change.rule,
                    from: change.span.slice(&text).unwrap_or_default().to_owned(),
                    to: change.to.clone(),
                    confidence: change.confidence,
                });
            }
        }
        text = apply(&text, &stage.changes).0;
    }
    (touched, steps)
}
