//! The images of a Word document that may be scans.

use roxmltree::{Document, Node};

use crate::xml::{attribute, child, name};

/// What is smaller is a logo, a signature, an icon: 60 square centimetres, in the units of Word.
const SCAN: f64 = 60.0 * 360_000.0 * 360_000.0;
/// Points in the same units.
const POINT: f64 = 12_700.0;

/// The relationships of images as large as a scan, in order. One that does not tell its size is
/// taken for large.
pub(super) fn large(tree: &Document<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for node in tree.descendants() {
        let found = match name(node) {
            "blip" => attribute(node, "embed"),
            "imagedata" => attribute(node, "id"),
            _ => None,
        };
        let Some(id) = found.filter(|_| area(node).is_none_or(|area| area >= SCAN)) else {
            continue;
        };
        if !out.iter().any(|known| known == id) {
            out.push(id.to_owned());
        }
    }
    out
}

/// How large an image is shown.
fn area(image: Node<'_, '_>) -> Option<f64> {
    image.ancestors().find_map(|node| match name(node) {
        "inline" | "anchor" => {
            let extent = child(node, "extent")?;
            let side = |named| attribute(extent, named)?.parse::<f64>().ok();
            Some(side("cx")? * side("cy")?)
        }
        "shape" | "rect" => {
            let style = attribute(node, "style")?;
            let side = |named: &str| {
                let sides = style.split(';').filter_map(|one| one.split_once(':'));
                let value =
                    sides.filter(|(key, _)| key.trim() == named).map(|(_, value)| value).next()?;
                value.trim().strip_suffix("pt")?.parse::<f64>().ok()
            };
            Some(side("width")? * side("height")? * POINT * POINT)
        }
        _ => None,
    })
}
