//! Paragraphs, lists, tables and notes into plain text, set as one would type it.
//!
//! An empty line stands between blocks; items of a list and rows of a table stand on lines that
//! follow each other. What is no part of the sentence it stands in (a note, a text box) never
//! breaks it: a note comes after its paragraph, list or table, a box before it.

/// Builds the text of a document out of what its reader meets.
pub(crate) struct Flow {
    frames: Vec<Frame>,
    tables: Vec<Table>,
    /// Notes of blocks that are done, waiting for their list or table to end.
    notes: Vec<Block>,
    runs: u32,
    quotes: usize,
}

/// Blocks of one run (a list, a table) have no empty line between them.
pub(crate) type Run = u32;

/// What blocks gather in: the document, a cell, a note, a box.
#[derive(Default)]
struct Frame {
    blocks: Vec<Block>,
    line: String,
    item: Option<(Run, String)>,
    notes: Vec<Block>,
}

struct Block {
    text: String,
    run: Option<Run>,
    quotes: usize,
}

struct Table {
    run: Run,
    rows: Vec<Row>,
    /// The cells of the row that is being read.
    row: Row,
}

/// The cells of a row, each with the paragraphs in it.
type Row = Vec<Vec<Block>>;

/// A cell that says something has at least so many words.
const SAID: usize = 6;
/// A cell of more paragraphs is a page of its own.
const MOST_PARAGRAPHS: usize = 6;

impl Flow {
    pub(crate) fn new() -> Flow {
        Flow {
            frames: vec![Frame::default()],
            tables: Vec::new(),
            notes: Vec::new(),
            runs: 0,
            quotes: 0,
        }
    }

    /// A list or table of its own.
    pub(crate) fn new_run(&mut self) -> Run {
        self.runs += 1;
        self.runs
    }

