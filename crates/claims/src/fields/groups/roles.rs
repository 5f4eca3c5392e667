//! What the people of a sentence do in it: they are taught, check on others, teach, or are left out.

use super::super::numbers::NumberWords;
use super::super::pattern::PatternSet;
use super::super::tokens::Tokens;
use super::GroupRole;
use super::data::{Groups, Seniority};
use super::mentions::Mention;
use crate::model::TargetGroup;

/// So many of a profession may be those who teach.
const FEW: f64 = 4.0;

impl Groups {
    /// Gives every mention its role, and drops those that count only as controllers and are none.
    pub(super) fn roles(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        mentions: &mut Vec<Mention>,
    ) {
        for i in 0..mentions.len() {
            let own = self.own_role(tokens, numbers, mentions, i);
            let is_duty = self.stands_after(tokens, numbers, &self.duty.before, &mentions[i]);
            let (role, is_duty) = match i.checked_sub(1).map(|p| &mentions[p]) {
                // What is said of the first of several joined by `og` is said of all.
                Some(last) if self.listed(tokens, last.end, self.outer(tokens, &mentions[i])) => {
                    let is_passed_on = own == GroupRole::Taught
                        && matches!(last.role, GroupRole::Excepted | GroupRole::Mentioned)
                        && last.noun.is_some_and(|n| !n.is_genitive);
                    (if is_passed_on { last.role } else { own }, is_duty || last.is_duty)
                }
                _ => (own, is_duty),
            };
            (mentions[i].role, mentions[i].is_duty) = (role, is_duty);
        }
        self.control(tokens, numbers, mentions);
        self.topic(tokens, numbers, mentions);
        repeated(mentions);
        mentions
            .retain(|m| m.role == GroupRole::Controller || !m.noun.is_some_and(|n| n.is_acting));
    }

    /// Where a group begins with its determiner: what is said of it stands before that.
    fn outer(&self, tokens: &Tokens<'_>, mention: &Mention) -> usize {
        let start = mention.start;
        let is_determined = start > 0 && self.modifiers.determiners.contains(tokens.low(start - 1));
        if is_determined { start - 1 } else { start }
    }

    fn stands_after(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        patterns: &PatternSet,
        mention: &Mention,
    ) -> bool {
        patterns.ends_at(tokens, mention.start, numbers)
            || patterns.ends_at(tokens, self.outer(tokens, mention), numbers)
    }

    fn own_role(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        mentions: &[Mention],
        i: usize,
    ) -> GroupRole {
        let mention = &mentions[i];
        let stands_after =
            |patterns: &PatternSet| self.stands_after(tokens, numbers, patterns, mention);
        if stands_after(&self.excepted.before) {
            return GroupRole::Excepted;
        }
        let is_followed =
            |patterns: &PatternSet| patterns.match_at(tokens, mention.end, numbers).is_some();
        let is_genitive = mention.noun.is_some_and(|n| n.is_genitive);
        // `sagsbehandlernes ledere`: only the second are meant.
        let owns_next = is_genitive
            && mentions.get(i + 1).is_some_and(|n| n.noun.is_some() && n.start == mention.end);
        let is_led = i.checked_sub(1).is_some_and(|p| {
            let (last, outer) = (&mentions[p], self.outer(tokens, mention));
            is_managers(last)
                && self.belonging.after.match_at(tokens, last.end, numbers) == Some(outer)
        });
        // `en jurist`, `to konsulenter`: one or a few of a profession teach, all of one are taught.
        let is_few = mention.groups == [TargetGroup::Other]
            && mention.seniority.is_empty()
            && mention.noun.is_some_and(|n| n.is_singular || !n.is_genitive)
            && (1..=3).any(|back| {
                let Some(at) = mention.start.checked_sub(back) else { return false };
                let is_one = mention.noun.is_some_and(|n| n.is_singular);
                tokens.number(at).is_some_and(|(value, end)| {
                    end == mention.start && value <= FEW && (is_one || value > 1.0)
                })
            });
        let is_mentioned = owns_next
            || is_few
            || is_led
            || is_genitive && is_followed(&self.belonging.after_genitive)
            || is_followed(&self.teaching.after)
            || stands_after(&self.teaching.before)
            || stands_after(&self.belonging.before);
        if is_mentioned { GroupRole::Mentioned } else { GroupRole::Taught }
    }

