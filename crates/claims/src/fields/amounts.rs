//! Sums, people, seats and shares.

use gensvar_text::Span;

use super::Found;
use super::numbers::NumberWords;
use super::rules::{Hit, RuleSet};
use super::tokens::Tokens;
use crate::model::{Amount, Unit};

pub(super) fn read(
    rules: &RuleSet,
    tokens: &Tokens<'_>,
    numbers: &NumberWords,
) -> Vec<Found<Amount>> {
    let mut out = Vec::new();
    for hit in rules.find(tokens, numbers) {
        add(rules, &hit, tokens, &mut out);
    }
    out
}

fn add(rules: &RuleSet, hit: &Hit, tokens: &Tokens<'_>, out: &mut Vec<Found<Amount>>) {
    let (unit, factor) = match rules.rules[hit.rule].value.as_str() {
        "tDKK" => (Unit::Dkk, 1000.0),
        name => match Unit::from_name(name) {
            Some(unit) => (unit, 1.0),
            None => return,
        },
    };
    let number = |name| hit.captures.number(name);
    let first = number("number").or(number("count"));
    // `0,5-1 mio. kr.`: the scale of the second number is that of both.
    for value in [first, number("number2")].into_iter().flatten() {
        let value = (value * factor * 100.0).round() / 100.0;
        let approximate = is_about(rules, tokens, hit.start);
        let span: Span = tokens.span(hit.start, hit.end);
        out.push(Found { value: Amount { value, unit, approximate }, span });
    }
}

/// Whether a word for `about` stands directly before.
fn is_about(rules: &RuleSet, tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(about) = rules.class("about") else { return false };
    let before = |back: usize| start.checked_sub(back).map_or("", |at| tokens.low(at));
    about.get(before(1)).is_some() || before(1) == "." && about.get(before(2)).is_some()
}
