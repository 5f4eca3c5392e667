//! Which pages are read by OCR, and how what it reads goes together with the text that stands there.

use crate::decode::Warning;
use crate::document::{Area, Word};
use crate::error::Error;
use crate::ocr::{Scan, Scans};
use crate::read::{Ocr, Options};
use crate::turn::Turn;

use super::lines::{Line, Piece, Segment, lines};
use super::{Damage, PageContent, images, overprint, quality, tabled};

/// What was read of a page.
pub(super) enum Sheet {
    /// Its lines.
    Lines(Vec<Line>),
    /// What an engine read.
    Scan(Scan),
    /// Nothing.
    Nothing,
}

/// What is to be done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// Its text is taken.
    Text,
    /// It has a text, but a bad one.
    BetterText,
    /// It has a text, and beside it an image that may have more.
    More,
    /// It has none.
    Scan,
}

/// How much of a page without text images must cover for it to be a scan.
const SCAN: f64 = 0.1;
/// How much of a page images must cover where no text stands, for them to be read as well.
const MORE: f64 = 0.2;
/// How much of it they must cover to be named if they are not.
const NAMED: f64 = 0.08;
/// How many letters a page must have for its text to be more than the number of a scan.
const FEW_LETTERS: usize = 12;
/// So many shapes on a page without text may be letters.
const MANY_SHAPES: usize = 100;

/// The pages of a document as they are read.
pub(super) struct Reading<'a> {
    scans: Scans<'a>,
    ocr: Ocr,
    pub(super) warnings: Vec<Warning>,
    /// Why the last page failed that did.
    pub(super) failed: Option<Error>,
    /// Whether OCR was run.
    pub(super) ran: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(bytes: &'a [u8], options: &'a Options) -> Reading<'a> {
        Reading {
            scans: Scans::of_pdf(bytes, options),
            ocr: options.ocr,
            warnings: Vec::new(),
            failed: None,
            ran: false,
        }
    }

    /// What there is on a page, counted from 0.
    pub(super) fn sheet(&mut self, index: usize, page: &PageContent) -> Sheet {
        let number = index + 1;
        let (lines, laid_over) = overprint::without(lines(&page.glyphs));
        let text: Vec<String> = lines.iter().map(Line::text).collect();
        let text = text.join("\n");
        let wish = wish(page, &text, self.ocr);
        if wish == Wish::Text {
            self.name_unread(number, page);
            return self.text(number, page, lines, laid_over);
        }
        match (self.scans.page(number, page.size), wish) {
            (Ok(scan), Wish::More) => {
                self.ran = true;
                let more = more(&scan, page, &lines);
                self.text(number, page, merged(lines, more), laid_over)
            }
            (Ok(scan), _) => {
                self.ran = true;
                if wish == Wish::BetterText && !quality::is_better(&text, &scan.text) {
                    let cause = "OCR read it no better".to_owned();
                    self.warnings.push(Warning::BadTextLayer { page: number, cause });
                    return self.text(number, page, lines, laid_over);
                }
                if scan.text.trim().is_empty() && page.damage == Some(Damage::Stream) {
                    self.warnings.push(Warning::PageDamaged { page: number });
                }
                self.warnings.extend(scan.doubt(number));
                Sheet::Scan(tabled(scan))
            }
            // Without the programs a bad text is better than none.
            (Err(error), Wish::BetterText) => {
                let cause = error.to_string();
                self.warnings.push(Warning::BadTextLayer { page: number, cause });
                self.text(number, page, lines, laid_over)
            }
            (Err(error), Wish::More) => {
                let cause = error.to_string();
                self.warnings.push(Warning::ImageUnread { page: number, cause });
                self.text(number, page, lines, laid_over)
            }
            (Err(error), _) => {
                let cause = error.to_string();
                self.warnings.push(Warning::PageFailed { page: number, cause });
                self.failed = Some(error);
                Sheet::Nothing
            }
        }
    }

    fn text(
        &mut self,
        number: usize,
        page: &PageContent,
        lines: Vec<Line>,
        laid_over: usize,
    ) -> Sheet {
        if page.damage == Some(Damage::Stream) {
            self.warnings.push(Warning::PageDamaged { page: number });
        }
        let characters = page.turned + laid_over;
        if characters > 0 {
            self.warnings.push(Warning::TurnedText { page: number, characters });
        }
        Sheet::Lines(lines)
    }

    fn name_unread(&mut self, page: usize, content: &PageContent) {
        let is_scan_with_text = content.invisible * 2 > content.glyphs.len();
        if !is_scan_with_text && images::unread(content) >= NAMED {
            let cause = "OCR was not run on it (--ocr always reads it)".to_owned();
            self.warnings.push(Warning::ImageUnread { page, cause });
        }
    }
}

