//! The patterns of the data files: a row of words and classes, matched over tokens.
//!
//! A pattern is a line such as `<number> gange om året|årligt`. What stands between white space is
//! a chunk; the pieces of one chunk follow each other without white space in the text.
//!
//! | piece | matches |
//! | --- | --- |
//! | `hver` | this word, whatever its case |
//! | `hver\|hvert` | one of these words |
//! | `e-læring*` | `e`, `-` and a word that begins with `læring` |
//! | `*kursus` | a word that ends so, or is it |
//! | `*kursus*` | a word that has it anywhere |
//! | `<unit>` | a word of the class `unit` of the data file or of `words.toml` |
//! | `<times:number>` | the class `number`, remembered under the name `times` |
//! | `<word>` | any word |
//! | `<!stop>` | any word that is not of the class `stop` |
//! | `.?` | the piece, or nothing |
//!
//! Classes that are no lists: `number` (in digits or words), `count` (the same but not the article
//! `en`, `et`), `day`, `month_number`, `year`, `short_year`, `compound` (`todages`, `tretimers`).

use std::sync::{Arc, OnceLock};

use super::index::{Directory, Edge, Index, WordMap};
use super::numbers::NumberWords;
use super::tokens::Tokens;

/// A list of words, each with a value.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) exact: WordMap<Arc<str>>,
    pub(super) prefixes: Vec<(String, Arc<str>)>,
    pub(super) suffixes: Vec<(String, Arc<str>)>,
    pub(super) infixes: Vec<(String, Arc<str>)>,
    /// Its number in the directory, once it stands there.
    pub(super) number: OnceLock<u16>,
}

impl Table {
    pub(super) fn insert(&mut self, word: &str, value: &str) {
        let value: Arc<str> = value.into();
        if let Some(middle) = word.strip_prefix('*').and_then(|w| w.strip_suffix('*')) {
            self.infixes.push((middle.to_owned(), value));
        } else if let Some(stem) = word.strip_suffix('*') {
            self.prefixes.push((stem.to_owned(), value));
        } else if let Some(end) = word.strip_prefix('*') {
            self.suffixes.push((end.to_owned(), value));
        } else {
            self.exact.insert(word.to_owned(), value);
        }
    }

    pub(super) fn get(&self, word: &str) -> Option<&Arc<str>> {
        self.exact
            .get(word)
            .or_else(|| self.prefixes.iter().find(|(p, _)| word.starts_with(p)).map(|(_, v)| v))
            .or_else(|| self.suffixes.iter().find(|(s, _)| word.ends_with(s)).map(|(_, v)| v))
            .or_else(|| self.infixes.iter().find(|(m, _)| word.contains(m)).map(|(_, v)| v))
    }

    /// Its word, if it has only one, without a star.
    pub(super) fn single(&self) -> Option<&str> {
        let is_one = self.exact.len() == 1
            && self.prefixes.is_empty()
            && self.suffixes.is_empty()
            && self.infixes.is_empty();
        self.exact.keys().next().filter(|_| is_one).map(String::as_str)
    }

    /// Its words as they are written, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        let exact = self.exact.keys().cloned();
        let prefixes = self.prefixes.iter().map(|(word, _)| format!("{word}*"));
        let suffixes = self.suffixes.iter().map(|(word, _)| format!("*{word}"));
        let infixes = self.infixes.iter().map(|(word, _)| format!("*{word}*"));
        exact.chain(prefixes).chain(suffixes).chain(infixes)
    }
}

/// The classes that patterns may name.
#[derive(Debug, Default, Clone)]
pub(super) struct Classes {
    tables: WordMap<Arc<Table>>,
}

impl Classes {
    pub(super) fn insert(&mut self, name: &str, table: Table) {
        self.tables.insert(name.to_owned(), Arc::new(table));
    }

    pub(super) fn get(&self, name: &str) -> Option<&Arc<Table>> {
        self.tables.get(name)
    }

