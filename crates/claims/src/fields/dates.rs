//! Dates, with the precision of the text and what they are the dates of.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use gensvar_text::Span;

use super::index::Memory;
use super::pattern::Table;
use super::rules::Hit;
use super::tokens::Tokens;
use super::{FieldReader, FoundDate};

/// The date a document bears; the month and day as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentDate {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: Option<u32>,
    /// The day of the month, from 1.
    pub day: Option<u32>,
}

/// In ISO 8601, as precise as it is known.
impl fmt::Display for DocumentDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// What a date is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateRole {
    /// What is said happens then.
    In,
    /// It has been so since then.
    Since,
    /// It will be so from then.
    From,
    /// It is to have happened by then.
    By,
    /// It was or is so until then.
    Until,
    /// People are told apart by it: `ansat før 1. januar 2024`.
    Group,
    /// A document or decision bears it.
    Document,
    /// Someone decided or wrote then.
    Decision,
    /// It is left out: `bortset fra juli`.
    Excepted,
}

impl DateRole {
    fn from_name(name: &str) -> DateRole {
        match name {
            "since" => DateRole::Since,
            "from" => DateRole::From,
            "by" => DateRole::By,
            "until" => DateRole::Until,
            "group" => DateRole::Group,
            "document" => DateRole::Document,
            "decision" => DateRole::Decision,
            "excepted" => DateRole::Excepted,
            _ => DateRole::In,
        }
    }

    /// Whether the date says when the thing claimed happens, and not when someone wrote of it.
    pub fn is_of_the_matter(self) -> bool {
        !matches!(self, DateRole::Document | DateRole::Decision | DateRole::Excepted)
    }
}

/// Which way from the document's date a date without a year lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Past,
    Future,
    Unknown,
}

pub(super) fn read(
    reader: &FieldReader,
    tokens: &Tokens<'_>,
    document: Option<DocumentDate>,
    is_yearly: bool,
) -> Vec<FoundDate> {
    let mut out: Vec<FoundDate> = Vec::new();
    let hits = reader.dates.find(tokens, &reader.numbers);
    let years = shared_years(reader, tokens, &hits);
    for (hit, shared_year) in hits.iter().zip(years) {
        let role = role(reader, tokens, hit);
        let is_every_year = is_yearly
            && role == DateRole::In
            && shared_year.is_none()
            && matches!(reader.dates.rules[hit.rule].value.as_str(), "document" | "turn")
            && hit.captures.number("day").is_none();
        if is_every_year {
            continue;
        }
        let span = tokens.span(hit.start, hit.end);
        let clause = clause(reader, tokens, hit);
        let is_of_duty = is_in_clause(reader, tokens, &clause, "duty");
        let is_first = hit.start <= FIRST;
        let known =
            Known { document, shared_year, direction: direction(reader, tokens, &clause, role) };
        for value in values(reader, hit, known) {
            if out.iter().all(|d| d.value != value || d.role != role) {
                out.push(FoundDate { value, span, role, is_of_duty, is_first });
            }
        }
    }
    out
}

/// A date that begins at one of so many tokens begins the sentence: `Fra den 1. maj …`.
const FIRST: usize = 2;

/// What is known of a date besides its words.
#[derive(Debug, Clone, Copy)]
struct Known {
    document: Option<DocumentDate>,
    /// The year of the date it is joined to.
    shared_year: Option<i32>,
    direction: Direction,
}

/// So many tokens may stand between two dates that share a year: `den 1. april til den 30. juni 2025`.
const JOINT: usize = 3;

/// For each date without a year that of the one after it, where only words such as `og` are between.
fn shared_years(reader: &FieldReader, tokens: &Tokens<'_>, hits: &[Hit<'_>]) -> Vec<Option<i32>> {
    let mut years = vec![None; hits.len()];
    let mut next: Option<(usize, Option<i32>)> = None;
    for (i, hit) in hits.iter().enumerate().rev() {
        let own = number(hit, "year").map(full_year);
        let is_joined = next.is_some_and(|(start, _)| {
            (hit.end + 1..=hit.end + JOINT).contains(&start)
                && (hit.end..start).all(|at| is_in(reader, tokens, "joint", at))
        });
        let is_open = reader.dates.rules[hit.rule].value == "document";
        if own.is_none() && is_open && is_joined {
            years[i] = next.and_then(|(_, year)| year);
        }
        next = Some((hit.start, own.or(years[i])));
    }
    years
}

