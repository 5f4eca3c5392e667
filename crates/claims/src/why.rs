//! Why a sentence claims what it claims: which of its features spoke most for each decision. Made
//! only when asked for; reading texts does not pay for it.

use std::cmp::Ordering;

use crate::extract::Extractor;
use crate::line::Line;
use crate::linear::key_of;
use crate::model::Kind;
use crate::rules::Role;
use crate::view::ClaimView;

/// How many reasons for a decision are named, and how many against it.
const FOR: usize = 4;
const AGAINST: usize = 2;

/// Reasons for what was found in a text, in the order of its claims and statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// For each claim what was decided of it: its kind first, then status, polarity and the like.
    /// Without learned weights there is nothing to tell beyond its rule and cues.
    pub claims: Vec<Vec<Decision>>,
    /// For each statement that could claim something and does not, the kind that it came nearest
    /// to.
    pub unclaimed: Vec<Option<Decision>>,
}

/// A question to the learned weights with what answered it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was asked: `kind`, `status`, `polarity`, `obligation`.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// How sure it is, from 0 to 1.
    pub certainty: f64,
    /// The answer that came next, where there are several to choose from.
    pub instead: Option<String>,
    /// What spoke most for the answer, strongest first, and then what spoke most against it.
    pub reasons: Vec<Reason>,
}

/// Something that a sentence has, and what it weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Its name in the file of weights.
    pub feature: String,
    /// The words of the sentence that it rests on, where it is about words.
    pub words: Option<String>,
    /// How much it moved the decision, in nats: above 0 towards the answer, below 0 away from it.
    pub weight: f64,
}

/// Looks on while a text is read.
pub(crate) trait Watch {
    /// The features of a sentence that can claim something.
    fn sentence(&mut self, _line: usize, _features: &[u32]) {}
    /// A claim that a sentence makes.
    fn claim(&mut self, _line: usize, _view: &ClaimView<'_>) {}
}

/// Nobody looks on.
impl Watch for () {}

impl Extractor {
    /// What spoke for each claim that [`extract`](Extractor::extract) finds in a text.
    ///
    /// ```
    /// let extractor = gensvar_claims::Extractor::danish()?;
    /// let reply = "Socialforvaltningen\n\nKurset er obligatorisk for alle nye sagsbehandlere.\n";
    /// let why = extractor.explain(reply);
    /// assert_eq!(why.claims.len(), extractor.extract(reply).claims.len());
    /// assert_eq!(why.claims[0][0].question, "kind");
    /// assert!(why.claims[0][0].reasons[0].weight > 0.0);
    /// # Ok::<(), gensvar_claims::DataError>(())
    /// ```
    pub fn explain(&self, text: &str) -> Explanation {
        let mut notes = Notes { extractor: self, features: Vec::new(), claims: Vec::new() };
        let found = self.run(text, &mut notes);
        let mut unclaimed = vec![None; found.statements.len()];
        if !self.weights.kinds.is_empty() {
            let reading = self.read(text);
            let features = notes.features.iter().enumerate();
            for (i, features) in features.filter_map(|(i, f)| Some((i, f.as_ref()?))) {
                let sure = self.weights.kinds(features);
                let nearest = (0..sure.len()).max_by(|&a, &b| sure[a].total_cmp(&sure[b]));
                unclaimed[i] = nearest
                    .map(|kind| self.decide_kind(&reading.lines[i], Kind::ALL[kind], features));
            }
            found.claims.iter().for_each(|claim| unclaimed[claim.statement] = None);
        }
        Explanation { claims: notes.claims, unclaimed }
    }

    fn decide_kind(&self, line: &Line, kind: Kind, features: &[u32]) -> Decision {
        let place = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        let weighed = features.iter().map(|&feature| {
            let weight = self.weights.kinds[feature as usize][place];
            (self.features.name(feature), f64::from(weight))
        });
        Decision {
            question: "kind".to_owned(),
            answer: kind.name().to_owned(),
            certainty: self.weights.kinds(features)[place],
            instead: None,
            reasons: self.reasons(line, weighed.collect()),
        }
    }

    /// What the weights answer to all other questions about a claim.
    fn decide_rest(&self, view: &ClaimView<'_>) -> Vec<Decision> {
        let features = view.features();
        let keys: Vec<u64> = features.iter().map(|name| key_of(&[name])).collect();
        let asked = |question: &str| question != "obligation" || view.kind == Kind::Obligation;
        let heads = self.weights.heads.iter().filter(|(question, _)| asked(question));
        let decisions = heads.filter_map(|(question, head)| {
            let (best, certainty) = head.answer(&keys, view.trusted(question))?;
            let sums = head.sums(&keys);
            let next = (0..sums.len())
                .filter(|&answer| answer != best)
                .max_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(b.cmp(&a)));
            // What tells the answer from the one that came next.
            let weighed = features.iter().zip(&keys).filter_map(|(feature, key)| {
                let speaks = head.weight(*key, best)?;
                let against = next.and_then(|next| head.weight(*key, next)).unwrap_or(0.0);
                Some((feature.as_str(), f64::from(speaks - against)))
            });
            Some(Decision {
                question: question.clone(),
                answer: head.answers[best].clone(),
                certainty,
                instead: next.map(|next| head.answers[next].clone()),
                reasons: self.reasons(view.line, weighed.collect()),
            })
        });
        decisions.collect()
    }

