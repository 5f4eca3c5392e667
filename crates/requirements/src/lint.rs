//! What in a set is no mistake but hardly meant: what nothing can meet, what is never reached, what is
//! never used, and words that are none.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::compile::{Files, Src};
use crate::error::SetErrors;
use crate::phrase::{self, Choice, Item, Phrase, Word};
use crate::set::Told;
use crate::source::{Concept, File, Text, When};
use crate::{RequirementSet, spelling};

/// What in a set is no mistake, but hardly meant; the set can be used.
///
/// Its text is one line: `my-set.toml:12:1: warning: the concept "letter" is never used`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetWarning {
    /// The file as it was named by who read it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// What is odd, and the remedy where one is known.
    pub message: String,
}

impl fmt::Display for SetWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SetWarning { file, line, column, message } = self;
        write!(f, "{file}:{line}:{column}: warning: {message}")
    }
}

impl RequirementSet {
    /// What in a set is hardly meant, in the order of its file. `file` is the name that it gives.
    ///
    /// # Errors
    /// If the text is no set.
    pub fn warnings(text: &str, file: &str) -> Result<Vec<SetWarning>, SetErrors> {
        RequirementSet::parse(text, file)?;
        let errors = RefCell::new(Vec::new());
        let files = Files::read(Src { file, text, errors: &errors })?;
        Ok(warnings(&files))
    }
}

fn warnings(files: &Files<'_>) -> Vec<SetWarning> {
    let mut lint = Lint::new(files);
    lint.requirements();
    lint.conditions();
    lint.concepts();
    lint.words();
    let mut warnings = lint.warnings;
    warnings.sort_by_key(|warning| (warning.line, warning.column));
    warnings
}

struct Lint<'a> {
    files: &'a Files<'a>,
    concepts: BTreeMap<&'a str, &'a Concept>,
    /// Which concepts can stand in a sentence, as far as it was asked.
    stands: RefCell<BTreeMap<String, bool>>,
    warnings: Vec<SetWarning>,
}

/// A rule as far as it matters which of several fits first.
struct Case<'a> {
    when: When<'a>,
    at: &'a Text,
    says: &'a str,
}

impl<'a> Lint<'a> {
    fn new(files: &'a Files<'a>) -> Self {
        let all = files.all().flat_map(|(_, file)| &file.concepts);
        let concepts = all.map(|(name, concept)| (name.get_ref().as_str(), concept)).collect();
        Lint { files, concepts, stands: RefCell::default(), warnings: Vec::new() }
    }

    fn warn(&mut self, at: &Text, message: String) {
        let (line, column) = self.files.src.place(at);
        let file = self.files.src.file.to_owned();
        self.warnings.push(SetWarning { file, line, column, message });
    }

    /// Requirements that nothing can meet, that no test tries, and rules that cannot come to pass.
    fn requirements(&mut self) {
        let main = &self.files.main;
        let says_fulfilled = |says: &str| says == Told::Fulfilled.name();
        // What a sentence's own words say can be that it is in place, where any rule finds that.
        let all_told: Vec<Case<'_>> = self.files.all().flat_map(|(_, file)| told(file)).collect();
        let found = all_told.iter().any(|case| says_fulfilled(case.says));
        for requirement in &main.requirements {
            let id = requirement.id.get_ref();
            let cases: Vec<Case<'_>> = requirement
                .says
                .iter()
                .map(|rule| Case {
                    when: rule.when(),
                    at: &rule.stance,
                    says: rule.stance.get_ref(),
                })
                .collect();
            let live = self.cases(&cases);
            let meets = |says: &str| says_fulfilled(says) || (found && says == Told::ByCues.name());
            let by_rule = live.iter().any(|case| meets(cases[*case].says));
            let by_general = main.general.iter().any(|general| {
                let covers = general.requirements.is_empty()
                    || general.requirements.iter().any(|over| over.get_ref() == id);
                covers && says_fulfilled(general.stance.get_ref())
            });
            if !by_rule && !by_general {
                let message = format!(
                    "nothing can meet the requirement \"{id}\": no rule that can fit says \
                     \"fulfilled\" or \"told\", and no general statement \"fulfilled\""
                );
                self.warn(&requirement.id, message);
            }
            let is_tested = requirement.examples.values().any(|texts| !texts.is_empty())
                || main.tests.iter().any(|t| t.expect.keys().any(|over| over.get_ref() == id));
            if !is_tested {
                let message = format!(
                    "nothing tests the requirement \"{id}\": add [requirements.examples], or \
                     expect it in one of the [[tests]]"
                );
                self.warn(&requirement.id, message);
            }
            for topic in &requirement.topic {
                let when = topic.when();
                match (when.first(), self.never(when)) {
                    (Some(at), Some(why)) => {
                        self.warn(at, format!("this topic never fits: {why}"));
                    }
                    (Some(_), None) => {}
                    (None, _) => {
                        let message = format!("a topic of \"{id}\" is empty: any sentence fits it");
                        self.warn(&requirement.id, message);
                    }
                }
            }
        }
    }