/// A number that the words of a date hold, in digits or by their class.
fn number(hit: &Hit<'_>, name: &str) -> Option<i32> {
    hit.captures.number(name).or_else(|| hit.captures.text(name)?.parse().ok()).map(|n| n as i32)
}

fn is_in(reader: &FieldReader, tokens: &Tokens<'_>, class: &str, at: usize) -> bool {
    reader.dates.class(class).is_some_and(|class| tokens.is_of(at, class))
}

/// The tokens of the clause of a date.
///
/// Clauses end at commas and the like; one that says when (`når`, `inden`) belongs to the one before.
fn clause(reader: &FieldReader, tokens: &Tokens<'_>, hit: &Hit<'_>) -> Range<usize> {
    let is = |name: &str, i: usize| is_in(reader, tokens, name, i);
    let ends = |i: usize| is("clause_end", i);
    let mut start = hit.start;
    while start > 0 && (!ends(start - 1) || is("when", start)) {
        start -= 1;
    }
    let end =
        (hit.end..tokens.len()).find(|&i| ends(i) && !is("when", i + 1)).unwrap_or(tokens.len());
    start..end
}

fn is_in_clause(
    reader: &FieldReader,
    tokens: &Tokens<'_>,
    clause: &Range<usize>,
    class: &str,
) -> bool {
    clause.clone().any(|i| is_in(reader, tokens, class, i))
}

/// Which way a date without a year lies, by the verbs of its clause and the words before it.
fn direction(
    reader: &FieldReader,
    tokens: &Tokens<'_>,
    clause: &Range<usize>,
    role: DateRole,
) -> Direction {
    let is_past = is_in_clause(reader, tokens, clause, "past");
    let is_future = is_in_clause(reader, tokens, clause, "future");
    match role {
        DateRole::Since => Direction::Past,
        _ if is_past && !is_future => Direction::Past,
        DateRole::From | DateRole::By => Direction::Future,
        _ if is_future && !is_past => Direction::Future,
        _ => Direction::Unknown,
    }
}

fn role(reader: &FieldReader, tokens: &Tokens<'_>, hit: &Hit<'_>) -> DateRole {
    let lead = reader.date_leads.leading(tokens, hit.start, &reader.numbers);
    let role = lead.map_or(DateRole::In, DateRole::from_name);
    if lead == Some("in")
        && let Some(follow) = reader.date_follows.find_at(tokens, hit.end, &reader.numbers)
    {
        return DateRole::from_name(&reader.date_follows.rules[follow.rule].value);
    }
    role
}

fn values(reader: &FieldReader, hit: &Hit<'_>, known: Known) -> Vec<String> {
    let number = |name: &str| number(hit, name);
    let (month, day) = (number("month"), number("day"));
    // A season, quarter or week tells only the year, by the month that it lies about.
    let about = month
        .or_else(|| number("season"))
        .or_else(|| Some(number("quarter")? * 3 - 1))
        .or_else(|| Some(number("half")? * 6 - 3))
        .or_else(|| Some((number("week")? * 12 / 53 + 1).min(12)));
    let Known { document, shared_year, direction } = known;
    let source = reader.dates.rules[hit.rule].value.as_str();
    let year = number("year").map(full_year).or(shared_year);
    let year = match (source, year, document) {
        ("second", Some(first), _) => {
            return number("year2")
                .map(|y| second_year(first, y).to_string())
                .into_iter()
                .collect();
        }
        (_, Some(year), _) => year,
        ("this", None, Some(d)) => d.year,
        ("next", None, Some(d)) => d.year + 1,
        ("last", None, Some(d)) => d.year - 1,
        // The turn meant is the nearest one, before or after.
        ("turn", None, Some(d)) => d.year + i32::from(d.month.is_some_and(|m| m > 6)),
        ("document", None, Some(d)) => nearest_year(d, about, direction),
        // `sidste efterår` is over, also in the autumn.
        ("last-season", None, Some(d)) => {
            d.year - i32::from(about.zip(d.month).is_some_and(|(m, now)| m >= now as i32))
        }
        ("today", None, Some(d)) => {
            return vec![iso(d.year, d.month.map(|m| m as i32), d.day.map(|d| d as i32))];
        }
        _ => return Vec::new(),
    };
    let mut out = vec![iso(year, month, day)];
    if let Some(y) = number("year2") {
        out.push(second_year(year, y).to_string());
    }
    if let Some(y) = number("year3") {
        out.push(second_year(year, y).to_string());
    }
    for name in ["month2", "month3"] {
        out.extend(number(name).map(|m| iso(year, Some(m), None)));
    }
    for name in ["day2", "day3"] {
        out.extend(number(name).map(|d| iso(year, month, Some(d))));
    }
    out
}