    /// Managers who check on others, and those they check on.
    fn control(&self, tokens: &Tokens<'_>, numbers: &NumberWords, mentions: &mut [Mention]) {
        if !mentions.iter().any(is_managers) {
            return;
        }
        let controls: Vec<usize> = (0..tokens.len())
            .filter(|&i| self.control.match_at(tokens, i, numbers).is_some())
            .collect();
        let mut first = None;
        for mention in mentions.iter_mut() {
            let is_agent = self.controlled.after.ends_at(tokens, mention.start, numbers);
            if is_managers(mention)
                && mention.role == GroupRole::Taught
                && (controls.iter().any(|&c| c > mention.head) || is_agent && !controls.is_empty())
            {
                mention.role = GroupRole::Controller;
                first = first.or(Some(mention.start));
            }
        }
        let Some(first) = first else { return };
        for mention in mentions.iter_mut().filter(|m| m.start > first) {
            let is_plain = mention.seniority.is_empty()
                && mention.groups.iter().all(|g| {
                    use TargetGroup::{Caseworkers, Employees, Other};
                    matches!(g, Employees | Caseworkers | Other)
                });
            let is_known = mention.noun.is_some_and(|n| n.is_genitive || n.is_definite);
            if mention.role == GroupRole::Taught
                && is_plain
                && (is_known
                    || self.stands_after(tokens, numbers, &self.controlled.before, mention))
            {
                mention.role = GroupRole::Controlled;
            }
        }
    }

    /// `I forhold til lederne oplyser …, at`: who stands before the verb of saying is the topic.
    fn topic(&self, tokens: &Tokens<'_>, numbers: &NumberWords, mentions: &mut [Mention]) {
        if self.topic_openings.match_at(tokens, 0, numbers).is_none() {
            return;
        }
        let Some(end) =
            (0..tokens.len()).find(|&i| self.topic_closings.match_at(tokens, i, numbers).is_some())
        else {
            return;
        };
        for mention in mentions.iter_mut().filter(|m| m.start < end) {
            if mention.role == GroupRole::Taught {
                mention.role = GroupRole::Topic;
            }
        }
    }

    /// Whether only joints and determiners stand between two groups.
    fn listed(&self, tokens: &Tokens<'_>, end: usize, start: usize) -> bool {
        let words = &self.modifiers;
        start > end
            && start - end <= 2
            && (end..start).all(|i| {
                words.joints.contains(tokens.low(i)) || words.determiners.contains(tokens.low(i))
            })
    }
}

fn is_managers(mention: &Mention) -> bool {
    use TargetGroup::{Managers, NewManagers};
    mention.groups.iter().any(|g| matches!(g, Managers | NewManagers))
}

/// `erfarne sagsbehandlere … et større antal sagsbehandlere`: the second are the first again.
fn repeated(mentions: &mut [Mention]) {
    for i in 1..mentions.len() {
        let (before, rest) = mentions.split_at_mut(i);
        let Some(mention) = rest.first_mut() else { return };
        let is_plain = mention.seniority.is_empty() && mention.groups == [TargetGroup::Caseworkers];
        let is_told_apart = before.iter().any(|m| {
            let is_caseworkers = m.groups.iter().any(|g| {
                use TargetGroup::{ExperiencedCaseworkers, NewCaseworkers};
                matches!(g, NewCaseworkers | ExperiencedCaseworkers)
            });
            m.role == GroupRole::Taught
                && is_caseworkers
                && m.seniority.iter().any(|&s| s != Seniority::Plain)
        });
        if is_plain && is_told_apart && mention.role == GroupRole::Taught {
            mention.role = GroupRole::Mentioned;
        }
    }
}
