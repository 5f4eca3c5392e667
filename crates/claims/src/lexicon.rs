//! Word classes: lemmas with how they inflect and compound, and the class sets of any word.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{DataError, DataErrorKind};

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
}

/// Words with a star, as patterns name them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wild {
    Prefix(String),
    Suffix(String),
    Inner(String),
}

/// The words of the rule files with their classes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    classes: Vec<String>,
    by_name: HashMap<String, u16>,
    forms: HashMap<String, ClassSet>,
    heads: HashMap<String, ClassSet>,
    firsts: HashMap<String, ClassSet>,
    /// Words that are not what their ending makes of them: exact, or with a star at the end.
    not: HashMap<String, ClassSet>,
    not_prefix: Vec<(String, u16)>,
    literals: HashMap<String, u32>,
    wild: Vec<(Wild, u16)>,
    /// How many classes the word files name; those of words with stars come after.
    named: usize,
    /// Classes whose meeting in one clause tells something.
    pairs: Vec<u16>,
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
        let wild = match (word.strip_prefix('*'), word.strip_suffix('*')) {
            (Some(rest), Some(_)) => Wild::Inner(rest.trim_end_matches('*').to_owned()),
            (Some(rest), None) => Wild::Suffix(rest.to_owned()),
            (None, Some(rest)) => Wild::Prefix(rest.to_owned()),
            (None, None) => return Err(format!("`{word}` has no star")),
        };
        let class = self.new_class(word)?;
        self.wild.push((wild, class));
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
        let mut marks = word.char_indices().skip(2);
        for (at, _) in marks.by_ref() {
            if let Some(set) = self.heads.get(&word[at..]) {
                classes.extend(set);
                break;
            }
        }
        for (at, _) in word.char_indices().skip(3) {
            if let Some(set) = self.firsts.get(&word[..at]) {
                classes.extend(set);
            }
        }
        for (wild, class) in &self.wild {
            let hit = match wild {
                Wild::Prefix(part) => word.starts_with(part.as_str()),
                Wild::Suffix(part) => word.ends_with(part.as_str()),
                Wild::Inner(part) => word.contains(part.as_str()),
            };
            if hit {
                classes.insert(*class);
            }
        }
        let mut remove = self.not.get(word).copied().unwrap_or_default();
        for (prefix, class) in &self.not_prefix {
            if word.starts_with(prefix.as_str()) {
                remove.insert(*class);
            }
        }
        for (a, b) in classes.0.iter_mut().zip(remove.0) {
            *a &= !b;
        }
        WordInfo { literal, classes }
    }
}

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
