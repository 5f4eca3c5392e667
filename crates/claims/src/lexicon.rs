//! Word classes: lemmas with how they inflect and compound, and the class sets of any word.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{DataError, DataErrorKind};
use crate::filter::{EdgeFilter, QuickMap, WordMap};
use crate::vocabulary::Vocabulary;

/// How many classes there can be, those the patterns make of wildcards included.
const CLASSES: usize = 64 * WORDS;
const WORDS: usize = 6;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ClassSet([u64; WORDS]);

impl ClassSet {
    pub(crate) fn insert(&mut self, class: u16) {
        self.0[usize::from(class) / 64] |= 1 << (class % 64);
    }

    pub(crate) fn remove(&mut self, class: u16) {
        self.0[usize::from(class) / 64] &= !(1 << (class % 64));
    }

    pub(crate) fn has(&self, class: u16) -> bool {
        self.0[usize::from(class) / 64] & (1 << (class % 64)) != 0
    }

    pub(crate) fn extend(&mut self, other: &ClassSet) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().enumerate().flat_map(|(i, &bits)| {
            let mut rest = bits;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    (i * 64) as u16 + bit as u16
                })
            })
        })
    }
}

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct WordInfo {
    /// Its number where a pattern names it as such; 0 where none does.
    pub literal: u32,
    /// Its classes.
    pub classes: ClassSet,
    /// Its numbers in the vocabulary of the weights.
    pub learned: [u32; 3],
}

/// Beginnings or endings with their classes, by their two outermost bytes.
#[derive(Debug, Clone, Default)]
struct Edges {
    by_edge: QuickMap<[u8; 2], Vec<(String, u16)>>,
    /// Those of a single byte.
    short: Vec<(String, u16)>,
}

impl Edges {
    fn insert(&mut self, edge: Option<[u8; 2]>, part: &str, class: u16) {
        let list = match edge {
            Some(edge) => self.by_edge.entry(edge).or_default(),
            None => &mut self.short,
        };
        list.push((part.to_owned(), class));
    }

    fn of(&self, edge: Option<[u8; 2]>) -> impl Iterator<Item = &(String, u16)> {
        let found = edge.and_then(|edge| self.by_edge.get(&edge));
        found.map_or(&[][..], Vec::as_slice).iter().chain(&self.short)
    }
}

