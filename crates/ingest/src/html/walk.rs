//! The tags of a page one after the other, and what they do to its text.
//!
//! No tree is built: tags that are not closed, closed twice or nested without end cost nothing.

use html5gum::{StartTag, Token, Tokenizer};

use crate::flow::{Flow, Run};
use crate::numerals::numeral;

/// Elements nested deeper change nothing any more; their text is still read.
const DEEPEST: usize = 512;

/// The text of a page, and how many characters of it were left out as struck out.
pub(super) fn to_text(html: &str) -> (String, usize) {
    let mut walk = Walk {
        flow: Flow::new(),
        open: Vec::new(),
        lists: Vec::new(),
        hidden: 0,
        struck: 0,
        struck_out: 0,
        kept: 0,
    };
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    while let Some(element) = walk.open.pop() {
        walk.close(element);
    }
    (walk.flow.finish(), walk.struck_out)
}

struct Walk {
    flow: Flow,
    open: Vec<Element>,
    lists: Vec<List>,
    /// How many elements that are not shown it stands in.
    hidden: usize,
    /// How many of these are struck out.
    struck: usize,
    /// How many characters stand in those.
    struck_out: usize,
    /// How many elements whose white space is kept.
    kept: usize,
}

struct Element {
    name: String,
    /// What is to be done when it ends.
    ending: Ending,
}

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Inline,
    /// Begins and ends a line.
    Line,
    /// An empty line before and after it.
    Block,
    Kept,
    Hidden,
    Struck,
    Quote,
    List,
    Item,
    Table,
    Row,
    Cell,
}

struct List {
    run: Run,
    number: u32,
    /// `a`, `1`; none for bullets.
    format: Option<String>,
}

impl Walk {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &[u8]| {
            tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        match name.as_str() {
            "br" => return self.text_as_is("\n"),
            "hr" => return self.flow.end_block(),
            "input" if self.hidden == 0 => {
                let is_on = tag.attributes.contains_key(&b"checked"[..]);
                return self.input(&attribute(b"type"), attribute(b"value"), is_on);
            }
            "area" | "base" | "col" | "embed" | "img" | "input" | "link" | "meta" | "param"
            | "source" | "track" | "wbr" => return,
            _ => {}
        }
        let style = attribute(b"style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let is_hidden = attribute(b"hidden").is_some()
            || ["display:none", "visibility:hidden", "mso-hide:all"]
                .iter()
                .any(|s| style.contains(s));
        let is_note_mark =
            name == "a" && attribute(b"href").is_some_and(|href| leads_to_note(&href));
        // What is chosen is shown, and what could be is not.
        let is_not_chosen = name == "option" && attribute(b"selected").is_none();
        let ending = if is_hidden || is_note_mark || is_not_chosen {
            Ending::Hidden
        } else {
            ending(&name, &style)
        };
        self.imply_ends(&name, ending);
        // A cell outside a table is nothing but a block.
        let has_table = || self.open.iter().any(|element| element.ending == Ending::Table);
        let ending = match ending {
            Ending::Row | Ending::Cell if !has_table() => Ending::Block,
            _ if self.hidden > 0 && !matches!(ending, Ending::Hidden | Ending::Struck) => {
                Ending::Inline
            }
            ending => ending,
        };
        if self.open.len() >= DEEPEST {
            if ending != Ending::Inline && self.hidden == 0 {
                self.flow.end_line();
            }
            return;
        }
        match ending {
            Ending::Inline => {}
            Ending::Line => self.flow.end_line(),
            Ending::Block => self.flow.end_block(),
            Ending::Kept => {
                self.flow.end_block();
                self.kept += 1;
            }
            Ending::Hidden => self.hidden += 1,
            Ending::Struck => {
                self.hidden += 1;
                self.struck += 1;
            }
            Ending::Quote => self.flow.open_quote(),
            Ending::List => {
                self.flow.end_block();
                let run = self.lists.last().map(|list| list.run);
                let run = run.unwrap_or_else(|| self.flow.new_run());
                let start = attribute(b"start").and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
                let format = attribute(b"type").unwrap_or("1".to_owned());
                let format = (name == "ol").then_some(format);
                self.lists.push(List { run, number: start.saturating_sub(1), format });
            }
            Ending::Item => self.item(attribute(b"value").and_then(|n| n.parse().ok())),
            Ending::Table => self.flow.open_table(),
            Ending::Row => self.flow.end_block(),
            Ending::Cell => self.flow.open_cell(),
        }
        self.open.push(Element { name, ending });
    }