/// The year of a date that names none.
fn nearest_year(document: DocumentDate, month: Option<i32>, direction: Direction) -> i32 {
    let (Some(month), Some(now)) = (month, document.month) else { return document.year };
    let distance = month - now as i32;
    match direction {
        Direction::Past if distance > 0 => document.year - 1,
        Direction::Future if distance < 0 => document.year + 1,
        // Nobody in December says `i januar` of a month eleven months ago.
        Direction::Unknown if distance <= -9 => document.year + 1,
        Direction::Unknown if distance >= 9 => document.year - 1,
        _ => document.year,
    }
}

/// `24` is 2024, `98` is 1998.
fn full_year(year: i32) -> i32 {
    match year {
        0..60 => 2000 + year,
        60..100 => 1900 + year,
        _ => year,
    }
}

/// The second of `2010/11`: its century is that of the first.
fn second_year(first: i32, second: i32) -> i32 {
    if second < 100 { first - first.rem_euclid(100) + second } else { second }
}

fn iso(year: i32, month: Option<i32>, day: Option<i32>) -> String {
    match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        _ => year.to_string(),
    }
}

/// How far from the top a letterhead reaches, in lines with text.
const HEAD_LINES: usize = 30;
/// And how long a line of one is, in characters.
const HEAD_LINE: usize = 90;

/// The document's own date.
///
/// Of the dates in the head, one in a line that is little else or has a label goes first; then one
/// above the signature at the end; then any in the head.
pub(super) fn document_date(
    reader: &FieldReader,
    text: &str,
    memory: &mut Memory,
) -> Option<DocumentDate> {
    best_date(reader, text, 1, memory)
}

/// The same, where a line gives it as the document's: not a date that is only cited at the top.
pub(super) fn own_date(reader: &FieldReader, text: &str) -> Option<DocumentDate> {
    best_date(reader, text, LEAST_OWN, &mut Memory::default())
}

fn best_date(
    reader: &FieldReader,
    text: &str,
    least: u32,
    memory: &mut Memory,
) -> Option<DocumentDate> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut best: Option<(u32, DocumentDate)> = None;
    let count = lines.len();
    for (i, line) in lines.iter().enumerate() {
        let (is_head, is_foot) = (i < HEAD_LINES, i + 8 >= count);
        // A year is in figures.
        let has_figures = line.bytes().any(|byte| byte.is_ascii_digit());
        if !(is_head || is_foot) || !has_figures || line.chars().count() > HEAD_LINE {
            continue;
        }
        let tokens = reader.tokens(line, memory);
        for hit in reader.dates.find(&tokens, &reader.numbers) {
            let number = |name: &str| number(&hit, name);
            let (Some(year), Some(month), Some(day)) =
                (number("year"), number("month"), number("day"))
            else {
                continue;
            };
            let date = DocumentDate {
                year: full_year(year),
                month: u32::try_from(month).ok(),
                day: u32::try_from(day).ok(),
            };
            let span = tokens.span(hit.start, hit.end);
            let score = score(reader, &tokens, &hit, span, is_head);
            if score >= least && best.is_none_or(|(s, _)| score > s) {
                best = Some((score, date));
            }
        }
    }
    best.map(|(_, date)| date)
}

/// From which score on a line says itself that the date is the document's.
const LEAST_OWN: u32 = 3;

/// How likely a line's date is that of the document.
fn score(
    reader: &FieldReader,
    tokens: &Tokens<'_>,
    hit: &Hit<'_>,
    span: Span,
    is_head: bool,
) -> u32 {
    let rest = tokens.text.chars().count().saturating_sub(span.len());
    let is_word_of =
        |class: &Option<Arc<Table>>| class.as_ref().is_some_and(|c| tokens.is_of(0, c));
    let lead = reader.date_leads.leading(tokens, hit.start, &reader.numbers);
    let is_cited = lead.is_some_and(|l| matches!(l, "document" | "decision"));
    let by = u32::from(is_head);
    match () {
        () if is_word_of(&reader.no_date_label) => 0,
        () if is_word_of(&reader.date_label) && rest <= 24 => 8 + by,
        () if rest <= 4 => 6 + by,
        () if is_head && is_word_of(&reader.meeting_label) => 5,
        () if is_cited => by,
        () if rest <= 30 => 3 + by,
        () if is_head => 2,
        () => 0,
    }
}
