//! What tesseract gives as TSV: a row for each page, block, paragraph, line and word.

use gensvar_text::Span;

use super::Scan;
use crate::document::{Area, OcrEngine, Word};

const PAGE: u32 = 1;
const PARAGRAPH: u32 = 3;
const LINE: u32 = 4;
const WORD: u32 = 5;

/// The pages in it.
pub(super) fn scans(tsv: &str, engine: &OcrEngine) -> Vec<Scan> {
    let mut scans: Vec<Scan> = Vec::new();
    for row in tsv.lines().filter_map(Row::parse) {
        if row.level == PAGE {
            scans.push(Scan {
                text: String::new(),
                words: Vec::new(),
                size: (row.area.right, row.area.bottom),
                engine: engine.clone(),
            });
        }
        let Some(scan) = scans.last_mut() else { continue };
        let text = &mut scan.text;
        match row.level {
            PARAGRAPH if !text.is_empty() => {
                end_line(text);
                text.push('\n');
            }
            LINE => end_line(text),
            // What the engine took for a word and is nothing to be seen.
            WORD if !row.text.trim().is_empty() => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(row.text.trim());
                let span = Span::new(start, text.len());
                let confidence = (row.confidence >= 0.0).then(|| (row.confidence / 100.0).min(1.0));
                scan.words.push(Word { span, confidence, area: Some(row.area) });
            }
            _ => {}
        }
    }
    for scan in &mut scans {
        let kept = scan.text.trim_end().len();
        scan.text.truncate(kept);
        end_line(&mut scan.text);
        collapse(scan);
    }
    scans
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Paragraphs without words leave empty lines behind: one is enough.
fn collapse(scan: &mut Scan) {
    let mut text = String::with_capacity(scan.text.len());
    let mut words = std::mem::take(&mut scan.words).into_iter().peekable();
    let mut kept = Vec::new();
    for (at, c) in scan.text.char_indices() {
        while let Some(word) = words.next_if(|word| word.span.start == at) {
            let start = text.len();
            kept.push(Word { span: Span::new(start, start + word.span.end - at), ..word });
        }
        if c != '\n' || (!text.is_empty() && !text.ends_with("\n\n")) {
            text.push(c);
        }
    }
    scan.text = text;
    scan.words = kept;
}

struct Row<'a> {
    level: u32,
    area: Area,
    confidence: f32,
    text: &'a str,
}

impl<'a> Row<'a> {
    /// A row; none for the heading and for what is no row.
    fn parse(line: &'a str) -> Option<Row<'a>> {
        let mut fields = line.splitn(12, '\t');
        let level = fields.next()?.parse().ok()?;
        let mut number = |skip: usize| fields.nth(skip)?.parse::<f32>().ok();
        let left = number(5)?;
        let (top, width, height, confidence) = (number(0)?, number(0)?, number(0)?, number(0)?);
        let area = Area { left, top, right: left + width, bottom: top + height };
        Some(Row { level, area, confidence, text: fields.next().unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TSV: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t800\t1000\t-1\t\n\
        2\t1\t1\t0\t0\t0\t90\t90\t300\t50\t-1\t\n\
        3\t1\t1\t1\t0\t0\t90\t90\t300\t50\t-1\t\n\
        4\t1\t1\t1\t1\t0\t90\t90\t300\t20\t-1\t\n\
        5\t1\t1\t1\t1\t1\t90\t90\t50\t20\t96.5\tKurset\n\
        5\t1\t1\t1\t1\t2\t150\t90\t20\t20\t41\ter\n\
        4\t1\t1\t1\t2\t0\t90\t120\t300\t20\t-1\t\n\
        5\t1\t1\t1\t2\t1\t90\t120\t20\t20\t90\tpå\n\
        3\t1\t2\t1\t0\t0\t90\t190\t300\t50\t-1\t\n\
        5\t1\t2\t1\t1\t1\t90\t190\t20\t20\t95\t \n\
        3\t1\t3\t1\t0\t0\t90\t290\t300\t50\t-1\t\n\
        4\t1\t3\t1\t1\t0\t90\t290\t300\t20\t-1\t\n\
        5\t1\t3\t1\t1\t1\t90\t290\t20\t20\t90\tråd\n\
        1\t2\t0\t0\t0\t0\t0\t0\t800\t1000\t-1\t\n";

    #[test]
    fn words_lines_paragraphs_and_pages() {
        let engine = OcrEngine { engine: "t".to_owned(), languages: Vec::new() };
        let scans = scans(TSV, &engine);
        assert_eq!(scans.len(), 2);
        let scan = &scans[0];
        assert_eq!(scan.text, "Kurset er\npå\n\nråd\n");
        let words: Vec<&str> =
            scan.words.iter().map(|w| &scan.text[w.span.start..w.span.end]).collect();
        assert_eq!(words, ["Kurset", "er", "på", "råd"]);
        assert_eq!(scan.words[1].confidence, Some(0.41));
        assert_eq!(scan.words[0].area.map(|area| (area.left, area.right)), Some((90.0, 140.0)));
        assert_eq!((scan.size, scans[1].text.as_str()), ((800.0, 1000.0), ""));
    }
}
