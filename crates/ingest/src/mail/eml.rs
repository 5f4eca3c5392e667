//! E-mails as they are sent (EML), and files of several (mbox).

use std::io::Cursor;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::flowed;
use super::letter::{Date, Letter, is_logo, person};
use crate::charset;
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
    let mail = MessageParser::default().parse(bytes);
    let mail = mail.ok_or_else(|| Error::damaged(LOOKS_LIKE, "its head cannot be read"))?;
    if is_encrypted(&mail) {
        return Err(Error::new(ErrorKind::Encrypted { looks_like: LOOKS_LIKE }));
    }
    let mut warnings = Vec::new();
    let mut body = |ids: &[u32], is_html: bool| -> Result<String, Error> {
        let mut out = Vec::new();
        for part in ids.iter().filter_map(|id| mail.part(*id)) {
            let is_wanted = match part.body {
                PartType::Text(_) => !is_html && !is_attached(part),
                PartType::Html(_) => is_html && !is_attached(part),
                _ => false,
            };
            if is_wanted {
                let document = text(part, &mail, options)?;
                warnings.extend(document.warnings);
                out.push(document.text);
            }
        }
        Ok(out.join("\n"))
    };
    let letter = Letter {
        from: addresses(mail.from()),
        date: mail.date().map(Date::from),
        to: addresses(mail.to()),
        cc: addresses(mail.cc()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        plain: body(&mail.text_body, false)?,
        html: body(&mail.html_body, true)?,
    };
    let (attachments, left_out) = attachments(&mail, &letter.html);
    if left_out > 0 {
        warnings.push(Warning::LeftOut { count: left_out });
    }
    let document = Document { warnings, ..Document::new(letter.text(), Format::Eml) };
    Ok(Opened { document, attachments })
}

/// The parts that are documents of their own, and how many are not: logos and signatures.
fn attachments(mail: &Message<'_>, html: &str) -> (Vec<Attachment>, usize) {
    let mut out = Vec::new();
    let mut left_out = 0;
    for (id, part) in mail.parts.iter().enumerate() {
        let is_body = [&mail.text_body, &mail.html_body]
            .iter()
            .any(|body| body.iter().any(|b| usize::try_from(*b) == Ok(id)));
        let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
        if matches!(part.body, PartType::Multipart(_)) || is_body && is_text && !is_attached(part) {
            continue;
        }
        let bytes = raw(part, mail);
        let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or("")));
        let written = kind.map(|(of, kind)| format!("{of}/{kind}")).unwrap_or_default();
        let is_logo = is_logo(&written, part.content_id(), bytes.len(), html);
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

fn is_attached(part: &MessagePart<'_>) -> bool {
    part.attachment_name().is_some()
        || part.content_disposition().is_some_and(|disposition| disposition.is_attachment())
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

/// A part's text, in the encoding it is in and not only the one it declares.
fn text(part: &MessagePart<'_>, mail: &Message<'_>, options: &Options) -> Result<Document, Error> {
    let kind = part.content_type();
    let attribute = |name| kind.and_then(|kind| kind.attribute(name));
    let mut document = charset::text(&raw(part, mail), attribute("charset"), options)?;
    if attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        let spaces_go = attribute("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        document.text = flowed::unbroken(&document.text, spaces_go);
    }
    Ok(document)
}

/// A part's bytes as they were before they were packed for the way.
fn raw(part: &MessagePart<'_>, mail: &Message<'_>) -> Vec<u8> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let packed = mail.raw_message.get(place(part.offset_body)..place(part.offset_end));
    let unpacked = packed.and_then(|packed| match part.encoding {
        Encoding::None => Some(packed.to_vec()),
        Encoding::Base64 => base64_decode(packed),
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
    });
    // What the parser made of it in spite of all.
    unpacked.unwrap_or_else(|| part.contents().to_vec())
}

fn addresses(address: Option<&Address<'_>>) -> String {
    let all = address.into_iter().flat_map(Address::iter);
    all.filter_map(|one| person(one.name(), one.address())).collect::<Vec<_>>().join(", ")
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
