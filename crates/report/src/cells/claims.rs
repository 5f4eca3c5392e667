use super::Cells;
use super::words::{Words, whole_percent};
use crate::inbox::Language;
use crate::labels::label;
use crate::table::{amount_words, details, says};
use crate::wire::{ClaimOut, ClaimsOut, Name};

impl Cells {
    /// The claims of replies, every field in a column.
    pub fn of_claims<'a>(
        replies: impl IntoIterator<Item = &'a ClaimsOut>,
        language: Language,
    ) -> Cells {
        let words = Words::of(language);
        let header = [
            "document",
            "line",
            "claim",
            "agency",
            "kind",
            "speaker",
            "polarity",
            "status",
            "sentence",
            "course",
            "groups",
            "obligation",
            "delivery",
            "frequency",
            "duration",
            "dates",
            "amounts",
            "confidence",
            "doubts",
        ];
        let rows = replies.into_iter().flat_map(|claims| {
            claims.claims.iter().map(move |claim| row(words, &claims.source, claim))
        });
        Cells { header: words.columns(header), rows: rows.collect() }
    }

    /// The claims of one reply as they are told to people: what is seldom there shares a column.
    pub fn of_claims_in_short(claims: &ClaimsOut, language: Language) -> Cells {
        let words = Words::of(language);
        let header = ["claim", "line", "agency", "kind", "status", "details", "sentence"];
        let rows = claims.claims.iter().map(|claim| {
            vec![
                claim.id.clone(),
                claim.sentence.line.to_string(),
                claim.agency.clone().unwrap_or_default(),
                label(&words.kind, &claim.kind).to_owned(),
                says(&words, claim),
                details(&words, claim),
                claim.sentence.text.clone(),
            ]
        });
        Cells { header: words.columns(header), rows: rows.collect() }
    }
}

fn row(words: Words, source: &str, claim: &ClaimOut) -> Vec<String> {
    let word = |names, name: &str| label(names, name).to_owned();
    let list = |names, all: &[Name]| {
        all.iter().map(|name| word(names, name)).collect::<Vec<_>>().join(", ")
    };
    let amounts: Vec<String> =
        claim.amounts.iter().map(|amount| amount_words(&words, amount)).collect();
    let obligation = claim.obligation.as_ref();
    vec![
        source.to_owned(),
        claim.sentence.line.to_string(),
        claim.id.clone(),
        claim.agency.clone().unwrap_or_default(),
        word(&words.kind, &claim.kind),
        word(&words.speaker, &claim.speaker),
        word(&words.polarity, &claim.polarity),
        word(&words.status, &claim.status),
        claim.sentence.text.clone(),
        claim.course.clone().unwrap_or_default(),
        list(&words.group, &claim.target_groups),
        obligation.map_or_else(String::new, |name| word(&words.obligation, name)),
        list(&words.delivery, &claim.delivery),
        claim.frequency.clone().unwrap_or_default(),
        claim.duration.clone().unwrap_or_default(),
        claim.dates.join(", "),
        amounts.join(", "),
        whole_percent(claim.confidence),
        claim.uncertain_because.join(", "),
    ]
}
