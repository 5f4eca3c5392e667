//! In what form teaching is given.

use super::tokens::Tokens;
use super::{FieldReader, FoundDelivery};
use crate::model::Delivery;

/// What the words around a form of teaching make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Teaching has it, had it or may get it.
    Given,
    /// Denied: another form named beside it is that of the teaching.
    Denied,
    /// Only what the teaching is told apart from: `i stedet for e-læring`.
    Elsewhere,
}

impl Standing {
    fn from_name(name: &str) -> Standing {
        match name {
            "denied" => Standing::Denied,
            "elsewhere" => Standing::Elsewhere,
            _ => Standing::Given,
        }
    }
}

pub(super) fn read(reader: &FieldReader, tokens: &Tokens<'_>) -> Vec<FoundDelivery> {
    let numbers = &reader.numbers;
    let mut out = Vec::new();
    for hit in reader.delivery.find(tokens, numbers) {
        let span = tokens.span(hit.start, hit.end);
        let lead = reader.delivery_leads.leading(tokens, hit.start, numbers);
        let follow = || {
            let follow = reader.delivery_follows.find_at(tokens, hit.end, numbers)?;
            Some(reader.delivery_follows.rules[follow.rule].value.as_str())
        };
        let standing = lead.or_else(follow).map_or(Standing::Given, Standing::from_name);
        let names = reader.delivery.rules[hit.rule].value.split(',');
        let forms = names.filter_map(|name| Delivery::from_name(name.trim()));
        out.extend(forms.map(|value| FoundDelivery { value, span, standing }));
    }
    out
}
