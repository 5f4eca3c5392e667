//! PAGE XML.

use std::collections::HashMap;

use roxmltree::Node;

use super::scan::{Scan, Source};
use crate::charset;
use crate::document::{Area, Document, Format};
use crate::error::Error;
use crate::read::Options;
use crate::xml::{self, attribute, child, name};

const LOOKS_LIKE: &str = "PAGE XML";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let file = charset::text(bytes, None, options)?;
    let tree = xml::parse(&file.text, LOOKS_LIKE)?;
    let mut scan = Scan::new(Format::PageXml);
    for page in tree.descendants().filter(|node| name(*node) == "Page") {
        let size = |named| attribute(page, named).and_then(|size| size.parse().ok());
        scan.page(size("imageWidth").zip(size("imageHeight")));
        let mut regions: Vec<_> =
            page.children().filter(|node| name(*node).ends_with("Region")).collect();
        let order = reading_order(page);
        let place = |node: &Node<'_, '_>| attribute(*node, "id").and_then(|id| order.get(id));
        // The sort is stable: what the order does not name keeps its place behind.
        regions.sort_by_key(|region| place(region).copied().unwrap_or(usize::MAX));
        regions.into_iter().for_each(|node| region(&mut scan, node));
    }
    let (document, _) = scan.finish();
    Ok(Document { encoding: file.encoding, warnings: file.warnings, ..document })
}

/// The place of each region in the order in which they are read.
fn reading_order<'a>(page: Node<'a, '_>) -> HashMap<&'a str, usize> {
    let order = child(page, "ReadingOrder");
    let ids = order.into_iter().flat_map(|order| order.descendants());
    let ids = ids.filter_map(|node| attribute(node, "regionRef"));
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}

fn region(scan: &mut Scan, node: Node<'_, '_>) {
    scan.paragraph();
    let mut has_lines = false;
    for inner in node.children() {
        if name(inner) == "TextLine" {
            has_lines = true;
            line(scan, inner);
        } else if name(inner).ends_with("Region") {
            has_lines = true;
            region(scan, inner);
        }
    }
    if !has_lines && let Some((text, _)) = content(node) {
        for line in text.lines() {
            scan.end_line();
            scan.text(line);
        }
    }
}

fn line(scan: &mut Scan, node: Node<'_, '_>) {
    scan.end_line();
    let mut has_words = false;
    for word in node.children().filter(|node| name(*node) == "Word") {
        if let Some((text, equivalent)) = content(word) {
            has_words = true;
            let confidence = attribute(equivalent, "conf").and_then(|conf| conf.parse().ok());
            let source = Source { content: equivalent.range(), alternative: None, whole: None };
            scan.word(text, confidence, area(word), source);
        }
    }
    if !has_words && let Some((text, _)) = content(node) {
        scan.text(text);
    }
}

/// The text of a region, line or word, and the element that has it: the first of several readings.
fn content<'a, 'i>(node: Node<'a, 'i>) -> Option<(&'a str, Node<'a, 'i>)> {
    let readings = node.children().filter(|node| name(*node) == "TextEquiv");
    let index = |node: &Node<'_, '_>| {
        attribute(*node, "index").and_then(|index| index.parse().ok()).unwrap_or(0u32)
    };
    let first = readings.min_by_key(index)?;
    Some((child(first, "Unicode")?.text()?, first))
}

/// The rectangle around the points of a shape.
fn area(node: Node<'_, '_>) -> Option<Area> {
    let points = attribute(child(node, "Coords")?, "points")?;
    let mut area: Option<Area> = None;
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',')?;
        let (x, y) = (x.parse::<f32>().ok()?, y.parse::<f32>().ok()?);
        let around = area.get_or_insert(Area { left: x, top: y, right: x, bottom: y });
        around.left = around.left.min(x);
        around.top = around.top.min(y);
        around.right = around.right.max(x);
        around.bottom = around.bottom.max(y);
    }
    area
}
