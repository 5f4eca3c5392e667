//! What stands on every page and belongs to none of the sentences: running heads and feet, page
//! numbers.
//!
//! A repeated head or foot is told by its words *and* its place, with the page's edge on one side of
//! it and white space on the other, so that a form that asks every agency the same keeps what each
//! answers. A head stays on the first page that has it, a foot on the last.

use std::ops::Range;
use std::sync::OnceLock;

use gensvar_text::Span;
use kurbo::Rect;

use crate::document::Word;
use crate::turn::Turn;

/// A line of a page; places are shares of the page's width and height.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Strip {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// How much of a page's height may be heads, and how much may be feet.
const EDGE: f64 = 0.12;
/// How far from one page to another a head may be moved.
const MOVED: f64 = 0.015;
/// How much white there is between furniture and text, in heights of its line.
const WHITE: f64 = 0.6;

/// The lines that are furniture, of pages whose lines are told by where they stand in something.
pub(crate) fn lines(pages: Vec<Vec<(Range<usize>, Strip)>>) -> Vec<Vec<Range<usize>>> {
    let (ranges, strips): (Vec<Vec<_>>, Vec<Vec<_>>) =
        pages.into_iter().map(|page| page.into_iter().unzip()).unzip();
    let gone = found(&strips).into_iter().zip(ranges).map(|(found, ranges)| {
        let both = ranges.into_iter().zip(found).filter(|(_, is_furniture)| *is_furniture);
        both.map(|(range, _)| range).collect()
    });
    gone.collect()
}

/// Which lines of which pages are furniture and not to be kept.
fn found(pages: &[Vec<Strip>]) -> Vec<Vec<bool>> {
    let mut out: Vec<Vec<bool>> = pages.iter().map(|lines| vec![false; lines.len()]).collect();
    for edge in [Edge::Head, Edge::Foot] {
        // All is told from the pages as they are, before anything is taken away.
        let candidates: Vec<Vec<Candidate>> =
            pages.iter().enumerate().map(|(page, lines)| edge.candidates(page, lines)).collect();
        for (page, (lines, out)) in pages.iter().zip(&mut out).enumerate() {
            for taken in edge.taken(page, lines, &candidates) {
                if let Some(is_furniture) = out.get_mut(taken) {
                    *is_furniture = true;
                }
            }
        }
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Head,
    Foot,
}

/// A line that may be furniture, for its place.
struct Candidate {
    line: usize,
    key: String,
    left: f64,
    /// From the edge.
    depth: f64,
    /// The page's number, if the line is nothing else.
    number: Option<Number>,
}

/// What tells that a line is the number of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// It says so: "page 3".
    Said,
    /// A number and nothing else.
    Bare(usize),
}

impl Edge {
    /// The lines near the edge, from the edge inward.
    fn candidates(self, page: usize, lines: &[Strip]) -> Vec<Candidate> {
        let depth = |strip: &Strip| match self {
            Edge::Head => strip.top,
            Edge::Foot => 1.0 - strip.bottom,
        };
        let near = lines.iter().enumerate().filter(|(_, strip)| depth(strip) < EDGE);
        let mut candidates: Vec<Candidate> = near
            .map(|(line, strip)| {
                let number = page_number(&strip.text, page);
                let key = key(&strip.text);
                Candidate { line, key, left: strip.left, depth: depth(strip), number }
            })
            .collect();
        candidates.sort_by(|a, b| a.depth.total_cmp(&b.depth));
        candidates
    }

    /// The lines of a page that are furniture.
    fn taken(self, page: usize, lines: &[Strip], pages: &[Vec<Candidate>]) -> Vec<usize> {
        let own = pages.get(page).map_or(&[][..], Vec::as_slice);
        let is_furniture = |candidate: &&Candidate| {
            is_number(candidate, page, pages) || self.is_repeated(candidate, page, lines, pages)
        };
        let run = own.iter().take_while(is_furniture).count();
        // What is repeated has to be set off from the text; the innermost that is not, stays.
        let mut taken: Vec<&Candidate> = own.iter().take(run).collect();
        while let Some(innermost) = taken.last() {
            if innermost.number.is_some() || self.is_set_off(innermost, lines, &taken) {
                break;
            }
            taken.pop();
        }
        taken.into_iter().filter(|c| self.is_surplus(c, page, pages)).map(|c| c.line).collect()
    }

