//! ALTO, versions 2 to 4.

use roxmltree::Node;

use super::scan::{Scan, Slot, Source, Whole};
use crate::charset;
use crate::document::{Area, Document, Format};
use crate::error::Error;
use crate::read::Options;
use crate::xml::{self, attribute, name};

pub(super) const LOOKS_LIKE: &str = "ALTO XML";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let file = charset::text(bytes, None, options)?;
    let (document, _) = scan(&file.text)?;
    Ok(Document { encoding: file.encoding, warnings: file.warnings, ..document })
}

/// The document, and where the file has each word.
pub(super) fn scan(text: &str) -> Result<(Document, Vec<Source>), Error> {
    let tree = xml::parse(text, LOOKS_LIKE)?;
    let mut scan = Scan::new(Format::Alto);
    for node in tree.descendants() {
        match name(node) {
            "Page" => scan.page(number(node, "WIDTH").zip(number(node, "HEIGHT"))),
            "TextBlock" => scan.paragraph(),
            "TextLine" => scan.end_line(),
            "HYP" => scan.hyphen(),
            "String" => {
                if let (Some(content), Some(source)) =
                    (attribute(node, "CONTENT"), source(node, text))
                {
                    scan.word(content, number(node, "WC"), area(node), source);
                }
            }
            _ => {}
        }
    }
    Ok(scan.finish())
}

fn number(node: Node<'_, '_>, named: &str) -> Option<f32> {
    attribute(node, named)?.trim().parse().ok()
}

fn area(node: Node<'_, '_>) -> Option<Area> {
    let (left, top) = number(node, "HPOS").zip(number(node, "VPOS"))?;
    let (width, height) = number(node, "WIDTH").zip(number(node, "HEIGHT"))?;
    Some(Area { left, top, right: left + width, bottom: top + height })
}

fn source(node: Node<'_, '_>, text: &str) -> Option<Source> {
    let place =
        |named: &str| node.attributes().find(|a| a.name() == named).map(|a| a.range_value());
    let content = place("CONTENT")?;
    let is_first = attribute(node, "SUBS_TYPE").map(|kind| kind == "HypPart1");
    let whole = place("SUBS_CONTENT").zip(is_first);
    let of_whole = whole.map(|(content, is_first)| Whole { content, is_first });
    let whole = node.range();
    let written = text.get(whole.clone())?;
    let alternative = if written.ends_with("/>") {
        let called = written.strip_prefix('<')?;
        let end = called.find(|c: char| c.is_whitespace() || c == '/')?;
        Slot::Closed(whole.end - 2..whole.end, called.get(..end)?.to_owned())
    } else {
        // A shape goes before the alternatives.
        let shape = node.children().find(|child| name(*child) == "Shape");
        let after_shape = shape.map(|shape| shape.range().end);
        let first = node.first_child().map(|child| child.range().start);
        let end = whole.start + written.rfind("</")?;
        Slot::At(after_shape.or(first).unwrap_or(end))
    };
    Some(Source { content, alternative: Some(alternative), whole: of_whole })
}