    /// Gives every class its number in the directory.
    pub(super) fn enlist(&self, directory: &mut Directory) {
        let mut names: Vec<&String> = self.tables.keys().collect();
        names.sort_unstable();
        for name in names {
            directory.number(&self.tables[name]);
        }
    }
}

#[derive(Debug, Clone)]
enum Matcher {
    Table(Arc<Table>),
    Number {
        article: bool,
    },
    Day,
    MonthNumber,
    Year,
    ShortYear,
    /// A number with a unit after it in one word, and all words with such a unit.
    Compound(Arc<Table>, Arc<Table>),
    Word,
    /// Any word but those of the table.
    Not(Arc<Table>),
    Start,
}

#[derive(Debug, Clone)]
struct Piece {
    matcher: Matcher,
    capture: Option<Arc<str>>,
    optional: bool,
    glued: bool,
    /// How many pieces to pass over where this one matches nothing: itself and, of a row of the
    /// same optional piece, those after it, for it is all one which of them is left out.
    row: usize,
}

/// What a piece remembered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'p> {
    Number(f64),
    Text(&'p str),
}

/// What the pieces of a pattern remembered, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Captures<'p>(Vec<(&'p str, Value<'p>)>);

impl<'p> Captures<'p> {
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.0.iter().find_map(|(n, v)| match v {
            Value::Number(x) if *n == name => Some(*x),
            _ => None,
        })
    }

    pub(super) fn text(&self, name: &str) -> Option<&'p str> {
        self.0.iter().find_map(|(n, v)| match v {
            Value::Text(x) if *n == name => Some(*x),
            _ => None,
        })
    }
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
    /// The fewest and the most tokens of a match.
    shortest: usize,
    longest: usize,
    /// The lists of which the sentence must have a word.
    needs: Vec<u16>,
}

/// Patterns of which any may match, found by their first and last words.
#[derive(Debug, Default)]
pub(super) struct PatternSet {
    patterns: Vec<Pattern>,
    first: Index<u16>,
    last: Index<u16>,
}

impl PatternSet {
    /// Patterns that match once they stand in the directory.
    pub(super) fn new(patterns: Vec<Pattern>) -> Self {
        PatternSet { patterns, ..PatternSet::default() }
    }

    /// Takes its lists and its marks in the directory.
    pub(super) fn enlist(&mut self, directory: &mut Directory) {
        for (i, pattern) in self.patterns.iter_mut().enumerate() {
            pattern.enlist(directory);
            self.first.insert(&pattern.first(directory), i as u16);
            self.last.insert(&pattern.last(directory), i as u16);
        }
        directory.enlist(&mut self.first);
        directory.enlist(&mut self.last);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether none matches anywhere in a sentence.
    pub(super) fn is_idle(&self, tokens: &Tokens<'_>) -> bool {
        self.first.is_idle(tokens)
    }

    /// The end of the longest match that begins at a token.
    pub(super) fn match_at(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        numbers: &NumberWords,
    ) -> Option<usize> {
        if self.first.is_silent(tokens, Some(at)) {
            return None;
        }
        let mut captures = Captures::default();
        self.first
            .at(tokens, Some(at))
            .filter_map(|i| {
                self.patterns[usize::from(i)].matches(tokens, at, numbers, &mut captures)
            })
            .max()
    }

    /// Whether a match ends just before a token.
    pub(super) fn ends_at(&self, tokens: &Tokens<'_>, end: usize, numbers: &NumberWords) -> bool {
        if self.last.is_silent(tokens, end.checked_sub(1)) {
            return false;
        }
        self.last
            .at(tokens, end.checked_sub(1))
            .any(|i| self.patterns[usize::from(i)].ends_at(tokens, end, numbers))
    }
}

/// The tokens that pieces, taken from one edge of a pattern, can begin with.
fn edges<'p>(pieces: impl Iterator<Item = &'p Piece>, directory: &mut Directory) -> Vec<Edge> {
    let mut out = Vec::new();
    for piece in pieces {
        match &piece.matcher {
            Matcher::Table(table) | Matcher::Compound(_, table) => {
                out.push(Edge::List(directory.number(table)));
            }
            Matcher::Number { .. } => out.push(Edge::Number),
            Matcher::Day | Matcher::MonthNumber | Matcher::Year | Matcher::ShortYear => {
                out.push(Edge::Digits);
            }
            // It takes no token: what comes next stands at the edge.
            Matcher::Start => continue,
            Matcher::Word | Matcher::Not(_) => return vec![Edge::Any],
        }
        if !piece.optional {
            return out;
        }
    }
    vec![Edge::Any]
}

