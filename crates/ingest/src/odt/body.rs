//! The body of an OpenDocument text: paragraphs, lists, tables, and what stands in them.

use std::collections::HashMap;

use roxmltree::Node;

use super::lists::ListStyles;
use super::struck::StruckStyles;
use crate::flow::{Flow, Run};
use crate::xml::{attribute, child, name};

/// Stands for a page number, which belongs to the page and not to the text. XML has no such
/// character.
const PAGE: char = '\0';

/// More spaces in a row than a line has.
const MOST_SPACES: usize = 100;

pub(super) struct Body {
    flow: Flow,
    styles: ListStyles,
    struck: StruckStyles,
    /// How many characters were left out as struck out.
    struck_out: usize,
    lists: Vec<List>,
    /// The numbers reached in lists of a style, for one that goes on.
    reached: HashMap<String, u32>,
    noted: usize,
    is_in_paragraph: bool,
    is_furniture: bool,
}

/// A list that is open.
struct List {
    style: String,
    run: Run,
    /// The number of its item.
    number: u32,
    /// The item's mark was not written yet.
    is_new_item: bool,
}

impl Body {
    pub(super) fn new(styles: ListStyles, struck: StruckStyles) -> Self {
        Body {
            flow: Flow::new(),
            styles,
            struck,
            struck_out: 0,
            lists: Vec::new(),
            reached: HashMap::new(),
            noted: 0,
            is_in_paragraph: false,
            is_furniture: false,
        }
    }

    pub(super) fn document(&mut self, body: Node<'_, '_>) {
        self.children(body);
        self.flow.end_block();
    }

    /// A header or footer, page numbers left out.
    pub(super) fn furniture(&mut self, node: Node<'_, '_>) {
        self.is_furniture = true;
        self.document(node);
        self.is_furniture = false;
    }

    pub(super) fn struck_out(&self) -> usize {
        self.struck_out
    }

    pub(super) fn finish(self) -> String {
        self.flow.finish()
    }

    fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            if child.is_text() && self.is_in_paragraph {
                self.flow.collapsed(child.text().unwrap_or_default());
            } else if child.is_element() {
                self.walk(child);
            }
        }
    }

    fn walk(&mut self, node: Node<'_, '_>) {
        match name(node) {
            "span" | "p" | "h" if self.struck.strikes(node) => {
                let texts = node.descendants().filter(Node::is_text);
                let texts = texts.filter_map(|node| node.text());
                self.struck_out += texts.map(|text| text.trim().chars().count()).sum::<usize>();
            }
            "p" | "h" => self.paragraph(node),
            "list" => self.list(node),
            "list-item" => self.item(node),
            "list-header" => self.children(node),
            "table" => {
                self.flow.open_table();
                self.children(node);
                self.flow.close_table();
            }
            "table-row" => self.row(node),
            "table-cell" => {
                self.flow.open_cell();
                self.apart(node);
                self.flow.close_cell();
            }
            "text-box" => {
                self.flow.open_aside();
                self.apart(node);
                self.flow.close_box();
            }
            "note" => self.note(node),
            "s" => {
                let count = attribute(node, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.flow.text(&" ".repeat(count.min(MOST_SPACES)));
            }
            "tab" => self.flow.text("\t"),
            "line-break" => self.flow.text("\n"),
            "page-number" | "page-count" if self.is_furniture => {
                self.flow.text(PAGE.to_string().as_str());
            }
            // Taken out by a change, hidden, or about the text and not of it; a table of contents
            // only repeats headings.
            "tracked-changes" | "annotation" | "annotation-end" | "hidden-text"
            | "covered-table-cell" | "table-of-content" | "sequence-decls" | "variable-decls"
            | "user-field-decls" | "forms" | "title" | "desc" | "image" | "object"
            | "ruby-text" | "script" | "table-columns" => {}
            _ => self.children(node),
        }
    }

    fn row(&mut self, node: Node<'_, '_>) {
        // How many cells the one before reaches over in this row.
        let mut covered = 0usize;
        for cell in node.children().filter(Node::is_element) {
            if name(cell) != "covered-table-cell" {
                let columns = attribute(cell, "number-columns-spanned");
                covered = columns.and_then(|n| n.parse().ok()).unwrap_or(1usize).saturating_sub(1);
                self.walk(cell);
            } else if covered > 0 {
                covered -= 1;
            } else {
                // The one above reaches over it.
                self.flow.open_cell();
                self.flow.close_cell();
            }
        }
        self.flow.close_row();
    }

    /// What stands in a cell or box: its lists are its own.
    fn apart(&mut self, node: Node<'_, '_>) {
        let lists = std::mem::take(&mut self.lists);
        let is_in_paragraph = std::mem::replace(&mut self.is_in_paragraph, false);
        self.children(node);
        self.lists = lists;
        self.is_in_paragraph = is_in_paragraph;
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let numbers: Vec<u32> = self.lists.iter().map(|list| list.number).collect();
        let depth = self.lists.len().saturating_sub(1);
        if let Some(list) = self.lists.last_mut()
            && std::mem::replace(&mut list.is_new_item, false)
            && let Some(marker) = self.styles.marker(&list.style, &numbers)
        {
            match (name(node), marker.as_str()) {
                ("h", "-") => {}
                // A heading stands by itself.
                ("h", marker) => {
                    let run = self.flow.new_run();
                    self.flow.item(run, 0, marker);
                }
                (_, marker) => self.flow.item(list.run, depth, marker),
            }
        }
        let was = std::mem::replace(&mut self.is_in_paragraph, true);
        self.children(node);
        self.is_in_paragraph = was;
        self.flow.drop_cells_with(PAGE);
        self.flow.end_block();
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let above = self.lists.last().map(|list| (list.style.clone(), list.run));
        let style = attribute(node, "style-name").map(str::to_owned);
        let style = style.or_else(|| above.as_ref().map(|above| above.0.clone()));
        let style = style.unwrap_or_default();
        let depth = self.lists.len();
        let goes_on = attribute(node, "continue-numbering") == Some("true")
            || attribute(node, "continue-list").is_some();
        let before = self.styles.start(&style, depth).saturating_sub(1);
        let number = if goes_on { self.reached.get(&style).copied() } else { None };
        let run = above.map_or_else(|| self.flow.new_run(), |above| above.1);
        self.lists.push(List {
            style: style.clone(),
            run,
            number: number.unwrap_or(before),
            is_new_item: false,
        });
        self.children(node);
        self.flow.end_item();
        if let Some(list) = self.lists.pop()
            && depth == 0
        {
            self.reached.insert(style, list.number);
        }
    }

    fn item(&mut self, node: Node<'_, '_>) {
        let start = attribute(node, "start-value").and_then(|n| n.parse().ok());
        // One that holds only a list of the next level has no number of its own.
        let only_lists = node.children().filter(Node::is_element).all(|n| name(n) == "list");
        if let Some(list) = self.lists.last_mut()
            && !only_lists
        {
            list.number = start.unwrap_or(list.number.saturating_add(1));
            list.is_new_item = true;
        }
        self.children(node);
        self.flow.end_item();
    }

    fn note(&mut self, node: Node<'_, '_>) {
        self.noted += 1;
        let mark = self.noted.to_string();
        self.flow.open_aside();
        if let Some(body) = child(node, "note-body") {
            self.apart(body);
        }
        self.flow.close_note(&mark);
    }
}
