//! Styles that strike text out.

use std::collections::HashSet;

use roxmltree::{Document, Node};

use crate::xml::{attribute, child, name};

/// The names of these styles.
#[derive(Default)]
pub(super) struct StruckStyles(HashSet<String>);

impl StruckStyles {
    /// Takes in what a file defines.
    pub(super) fn add(&mut self, tree: &Document<'_>) {
        for style in tree.descendants().filter(|node| name(*node) == "style") {
            let line = child(style, "text-properties")
                .and_then(|properties| attribute(properties, "text-line-through-style"));
            if let (Some(called), Some(line)) = (attribute(style, "name"), line)
                && line != "none"
            {
                self.0.insert(called.to_owned());
            }
        }
    }

    /// Whether an element's style is one of them.
    pub(super) fn strikes(&self, node: Node<'_, '_>) -> bool {
        attribute(node, "style-name").is_some_and(|style| self.0.contains(style))
    }
}
