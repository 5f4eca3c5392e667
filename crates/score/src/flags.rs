//! Marks of flags.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gensvar_report::{FlagOut, FlagsOut};

use crate::bins::{Bin, BinMarks};
use crate::count::Count;
use crate::find::{Haystack, overlap};
use crate::gold::GoldFlags;

/// Where the bins of confidence end; the last one ends at 1.
const ENDS: [f64; 4] = [0.5, 0.7, 0.8, 0.9];
/// What the bins are called in tables and JSON.
const NAMES: [&str; ENDS.len() + 1] = ["<0.5", "0.5–0.7", "0.7–0.8", "0.8–0.9", "≥0.9"];

/// Counts that add up over documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlagsScore {
    /// Agencies times requirements of the gold.
    pub cells: usize,
    /// Those with the right stance.
    pub stance_right: usize,
    /// What is addressed.
    pub addressed: Count,
    /// What is not.
    pub not_addressed: Count,
    /// Addressed cells with gold evidence.
    pub with_evidence: usize,
    /// Those with a piece of evidence that overlaps it.
    pub evidence_right: usize,
    /// Agencies found that the gold lacks.
    pub unknown_agencies: BTreeSet<String>,
    /// Flags by their confidence, right where the stance is.
    bins: [Bin; NAMES.len()],
    /// How often one stance of the gold came out as another.
    pub stances: BTreeMap<(String, String), usize>,
}

impl FlagsScore {
    /// The marks of one document: its gold, its source text, and the flags of each set.
    pub fn of(gold: &GoldFlags, source: &str, found: &[FlagsOut]) -> FlagsScore {
        let mut score = FlagsScore::default();
        let haystack = Haystack::new(source);
        let known: BTreeSet<String> = gold
            .flags
            .values()
            .flat_map(|set| set.keys())
            .map(|name| name.to_lowercase())
            .collect();
        let mut flags: HashMap<(&str, String, &str), &FlagOut> = HashMap::new();
        for set in found {
            for response in &set.responses {
                let agency = response.agency.to_lowercase();
                if !known.contains(&agency) {
                    score.unknown_agencies.insert(response.agency.clone());
                }
                for flag in &response.flags {
                    flags
                        .entry((&set.requirements, agency.clone(), &flag.requirement))
                        .or_insert(flag);
                }
            }
        }
        for (set, agencies) in &gold.flags {
            for (agency, requirements) in agencies {
                for (requirement, gold) in requirements {
                    let key = (set.as_str(), agency.to_lowercase(), requirement.as_str());
                    let flag = flags.get(&key);
                    let stance = flag.map_or("missing", |flag| &flag.stance);
                    let is_addressed = flag.is_some_and(|flag| flag.addressed);
                    if let Some(flag) = flag {
                        let bin = ENDS.iter().filter(|end| flag.confidence >= **end).count();
                        score.bins[bin].count(flag.confidence, flag.stance == gold.stance);
                    }
                    score.cell(gold.addressed, is_addressed, &gold.stance, stance);
                    if gold.addressed && !gold.evidence.is_empty() {
                        score.with_evidence += 1;
                        let places = gold.evidence.iter().flat_map(|quote| haystack.find(quote));
                        let is_right = places.into_iter().any(|place| {
                            flag.into_iter().flat_map(|flag| &flag.evidence).any(|evidence| {
                                overlap(place, (evidence.start, evidence.end)) > 0.3
                                    && evidence.end - evidence.start <= 3 * (place.1 - place.0)
                            })
                        });
                        score.evidence_right += usize::from(is_right);
                    }
                }
            }
        }
        score
    }

    fn cell(&mut self, gold: bool, found: bool, gold_stance: &str, stance: &str) {
        self.cells += 1;
        self.stance_right += usize::from(gold_stance == stance);
        *self.stances.entry((gold_stance.to_owned(), stance.to_owned())).or_default() += 1;
        let count = |count: &mut Count, gold: bool, found: bool| {
            count.hit += usize::from(gold && found);
            count.gold += usize::from(gold);
            count.found += usize::from(found);
        };
        count(&mut self.addressed, gold, found);
        count(&mut self.not_addressed, !gold, !found);
    }

    /// Takes the counts of another document in.
    pub fn add(&mut self, other: FlagsScore) {
        self.cells += other.cells;
        self.stance_right += other.stance_right;
        self.addressed.add(other.addressed);
        self.not_addressed.add(other.not_addressed);
        self.with_evidence += other.with_evidence;
        self.evidence_right += other.evidence_right;
        self.bins.iter_mut().zip(other.bins).for_each(|(bin, other)| bin.add(other));
        self.unknown_agencies.extend(other.unknown_agencies);
        for (pair, times) in other.stances {
            *self.stances.entry(pair).or_default() += times;
        }
    }

    /// How right flags are, by their confidence.
    pub fn confidences(&self) -> Vec<BinMarks> {
        self.bins.iter().zip(NAMES).map(|(bin, name)| bin.marks(name)).collect()
    }

    /// The share of cells with the right stance.
    pub fn stance(&self) -> f64 {
        self.stance_right as f64 / self.cells.max(1) as f64
    }

    /// The share of addressed cells whose evidence is right.
    pub fn evidence(&self) -> f64 {
        self.evidence_right as f64 / self.with_evidence.max(1) as f64
    }
}
