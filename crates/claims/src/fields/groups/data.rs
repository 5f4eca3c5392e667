//! The data file of the groups: nouns, words of seniority, and the words around them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::super::error::mistake;
use super::super::index::{Directory, WordMap, WordSet};
use super::super::parse;
use super::super::pattern::{Classes, Pattern, PatternSet, Table};
use crate::error::{DataError, DataErrorKind};
use crate::filter::EdgeFilter;
use crate::model::TargetGroup;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    inflections: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    noun: Vec<RawNoun>,
    seniority: RawSeniority,
    after: Vec<RawAfter>,
    phrase: Vec<RawPhrase>,
    boundaries: RawWords,
    control: RawPatterns,
    controlled: RawSides,
    teaching: RawSides,
    excepted: RawSides,
    belonging: RawSides,
    topic: RawTopic,
    duty: RawSides,
    frame: RawFrame,
    pronouns: RawPatterns,
    described: RawPatterns,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNoun {
    group: Spanned<String>,
    inflection: Spanned<String>,
    #[serde(default)]
    compound: bool,
    #[serde(default)]
    acting: bool,
    #[serde(default)]
    adjectival: bool,
    #[serde(default)]
    part: bool,
    words: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeniority {
    new: Vec<String>,
    experienced: Vec<String>,
    plain: Vec<String>,
    alone: Vec<String>,
    copulas: Vec<String>,
    alone_managers: Vec<String>,
    alone_after: Vec<String>,
    alone_before: Vec<String>,
    between: Vec<String>,
    determiners: Vec<String>,
    joints: Vec<String>,
    reaching: Vec<String>,
    administrative: Vec<String>,
    leading: Vec<String>,
    professional: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAfter {
    seniority: Spanned<String>,
    patterns: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    group: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    after: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPatterns {
    patterns: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSides {
    before: Vec<Spanned<String>>,
    #[serde(default)]
    after: Vec<Spanned<String>>,
    #[serde(default)]
    after_genitive: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    openings: Vec<Spanned<String>>,
    closings: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    before: Vec<Spanned<String>>,
    subject_before: Vec<Spanned<String>>,
    subject_after: Vec<Spanned<String>>,
    endings: Vec<String>,
    agents: Vec<String>,
    things: Vec<String>,
}

/// A sentence with the groups that a claim about its course has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the tests run the sentences of the data files"))]
pub(in super::super) struct Example {
    pub(in super::super) text: String,
    /// The groups of the sentence before it.
    #[serde(default)]
    pub(in super::super) before: Vec<String>,
    #[serde(default)]
    pub(in super::super) groups: Vec<String>,
    /// Those of an obligation, where they are others.
    pub(in super::super) obligation: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seniority {
    New,
    Experienced,
    /// Said to be there already: `de øvrige`.
    Plain,
}

/// A form of a noun that names people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noun {
    pub(super) group: TargetGroup,
    /// Counts only where it checks on others: `ledelsen`.
    pub(super) is_acting: bool,
    /// An adjective by its form, which another noun may follow: `frivillige`.
    pub(super) is_adjectival: bool,
    pub(super) is_genitive: bool,
    pub(super) is_definite: bool,
    /// One of them, and not a certain one: `jurist`.
    pub(super) is_singular: bool,
}

/// What the words after a noun say.
#[derive(Debug, Clone, Copy)]
pub(super) enum After {
    Seniority(Seniority),
    /// `både nye og erfarne`.
    Both,
    Administrative,
}

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) group: TargetGroup,
    pub(super) patterns: PatternSet,
    /// Only where no noun follows.
    pub(super) is_alone: bool,
    /// Patterns of which one must stand before it, if there are any.
    pub(super) after: PatternSet,
}

/// Patterns before and after a group.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) before: PatternSet,
    pub(super) after: PatternSet,
    pub(super) after_genitive: PatternSet,
}

/// Places where a word that is not known must be people, and what such a word looks like.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) before: PatternSet,
    /// Before and after people who must or may do something.
    pub(super) subject_before: PatternSet,
    pub(super) subject_after: PatternSet,
    pub(super) endings: Table,
    /// Those of them that name people wherever a number or a word of seniority stands before.
    pub(super) agents: Table,
    pub(super) things: Table,
}

/// Words that stand before a noun or between two.
#[derive(Debug)]
pub(super) struct Modifiers {
    pub(super) seniority: WordMap<Seniority>,
    pub(super) alone: WordSet,
    pub(super) alone_ends: EdgeFilter,
    pub(super) copulas: WordSet,
    pub(super) alone_managers: WordSet,
    pub(super) alone_after: WordSet,
    pub(super) alone_before: WordSet,
    pub(super) between: WordSet,
    pub(super) determiners: WordSet,
    pub(super) joints: WordSet,
    pub(super) reaching: WordSet,
    pub(super) administrative: WordSet,
    pub(super) leading: WordSet,
    pub(super) professional: WordSet,
}