fn start_of(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

fn end_of(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().last_chunk().copied()
}

/// The words of the rule files with their classes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    classes: Vec<String>,
    by_name: HashMap<String, u16>,
    forms: WordMap<ClassSet>,
    heads: WordMap<ClassSet>,
    head_ends: EdgeFilter,
    firsts: WordMap<ClassSet>,
    first_starts: EdgeFilter,
    /// Words that are not what their ending makes of them: exact, or with a star at the end.
    not: WordMap<ClassSet>,
    not_prefix: Vec<(String, u16)>,
    not_starts: EdgeFilter,
    literals: WordMap<u32>,
    /// Words with a star, as patterns name them, by where the star is.
    wild_starts: Edges,
    wild_ends: Edges,
    wild_inner: Vec<(String, u16)>,
    /// How many classes the word files name; those of words with stars come after.
    named: usize,
    /// Classes whose meeting in one clause tells something.
    pairs: Vec<u16>,
    /// The words that weights are learned for.
    pub vocabulary: Vocabulary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParadigmFile {
    paradigm: Vec<Paradigm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paradigm {
    id: String,
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    class: Vec<ClassEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    id: String,
    /// What the class is for, for who reads the file.
    #[allow(dead_code, reason = "documentation in the data file")]
    note: String,
    #[serde(default)]
    words: Vec<String>,
    /// Words that stand at the end of compounds as well.
    #[serde(default)]
    heads: Vec<String>,
    /// Words that stand at the beginning of compounds as well, written as they stand there.
    #[serde(default)]
    firsts: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    /// All words of these classes are of this one too.
    #[serde(default)]
    includes: Vec<String>,
    /// Whether its meeting with another such class in one clause tells something.
    #[serde(default)]
    pairs: bool,
    #[serde(default)]
    finds: Vec<String>,
    #[serde(default)]
    skips: Vec<String>,
}

/// An example of a word file: the word, the class, and whether it is of it.
#[derive(Debug, Clone)]
#[cfg_attr(not(test), allow(dead_code, reason = "the rules' own tests run on them"))]
pub(crate) struct WordExample {
    pub file: String,
    pub class: String,
    pub word: String,
    pub belongs: bool,
}

impl Lexicon {
    /// Reads the paradigms and the word files: (name, text).
    pub(crate) fn load(
        paradigms: (&str, &str),
        files: &[(&str, &str)],
    ) -> Result<(Lexicon, Vec<WordExample>), DataError> {
        let parsed: ParadigmFile = toml::from_str(paradigms.1)
            .map_err(|e| DataError::form(paradigms.0, paradigms.1, &e))?;
        let paradigms: HashMap<&str, &[String]> =
            parsed.paradigm.iter().map(|p| (p.id.as_str(), p.endings.as_slice())).collect();
        let mut lexicon = Lexicon::default();
        let mut examples = Vec::new();
        let mut parsed_files = Vec::new();
        for &(name, text) in files {
            let file: WordFile =
                toml::from_str(text).map_err(|e| DataError::form(name, text, &e))?;
            for entry in &file.class {
                if lexicon.by_name.contains_key(&entry.id) {
                    return Err(DataError::near(
                        DataErrorKind::Name,
                        name,
                        text,
                        &format!("\"{}\"", entry.id),
                        format!("the class `{}` is defined twice; give one another id", entry.id),
                    ));
                }
                lexicon.new_class(&entry.id).map_err(|message| {
                    DataError::near(DataErrorKind::Name, name, text, &entry.id, message)
                })?;
            }
            parsed_files.push((name, text, file));
        }
        lexicon.named = lexicon.classes.len();
        let mut included: Vec<(u16, u16)> = Vec::new();
        for (name, text, file) in &parsed_files {
            for entry in &file.class {
                let class = lexicon.by_name[&entry.id];
                if entry.pairs {
                    lexicon.pairs.push(class);
                }
                let expand = |word: &String| {
                    forms_of(word, &paradigms).map_err(|message| {
                        DataError::near(DataErrorKind::Word, name, text, word, message)
                    })
                };
                for word in &entry.words {
                    for form in expand(word)? {
                        lexicon.forms.entry(form).or_default().insert(class);
                    }
                }
                for word in &entry.heads {
                    for form in expand(word)? {
                        lexicon.forms.entry(form.clone()).or_default().insert(class);
                        lexicon.heads.entry(form).or_default().insert(class);
                    }
                }
                for word in &entry.firsts {
                    lexicon.firsts.entry(word.clone()).or_default().insert(class);
                }
                for word in &entry.not {
                    match word.strip_suffix('*') {
                        Some(prefix) => lexicon.not_prefix.push((prefix.to_owned(), class)),
                        None => {
                            for form in expand(word)? {
                                lexicon.not.entry(form).or_default().insert(class);
                            }
                        }
                    }
                }
                for other in &entry.includes {
                    let Some(&part) = lexicon.by_name.get(other) else {
                        return Err(DataError::near(
                            DataErrorKind::Name,
                            name,
                            text,
                            other,
                            format!("there is no class `{other}` to include"),
                        ));
                    };
                    included.push((part, class));
                }
                for (words, belongs) in [(&entry.finds, true), (&entry.skips, false)] {
                    examples.extend(words.iter().map(|word| WordExample {
                        file: (*name).to_owned(),
                        class: entry.id.clone(),
                        word: word.clone(),
                        belongs,
                    }));
                }
            }
        }
        // An inclusion of an inclusion takes another round; the depth is small.
        for _ in 0..4 {
            for map in [&mut lexicon.forms, &mut lexicon.heads, &mut lexicon.firsts] {
                for set in map.values_mut() {
                    for &(part, whole) in &included {
                        if set.has(part) {
                            set.insert(whole);
                        }
                    }
                }
            }
        }
        lexicon.head_ends = EdgeFilter::ends(lexicon.heads.keys());
        lexicon.first_starts = EdgeFilter::starts(lexicon.firsts.keys());
        lexicon.not_starts = EdgeFilter::starts(lexicon.not_prefix.iter().map(|(word, _)| word));
        Ok((lexicon, examples))
    }

    fn new_class(&mut self, id: &str) -> Result<u16, String> {
        if self.classes.len() >= CLASSES {
            return Err(format!("more than {CLASSES} classes; raise `CLASSES`"));
        }
        let class = self.classes.len() as u16;
        self.classes.push(id.to_owned());
        self.by_name.insert(id.to_owned(), class);
        Ok(class)
    }

    /// The class of that name.
    pub(crate) fn class(&self, name: &str) -> Option<u16> {
        self.by_name.get(name).copied()
    }

    /// How many classes there are, those of words with stars included.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// How many classes the word files name; their numbers come first.
    pub(crate) fn named(&self) -> usize {
        self.named
    }

    /// The classes whose meeting in one clause tells something.
    pub(crate) fn pairs(&self) -> &[u16] {
        &self.pairs
    }

    /// The name of a class.
    pub(crate) fn class_name(&self, class: u16) -> &str {
        &self.classes[usize::from(class)]
    }

    /// The number of a word that a pattern names.
    pub(crate) fn literal(&mut self, word: &str) -> u32 {
        let next = self.literals.len() as u32 + 1;
        *self.literals.entry(word.to_owned()).or_insert(next)
    }

    /// The class of a word with stars.
    pub(crate) fn wildcard(&mut self, word: &str) -> Result<u16, String> {
        if let Some(class) = self.class(word) {
            return Ok(class);
        }
        let (before, after) = (word.strip_prefix('*'), word.strip_suffix('*'));
        if before.is_none() && after.is_none() {
            return Err(format!("`{word}` has no star"));
        }
        let class = self.new_class(word)?;
        match (before, after) {
            (Some(rest), Some(_)) => {
                self.wild_inner.push((rest.trim_end_matches('*').to_owned(), class));
            }
            (Some(rest), None) => self.wild_ends.insert(end_of(rest), rest, class),
            (None, rest) => {
                let rest = rest.unwrap_or_default();
                self.wild_starts.insert(start_of(rest), rest, class);
            }
        }
        Ok(class)
    }

    /// What is known of a word in lower case.
    pub(crate) fn look_up(&self, word: &str) -> WordInfo {
        let literal = self.literals.get(word).copied().unwrap_or_default();
        let mut classes = ClassSet::default();
        if let Some(set) = self.forms.get(word) {
            classes.extend(set);
        }
        // The longest known last part decides: `sagsbehandlerkurser` ends in `kurser`.
        if self.head_ends.may_end(word) {
            let near_end = |at: &usize| word.len() - at <= LONGEST_PART;
            for at in word.char_indices().skip(2).map(|(at, _)| at).filter(near_end) {
                if let Some(set) = self.heads.get(&word[at..]) {
                    classes.extend(set);
                    break;
                }
            }
        }
        if self.first_starts.may_start(word) {
            for (at, _) in word.char_indices().skip(3).take_while(|(at, _)| *at <= LONGEST_PART) {
                if let Some(set) = self.firsts.get(&word[..at]) {
                    classes.extend(set);
                }
            }
        }
        let starts = self.wild_starts.of(start_of(word)).filter(|(w, _)| word.starts_with(w));
        let ends = self.wild_ends.of(end_of(word)).filter(|(w, _)| word.ends_with(w));
        let inner = self.wild_inner.iter().filter(|(w, _)| word.contains(w.as_str()));
        for (_, class) in starts.chain(ends).chain(inner) {
            classes.insert(*class);
        }
        let mut remove = self.not.get(word).copied().unwrap_or_default();
        if self.not_starts.may_start(word) {
            for (prefix, class) in &self.not_prefix {
                if word.starts_with(prefix.as_str()) {
                    remove.insert(*class);
                }
            }
        }
        for (a, b) in classes.0.iter_mut().zip(remove.0) {
            *a &= !b;
        }
        WordInfo { literal, classes, learned: self.vocabulary.numbers_of(word) }
    }
}

/// No part of a compound has more bytes: a word of a megabyte is not looked up piece by piece.
const LONGEST_PART: usize = 80;

/// All forms of an entry: `kurs{us,et,er}`, `pligt noun-er`, or a word as it is.
fn forms_of(entry: &str, paradigms: &HashMap<&str, &[String]>) -> Result<Vec<String>, String> {
    let (stem, paradigm) = match entry.split_once(' ') {
        Some((stem, paradigm)) => (stem, Some(paradigm)),
        None => (entry, None),
    };
    let stems: Vec<String> = match stem.split_once('{') {
        Some((before, rest)) => {
            let (inner, after) = rest
                .split_once('}')
                .ok_or_else(|| format!("`{entry}` opens a brace and does not close it"))?;
            inner.split(',').map(|part| format!("{before}{part}{after}")).collect()
        }
        None => vec![stem.to_owned()],
    };
    let Some(paradigm) = paradigm else { return Ok(stems) };
    let endings = paradigms.get(paradigm).ok_or_else(|| {
        format!("`{entry}` names the paradigm `{paradigm}`, which inflection.toml does not have")
    })?;
    Ok(stems
        .iter()
        .flat_map(|stem| endings.iter().map(move |ending| format!("{stem}{ending}")))
        .collect())
}
