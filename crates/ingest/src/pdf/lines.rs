//! Characters into words, and words into lines.

use super::glyphs::Char;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// Words that follow each other on a line without a wide gap.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Segment {
    pub(super) words: Vec<Piece>,
}

impl Segment {
    pub(super) fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.words.last().map_or(0.0, |word| word.right)
    }

    /// How many characters it has, spaces included.
    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.text.chars().count() + 1).sum::<usize>().saturating_sub(1)
    }

    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }
}

/// What stands at one height of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) segments: Vec<Segment>,
    /// In points from the page's upper edge.
    pub(super) baseline: f64,
    /// The size of most of its characters, in points.
    pub(super) size: f64,
    /// Whether it is the row of a table.
    pub(super) is_row: bool,
}

impl Line {
    /// Whether what stands behind a place is something of its own: the cell of a table, or what is
    /// set far off.
    pub(super) fn is_apart(&self, before: &Segment, segment: &Segment) -> bool {
        self.is_row || segment.left() - before.right() > WIDE_GAP * self.size
    }

    pub(super) fn text(&self) -> String {
        let parts: Vec<String> = self.segments.iter().map(Segment::text).collect();
        parts.join(" ")
    }
}

/// How far characters of one line may stand above or below each other, in ems.
const SAME_LINE: f64 = 0.3;
/// A gap that sets words apart, in ems; a space is a quarter of an em or more.
const WORD_GAP: f64 = 0.18;
/// A gap that may set columns apart, in ems; words of a justified line are seldom so far apart.
const SEGMENT_GAP: f64 = 1.0;
/// A gap that no justified line has, in ems.
const WIDE_GAP: f64 = 3.0;

/// The lines of a page from top to bottom.
pub(super) fn lines(glyphs: &[Char]) -> Vec<Line> {
    let glyphs = lowered(glyphs);
    let mut order: Vec<&Char> = glyphs.iter().collect();
    order.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<&Char>> = Vec::new();
    for glyph in order {
        match rows.last_mut() {
            Some(row) if is_of(row, glyph) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows.iter().filter_map(|row| line(row)).collect()
}

fn is_of(row: &[&Char], glyph: &Char) -> bool {
    // The row's height is that of its first character: a slope of many must not add up.
    row.first().is_some_and(|first| {
        (glyph.baseline - first.baseline).abs() <= SAME_LINE * first.size.max(glyph.size)
    })
}

/// Raised and lowered digits stand on the line of the word that they are drawn behind.
fn lowered(glyphs: &[Char]) -> Vec<Char> {
    let mut out: Vec<Char> = Vec::with_capacity(glyphs.len());
    // The last character of usual size, and where what hangs on it ends.
    let mut base: Option<(f64, f64, f64)> = None;
    for glyph in glyphs {
        let mut glyph = glyph.clone();
        let hangs = base.filter(|&(baseline, size, right)| {
            let rise = (glyph.baseline - baseline).abs();
            let is_near = (glyph.left - right).abs() < 0.4 * size;
            glyph.size < 0.85 * size && rise > 0.1 * size && rise < 0.6 * size && is_near
        });
        match hangs {
            Some((baseline, size, _)) => {
                base = Some((baseline, size, glyph.right));
                glyph.baseline = baseline;
            }
            None => base = Some((glyph.baseline, glyph.size, glyph.right)),
        }
        out.push(glyph);
    }
    out
}

fn line(row: &[&Char]) -> Option<Line> {
    let mut glyphs = row.to_vec();
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Bold by drawing twice: the second lies on the first.
    glyphs.dedup_by(|b, a| a.text == b.text && (b.left - a.left).abs() < 0.12 * a.size);
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    let baseline = row.first()?.baseline;
    let mut segments: Vec<Segment> = Vec::new();
    let mut is_apart = true;
    let mut end = f64::NEG_INFINITY;
    for glyph in glyphs {
        let text = glyph.text.as_deref().unwrap_or("\u{fffd}");
        let gap = glyph.left - end;
        if text.chars().all(char::is_whitespace) {
            // A space is a gap that is drawn; how wide it is shows where the next character stands.
            is_apart = true;
            continue;
        }
        if gap > SEGMENT_GAP * glyph.size || segments.is_empty() {
            segments.push(Segment::default());
            is_apart = true;
        }
        let Some(segment) = segments.last_mut() else { continue };
        is_apart |= gap > WORD_GAP * glyph.size;
        match segment.words.last_mut() {
            Some(word) if !is_apart => {
                word.text.push_str(text);
                word.right = word.right.max(glyph.right);
            }
            _ => segment.words.push(Piece {
                text: text.to_owned(),
                left: glyph.left,
                right: glyph.right,
            }),
        }
        is_apart = false;
        end = end.max(glyph.right);
    }
    (!segments.is_empty()).then_some(Line { segments, baseline, size, is_row: false })
}
