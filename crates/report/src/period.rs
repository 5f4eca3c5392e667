//! Stretches of time in words: `PT6H` is `6 timer`, and as often as `P2Y` is `hvert 2. år`.

use crate::labels::{Labels, fill, label};

/// How long something takes, from an ISO 8601 duration; what is none stays as it is.
pub(crate) fn duration_words(labels: &Labels, duration: &str) -> String {
    let Some(parts) = parts(duration) else { return duration.to_owned() };
    let words = parts.into_iter().map(|(n, unit)| {
        let is_one = n.parse::<f64>().is_ok_and(|n| n <= 1.0);
        let name = if is_one { format!("one_{unit}") } else { format!("many_{unit}") };
        with_number(labels, &name, n)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How often something is held, from an ISO 8601 duration, perhaps with the number of times in it
/// (`P1Y/2`); what is none stays as it is.
pub(crate) fn frequency_words(labels: &Labels, frequency: &str) -> String {
    let (period, times) = match frequency.split_once('/') {
        Some((period, times)) => (period, Some(times)),
        None => (frequency, None),
    };
    let parts = parts(period).unwrap_or_default();
    let &[(n, unit)] = parts.as_slice() else { return frequency.to_owned() };
    let name = if n == "1" { format!("every_{unit}") } else { format!("every_other_{unit}") };
    let every = with_number(labels, &name, n);
    match times {
        None => every,
        Some(times) => {
            let values = [("n", times), ("every", every.as_str())];
            fill(label(&labels.period, "times"), &values)
        }
    }
}

fn with_number(labels: &Labels, name: &str, n: &str) -> String {
    let n = n.replace('.', label(&labels.period, "decimal"));
    fill(label(&labels.period, name), &[("n", &n)])
}

/// The numbers of a duration, each with the name of its unit.
fn parts(duration: &str) -> Option<Vec<(&str, &'static str)>> {
    let mut rest = duration.strip_prefix('P')?;
    let (mut out, mut is_time) = (Vec::new(), false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, is_time) = (after, true);
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (n, after) = rest.split_at_checked(end).filter(|(n, _)| n.parse::<f64>().is_ok())?;
        let unit = after.chars().next()?;
        out.push((
            n,
            match (unit, is_time) {
                ('Y', false) => "year",
                ('M', false) => "month",
                ('W', false) => "week",
                ('D', false) => "day",
                ('H', true) => "hour",
                ('M', true) => "minute",
                _ => return None,
            },
        ));
        rest = after.get(1..)?;
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::Language;
    use crate::labels::{danish, labels};

    #[test]
    fn durations_are_told_in_words() {
        for (duration, words) in [
            ("PT6H", "6 timer"),
            ("PT1H30M", "1 time 30 minutter"),
            ("P0.5D", "0,5 dag"),
            ("P1.5D", "1,5 dage"),
            ("P3W", "3 uger"),
            ("P1M", "1 måned"),
            ("PT", "PT"),
            ("P3", "P3"),
            ("PT1D", "PT1D"),
            ("en dag", "en dag"),
        ] {
            assert_eq!(duration_words(danish(), duration), words);
        }
        assert_eq!(duration_words(labels(Language::English), "P1.5D"), "1.5 days");
    }

    #[test]
    fn frequencies_are_told_in_words() {
        for (frequency, words) in [
            ("P1Y", "hvert år"),
            ("P2Y", "hvert 2. år"),
            ("P1Y/4", "4 gange hvert år"),
            ("P3M/2", "2 gange hver 3. måned"),
            ("P6W", "hver 6. uge"),
            ("P1Y6M", "P1Y6M"),
            ("/2", "/2"),
        ] {
            assert_eq!(frequency_words(danish(), frequency), words);
        }
        assert_eq!(frequency_words(labels(Language::English), "P2M"), "every 2 months");
    }
}