    /// A field of a form, as it is filled in.
    fn input(&mut self, kind: &Option<String>, value: Option<String>, is_on: bool) {
        match kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("checkbox" | "radio") => self.flow.text(if is_on { "☒ " } else { "☐ " }),
            None | Some("text" | "email" | "number" | "date" | "tel" | "url") => {
                self.flow.collapsed(&value.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn item(&mut self, number: Option<u32>) {
        let depth = self.lists.len().saturating_sub(1);
        let Some(list) = self.lists.last_mut() else { return self.flow.end_block() };
        list.number = number.unwrap_or(list.number.saturating_add(1));
        let marker = match &list.format {
            Some(format) => format!("{}.", numeral(list.number, format)),
            None => "-".to_owned(),
        };
        self.flow.item(list.run, depth, &marker);
    }

    /// Ends what a start tag ends without saying so: a paragraph by a block, an item by the next.
    fn imply_ends(&mut self, name: &str, ending: Ending) {
        let (ended, within): (&[&str], &[Ending]) = match ending {
            _ if name == "option" => (&["option"], &[]),
            Ending::Inline | Ending::Hidden | Ending::Struck => return,
            Ending::Item => (&["li", "dd", "dt"], &[Ending::List, Ending::Cell]),
            Ending::Row => (&["tr"], &[Ending::Table]),
            Ending::Cell => (&["td", "th"], &[Ending::Row, Ending::Table]),
            _ if matches!(name, "tbody" | "thead" | "tfoot") => (&["tr"], &[Ending::Table]),
            _ => (&["p"], &[Ending::Item, Ending::Cell]),
        };
        self.end_any(ended, within);
    }

    fn end(&mut self, name: &str) {
        match name {
            // Written by mistake for `<br>`, and read so by browsers.
            "br" => self.text_as_is("\n"),
            "table" => self.end_any(&[name], &[]),
            "tr" | "tbody" | "thead" | "tfoot" | "td" | "th" => {
                self.end_any(&[name], &[Ending::Table])
            }
            _ => self.end_any(&[name], &[Ending::Cell, Ending::Table]),
        }
    }

    /// Ends the innermost element of these names, and all in it, unless it lies outside another.
    fn end_any(&mut self, names: &[&str], within: &[Ending]) {
        let mut found = None;
        for (at, element) in self.open.iter().enumerate().rev() {
            if names.contains(&element.name.as_str()) {
                found = Some(at);
                break;
            }
            if within.contains(&element.ending) {
                break;
            }
        }
        let Some(found) = found else { return };
        while self.open.len() > found {
            if let Some(element) = self.open.pop() {
                self.close(element);
            }
        }
    }

    fn close(&mut self, element: Element) {
        match element.ending {
            Ending::Inline => {}
            Ending::Line => self.flow.end_line(),
            Ending::Block => self.flow.end_block(),
            Ending::Kept => {
                self.flow.end_block();
                self.kept -= 1;
            }
            Ending::Hidden => self.hidden -= 1,
            Ending::Struck => {
                self.hidden -= 1;
                self.struck -= 1;
            }
            Ending::Quote => self.flow.close_quote(),
            Ending::List => {
                self.flow.end_item();
                self.lists.pop();
            }
            Ending::Item => self.flow.end_item(),
            Ending::Table => self.flow.close_table(),
            Ending::Row => self.flow.close_row(),
            Ending::Cell => self.flow.close_cell(),
        }
    }

    fn text(&mut self, text: &str) {
        if self.struck > 0 {
            self.struck_out += text.trim().chars().count();
        }
        if self.kept > 0 {
            self.text_as_is(text);
        } else if self.hidden == 0 {
            self.flow.collapsed(text);
        }
    }

    fn text_as_is(&mut self, text: &str) {
        if self.hidden == 0 {
            self.flow.text(text);
        }
    }
}

/// Whether a link is the number of a footnote, there or back, as office programs write them: it
/// would be read as a part of the word before it.
fn leads_to_note(href: &str) -> bool {
    ["#sdfootnote", "#sdendnote", "#_ftn", "#_edn", "#fn:", "#fnref"]
        .iter()
        .any(|n| href.starts_with(n))
}

/// What an element does to the text around it.
fn ending(name: &str, style: &str) -> Ending {
    match name {
        "script" | "style" | "title" | "template" | "noscript" | "nav" | "datalist" | "button"
        | "object" | "svg" | "iframe" | "canvas" | "audio" | "video" | "rp" | "rt" => {
            Ending::Hidden
        }
        "del" | "s" | "strike" => Ending::Struck,
        _ if style.contains("line-through") => Ending::Struck,
        // An indented paragraph, as one e-mail program writes it.
        "blockquote" if style.contains("border:none") => Ending::Block,
        "blockquote" => Ending::Quote,
        "ul" | "ol" | "menu" | "dir" => Ending::List,
        "li" => Ending::Item,
        "table" => Ending::Table,
        "tr" => Ending::Row,
        "td" | "th" => Ending::Cell,
        "pre" | "textarea" => Ending::Kept,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "form" | "fieldset" | "figure"
        | "caption" | "header" | "footer" | "main" | "section" | "article" | "aside" | "tbody"
        | "thead" | "tfoot" | "details" | "dialog" => Ending::Block,
        // E-mail programs make a line of each.
        "div" | "address" | "center" | "dt" | "dd" | "legend" | "figcaption" | "summary"
        | "hgroup" | "body" | "html" => Ending::Line,
        _ => Ending::Inline,
    }
}

#[cfg(test)]
mod tests {
    fn to_text(html: &str) -> String {
        super::to_text(html).0
    }

    #[test]
    fn blocks_lines_and_white_space() {
        for (html, text) in [
            ("<p>Et\n  <b>fedt</b> ord.<p>To&nbsp;&aelig;bler", "Et fedt ord.\n\nTo\u{a0}æbler\n"),
            (
                "<div>Kære Bo</div><div><br></div><div>Tak.</div><div>Vh</div>",
                "Kære Bo\n\nTak.\nVh\n",
            ),
            ("a<br>b<br/><br>c", "a\nb\n\nc\n"),
            ("<title>T</title><style>p{}</style>Ord<script>x<y</script>", "Ord\n"),
            ("<div style='DISPLAY: none'>forhåndsvisning</div>Svar", "Svar\n"),
            (
                "Før<blockquote type=cite><p>gammelt<p>brev</blockquote>efter",
                "Før\n\n> gammelt\n>\n> brev\n\nefter\n",
            ),
            ("<pre>a  b\nc</pre>", "a  b\nc\n"),
            ("kurset<a href='#_ftn1'><sup>[1]</sup></a> er nyt", "kurset er nyt\n"),
            ("<td>ingen tabel</td>", "ingen tabel\n"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    #[test]
    fn lists_and_tables() {
        for (html, text) in [
            ("<ul><li>et<ul><li>a<li>b</ul><li>to</ul>", "- et\n  - a\n  - b\n- to\n"),
            ("<ol start=3 type=a><li>x</li><li><p>y</p></li></ol>", "c. x\nd. y\n"),
            ("<table><tr><th>Hold<th>Antal<tr><td>A<td>3</table>", "Hold\tAntal\nA\t3\n"),
            ("<table><td>Kun<div>layout</div></td></table>", "Kun\nlayout\n"),
            ("<table><tr><td>ydre<table><tr><td>a<td>b</table></table>c", "ydre\n\na\tb\n\nc\n"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    #[test]
    fn what_is_struck_out_is_counted() {
        let html = "Kurset er <s>frivilligt</s> <span style='text-decoration: line-through'>nu</span> obligatorisk";
        assert_eq!(super::to_text(html), ("Kurset er obligatorisk\n".to_owned(), 12));
    }

    #[test]
    fn a_form_is_read_as_it_is_filled_in() {
        for (html, text) in [
            ("<input type=checkbox checked> Ja <input type=radio> Nej", "☒ Ja ☐ Nej\n"),
            ("Navn: <input value='Bo Lund'><input type=hidden value=x>", "Navn: Bo Lund\n"),
            ("<select><option>Vælg<option selected>Ja<option>Nej</select>", "Ja\n"),
            ("<p>Svar<textarea>Ja,\nhvert år.</textarea>", "Svar\n\nJa,\nhvert år.\n"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    #[test]
    fn nesting_without_end_is_read_in_time() {
        let deep = format!("{}ord{}", "<div>".repeat(100_000), "</span></div>".repeat(100_000));
        assert_eq!(to_text(&deep), "ord\n");
        let cells = "<table><tr><td>".repeat(20_000) + "ord";
        assert_eq!(to_text(&cells), "ord\n");
    }
}