/// The nouns and words of the data file.
#[derive(Debug)]
pub(in super::super) struct Groups {
    exact: WordMap<Noun>,
    compounds: WordMap<Noun>,
    /// The ends of both.
    ends: EdgeFilter,
    /// Compounds that end like a group and are none.
    but: WordSet,
    pub(super) modifiers: Modifiers,
    pub(super) after: Vec<(After, PatternSet)>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) boundaries: WordSet,
    pub(super) control: PatternSet,
    pub(super) controlled: Sides,
    pub(super) teaching: Sides,
    pub(super) excepted: Sides,
    pub(super) belonging: Sides,
    pub(super) topic_openings: PatternSet,
    pub(super) topic_closings: PatternSet,
    pub(super) duty: Sides,
    pub(super) frame: Frame,
    pub(super) pronouns: PatternSet,
    pub(super) described: PatternSet,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests run the sentences of the data files")
    )]
    pub(in super::super) examples: Vec<Example>,
}

/// Reads the parts of one file; mistakes are placed in it.
struct Reader<'f> {
    file: &'f str,
    text: &'f str,
    classes: &'f Classes,
}

impl Reader<'_> {
    fn patterns(&self, sources: &[Spanned<String>]) -> Result<PatternSet, DataError> {
        let one = |s: &Spanned<String>| {
            Pattern::parse(s.get_ref(), self.classes).map_err(|message| {
                let message = format!("pattern `{}`: {message}", s.get_ref());
                mistake(DataErrorKind::Pattern, self.file, self.text, s.span().start, message)
            })
        };
        Ok(PatternSet::new(sources.iter().map(one).collect::<Result<_, _>>()?))
    }

    fn sides(&self, raw: &RawSides) -> Result<Sides, DataError> {
        Ok(Sides {
            before: self.patterns(&raw.before)?,
            after: self.patterns(&raw.after)?,
            after_genitive: self.patterns(&raw.after_genitive)?,
        })
    }

    fn group(&self, name: &Spanned<String>) -> Result<TargetGroup, DataError> {
        TargetGroup::from_name(name.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = TargetGroup::ALL.iter().map(|g| g.name()).collect();
            let message =
                format!("no group `{}`: take one of {}", name.get_ref(), known.join(", "));
            mistake(DataErrorKind::Name, self.file, self.text, name.span().start, message)
        })
    }

    fn after(&self, raw: &RawAfter) -> Result<(After, PatternSet), DataError> {
        let value = match raw.seniority.get_ref().as_str() {
            "new" => After::Seniority(Seniority::New),
            "experienced" => After::Seniority(Seniority::Experienced),
            "both" => After::Both,
            "administrative" => After::Administrative,
            other => {
                let message = format!(
                    "no seniority `{other}`: take new, experienced, both or administrative"
                );
                let at = raw.seniority.span().start;
                return Err(mistake(DataErrorKind::Name, self.file, self.text, at, message));
            }
        };
        Ok((value, self.patterns(&raw.patterns)?))
    }
}

impl Groups {
    pub(in super::super) fn load(
        file: &str,
        text: &str,
        classes: &Classes,
    ) -> Result<Groups, DataError> {
        let raw: Raw = parse(file, text)?;
        let mut classes = classes.clone();
        for (name, words) in &raw.classes {
            classes.insert(name, table(words));
        }
        let reader = Reader { file, text, classes: &classes };
        let (mut exact, mut compounds) = (WordMap::default(), WordMap::default());
        let mut but = WordSet::default();
        for noun in &raw.noun {
            let group = reader.group(&noun.group)?;
            let name = noun.inflection.get_ref();
            let endings = raw.inflections.get(name).ok_or_else(|| {
                let message = format!("no inflection `{name}`: define it under [inflections]");
                let at = noun.inflection.span().start;
                mistake(DataErrorKind::Name, file, text, at, message)
            })?;
            for (form, mut entry) in forms(noun, endings) {
                entry.group = group;
                if noun.compound {
                    compounds.entry(form.clone()).or_insert(entry);
                }
                if !noun.part {
                    exact.entry(form).or_insert(entry);
                }
            }
            for word in &noun.but {
                let forms = endings.iter().flat_map(|e| ["", "s"].map(|s| format!("{word}{e}{s}")));
                but.extend(forms);
            }
        }
        let mut after = Vec::new();
        for entry in &raw.after {
            after.push(reader.after(entry)?);
        }
        let mut phrases = Vec::new();
        for phrase in &raw.phrase {
            phrases.push(Phrase {
                group: reader.group(&phrase.group)?,
                patterns: reader.patterns(&phrase.patterns)?,
                is_alone: phrase.alone,
                after: reader.patterns(&phrase.after)?,
            });
        }
        let ends = EdgeFilter::ends(exact.keys().chain(compounds.keys()));
        Ok(Groups {
            ends,
            exact,
            compounds,
            but,
            modifiers: Modifiers::new(&raw.seniority),
            after,
            phrases,
            boundaries: raw.boundaries.words.into_iter().collect(),
            control: reader.patterns(&raw.control.patterns)?,
            controlled: reader.sides(&raw.controlled)?,
            teaching: reader.sides(&raw.teaching)?,
            excepted: reader.sides(&raw.excepted)?,
            belonging: reader.sides(&raw.belonging)?,
            topic_openings: reader.patterns(&raw.topic.openings)?,
            topic_closings: reader.patterns(&raw.topic.closings)?,
            duty: reader.sides(&raw.duty)?,
            frame: Frame {
                before: reader.patterns(&raw.frame.before)?,
                subject_before: reader.patterns(&raw.frame.subject_before)?,
                subject_after: reader.patterns(&raw.frame.subject_after)?,
                endings: table(&raw.frame.endings),
                agents: table(&raw.frame.agents),
                things: table(&raw.frame.things),
            },
            pronouns: reader.patterns(&raw.pronouns.patterns)?,
            described: reader.patterns(&raw.described.patterns)?,
            examples: raw.example,
        })
    }

