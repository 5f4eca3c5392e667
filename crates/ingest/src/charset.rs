//! Text whose encoding somebody declared, rightly or wrongly.

use crate::decode::decode_as;
use crate::document::{Document, Format};
use crate::encoding::Encoding;
use crate::error::Error;
use crate::read::Options;

/// The text of bytes that are said to be in the encoding of that name. What reads as UTF-8 is
/// UTF-8, whatever is declared; a declaration that gives rubbish is not believed, but one of UTF-8
/// that is right in most places is.
pub(crate) fn text(
    bytes: &[u8],
    label: Option<&str>,
    options: &Options,
) -> Result<Document, Error> {
    let is_known = options.encoding.is_some() || std::str::from_utf8(bytes).is_ok();
    let declared =
        label.and_then(|label| encoding_rs::Encoding::for_label(label.trim().as_bytes()));
    if let Some(declared) = declared.filter(|_| !is_known) {
        if declared == encoding_rs::UTF_8 && is_damaged_utf_8(bytes) {
            return Ok(decode_as(bytes, Encoding::Utf8)?.into());
        }
        let (text, _, has_errors) = declared.decode(bytes);
        let is_rubbish = has_errors || text.contains(|c| ('\u{80}'..'\u{a0}').contains(&c));
        if !is_rubbish {
            let encoding = declared.name().parse().ok();
            return Ok(Document { encoding, ..Document::new(text.into_owned(), Format::Text) });
        }
    }
    Ok(options.decode(bytes)?.into())
}

/// Whether no more places are wrong in UTF-8 than letters beyond ASCII are right.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad
}
