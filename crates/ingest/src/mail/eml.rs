//! E-mails as they are sent (EML), and files of several (mbox).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Cursor;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::body::{Body, raw};
use super::letter::{Date, Letter, is_logo, person, shows};
use crate::decode::Warning;
use crate::document::{Attachment, Document, Format};
use crate::error::{Error, ErrorKind};
use crate::parts::Opened;
use crate::read::Options;

const LOOKS_LIKE: &str = "an e-mail";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    if !bytes.starts_with(b"From ") {
        return one(bytes, options);
    }
    let mut mails = MessageIterator::new(Cursor::new(bytes)).filter_map(Result::ok);
    let first = mails.next().ok_or_else(|| Error::damaged(LOOKS_LIKE, "there is none in it"))?;
    let mut opened = one(first.contents(), options)?;
    opened.attachments.extend(mails.zip(2..).map(|(mail, number)| Attachment {
        name: Some(format!("mail {number}.eml")),
        bytes: mail.unwrap_contents(),
    }));
    Ok(opened)
}

fn one(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    let bytes = head_first(bytes);
    let mail = MessageParser::default().parse(&bytes[..]);
    let mail = mail.ok_or_else(|| Error::damaged(LOOKS_LIKE, "its head cannot be read"))?;
    if is_encrypted(&mail) {
        return Err(Error::new(ErrorKind::Encrypted { looks_like: LOOKS_LIKE }));
    }
    let mut body = Body::new(&mail, options);
    let text = body.read()?;
    let letter = Letter {
        from: addresses(mail.from()),
        date: mail.date().map(Date::from),
        to: addresses(mail.to()),
        cc: addresses(mail.cc()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        body: text,
    };
    let Body { parts, html, attachments: mut all, mut warnings, .. } = body;
    let (attachments, left_out) = attachments(&mail, &parts, &html);
    all.extend(attachments);
    if left_out > 0 {
        warnings.push(Warning::LeftOut { count: left_out });
    }
    let document = Document { warnings, ..Document::new(letter.text(), Format::Eml) };
    Ok(Opened { document, attachments: all })
}

/// The parts that are documents of their own, and how many are not: logos and signatures.
fn attachments(
    mail: &Message<'_>,
    of_text: &BTreeSet<usize>,
    html: &str,
) -> (Vec<Attachment>, usize) {
    let mut out = Vec::new();
    let mut left_out = 0;
    for (id, part) in mail.parts.iter().enumerate() {
        if matches!(part.body, PartType::Multipart(_)) || of_text.contains(&id) {
            continue;
        }
        let bytes = raw(part, mail);
        let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or("")));
        let written = kind.map(|(of, kind)| format!("{of}/{kind}")).unwrap_or_default();
        let is_logo = shows(html, part.content_id()) && is_logo(&written, &bytes);
        let is_signature = kind.is_some_and(|kind| kind.1.ends_with("-signature"));
        if is_logo || is_signature {
            left_out += 1;
            continue;
        }
        let subject = match &part.body {
            PartType::Message(mail) => Some(mail.subject().unwrap_or("mail")),
            _ => None,
        };
        let name = part.attachment_name().map(str::to_owned);
        // A subject is no path.
        let name = name.or_else(|| subject.map(|s| format!("{}.eml", s.replace(['/', '\\'], "-"))));
        out.push(Attachment { name, bytes });
    }
    (out, left_out)
}

/// Whether nothing of it can be read without its reader's key.
fn is_encrypted(mail: &Message<'_>) -> bool {
    mail.content_type().is_some_and(|kind| match (kind.ctype(), kind.subtype()) {
        ("multipart", Some("encrypted")) => true,
        (_, Some("pkcs7-mime" | "x-pkcs7-mime")) => {
            kind.attribute("smime-type") != Some("signed-data")
        }
        _ => false,
    })
}

fn addresses(address: Option<&Address<'_>>) -> String {
    let all = address.into_iter().flat_map(Address::iter);
    all.filter_map(|one| person(one.name(), one.address())).collect::<Vec<_>>().join(", ")
}

/// The mail without what some programs put before its head, with the line ends that mails have.
pub(crate) fn head_first(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let empty = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let bytes = bytes.get(empty..).unwrap_or_default();
    if bytes.contains(&b'\n') {
        return Cow::Borrowed(bytes);
    }
    let feed = |&byte: &u8| if byte == b'\r' { b'\n' } else { byte };
    Cow::Owned(bytes.iter().map(feed).collect())
}

/// Names that heads of e-mails have, in small letters.
const NAMES: [&str; 16] = [
    "arc-seal",
    "authentication-results",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "from",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "thread-topic",
    "to",
];

/// Whether a text begins with the head of an e-mail, as programs write it and nobody types it.
pub(crate) fn is_mail(head: &str) -> bool {
    let mut lines = head.lines().peekable();
    if head.starts_with("From ") {
        lines.next();
    }
    let mut known = Vec::new();
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known.extend(NAMES.iter().find(|known| **known == name));
    }
    let has = |name: &str| known.contains(&name);
    known.len() > 1
        && (has("message-id")
            || has("mime-version")
            || has("received")
            || has("from") && has("date"))
}
