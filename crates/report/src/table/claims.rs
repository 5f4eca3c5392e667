use unicode_width::UnicodeWidthStr;

use super::{NARROWEST, line, shortened, untried};
use crate::labels::{Labels, danish, fill, label};
use crate::period::{duration_words, frequency_words};
use crate::phrase::visible;
use crate::wire::{AmountOut, ClaimChangeOut, ClaimOut, ClaimsOut};

/// The claims of one reply: each sentence with a row for each claim that it makes, in lines that
/// are as a rule at most `width` columns wide.
pub fn claims_table(claims: &ClaimsOut, width: usize) -> String {
    let labels = danish();
    let word = |name| label(&labels.words, name);
    let mut out = format!("{}\n", claims.source);
    if claims.claims.is_empty() {
        out.push_str(&format!("{}\n", word("no_claims")));
        return out;
    }
    let rows: Vec<[String; 4]> = claims
        .claims
        .iter()
        .map(|claim| {
            let kind = label(&labels.kind, &claim.kind).to_owned();
            [format!("  {}", claim.id), kind, says(labels, claim), details(labels, claim)]
        })
        .collect();
    let header = ["claim", "kind", "says", "details"].map(word);
    let header = [&format!("  {}", header[0]), header[1], header[2], header[3]];
    let widths: Vec<usize> = (0..header.len())
        .map(|i| rows.iter().map(|row| row[i].width()).max().unwrap_or(0).max(header[i].width()))
        .collect();
    out.push_str(&line(&header, &widths));
    let mut last = None;
    for (claim, row) in claims.claims.iter().zip(&rows) {
        let place = (claim.sentence.start, claim.sentence.end, &claim.agency);
        if last.replace(place) != Some(place) {
            let agency = claim.agency.as_deref().unwrap_or("–");
            let start = format!("{} {}, {agency}: ", word("line"), claim.sentence.line);
            let room = width.saturating_sub(start.width() + 2).max(NARROWEST);
            out.push_str(&format!("\n{start}»{}«\n", shortened(&claim.sentence.text, room)));
        }
        out.push_str(&line(&row.each_ref().map(String::as_str), &widths));
    }
    out + &untried(claims.untried_doubts, width)
}

/// The status, with whether it is denied and who else says it.
pub(crate) fn says(labels: &Labels, claim: &ClaimOut) -> String {
    let parts = [
        label(&labels.status, &claim.status),
        label(&labels.polarity, &claim.polarity),
        label(&labels.speaker, &claim.speaker),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whatever fields the claim has, in a line.
pub(crate) fn details(labels: &Labels, claim: &ClaimOut) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |names, name: &str| parts.push(label(names, name).to_owned());
    claim.obligation.iter().for_each(|name| add(&labels.obligation, name));
    claim.target_groups.iter().for_each(|name| add(&labels.group, name));
    claim.delivery.iter().for_each(|name| add(&labels.delivery, name));
    parts.extend(claim.course.clone());
    parts.extend(claim.frequency.as_ref().map(|often| frequency_words(labels, often)));
    parts.extend(claim.duration.as_ref().map(|long| duration_words(labels, long)));
    parts.extend(claim.dates.iter().cloned());
    parts.extend(claim.amounts.iter().map(|amount| amount_words(labels, amount)));
    for doubt in &claim.doubts {
        let mut part = format!("{}: {}", label(&labels.words, "doubtful"), visible(&doubt.text));
        let changing = doubt.alternatives.iter().filter_map(|other| {
            let changes = other.changes.as_ref().filter(|changes| !changes.is_empty())?;
            let values = [("to", visible(&other.to)), ("changes", change_words(labels, changes))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Some(fill(label(&labels.change, "reading"), &values))
        });
        let changing: Vec<String> = changing.collect();
        if !changing.is_empty() {
            part.push_str(&format!(" ({})", changing.join("; ")));
        }
        parts.push(part);
    }
    parts.join("; ")
}

/// An amount with its unit.
pub(crate) fn amount_words(labels: &Labels, amount: &AmountOut) -> String {
    let about = if amount.approximate { label(&labels.words, "approximately") } else { "" };
    let text =
        format!("{about} {} {}", danish_number(amount.value), label(&labels.unit, &amount.unit));
    text.trim_start().to_owned()
}

/// What another reading makes of a claim.
pub(super) fn change_words(labels: &Labels, changes: &[ClaimChangeOut]) -> String {
    let word = |change: &ClaimChangeOut| match (change.field.as_ref(), change.to.as_deref()) {
        ("kind", None) => label(&labels.change, "vanishes").to_owned(),
        ("kind", Some(kind)) => {
            fill(label(&labels.change, "appears"), &[("kind", label(&labels.kind, kind))])
        }
        ("status", Some(to)) => label(&labels.status, to).to_owned(),
        ("obligation", Some(to)) => label(&labels.obligation, to).to_owned(),
        ("speaker", Some("agency")) => label(&labels.change, "agency").to_owned(),
        ("speaker", Some(to)) => label(&labels.speaker, to).to_owned(),
        ("agency", None) => label(&labels.change, "no_agency").to_owned(),
        (_, to) => label(&labels.change, to.unwrap_or("–")).to_owned(),
    };
    changes.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// A number as Danes write it: dots between thousands, a decimal comma.
fn danish_number(value: f64) -> String {
    let plain = value.to_string();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push(',');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_danes_write_them() {
        assert_eq!(danish_number(1_200_000.0), "1.200.000");
        assert_eq!(danish_number(85.5), "85,5");
        assert_eq!(danish_number(-1000.0), "-1.000");
    }
}
