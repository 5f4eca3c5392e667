//! The body of a Word document: paragraphs, tables, and what stands in them.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::numbering::Numbering;
use super::styles::Styles;
use crate::flow::Flow;
use crate::xml::{attribute, child, name};

/// Stands for a page number, which belongs to the page and not to the text. XML has no such
/// character.
const PAGE: char = '\0';

pub(super) struct Notes<'a, 'i> {
    pub(super) footnotes: Option<&'a Document<'i>>,
    pub(super) endnotes: Option<&'a Document<'i>>,
}

pub(super) struct Body<'a, 'i> {
    flow: Flow,
    styles: &'a Styles,
    numbering: Numbering,
    notes: Notes<'a, 'i>,
    /// The texts that are taken in as they are, by their relationship.
    chunks: HashMap<String, String>,
    /// How many characters were left out as struck out.
    struck_out: usize,
    /// How many notes there were.
    noted: usize,
    is_in_note: bool,
    /// In the header or footer.
    is_furniture: bool,
    fields: Vec<Field>,
    /// The paragraph's end was deleted: it goes on in the next.
    goes_on: bool,
}

/// A field: first what is computed, then what came out.
struct Field {
    is_in_result: bool,
    is_page: bool,
}

impl<'a, 'i> Body<'a, 'i> {
    pub(super) fn new(
        flow: Flow,
        styles: &'a Styles,
        numbering: Numbering,
        notes: Notes<'a, 'i>,
        chunks: HashMap<String, String>,
    ) -> Self {
        Body {
            flow,
            styles,
            numbering,
            notes,
            chunks,
            struck_out: 0,
            noted: 0,
            is_in_note: false,
            is_furniture: false,
            fields: Vec::new(),
            goes_on: false,
        }
    }

    pub(super) fn document(&mut self, tree: &Document<'_>) {
        self.walk(tree.root_element());
        self.flow.end_block();
    }

    /// A header or footer, page numbers left out.
    pub(super) fn furniture(&mut self, tree: &Document<'_>) {
        self.is_furniture = true;
        self.document(tree);
        self.is_furniture = false;
        self.fields.clear();
    }

    pub(super) fn struck_out(&self) -> usize {
        self.struck_out
    }

    pub(super) fn finish(self) -> String {
        self.flow.finish()
    }

    fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            self.walk(child);
        }
    }

    fn walk(&mut self, node: Node<'_, '_>) {
        match name(node) {
            "p" => self.paragraph(node),
            "tbl" => {
                self.flow.open_table();
                self.children(node);
                self.flow.close_table();
            }
            "tr" => {
                let is_deleted = child(node, "trPr").is_some_and(|p| child(p, "del").is_some());
                if !is_deleted {
                    self.children(node);
                    self.flow.close_row();
                }
            }
            "tc" => {
                self.flow.open_cell();
                self.children(node);
                self.flow.close_cell();
            }
            "r" if is_on(child(node, "rPr"), "vanish") => {}
            "r" if ["strike", "dstrike"].iter().any(|how| is_on(child(node, "rPr"), how)) => {
                let texts = node.children().filter(|child| name(*child) == "t");
                let texts = texts.filter_map(|text| text.text());
                self.struck_out += texts.map(|text| text.trim().chars().count()).sum::<usize>();
            }
            "altChunk" => {
                if let Some(text) = attribute(node, "id").and_then(|id| self.chunks.remove(id)) {
                    self.flow.text(&text);
                    self.flow.end_block();
                }
            }
            "sdt" if is_placeholder(node) => {}
            "AlternateContent" => {
                // The same thing twice: for programs that know it, and for those that do not.
                if let Some(one) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
                    self.children(one);
                }
            }
            "txbxContent" => {
                let fields = std::mem::take(&mut self.fields);
                self.flow.open_aside();
                self.children(node);
                self.flow.close_box();
                self.fields = fields;
            }
            "footnoteReference" => self.note(self.notes.footnotes, "footnote", node),
            "endnoteReference" => self.note(self.notes.endnotes, "endnote", node),
            "fldSimple" => {
                let is_page = attribute(node, "instr").is_some_and(is_page);
                self.fields.push(Field { is_in_result: true, is_page });
                self.page_mark(is_page);
                self.children(node);
                self.fields.pop();
            }
            "fldChar" => self.field(node),
            "instrText" => {
                if let Some(field) = self.fields.last_mut()
                    && !field.is_in_result
                {
                    field.is_page |= node.text().is_some_and(is_page);
                }
            }
            "t" => self.text(node.text().unwrap_or_default()),
            "tab" | "ptab" => self.text("\t"),
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let code = attribute(node, "char").and_then(|c| u32::from_str_radix(c, 16).ok());
                let char = code.and_then(char::from_u32);
                self.text(char.map(String::from).unwrap_or_default().as_str());
            }
            // Taken out by a change, or about the text and not of it.
            "del" | "moveFrom" | "delText" | "delInstrText" | "pPr" | "rPr" | "tblPr"
            | "tblGrid" | "tcPr" | "trPr" | "sectPr" | "sdtPr" | "sdtEndPr" | "rt" | "object" => {}
            _ => self.children(node),
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "pPr");
        let mark = properties.and_then(|node| child(node, "rPr"));
        let is_joined = mark
            .is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        if !std::mem::replace(&mut self.goes_on, is_joined) && !is_joined {
            self.marker(properties);
        }
        self.children(node);
        if !is_joined {
            self.flow.drop_cells_with(PAGE);
            self.flow.end_item();
        }
    }

    fn marker(&mut self, properties: Option<Node<'_, '_>>) {
        let about = self.styles.about(properties);
        let Some(list) = about.list.as_deref().filter(|list| *list != "0") else { return };
        let Some(marker) = self.numbering.next(list, about.level.unwrap_or(0)) else { return };
        if about.is_heading() {
            if marker.text != "-" {
                let run = self.flow.new_run();
                self.flow.item(run, 0, &marker.text);
            }
        } else {
            let flow = &mut self.flow;
            let run = self.numbering.run(&marker.list, || flow.new_run());
            self.flow.item(run, marker.depth, &marker.text);
        }
    }

    fn text(&mut self, text: &str) {
        let is_shown = self.fields.iter().all(|field| field.is_in_result);
        let is_number = self.is_furniture && self.fields.iter().any(|field| field.is_page);
        if is_shown && !is_number {
            self.flow.text(text);
        }
    }

    fn page_mark(&mut self, is_page: bool) {
        if is_page && self.is_furniture {
            self.flow.text(PAGE.to_string().as_str());
        }
    }

    fn field(&mut self, node: Node<'_, '_>) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                if let Some(data) = child(node, "ffData") {
                    self.form_field(data);
                }
                self.fields.push(Field { is_in_result: false, is_page: false });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_in_result = true;
                }
            }
            Some("end") => {
                let field = self.fields.pop();
                self.page_mark(field.is_some_and(|field| field.is_page));
            }
            _ => {}
        }
    }

    /// What was ticked or chosen in a form of the old kind, which stands nowhere else.
    fn form_field(&mut self, data: Node<'_, '_>) {
        if let Some(tick) = child(data, "checkBox") {
            let state = if child(tick, "checked").is_some() { "checked" } else { "default" };
            self.text(if is_on(Some(tick), state) { "☒" } else { "☐" });
        }
        if let Some(list) = child(data, "ddList") {
            let chosen =
                child(list, "result").and_then(|node| attribute(node, "val")?.parse().ok());
            let mut entries = list.children().filter(|node| name(*node) == "listEntry");
            let entry = entries.nth(chosen.unwrap_or(0));
            self.text(entry.and_then(|node| attribute(node, "val")).unwrap_or_default());
        }
    }

    fn note(&mut self, notes: Option<&'a Document<'i>>, kind: &str, reference: Node<'_, '_>) {
        // A note that refers to itself would never end.
        if self.is_in_note {
            return;
        }
        let Some(id) = attribute(reference, "id") else { return };
        let is_it = |node: &Node<'_, '_>| name(*node) == kind && attribute(*node, "id") == Some(id);
        let Some(note) = notes.and_then(|tree| tree.root_element().children().find(is_it)) else {
            return;
        };
        self.noted += 1;
        self.is_in_note = true;
        let fields = std::mem::take(&mut self.fields);
        let goes_on = std::mem::replace(&mut self.goes_on, false);
        self.flow.open_aside();
        self.children(note);
        self.flow.close_note(&self.noted.to_string());
        self.fields = fields;
        self.goes_on = goes_on;
        self.is_in_note = false;
    }
}

/// Whether properties switch something on.
fn is_on(properties: Option<Node<'_, '_>>, named: &str) -> bool {
    properties
        .and_then(|node| child(node, named))
        .is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false" | "off")))
}

/// A control that nothing was written in, or a table of contents, which only repeats headings.
fn is_placeholder(control: Node<'_, '_>) -> bool {
    let Some(properties) = child(control, "sdtPr") else { return false };
    let is_contents = || {
        let gallery = child(properties, "docPartObj").and_then(|n| child(n, "docPartGallery"));
        gallery.and_then(|node| attribute(node, "val")) == Some("Table of Contents")
    };
    is_on(Some(properties), "showingPlcHdr") || is_contents()
}

/// Whether a field computes the number of a page or of pages.
fn is_page(instruction: &str) -> bool {
    let words = instruction.split_whitespace();
    words.take(1).any(|word| matches!(word, "PAGE" | "NUMPAGES" | "SECTIONPAGES"))
}
