//! Texts damaged by encodings and typesetting, repaired and compared with what they were.

use std::collections::BTreeMap;

use gensvar::Gensvar;
use rayon::prelude::*;
use serde::Serialize;

use crate::align::distance;
use crate::board::percent;
use crate::damage::Damage;
use crate::words::Words;

/// The marks of one kind of damage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EncodingMarks {
    /// Texts.
    pub texts: usize,
    /// Their words.
    pub words: usize,
    /// Words wrong before, in per cent.
    pub wer_in: f64,
    /// Words wrong after, in per cent.
    pub wer_out: f64,
    /// Texts that came back byte for byte.
    pub same: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    words: usize,
    errors_in: usize,
    errors_out: usize,
    same: usize,
}

/// The marks of every kind of damage on clean texts. A kind in which letters are lost, so that
/// every word has to be searched, is taken on every `step`th text only.
pub(crate) fn encoding_marks(
    gensvar: &Gensvar,
    texts: &[&str],
    step: usize,
) -> BTreeMap<&'static str, EncodingMarks> {
    let marks = |damage: &Damage| {
        let step = if damage.is_reversible { 1 } else { step };
        let counts: Vec<Counts> =
            texts.par_iter().step_by(step).map(|text| counts(gensvar, damage, text)).collect();
        let sum = |of: fn(&Counts) -> usize| counts.iter().map(of).sum::<usize>();
        let words = sum(|c| c.words);
        EncodingMarks {
            texts: counts.len(),
            words,
            wer_in: percent(sum(|c| c.errors_in), words),
            wer_out: percent(sum(|c| c.errors_out), words),
            same: sum(|c| c.same),
        }
    };
    Damage::all().iter().map(|damage| (damage.name, marks(damage))).collect()
}

fn counts(gensvar: &Gensvar, damage: &Damage, text: &str) -> Counts {
    let (gold, damaged) = damage.of(text);
    let repaired = gensvar.repairer().repair(&damaged).text;
    let same = usize::from(repaired == gold);
    let (gold, damaged, repaired) = (Words::of(&gold), Words::of(&damaged), Words::of(&repaired));
    Counts {
        words: gold.folded().len(),
        errors_in: distance(gold.folded(), damaged.folded()),
        errors_out: distance(gold.folded(), repaired.folded()),
        same,
    }
}