impl Pattern {
    /// Reads a pattern; the message says what is wrong with it.
    pub(super) fn parse(source: &str, classes: &Classes) -> Result<Pattern, String> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut sources: Vec<&str> = Vec::new();
        for chunk in source.split_whitespace() {
            let mut first = true;
            let mut rest = chunk;
            while let Some(c) = rest.chars().next() {
                let (matcher, capture, len) = if c == '<' {
                    let end = rest.find('>').ok_or("a class is not closed: write `<name>`")?;
                    let (capture, name) = match rest[1..end].split_once(':') {
                        Some((capture, name)) => (capture, name),
                        None => (&rest[1..end], &rest[1..end]),
                    };
                    (class(name, classes)?, Some(Arc::from(capture)), end + 1)
                } else if c == '^' {
                    (Matcher::Start, None, 1)
                } else if c.is_alphanumeric() || c == '*' {
                    let end = rest
                        .find(|c: char| !(c.is_alphanumeric() || c == '*' || c == '|'))
                        .unwrap_or(rest.len());
                    (words(&rest[..end])?, None, end)
                } else if c == '?' {
                    return Err("`?` stands after nothing: put a word or class before it".into());
                } else {
                    (literal(&rest[..c.len_utf8()]), None, c.len_utf8())
                };
                sources.push(&rest[..len]);
                rest = &rest[len..];
                let optional = rest.starts_with('?');
                if optional {
                    rest = &rest[1..];
                }
                pieces.push(Piece { matcher, capture, optional, glued: !first, row: 1 });
                first = false;
            }
        }
        for i in (1..pieces.len()).rev() {
            let (a, b) = (&pieces[i - 1], &pieces[i]);
            let is_row = a.optional && b.optional && !a.glued && !b.glued;
            if is_row && sources[i - 1] == sources[i] {
                pieces[i - 1].row = b.row + 1;
            }
        }
        if pieces.iter().all(|p| p.optional) {
            return Err("the pattern can match nothing: make one piece required".into());
        }
        // A number can be many tokens (`1.200.000`), the beginning of the sentence is none.
        let length = |piece: &Piece| match piece.matcher {
            Matcher::Number { .. } => 8,
            Matcher::Start => 0,
            _ => 1,
        };
        let shortest = pieces.iter().filter(|p| !p.optional).map(|p| length(p).min(1)).sum();
        let longest = pieces.iter().map(length).sum();
        Ok(Pattern { pieces, shortest, longest, needs: Vec::new() })
    }

    /// Takes its lists in the directory.
    pub(super) fn enlist(&mut self, directory: &mut Directory) {
        for piece in &self.pieces {
            match &piece.matcher {
                Matcher::Table(table) | Matcher::Compound(_, table) => {
                    let list = directory.number(table);
                    if !piece.optional {
                        self.needs.push(list);
                    }
                }
                Matcher::Not(table) => {
                    directory.number(table);
                }
                _ => {}
            }
        }
    }

    /// The last list that the sentence must have a word of.
    pub(super) fn need(&self) -> Option<u16> {
        self.needs.last().copied()
    }

    /// Whether the sentence has all the words that it needs.
    fn may_stand(&self, tokens: &Tokens<'_>) -> bool {
        self.needs.iter().all(|list| tokens.anywhere.has(*list))
    }

    /// The tokens a match can begin with.
    pub(super) fn first(&self, directory: &mut Directory) -> Vec<Edge> {
        edges(self.pieces.iter(), directory)
    }

    /// The tokens a match can end with.
    pub(super) fn last(&self, directory: &mut Directory) -> Vec<Edge> {
        let mut last = edges(self.pieces.iter().rev(), directory);
        // A number of several tokens does not end with one that begins a number.
        if last.contains(&Edge::Number) {
            last = vec![Edge::Any];
        }
        last
    }

    /// The longest match that begins at a token: the token after it.
    pub(super) fn matches<'p>(
        &'p self,
        tokens: &Tokens<'_>,
        start: usize,
        numbers: &NumberWords,
        captures: &mut Captures<'p>,
    ) -> Option<usize> {
        captures.0.clear();
        if !self.may_stand(tokens) {
            return None;
        }
        run(&self.pieces, tokens, start, true, numbers, captures)
    }

    /// Whether it matches a stretch that ends just before a token.
    pub(super) fn ends_at(&self, tokens: &Tokens<'_>, end: usize, numbers: &NumberWords) -> bool {
        let Some(last) = end.checked_sub(self.shortest) else { return false };
        self.may_stand(tokens)
            && (end.saturating_sub(self.longest)..=last)
                .any(|start| ends(&self.pieces, tokens, start, end, true, numbers))
    }
}

