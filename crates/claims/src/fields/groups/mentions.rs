//! Where people stand in a sentence, and who they are.

use gensvar_text::Span;

use super::super::Context;
use super::super::numbers::NumberWords;
use super::super::tokens::Tokens;
use super::GroupRole;
use super::data::{After, Groups, Noun, Phrase, Seniority};
use crate::model::TargetGroup;

/// People as they stand in the sentence.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) groups: Vec<TargetGroup>,
    /// First token, and the token after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The noun, or the last word.
    pub(super) head: usize,
    pub(super) noun: Option<Noun>,
    pub(super) seniority: Vec<Seniority>,
    pub(super) role: GroupRole,
    /// Whether the words before tie a duty to them.
    pub(super) is_duty: bool,
}

impl Mention {
    fn new(groups: Vec<TargetGroup>, start: usize, end: usize) -> Self {
        Mention {
            groups,
            start,
            end,
            head: end.saturating_sub(1),
            noun: None,
            seniority: Vec::new(),
            role: GroupRole::Taught,
            is_duty: false,
        }
    }
}

/// What the words before a noun say.
#[derive(Debug, Default)]
struct Before {
    start: usize,
    seniority: Vec<Seniority>,
    is_administrative: bool,
    is_leading: bool,
    is_professional: bool,
}

impl Groups {
    /// All people in the order of the text.
    pub(super) fn mentions(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        titles: &[Span],
        context: &Context,
    ) -> Vec<Mention> {
        let is_free = |i: usize| {
            tokens.get(i).is_some_and(|t| titles.iter().all(|title| !title.contains(t.span)))
        };
        let mut taken = vec![false; tokens.len()];
        let mut mentions = self.nouns(tokens, numbers, &is_free, &mut taken);
        self.phrases(tokens, numbers, &is_free, &mut taken, &mut mentions);
        self.lone_adjectives(tokens, &is_free, &mut taken, &mut mentions, context);
        if mentions.is_empty() {
            self.strangers(tokens, numbers, &is_free, &mut mentions);
        }
        mentions.sort_by_key(|m| m.start);
        mentions
    }

    fn nouns(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        is_free: &impl Fn(usize) -> bool,
        taken: &mut [bool],
    ) -> Vec<Mention> {
        let mut found: Vec<(usize, Noun)> = (0..tokens.len())
            .filter(|&i| tokens.is_word(i) && is_free(i))
            .filter_map(|i| Some((i, self.noun(tokens.low(i))?)))
            .collect();
        // `nyansatte sagsbehandlere` is one group: words that may stand before a noun come last.
        found.sort_by_key(|&(i, noun)| {
            (noun.is_adjectival || self.modifiers.seniority.contains_key(tokens.low(i)), i)
        });
        let mut mentions: Vec<Mention> = Vec::new();
        for (at, noun) in found {
            let is_adjective = noun.is_adjectival
                && (!self.is_boundary(tokens, at + 1) || self.is_predicate(tokens, at));
            if taken[at] || is_adjective {
                continue;
            }
            let mut before = self.before(tokens, at, taken);
            // `nye ledere og medarbejdere`: the word before the first noun reaches to the second.
            if before.seniority.is_empty()
                && let Some(first) = mentions
                    .iter()
                    .find(|m| m.noun.is_some() && self.reaches(tokens, m.end, before.start))
            {
                before.seniority.clone_from(&first.seniority);
            }
            let mut end = at + 1;
            let is_mark = matches!(tokens.low(at + 1), "," | "-" | "(");
            let skips: &[usize] = if is_mark { &[0, 1] } else { &[0] };
            for from in skips.iter().map(|skip| at + 1 + skip) {
                // The first entry of several of one kind counts: `med under` before `med … år`.
                let mut is_told = false;
                for (value, patterns) in &self.after {
                    let is_seniority = matches!(value, After::Seniority(_) | After::Both);
                    if is_told && is_seniority {
                        continue;
                    }
                    let Some(to) = patterns.match_at(tokens, from, numbers) else { continue };
                    is_told |= is_seniority;
                    end = end.max(to);
                    match *value {
                        After::Administrative => before.is_administrative = true,
                        After::Seniority(s) if !before.seniority.contains(&s) => {
                            before.seniority.push(s);
                        }
                        After::Seniority(_) => {}
                        After::Both => {
                            before.seniority = vec![Seniority::New, Seniority::Experienced]
                        }
                    }
                }
            }
            taken[before.start..end].fill(true);
            let group = match noun.group {
                TargetGroup::Employees if before.is_leading => TargetGroup::Managers,
                TargetGroup::Employees if before.is_professional => TargetGroup::Other,
                group => group,
            };
            let groups = compose(group, &before.seniority, before.is_administrative);
            let mut mention = Mention::new(groups, before.start, end);
            (mention.head, mention.noun, mention.seniority) = (at, Some(noun), before.seniority);
            mentions.push(mention);
        }
        mentions
    }

