//! Sums, people, seats and shares.

use gensvar_text::Span;

use super::groups::GroupRole;
use super::numbers::NumberWords;
use super::rules::{Hit, RuleSet};
use super::tokens::Tokens;
use super::{FoundAmount, FoundGroup};
use crate::model::{Amount, Unit};

pub(super) fn read(
    rules: &RuleSet,
    tokens: &Tokens<'_>,
    numbers: &NumberWords,
    groups: &[FoundGroup],
) -> Vec<FoundAmount> {
    let mut out = Vec::new();
    for hit in rules.find(tokens, numbers) {
        // A bare number that may be a year counts people only where they are named.
        let is_named = hit.captures.text("person").or(hit.captures.text("place")).is_some();
        let is_count = matches!(rules.rules[hit.rule].value.as_str(), "persons" | "size");
        if is_count && !is_named && is_year(tokens, hit.start) {
            continue;
        }
        add(rules, &hit, tokens, &mut out);
    }
    count_groups(rules, tokens, numbers, groups, &mut out);
    // Who teaches is not counted.
    let is_teacher = |a: &FoundAmount| {
        a.value.unit == Unit::Persons
            && groups.iter().any(|g| g.role == GroupRole::Mentioned && g.span.overlaps(a.span))
    };
    out.retain(|a| !is_teacher(a));
    out.sort_by_key(|a| a.span);
    out
}

fn add(rules: &RuleSet, hit: &Hit<'_>, tokens: &Tokens<'_>, out: &mut Vec<FoundAmount>) {
    let (unit, factor, is_group_size) = match rules.rules[hit.rule].value.as_str() {
        "thousand DKK" => (Unit::Dkk, 1000.0, false),
        "size" => (Unit::Persons, 1.0, true),
        name => match Unit::from_name(name) {
            Some(unit) => (unit, 1.0, false),
            None => return,
        },
    };
    let number = |name| hit.captures.number(name);
    let first = number("number").or(number("count"));
    let second = number("number2");
    let first = first.map(|value| value * scale_of(value, second, unit));
    let span: Span = tokens.span(hit.start, hit.end);
    let approximate = is_about(rules, tokens, hit.start) || hit.captures.text("about").is_some();
    for value in [first, second].into_iter().flatten() {
        let value = (value * factor * 100.0).round() / 100.0;
        out.push(FoundAmount { value: Amount { value, unit, approximate }, span, is_group_size });
    }
}

/// What the first of two sums is to be multiplied by: `50-75.000 kr.`, `mellem 1 og 2 mio. kr.`
fn scale_of(first: f64, second: Option<f64>, unit: Unit) -> f64 {
    let Some(second) = second.filter(|_| unit == Unit::Dkk && first < 1000.0) else { return 1.0 };
    let is_of = |scale: f64| second >= scale && first * scale < second;
    [1_000_000.0, 1000.0].into_iter().find(|&scale| is_of(scale)).unwrap_or(1.0)
}

/// Whether the number at a token is written as a year is.
fn is_year(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_digits(at)
        && tokens.low(at).len() == 4
        && tokens.number(at).is_some_and(|(v, end)| end == at + 1 && (1950.0..2100.0).contains(&v))
}

/// `14 visitatorer`: a number right before people of any kind counts them.
fn count_groups(
    rules: &RuleSet,
    tokens: &Tokens<'_>,
    numbers: &NumberWords,
    groups: &[FoundGroup],
    out: &mut Vec<FoundAmount>,
) {
    for group in groups {
        let Some(start) = tokens.starting_at(group.span.start) else { continue };
        // `de 46 stillingsbetegnelser` are no people.
        if rules.class("no_people").is_some_and(|c| tokens.is_of(start, c)) {
            continue;
        }
        let found = (start.saturating_sub(6)..start).find_map(|at| {
            let (value, end) = tokens.number(at)?;
            // `en` is the article.
            let is_number =
                end == start && !is_year(tokens, at) && !numbers.is_article(tokens.low(at));
            let is_reference = rules.class("reference").is_some_and(|c| {
                (1..=2).any(|back| at.checked_sub(back).is_some_and(|i| tokens.is_of(i, c)))
            });
            (is_number && !is_reference && value.fract() == 0.0).then_some((value, at))
        });
        let Some((value, at)) = found else { continue };
        let span = tokens.span(at, start + 1);
        if out.iter().any(|a| a.span.overlaps(span)) {
            continue;
        }
        let approximate = is_about(rules, tokens, at);
        let value = Amount { value, unit: Unit::Persons, approximate };
        out.push(FoundAmount { value, span, is_group_size: false });
    }
}

/// Whether a word for `about` stands directly before.
fn is_about(rules: &RuleSet, tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(about) = rules.class("about") else { return false };
    let is_about = |back| start.checked_sub(back).is_some_and(|at| tokens.is_of(at, about));
    is_about(1) || start > 0 && tokens.low(start - 1) == "." && is_about(2)
}
