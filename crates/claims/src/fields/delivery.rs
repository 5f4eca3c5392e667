//! In what form teaching is given.

use super::Found;
use super::numbers::NumberWords;
use super::rules::RuleSet;
use super::tokens::Tokens;
use crate::model::Delivery;

pub(super) fn read(
    rules: &RuleSet,
    tokens: &Tokens<'_>,
    numbers: &NumberWords,
) -> Vec<Found<Delivery>> {
    let mut out = Vec::new();
    for hit in rules.find(tokens, numbers) {
        let span = tokens.span(hit.start, hit.end);
        let names = rules.rules[hit.rule].value.split(',');
        let forms = names.filter_map(|name| Delivery::from_name(name.trim()));
        out.extend(forms.map(|value| Found { value, span }));
    }
    out
}
