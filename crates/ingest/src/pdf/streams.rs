//! Whether what a page draws can be unpacked whole: readers of PDF take what there is and say
//! nothing.

use std::io::{ErrorKind, Read, copy, sink};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Stream};
use hayro_syntax::page::Page;

/// Whether a page has something to draw, and it is text or makes no sense at all. Pages that programs
/// leave empty draw as well: a clip, a state saved and restored.
pub(super) fn has_text_or_nonsense(page: &Page<'_>) -> bool {
    use TypedInstruction as Op;
    let Some(stream) = page.page_stream() else { return false };
    if stream.trim_ascii().is_empty() {
        return false;
    }
    let mut operations = page.typed_operations();
    let mut has_sense = false;
    while let Some(operation) = operations.next() {
        match operation {
            Op::ShowText(_) | Op::ShowTexts(_) | Op::NextLineAndShowText(_) => return true,
            Op::Fallback(_) => {}
            _ => has_sense = true,
        }
    }
    !has_sense
}

/// Whether a stream of a page cannot be unpacked to its end.
pub(super) fn is_damaged(page: &Page<'_>) -> bool {
    const CONTENTS: &str = "Contents";
    let dict = page.raw();
    match dict.get::<Stream<'_>>(CONTENTS) {
        Some(stream) => is_broken(&stream),
        None => dict
            .get::<Array<'_>>(CONTENTS)
            .is_some_and(|streams| streams.iter::<Stream<'_>>().any(|stream| is_broken(&stream))),
    }
}

/// How much a stream may unpack to before it is taken for whole.
const MOST: u64 = 64 << 20;

fn is_broken(stream: &Stream<'_>) -> bool {
    use hayro_syntax::Filter;
    if stream.decoded_data().is_err() {
        return true;
    }
    if !matches!(stream.filters().as_slice(), [Filter::FlateDecode]) {
        return false;
    }
    let raw = stream.raw_data();
    if raw.is_empty() {
        return false;
    }
    let unpack = |reader: &mut dyn Read| copy(&mut reader.take(MOST), &mut sink());
    match unpack(&mut ZlibDecoder::new(&raw[..])) {
        Ok(_) => false,
        // The sum at the end is missing, or what comes before it.
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            unpack(&mut DeflateDecoder::new(raw.get(2..).unwrap_or_default())).is_err()
        }
        Err(_) => true,
    }
}