    /// Whether other pages have the same at the same place.
    fn is_repeated(
        self,
        candidate: &Candidate,
        page: usize,
        lines: &[Strip],
        pages: &[Vec<Candidate>],
    ) -> bool {
        let is_sentence = lines.get(candidate.line).is_some_and(|strip| ends_sentence(&strip.text));
        // On the first page there is often a letterhead instead.
        let enough = (pages.len() / 2).max(2);
        let same = pages.iter().enumerate().filter(|(other, candidates)| {
            *other == page || candidates.iter().any(|other| other.is_same(candidate))
        });
        !is_sentence && !candidate.key.is_empty() && same.count() >= enough
    }

    /// Whether it need not be kept, as another page has it or it is a number.
    fn is_surplus(self, candidate: &Candidate, page: usize, pages: &[Vec<Candidate>]) -> bool {
        let has = |page: &Vec<Candidate>| page.iter().any(|other| other.is_same(candidate));
        candidate.number.is_some()
            || match self {
                Edge::Head => pages.iter().take(page).any(has),
                Edge::Foot => pages.iter().skip(page + 1).any(has),
            }
    }

    fn is_set_off(self, candidate: &Candidate, lines: &[Strip], taken: &[&Candidate]) -> bool {
        let Some(strip) = lines.get(candidate.line) else { return false };
        let is_taken = |line: usize| taken.iter().any(|other| other.line == line);
        let others = lines.iter().enumerate().filter(|(line, _)| !is_taken(*line));
        let white = others.map(|(_, other)| match self {
            Edge::Head => other.top - strip.bottom,
            Edge::Foot => strip.top - other.bottom,
        });
        white.fold(f64::INFINITY, f64::min) >= WHITE * (strip.bottom - strip.top)
    }
}

impl Candidate {
    fn is_same(&self, other: &Candidate) -> bool {
        let is_near = |a: f64, b: f64| (a - b).abs() < MOVED;
        self.key == other.key && is_near(self.depth, other.depth) && is_near(self.left, other.left)
    }
}

/// Whether a line is the number of its page, or one that goes on from page to page.
fn is_number(candidate: &Candidate, page: usize, pages: &[Vec<Candidate>]) -> bool {
    let Some(number) = candidate.number else { return false };
    let Number::Bare(number) = number else { return true };
    let has = |page: Option<usize>, number: Option<usize>| {
        let (Some(page), Some(number)) = (page, number) else { return false };
        pages.get(page).is_some_and(|candidates| {
            candidates.iter().any(|other| {
                other.number == Some(Number::Bare(number))
                    && (other.depth - candidate.depth).abs() < MOVED
            })
        })
    };
    number == page + 1
        || has(page.checked_add(1), number.checked_add(1))
        || has(page.checked_sub(1), number.checked_sub(1))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '?', '!', ':', ';', ','])
}

/// The words that go with the number of a page.
fn words() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = include_str!("../data/pages.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    })
}

