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
use super::tokens::Tokens;
use super::{Context, FoundGroup};
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
            && let Some(span) = self.pronoun(tokens, numbers)
        {
            let role = GroupRole::Understood;
            let understood = |&value| FoundGroup { value, span, role, is_duty: false };
            out.extend(context.groups.iter().map(understood));
        }
        out
    }

    /// A pronoun that stands for people named before.
    fn pronoun(&self, tokens: &Tokens<'_>, numbers: &NumberWords) -> Option<Span> {
        (0..tokens.len()).find_map(|at| {
            let end = self.pronouns.match_at(tokens, at, numbers)?;
            Some(tokens.span(at, end))
        })
    }
}
