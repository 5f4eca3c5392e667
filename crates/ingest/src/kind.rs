//! What a file is, told from its bytes.

use crate::document::Format;

/// The format of bytes that are no plain text and can be read; none for all else.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    let is_image = bytes.starts_with(b"\x89PNG\r\n\x1A\n")
        || bytes.starts_with(b"\xFF\xD8\xFF")
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*");
    if is_image {
        return Some(Format::Image);
    }
    // Some programs put a few bytes before it.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(Format::Pdf);
    }
    None
}
