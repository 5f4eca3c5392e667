//! How long teaching lasts: `3 timer`, `to dage`, `2 x 3 timer`, `halvdags`.

use super::Found;
use super::numbers::NumberWords;
use super::rules::{Hit, RuleSet};
use super::tokens::Tokens;

/// A length of time in one unit: `1.5` and `D`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Length {
    pub(super) number: f64,
    /// In hours and minutes, which ISO 8601 sets apart with a `T`.
    is_clock: bool,
    unit: char,
}

impl Length {
    pub(super) fn iso(self) -> String {
        let clock = if self.is_clock { "T" } else { "" };
        // Rounded: `0.1 + 0.2` must not show.
        let number = (self.number * 1000.0).round() / 1000.0;
        format!("P{clock}{number}{}", self.unit)
    }
}

/// Reads `1Y`, `T90M`, `0.5D`.
pub(super) fn length(source: &str) -> Option<Length> {
    let (is_clock, rest) = match source.strip_prefix('T') {
        Some(rest) => (true, rest),
        None => (false, source),
    };
    let unit = rest.chars().next_back().filter(|u| "YMWDH".contains(*u))?;
    let number = rest[..rest.len() - 1].parse().ok()?;
    Some(Length { number, is_clock, unit })
}

pub(super) fn read(
    rules: &RuleSet,
    tokens: &Tokens<'_>,
    numbers: &NumberWords,
) -> Vec<Found<String>> {
    let found = |hit: &Hit<'_>| {
        let value = value(rules, hit)?;
        Some(Found { value, span: tokens.span(hit.start, hit.end) })
    };
    rules.find(tokens, numbers).iter().filter_map(found).collect()
}

fn value(rules: &RuleSet, hit: &Hit<'_>) -> Option<String> {
    let fixed = rules.rules[hit.rule].value.as_str();
    let names = ["unit", "clock", "day_unit", "compound_unit"];
    let unit = match fixed {
        "" => names.iter().find_map(|n| hit.captures.text(n)).unwrap_or("1D"),
        _ => fixed,
    };
    let mut length = length(unit)?;
    let more = hit.captures.text("more").and_then(|more| more.parse::<f64>().ok());
    length.number *= hit.captures.number("number").unwrap_or(1.0) + more.unwrap_or(0.0);
    length.number *= hit.captures.number("times").unwrap_or(1.0);
    (length.number > 0.0).then(|| length.iso())
}
