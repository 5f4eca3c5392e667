//! The rule files: targets, which are claimed, and cues, which do something to a target.

use serde::Deserialize;

use crate::error::{DataError, DataErrorKind};
use crate::lexicon::{Lexicon, WordExample, WordInfo};
use crate::memory::Memory;
use crate::model::{Kind, Status};
use crate::pattern::{Hit, PatternSet};
use crate::tokens::{ClauseWords, Reader, Token};

/// Which way a cue works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    Forward,
    Backward,
    Both,
}

/// How far a cue works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reach {
    /// Within its clause.
    Clause,
    /// Over its clause and what completes it: `vil sikre, at …, herunder at …`; not over reasons
    /// and relative clauses.
    Complement,
    /// Over clause borders, to a word that ends it (`men`, `mens`) or the end of the sentence.
    Onward,
    /// Over the whole sentence, whatever stands between.
    Sentence,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    /// Words that speak for (or, with a negative weight, against) a claim of a kind.
    Target { kind: Kind, weight: f64, after: Vec<Kind> },
    /// Words that do something to a target.
    Cue { effect: u16, direction: Direction, reach: Reach, rank: i32 },
    /// Words that look like a cue or target and are none: what lies inside does not count.
    Block { of: u32 },
}

/// Whether an effect is about an earlier letter, and so does nothing to what is claimed.
pub(crate) fn is_of_letters(effect: &str) -> bool {
    matches!(effect, "supplements" | "corrects" | "replaces")
}

/// What a cue's effect is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    /// What is said: status and polarity.
    Said,
    /// Who says it, or why.
    Source,
    /// An earlier letter.
    Letter,
}

/// A rule, with the id it has in results.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    pub id: String,
    pub role: Role,
}

/// A sentence that a rule must find or must not find.
#[derive(Debug, Clone)]
#[cfg_attr(not(test), allow(dead_code, reason = "the rules' own tests run on them"))]
pub(crate) struct Example {
    pub file: String,
    pub rule: u32,
    pub text: String,
    pub found: bool,
}

/// All rules of all files, ready to be used.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub lexicon: Lexicon,
    pub rules: Vec<Rule>,
    pub effects: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "the rules' own tests run on them"))]
    pub examples: Vec<Example>,
    #[cfg_attr(not(test), allow(dead_code, reason = "the rules' own tests run on them"))]
    pub word_examples: Vec<WordExample>,
    patterns: PatternSet,
    clauses: ClauseWords,
    pub ender: u16,
    pub turning: u16,
    pub completing: u16,
    pub background: u16,
    /// Verbs with which an answer is told.
    pub report: u16,
    /// Classes that tell the time of a clause.
    pub tenses: Vec<u16>,
}

/// The classes that tell when a clause is: the weights look at them by clause.
const TENSES: &[&str] = &["past_tense", "perfect", "modal", "must", "be"];

/// Cues that dates are: their ids and effects.
const DATE_CUES: &[(&str, &str)] =
    &[("date.to_come", "planned"), ("date.since", "in_place"), ("date.gone", "gone")];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<TargetEntry>,
    #[serde(default)]
    cue: Vec<CueEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetEntry {
    id: String,
    #[allow(dead_code, reason = "documentation in the data file")]
    note: String,
    kind: String,
    #[serde(default = "one")]
    weight: f64,
    #[serde(default)]
    after: Vec<String>,
    patterns: Vec<String>,
    #[serde(default)]
    blocks: Vec<String>,
    finds: Vec<String>,
    skips: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    id: String,
    #[allow(dead_code, reason = "documentation in the data file")]
    note: String,
    effect: String,
    #[serde(default = "both")]
    direction: Direction,
    #[serde(default = "clause")]
    reach: Reach,
    #[serde(default)]
    rank: i32,
    patterns: Vec<String>,
    #[serde(default)]
    blocks: Vec<String>,
    finds: Vec<String>,
    skips: Vec<String>,
}

fn one() -> f64 {
    1.0
}

fn both() -> Direction {
    Direction::Both
}

fn clause() -> Reach {
    Reach::Clause
}

impl Rules {
    /// Reads the paradigms, the word files and the rule files: (name, text).
    pub(crate) fn load(
        paradigms: (&str, &str),
        words: &[(&str, &str)],
        files: &[(&str, &str)],
    ) -> Result<Rules, DataError> {
        let (lexicon, word_examples) = Lexicon::load(paradigms, words)?;
        let needed = |name: &str| {
            lexicon.class(name).ok_or_else(|| DataError {
                kind: DataErrorKind::Name,
                file: "words/grammar.toml".to_owned(),
                line: 0,
                message: format!("the class `{name}` is missing; clauses are made with it"),
            })
        };
        let clauses = ClauseWords {
            starter: needed("starter")?,
            finite: needed("finite")?,
            subordinator: needed("subordinator")?,
            say: needed("say")?,
            relative: needed("relative")?,
        };
        let ender = needed("ender")?;
        let turning = needed("turning")?;
        let completing = needed("completing")?;
        let background = needed("background")?;
        let report = needed("report")?;
        let tenses = TENSES.iter().filter_map(|name| lexicon.class(name)).collect();
        let mut rules = Rules {
            lexicon,
            rules: Vec::new(),
            effects: Vec::new(),
            examples: Vec::new(),
            word_examples,
            patterns: PatternSet::default(),
            clauses,
            ender,
            turning,
            completing,
            background,
            report,
            tenses,
        };
        for &(name, text) in files {
            rules.read(name, text)?;
        }
        // What dates do is read off the calendar, not off words.
        for (id, effect) in DATE_CUES {
            let effect = rules.effect(effect);
            rules.rules.push(Rule {
                id: (*id).to_owned(),
                role: Role::Cue {
                    effect,
                    direction: Direction::Both,
                    reach: Reach::Clause,
                    rank: 0,
                },
            });
        }
        Ok(rules)
    }

