//! OpenDocument texts (ODT).

mod body;
mod lists;
mod struck;

use roxmltree::Node;

use crate::archive::Archive;
use crate::charset;
use crate::decode::Warning;
use crate::document::{Document, Format};
use crate::error::{Error, ErrorKind};
use crate::read::Options;
use crate::xml::{self, attribute, child, name};
use body::Body;
use lists::ListStyles;
use struck::StruckStyles;

const LOOKS_LIKE: &str = "an OpenDocument text";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    if !bytes.starts_with(b"PK") {
        // Flat: all in one file.
        let text = charset::text(bytes, None, options)?.text;
        let tree = xml::parse(&text, LOOKS_LIKE)?;
        return Ok(document(&tree, Some(&tree)));
    }
    let mut archive = Archive::open(bytes, LOOKS_LIKE, options.max_bytes)?;
    let manifest = archive.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") {
        return Err(Error::new(ErrorKind::Encrypted { looks_like: LOOKS_LIKE }));
    }
    let content = archive.text("content.xml")?;
    let content = content.ok_or_else(|| Error::damaged(LOOKS_LIKE, "content.xml is missing"))?;
    let content = xml::parse(&content, LOOKS_LIKE)?;
    let styles = archive.text("styles.xml")?;
    let styles = styles.as_deref().map(|text| xml::parse(text, LOOKS_LIKE)).transpose()?;
    Ok(document(&content, styles.as_ref()))
}

fn document(
    content: &roxmltree::Document<'_>,
    styles: Option<&roxmltree::Document<'_>>,
) -> Document {
    let mut lists = ListStyles::default();
    let mut struck = StruckStyles::default();
    for tree in styles.into_iter().chain([content]) {
        lists.add(tree);
        struck.add(tree);
    }
    let mut body = Body::new(lists, struck);
    let page = styles.and_then(|styles| first_page(styles, content));
    let of_page = |kind: &str| {
        let first = page.and_then(|page| child(page, &format!("{kind}-first")));
        first.or_else(|| page.and_then(|page| child(page, kind)))
    };
    if let Some(header) = of_page("header") {
        body.furniture(header);
    }
    if let Some(text) = content.descendants().find(|node| name(*node) == "body") {
        body.document(text);
    }
    if let Some(footer) = of_page("footer") {
        body.furniture(footer);
    }
    let warnings = Warning::struck_out(body.struck_out());
    Document { warnings, ..Document::new(body.finish(), Format::Odt) }
}

/// The page style that the document begins with: the one its first paragraph's style names, else
/// the standard one.
fn first_page<'a, 'i>(
    styles: &'a roxmltree::Document<'i>,
    content: &roxmltree::Document<'_>,
) -> Option<Node<'a, 'i>> {
    let first = content
        .descendants()
        .find(|node| name(*node) == "text" && node.is_element())
        .and_then(|text| {
            // What was deleted is kept before the text.
            let mut blocks = text.children().filter(|node| name(*node) != "tracked-changes");
            let is_paragraph = |node: &Node<'_, '_>| matches!(name(*node), "p" | "h");
            blocks.find_map(|block| block.descendants().find(is_paragraph))
        })
        .and_then(|paragraph| attribute(paragraph, "style-name"));
    let named = content
        .descendants()
        .find(|node| name(*node) == "style" && attribute(*node, "name") == first)
        .and_then(|style| attribute(style, "master-page-name"))
        .filter(|page| !page.is_empty());
    let pages = || styles.descendants().filter(|node| name(*node) == "master-page");
    let page = |wanted: &str| pages().find(|node| attribute(*node, "name") == Some(wanted));
    named.and_then(page).or_else(|| page("Standard")).or_else(|| pages().next())
}
