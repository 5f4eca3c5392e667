//! The small language of phrases: how words in a set stand for words in a text.
//!
//! `kurs*` begins so, `*kursus` ends so, `*kurs*` holds it; `a|b` is one of them; `<name>` is a
//! concept; `(a)` may be missing; `..` is a gap of up to five words without a comma, `...` one of up
//! to fourteen with commas, neither over the end of a clause; `^` is the beginning of the sentence; `a + b` is both in one
//! clause in any order; `#number`, `#year` and `#date` are figures of that kind.

/// A phrase as written, its words not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Whether it must begin the sentence.
    pub starts: bool,
    pub items: Vec<Item>,
}

impl Phrase {
    /// The concepts that stand in it.
    pub(crate) fn concepts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().flat_map(Item::choices).filter_map(|choice| match choice {
            Choice::Concept(name) => Some(name.as_str()),
            Choice::Word(_) | Choice::Figure(_) => None,
        })
    }
}

/// One place in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// One of these; it may be missing if it is optional.
    One { choices: Vec<Choice>, optional: bool },
    /// Up to so many words of any kind.
    Gap(Gap),
}

impl Item {
    /// What can stand there; nothing in particular in a gap.
    pub(crate) fn choices(&self) -> &[Choice] {
        match self {
            Item::One { choices, .. } => choices,
            Item::Gap(_) => &[],
        }
    }
}

/// What can stand in a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Choice {
    Word(Word),
    Concept(String),
    Figure(Figure),
}

/// Kinds of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Figure {
    Number,
    Year,
    Date,
}

impl Figure {
    pub(crate) const ALL: [(&'static str, Figure); 3] =
        [("#number", Figure::Number), ("#year", Figure::Year), ("#date", Figure::Date)];

    /// Whether a token is one: `#number` is digits alone, `#date` has digits with marks between.
    pub(crate) fn is(self, token: &str) -> bool {
        let bytes = token.as_bytes();
        let digits = bytes.iter().all(u8::is_ascii_digit);
        match self {
            Figure::Number => digits,
            Figure::Year => {
                digits && bytes.len() == 4 && matches!(bytes[..2], [b'1', b'9'] | [b'2', b'0'])
            }
            Figure::Date => {
                let parts: Vec<&str> = token.split(['.', '/', '-']).collect();
                matches!(parts.len(), 2 | 3)
                    && parts.iter().all(|part| {
                        matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|b| b.is_ascii_digit())
                    })
            }
        }
    }
}

/// A word with the stars that it was written with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Word {
    pub text: String,
    pub open_start: bool,
    pub open_end: bool,
}

/// How many words a gap can take, and whether commas may be among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    pub most: usize,
    pub over_commas: bool,
}

const SHORT_GAP: Gap = Gap { most: 5, over_commas: false };
const LONG_GAP: Gap = Gap { most: 14, over_commas: true };

/// Reads a phrase; one with ` + ` gives both orders. The error says what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Vec<Phrase>, String> {
    if let Some((left, right)) = text.split_once(" + ") {
        if right.contains(" + ") {
            return Err("only one \" + \" in a phrase".to_owned());
        }
        let (left, right) = (one(left)?, one(right)?);
        if left.starts || right.starts {
            return Err("\"^\" cannot stand in a phrase with \" + \"".to_owned());
        }
        let join = |a: &Phrase, b: &Phrase| {
            let mut items = a.items.clone();
            items.push(Item::Gap(LONG_GAP));
            items.extend(b.items.iter().cloned());
            Phrase { starts: false, items }
        };
        return Ok(vec![join(&left, &right), join(&right, &left)]);
    }
    Ok(vec![one(text)?])
}

fn one(text: &str) -> Result<Phrase, String> {
    let (starts, text) = match text.trim_start().strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if text.trim().is_empty() {
        return Err("a phrase is at least one word".to_owned());
    }
    let items = text.split_whitespace().map(item).collect::<Result<Vec<Item>, String>>()?;
    let is_fixed = |item: Option<&Item>| matches!(item, Some(Item::One { optional: false, .. }));
    if !is_fixed(items.first()) || !is_fixed(items.last()) {
        return Err("a phrase begins and ends with a word that must stand there".to_owned());
    }
    Ok(Phrase { starts, items })
}

fn item(text: &str) -> Result<Item, String> {
    match text {
        ".." => return Ok(Item::Gap(SHORT_GAP)),
        "..." => return Ok(Item::Gap(LONG_GAP)),
        _ => {}
    }
    let (inner, optional) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) if !inner.is_empty() => (inner, true),
        _ => (text, false),
    };
    let choices = inner.split('|').map(choice).collect::<Result<Vec<Choice>, String>>()?;
    Ok(Item::One { choices, optional })
}

fn choice(text: &str) -> Result<Choice, String> {
    if let Some(name) = text.strip_prefix('<') {
        let name =
            name.strip_suffix('>').ok_or_else(|| format!("\">\" is missing after {text}"))?;
        return Ok(Choice::Concept(name.to_owned()));
    }
    if text.starts_with('#') {
        let named = Figure::ALL.iter().find(|(name, _)| *name == text);
        return named.map(|(_, figure)| Choice::Figure(*figure)).ok_or_else(|| {
            let known: Vec<&str> = Figure::ALL.iter().map(|(name, _)| *name).collect();
            format!("\"{text}\" is no kind of figure: there are {}", known.join(", "))
        });
    }
    let word = text.trim_matches('*').to_lowercase();
    if word.is_empty() || word.contains('*') {
        return Err(format!("\"{text}\" is no word: a star stands before or after a word"));
    }
    let marks = word.chars().any(|c| !c.is_alphanumeric());
    if marks && tokens_in(&word) != 1 {
        return Err(format!("\"{text}\" is more than one word: put spaces between them"));
    }
    Ok(Choice::Word(Word {
        open_start: text.starts_with('*'),
        open_end: text.ends_with('*'),
        text: word,
    }))
}

fn tokens_in(word: &str) -> usize {
    let mut tokens = crate::tokens::Tokens::default();
    tokens.read(word);
    tokens.list.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Choice {
        Choice::Word(Word { text: text.to_owned(), open_start: false, open_end: false })
    }

    #[test]
    fn a_phrase_is_read_word_by_word() {
        let phrases = parse("^Kurs*|hold (ikke) .. <new>").unwrap();
        assert_eq!(phrases.len(), 1);
        assert!(phrases[0].starts);
        let open = Word { text: "kurs".to_owned(), open_start: false, open_end: true };
        assert_eq!(
            phrases[0].items,
            [
                Item::One { choices: vec![Choice::Word(open), word("hold")], optional: false },
                Item::One { choices: vec![word("ikke")], optional: true },
                Item::Gap(SHORT_GAP),
                Item::One { choices: vec![Choice::Concept("new".to_owned())], optional: false },
            ]
        );
        assert_eq!(parse("a + b").unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bad in ["", "..", "a ..", "(a) b", "<new", "*", "ku*rs", "a, b", "a + b + c"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