    /// Rules beside those of the requirements.
    fn conditions(&mut self) {
        let main = &self.files.main;
        self.cases(&told(main).collect::<Vec<_>>());
        let general: Vec<Case<'_>> = main
            .general
            .iter()
            .map(|from| Case { when: from.when(), at: &from.stance, says: from.stance.get_ref() })
            .collect();
        self.cases(&general);
    }

    /// Warns of rules that never fit, or never first; gives the numbers of the others.
    fn cases(&mut self, cases: &[Case<'_>]) -> Vec<usize> {
        let mut live: Vec<usize> = Vec::new();
        for (number, case) in cases.iter().enumerate() {
            if let Some(why) = self.never(case.when) {
                self.warn(case.at, format!("this rule never fits: {why}"));
                continue;
            }
            let first = live.iter().find(|other| self.covers(cases[**other].when, case.when));
            if let Some(first) = first {
                let (line, _) = self.files.src.place(cases[*first].at);
                let message = format!(
                    "this rule is never reached: wherever it fits, the rule of line {line} fits \
                     first; put it before that one, or ask for more there"
                );
                self.warn(case.at, message);
                continue;
            }
            live.push(number);
        }
        live
    }

    /// Why nothing can fit, if so.
    fn never(&self, when: When<'_>) -> Option<String> {
        let is_barred = |name: &Text| {
            when.none.iter().any(|other| self.implies(name.get_ref(), other.get_ref()))
        };
        if let Some(name) = when.all.iter().find(|name| is_barred(name)) {
            return Some(format!("\"{}\" must stand there, and must not", name.get_ref()));
        }
        if !when.any.is_empty() && when.any.iter().all(is_barred) {
            return Some("all that \"any\" asks for is ruled out by \"none\"".to_owned());
        }
        let is_empty = |name: &&Text| !self.can_stand(name.get_ref());
        let empty =
            when.all.iter().find(is_empty).or_else(|| {
                when.any.first().filter(|_| when.any.iter().all(|name| is_empty(&name)))
            })?;
        Some(format!("the concept \"{}\" matches nothing", empty.get_ref()))
    }

    /// Whether the first fits wherever the second does, as far as their concepts show.
    fn covers(&self, first: When<'_>, second: When<'_>) -> bool {
        let has = |name: &Text| {
            second.all.iter().any(|other| self.implies(other.get_ref(), name.get_ref()))
        };
        let same = |a: &[Text], b: &[Text]| {
            a.iter().map(|t| t.get_ref()).eq(b.iter().map(|t| t.get_ref()))
        };
        let within = |inner: &[Text], outer: &[Text]| {
            !inner.is_empty()
                && inner
                    .iter()
                    .all(|a| outer.iter().any(|b| self.implies(a.get_ref(), b.get_ref())))
        };
        first.all.iter().all(has)
            && (first.any.is_empty() || first.any.iter().any(has) || within(second.any, first.any))
            && (first.none.is_empty() || within(first.none, second.none))
            && (first.phrases.is_empty() || same(first.phrases, second.phrases))
            && (first.after.is_empty() || within(second.after, first.after))
            && (first.status.is_empty()
                || !second.status.is_empty()
                    && second.status.iter().all(|status| {
                        first.status.iter().any(|known| known.get_ref() == status.get_ref())
                    }))
            && first.polarity.is_none_or(|polarity| {
                second.polarity.is_some_and(|other| other.get_ref() == polarity.get_ref())
            })
    }

    /// Whether the second concept stands wherever the first does: because it is the same, or has it
    /// for a phrase and excepts nothing.
    fn implies(&self, first: &str, second: &str) -> bool {
        first == second
            || self.concepts.get(second).is_some_and(|concept| {
                concept.except.is_empty()
                    && concept.any.iter().any(|phrase| {
                        let name = phrase.get_ref().trim();
                        let name = name.strip_prefix('<').and_then(|name| name.strip_suffix('>'));
                        name.is_some_and(|name| {
                            !name.contains(['<', '>']) && self.implies(first, name)
                        })
                    })
            })
    }

    /// Whether a sentence can hold the concept.
    fn can_stand(&self, name: &str) -> bool {
        if let Some(known) = self.stands.borrow().get(name) {
            return *known;
        }
        let can = self.concepts.get(name).is_some_and(|concept| {
            !concept.claims.is_empty()
                || phrases(&concept.any)
                    .any(|(_, phrase)| phrase.items.iter().all(|item| self.can_be_there(item)))
        });
        self.stands.borrow_mut().insert(name.to_owned(), can);
        can
    }

    fn can_be_there(&self, item: &Item) -> bool {
        match item {
            Item::Gap(_) | Item::One { optional: true, .. } => true,
            Item::One { choices, .. } => choices.iter().any(|choice| match choice {
                Choice::Concept(name) => self.can_stand(name),
                Choice::Word(_) | Choice::Figure(_) => true,
            }),
        }
    }

    /// Concepts that nothing uses.
    fn concepts(&mut self) {
        let mut open: Vec<String> = Vec::new();
        let names_in = |texts: &[Text]| -> Vec<String> {
            let names = phrases(texts)
                .flat_map(|(_, phrase)| phrase.concepts().map(str::to_owned).collect::<Vec<_>>());
            names.collect()
        };
        for (_, file) in self.files.all() {
            for when in conditions(file) {
                open.extend(when.names().map(|name| name.get_ref().clone()));
                open.extend(names_in(when.phrases));
            }
            let context = file.context.iter().flat_map(|context| context.names());
            open.extend(context.map(|name| name.get_ref().clone()));
        }
        let mut used: BTreeSet<String> = BTreeSet::new();
        while let Some(name) = open.pop() {
            if let Some(concept) = self.concepts.get(name.as_str())
                && used.insert(name)
            {
                open.extend(names_in(&concept.any));
                open.extend(names_in(&concept.except));
            }
        }
        // A word list offers more than a set needs.
        let is_list = self.files.main.requirements.is_empty();
        for name in self.files.main.concepts.keys().filter(|_| !is_list) {
            if !used.contains(name.get_ref()) {
                self.warn(name, format!("the concept \"{}\" is never used", name.get_ref()));
            }
        }
    }

    /// Words that the language does not have.
    fn words(&mut self) {
        let main = &self.files.main;
        let known: BTreeSet<String> = self
            .files
            .all()
            .flat_map(|(_, file)| &file.known_words)
            .map(|word| word.get_ref().to_lowercase())
            .collect();
        let of_concepts = main.concepts.values().flat_map(|c| c.any.iter().chain(&c.except));
        let of_rules = conditions(main).flat_map(|when| when.phrases);
        let mut seen: BTreeMap<Word, &Text> = BTreeMap::new();
        for (text, phrase) in phrases(of_concepts.chain(of_rules)) {
            for choice in phrase.items.iter().flat_map(Item::choices) {
                if let Choice::Word(word) = choice
                    && !known.contains(&word.text)
                {
                    seen.entry(word.clone()).or_insert(text);
                }
            }
        }
        let words: Vec<&Word> = seen.keys().collect();
        for (number, meant) in spelling::unknown(&words) {
            let word = words[number];
            let is_not = match (word.open_start, word.open_end) {
                (false, false) => "is no word",
                (false, true) => "begins no word",
                (true, false) => "ends no word",
                (true, true) => "is in no word",
            };
            let remedy = match meant {
                Some(meant) => format!("did you mean \"{meant}\"? If not,"),
                None => "if it is meant,".to_owned(),
            };
            let message = format!(
                "\"{}\" {is_not} that the program knows; {remedy} add it to known_words",
                word.text
            );
            self.warn(seen[word], message);
        }
    }
}

/// The rules for what a sentence's own words say.
fn told(file: &File) -> impl Iterator<Item = Case<'_>> {
    file.told.iter().map(|rule| Case {
        when: rule.when(),
        at: &rule.stance,
        says: rule.stance.get_ref(),
    })
}