fn wish(page: &PageContent, text: &str, ocr: Ocr) -> Wish {
    let letters = page.letters();
    let is_empty = page.glyphs.is_empty();
    let is_behind = page.invisible as f64 >= 0.8 * page.glyphs.len() as f64;
    let covered = images::covered(page);
    match ocr {
        Ocr::Never => Wish::Text,
        Ocr::Always => Wish::Scan,
        Ocr::Auto if covered >= SCAN && (letters == 0 || is_behind && letters < FEW_LETTERS) => {
            Wish::Scan
        }
        // Its text stands askew, is drawn as shapes, or cannot be unpacked.
        Ocr::Auto
            if is_empty
                && (page.turned > 0
                    || page.shapes >= MANY_SHAPES
                    || page.damage == Some(Damage::Stream)) =>
        {
            Wish::Scan
        }
        Ocr::Auto if quality::is_bad(page, text) => Wish::BetterText,
        Ocr::Auto if !is_behind && images::unread(page) >= MORE => match page.turn {
            Turn::None => Wish::More,
            _ => Wish::BetterText,
        },
        Ocr::Auto => Wish::Text,
    }
}

/// How sure the engine must be of a line on an image beside text, on average: pictures have none.
const SURE: f32 = 0.5;

/// The lines that an engine read where no text stands.
fn more(scan: &Scan, page: &PageContent, known: &[Line]) -> Vec<Line> {
    let scale = page.size.0 / f64::from(scan.size.0).max(1.0);
    let read = placed(scan, scale).into_iter().filter(|(_, sure)| *sure >= SURE);
    let lines = read.map(|(line, _)| line);
    lines.filter(|line| !known.iter().any(|other| overlaps(line, other))).collect()
}

/// The lines of a scan by their places, each a segment, and how sure the engine was of them.
pub(super) fn placed(scan: &Scan, scale: f64) -> Vec<(Line, f32)> {
    let height = |area: &Area| f64::from(area.bottom - area.top) * scale;
    let usual = middle(scan.words.iter().filter_map(|word| word.area.as_ref()).map(height));
    let mut out = Vec::new();
    let mut start = 0;
    for text in scan.text.split_inclusive('\n') {
        let line = start..start + text.len();
        start = line.end;
        let is_in = |word: &&Word| line.start <= word.span.start && word.span.end <= line.end;
        let words = scan.words.iter().filter(is_in);
        let placed: Vec<_> = words.filter_map(|word| Some((word, word.area?))).collect();
        let bottom = middle(placed.iter().map(|(_, area)| f64::from(area.bottom) * scale));
        let own = middle(placed.iter().map(|(_, area)| height(area)));
        let (Some(baseline), Some(own), Some(usual)) = (bottom, own, usual) else { continue };
        // A line without high letters is no smaller than others.
        let is_usual = (own - usual).abs() < 0.35 * usual;
        let height = if is_usual { usual } else { own };
        let sure: f32 = placed.iter().map(|(word, _)| word.confidence.unwrap_or(1.0)).sum();
        let sure = sure / placed.len().max(1) as f32;
        let mut segment = Segment::default();
        for (word, area) in placed {
            let (left, right) = (f64::from(area.left) * scale, f64::from(area.right) * scale);
            segment.words.push(Piece {
                text: scan.text.get(word.span.range()).unwrap_or_default().to_owned(),
                left,
                right,
                baseline,
                // High letters reach over most of the type's size, with what hangs below over all.
                size: height * 1.1,
                confidence: word.confidence,
                is_mark: false,
                is_joined: false,
            });
        }
        out.extend(Line::of(vec![segment], baseline).map(|line| (line, sure)));
    }
    out
}

fn middle(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn overlaps(line: &Line, other: &Line) -> bool {
    (line.baseline - other.baseline).abs() < 0.6 * line.size.max(other.size)
        && line.left() < other.right()
        && other.left() < line.right()
}

/// All lines from top to bottom.
fn merged(mut lines: Vec<Line>, more: Vec<Line>) -> Vec<Line> {
    lines.extend(more);
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    lines
}