    /// Whether an adjective is said of what stands before: `er ikke længere frivillige`.
    fn is_predicate(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let copulas = &self.modifiers.copulas;
        (1..=3).any(|back| at.checked_sub(back).is_some_and(|i| copulas.contains(tokens.low(i))))
            && !at
                .checked_sub(1)
                .is_some_and(|i| self.modifiers.determiners.contains(tokens.low(i)))
    }

    /// Whether two groups are joined by nothing but a word such as `og`.
    fn reaches(&self, tokens: &Tokens<'_>, end: usize, start: usize) -> bool {
        start == end + 1 && self.modifiers.reaching.contains(tokens.low(end))
    }

    /// The words of seniority before a noun, and where they begin.
    fn before(&self, tokens: &Tokens<'_>, noun: usize, taken: &[bool]) -> Before {
        let words = &self.modifiers;
        let mut before = Before { start: noun, ..Before::default() };
        let mut at = noun;
        while at > 0 && !taken[at - 1] {
            let word = tokens.low(at - 1);
            let mut is_own = true;
            if let Some(&s) = words.seniority.get(word) {
                if !before.seniority.contains(&s) {
                    before.seniority.push(s);
                }
            } else if words.administrative.contains(word) {
                before.is_administrative = true;
            } else if words.leading.contains(word) {
                before.is_leading = true;
            } else if words.professional.contains(word) {
                before.is_professional = true;
            } else if words.joints.contains(word) && at >= 3 && tokens.low(at - 2) == "-" {
                // `børne- og ungerådgivere`, `team- og afdelingsledere`.
                at -= 2;
            } else if !words.between.contains(word) {
                // `nye såvel som erfarne`: a joint counts if a word of seniority is before it.
                if !words.joints.contains(word) || before.seniority.is_empty() {
                    break;
                }
                is_own = false;
            }
            at -= 1;
            if is_own {
                before.start = at;
            }
        }
        before.seniority.reverse();
        before
    }

    /// Whether what stands at a token cannot be the noun of an adjective before it.
    fn is_boundary(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        at >= tokens.len()
            || !tokens.is_word(at) && !tokens.is_digits(at) && tokens.low(at) != "-"
            || self.boundaries.contains(tokens.low(at))
    }

    fn phrases(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        is_free: &impl Fn(usize) -> bool,
        taken: &mut [bool],
        mentions: &mut Vec<Mention>,
    ) {
        let phrases: Vec<&Phrase> =
            self.phrases.iter().filter(|phrase| !phrase.patterns.is_idle(tokens)).collect();
        if phrases.is_empty() {
            return;
        }
        for at in 0..tokens.len() {
            if taken[at] || !is_free(at) {
                continue;
            }
            let longest = phrases
                .iter()
                .filter_map(|phrase| {
                    let end = phrase.patterns.match_at(tokens, at, numbers)?;
                    let stands = (!phrase.is_alone || self.is_boundary(tokens, end))
                        && (phrase.after.is_empty() || phrase.after.ends_at(tokens, at, numbers));
                    stands.then_some((end, phrase.group))
                })
                .max_by_key(|&(end, _)| end);
            let Some((end, group)) = longest.filter(|&(end, _)| end > at) else { continue };
            taken[at..end].fill(true);
            mentions.retain(|m| m.start < at || m.start >= end);
            mentions.push(Mention::new(vec![group], at, end));
        }
    }

