//! What stands on every page and belongs to none of the sentences: running heads and page numbers.

use std::collections::HashMap;

use super::lines::Line;

/// How many lines at the head and at the foot of a page may be furniture.
const DEEP: usize = 4;

/// What the pages of a document have in common.
#[derive(Debug)]
pub(super) struct Furniture {
    /// The lines, their digits made alike, with the page on which each stands first.
    common: HashMap<String, usize>,
}

impl Furniture {
    /// Told from the lines of all pages.
    pub(super) fn of(pages: &[Vec<Line>]) -> Furniture {
        let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, lines) in pages.iter().enumerate() {
            for line in lines.iter().enumerate().filter(|(n, _)| is_edge(*n, lines.len())) {
                let on = seen.entry(alike(&line.1.text())).or_default();
                if on.last() != Some(&index) {
                    on.push(index);
                }
            }
        }
        // On the first page there is often a letterhead instead.
        let enough = (pages.len() / 2).max(2);
        let common = seen.into_iter().filter(|(text, on)| !text.is_empty() && on.len() >= enough);
        Furniture { common: common.map(|(text, on)| (text, on[0])).collect() }
    }

    /// The lines of a page without those that an earlier page has, and without page numbers.
    pub(super) fn without(&self, lines: Vec<Line>, index: usize) -> Vec<Line> {
        let count = lines.len();
        let is_furniture = |number: usize, line: &Line| {
            let text = alike(&line.text());
            let is_repeated = self.common.get(&text).is_some_and(|&first| first < index);
            let is_number = self.common.contains_key(&text)
                && text.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS_OF_A_NUMBER;
            is_edge(number, count) && (is_repeated || is_number)
        };
        lines
            .into_iter()
            .enumerate()
            .filter(|(number, line)| !is_furniture(*number, line))
            .map(|(_, line)| line)
            .collect()
    }
}

/// "Side 1 af 12" has six.
const LETTERS_OF_A_NUMBER: usize = 6;

fn is_edge(number: usize, count: usize) -> bool {
    number < DEEP || number + DEEP >= count
}

/// A text with every number as one sign, so that page numbers are alike.
fn alike(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !c.is_ascii_digit() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}