fn class(name: &str, classes: &Classes) -> Result<Matcher, String> {
    Ok(match name {
        "number" => Matcher::Number { article: true },
        "count" => Matcher::Number { article: false },
        "day" => Matcher::Day,
        "month_number" => Matcher::MonthNumber,
        "year" => Matcher::Year,
        "short_year" => Matcher::ShortYear,
        "word" => Matcher::Word,
        "compound" => {
            let table =
                classes.get("compound_unit").ok_or("`<compound>` needs a class `compound_unit`")?;
            Matcher::Compound(table.clone(), Arc::new(with_unit(table)))
        }
        _ if name.starts_with('!') => match classes.get(&name[1..]) {
            Some(table) => Matcher::Not(table.clone()),
            None => {
                return Err(format!(
                    "no class is called `{0}`: define it under [classes.{0}]",
                    &name[1..]
                ));
            }
        },
        _ => match classes.get(name) {
            Some(table) => Matcher::Table(table.clone()),
            None => {
                return Err(format!(
                    "no class is called `{name}`: define it under [classes.{name}]"
                ));
            }
        },
    })
}

/// The words that have a unit behind whatever they begin with.
fn with_unit(units: &Table) -> Table {
    let mut table = Table::default();
    let ends = units.exact.keys().chain(units.suffixes.iter().map(|(unit, _)| unit));
    ends.for_each(|unit| table.insert(&format!("*{unit}"), ""));
    let parts = units.prefixes.iter().chain(&units.infixes);
    parts.for_each(|(unit, _)| table.insert(&format!("*{unit}*"), ""));
    table
}

fn literal(word: &str) -> Matcher {
    let mut table = Table::default();
    table.insert(&word.to_lowercase(), "");
    Matcher::Table(Arc::new(table))
}

fn words(source: &str) -> Result<Matcher, String> {
    if !source.contains(['|', '*']) {
        // A digit run and letters are two tokens; a literal is one of them.
        let digits = source.chars().filter(char::is_ascii_digit).count();
        if digits != 0 && digits != source.chars().count() {
            return Err(format!("`{source}` mixes letters and digits: write them as two pieces"));
        }
        return Ok(literal(source));
    }
    let mut table = Table::default();
    for word in source.split('|') {
        if word.trim_matches('*').is_empty() {
            return Err(format!("`{source}` has an empty alternative: take a `|` or `*` out"));
        }
        table.insert(&word.to_lowercase(), "");
    }
    Ok(Matcher::Table(Arc::new(table)))
}

