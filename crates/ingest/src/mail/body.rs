//! What an e-mail says in its own parts: those of one text in several forms, and those that follow
//! each other.

use std::collections::BTreeSet;

use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::packed::base64;
use super::{flowed, uu};
use crate::charset;
use crate::decode::Warning;
use crate::document::Attachment;
use crate::error::Error;
use crate::html;
use crate::read::Options;

/// Parts that lie deeper in others are taken for attachments.
const DEEPEST: usize = 32;

/// The text of an e-mail, and what is known of it.
pub(super) struct Body<'m> {
    mail: &'m Message<'m>,
    options: &'m Options,
    /// The numbers of the parts that are the text, in one form or another.
    pub(super) parts: BTreeSet<usize>,
    /// Its HTML as it was written, which tells the images that are shown in it.
    pub(super) html: String,
    /// Files that stood in the text itself.
    pub(super) attachments: Vec<Attachment>,
    pub(super) warnings: Vec<Warning>,
}

impl<'m> Body<'m> {
    pub(super) fn new(mail: &'m Message<'m>, options: &'m Options) -> Self {
        Body {
            mail,
            options,
            parts: BTreeSet::new(),
            html: String::new(),
            attachments: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The text.
    pub(super) fn read(&mut self) -> Result<String, Error> {
        self.said(0, 0)
    }

    fn said(&mut self, id: usize, depth: usize) -> Result<String, Error> {
        let Some(part) = self.mail.parts.get(id).filter(|_| depth <= DEEPEST) else {
            return Ok(String::new());
        };
        match &part.body {
            PartType::Multipart(ids) => {
                let mut texts = Vec::new();
                for id in ids {
                    texts.push(self.said(usize::try_from(*id).unwrap_or(usize::MAX), depth + 1)?);
                }
                texts.retain(|text| !text.trim().is_empty());
                Ok(if subtype(part) == Some("alternative") {
                    fullest(texts)
                } else {
                    texts.join("\n")
                })
            }
            PartType::Text(_) | PartType::Html(_) if is_read_on(part) => {
                self.parts.insert(id);
                self.text(part)
            }
            _ => Ok(String::new()),
        }
    }

    /// A part's text, in the encoding it is in and not only the one it declares.
    fn text(&mut self, part: &MessagePart<'_>) -> Result<String, Error> {
        let kind = part.content_type();
        let attribute = |name| kind.and_then(|kind| kind.attribute(name));
        let bytes = raw(part, self.mail);
        let document = charset::text(&bytes, attribute("charset"), self.options)?;
        self.warnings.extend(document.warnings);
        let text = document.text.replace("\r\n", "\n");
        if matches!(part.body, PartType::Html(_)) {
            self.html.push_str(&text);
            let shown = html::shown(&text);
            self.warnings.extend(shown.warnings);
            return Ok(shown.text);
        }
        if attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
            let spaces_go =
                attribute("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
            return Ok(flowed::unbroken(&text, spaces_go));
        }
        let (text, files) = uu::taken_out(&text);
        self.attachments.extend(files);
        Ok(text)
    }
}

/// Of several forms of one text the one that says most: the first if it lacks nothing, else the
/// later of equals, which is the better for who sent it.
pub(super) fn fullest(texts: impl IntoIterator<Item = String>) -> String {
    let mut best = String::new();
    for text in texts {
        let lacking = lacks(&best, &text);
        if lacking > 0 && lacking >= lacks(&text, &best) {
            best = text;
        }
    }
    best
}

/// How many words of another text one lacks; addresses of links stand in one form only.
fn lacks(text: &str, other: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        let said =
            text.split_whitespace().filter(|word| !word.contains("://") && !word.contains('@'));
        let pieces = said.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
        pieces.filter(|piece| !piece.is_empty()).map(str::to_lowercase).collect()
    };
    words(other).difference(&words(text)).count()
}

/// Whether a part of text is read on in the mail, and is no document of its own.
fn is_read_on(part: &MessagePart<'_>) -> bool {
    let is_plain = matches!(subtype(part), None | Some("plain" | "html" | "enriched"));
    is_plain && !is_attached(part)
}

fn is_attached(part: &MessagePart<'_>) -> bool {
    part.attachment_name().is_some()
        || part.content_disposition().is_some_and(|disposition| disposition.is_attachment())
}

fn subtype<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    part.content_type().and_then(|kind| kind.subtype())
}

/// A part's bytes as they were before they were packed for the way.
pub(super) fn raw(part: &MessagePart<'_>, mail: &Message<'_>) -> Vec<u8> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let packed = mail.raw_message.get(place(part.offset_body)..place(part.offset_end));
    // Where it could not unpack the whole, the parser forgets what it was packed with.
    let packing = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    let unpacked = packed.and_then(|packed| match packing.as_str() {
        "base64" => base64(packed),
        "quoted-printable" => quoted_printable_decode(packed),
        _ => Some(packed.to_vec()),
    });
    // What the parser made of it in spite of all.
    unpacked.unwrap_or_else(|| part.contents().to_vec())
}

#[cfg(test)]
mod tests {
    use super::fullest;

    #[test]
    fn the_form_that_says_most_is_taken() {
        let pick = |one: &str, other: &str| fullest([one.to_owned(), other.to_owned()]);
        assert_eq!(
            pick("Se <https://a.example/b>: Ja.", "Se: ja"),
            "Se <https://a.example/b>: Ja."
        );
        assert_eq!(pick("Svar følger", "Svar følger\nJa"), "Svar følger\nJa");
        assert_eq!(pick("Hele svaret står her", "Læs svaret"), "Hele svaret står her");
        assert_eq!(fullest([]), "");
    }
}
