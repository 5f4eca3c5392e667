//! Marks of claims.

use std::collections::{BTreeMap, HashMap};

use gensvar_report::{ClaimOut, ClaimsOut};

use crate::count::Count;
use crate::find::{Haystack, overlap};
use crate::gold::{GoldClaim, GoldClaims};

/// The kinds in the order of the table.
pub const KINDS: [&str; 4] = ["course", "target_group", "obligation", "e_learning"];

/// The fields that are judged on claims that match.
pub const FIELDS: [&str; 10] = [
    "agency",
    "speaker",
    "status",
    "obligation",
    "frequency",
    "duration",
    "target_groups",
    "delivery",
    "dates",
    "amounts",
];

/// Counts that add up over documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClaimsScore {
    kinds: BTreeMap<&'static str, Count>,
    negated: Count,
    right: BTreeMap<&'static str, (f64, usize)>,
    /// Gold quotes that were not found in the text, not even by likeness.
    pub lost: Vec<String>,
}

impl ClaimsScore {
    /// The marks of one document: its gold, its source text, and what was found in it.
    ///
    /// A gold claim and a found one match where the kind is the same and their sentences overlap
    /// by more than half of the shorter; each is used once.
    pub fn of(gold: &GoldClaims, source: &str, found: &ClaimsOut) -> ClaimsScore {
        let mut score = ClaimsScore::default();
        let pairs = score.match_up(gold, source, found);
        for (gold, found) in pairs {
            score.judge(gold, found);
        }
        for claim in &gold.claims {
            if let Some(count) = score.kind(&claim.kind) {
                count.gold += 1;
            }
        }
        let is_open = |kind: &str| {
            gold.maybe.iter().any(|maybe| maybe == kind)
                && !gold.claims.iter().any(|claim| claim.kind == *kind)
        };
        for claim in found.claims.iter().filter(|claim| !is_open(&claim.kind)) {
            if let Some(count) = score.kind(&claim.kind) {
                count.found += 1;
            }
        }
        score
    }

    fn kind(&mut self, kind: &str) -> Option<&mut Count> {
        let kind = KINDS.iter().find(|&&known| known == kind)?;
        Some(self.kinds.entry(kind).or_default())
    }