/// The token after a piece, its value, and what else it remembers.
type Step<'p> = (usize, Value<'p>, Option<(&'p str, Value<'p>)>);

/// Matches one piece at a token.
fn step<'p>(
    piece: &'p Piece,
    tokens: &Tokens<'_>,
    at: usize,
    is_first: bool,
    numbers: &NumberWords,
) -> Option<Step<'p>> {
    if let Matcher::Start = piece.matcher {
        return (at == 0).then_some((at, Value::Number(0.0), None));
    }
    if at >= tokens.len() || piece.glued && !is_first && !tokens.is_glued(at) {
        return None;
    }
    let low = tokens.low(at);
    let digits = |range: std::ops::RangeInclusive<u32>, lens: std::ops::RangeInclusive<usize>| {
        if !tokens.is_digits(at) || !lens.contains(&low.len()) {
            return None;
        }
        let value: u32 = low.parse().ok()?;
        range.contains(&value).then_some((at + 1, Value::Number(f64::from(value)), None))
    };
    match &piece.matcher {
        Matcher::Table(table) => {
            if !tokens.is_of(at, table) {
                return None;
            }
            // What nobody asks for need not be looked up.
            let value = if piece.capture.is_some() { table.get(low)? } else { "" };
            Some((at + 1, Value::Text(value), None))
        }
        Matcher::Number { article } => {
            let (value, end) = tokens.number(at)?;
            if !article && end == at + 1 && numbers.is_article(low) {
                return None;
            }
            Some((end, Value::Number(value), None))
        }
        Matcher::Day => digits(1..=31, 1..=2),
        Matcher::MonthNumber => digits(1..=12, 1..=2),
        Matcher::Year => digits(1950..=2099, 4..=4),
        Matcher::ShortYear => digits(0..=99, 2..=2),
        Matcher::Compound(units, with_unit) => {
            if !tokens.is_word(at) || !tokens.is_of(at, with_unit) {
                return None;
            }
            numbers.prefixes(low).find_map(|(value, len)| {
                let unit = units.get(low.get(len..)?)?;
                Some((at + 1, Value::Number(value), Some(("unit", Value::Text(unit)))))
            })
        }
        Matcher::Word => tokens.is_word(at).then_some((at + 1, Value::Number(0.0), None)),
        Matcher::Not(table) => (tokens.is_word(at) && !tokens.is_of(at, table)).then_some((
            at + 1,
            Value::Number(0.0),
            None,
        )),
        Matcher::Start => None,
    }
}

fn run<'p>(
    pieces: &'p [Piece],
    tokens: &Tokens<'_>,
    at: usize,
    is_first: bool,
    numbers: &NumberWords,
    captures: &mut Captures<'p>,
) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(at) };
    if let Some((next, value, extra)) = step(piece, tokens, at, is_first, numbers) {
        let kept = captures.0.len();
        if let Some(name) = &piece.capture {
            captures.0.push((name, value));
        }
        captures.0.extend(extra);
        if let Some(end) = run(rest, tokens, next, false, numbers, captures) {
            return Some(end);
        }
        captures.0.truncate(kept);
    }
    if !piece.optional {
        return None;
    }
    run(pieces.get(piece.row..)?, tokens, at, is_first, numbers, captures)
}

fn ends(
    pieces: &[Piece],
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
    is_first: bool,
    numbers: &NumberWords,
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return at == end };
    if at > end {
        return false;
    }
    if let Some((next, ..)) = step(piece, tokens, at, is_first, numbers)
        && ends(rest, tokens, next, end, false, numbers)
    {
        return true;
    }
    let rest = pieces.get(piece.row..).filter(|_| piece.optional);
    rest.is_some_and(|rest| ends(rest, tokens, at, end, is_first, numbers))
}
