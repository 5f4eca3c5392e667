//! Values of options that are more than a word.

use std::str::FromStr;

/// A place in a text: line and character of the line, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| {
            // Rust's parser takes a sign, which no line has.
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|&number: &usize| is_plain && number > 0)
        };
        let place = text.split_once(':').and_then(|(line, column)| {
            Some(Place { line: number(line)?, column: number(column)? })
        });
        place.ok_or("give a line and a column, both counted from 1, such as 12:8")
    }
}

/// A number of bytes.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let (number, shift) = match text.trim_end_matches(['B', 'b']) {
        text if text.ends_with(['K', 'k']) => (&text[..text.len() - 1], 10),
        text if text.ends_with(['M', 'm']) => (&text[..text.len() - 1], 20),
        text if text.ends_with(['G', 'g']) => (&text[..text.len() - 1], 30),
        text => (text, 0),
    };
    let bytes = number.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    bytes.ok_or_else(|| "give a size such as 64M or 500K".to_owned())
}

/// A day of the calendar, in ISO 8601.
pub(super) fn day(text: &str) -> Result<String, &'static str> {
    let wrong = "give a day such as 2026-11-30";
    let digits = |part: &str, count: usize| {
        let is_number = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten().ok_or(wrong)
    };
    let mut parts = text.splitn(3, '-');
    let mut part = |count| digits(parts.next().unwrap_or_default(), count);
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err(wrong) }
}

/// A share from 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err("give a share from 0 to 1, such as 0.8".to_owned())
    }
}
