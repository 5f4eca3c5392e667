//! Patterns over words: literals, word classes, gaps. All patterns of all rules are tried in one
//! walk over the tokens, each only where its first word stands, in a sentence that has the others.

use crate::filter::QuickMap;
use crate::lexicon::{ClassSet, Lexicon};
use crate::tokens::Token;

/// One alternative of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Alt {
    Literal(u32),
    Class(u16),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// One token that is one of these.
    One { alts: Vec<Alt>, optional: bool },
    /// The next token is none of these; takes no token.
    Not(Vec<Alt>),
    /// Up to so many tokens; over clause borders or not.
    Gap { most: usize, crosses: bool },
    /// The beginning of the sentence.
    Start,
    /// The end of the sentence but for marks.
    End,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    owner: u32,
    elements: Vec<Element>,
    /// What the sentence must have one of for each element that takes a token, by number.
    needs: Vec<u32>,
}

/// Where a pattern was found: tokens from `first` to before `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub first: usize,
    pub last: usize,
    pub owner: u32,
}

/// All patterns, found by the word they begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct PatternSet {
    patterns: Vec<Pattern>,
    by_literal: QuickMap<u32, Vec<Begun>>,
    by_class: Vec<Vec<Begun>>,
    at_start: Vec<Begun>,
    needs: Needs,
}

/// A pattern where it can begin, with the last that it needs.
#[derive(Debug, Clone, Copy)]
struct Begun {
    id: u32,
    need: Option<u32>,
}

/// The alternatives that patterns need, numbered.
#[derive(Debug, Clone, Default)]
struct Needs {
    numbers: QuickMap<Vec<Alt>, u32>,
    of_literal: QuickMap<u32, Vec<u32>>,
    of_class: Vec<Vec<u32>>,
}

impl Needs {
    fn number(&mut self, alts: &[Alt]) -> u32 {
        if let Some(number) = self.numbers.get(alts) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(alts.to_vec(), number);
        for alt in alts {
            match *alt {
                Alt::Literal(word) => self.of_literal.entry(word).or_default().push(number),
                Alt::Class(class) => at_class(&mut self.of_class, class).push(number),
            }
        }
        number
    }

    /// Those that a sentence has something for, wherever it stands.
    fn met(&self, tokens: &[Token]) -> Met {
        let mut met = Met(vec![0; self.numbers.len().div_ceil(64)]);
        let mut classes = ClassSet::default();
        for token in tokens {
            classes.extend(&token.info.classes);
            if token.info.literal != 0 {
                let of_word = self.of_literal.get(&token.info.literal);
                of_word.into_iter().flatten().for_each(|need| met.insert(*need));
            }
        }
        let of_classes = classes.iter().filter_map(|class| self.of_class.get(usize::from(class)));
        of_classes.flatten().for_each(|need| met.insert(*need));
        met
    }
}

/// The needs that are met.
struct Met(Vec<u64>);

impl Met {
    fn insert(&mut self, need: u32) {
        self.0[need as usize / 64] |= 1 << (need % 64);
    }

    fn has(&self, need: u32) -> bool {
        self.0[need as usize / 64] & (1 << (need % 64)) != 0
    }
}

/// What is kept for a class; the list grows with the classes.
fn at_class<T: Clone>(lists: &mut Vec<Vec<T>>, class: u16) -> &mut Vec<T> {
    let class = usize::from(class);
    if lists.len() <= class {
        lists.resize(class + 1, Vec::new());
    }
    &mut lists[class]
}

impl PatternSet {
    /// Adds a pattern for `owner`.
    ///
    /// Elements stand apart by blanks: `word`, `@class`, `stem*`, `*ending`, alternatives with
    /// `|`, a `?` after what may be missing, `!word` for what must not follow, `..` (up to four
    /// words of the clause) or `..9`, `~9` (up to nine words, over commas too), `^` and `$` for
    /// the ends of the sentence. Punctuation marks are words.
    pub(crate) fn add(
        &mut self,
        lexicon: &mut Lexicon,
        owner: u32,
        source: &str,
    ) -> Result<(), String> {
        let mut elements = Vec::new();
        for part in source.split_whitespace() {
            elements.push(element(lexicon, part)?);
        }
        match elements.first() {
            None => return Err("an empty pattern".to_owned()),
            Some(Element::Start | Element::One { optional: false, .. }) => {}
            Some(_) => {
                return Err(format!(
                    "`{source}` begins with a gap, a `!` or something optional; begin with a word, \
                     a class or `^`"
                ));
            }
        }
        let needed = elements.iter().skip(1).filter_map(|element| match element {
            Element::One { alts, optional: false } => Some(alts.as_slice()),
            _ => None,
        });
        let needs: Vec<u32> = needed.map(|alts| self.needs.number(alts)).collect();
        let begun = Begun { id: self.patterns.len() as u32, need: needs.last().copied() };
        match &elements[0] {
            Element::One { alts, .. } => {
                for alt in alts {
                    match *alt {
                        Alt::Literal(word) => self.by_literal.entry(word).or_default().push(begun),
                        Alt::Class(class) => at_class(&mut self.by_class, class).push(begun),
                    }
                }
            }
            _ => self.at_start.push(begun),
        }
        self.patterns.push(Pattern { owner, elements, needs });
        Ok(())
    }

