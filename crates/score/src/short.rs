//! Single sentences and short replies: what they claim, and what they say to a set.

use std::collections::BTreeMap;
use std::path::Path;

use gensvar::requirements::Stance;
use serde::Deserialize;

use crate::claims::FIELDS;
use crate::corpus::{Document, Error, Part, text};
use crate::gold::{GoldAmount, GoldClaim, GoldClaims, GoldFlag, GoldFlags};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    /// What stands before each: who writes, and when.
    head: String,
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    /// Kinds that it may be said to claim, or not.
    #[serde(default)]
    maybe: Vec<String>,
    claims: Vec<Claim>,
}

/// A claim; a field that is left out is open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    kind: String,
    /// The sentence, of a text of several.
    quote: Option<String>,
    status: Option<String>,
    polarity: Option<String>,
    groups: Option<Vec<String>>,
    obligation: Option<String>,
    delivery: Option<Vec<String>>,
    frequency: Option<String>,
    duration: Option<String>,
    dates: Option<Vec<String>>,
    amounts: Option<Vec<(f64, String)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replies {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    set: String,
    agency: String,
    text: String,
    /// The stance on each requirement of the set.
    expect: BTreeMap<String, String>,
    /// Requirements that are not judged.
    #[serde(default)]
    open: Vec<String>,
    #[serde(default)]
    evidence: BTreeMap<String, Vec<String>>,
}

/// The sentences of a file, each as a document.
pub(crate) fn sentences(path: &Path, part: Part) -> Result<Vec<Document>, Error> {
    let file: Sentences = toml::from_str(&text(path)?).map_err(|e| Error::new(path, e))?;
    let documents = file.sentence.into_iter().enumerate().map(|(i, sentence)| Document {
        id: format!("sentences-{}-{:03}", part.name(), i + 1),
        part,
        claims: GoldClaims {
            claims: sentence.claims.into_iter().map(|c| gold(c, &sentence.text)).collect(),
            maybe: sentence.maybe,
        },
        flags: GoldFlags { flags: BTreeMap::new() },
        is_sentence: true,
        text: format!("{}\n{}\n", file.head, sentence.text),
    });
    Ok(documents.collect())
}

fn gold(claim: Claim, sentence: &str) -> GoldClaim {
    let is_told = |field: &str| match field {
        "status" => claim.status.is_some(),
        "polarity" => claim.polarity.is_some(),
        "target_groups" => claim.groups.is_some(),
        "obligation" => claim.obligation.is_some(),
        "delivery" => claim.delivery.is_some(),
        "frequency" => claim.frequency.is_some(),
        "duration" => claim.duration.is_some(),
        "dates" => claim.dates.is_some(),
        "amounts" => claim.amounts.is_some(),
        _ => false,
    };
    let fields = FIELDS.into_iter().chain(["polarity"]);
    let open = fields.filter(|field| !is_told(field)).map(str::to_owned).collect();
    let amounts = claim.amounts.unwrap_or_default().into_iter();
    GoldClaim {
        quote: claim.quote.unwrap_or_else(|| sentence.to_owned()),
        kind: claim.kind,
        agency: None,
        speaker: "agency".to_owned(),
        polarity: claim.polarity.unwrap_or_default(),
        status: claim.status.unwrap_or_default(),
        target_groups: claim.groups.unwrap_or_default(),
        obligation: claim.obligation,
        delivery: claim.delivery.unwrap_or_default(),
        frequency: claim.frequency,
        duration: claim.duration,
        dates: claim.dates.unwrap_or_default(),
        amounts: amounts.map(|(value, unit)| GoldAmount { value, unit }).collect(),
        open,
    }
}

/// The short replies of a file.
pub(crate) fn replies(path: &Path, part: Part) -> Result<Vec<Document>, Error> {
    let file: Replies = toml::from_str(&text(path)?).map_err(|e| Error::new(path, e))?;
    let documents = file.reply.into_iter().enumerate().map(|(i, mut reply)| {
        let id = format!("replies-{}-{:03}", part.name(), i + 1);
        let wrong = |what: String| Error::new(path, format!("{id}: {what}"));
        let is_stance = |name: &str| Stance::ALL.iter().any(|stance| stance.name() == name);
        if let Some(name) = reply.expect.values().find(|name| !is_stance(name)) {
            return Err(wrong(format!("no stance {name}")));
        }
        let named = reply.open.iter().chain(reply.evidence.keys());
        if let Some(name) = named.into_iter().find(|name| !reply.expect.contains_key(*name)) {
            return Err(wrong(format!("{name} is not among those expected")));
        }
        let judged = reply.expect.into_iter().filter(|(id, _)| !reply.open.contains(id));
        let flags = judged.map(|(id, stance)| {
            let evidence = reply.evidence.remove(&id).unwrap_or_default();
            (id, GoldFlag { addressed: stance != "not_addressed", stance, evidence })
        });
        let of_agency = BTreeMap::from([(reply.agency, flags.collect())]);
        Ok(Document {
            id,
            part,
            text: reply.text,
            claims: GoldClaims { claims: Vec::new(), maybe: Vec::new() },
            flags: GoldFlags { flags: BTreeMap::from([(reply.set, of_agency)]) },
            is_sentence: false,
        })
    });
    documents.collect()
}
