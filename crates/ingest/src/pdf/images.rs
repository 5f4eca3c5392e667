//! How much of a page images cover, and how much of that no text is set on: a scan pasted under a
//! line, a page of strips, a stamp on a scan.

use kurbo::Rect;

use super::glyphs::PageContent;

/// Into so many cells a page is divided each way.
const CELLS: usize = 64;
/// So many rows of cells above and below a text belong to it.
const NEAR: usize = 3;

/// The share of a page that all its images cover together, from 0 to 1.
pub(super) fn covered(page: &PageContent) -> f64 {
    let cells = cells(&page.images, page.size);
    share(cells.iter().flatten())
}

/// The share of a page that images cover at heights where no text stands.
pub(super) fn unread(page: &PageContent) -> f64 {
    let cells = cells(&page.images, page.size);
    let mut has_text = [false; CELLS];
    for glyph in &page.glyphs {
        let at = cell(glyph.baseline, page.size.1);
        let rows = has_text.iter_mut().take(at + NEAR + 1).skip(at.saturating_sub(NEAR));
        rows.for_each(|row| *row = true);
    }
    let bare = cells.iter().zip(has_text).filter(|(_, has_text)| !has_text);
    share(bare.flat_map(|(row, _)| row))
}

fn share<'c>(cells: impl Iterator<Item = &'c bool>) -> f64 {
    cells.filter(|&&is_covered| is_covered).count() as f64 / (CELLS * CELLS) as f64
}

fn cell(place: f64, whole: f64) -> usize {
    // A number that is none becomes 0.
    ((place / whole.max(1.0) * CELLS as f64).floor() as usize).min(CELLS - 1)
}

/// The cells, row by row, whose middle lies in one of the areas.
fn cells(areas: &[Rect], (width, height): (f64, f64)) -> Vec<[bool; CELLS]> {
    let mut cells = vec![[false; CELLS]; CELLS];
    for area in areas {
        for (y, row) in cells.iter_mut().enumerate() {
            let middle = (y as f64 + 0.5) / CELLS as f64 * height;
            if middle < area.y0 || middle > area.y1 {
                continue;
            }
            for (x, cell) in row.iter_mut().enumerate() {
                let middle = (x as f64 + 0.5) / CELLS as f64 * width;
                *cell |= middle >= area.x0 && middle <= area.x1;
            }
        }
    }
    cells
}
