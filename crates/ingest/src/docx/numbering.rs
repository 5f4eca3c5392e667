//! The numbers and bullets of lists.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::flow::Run;
use crate::numerals::numeral;
use crate::xml::{attribute, child, name};

/// The standard has nine levels.
const LEVELS: usize = 9;

#[derive(Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    /// The numbers reached, for each definition: lists of one definition count on.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    runs: HashMap<String, Run>,
}

#[derive(Clone)]
struct List {
    definition: String,
    levels: Vec<Level>,
}

#[derive(Clone, Default)]
struct Level {
    format: String,
    /// `%1.%2.`
    text: String,
    start: u32,
}

/// How an item begins.
pub(super) struct Marker {
    /// The list it belongs to.
    pub(super) list: String,
    pub(super) depth: usize,
    pub(super) text: String,
}

impl Numbering {
    pub(super) fn read(tree: &Document<'_>) -> Numbering {
        let root = tree.root_element();
        let mut definitions: HashMap<&str, Vec<Level>> = HashMap::new();
        for node in root.children().filter(|node| name(*node) == "abstractNum") {
            let Some(id) = attribute(node, "abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in node.children().filter(|node| name(*node) == "lvl") {
                if let Some(place) = index(level).and_then(|index| levels.get_mut(index)) {
                    *place = Level::read(level);
                }
            }
            definitions.insert(id, levels);
        }
        let mut lists = HashMap::new();
        for node in root.children().filter(|node| name(*node) == "num") {
            let id = attribute(node, "numId");
            let definition = child(node, "abstractNumId").and_then(|node| attribute(node, "val"));
            let (Some(id), Some(definition)) = (id, definition) else { continue };
            let mut list = List {
                definition: definition.to_owned(),
                levels: definitions.get(definition).cloned().unwrap_or_default(),
            };
            for over in node.children().filter(|node| name(*node) == "lvlOverride") {
                let Some(place) = index(over).and_then(|index| list.levels.get_mut(index)) else {
                    continue;
                };
                if let Some(level) = child(over, "lvl") {
                    *place = Level::read(level);
                }
                if let Some(start) = number(over, "startOverride") {
                    place.start = start;
                    // One that begins anew counts by itself.
                    list.definition = format!("{definition}/{id}");
                }
            }
            lists.insert(id.to_owned(), list);
        }
        Numbering { lists, ..Numbering::default() }
    }

    /// The next item of a list; none if it shows no mark.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Option<Marker> {
        let found = self.lists.get(list)?;
        let depth = depth.min(LEVELS - 1);
        let level = found.levels.get(depth)?;
        let counts = self.counts.entry(found.definition.clone()).or_default();
        let count = match counts.get(depth).copied().flatten() {
            Some(count) => count.saturating_add(1),
            None => level.start,
        };
        for (at, place) in counts.iter_mut().enumerate().skip(depth) {
            *place = (at == depth).then_some(count);
        }
        let text = match level.format.as_str() {
            "none" => return None,
            "bullet" => "-".to_owned(),
            _ => level.marker(counts, &found.levels),
        };
        (!text.is_empty()).then(|| Marker { list: found.definition.clone(), depth, text })
    }

    /// The run of a list's items.
    pub(super) fn run(&mut self, list: &str, new: impl FnOnce() -> Run) -> Run {
        *self.runs.entry(list.to_owned()).or_insert_with(new)
    }
}

impl Level {
    fn read(node: Node<'_, '_>) -> Level {
        let value = |named| child(node, named).and_then(|node| attribute(node, "val"));
        Level {
            format: value("numFmt").unwrap_or("decimal").to_owned(),
            text: value("lvlText").unwrap_or_default().to_owned(),
            start: number(node, "start").unwrap_or(1),
        }
    }

    fn marker(&self, counts: &[Option<u32>; LEVELS], levels: &[Level]) -> String {
        let mut out = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = if c == '%' { chars.peek().and_then(|c| c.to_digit(10)) } else { None };
            let Some(at) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
                out.push(c);
                continue;
            };
            chars.next();
            if let (Some(level), Some(count)) = (levels.get(at), counts.get(at)) {
                out.push_str(&numeral(count.unwrap_or(level.start), &level.format));
            }
        }
        out.trim().to_owned()
    }
}

fn index(node: Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok()
}

fn number(node: Node<'_, '_>, named: &str) -> Option<u32> {
    attribute(child(node, named)?, "val")?.parse().ok()
}
