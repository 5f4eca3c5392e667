//! How often: `hvert andet år`, `to gange om året`, `kvartalsvis`.

use super::Found;
use super::duration::{Length, length};
use super::numbers::NumberWords;
use super::rules::{Hit, RuleSet};
use super::tokens::Tokens;

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
    // `1Y/2`: the count stands in the rule where the words have none.
    let (fixed, fixed_times) = fixed.split_once('/').unwrap_or((fixed, "1"));
    let unit = if fixed.is_empty() { hit.captures.text("unit")? } else { fixed };
    let mut period: Length = length(unit)?;
    let nth = hit.captures.text("nth").and_then(|n| n.parse::<f64>().ok());
    period.number *= nth.or(hit.captures.number("number")).unwrap_or(1.0);
    if period.number <= 0.0 {
        return None;
    }
    let times = (hit.captures.number("times"))
        .or_else(|| hit.captures.text("times")?.parse().ok())
        .or(fixed_times.parse().ok())
        .unwrap_or(1.0);
    let period = period.iso();
    Some(if times > 1.0 && times.fract() == 0.0 { format!("{period}/{times}") } else { period })
}