/// All conditions of a file.
fn conditions(file: &File) -> impl Iterator<Item = When<'_>> {
    let of_requirements = file.requirements.iter().flat_map(|requirement| {
        let topics = requirement.topic.iter().map(|topic| topic.when());
        topics.chain(requirement.says.iter().map(|rule| rule.when()))
    });
    of_requirements
        .chain(file.told.iter().map(|rule| rule.when()))
        .chain(file.general.iter().map(|general| general.when()))
}

/// Phrases as read, each with where it stands.
fn phrases<'a>(
    texts: impl IntoIterator<Item = &'a Text>,
) -> impl Iterator<Item = (&'a Text, Phrase)> {
    texts.into_iter().filter_map(|text| {
        // Of the two orders of a phrase either has all its words.
        let phrase = phrase::parse(text.get_ref()).ok()?.swap_remove(0);
        Some((text, phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::{SETS, WORD_LISTS};

    #[test]
    fn built_in_sets_and_word_lists_give_no_warning() {
        let mut found = Vec::new();
        for (_, file, text) in SETS.iter().chain(WORD_LISTS) {
            let errors = RefCell::new(Vec::new());
            let files = Files::read(Src { file, text, errors: &errors }).unwrap();
            found.extend(warnings(&files).iter().map(SetWarning::to_string));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