    fn read(&mut self, name: &str, text: &str) -> Result<(), DataError> {
        let file: RuleFile = toml::from_str(text).map_err(|e| DataError::form(name, text, &e))?;
        for entry in file.rule {
            let kind_of = |kind: &str| {
                Kind::from_name(kind).ok_or_else(|| {
                    DataError::near(
                        DataErrorKind::Name,
                        name,
                        text,
                        &format!("\"{}\"", entry.id),
                        format!("`{kind}` is no kind; kinds are course, target_group, obligation, e_learning"),
                    )
                })
            };
            let role = Role::Target {
                kind: kind_of(&entry.kind)?,
                weight: entry.weight,
                after: entry.after.iter().map(|k| kind_of(k)).collect::<Result<_, _>>()?,
            };
            self.add(
                name,
                text,
                entry.id,
                role,
                &entry.patterns,
                &entry.blocks,
                [&entry.finds, &entry.skips],
            )?;
        }
        for entry in file.cue {
            let effect = self.effect(&entry.effect);
            let role = Role::Cue {
                effect,
                direction: entry.direction,
                reach: entry.reach,
                rank: entry.rank,
            };
            self.add(
                name,
                text,
                entry.id,
                role,
                &entry.patterns,
                &entry.blocks,
                [&entry.finds, &entry.skips],
            )?;
        }
        Ok(())
    }

    /// The number of an effect.
    fn effect(&mut self, name: &str) -> u16 {
        match self.effects.iter().position(|e| e == name) {
            Some(at) => at as u16,
            None => {
                self.effects.push(name.to_owned());
                self.effects.len() as u16 - 1
            }
        }
    }

    /// What an effect is about. Cues about different things are heard side by side.
    fn matter(&self, effect: u16) -> Matter {
        match self.effects[usize::from(effect)].as_str() {
            "negated" | "denied_whole" => Matter::Said,
            name if is_of_letters(name) => Matter::Letter,
            name if Status::from_name(name).is_some() => Matter::Said,
            _ => Matter::Source,
        }
    }

