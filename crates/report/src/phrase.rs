//! Phrases on a repair that the review and the page share.

use gensvar::repair::{Alternative, Repaired};

use crate::doubtful::{Doubtful, doubtful};
use crate::labels::{Labels, fill};

/// How many edits and doubtful places there are.
pub(crate) fn summary(labels: &Labels, repaired: &Repaired) -> String {
    let words = &labels.repair;
    let count = |n: usize, [none, one, many]: [&str; 3]| match n {
        0 => none.to_owned(),
        1 => one.to_owned(),
        _ => fill(many, &[("n", &n.to_string())]),
    };
    let edits = [&words.no_edits, &words.one_edit, &words.edits].map(String::as_str);
    let doubts = [&words.no_doubts, &words.one_doubt, &words.doubts].map(String::as_str);
    let doubtful = doubtful(repaired).count();
    format!("{}, {}", count(repaired.edits.len(), edits), count(doubtful, doubts))
}

/// What was read and what was made of it.
pub(crate) fn done(labels: &Labels, from: &str, to: Option<&str>) -> String {
    let words = &labels.repair;
    let phrase = match to {
        None => &words.left,
        Some("") => &words.removed,
        Some(_) if from.is_empty() => &words.inserted,
        Some(_) => &words.corrected,
    };
    fill(phrase, &[("from", &visible(from)), ("to", &visible(to.unwrap_or_default()))])
}

/// What was done at a doubtful place, and how surely.
pub(crate) fn doubt(labels: &Labels, place: &Doubtful<'_>) -> String {
    format!("{}: {}", done(labels, place.from, place.to), sure(labels, place.confidence))
}

/// The same of a word of which it is known how it reads after repair.
pub(crate) fn doubtful_reading(labels: &Labels, from: &str, text: &str, confidence: f64) -> String {
    format!("{}: {}", done(labels, from, (from != text).then_some(text)), sure(labels, confidence))
}

/// How sure a reading is.
pub(crate) fn sure(labels: &Labels, confidence: f64) -> String {
    fill(&labels.repair.sure, &[("p", &percent(confidence))])
}

/// The other readings with their shares; none if there are none.
pub(crate) fn others(labels: &Labels, alternatives: &[Alternative]) -> Option<String> {
    let list: Vec<String> = alternatives
        .iter()
        .map(|other| format!("»{}« {}", visible(&other.to), percent(other.confidence)))
        .collect();
    (!list.is_empty()).then(|| fill(&labels.repair.others, &[("list", &list.join(", "))]))
}

/// A share in whole percent, rounded down: what is not quite sure never reads as sure.
pub(crate) fn percent(share: f64) -> String {
    // Shares are computed in single precision: 0.7 may come as a little less.
    match ((share + 1e-7) * 100.0).floor() {
        whole if whole < 1.0 && share > 0.0 => "<1 %".to_owned(),
        whole => format!("{whole} %"),
    }
}

/// A text on one line, with nothing in it that a terminal would obey: line ends as arrows, other
/// control characters and marks of direction as boxes.
pub(crate) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(visible_char).collect()
}

/// One character as [`visible`] shows it.
pub(crate) fn visible_char(c: char) -> char {
    match c {
        '\n' | '\r' => '↵',
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '□',
        c if c.is_control() => '□',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::danish;

    #[test]
    fn shares_are_never_said_to_be_surer_than_they_are() {
        let all = [0.0, 0.004, 0.01, f64::from(0.7f32), 0.899, 0.9999, 1.0].map(percent);
        assert_eq!(all, ["0 %", "<1 %", "1 %", "70 %", "89 %", "99 %", "100 %"]);
    }

    #[test]
    fn what_was_done_is_said_in_its_own_words() {
        assert_eq!(done(danish(), "bor", Some("bør")), "læst »bor«, rettet til »bør«");
        assert_eq!(done(danish(), "", Some("x")), "»x« sat ind");
        assert_eq!(done(danish(), "‘", Some("")), "læst »‘«, taget ud");
        assert_eq!(done(danish(), "a\r\nb\u{1b}[1m", None), "læst »a↵b□[1m«, ladt stå");
    }
}
