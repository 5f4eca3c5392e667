//! What stances add up to by a set's rule.

use crate::{RequirementSet, Stance, Verdict, VerdictValue};

impl RequirementSet {
    /// The verdict on stances, one for each requirement in the set's order; none where the set has
    /// no rule for it.
    pub(crate) fn verdict_of(&self, stances: &[Stance]) -> Option<Verdict> {
        let rules = self.verdict.as_ref()?;
        let ids = |wanted: &dyn Fn(usize) -> bool| {
            let wanted = self.requirements.iter().enumerate().filter(|(at, _)| wanted(*at));
            wanted.map(|(_, requirement)| requirement.id.clone()).collect()
        };
        let stance = |at: usize| stances.get(at).copied().unwrap_or(Stance::NotAddressed);
        for rule in &rules.rules {
            let fits = |at: &usize| rule.stances.contains(&stance(*at));
            let holds = if rule.needs_all {
                rule.requirements.iter().all(fits)
            } else {
                rule.requirements.iter().any(fits)
            };
            if holds {
                let because = ids(&|at| rule.requirements.contains(&at) && fits(&at));
                return Some(Verdict { value: rule.value, because });
            }
        }
        let is_open = rules.otherwise == VerdictValue::Open;
        let because = ids(&|at| stance(at).is_addressed() != is_open);
        Some(Verdict { value: rules.otherwise, because })
    }
}
