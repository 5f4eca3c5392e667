//! Characters into words, and words into lines.

use super::glyphs::Char;
use super::spacing;

/// A word, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// In points from the page's upper edge.
    pub(super) baseline: f64,
    /// The size of its first character, in points.
    pub(super) size: f64,
    /// How sure an engine was of it, if one read it.
    pub(super) confidence: Option<f32>,
    /// Whether it is a number that stands raised: the mark of a note.
    pub(super) is_mark: bool,
    /// Whether it follows the one before without a space.
    pub(super) is_joined: bool,
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

    pub(super) fn size(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.size)
    }

    pub(super) fn baseline(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.baseline)
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if !text.is_empty() && !word.is_joined {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
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
    /// Whether it is the row of a table; its segments are the cells then.
    pub(super) is_row: bool,
}

impl Line {
    /// A line of what stands at one height, sorted from left to right; none if nothing does.
    pub(super) fn of(segments: Vec<Segment>, baseline: f64) -> Option<Line> {
        let mut sizes: Vec<f64> =
            segments.iter().flat_map(|s| &s.words).map(|word| word.size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied()?;
        Some(Line { segments, baseline, size, is_row: false })
    }

    pub(super) fn left(&self) -> f64 {
        self.segments.first().map_or(0.0, Segment::left)
    }

    pub(super) fn right(&self) -> f64 {
        self.segments.last().map_or(0.0, Segment::right)
    }

    /// The part of it that fulfils a condition; none if there is nothing of it.
    pub(super) fn part(&self, is_in: impl Fn(&Segment) -> bool) -> Option<Line> {
        let segments: Vec<Segment> =
            self.segments.iter().filter(|segment| is_in(segment)).cloned().collect();
        Line::of(segments, self.baseline)
    }

    /// What stands between two of its segments.
    pub(super) fn gap(&self, before: &Segment, segment: &Segment) -> &'static str {
        match () {
            () if self.is_row => "\t",
            () if segment.left() - before.right() > WIDE_GAP * self.size => "   ",
            () => " ",
        }
    }

    pub(super) fn text(&self) -> String {
        let parts: Vec<String> = self.segments.iter().map(Segment::text).collect();
        parts.join(" ")
    }
}

/// How far characters of one line may stand above or below each other, in ems of the smaller.
const SAME_LINE: f64 = 0.3;
/// How much larger one of them may be.
const SAME_SIZE: f64 = 2.0;
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
        // Large letters may reach over the rows of others.
        let mut near = rows.iter_mut().rev().take(NEAR);
        match near.find(|row| is_of(row, glyph)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows.iter().filter_map(|row| line(row)).collect()
}

/// How many rows may have begun since the one that a character belongs to.
const NEAR: usize = 4;

fn is_of(row: &[&Char], glyph: &Char) -> bool {
    // The row's height is that of its first character: a slope of many must not add up.
    row.first().is_some_and(|first| {
        let (small, large) = (first.size.min(glyph.size), first.size.max(glyph.size));
        (glyph.baseline - first.baseline).abs() <= SAME_LINE * small && large <= SAME_SIZE * small
    })
}

/// Raised and lowered digits stand on the line of the word that they are drawn behind, or before.
fn lowered(glyphs: &[Char]) -> Vec<Char> {
    let mut out = glyphs.to_vec();
    hang(out.iter_mut(), |base, glyph| glyph.left - base.right);
    hang(out.iter_mut().rev(), |base, glyph| base.left - glyph.right);
    out
}

/// Puts small characters onto the line of the last one of usual size, as they are met; `gap` tells
/// how far one stands from another.
fn hang<'c>(glyphs: impl Iterator<Item = &'c mut Char>, gap: impl Fn(&Char, &Char) -> f64) {
    // The last character of usual size, and the last of those that hang on it.
    let mut base: Option<(Char, Char)> = None;
    for glyph in glyphs {
        let hangs = base.as_ref().is_some_and(|(base, last)| {
            let rise = (glyph.baseline - base.baseline).abs() / base.size;
            let is_near = gap(last, glyph).abs() < 0.4 * base.size;
            glyph.size < 0.85 * base.size && rise > 0.1 && rise < 0.6 && is_near
        });
        match &mut base {
            Some((base, last)) if hangs => {
                *last = glyph.clone();
                let is_digit = glyph.text.as_deref().is_some_and(is_number);
                glyph.is_raised = is_digit && glyph.baseline < base.baseline;
                glyph.baseline = base.baseline;
            }
            _ => base = Some((glyph.clone(), glyph.clone())),
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn line(row: &[&Char]) -> Option<Line> {
    let mut glyphs = row.to_vec();
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Bold by drawing twice: the second lies on the first.
    glyphs.dedup_by(|b, a| a.text == b.text && (b.left - a.left).abs() < 0.12 * a.size);
    let baseline = row.first()?.baseline;
    let word_gap = spacing::word_gap(&glyphs);
    let mut segments: Vec<Segment> = Vec::new();
    let (mut is_apart, mut was_raised) = (true, false);
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
        is_apart |= gap > word_gap * glyph.size;
        match segment.words.last_mut() {
            Some(word) if !is_apart && was_raised == glyph.is_raised => {
                word.text.push_str(text);
                word.right = word.right.max(glyph.right);
            }
            _ => segment.words.push(Piece {
                text: text.to_owned(),
                left: glyph.left,
                right: glyph.right,
                baseline,
                size: glyph.size,
                confidence: None,
                is_mark: glyph.is_raised,
                is_joined: !is_apart,
            }),
        }
        (is_apart, was_raised) = (false, glyph.is_raised);
        end = end.max(glyph.right);
    }
    for segment in &mut segments {
        spacing::close_up(&mut segment.words);
    }
    join_marker(&mut segments);
    Line::of(segments, baseline)
}

/// How far from its text the mark of a list stands at most, in ems.
const MARKER_GAP: f64 = 4.0;

/// Puts the mark of a list, a bullet or a number, together with its text.
fn join_marker(segments: &mut Vec<Segment>) {
    let [marker, text, ..] = segments.as_slice() else { return };
    let is_near = text.left() - marker.right() <= MARKER_GAP * text.size();
    if is_near && is_marker(&marker.text()) {
        let mut marker = segments.remove(0);
        if let Some(text) = segments.first_mut() {
            marker.words.append(&mut text.words);
            text.words = marker.words;
        }
    }
}

/// Whether a text is a bullet, or a number or letter as lists have them.
pub(super) fn is_marker(text: &str) -> bool {
    let mut chars = text.chars();
    let is_bullet = chars.next().is_some_and(|c| !c.is_alphanumeric()) && chars.next().is_none();
    let number = text.trim_start_matches('(').strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|number| {
        let is_one = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
        let mut parts = number.split('.');
        let is_digits = |part: &str| is_number(part) && part.len() <= 2;
        is_one || parts.all(is_digits)
    });
    is_bullet || is_number
}
