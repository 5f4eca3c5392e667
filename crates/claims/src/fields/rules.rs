//! A data file of rules: its patterns compiled, and found in a sentence.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::error::mistake;
use super::index::{Directory, Index};
use super::numbers::NumberWords;
use super::pattern::{Captures, Classes, Pattern, PatternSet, Table};
use super::tokens::Tokens;
use crate::error::{DataError, DataErrorKind};

/// A data file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    classes: BTreeMap<String, RawClass>,
    /// Words after which nothing is found, and before which nothing is.
    #[serde(default)]
    not_after: Vec<Spanned<String>>,
    #[serde(default)]
    not_before: Vec<Spanned<String>>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

/// Words alone, or words with values.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RawClass {
    List(Vec<String>),
    Map(BTreeMap<String, String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    /// Patterns of which one must end where the match begins.
    #[serde(default)]
    after: Vec<Spanned<String>>,
    /// Patterns of which one must begin where the match ends.
    #[serde(default)]
    before: Vec<Spanned<String>>,
    #[serde(default)]
    not_after: Vec<Spanned<String>>,
    #[serde(default)]
    not_before: Vec<Spanned<String>>,
    #[serde(default)]
    value: String,
    /// Whether the guards of the file hold for it.
    #[serde(default = "yes")]
    guarded: bool,
    #[serde(default)]
    finds: Vec<(String, String)>,
    #[serde(default)]
    skips: Vec<String>,
}

fn yes() -> bool {
    true
}

/// A rule, compiled.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) value: String,
    patterns: Vec<Pattern>,
    after: PatternSet,
    before: PatternSet,
    not_after: PatternSet,
    not_before: PatternSet,
    is_guarded: bool,
    /// Sentences with what the field reads in them, for the tests.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests run the sentences of the data files")
    )]
    pub(super) finds: Vec<(String, String)>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests run the sentences of the data files")
    )]
    pub(super) skips: Vec<String>,
}

/// A match of a rule.
#[derive(Debug, Clone)]
pub(super) struct Hit<'r> {
    /// Its number in [`RuleSet::rules`].
    pub(super) rule: usize,
    /// First token, and the token after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) captures: Captures<'r>,
}

/// A pattern of a rule where it can begin, with a list that the sentence must have a word of.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Begun {
    rule: u16,
    pattern: u16,
    need: Option<u16>,
}

/// The rules of one data file.
#[derive(Debug, Default)]
pub(super) struct RuleSet {
    pub(super) rules: Vec<Rule>,
    not_after: PatternSet,
    not_before: PatternSet,
    /// Patterns by the tokens they begin with.
    first: Index<Begun>,
    /// Rules by the tokens their patterns end with.
    last: Index<u16>,
    classes: Classes,
}

/// Reads the classes of a file into `classes`, and its rules.
pub(super) fn load(file: &str, text: &str, classes: &mut Classes) -> Result<RuleSet, DataError> {
    let raw: RawFile = super::parse(file, text)?;
    for (name, class) in raw.classes {
        let mut table = Table::default();
        match class {
            RawClass::List(words) => words.iter().for_each(|w| table.insert(w, w)),
            RawClass::Map(words) => words.iter().for_each(|(w, v)| table.insert(w, v)),
        }
        classes.insert(&name, table);
    }
    let compile = |sources: &[Spanned<String>]| -> Result<Vec<Pattern>, DataError> {
        let parse = |s: &Spanned<String>| {
            Pattern::parse(s.get_ref(), classes).map_err(|message| {
                let message = format!("pattern `{}`: {message}", s.get_ref());
                mistake(DataErrorKind::Pattern, file, text, s.span().start, message)
            })
        };
        sources.iter().map(parse).collect()
    };
    let mut set = RuleSet {
        not_after: PatternSet::new(compile(&raw.not_after)?),
        not_before: PatternSet::new(compile(&raw.not_before)?),
        ..RuleSet::default()
    };
    for rule in raw.rule {
        let at = rule.id.span().start;
        let id = rule.id.into_inner();
        if set.rules.iter().any(|r| r.id == id) {
            let message = format!("a second rule `{id}`: rename one");
            return Err(mistake(DataErrorKind::Name, file, text, at, message));
        }
        if rule.patterns.is_empty() {
            let message = format!("rule `{id}` has no patterns: add one");
            return Err(mistake(DataErrorKind::Form, file, text, at, message));
        }
        set.rules.push(Rule {
            id,
            value: rule.value,
            patterns: compile(&rule.patterns)?,
            after: PatternSet::new(compile(&rule.after)?),
            before: PatternSet::new(compile(&rule.before)?),
            not_after: PatternSet::new(compile(&rule.not_after)?),
            not_before: PatternSet::new(compile(&rule.not_before)?),
            is_guarded: rule.guarded,
            finds: rule.finds,
            skips: rule.skips,
        });
    }
    set.classes = classes.clone();
    Ok(set)
}