    /// All places where a pattern fits, in the order of the tokens; of one owner at one place the
    /// longest.
    pub(crate) fn find(&self, tokens: &[Token], hits: &mut Vec<Hit>) {
        hits.clear();
        let met = self.needs.met(tokens);
        let mut try_at = |begun: Begun, at: usize| {
            if begun.need.is_some_and(|need| !met.has(need)) {
                return;
            }
            let pattern = &self.patterns[begun.id as usize];
            if pattern.needs.iter().all(|need| met.has(*need))
                && let Some(last) = fits(&pattern.elements, tokens, at, at)
            {
                hits.push(Hit { first: at, last, owner: pattern.owner });
            }
        };
        for &begun in &self.at_start {
            try_at(begun, 0);
        }
        for (at, token) in tokens.iter().enumerate() {
            if token.info.literal != 0
                && let Some(all) = self.by_literal.get(&token.info.literal)
            {
                for &begun in all {
                    try_at(begun, at);
                }
            }
            for class in token.info.classes.iter() {
                if let Some(all) = self.by_class.get(usize::from(class)) {
                    for &begun in all {
                        try_at(begun, at);
                    }
                }
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.first, hit.owner, std::cmp::Reverse(hit.last)));
        hits.dedup_by_key(|hit| (hit.first, hit.owner));
    }
}

fn is_one(alts: &[Alt], token: &Token) -> bool {
    alts.iter().any(|alt| match *alt {
        Alt::Literal(word) => token.info.literal == word,
        Alt::Class(class) => token.info.classes.has(class),
    })
}

/// Where the match of `elements` from `at` ends; `clause_at` is the last token taken.
fn fits(elements: &[Element], tokens: &[Token], at: usize, previous: usize) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    match element {
        Element::Start => (at == 0).then(|| fits(rest, tokens, at, at))?,
        Element::End => {
            tokens[at.min(tokens.len())..].iter().all(|t| t.is_mark).then_some(())?;
            fits(rest, tokens, at, previous)
        }
        Element::Not(alts) => {
            if tokens.get(at).is_some_and(|token| is_one(alts, token)) {
                return None;
            }
            fits(rest, tokens, at, previous)
        }
        Element::One { alts, optional } => {
            if let Some(token) = tokens.get(at)
                && is_one(alts, token)
                && let Some(end) = fits(rest, tokens, at + 1, at)
            {
                return Some(end);
            }
            if *optional { fits(rest, tokens, at, previous) } else { None }
        }
        Element::Gap { most, crosses } => {
            for taken in 0..=*most {
                if taken > 0 {
                    let token = tokens.get(at + taken - 1)?;
                    if !crosses && tokens.get(previous).is_some_and(|p| p.clause != token.clause) {
                        return None;
                    }
                }
                if let Some(end) = fits(rest, tokens, at + taken, previous) {
                    return Some(end);
                }
            }
            None
        }
    }
}

fn element(lexicon: &mut Lexicon, part: &str) -> Result<Element, String> {
    match part {
        "^" => return Ok(Element::Start),
        "$" => return Ok(Element::End),
        "|" | "@" => return Err(format!("`{part}` stands alone")),
        _ => {}
    }
    let gap = |digits: &str, usual: usize| {
        if digits.is_empty() { Ok(usual) } else { digits.parse::<usize>() }
            .map_err(|_| format!("`{part}` is no gap; write `..` or `..6` or `~6`"))
    };
    if let Some(digits) = part.strip_prefix("..") {
        return Ok(Element::Gap { most: gap(digits, 4)?, crosses: false });
    }
    if let Some(digits) = part.strip_prefix('~') {
        return Ok(Element::Gap { most: gap(digits, 8)?, crosses: true });
    }
    let (negated, part) = match part.strip_prefix('!') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, part),
    };
    let (optional, part) = match part.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, part),
    };
    let mut alts = Vec::new();
    for word in part.split('|') {
        if word.is_empty() {
            return Err(format!("`{part}` has an empty alternative"));
        }
        if word.chars().any(char::is_uppercase) {
            return Err(format!("`{word}` has capitals; patterns are in lower case"));
        }
        alts.push(if let Some(class) = word.strip_prefix('@') {
            Alt::Class(
                lexicon.class(class).ok_or_else(|| format!("there is no word class `@{class}`"))?,
            )
        } else if word.len() > 1 && (word.starts_with('*') || word.ends_with('*')) {
            Alt::Class(lexicon.wildcard(word)?)
        } else {
            Alt::Literal(lexicon.literal(word))
        });
    }
    Ok(if negated { Element::Not(alts) } else { Element::One { alts, optional } })
}