/// The words and numbers of a line, in small letters.
fn tokens(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// What a page's number is at most, and a year is not.
const MOST: usize = 1900;

fn number(token: &str) -> Option<usize> {
    token.parse().ok().filter(|&number| number > 0 && number < MOST)
}

/// Whether a line says the number of its page and nothing else.
fn page_number(text: &str, page: usize) -> Option<Number> {
    let tokens = tokens(text);
    let numbers: Vec<usize> = tokens.iter().filter_map(|token| number(token)).collect();
    let said = tokens.iter().filter(|token| words().contains(&token.as_str())).count();
    match (numbers.as_slice(), said) {
        _ if numbers.len() + said != tokens.len() => None,
        (&[bare], 0) => Some(Number::Bare(bare)),
        // "2/3"
        (&[first, last], 0) if first == page + 1 && first <= last => Some(Number::Said),
        (&[_] | &[_, _], 1..) => Some(Number::Said),
        _ => None,
    }
}

/// A line's words, what is said of the page's number as one sign.
fn key(text: &str) -> String {
    let mut key = String::new();
    let mut was_of_number = false;
    for token in tokens(text) {
        let is_word = words().contains(&token.as_str());
        if is_word || (was_of_number && number(&token).is_some()) {
            if !was_of_number {
                key.push('#');
            }
            was_of_number = true;
        } else {
            was_of_number = false;
            key.push_str(&token);
        }
        key.push(' ');
    }
    key
}

/// The lines of a page that was scanned: where each stands in its text, its line end with it, and
/// where on the page when it is turned upright, as far as its words tell.
pub(crate) fn strips(text: &str, words: &[Word], size: (f32, f32)) -> Vec<(Range<usize>, Strip)> {
    let size = (f64::from(size.0), f64::from(size.1));
    let turn = Turn::of_most(words.iter().zip(words.iter().skip(1)).filter_map(|(word, next)| {
        let (word, next) = (rect(word)?.center(), rect(next)?.center());
        // From the end of one line to the beginning of the next is no way a text runs.
        Some(next - word).filter(|way| Turn::of(*way).is_some())
    }));
    let (upright, (width, height)) = (turn.to_upright(size), turn.size(size));
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let first = words.partition_point(|word| word.span.start < range.start);
        let inside = words.iter().skip(first).take_while(|word| word.span.end <= range.end);
        let areas = inside.filter_map(rect).map(|area| upright.transform_rect_bbox(area));
        let area = areas.reduce(|all, area| all.union(area));
        let Some(area) = area.filter(|_| width > 0.0 && height > 0.0) else { continue };
        out.push((
            range,
            Strip {
                text: line.trim().to_owned(),
                left: area.x0 / width,
                top: area.y0 / height,
                bottom: area.y1 / height,
            },
        ));
    }
    out
}

fn rect(word: &Word) -> Option<Rect> {
    let area = word.area?;
    Some(Rect::new(area.left.into(), area.top.into(), area.right.into(), area.bottom.into()))
}