impl RuleSet {
    /// Takes the lists and the marks of its rules in the directory.
    pub(super) fn enlist(&mut self, directory: &mut Directory) {
        self.classes.enlist(directory);
        for (r, rule) in self.rules.iter_mut().enumerate() {
            for (p, pattern) in rule.patterns.iter_mut().enumerate() {
                pattern.enlist(directory);
                let begun = Begun { rule: r as u16, pattern: p as u16, need: pattern.need() };
                self.first.insert(&pattern.first(directory), begun);
                self.last.insert(&pattern.last(directory), r as u16);
            }
        }
        directory.enlist(&mut self.first);
        directory.enlist(&mut self.last);
        self.not_after.enlist(directory);
        self.not_before.enlist(directory);
    }

    /// Takes those of the words around its rules.
    pub(super) fn enlist_guards(&mut self, directory: &mut Directory) {
        for rule in &mut self.rules {
            for guard in
                [&mut rule.after, &mut rule.before, &mut rule.not_after, &mut rule.not_before]
            {
                guard.enlist(directory);
            }
        }
    }

    /// What the rules find, from left to right without overlap; of several matches at one place
    /// the longest, and of equally long ones that of the earlier rule.
    pub(super) fn find<'r>(&'r self, tokens: &Tokens<'_>, numbers: &NumberWords) -> Vec<Hit<'r>> {
        let mut hits = Vec::new();
        if self.first.is_idle(tokens) {
            return hits;
        }
        let mut at = 0;
        while at < tokens.len() {
            match self.find_at(tokens, at, numbers) {
                Some(hit) => {
                    at = hit.end.max(at + 1);
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits
    }

    /// The words of a class of the file or of the shared ones.
    pub(super) fn class(&self, name: &str) -> Option<&Arc<Table>> {
        self.classes.get(name)
    }

    /// The best match that begins at a token.
    pub(super) fn find_at<'r>(
        &'r self,
        tokens: &Tokens<'_>,
        at: usize,
        numbers: &NumberWords,
    ) -> Option<Hit<'r>> {
        if self.first.is_silent(tokens, Some(at)) {
            return None;
        }
        let mut best: Option<Hit<'r>> = None;
        let mut captures = Captures::default();
        let may_stand = |begun: &Begun| begun.need.is_none_or(|list| tokens.anywhere.has(list));
        for Begun { rule: r, pattern: p, .. } in self.first.at(tokens, Some(at)).filter(may_stand) {
            let rule = &self.rules[usize::from(r)];
            let pattern = &rule.patterns[usize::from(p)];
            let Some(end) = pattern.matches(tokens, at, numbers, &mut captures) else { continue };
            let is_better = best
                .as_ref()
                .is_none_or(|b| end > b.end || end == b.end && usize::from(r) < b.rule);
            if is_better && self.stands(rule, tokens, at, end, numbers) {
                let captures = captures.clone();
                best = Some(Hit { rule: usize::from(r), start: at, end, captures });
            }
        }
        best
    }

    /// The value of the first rule with a pattern that ends just before a token.
    pub(super) fn leading(
        &self,
        tokens: &Tokens<'_>,
        end: usize,
        numbers: &NumberWords,
    ) -> Option<&str> {
        let leads = |&r: &u16| {
            self.rules[usize::from(r)].patterns.iter().any(|p| p.ends_at(tokens, end, numbers))
        };
        let first = self.last.at(tokens, end.checked_sub(1)).filter(leads).min()?;
        Some(self.rules[usize::from(first)].value.as_str())
    }

    fn stands(
        &self,
        rule: &Rule,
        tokens: &Tokens<'_>,
        start: usize,
        end: usize,
        numbers: &NumberWords,
    ) -> bool {
        let before = |patterns: &PatternSet| patterns.ends_at(tokens, start, numbers);
        let after = |patterns: &PatternSet| patterns.match_at(tokens, end, numbers).is_some();
        (rule.after.is_empty() || before(&rule.after))
            && (rule.before.is_empty() || after(&rule.before))
            && !before(&rule.not_after)
            && !after(&rule.not_before)
            && !(rule.is_guarded && (before(&self.not_after) || after(&self.not_before)))
    }
}
