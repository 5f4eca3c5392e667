//! Whom teaching or a duty is for.
//!
//! A group is a noun (`sagsbehandlere`) with the words of seniority before it (`nye og erfarne`) or
//! after it (`med mere end to års anciennitet`); such a word alone, where the noun is understood;
//! or a phrase without either (`alle`, `dem, der træffer afgørelser`).

use std::collections::{BTreeMap, HashMap, HashSet};

use gensvar_text::Span;
use serde::Deserialize;
use toml::Spanned;

use super::error::mistake;
use super::numbers::NumberWords;
use super::pattern::{Captures, Classes, Pattern};
use super::tokens::Tokens;
use super::{Context, FoundGroup, parse};
use crate::error::{DataError, DataErrorKind};
use crate::model::TargetGroup;

/// What people do in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupRole {
    /// They are taught, or must or may attend.
    Taught,
    /// Named by a pronoun alone: those of the sentence before.
    Understood,
    /// Managers who check, follow up or register.
    Controller,
    /// Those whose attendance is checked.
    Controlled,
    /// Those left out: `bortset fra vikarer`.
    Excepted,
    /// Teachers, or people who only describe others: `ledere af sagsbehandlere`.
    Mentioned,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    inflections: BTreeMap<String, Vec<String>>,
    noun: Vec<RawNoun>,
    seniority: RawSeniority,
    after: Vec<RawAfter>,
    phrase: Vec<RawPhrase>,
    boundaries: RawWords,
    control: RawPatterns,
    controlled: RawSides,
    teaching: RawSides,
    excepted: RawSides,
    belonging: RawSides,
    pronouns: RawPatterns,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNoun {
    group: Spanned<String>,
    inflection: Spanned<String>,
    compound: bool,
    #[serde(default)]
    acting: bool,
    words: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeniority {
    new: Vec<String>,
    experienced: Vec<String>,
    plain: Vec<String>,
    /// Which of them may stand alone.
    alone: Vec<String>,
    /// Which of them, alone, are managers.
    alone_managers: Vec<String>,
    between: Vec<String>,
    determiners: Vec<String>,
    joints: Vec<String>,
    /// The joints over which a word of seniority reaches to the next noun.
    reaching: Vec<String>,
    administrative: Vec<String>,
    leading: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAfter {
    seniority: Spanned<String>,
    patterns: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    group: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    after: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPatterns {
    patterns: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSides {
    before: Vec<Spanned<String>>,
    #[serde(default)]
    after: Vec<Spanned<String>>,
    /// Before a genitive alone.
    #[serde(default)]
    before_genitive: Vec<Spanned<String>>,
}

/// A sentence with the groups that a claim about its course has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the tests run the sentences of the data files"))]
pub(super) struct Example {
    pub(super) text: String,
    /// The groups of the sentence before it.
    #[serde(default)]
    pub(super) before: Vec<String>,
    #[serde(default)]
    pub(super) groups: Vec<String>,
    /// Those of an obligation, where they are others.
    pub(super) obligation: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seniority {
    New,
    Experienced,
    Plain,
}

#[derive(Debug, Clone, Copy)]
struct Noun {
    group: TargetGroup,
    is_acting: bool,
    is_genitive: bool,
    is_definite: bool,
}

#[derive(Debug)]
enum After {
    Seniority(Seniority),
    Administrative,
}

#[derive(Debug)]
struct Phrase {
    group: TargetGroup,
    patterns: Vec<Pattern>,
    is_alone: bool,
    after: Vec<Pattern>,
}

#[derive(Debug, Default)]
struct Sides {
    before: Vec<Pattern>,
    after: Vec<Pattern>,
    before_genitive: Vec<Pattern>,
}

/// The nouns and words of the data file.
#[derive(Debug)]
pub(super) struct Groups {
    exact: HashMap<String, Noun>,
    compounds: HashMap<String, Noun>,
    /// Compounds that end like a group and are none.
    but: HashSet<String>,
    seniority: HashMap<String, Seniority>,
    alone: HashSet<String>,
    alone_managers: HashSet<String>,
    between: HashSet<String>,
    determiners: HashSet<String>,
    joints: HashSet<String>,
    reaching: HashSet<String>,
    administrative: HashSet<String>,
    leading: HashSet<String>,
    after: Vec<(After, Vec<Pattern>)>,
    phrases: Vec<Phrase>,
    boundaries: HashSet<String>,
    control: Vec<Pattern>,
    controlled: Sides,
    teaching: Sides,
    excepted: Sides,
    belonging: Sides,
    pronouns: Vec<Pattern>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests run the sentences of the data files")
    )]
    pub(super) examples: Vec<Example>,
}

/// People as they stand in the sentence, before their role is known.
#[derive(Debug)]
struct Mention {
    groups: Vec<TargetGroup>,
    /// First token, and the token after the last.
    start: usize,
    end: usize,
    /// The noun, or the last word.
    head: usize,
    noun: Option<Noun>,
    seniority: Vec<Seniority>,
    role: GroupRole,
}

impl Groups {
    pub(super) fn load(file: &str, text: &str, classes: &Classes) -> Result<Groups, DataError> {
        let raw: Raw = parse(file, text)?;
        let compile = |sources: &[Spanned<String>]| -> Result<Vec<Pattern>, DataError> {
            let one = |s: &Spanned<String>| {
                Pattern::parse(s.get_ref(), classes).map_err(|message| {
                    let message = format!("pattern `{}`: {message}", s.get_ref());
                    mistake(DataErrorKind::Pattern, file, text, s.span().start, message)
                })
            };
            sources.iter().map(one).collect()
        };
        let group = |name: &Spanned<String>| {
            TargetGroup::from_name(name.get_ref()).ok_or_else(|| {
                let known: Vec<&str> = TargetGroup::ALL.iter().map(|g| g.name()).collect();
                let message =
                    format!("no group `{}`: take one of {}", name.get_ref(), known.join(", "));
                mistake(DataErrorKind::Name, file, text, name.span().start, message)
            })
        };
        let sides = |raw: &RawSides| -> Result<Sides, DataError> {
            Ok(Sides {
                before: compile(&raw.before)?,
                after: compile(&raw.after)?,
                before_genitive: compile(&raw.before_genitive)?,
            })
        };
        let (mut exact, mut compounds) = (HashMap::new(), HashMap::new());
        let mut but = HashSet::new();
        for noun in &raw.noun {
            let group = group(&noun.group)?;
            let endings = raw.inflections.get(noun.inflection.get_ref()).ok_or_else(|| {
                let message = format!(
                    "no inflection `{}`: define it under [inflections]",
                    noun.inflection.get_ref()
                );
                mistake(DataErrorKind::Name, file, text, noun.inflection.span().start, message)
            })?;
            for word in &noun.words {
                for ending in endings {
                    for genitive in ["", "s"] {
                        let form = format!("{word}{ending}{genitive}");
                        let entry = Noun {
                            group,
                            is_acting: noun.acting,
                            is_genitive: !genitive.is_empty() && !word.ends_with('s'),
                            is_definite: ending.ends_with("ne")
                                || ending.ends_with("en")
                                || word.ends_with("ne"),
                        };
                        exact.entry(form.clone()).or_insert(entry);
                        if noun.compound {
                            compounds.entry(form).or_insert(entry);
                        }
                    }
                }
            }
            for word in &noun.but {
                for ending in endings {
                    for genitive in ["", "s"] {
                        but.insert(format!("{word}{ending}{genitive}"));
                    }
                }
            }
        }
        let mut seniority = HashMap::new();
        for (words, value) in [
            (&raw.seniority.new, Seniority::New),
            (&raw.seniority.experienced, Seniority::Experienced),
            (&raw.seniority.plain, Seniority::Plain),
        ] {
            seniority.extend(words.iter().map(|w| (w.clone(), value)));
        }
        let mut after = Vec::new();
        for entry in &raw.after {
            let value = match entry.seniority.get_ref().as_str() {
                "new" => After::Seniority(Seniority::New),
                "experienced" => After::Seniority(Seniority::Experienced),
                "administrative" => After::Administrative,
                other => {
                    let message =
                        format!("no seniority `{other}`: take new, experienced or administrative");
                    let at = entry.seniority.span().start;
                    return Err(mistake(DataErrorKind::Name, file, text, at, message));
                }
            };
            after.push((value, compile(&entry.patterns)?));
        }
        let mut phrases = Vec::new();
        for phrase in &raw.phrase {
            phrases.push(Phrase {
                group: group(&phrase.group)?,
                patterns: compile(&phrase.patterns)?,
                is_alone: phrase.alone,
                after: compile(&phrase.after)?,
            });
        }
        let set = |words: &[String]| words.iter().cloned().collect::<HashSet<_>>();
        Ok(Groups {
            exact,
            compounds,
            but,
            seniority,
            alone: set(&raw.seniority.alone),
            alone_managers: set(&raw.seniority.alone_managers),
            between: set(&raw.seniority.between),
            determiners: set(&raw.seniority.determiners),
            joints: set(&raw.seniority.joints),
            reaching: set(&raw.seniority.reaching),
            administrative: set(&raw.seniority.administrative),
            leading: set(&raw.seniority.leading),
            after,
            phrases,
            boundaries: set(&raw.boundaries.words),
            control: compile(&raw.control.patterns)?,
            controlled: sides(&raw.controlled)?,
            teaching: sides(&raw.teaching)?,
            excepted: sides(&raw.excepted)?,
            belonging: sides(&raw.belonging)?,
            pronouns: compile(&raw.pronouns.patterns)?,
            examples: raw.example,
        })
    }

    pub(super) fn read(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        titles: &[Span],
        context: &Context,
    ) -> Vec<FoundGroup> {
        let is_free = |i: usize| {
            tokens.get(i).is_some_and(|t| titles.iter().all(|title| !title.contains(t.span)))
        };
        let mut taken = vec![false; tokens.len()];
        let mut mentions = self.nouns(tokens, numbers, &is_free, &mut taken);
        self.phrases(tokens, numbers, &is_free, &mut taken, &mut mentions);
        self.lone_adjectives(tokens, &is_free, &mut taken, &mut mentions, context);
        mentions.sort_by_key(|m| m.start);
        self.roles(tokens, numbers, &mut mentions);
        let mut out = Vec::new();
        for mention in &mentions {
            let span = tokens.span(mention.start, mention.end);
            for &value in &mention.groups {
                out.push(FoundGroup { value, span, role: mention.role });
            }
        }
        if !context.groups.is_empty() {
            self.pronouns(tokens, numbers, context, &mut out);
        }
        out
    }

    /// The group a word names: itself, or by its last part.
    fn noun(&self, word: &str) -> Option<Noun> {
        if let Some(&noun) = self.exact.get(word) {
            return Some(noun);
        }
        if word.len() < 6 || self.but.contains(word) {
            return None;
        }
        // The longest known ending counts: `socialrådgivere` before `givere`.
        word.char_indices()
            .skip(2)
            .take_while(|(i, _)| word.len() - i >= 4)
            .find_map(|(i, _)| self.compounds.get(word.get(i..)?).copied())
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
        found.sort_by_key(|&(i, _)| (self.seniority.contains_key(tokens.low(i)), i));
        let mut mentions: Vec<Mention> = Vec::new();
        for (at, noun) in found {
            if taken[at] {
                continue;
            }
            let (mut start, mut seniority, flags) = self.modifiers(tokens, at, taken);
            // `nye ledere og medarbejdere`: the word before the first noun reaches to the second.
            if seniority.is_empty()
                && let Some(before) = mentions.iter().find(|m| self.joined(tokens, m.end, start))
                && before.noun.is_some()
            {
                seniority.clone_from(&before.seniority);
            }
            let mut end = at + 1;
            let mut is_administrative = flags.is_administrative;
            let mut captures = Captures::default();
            for skip in [0, 1] {
                if skip == 1 && tokens.low(at + 1) != "," {
                    continue;
                }
                let from = at + 1 + skip;
                for (value, patterns) in &self.after {
                    let longest = patterns
                        .iter()
                        .filter_map(|p| p.matches(tokens, from, numbers, &mut captures))
                        .max();
                    let Some(to) = longest else { continue };
                    end = end.max(to);
                    match value {
                        After::Administrative => is_administrative = true,
                        After::Seniority(s) if !seniority.contains(s) => seniority.push(*s),
                        After::Seniority(_) => {}
                    }
                }
            }
            taken[at] = true;
            for flag in &mut taken[start..at] {
                *flag = true;
            }
            if flags.is_hanging {
                start = flags.hanging_start;
            }
            let group = match noun.group {
                TargetGroup::Employees if flags.is_leading => TargetGroup::Managers,
                group => group,
            };
            let groups = compose(group, &seniority, is_administrative);
            mentions.push(Mention {
                groups,
                start,
                end,
                head: at,
                noun: Some(noun),
                seniority,
                role: GroupRole::Taught,
            });
        }
        mentions
    }

    /// Whether two groups are joined by nothing but a word such as `og`.
    fn joined(&self, tokens: &Tokens<'_>, end: usize, start: usize) -> bool {
        start > end
            && start - end <= 1
            && (end..start).all(|i| self.reaching.contains(tokens.low(i)))
    }

    /// The words of seniority before a noun, and where they begin.
    fn modifiers(
        &self,
        tokens: &Tokens<'_>,
        noun: usize,
        taken: &[bool],
    ) -> (usize, Vec<Seniority>, Flags) {
        let (mut start, mut flags) = (noun, Flags::default());
        let mut seniority = Vec::new();
        let mut at = noun;
        while at > 0 {
            let word = tokens.low(at - 1);
            if taken[at - 1] {
                break;
            }
            if let Some(&s) = self.seniority.get(word) {
                if !seniority.contains(&s) {
                    seniority.push(s);
                }
                start = at - 1;
            } else if self.administrative.contains(word) {
                flags.is_administrative = true;
                start = at - 1;
            } else if self.leading.contains(word) {
                flags.is_leading = true;
                start = at - 1;
            } else if self.joints.contains(word) && at >= 3 && tokens.low(at - 2) == "-" {
                // `børne- og ungerådgivere`, `team- og afdelingsledere`.
                flags.is_hanging = true;
                flags.hanging_start = at - 3;
                at -= 2;
                start = at - 1;
            } else if self.between.contains(word) {
                start = at - 1;
            } else if !self.joints.contains(word) || seniority.is_empty() {
                break;
            }
            at -= 1;
        }
        if flags.is_hanging {
            flags.hanging_start = start;
        }
        seniority.reverse();
        (start, seniority, flags)
    }

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
        let mut captures = Captures::default();
        for at in 0..tokens.len() {
            if taken[at] || !is_free(at) {
                continue;
            }
            for phrase in &self.phrases {
                let end = phrase
                    .patterns
                    .iter()
                    .filter_map(|p| p.matches(tokens, at, numbers, &mut captures))
                    .max();
                let Some(end) = end else { continue };
                if phrase.is_alone && !self.is_boundary(tokens, end)
                    || !phrase.after.is_empty()
                        && !phrase.after.iter().any(|p| p.ends_at(tokens, at, numbers).is_some())
                {
                    continue;
                }
                for flag in &mut taken[at..end] {
                    *flag = true;
                }
                mentions.retain(|m| m.start < at || m.start >= end);
                mentions.push(Mention {
                    groups: vec![phrase.group],
                    start: at,
                    end,
                    head: end - 1,
                    noun: None,
                    seniority: Vec::new(),
                    role: GroupRole::Taught,
                });
                break;
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
        for (at, flag) in taken.iter_mut().enumerate() {
            let word = tokens.low(at);
            if *flag || !is_free(at) || !self.alone.contains(word) {
                continue;
            }
            let Some(&seniority) = self.seniority.get(word) else { continue };
            if !self.is_boundary(tokens, at + 1) {
                continue;
            }
            let before = at.checked_sub(1).map_or("", |i| tokens.low(i));
            // `nye` alone is said of things as well.
            if seniority == Seniority::New && !self.determiners.contains(before) {
                continue;
            }
            let nearest = mentions
                .iter()
                .filter(|m| m.start < at && m.noun.is_some())
                .filter_map(|m| m.noun.map(|n| n.group))
                .rfind(|g| !matches!(g, TargetGroup::Other | TargetGroup::NewEmployees));
            let group = if self.alone_managers.contains(word) {
                TargetGroup::Managers
            } else {
                match (nearest, seniority) {
                    (Some(TargetGroup::Managers), Seniority::New) => TargetGroup::Managers,
                    (Some(TargetGroup::Employees), _) => TargetGroup::Employees,
                    (Some(TargetGroup::Caseworkers), _) => TargetGroup::Caseworkers,
                    (_, Seniority::New) if !has_caseworkers(context) => TargetGroup::Employees,
                    _ => TargetGroup::Caseworkers,
                }
            };
            *flag = true;
            mentions.push(Mention {
                groups: compose(group, &[seniority], false),
                start: at,
                end: at + 1,
                head: at,
                noun: None,
                seniority: vec![seniority],
                role: GroupRole::Taught,
            });
        }
    }

    fn roles(&self, tokens: &Tokens<'_>, numbers: &NumberWords, mentions: &mut Vec<Mention>) {
        let mut captures = Captures::default();
        let controls: Vec<usize> = (0..tokens.len())
            .filter(|&i| {
                self.control.iter().any(|p| p.matches(tokens, i, numbers, &mut captures).is_some())
            })
            .collect();
        let ends = |patterns: &[Pattern], at: usize| {
            patterns.iter().any(|p| p.ends_at(tokens, at, numbers).is_some())
        };
        let is_manager = |m: &Mention| {
            m.groups.iter().any(|g| matches!(g, TargetGroup::Managers | TargetGroup::NewManagers))
        };
        for i in 0..mentions.len() {
            let mention = &mentions[i];
            let (start, end, head) = (mention.start, mention.end, mention.head);
            // A determiner belongs to the group: what is said of it stands before that.
            let is_determined = start > 0 && self.determiners.contains(tokens.low(start - 1));
            let outer = if is_determined { start - 1 } else { start };
            let before = |patterns: &[Pattern]| ends(patterns, start) || ends(patterns, outer);
            let is_genitive = mention.noun.is_some_and(|n| n.is_genitive);
            let mut follows = Captures::default();
            let role = if before(&self.excepted.before) {
                GroupRole::Excepted
            } else if before(&self.teaching.before)
                || self
                    .teaching
                    .after
                    .iter()
                    .any(|p| p.matches(tokens, end, numbers, &mut follows).is_some())
                || before(&self.belonging.before)
                || is_genitive && before(&self.belonging.before_genitive)
                || is_genitive
                    && mentions
                        .get(i + 1)
                        .is_some_and(|next| next.head <= head + 3 && next.noun.is_some())
                || i > 0
                    && is_manager(&mentions[i - 1])
                    && outer == mentions[i - 1].end + 1
                    && ends(&self.belonging.after, outer)
            {
                GroupRole::Mentioned
            } else {
                GroupRole::Taught
            };
            // What is said of the first of several joined by `og` is said of all.
            let role = match i.checked_sub(1).map(|p| &mentions[p]) {
                Some(last)
                    if role == GroupRole::Taught
                        && matches!(last.role, GroupRole::Excepted | GroupRole::Mentioned)
                        && last.noun.is_some_and(|n| !n.is_genitive)
                        && self.listed(tokens, last.end, outer) =>
                {
                    last.role
                }
                _ => role,
            };
            mentions[i].role = role;
        }
        let has_controller = |m: &Mention| {
            is_manager(m)
                && m.role == GroupRole::Taught
                && (controls.iter().any(|&c| c > m.head || c == m.start)
                    || ends(&self.controlled.after, m.start)
                    || controls.iter().any(|&c| c < m.start)
                        && ends(&self.controlled.after, m.start))
        };
        let controllers: Vec<bool> =
            mentions.iter().map(|m| !controls.is_empty() && has_controller(m)).collect();
        let is_controlled_sentence = controllers.iter().any(|&c| c);
        for (mention, is_controller) in mentions.iter_mut().zip(controllers) {
            if is_controller {
                mention.role = GroupRole::Controller;
                continue;
            }
            let is_plain = mention.seniority.is_empty()
                && mention.groups.iter().all(|g| {
                    matches!(
                        g,
                        TargetGroup::Employees | TargetGroup::Caseworkers | TargetGroup::Other
                    )
                });
            if is_controlled_sentence
                && mention.role == GroupRole::Taught
                && is_plain
                && (mention.noun.is_some_and(|n| n.is_genitive || n.is_definite)
                    || ends(&self.controlled.before, mention.start))
            {
                mention.role = GroupRole::Controlled;
            }
        }
        mentions
            .retain(|m| m.role == GroupRole::Controller || !m.noun.is_some_and(|n| n.is_acting));
    }

    /// Whether only joints and determiners stand between two groups.
    fn listed(&self, tokens: &Tokens<'_>, end: usize, start: usize) -> bool {
        start > end
            && start - end <= 2
            && (end..start).all(|i| {
                self.joints.contains(tokens.low(i)) || self.determiners.contains(tokens.low(i))
            })
    }

    fn pronouns(
        &self,
        tokens: &Tokens<'_>,
        numbers: &NumberWords,
        context: &Context,
        out: &mut Vec<FoundGroup>,
    ) {
        let mut captures = Captures::default();
        let found = (0..tokens.len()).find_map(|at| {
            let end =
                self.pronouns.iter().find_map(|p| p.matches(tokens, at, numbers, &mut captures))?;
            Some(tokens.span(at, end))
        });
        if let Some(span) = found {
            let role = GroupRole::Understood;
            out.extend(context.groups.iter().map(|&value| FoundGroup { value, span, role }));
        }
    }
}

#[derive(Debug, Default)]
struct Flags {
    is_administrative: bool,
    is_leading: bool,
    is_hanging: bool,
    hanging_start: usize,
}

fn has_caseworkers(context: &Context) -> bool {
    use TargetGroup::{Caseworkers, ExperiencedCaseworkers, NewCaseworkers};
    context
        .groups
        .iter()
        .any(|g| matches!(g, NewCaseworkers | ExperiencedCaseworkers | Caseworkers))
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
            (G::Employees, _) if is_administrative => G::AdministrativeStaff,
            (group, _) => group,
        };
        if !out.contains(&value) {
            out.push(value);
        }
    }
    if is_administrative
        && matches!(group, G::Employees | G::NewEmployees)
        && !out.contains(&G::AdministrativeStaff)
    {
        out.push(G::AdministrativeStaff);
    }
    out
}