    /// The rule of that id.
    pub(crate) fn rule(&self, id: &str) -> Option<u32> {
        self.rules.iter().position(|rule| rule.id == id).map(|at| at as u32)
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one entry")]
    fn add(
        &mut self,
        file: &str,
        text: &str,
        id: String,
        role: Role,
        patterns: &[String],
        blocks: &[String],
        examples: [&Vec<String>; 2],
    ) -> Result<(), DataError> {
        let wrong =
            |kind, near: &str, message: String| DataError::near(kind, file, text, near, message);
        if self.rules.iter().any(|rule| rule.id == id) {
            let message = format!("the rule `{id}` stands twice; give one another id");
            return Err(wrong(DataErrorKind::Name, &format!("\"{id}\""), message));
        }
        if examples.iter().any(|e| e.is_empty()) {
            let message = format!("the rule `{id}` needs a sentence in `finds` and one in `skips`");
            return Err(wrong(DataErrorKind::Form, &format!("\"{id}\""), message));
        }
        let owner = self.rules.len() as u32;
        self.rules.push(Rule { id: id.clone(), role });
        for pattern in patterns {
            self.patterns
                .add(&mut self.lexicon, owner, pattern)
                .map_err(|message| wrong(DataErrorKind::Pattern, pattern, message))?;
        }
        if !blocks.is_empty() {
            let block = self.rules.len() as u32;
            self.rules.push(Rule { id: format!("{id} blocked"), role: Role::Block { of: owner } });
            for pattern in blocks {
                self.patterns
                    .add(&mut self.lexicon, block, pattern)
                    .map_err(|message| wrong(DataErrorKind::Pattern, pattern, message))?;
            }
        }
        for (texts, found) in examples.into_iter().zip([true, false]) {
            self.examples.extend(texts.iter().map(|text| Example {
                file: file.to_owned(),
                rule: owner,
                text: text.clone(),
                found,
            }));
        }
        Ok(())
    }

    /// A reader of sentences with these rules' words.
    pub(crate) fn reader<'a>(&'a self, memory: &'a mut Memory<WordInfo>) -> Reader<'a> {
        Reader::new(&self.lexicon, self.clauses, memory)
    }

    /// What the rules find in a sentence: targets and cues, without those that a block or a longer
    /// cue covers.
    pub(crate) fn find(&self, tokens: &[Token], hits: &mut Vec<Hit>) {
        self.patterns.find(tokens, hits);
        // What is blocked itself covers nothing: `vil ikke indføre` is no plan, and stays a refusal.
        self.uncover(hits, |role| matches!(role, Role::Block { .. }));
        hits.retain(|hit| !matches!(self.role(hit), Role::Block { .. }));
        self.uncover(hits, |role| matches!(role, Role::Cue { .. }));
    }

    fn role(&self, hit: &Hit) -> &Role {
        &self.rules[hit.owner as usize].role
    }

    /// Takes out what hits of such roles cover.
    fn uncover(&self, hits: &mut Vec<Hit>, is_covering: impl Fn(&Role) -> bool) {
        let covering: Vec<Hit> =
            hits.iter().copied().filter(|hit| is_covering(self.role(hit))).collect();
        // Both stand in the order of their beginnings: what covers a hit stands near it.
        let longest = covering.iter().map(|hit| hit.last - hit.first).max().unwrap_or_default();
        hits.retain(|hit| {
            let from = covering.partition_point(|other| other.first + longest <= hit.first);
            let to = covering.partition_point(|other| other.first < hit.last);
            let mut near = covering.get(from..to).unwrap_or_default().iter();
            !near.any(|other| self.covers(other, hit))
        });
    }

    fn covers(&self, other: &Hit, hit: &Hit) -> bool {
        match (self.role(hit), self.role(other)) {
            // A block counts where it holds the first word of what it blocks, or the last of a
            // cue: `ikke nedlagt` blocks `er ikke nedlagt`.
            (role, Role::Block { of }) => {
                let holds = |at: usize| other.first <= at && at < other.last;
                *of == hit.owner
                    && (holds(hit.first) || matches!(role, Role::Cue { .. }) && holds(hit.last - 1))
            }
            // The longer cue is the more exact one: `agter ikke at` is a refusal, no denial.
            (Role::Cue { effect: a, .. }, Role::Cue { effect: b, .. }) => {
                // A condition stays one whatever it stands in: `vil i givet fald undersøge`.
                a != b
                    && self.effects[usize::from(*a)] != "conditional"
                    && other.first <= hit.first
                    && hit.last <= other.last
                    && other.last - other.first > hit.last - hit.first
                    && self.matter(*a) == self.matter(*b)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn every_rule_finds_and_skips_its_own_sentences() {
        let rules = data::rules().expect("the embedded rules load");
        let mut memory = Memory::default();
        let mut reader = rules.reader(&mut memory);
        let mut hits = Vec::new();
        let mut wrong = Vec::new();
        for example in &rules.examples {
            let tokens = reader.read(&example.text);
            rules.find(&tokens, &mut hits);
            if hits.iter().any(|hit| hit.owner == example.rule) != example.found {
                let id = &rules.rules[example.rule as usize].id;
                let must = if example.found { "must find" } else { "must not find" };
                wrong.push(format!("{}: {id} {must}: {}", example.file, example.text));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_word_class_holds_its_own_words() {
        let rules = data::rules().expect("the embedded rules load");
        let mut wrong = Vec::new();
        for example in &rules.word_examples {
            let class = rules.lexicon.class(&example.class).expect("a class of the file");
            if rules.lexicon.look_up(&example.word).classes.has(class) != example.belongs {
                wrong.push(format!("{}: {} and {}", example.file, example.class, example.word));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_mistake_in_a_file_is_named_with_its_line_and_remedy() {
        let paradigms = ("inflection.toml", "paradigm = []\n");
        let words = [(
            "w.toml",
            "[[class]]\nid = \"starter\"\nnote = \"\"\n[[class]]\nid = \"finite\"\nnote = \"\"\n[[class]]\nid = \"ender\"\nnote = \"\"\n[[class]]\nid = \"subordinator\"\nnote = \"\"\n[[class]]\nid = \"say\"\nnote = \"\"\n[[class]]\nid = \"relative\"\nnote = \"\"\n[[class]]\nid = \"turning\"\nnote = \"\"\n[[class]]\nid = \"completing\"\nnote = \"\"\n[[class]]\nid = \"background\"\nnote = \"\"\n[[class]]\nid = \"report\"\nnote = \"\"\n",
        )];
        let rule = |body: &str| {
            let text = format!("[[rule]]\nid = \"a\"\nnote = \"n\"\nkind = \"course\"\n{body}");
            Rules::load(paradigms, &words, &[("r.toml", &text)]).expect_err("a mistake")
        };
        let error =
            rule("patterns = [\n\"kurset\",\n\"@nowhere\"]\nfinds = [\"a\"]\nskips = [\"b\"]\n");
        assert_eq!((error.kind, error.line), (DataErrorKind::Pattern, 7), "{error}");
        let error = rule("patterns = [\"kurset\"]\nfinds = [\"a\"]\nskips = []\n");
        assert_eq!((error.kind, error.line), (DataErrorKind::Form, 2), "{error}");
        let error = rule("patern = [\"kurset\"]\n");
        assert_eq!((error.kind, error.line), (DataErrorKind::Form, 5), "{error}");
    }
}
