//! The numbers and bullets of lists.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::numerals::numeral;
use crate::xml::{attribute, name};

/// Styles of lists, each with its levels.
#[derive(Default)]
pub(super) struct ListStyles {
    by_name: HashMap<String, HashMap<usize, Level>>,
}

#[derive(Clone)]
struct Level {
    /// None for a bullet.
    format: Option<String>,
    prefix: String,
    suffix: String,
    start: u32,
    /// How many levels' numbers it shows.
    shown: usize,
}

impl ListStyles {
    /// Takes in what a file defines.
    pub(super) fn add(&mut self, tree: &Document<'_>) {
        for style in tree.descendants().filter(|node| name(*node) == "list-style") {
            let Some(called) = attribute(style, "name") else { continue };
            let levels = style.children().filter_map(Level::read).collect();
            self.by_name.insert(called.to_owned(), levels);
        }
    }

    /// The number that a list begins with.
    pub(super) fn start(&self, style: &str, depth: usize) -> u32 {
        self.level(style, depth).map_or(1, |level| level.start)
    }

    /// How the item begins whose number and those above it are given; none if it has no mark.
    pub(super) fn marker(&self, style: &str, numbers: &[u32]) -> Option<String> {
        let depth = numbers.len().checked_sub(1)?;
        let Some(level) = self.level(style, depth) else { return Some("-".to_owned()) };
        let Some(format) = &level.format else { return Some("-".to_owned()) };
        if format.is_empty() {
            return None;
        }
        let from = numbers.len().saturating_sub(level.shown);
        let shown = numbers.iter().enumerate().skip(from).map(|(at, number)| {
            let above = self.level(style, at).and_then(|level| level.format.as_deref());
            numeral(*number, above.unwrap_or(format))
        });
        let shown = shown.collect::<Vec<_>>().join(".");
        Some(format!("{}{shown}{}", level.prefix, level.suffix).trim().to_owned())
    }

    fn level(&self, style: &str, depth: usize) -> Option<&Level> {
        self.by_name.get(style)?.get(&(depth + 1))
    }
}

impl Level {
    fn read(node: Node<'_, '_>) -> Option<(usize, Level)> {
        let value = |named| attribute(node, named).unwrap_or_default().to_owned();
        let format = match name(node) {
            "list-level-style-number" => Some(value("num-format")),
            "list-level-style-bullet" | "list-level-style-image" => None,
            _ => return None,
        };
        let number = |named| attribute(node, named).and_then(|n| n.parse().ok());
        let level = Level {
            format,
            prefix: value("num-prefix"),
            suffix: value("num-suffix"),
            start: number("start-value").unwrap_or(1),
            shown: number("display-levels").unwrap_or(1) as usize,
        };
        Some((attribute(node, "level")?.parse().ok()?, level))
    }
}