    /// More of the block; `\n` breaks its line.
    pub(crate) fn text(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            // A soft hyphen is there for the layout, and the layout is not kept.
            frame.line.extend(text.chars().filter(|&c| c != '\u{ad}' && c != '\r'));
        }
    }

    /// More of the block, where white space is one space, and none where one stands already.
    pub(crate) fn collapsed(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(is_space) {
            let (word, after) = rest.split_at(at);
            self.text(word);
            if !self.line().is_empty() && !self.line().ends_with(is_space) {
                self.text(" ");
            }
            rest = after.trim_start_matches(is_space);
        }
        self.text(rest);
    }

    /// What follows stands on a line of its own.
    pub(crate) fn end_line(&mut self) {
        if !self.line().is_empty() && !self.line().ends_with('\n') {
            self.text("\n");
        }
    }

    fn line(&self) -> &str {
        self.frames.last().map_or("", |frame| &frame.line)
    }

    /// Takes the parts of the block out, set apart by tabs, that hold a mark.
    pub(crate) fn drop_cells_with(&mut self, mark: char) {
        if let Some(frame) = self.frames.last_mut()
            && frame.line.contains(mark)
        {
            let kept: Vec<&str> = frame.line.split('\t').filter(|c| !c.contains(mark)).collect();
            frame.line = kept.join("\t");
        }
    }

    /// The next block is an item of a list: `- ` and what follows.
    pub(crate) fn item(&mut self, run: Run, depth: usize, marker: &str) {
        self.end_block();
        if let Some(frame) = self.frames.last_mut() {
            frame.item = Some((run, format!("{}{marker} ", "  ".repeat(depth.min(8)))));
        }
    }

    /// The list item is done, even if it said nothing.
    pub(crate) fn end_item(&mut self) {
        self.end_block();
        if let Some(frame) = self.frames.last_mut() {
            frame.item = None;
        }
    }

    /// Ends the block; one without text leaves no trace.
    pub(crate) fn end_block(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let line = std::mem::take(&mut frame.line);
        let notes = std::mem::take(&mut frame.notes);
        if !line.trim().is_empty() {
            let (run, marker) = frame.item.take().unzip();
            let text = tidy(&line, &marker.unwrap_or_default());
            self.push(Block { text, run, quotes: self.quotes });
        }
        self.notes.extend(notes);
    }

    fn push(&mut self, block: Block) {
        let in_body = self.frames.len() == 1;
        let Some(frame) = self.frames.last_mut() else { return };
        let goes_on =
            block.run.is_some() && frame.blocks.last().is_some_and(|b| b.run == block.run);
        if in_body && !goes_on {
            frame.blocks.append(&mut self.notes);
        }
        frame.blocks.push(block);
    }

    /// What follows is quoted: `> ` before each line.
    pub(crate) fn open_quote(&mut self) {
        self.end_block();
        self.quotes += 1;
    }

    pub(crate) fn close_quote(&mut self) {
        self.end_block();
        self.quotes = self.quotes.saturating_sub(1);
    }

    /// A note or box begins, in the middle of a block.
    pub(crate) fn open_aside(&mut self) {
        self.frames.push(Frame::default());
    }

    /// A note ends; its mark goes before it.
    pub(crate) fn close_note(&mut self, mark: &str) {
        let mut blocks = self.close_frame();
        if let Some(first) = blocks.first_mut() {
            first.text.insert_str(0, &format!("[{mark}] "));
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.notes.extend(blocks);
        }
    }

    /// A box ends.
    pub(crate) fn close_box(&mut self) {
        let blocks = self.close_frame();
        for block in blocks {
            self.push(block);
        }
    }

    fn close_frame(&mut self) -> Vec<Block> {
        self.end_item();
        // The document's own frame stays.
        if self.frames.len() < 2 {
            return Vec::new();
        }
        self.frames.pop().map(|frame| frame.blocks).unwrap_or_default()
    }

    pub(crate) fn open_table(&mut self) {
        self.end_block();
        // What waited for a list before the table does not wait for the table.
        if let [body] = self.frames.as_mut_slice() {
            body.blocks.append(&mut self.notes);
        }
        let run = self.new_run();
        self.tables.push(Table { run, rows: Vec::new(), row: Vec::new() });
    }

    pub(crate) fn open_cell(&mut self) {
        self.end_block();
        self.frames.push(Frame::default());
    }

    pub(crate) fn close_cell(&mut self) {
        let cell = self.close_frame();
        if let Some(table) = self.tables.last_mut() {
            table.row.push(cell);
        }
    }

    pub(crate) fn close_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let row = std::mem::take(&mut table.row);
            table.rows.push(row);
        }
    }

    /// The table is done: a line for each row, with tabs between its cells, and one more for each
    /// further paragraph of its cells. A row that is nothing but a way of layout is told cell by
    /// cell.
    pub(crate) fn close_table(&mut self) {
        self.close_row();
        let Some(table) = self.tables.pop() else { return };
        let is_data = is_data(&table.rows);
        let notes = std::mem::take(&mut self.notes);
        for row in table.rows {
            if is_layout(&row, is_data) {
                row.into_iter().flatten().for_each(|block| self.push(block));
                continue;
            }
            let height = row.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let text = |cell: &Vec<Block>| cell.get(at).map(|block| flat(&block.text));
                let texts: Vec<String> =
                    row.iter().map(|cell| text(cell).unwrap_or_default()).collect();
                let text = texts.join("\t").trim_end().to_owned();
                self.push(Block { text, run: Some(table.run), quotes: self.quotes });
            }
        }
        self.notes = notes;
    }

    /// The text.
    pub(crate) fn finish(mut self) -> String {
        while self.frames.len() > 1 {
            self.close_box();
        }
        self.end_block();
        let blocks = self.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        for block in blocks.iter().chain(&self.notes) {
            if let Some(before) = before
                && !(block.run.is_some() && block.run == before.run)
            {
                out.push_str(">".repeat(block.quotes.min(before.quotes)).as_str());
                out.push('\n');
            }
            for line in block.text.lines() {
                let mark = format!("{} ", ">".repeat(block.quotes));
                out.push_str(if block.quotes > 0 { &mark } else { "" });
                out.push_str(line);
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            before = Some(block);
        }
        out
    }
}

/// Whether a table has rows of several cells, or one whose first cell goes on over the next.
fn is_data(rows: &[Row]) -> bool {
    let goes_on = |pair: &[Row]| match pair {
        [one, next] => {
            filled(one) > 1
                && one.len() == next.len()
                && one.first().is_some_and(|cell| !cell.is_empty())
                && begins_empty(next)
        }
        _ => false,
    };
    rows.iter().filter(|row| filled(row) > 1).count() > 1 || rows.windows(2).any(goes_on)
}

/// Whether a row's first cell is that of the row above.
fn begins_empty(row: &Row) -> bool {
    row.first().is_some_and(Vec::is_empty) && filled(row) > 0
}

fn filled(row: &Row) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether a row puts things beside each other that do not belong together; `is_data` says whether
/// the table has other rows with several cells.
fn is_layout(row: &Row, is_data: bool) -> bool {
    // A page set in columns: it holds tables of its own, or more than a cell does.
    let is_page = |cell: &Vec<Block>| {
        cell.len() > MOST_PARAGRAPHS
            || cell.iter().any(|block| block.run.is_some() && block.text.contains('\t'))
    };
    if is_data {
        return filled(row) == 1 && !begins_empty(row) || row.iter().any(is_page);
    }
    let says = |cell: &Vec<Block>| cell.iter().any(Block::says);
    filled(row) == 1
        || row.iter().any(|cell| cell.len() > 1)
        || filled(row) > 2 && row.iter().any(says)
}