    /// The strongest of what was weighed.
    fn reasons(&self, line: &Line, mut weighed: Vec<(&str, f64)>) -> Vec<Reason> {
        // Weights have three digits: less is nothing.
        weighed.retain(|(_, weight)| weight.abs() >= 0.0005);
        let order = |a: &(&str, f64), b: &(&str, f64)| -> Ordering {
            b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0))
        };
        weighed.sort_by(order);
        let against: Vec<_> =
            weighed.iter().rev().take(AGAINST).filter(|(_, weight)| *weight < 0.0).collect();
        let speaking = weighed.iter().take(FOR).filter(|(_, weight)| *weight > 0.0);
        speaking
            .chain(against)
            .map(|&(feature, weight)| Reason {
                feature: feature.to_owned(),
                words: self.words_of(line, feature),
                weight,
            })
            .collect()
    }

    /// The words that a feature of that name rests on.
    fn words_of(&self, line: &Line, feature: &str) -> Option<String> {
        let (what, name) = feature.split_once(' ')?;
        let place = match what {
            "word" => {
                let class = self.rules.lexicon.class(name)?;
                let at = line.tokens.iter().position(|token| token.info.classes.has(class))?;
                (at, at + 1)
            }
            "rule" => {
                let owner = self.rules.rule(name)?;
                let is_target =
                    matches!(self.rules.rules[owner as usize].role, Role::Target { .. });
                let hit = line.hits.iter().find(|hit| is_target && hit.owner == owner)?;
                (hit.first, hit.last)
            }
            _ => return None,
        };
        let (first, last) = (line.tokens.get(place.0)?, line.tokens.get(place.1.checked_sub(1)?)?);
        line.flow.get(first.span.start..last.span.end).map(str::to_owned)
    }
}

/// What is noted of a text while it is read.
struct Notes<'a> {
    extractor: &'a Extractor,
    /// The features of each line that can claim something.
    features: Vec<Option<Vec<u32>>>,
    claims: Vec<Vec<Decision>>,
}

impl Watch for Notes<'_> {
    fn sentence(&mut self, line: usize, features: &[u32]) {
        self.features.resize(line, None);
        self.features.push(Some(features.to_vec()));
    }

    fn claim(&mut self, line: usize, view: &ClaimView<'_>) {
        let mut decisions = Vec::new();
        let features = self.features.get(line).and_then(Option::as_ref);
        if let Some(features) = features.filter(|_| !self.extractor.weights.kinds.is_empty()) {
            decisions.push(self.extractor.decide_kind(view.line, view.kind, features));
        }
        decisions.extend(self.extractor.decide_rest(view));
        self.claims.push(decisions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPLY: &str = "Socialforvaltningen\n\nKurset er ikke obligatorisk for de erfarne \
        sagsbehandlere. Vi overvejer at gøre det fast fra 2031. Tak for brevet.\n";

    #[test]
    fn each_claim_has_its_decisions_and_they_are_those_of_the_claim() {
        let extractor = Extractor::danish().expect("the embedded rules load");
        let (found, why) = (extractor.extract(REPLY), extractor.explain(REPLY));
        assert_eq!(found.claims.len(), why.claims.len());
        assert_eq!(found.statements.len(), why.unclaimed.len());
        for (claim, decisions) in found.claims.iter().zip(&why.claims) {
            let answer = |question: &str| {
                decisions.iter().find(|d| d.question == question).map(|d| d.answer.as_str())
            };
            assert_eq!(answer("kind"), Some(claim.kind.name()));
            assert_eq!(answer("status"), Some(claim.status.name()));
            assert_eq!(answer("polarity"), Some(claim.polarity.name()));
            assert_eq!(answer("obligation"), claim.obligation.map(|o| o.name()));
            assert_eq!(decisions[0].certainty, claim.confidence);
            for decision in decisions {
                let weights: Vec<f64> = decision.reasons.iter().map(|r| r.weight).collect();
                assert!(weights.first().is_none_or(|first| *first > 0.0), "{decision:?}");
                let speaking = weights.iter().filter(|weight| **weight > 0.0).count();
                assert!(speaking <= FOR && weights.len() <= FOR + AGAINST);
            }
        }
        for claim in &found.claims {
            assert_eq!(why.unclaimed[claim.statement], None);
        }
    }

    #[test]
    fn a_reason_about_words_names_them() {
        let extractor = Extractor::danish().expect("the embedded rules load");
        let why = extractor.explain(REPLY);
        let duty = why.claims.iter().find(|d| d[0].answer == "obligation").expect("a duty");
        let words: Vec<&str> =
            duty[0].reasons.iter().filter_map(|reason| reason.words.as_deref()).collect();
        assert!(words.contains(&"obligatorisk"), "{duty:#?}");
    }

    #[test]
    fn rules_alone_have_nothing_more_to_tell() {
        let extractor = Extractor::danish().expect("the embedded rules load").by_rules_alone();
        let why = extractor.explain(REPLY);
        assert!(!why.claims.is_empty() && why.claims.iter().all(Vec::is_empty), "{why:#?}");
        assert!(why.unclaimed.iter().all(Option::is_none));
    }
}
