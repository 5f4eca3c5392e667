//! Pages that stand on their head, and that the engine did not turn: it finds out how a page lies only
//! where there is text enough, and a page with two lines or a signature has not.

use std::io::Cursor;
use std::path::Path;

use image::ImageFormat;

use super::{Scan, tesseract};
use crate::clock::Clock;
use crate::error::Error;

/// Reads an image, which may have several pages. One page that the engine is not sure of is read the
/// other way up as well; a page that lies on its side the engine turns by itself to one of the two.
pub(super) fn read(
    image: &[u8],
    clock: &Clock,
    scratch: Option<&Path>,
) -> Result<Vec<Scan>, Error> {
    let scans = tesseract::read(image, clock, scratch)?;
    let [scan] = scans.as_slice() else { return Ok(scans) };
    if scan.is_sure() {
        return Ok(scans);
    }
    let Some(turned) = turned(image) else { return Ok(scans) };
    // Of a page that is hard to read either way, a few words by chance are no better.
    let is_better = |other: &Scan| other.is_sure() && 2 * other.words.len() >= scan.words.len();
    match tesseract::read(&turned, clock, scratch) {
        Ok(other) if matches!(other.as_slice(), [one] if is_better(one)) => Ok(other),
        // That it cannot be read on its head takes nothing from what was read.
        _ => Ok(scans),
    }
}

/// The image on its head; none if it is one that only the engine can open.
fn turned(image: &[u8]) -> Option<Vec<u8>> {
    let image = image::load_from_memory(image).ok()?.rotate180();
    let mut out = Vec::new();
    image.into_luma8().write_to(&mut Cursor::new(&mut out), ImageFormat::Pnm).ok()?;
    Some(out)
}
