//! Whom teaching or a duty is for.
//!
//! A group is a noun (`sagsbehandlere`) with the words of seniority before it (`nye og erfarne`) or
//! after it (`med mere end to års anciennitet`); such a word alone, where the noun is understood;
//! or a phrase without either (`alle`, `dem, der træffer afgørelser`).

mod data;
mod mentions;
mod roles;

use gensvar_text::Span;

use super::numbers::NumberWords;
use super::pattern::PatternSet;
use super::tokens::Tokens;
use super::{Context, FoundGroup};
use crate::model::TargetGroup;
pub(super) use data::Groups;

/// What people do in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupRole {
    /// They are taught, or must or may attend.
    Taught,
    /// Named by a pronoun alone: those of the sentence before.
    Understood,
    /// The topic of the sentence: `hvad angår lederne, …`.
    Topic,
    /// Managers who check, follow up or register.
    Controller,
    /// Those whose attendance is checked.
    Controlled,
    /// Said only to be those a course is for: `målgruppen`.
    Described,
    /// Those left out: `bortset fra vikarer`.
    Excepted,
    /// Teachers, or people who only describe others: `ledere af sagsbehandlere`.
    Mentioned,
}

impl Groups {
    /// The people named in a sentence, outside the titles of courses.
    pub(super) fn read(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        titles: &[Span],
        context: &Context,
    ) -> Vec<FoundGroup> {
        let mut mentions = self.mentions(tokens, numbers, titles, context);
        self.roles(tokens, numbers, &mut mentions);
        let mut out = Vec::new();
        for mention in &mentions {
            let span = tokens.span(mention.start, mention.end);
            let (role, is_duty) = (mention.role, mention.is_duty);
            out.extend(mention.groups.iter().map(|&value| FoundGroup {
                value,
                span,
                role,
                is_duty,
            }));
        }
        if !context.groups.is_empty()
            && let Some(span) = first(&self.pronouns, tokens, numbers)
        {
            let role = GroupRole::Understood;
            let understood = |&value| FoundGroup { value, span, role, is_duty: false };
            out.extend(context.groups.iter().map(understood));
        }
        if let Some(span) = first(&self.described, tokens, numbers) {
            let (value, role) = (TargetGroup::Other, GroupRole::Described);
            out.push(FoundGroup { value, span, role, is_duty: false });
        }
        out
    }
}

/// The first place where one of the patterns stands.
fn first(patterns: &PatternSet, tokens: &Tokens<'_>, numbers: &NumberWords) -> Option<Span> {
    let all = if patterns.is_idle(tokens) { 0..0 } else { 0..tokens.len() };
    all.into_iter().find_map(|at| {
        let end = patterns.match_at(tokens, at, numbers)?;
        Some(tokens.span(at, end))
    })
}