impl Block {
    /// Whether it is a sentence, not the entry of a grid.
    fn says(&self) -> bool {
        self.text.ends_with(['.', '?', '!'])
            && self.text.split_whitespace().take(SAID).count() == SAID
    }
}

/// A block's lines without space around them, and never two empty ones; what follows on an item's
/// first line is indented.
fn tidy(line: &str, marker: &str) -> String {
    let mut out = marker.to_owned();
    let mut is_first = true;
    let mut was_empty = false;
    for line in line.trim().lines().map(str::trim) {
        let is_second_empty = line.is_empty() && was_empty;
        if !is_first && !is_second_empty {
            out.push('\n');
            if !marker.is_empty() && !line.is_empty() {
                let indent = marker.len() - marker.trim_start().len() + 2;
                out.push_str(&" ".repeat(indent));
            }
        }
        was_empty = line.is_empty();
        out.push_str(line);
        is_first = false;
    }
    out
}

/// White space that means nothing in HTML and OpenDocument; a no-break space does.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// On one line.
pub(crate) fn flat(text: &str) -> String {
    text.split(['\n', '\t']).map(str::trim).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(flow: &mut Flow, text: &str) {
        flow.text(text);
        flow.end_block();
    }

    fn row(flow: &mut Flow, cells: &[&str]) {
        for cell in cells {
            flow.open_cell();
            block(flow, cell);
            flow.close_cell();
        }
        flow.close_row();
    }

    #[test]
    fn items_and_rows_stand_close() {
        let mut flow = Flow::new();
        block(&mut flow, "Kurser");
        let run = flow.new_run();
        for (depth, text) in [(0, "for nye\nog for ledere"), (1, "to dage"), (0, "")] {
            flow.item(run, depth, "-");
            block(&mut flow, text);
        }
        flow.end_item();
        flow.open_table();
        row(&mut flow, &["", "2024", "2025"]);
        row(&mut flow, &["Hold", "3", ""]);
        row(&mut flow, &["", ""]);
        flow.close_table();
        assert_eq!(
            flow.finish(),
            "Kurser\n\n- for nye\n  og for ledere\n  - to dage\n\n\t2024\t2025\nHold\t3\n"
        );
    }

    #[test]
    fn a_note_waits_for_its_list_and_a_box_goes_first() {
        let mut flow = Flow::new();
        let run = flow.new_run();
        flow.item(run, 0, "1.");
        flow.text("Kurset");
        flow.open_aside();
        flow.text("Fra 2024.");
        flow.close_note("1");
        block(&mut flow, " er nyt.");
        flow.item(run, 0, "2.");
        block(&mut flow, "Det er gratis.");
        flow.text("Vi ");
        flow.open_aside();
        flow.text("Boks");
        flow.close_box();
        block(&mut flow, "slutter.");
        assert_eq!(
            flow.finish(),
            "1. Kurset er nyt.\n2. Det er gratis.\n\n[1] Fra 2024.\n\nBoks\n\nVi slutter.\n"
        );
    }

    #[test]
    fn a_row_stays_a_row_whatever_its_cells_say() {
        let said = "Alle ledere skal på kursus hvert år.";
        let mut flow = Flow::new();
        flow.open_table();
        row(&mut flow, &["", "Ledere", "Andre"]);
        row(&mut flow, &["Kursus", said, "Nej"]);
        flow.open_cell();
        block(&mut flow, "Tal");
        flow.close_cell();
        for cell in [["12 i alt", "4 nye"], ["3", "1 ny"]] {
            flow.open_cell();
            cell.into_iter().for_each(|text| block(&mut flow, text));
            flow.close_cell();
        }
        flow.close_row();
        row(&mut flow, &["", said, ""]);
        row(&mut flow, &["Fælles", "", ""]);
        flow.close_table();
        assert_eq!(
            flow.finish(),
            format!(
                "\tLedere\tAndre\nKursus\t{said}\tNej\nTal\t12 i alt\t3\n\t4 nye\t1 ny\n\t{said}\n\nFælles\n"
            )
        );
    }

    #[test]
    fn columns_of_a_page_are_told_one_after_the_other() {
        let mut flow = Flow::new();
        flow.open_table();
        row(&mut flow, &["1", "Ledere", "Alle ledere skal på kursus hvert år."]);
        flow.close_table();
        assert_eq!(flow.finish(), "1\n\nLedere\n\nAlle ledere skal på kursus hvert år.\n");
    }

    #[test]
    fn quotes_have_their_mark_on_each_line() {
        let mut flow = Flow::new();
        block(&mut flow, "Svar");
        flow.open_quote();
        block(&mut flow, "Et");
        block(&mut flow, "To\nTre");
        flow.close_quote();
        assert_eq!(flow.finish(), "Svar\n\n> Et\n>\n> To\n> Tre\n");
    }
}