/// A text without some of its lines, with its words; a word that was taken out is none. Where an
/// empty line stood on both sides, one stays.
pub(crate) fn cut(
    text: &str,
    words: &[Word],
    lines: &[Range<usize>],
) -> (String, Vec<Option<Word>>) {
    let mut out = String::with_capacity(text.len());
    let mut moved = Vec::with_capacity(words.len());
    let mut words = words.iter().peekable();
    let mut start = 0;
    let mut is_cut = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let is_empty = line.trim().is_empty();
        let is_at_edge = out.is_empty() || out.ends_with("\n\n") || out.ends_with('\u{c}');
        let is_gone = lines.contains(&range) || (is_cut && is_empty && is_at_edge);
        is_cut = is_gone || (is_cut && is_empty);
        while let Some(word) = words.next_if(|word| word.span.start < range.end) {
            let place = |at: usize| out.len() + at.saturating_sub(range.start);
            let span = Span::new(place(word.span.start), place(word.span.end));
            moved.push((!is_gone).then_some(Word { span, ..*word }));
        }
        if !is_gone {
            out.push_str(line);
        }
    }
    if !lines.is_empty() {
        // An empty line before what was taken from the end.
        while out.ends_with("\n\n") {
            out.pop();
        }
    }
    (out, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines, each with its top in percent of the page's height.
    fn page(lines: &[(&str, f64)]) -> Vec<Strip> {
        let strip = |&(text, top): &(&str, f64)| Strip {
            text: text.to_owned(),
            left: 0.1,
            top: top / 100.0,
            bottom: top / 100.0 + 0.012,
        };
        lines.iter().map(strip).collect()
    }

    fn kept(pages: &[Vec<Strip>]) -> Vec<Vec<&str>> {
        let found = found(pages);
        let kept = pages.iter().zip(&found).map(|(lines, found)| {
            let lines = lines.iter().zip(found).filter(|(_, is_furniture)| !**is_furniture);
            lines.map(|(strip, _)| strip.text.as_str()).collect()
        });
        kept.collect()
    }

    #[test]
    fn heads_and_feet_stand_once_and_numbers_not_at_all() {
        let pages = [
            page(&[
                ("SUF · Notat", 4.0),
                ("Kurset er", 20.0),
                ("Tlf. 33", 93.0),
                ("Side 1 af 2", 95.0),
            ]),
            page(&[
                ("SUF · Notat", 4.2),
                ("obligatorisk.", 10.0),
                ("Tlf. 33", 93.1),
                ("Side 2 af 2", 95.0),
            ]),
        ];
        let expected: [&[&str]; 2] = [&["SUF · Notat", "Kurset er"], &["obligatorisk.", "Tlf. 33"]];
        assert_eq!(kept(&pages), expected);
        assert_eq!(kept(&[page(&[("Nej.", 50.0), ("- 1 -", 95.0)])]), [["Nej."]]);
        // The second of two pages alone has a number.
        assert_eq!(
            kept(&[page(&[("et", 8.0)]), page(&[("2", 8.0), ("to", 10.0)])]),
            [["et"], ["to"]]
        );
        // An excerpt: its numbers go on.
        let excerpt = [page(&[("et", 8.0), ("17", 95.0)]), page(&[("to", 8.0), ("18", 95.0)])];
        assert_eq!(kept(&excerpt), [["et"], ["to"]]);
    }

    #[test]
    fn what_each_agency_answers_on_its_own_page_stays() {
        let form = |agency, times| {
            page(&[
                (agency, 7.0),
                ("Er kurset obligatorisk?", 9.0),
                ("Ja, for alle", 10.5),
                (times, 12.0),
                ("Underskrift", 85.0),
                ("Kurset er for alle nye", 86.5),
            ])
        };
        let pages = [form("SUF", "4 kurser om året"), form("TMF", "12 kurser om året")];
        for (kept, page) in kept(&pages).iter().zip(&pages) {
            assert_eq!(kept.len(), page.len());
        }
        // The same head, and no white between it and the text.
        let close = [page(&[("Nej", 7.0), ("SUF", 8.3)]), page(&[("Nej", 7.0), ("TMF", 8.3)])];
        assert_eq!(kept(&close), [["Nej", "SUF"], ["Nej", "TMF"]]);
        // A heading with a number, a year and an amount are no page numbers.
        let numbers = [page(&[("Bilag 1", 5.0)]), page(&[("2024", 5.0)]), page(&[("12", 5.0)])];
        assert_eq!(kept(&numbers), [["Bilag 1"], ["2024"], ["12"]]);
    }

    #[test]
    fn lines_are_cut_out_and_the_words_moved() {
        let text = "SUF\n\nKurset\n\nSide 1\n\nslut\n\nSide 2\n";
        let word = |word: &str| {
            let start = text.find(word).unwrap_or(0);
            Word { span: Span::new(start, start + word.len()), confidence: None, area: None }
        };
        let words = ["SUF", "Kurset", "Side 1", "slut", "Side 2"].map(word);
        let range = |line: &str| {
            let start = text.find(line).unwrap_or(0);
            start..start + line.len()
        };
        let (cut, moved) =
            cut(text, &words, &[range("SUF\n"), range("Side 1\n"), range("Side 2\n")]);
        assert_eq!(cut, "Kurset\n\nslut\n");
        let words: Vec<Option<&str>> =
            moved.iter().map(|word| word.map(|word| &cut[word.span.range()])).collect();
        assert_eq!(words, [None, Some("Kurset"), None, Some("slut"), None]);
    }
}
