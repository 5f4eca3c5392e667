use super::Cells;
use super::words::Words;
use crate::inbox::Language;
use crate::labels::danish;
use crate::phrase::percent;
use crate::table::{claim_details, claim_says};
use crate::wire::{AmountOut, ClaimOut, ClaimsOut};

impl Cells {
    /// The claims of replies, every field in a column.
    pub fn of_claims<'a>(
        replies: impl IntoIterator<Item = &'a ClaimsOut>,
        language: Language,
    ) -> Cells {
        let words = Words::of(language);
        let header = [
            "source",
            "id",
            "line",
            "agency",
            "kind",
            "status",
            "polarity",
            "speaker",
            "obligation",
            "groups",
            "delivery",
            "course",
            "frequency",
            "duration",
            "dates",
            "amounts",
            "confidence",
            "doubts",
            "sentence",
        ];
        let rows = replies.into_iter().flat_map(|claims| {
            claims.claims.iter().map(move |claim| row(words, &claims.source, claim))
        });
        Cells { header: words.columns(header), rows: rows.collect() }
    }

    /// The claims of one reply as they are told to people: what is seldom there shares a column.
    pub fn of_claims_in_short(claims: &ClaimsOut, language: Language) -> Cells {
        let words = Words::of(language);
        let header = ["id", "line", "agency", "kind", "status", "details", "sentence"];
        let rows = claims.claims.iter().map(|claim| {
            vec![
                claim.id.clone(),
                claim.sentence.line.to_string(),
                claim.agency.clone().unwrap_or_default(),
                words.value(&danish().kind, &claim.kind),
                claim_says(danish(), claim),
                claim_details(danish(), claim),
                claim.sentence.text.clone(),
            ]
        });
        Cells { header: words.columns(header), rows: rows.collect() }
    }
}

fn row(words: Words, source: &str, claim: &ClaimOut) -> Vec<String> {
    let labels = danish();
    let list = |names, all: &[crate::wire::Name]| {
        all.iter().map(|name| words.value(names, name)).collect::<Vec<_>>().join(", ")
    };
    let amount = |amount: &AmountOut| {
        let about = if amount.approximate { "~" } else { "" };
        format!("{about}{} {}", amount.value, words.value(&labels.unit, &amount.unit))
    };
    let is_plain = claim.polarity == "affirmed";
    vec![
        source.to_owned(),
        claim.id.clone(),
        claim.sentence.line.to_string(),
        claim.agency.clone().unwrap_or_default(),
        words.value(&labels.kind, &claim.kind),
        words.value(&labels.status, &claim.status),
        if is_plain { String::new() } else { words.value(&labels.polarity, &claim.polarity) },
        words.value(&labels.speaker, &claim.speaker),
        claim.obligation.as_ref().map_or_else(String::new, |o| words.value(&labels.obligation, o)),
        list(&labels.group, &claim.target_groups),
        list(&labels.delivery, &claim.delivery),
        claim.course.clone().unwrap_or_default(),
        claim.frequency.clone().unwrap_or_default(),
        claim.duration.clone().unwrap_or_default(),
        claim.dates.join(", "),
        claim.amounts.iter().map(amount).collect::<Vec<_>>().join(", "),
        percent(claim.confidence),
        claim.uncertain_because.join(", "),
        claim.sentence.text.clone(),
    ]
}
