//! Outlook messages (MSG).

use mail_parser::MessageParser;

use super::body::fullest;
use super::letter::{Date, Letter, is_logo, person, shows};
use super::properties::Properties;
use crate::decode::Warning;
use crate::document::{Attachment, Document, Format};
use crate::error::Error;
use crate::html;
use crate::parts::Opened;
use crate::read::Options;

pub(super) const LOOKS_LIKE: &str = "an Outlook message";

/// The properties that are read, as MAPI numbers them.
mod id {
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const SENT: u16 = 0x0039;
    pub(super) const DELIVERED: u16 = 0x0E06;
    pub(super) const SENDER: u16 = 0x0C1A;
    pub(super) const SENDER_ADDRESS: u16 = 0x0C1F;
    pub(super) const SENDER_SMTP: u16 = 0x5D01;
    pub(super) const TO: u16 = 0x0E04;
    pub(super) const CC: u16 = 0x0E03;
    pub(super) const HEADERS: u16 = 0x007D;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const HTML: u16 = 0x1013;
    pub(super) const RTF: u16 = 0x1009;
    pub(super) const ATTACHED: u16 = 0x3701;
    pub(super) const LONG_NAME: u16 = 0x3707;
    pub(super) const SHORT_NAME: u16 = 0x3704;
    pub(super) const TITLE: u16 = 0x3001;
    pub(super) const MIME_TYPE: u16 = 0x370E;
    pub(super) const CONTENT_ID: u16 = 0x3712;
    pub(super) const HIDDEN: u16 = 0x7FFE;
}

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    let mut file = Properties::open(bytes, options)?;
    let mut warnings = Vec::new();
    let html = match file.bytes("", id::HTML)? {
        Some(bytes) => {
            let document = html::source(&bytes, options)?;
            warnings.extend(document.warnings);
            document.text
        }
        None => file.text("", id::HTML)?.unwrap_or_default(),
    };
    let plain = file.text("", id::BODY)?.unwrap_or_default();
    if plain.trim().is_empty() && html.is_empty() && file.bytes("", id::RTF)?.is_some() {
        warnings.push(Warning::RtfOnly);
    }
    let name = file.text("", id::SENDER)?;
    let address = match file.text("", id::SENDER_SMTP)? {
        Some(address) => Some(address),
        // Within one Exchange server it is no address that anybody would know.
        None => file.text("", id::SENDER_ADDRESS)?.filter(|address| address.contains('@')),
    };
    let shown = html::shown(&html);
    warnings.extend(shown.warnings);
    let letter = Letter {
        from: person(name.as_deref(), address.as_deref()).unwrap_or_default(),
        date: date(&mut file)?,
        to: file.text("", id::TO)?.unwrap_or_default(),
        cc: file.text("", id::CC)?.unwrap_or_default(),
        subject: file.text("", id::SUBJECT)?.unwrap_or_default(),
        body: fullest([plain.replace("\r\n", "\n"), shown.text]),
    };
    let (attachments, left_out) = attachments(&mut file, &html)?;
    if left_out > 0 {
        warnings.push(Warning::LeftOut { count: left_out });
    }
    let document = Document { warnings, ..Document::new(letter.text(), Format::Msg) };
    Ok(Opened { document, attachments })
}

fn attachments(file: &mut Properties<'_>, html: &str) -> Result<(Vec<Attachment>, usize), Error> {
    let mut out = Vec::new();
    let mut left_out = 0;
    for at in file.storages("__attach_version1.0_") {
        let mut name = None;
        for named in [id::LONG_NAME, id::SHORT_NAME, id::TITLE] {
            if name.is_none() {
                name = file.text(&at, named)?;
            }
        }
        if let Some(bytes) = file.message(&at, id::ATTACHED)? {
            // A subject is no path.
            let name = name.map(|name| format!("{}.msg", name.replace(['/', '\\'], "-")));
            out.push(Attachment { name, bytes });
            continue;
        }
        let kind = file.text(&at, id::MIME_TYPE)?.unwrap_or_default();
        let id = file.text(&at, id::CONTENT_ID)?;
        // Where the text is in RTF, only this tells that it shows the image.
        let is_hidden = file.number(&at, id::HIDDEN)?.is_some_and(|hidden| hidden & 1 == 1);
        let is_shown = is_hidden || shows(html, id.as_deref());
        match file.bytes(&at, id::ATTACHED)? {
            Some(bytes) if !(is_shown && is_logo(&kind, &bytes)) => {
                out.push(Attachment { name, bytes });
            }
            // A logo, or an object that lies in the text.
            _ => left_out += 1,
        }
    }
    Ok((out, left_out))
}

/// When it was sent: in the sender's time as its head says, else the day.
fn date(file: &mut Properties<'_>) -> Result<Option<Date>, Error> {
    let head = file.text("", id::HEADERS)?.unwrap_or_default();
    let head = MessageParser::default().parse_headers(&head);
    if let Some(date) = head.as_ref().and_then(|head| head.date()) {
        return Ok(Some(date.into()));
    }
    let sent = match file.number("", id::SENT)? {
        Some(sent) => Some(sent),
        None => file.number("", id::DELIVERED)?,
    };
    Ok(sent.and_then(day))
}

/// The day of a time in tenths of microseconds since 1601, the hour left open: it is Greenwich's.
fn day(time: u64) -> Option<Date> {
    let mut days = i64::try_from(time / 864_000_000_000).ok()?;
    // The calendar comes round every 400 years, the first of which is 1601.
    let mut year = 1601 + days / 146_097 * 400;
    days %= 146_097;
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while days >= 365 + i64::from(is_leap(year)) {
        days -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + i64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    Some(Date { year, month, day: u8::try_from(days + 1).ok()?, time: None })
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_from_1601() {
        for (days, expected) in [
            (0, (1601, 1, 1)),
            (134_774, (1970, 1, 1)),
            (145_790, (2000, 2, 29)),
            (146_096, (2000, 12, 31)),
            (154_966, (2025, 4, 14)),
        ] {
            let date = day(days * 864_000_000_000).unwrap();
            assert_eq!((date.year, date.month, date.day), expected);
        }
        assert!(day(u64::MAX).is_some());
    }
}