    /// People by a title that is in no list, where only people can stand: `et krav for dykkerne`.
    fn strangers(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        is_free: &impl Fn(usize) -> bool,
        mentions: &mut Vec<Mention>,
    ) {
        let frame = &self.frame;
        for at in 0..tokens.len() {
            if !tokens.is_word(at)
                || !is_free(at)
                || tokens.is_capital(at) && at > 0
                || !tokens.is_of(at, &frame.endings)
                || tokens.is_of(at, &frame.things)
            {
                continue;
            }
            // Determiners and words in -e may stand between: `for alle de kommunale dykkere`.
            let mut start = at;
            while start > 0
                && at - start < 3
                && (self.modifiers.determiners.contains(tokens.low(start - 1))
                    || self.modifiers.between.contains(tokens.low(start - 1))
                    || self.modifiers.seniority.contains_key(tokens.low(start - 1)))
            {
                start -= 1;
            }
            // `nye takstanvisere`, `40 takstanvisere`: things have no such names.
            let is_agent = tokens.is_of(at, &frame.agents);
            let is_qualified = is_agent
                && at.checked_sub(1).is_some_and(|i| {
                    let is_new = self.modifiers.seniority.contains_key(tokens.low(i));
                    let is_counted = tokens.is_digits(i)
                        || tokens.word(i).is_some_and(|word| word.number.is_some());
                    is_new || is_counted
                });
            let is_subject = frame.subject_after.match_at(tokens, at + 1, numbers).is_some()
                && frame.subject_before.ends_at(tokens, start, numbers);
            if is_subject
                || is_qualified
                || frame.before.ends_at(tokens, start, numbers)
                || frame.before.ends_at(tokens, at, numbers)
            {
                mentions.push(Mention::new(vec![TargetGroup::Other], at, at + 1));
            }
        }
    }

    /// `de erfarne`, `de nye`: the noun is that of the words before, or case workers.
    fn lone_adjectives(
        &self,
        tokens: &Tokens<'_>,
        is_free: &impl Fn(usize) -> bool,
        taken: &mut [bool],
        mentions: &mut Vec<Mention>,
        context: &Context,
    ) {
        use TargetGroup as G;
        let words = &self.modifiers;
        for (at, flag) in taken.iter_mut().enumerate() {
            let word = tokens.low(at);
            if *flag
                || !words.alone_ends.may_end(word)
                || !words.alone.contains(word)
                || !is_free(at)
            {
                continue;
            }
            let Some(&seniority) = words.seniority.get(word) else { continue };
            let before = at.checked_sub(1).map_or("", |i| tokens.low(i));
            let is_said_of_things =
                seniority == Seniority::New && !words.alone_after.contains(before);
            let is_managers = words.alone_managers.contains(word);
            // `erfarne` is said of people alone: only those who teach are other people.
            let is_noun_next = match seniority {
                Seniority::Experienced => words.alone_before.contains(tokens.low(at + 1)),
                _ => !self.is_boundary(tokens, at + 1),
            };
            if is_noun_next || is_said_of_things && !is_managers {
                continue;
            }
            let nearest = mentions
                .iter()
                .filter(|m| m.start < at)
                .filter_map(|m| m.noun.map(|n| n.group))
                .rfind(|g| !matches!(g, G::Other | G::NewEmployees));
            let group = match (nearest, seniority) {
                _ if is_managers => G::Managers,
                (Some(G::Managers), Seniority::New) => G::Managers,
                (Some(G::Employees), _) => G::Employees,
                (Some(G::Caseworkers), _) => G::Caseworkers,
                (_, Seniority::New) if !has_caseworkers(&context.groups) => G::Employees,
                _ => G::Caseworkers,
            };
            *flag = true;
            let mut mention = Mention::new(compose(group, &[seniority], false), at, at + 1);
            mention.seniority.push(seniority);
            mentions.push(mention);
        }
    }
}

fn has_caseworkers(groups: &[TargetGroup]) -> bool {
    use TargetGroup::{Caseworkers, ExperiencedCaseworkers, NewCaseworkers};
    groups.iter().any(|g| matches!(g, NewCaseworkers | ExperiencedCaseworkers | Caseworkers))
}

/// The groups that a noun and the words of seniority around it make, in the order of the text.
fn compose(
    group: TargetGroup,
    seniority: &[Seniority],
    is_administrative: bool,
) -> Vec<TargetGroup> {
    use TargetGroup as G;
    let plain = [Seniority::Plain];
    let all = if seniority.is_empty() { &plain[..] } else { seniority };
    let mut out = Vec::new();
    for s in all {
        let value = match (group, s) {
            (G::Caseworkers, Seniority::New) => G::NewCaseworkers,
            (G::Caseworkers, Seniority::Experienced) => G::ExperiencedCaseworkers,
            (G::Employees, Seniority::New) => G::NewEmployees,
            (G::Managers, Seniority::New) => G::NewManagers,
            (G::Other, Seniority::New) if is_administrative => G::NewEmployees,
            (G::Employees | G::Other, _) if is_administrative => G::AdministrativeStaff,
            (group, _) => group,
        };
        if !out.contains(&value) {
            out.push(value);
        }
    }
    if is_administrative
        && matches!(group, G::Employees | G::NewEmployees | G::Other)
        && !out.contains(&G::AdministrativeStaff)
    {
        out.push(G::AdministrativeStaff);
    }
    out
}
