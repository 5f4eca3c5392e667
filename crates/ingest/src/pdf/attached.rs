//! The files that lie in a PDF.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, Stream, String as Text};

use crate::document::Attachment;
use crate::error::Error;
use crate::error::ErrorKind;

/// The files attached to a document or to a place on a page, in the order in which they lie in it.
///
/// # Errors
/// If they unpack to more than so many bytes together.
pub(super) fn attached(pdf: &Pdf, max_bytes: u64) -> Result<Vec<Attachment>, Error> {
    let mut out = Vec::new();
    let mut total = 0u64;
    for object in pdf.objects() {
        let Object::Dict(spec) = object else { continue };
        let Some(stream) = file(&spec) else { continue };
        let Ok(bytes) = stream.decoded_data() else { continue };
        total = total.saturating_add(bytes.len() as u64);
        if total > max_bytes {
            return Err(Error::new(ErrorKind::UnpacksTooLarge { limit: max_bytes }));
        }
        out.push(Attachment { name: name(&spec), bytes: bytes.into_owned() });
    }
    Ok(out)
}

/// The file that a specification has with it.
fn file<'a>(spec: &Dict<'a>) -> Option<Stream<'a>> {
    let files: Dict<'a> = spec.get("EF")?;
    files.get("UF").or_else(|| files.get("F"))
}

fn name(spec: &Dict<'_>) -> Option<String> {
    let text: Text<'_> = spec.get("UF").or_else(|| spec.get("F"))?;
    let bytes = text.as_bytes();
    Some(match bytes.strip_prefix(b"\xFE\xFF") {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|pair| match pair {
                &[high, low] => u16::from_be_bytes([high, low]),
                _ => 0,
            });
            String::from_utf16_lossy(&units.collect::<Vec<u16>>())
        }
        // What PDF calls its own encoding is Latin 1 in all letters of Danish.
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
        },
    })
}
