//! How an e-mail is set as a text.

use mail_parser::DateTime;

use super::older;
use crate::document::Format;
use crate::flow::flat;
use crate::kind;

/// An image in the text that is larger may be a scan; what is smaller is a logo.
const LOGO: usize = 64 << 10;

/// Whether a text shows an attachment.
pub(super) fn shows(html: &str, id: Option<&str>) -> bool {
    id.is_some_and(|id| html.contains(&format!("cid:{id}")))
}

/// Whether what the text shows is no document, but a small image.
pub(super) fn is_logo(kind: &str, bytes: &[u8]) -> bool {
    let is_image = kind.starts_with("image/") || kind::format(bytes) == Some(Format::Image);
    is_image && bytes.len() <= LOGO
}

/// Somebody, by name and address.
pub(super) fn person(name: Option<&str>, address: Option<&str>) -> Option<String> {
    match (name, address) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address).map(str::to_owned),
    }
}

/// What its head says, and its text.
#[derive(Default)]
pub(super) struct Letter {
    pub(super) from: String,
    pub(super) date: Option<Date>,
    pub(super) to: String,
    pub(super) cc: String,
    pub(super) subject: String,
    pub(super) body: String,
}

/// When it was sent, in the time of its sender.
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
    /// Hour and minute, where they are told in the sender's time.
    pub(super) time: Option<(u8, u8)>,
}

impl From<&DateTime> for Date {
    fn from(date: &DateTime) -> Date {
        let time = Some((date.hour, date.minute));
        Date { year: date.year.into(), month: date.month, day: date.day, time }
    }
}

impl Letter {
    /// Its text.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let date = self.date.as_ref().and_then(Date::written).unwrap_or_default();
        for (key, value) in [
            ("from", &self.from),
            ("date", &date),
            ("to", &self.to),
            ("cc", &self.cc),
            ("subject", &self.subject),
        ] {
            let value = flat(value);
            if let Some(label) = label(key).filter(|_| !value.is_empty()) {
                out.push_str(&format!("{label}: {value}\n"));
            }
        }
        let body = older::marked(&self.body);
        let body = body.trim_end().trim_start_matches(['\n', '\r']);
        if !out.is_empty() && !body.is_empty() {
            out.push('\n');
        }
        out.push_str(body);
        if !body.is_empty() {
            out.push('\n');
        }
        out
    }
}

impl Date {
    /// `21. maj 2025 15:02`
    fn written(&self) -> Option<String> {
        let month = label("months")?.split(' ').nth(usize::from(self.month).checked_sub(1)?)?;
        let mut out = format!("{}. {month} {}", self.day, self.year);
        if let Some((hour, minute)) = self.time {
            out.push_str(&format!(" {hour:02}:{minute:02}"));
        }
        Some(out)
    }
}

/// What a part of the head is called.
fn label(key: &str) -> Option<&'static str> {
    include_str!("../../data/mail.txt")
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix('\t'))
}