    /// Takes the marks of all patterns in the directory.
    pub(in super::super) fn enlist(&mut self, directory: &mut Directory) {
        let sides = |sides: &mut Sides, directory: &mut Directory| {
            for set in [&mut sides.before, &mut sides.after, &mut sides.after_genitive] {
                set.enlist(directory);
            }
        };
        self.phrases.iter_mut().for_each(|phrase| phrase.patterns.enlist(directory));
        self.after.iter_mut().for_each(|(_, patterns)| patterns.enlist(directory));
        for set in [
            &mut self.control,
            &mut self.topic_openings,
            &mut self.topic_closings,
            &mut self.pronouns,
            &mut self.described,
            &mut self.frame.before,
            &mut self.frame.subject_before,
            &mut self.frame.subject_after,
        ] {
            set.enlist(directory);
        }
        for set in [
            &mut self.controlled,
            &mut self.teaching,
            &mut self.excepted,
            &mut self.belonging,
            &mut self.duty,
        ] {
            sides(set, directory);
        }
        self.phrases.iter_mut().for_each(|phrase| phrase.after.enlist(directory));
        for table in [&self.frame.endings, &self.frame.agents, &self.frame.things] {
            directory.number(table);
        }
    }

    /// The group a word names: by itself, or by its last part.
    pub(super) fn noun(&self, word: &str) -> Option<Noun> {
        if !self.ends.may_end(word) {
            return None;
        }
        if let Some(&noun) = self.exact.get(word) {
            return Some(noun);
        }
        // A word longer than any compound is none; each ending of it would be looked up.
        if word.len() < 6 || word.len() > LONGEST || self.but.contains(word) {
            return None;
        }
        // The longest known ending counts: `socialrådgivere` before `givere`.
        word.char_indices()
            .skip(2)
            .take_while(|(i, _)| word.len() - i >= 4)
            .find_map(|(i, _)| self.compounds.get(word.get(i..)?).copied())
    }
}

/// No compound that names people has more bytes.
const LONGEST: usize = 120;

fn table(words: &[String]) -> Table {
    let mut table = Table::default();
    words.iter().for_each(|w| table.insert(w, w));
    table
}

/// All forms of the words of an entry, with and without the -s of the genitive.
fn forms<'r>(
    noun: &'r RawNoun,
    endings: &'r [String],
) -> impl Iterator<Item = (String, Noun)> + 'r {
    noun.words.iter().flat_map(move |word| {
        endings.iter().flat_map(move |ending| {
            ["", "s"].into_iter().map(move |genitive| {
                let is_definite = ["ne", "en"].iter().any(|e| ending.ends_with(e))
                    || noun.inflection.get_ref() == "none"
                        && (word.ends_with("erne") || word.ends_with("ende"));
                let entry = Noun {
                    group: TargetGroup::Other,
                    is_acting: noun.acting,
                    is_adjectival: noun.adjectival,
                    is_genitive: !genitive.is_empty() && !word.ends_with('s'),
                    is_definite,
                    is_singular: ending.is_empty() && noun.inflection.get_ref() != "none",
                };
                (format!("{word}{ending}{genitive}"), entry)
            })
        })
    })
}

impl Modifiers {
    fn new(raw: &RawSeniority) -> Self {
        let mut seniority = WordMap::default();
        for (words, value) in [
            (&raw.new, Seniority::New),
            (&raw.experienced, Seniority::Experienced),
            (&raw.plain, Seniority::Plain),
        ] {
            seniority.extend(words.iter().map(|w| (w.clone(), value)));
        }
        let set = |words: &[String]| words.iter().cloned().collect::<WordSet>();
        Modifiers {
            seniority,
            alone: set(&raw.alone),
            alone_ends: EdgeFilter::ends(&raw.alone),
            copulas: set(&raw.copulas),
            alone_managers: set(&raw.alone_managers),
            alone_after: set(&raw.alone_after),
            alone_before: set(&raw.alone_before),
            between: set(&raw.between),
            determiners: set(&raw.determiners),
            joints: set(&raw.joints),
            reaching: set(&raw.reaching),
            administrative: set(&raw.administrative),
            leading: set(&raw.leading),
            professional: set(&raw.professional),
        }
    }
}
