//! Notes at the foot of a page: told from the text by their type and their numbers, and put where
//! they break no sentence.

use std::collections::BTreeSet;

use super::layout::Block;
use super::lines::Line;

/// How large the type of notes is at most, beside that of the text.
const SMALL: f64 = 0.92;
/// Notes stand in this much of a page, from below.
const LOWER: f64 = 0.6;

/// A page's blocks, with its notes told from its text.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pub(super) text: Vec<Block>,
    /// Each note, its number as `[1] ` before it.
    pub(super) notes: Vec<Block>,
}

/// The type that most of a document is in, in points.
pub(super) fn usual_size(pages: &[Vec<Line>]) -> f64 {
    let mut sizes: Vec<f64> = pages.iter().flatten().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Tells the notes of a page of that height from its text.
pub(super) fn tell(blocks: Vec<Block>, usual: f64, height: f64) -> Noted {
    let mut noted = Noted::default();
    for block in blocks {
        let is_low = block.lines.first().is_some_and(|line| {
            line.baseline > (1.0 - LOWER) * height && line.size < SMALL * usual && !line.is_row
        });
        let numbers: Vec<Option<usize>> = block.lines.iter().map(number).collect();
        match numbers.first() {
            Some(&Some(first)) if is_low => split(block, &numbers, first, &mut noted.notes),
            _ => noted.text.push(block),
        }
    }
    noted
}

/// The notes of a block: each begins with the number after the one before.
fn split(block: Block, numbers: &[Option<usize>], first: usize, notes: &mut Vec<Block>) {
    let mut next = first;
    for (line, number) in block.lines.into_iter().zip(numbers) {
        if *number == Some(next) {
            notes.push(Block { lines: vec![labelled(line, next)] });
            next += 1;
        } else if let Some(note) = notes.last_mut() {
            note.lines.push(line);
        }
    }
}

/// The number that a line begins with, if it is that of a note: nothing but the text behind it.
fn number(line: &Line) -> Option<usize> {
    let mut words = line.segments.iter().flat_map(|segment| &segment.words);
    let first = words.next()?;
    let digits = first.text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, glued) = first.text.split_at_checked(digits)?;
    let number = number.parse().ok().filter(|&number| number < 1000)?;
    let begins = |text: &str| text.starts_with(char::is_alphabetic);
    let is_note = if glued.is_empty() {
        // A number in the text is seldom the first word of a small line, and the next is small.
        words.next().is_some_and(|word| {
            first.is_mark || word.text.starts_with(char::is_uppercase) || word.is_joined
        })
    } else {
        begins(glued) && glued.starts_with(char::is_uppercase)
    };
    is_note.then_some(number)
}

/// A note's first line, its number set apart from the text.
fn labelled(mut line: Line, number: usize) -> Line {
    let first = line.segments.iter_mut().flat_map(|segment| &mut segment.words).next();
    if let Some(first) = first {
        let rest = first.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let space = if rest.is_empty() { "" } else { " " };
        first.text = format!("[{number}]{space}{rest}");
        first.is_mark = false;
    }
    let second = line.segments.iter_mut().flat_map(|segment| &mut segment.words).nth(1);
    if let Some(second) = second {
        second.is_joined = false;
    }
    line
}

/// The numbers of all notes of a document.
pub(super) fn numbers(pages: &[Noted]) -> BTreeSet<String> {
    let firsts = pages.iter().flat_map(|page| &page.notes).filter_map(|note| note.lines.first());
    let labels = firsts.filter_map(|line| {
        let text = line.text();
        let number = text.strip_prefix('[')?.split(']').next()?;
        Some(number.to_owned())
    });
    labels.collect()
}

/// Takes the marks of notes that the document has out of the words they stand behind.
pub(super) fn unmark(blocks: &mut [Block], numbers: &BTreeSet<String>) {
    let lines = blocks.iter_mut().flat_map(|block| &mut block.lines);
    for segment in lines.flat_map(|line| &mut line.segments) {
        segment.words.retain(|word| !(word.is_mark && numbers.contains(&word.text)));
    }
}

/// Where the notes of a page go: behind its text, or before the paragraph that goes on on the next.
pub(super) fn place(text: &[Block]) -> usize {
    let last = text.last().and_then(|block| block.lines.last());
    let is_open = last.is_some_and(|line| {
        !line.is_row && !line.text().trim_end().ends_with(['.', '?', '!', ':', ';', '"', '”', ')'])
    });
    // A closing and a name are as open as a sentence, and nothing follows them.
    let is_long = last.is_some_and(|line| line.text().chars().count() > 40);
    text.len().saturating_sub(usize::from(is_open && is_long))
}