    fn match_up<'a>(
        &mut self,
        gold: &'a GoldClaims,
        source: &str,
        found: &'a ClaimsOut,
    ) -> Vec<(&'a GoldClaim, &'a ClaimOut)> {
        let haystack = Haystack::new(source);
        let (mut pairs, mut seen) = (Vec::new(), HashMap::<(&str, &str), usize>::new());
        for (g, claim) in gold.claims.iter().enumerate() {
            let places = haystack.find(&claim.quote);
            // A sentence that stands more than once: its n-th claim is the n-th place.
            let nth = seen.entry((&claim.quote, &claim.kind)).or_default();
            let Some(&place) = places.get(*nth).or(places.last()) else {
                self.lost.push(claim.quote.clone());
                continue;
            };
            *nth += 1;
            for (f, other) in found.claims.iter().enumerate().filter(|(_, f)| f.kind == claim.kind)
            {
                let share = overlap(place, (other.sentence.start, other.sentence.end));
                if share > 0.5 {
                    pairs.push((share, same_agency(claim, other), g, f));
                }
            }
        }
        pairs.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3))
        });
        let (mut used_gold, mut used_found) =
            (vec![false; gold.claims.len()], vec![false; found.claims.len()]);
        let is_free = |&(_, _, g, f): &(f64, bool, usize, usize)| {
            !used_gold[g] && !used_found[f] && {
                (used_gold[g], used_found[f]) = (true, true);
                true
            }
        };
        let mut is_free = is_free;
        pairs.retain(|pair| is_free(pair));
        pairs.into_iter().map(|(_, _, g, f)| (&gold.claims[g], &found.claims[f])).collect()
    }

    fn judge(&mut self, gold: &GoldClaim, found: &ClaimOut) {
        if let Some(count) = self.kind(&gold.kind) {
            count.hit += 1;
        }
        let is_judged = |field: &str| !gold.open.iter().any(|open| open == field);
        if is_judged("polarity") {
            let (gold_negated, found_negated) =
                (gold.polarity == "negated", found.polarity == "negated");
            self.negated.hit += usize::from(gold_negated && found_negated);
            self.negated.gold += usize::from(gold_negated);
            self.negated.found += usize::from(found_negated);
        }
        for field in FIELDS.into_iter().filter(|field| is_judged(field)) {
            self.judge_field(field, gold, found);
        }
    }

    fn judge_field(&mut self, field: &'static str, gold: &GoldClaim, found: &ClaimOut) {
        let one = |gold: &Option<String>, found: &Option<String>| {
            (gold.is_some() || found.is_some()).then(|| f64::from(u8::from(gold == found)))
        };
        let same = |is_right: bool| Some(f64::from(u8::from(is_right)));
        let right = match field {
            "agency" => same(same_agency(gold, found)),
            "speaker" => same(gold.speaker == found.speaker),
            "status" => same(gold.status == found.status),
            "obligation" if gold.kind == "obligation" => {
                same(gold.obligation.as_deref() == found.obligation.as_deref())
            }
            "frequency" => one(&gold.frequency, &found.frequency),
            "duration" => one(&gold.duration, &found.duration),
            "target_groups" => shared(&gold.target_groups, &found.target_groups, |a, b| a == b),
            "delivery" => shared(&gold.delivery, &found.delivery, |a, b| a == b),
            "dates" => shared(&gold.dates, &found.dates, |a, b| a == b),
            "amounts" => {
                shared(&gold.amounts, &found.amounts, |a, b| a.value == b.value && a.unit == b.unit)
            }
            _ => None,
        };
        if let Some(right) = right {
            let sum = self.right.entry(field).or_default();
            sum.0 += right;
            sum.1 += 1;
        }
    }

    /// Takes the counts of another document in.
    pub fn add(&mut self, other: ClaimsScore) {
        for (kind, count) in other.kinds {
            self.kinds.entry(kind).or_default().add(count);
        }
        self.negated.add(other.negated);
        for (field, (right, all)) in other.right {
            let sum = self.right.entry(field).or_default();
            sum.0 += right;
            sum.1 += all;
        }
        self.lost.extend(other.lost);
    }

    /// Hits over all kinds.
    pub fn all(&self) -> Count {
        let mut all = Count::default();
        self.kinds.values().for_each(|&count| all.add(count));
        all
    }

    /// Hits of one kind.
    pub fn of_kind(&self, kind: &str) -> Count {
        self.kinds.get(kind).copied().unwrap_or_default()
    }

    /// Hits of the negated ones among the claims that match.
    pub fn negated(&self) -> Count {
        self.negated
    }

    /// The share of the matched claims on which a field is right; none if it was never judged.
    pub fn right(&self, field: &str) -> Option<f64> {
        let (right, all) = self.right.get(field)?;
        Some(right / *all as f64)
    }
}

/// Sets are judged by the share of their union that they share; not at all, if both are empty.
fn shared<A: PartialEq, B: PartialEq>(
    gold: &[A],
    found: &[B],
    same: impl Fn(&A, &B) -> bool,
) -> Option<f64> {
    let gold = without_repeats(gold);
    let found = without_repeats(found);
    let shared = gold.iter().filter(|a| found.iter().any(|b| same(a, b))).count();
    let union = gold.len() + found.len() - shared;
    (union > 0).then(|| shared as f64 / union as f64)
}

fn without_repeats<T: PartialEq>(items: &[T]) -> Vec<&T> {
    let mut out: Vec<&T> = Vec::new();
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

fn same_agency(gold: &GoldClaim, found: &ClaimOut) -> bool {
    let name = |agency: &Option<String>| {
        agency.as_deref().filter(|name| !name.is_empty()).map(str::to_lowercase)
    };
    name(&gold.agency) == name(&found.agency)
}
