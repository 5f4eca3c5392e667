//! What a paragraph's style says of it.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::xml::{attribute, child, name};

/// Styles build on others; so many make a chain at most.
const LONGEST_CHAIN: usize = 32;

#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    about: About,
}

/// What a paragraph or its style sets.
#[derive(Default, Clone)]
pub(super) struct About {
    /// The list it is an item of; `0` takes it out of the style's list.
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    /// Below 9 it is a heading.
    pub(super) outline: Option<usize>,
}

impl About {
    /// Reads a `pPr`.
    fn read(properties: Option<Node<'_, '_>>) -> About {
        let value = |of: Option<Node<'_, '_>>, named: &str| {
            of.and_then(|node| child(node, named))
                .and_then(|node| attribute(node, "val"))
                .map(str::to_owned)
        };
        let list = properties.and_then(|node| child(node, "numPr"));
        About {
            list: value(list, "numId"),
            level: value(list, "ilvl").and_then(|level| level.parse().ok()),
            outline: value(properties, "outlineLvl").and_then(|level| level.parse().ok()),
        }
    }

    fn or(self, other: &About) -> About {
        About {
            list: self.list.or_else(|| other.list.clone()),
            level: self.level.or(other.level),
            outline: self.outline.or(other.outline),
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        self.outline.is_some_and(|level| level < 9)
    }
}

impl Styles {
    pub(super) fn read(tree: &Document<'_>) -> Styles {
        let mut by_id = HashMap::new();
        for node in tree.root_element().children().filter(|node| name(*node) == "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            let based_on = child(node, "basedOn").and_then(|node| attribute(node, "val"));
            let about = About::read(child(node, "pPr"));
            by_id.insert(id.to_owned(), Style { based_on: based_on.map(str::to_owned), about });
        }
        Styles { by_id }
    }

    /// What holds for a paragraph with these properties (`pPr`).
    pub(super) fn about(&self, properties: Option<Node<'_, '_>>) -> About {
        let mut about = About::read(properties);
        let id = properties.and_then(|node| child(node, "pStyle"));
        let mut id = id.and_then(|node| attribute(node, "val"));
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = id.and_then(|id| self.by_id.get(id)) else { break };
            about = about.or(&style.about);
            id = style.based_on.as_deref();
        }
        about
    }
}
