//! XML with bounds: no entities, no more nodes and no deeper than documents have.

use roxmltree::{Document, Node, ParsingOptions};

use crate::error::Error;

/// A book of a thousand pages has a tenth of them.
const MOST_NODES: u32 = 4_000_000;
/// What is read is walked through by calls within calls.
const DEEPEST: usize = 256;

/// The tree of an XML text.
pub(crate) fn parse<'t>(text: &'t str, looks_like: &'static str) -> Result<Document<'t>, Error> {
    // Entities of one's own are a way to grow a small file without end, and no format read here
    // has any.
    if text.contains("<!ENTITY") {
        return Err(Error::damaged(looks_like, "it declares XML entities"));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
    let tree = Document::parse_with_options(text, options)
        .map_err(|error| Error::damaged(looks_like, error))?;
    // Nodes come parents first.
    let mut depths: Vec<usize> = Vec::new();
    for node in tree.descendants() {
        let parent = node.parent().and_then(|p| depths.get(p.id().get_usize()));
        let depth = parent.map_or(0, |depth| depth + 1);
        if depth > DEEPEST {
            return Err(Error::damaged(
                looks_like,
                format!("elements lie more than {DEEPEST} deep"),
            ));
        }
        depths.push(depth);
    }
    Ok(tree)
}

/// An element's name without its namespace; nothing for what is no element.
pub(crate) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// An attribute's value, whatever its namespace.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// The first child element of that name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, named: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| name(*child) == named)
}
