//! A set as a person reads it: its rules with the words of its concepts, in the order of the file.

use std::cell::RefCell;

use crate::RequirementSet;
use crate::builtin::SETS;
use crate::compile::{Files, Src};
use crate::error::SetErrors;
use crate::phrase::{self, Choice, Figure, Item, Word};
use crate::set::SetInfo;
use crate::source::{self, Text, When};

/// A set as it is written, for whoever puts it into prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What it says of itself.
    pub info: SetInfo,
    /// The subjects that count for nothing, unless the set's own stands beside them.
    pub other_subject: Option<Mention>,
    /// The set's own subject.
    pub subject: Option<Mention>,
    /// Its requirements.
    pub requirements: Vec<RequirementOutline>,
    /// The rules for what a sentence says by its own words, those of its word lists too.
    pub told: Vec<RuleOutline>,
    /// Statements that speak to the whole set.
    pub general: Vec<GeneralOutline>,
    /// What the flags add up to.
    pub verdict: Option<VerdictOutline>,
}

/// A requirement and its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementOutline {
    /// Its id.
    pub id: String,
    /// What it asks for, in Danish.
    pub title: String,
    /// A remark on it.
    pub note: Option<String>,
    /// When a sentence is about it: one of these.
    pub topic: Vec<ConditionOutline>,
    /// The rules; the first that fits decides.
    pub says: Vec<RuleOutline>,
    /// Which stance wins where sentences disagree, by their names; empty where the set leaves it open.
    pub sums: Vec<String>,
    /// The first example of each stance that has one, with the stance's name.
    pub examples: Vec<(String, String)>,
}

/// A rule of a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOutline {
    /// Its file and line.
    pub place: String,
    /// A remark on it.
    pub note: Option<String>,
    /// When it fits.
    pub when: ConditionOutline,
    /// The name of what the sentence then says.
    pub stance: String,
    /// The name of its strength, where it is not the usual one.
    pub strength: Option<String>,
}

/// What must stand in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConditionOutline {
    /// All of these.
    pub all: Vec<Mention>,
    /// One of these.
    pub any: Vec<Mention>,
    /// None of these.
    pub none: Vec<Mention>,
    /// One of these in what it answers.
    pub after: Vec<Mention>,
    /// The names of statuses, one of which its claim has.
    pub status: Vec<String>,
    /// The name of the polarity that its claim has.
    pub polarity: Option<String>,
}

/// A concept where it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its name; none for phrases that stand in the rule.
    pub name: Option<String>,
    /// What it covers.
    pub note: Option<String>,
    /// Some of its words.
    pub words: Vec<String>,
    /// Whether it has more words than these.
    pub has_more: bool,
    /// Claims that it takes as well.
    pub claims: Vec<ClaimOutline>,
}

/// What a claim must be, as names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimOutline {
    /// Its kind.
    pub kind: Option<String>,
    /// Its status, one of these.
    pub status: Vec<String>,
    /// Its polarity.
    pub polarity: Option<String>,
    /// Whom it is about, one of these.
    pub groups: Vec<String>,
    /// Whether it is a duty.
    pub obligation: Option<String>,
    /// How is taught, all of these.
    pub delivery: Vec<String>,
    /// What it tells, all of these.
    pub has: Vec<String>,
}

/// A statement that speaks to the whole set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneralOutline {
    /// Its file and line.
    pub place: String,
    /// A remark on it.
    pub note: Option<String>,
    /// When a sentence makes it.
    pub when: ConditionOutline,
    /// The name of the stance that it gives.
    pub stance: String,
    /// The requirements it is about; all where none are named.
    pub requirements: Vec<String>,
    /// Whether it is about all of them also where the sentence names some.
    pub everywhere: bool,
}

/// What the flags add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictOutline {
    /// The rules; the first that fits decides.
    pub rules: Vec<VerdictRuleOutline>,
    /// The name of the verdict where none fits.
    pub otherwise: String,
}

/// A rule for the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictRuleOutline {
    /// The name of the verdict.
    pub value: String,
    /// The requirements that it looks at.
    pub requirements: Vec<String>,
    /// Whether all of them must have one of the stances, or any.
    pub needs_all: bool,
    /// The names of the stances.
    pub stances: Vec<String>,
}

/// How many words of a concept are shown.
const MOST_WORDS: usize = 5;
/// So many concepts deep it is looked for them.
const DEEPEST: usize = 4;
/// Words that share so many first letters are inflections of one another.
const STEM: usize = 5;

impl Outline {
    /// Reads a set as a person does. `file` is the name that errors give.
    ///
    /// # Errors
    /// If the text is no set.
    pub fn read(text: &str, file: &str) -> Result<Outline, SetErrors> {
        let set = RequirementSet::parse(text, file)?;
        let errors = RefCell::new(Vec::new());
        let files = Files::read(Src { file, text, errors: &errors })?;
        let reader = Reader { files: &files };
        let main = &files.main;
        let context = |get: fn(&source::Context) -> Option<&Text>| {
            let contexts = files.all().rev().filter_map(|(_, file)| file.context.as_ref());
            contexts.filter_map(get).next().map(|name| reader.mention(name))
        };
        let told = files.all().rev().flat_map(|(src, file)| {
            file.told.iter().map(move |rule| (src.line(&rule.stance), rule))
        });
        let told = told.map(|(place, rule)| RuleOutline {
            place,
            note: rule.note.clone(),
            when: reader.condition(rule.when()),
            stance: rule.stance.get_ref().clone(),
            strength: None,
        });
        Ok(Outline {
            told: told.collect(),
            info: set.info().clone(),
            other_subject: context(|context| context.other_subject.as_ref()),
            subject: context(|context| context.subject.as_ref()),
            requirements: main.requirements.iter().map(|r| reader.requirement(r)).collect(),
            general: main.general.iter().map(|general| reader.general(general)).collect(),
            verdict: main.verdict.as_ref().map(verdict),
        })
    }

    /// A built-in set, whose rules are at the places that its flags name.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn of_built_in(id: &str) -> Result<Outline, SetErrors> {
        let named = SETS.iter().find(|set| set.0 == id);
        let (file, text) = named.map_or((id, ""), |(_, file, text)| (*file, *text));
        Outline::read(text, file)
    }
}

struct Reader<'a> {
    files: &'a Files<'a>,
}

impl Reader<'_> {
    fn requirement(&self, from: &source::Requirement) -> RequirementOutline {
        let rule = |rule: &source::Rule| RuleOutline {
            place: self.files.src.line(&rule.stance),
            note: rule.note.clone(),
            when: self.condition(rule.when()),
            stance: rule.stance.get_ref().clone(),
            strength: rule.strength.as_ref().map(|strength| strength.get_ref().clone()),
        };
        let mut examples: Vec<(usize, String, String)> = from
            .examples
            .iter()
            .filter_map(|(stance, texts)| {
                let first = texts.first()?;
                Some((first.span().start, stance.get_ref().clone(), first.get_ref().clone()))
            })
            .collect();
        examples.sort();
        RequirementOutline {
            id: from.id.get_ref().clone(),
            title: from.title.clone(),
            note: from.note.clone(),
            topic: from.topic.iter().map(|topic| self.condition(topic.when())).collect(),
            says: from.says.iter().map(rule).collect(),
            sums: strings(&from.sums),
            examples: examples.into_iter().map(|(_, stance, text)| (stance, text)).collect(),
        }
    }

    fn general(&self, from: &source::General) -> GeneralOutline {
        GeneralOutline {
            place: self.files.src.line(&from.stance),
            note: from.note.clone(),
            when: self.condition(from.when()),
            stance: from.stance.get_ref().clone(),
            requirements: strings(&from.requirements),
            everywhere: from.everywhere,
        }
    }

    fn condition(&self, when: When<'_>) -> ConditionOutline {
        let mentions = |names: &[Text]| names.iter().map(|name| self.mention(name)).collect();
        let mut all: Vec<Mention> = mentions(when.all);
        if !when.phrases.is_empty() {
            let (words, has_more) = self.words(when.phrases, 0);
            all.push(Mention { name: None, note: None, words, has_more, claims: Vec::new() });
        }
        ConditionOutline {
            all,
            any: mentions(when.any),
            none: mentions(when.none),
            after: mentions(when.after),
            status: strings(when.status),
            polarity: when.polarity.map(|polarity| polarity.get_ref().clone()),
        }
    }

    fn concept(&self, name: &str) -> Option<&source::Concept> {
        let mut all = self.files.all().flat_map(|(_, file)| &file.concepts);
        all.find(|(known, _)| known.get_ref() == name).map(|(_, concept)| concept)
    }

    fn mention(&self, name: &Text) -> Mention {
        let concept = self.concept(name.get_ref());
        let (words, has_more) = concept.map_or_else(Default::default, |c| self.words(&c.any, 0));
        Mention {
            name: Some(name.get_ref().clone()),
            note: concept.and_then(|c| c.title.clone().or_else(|| c.note.clone())),
            words,
            has_more,
            claims: concept.map_or_else(Vec::new, |c| c.claims.iter().map(claim).collect()),
        }
    }

    /// Some of the words of phrases, none an inflection of another, and whether there are more.
    fn words(&self, phrases: &[Text], depth: usize) -> (Vec<String>, bool) {
        let mut words: Vec<String> = Vec::new();
        for text in phrases {
            let Ok(mut read) = phrase::parse(text.get_ref()) else { continue };
            let items = read.swap_remove(0).items;
            let all = match items.as_slice() {
                [Item::One { choices, .. }] => {
                    choices.iter().flat_map(|choice| self.choices(choice, depth)).collect()
                }
                items => vec![self.joined(items, depth)],
            };
            for word in all {
                let stem: String = word.chars().take(STEM).collect();
                if words.iter().any(|known| known.starts_with(&stem)) {
                    continue;
                }
                if words.len() == MOST_WORDS {
                    return (words, true);
                }
                words.push(word);
            }
        }
        (words, false)
    }

    /// What a phrase that is one place alone stands for: of a concept, some of its words.
    fn choices(&self, choice: &Choice, depth: usize) -> Vec<String> {
        match choice {
            Choice::Concept(name) if depth < DEEPEST => {
                self.concept(name).map_or_else(Vec::new, |c| self.words(&c.any, depth + 1).0)
            }
            _ => self.choice(choice, depth).into_iter().collect(),
        }
    }

    /// A way to fill a place, that of a concept its own first phrase.
    fn choice(&self, choice: &Choice, depth: usize) -> Option<String> {
        match choice {
            Choice::Word(Word { text, open_start, open_end }) => {
                let dots = |open: &bool| if *open { "…" } else { "" };
                Some(format!("{}{text}{}", dots(open_start), dots(open_end)))
            }
            Choice::Figure(figure) => {
                let named = Figure::ALL.iter().find(|(_, known)| known == figure);
                named.map(|(name, _)| (*name).to_owned())
            }
            // What is made of concepts of concepts is called by its name at last.
            Choice::Concept(name) if depth >= DEEPEST => Some(name.replace('_', " ")),
            Choice::Concept(name) => {
                let phrases = self.concept(name).map_or(&[][..], |concept| &concept.any);
                let first = phrases.iter().find_map(|text| phrase::parse(text.get_ref()).ok());
                first.map(|read| self.joined(&read[0].items, depth + 1))
            }
        }
    }

    /// A phrase as it may be said: the first way to fill each place, dots for what stands between.
    fn joined(&self, items: &[Item], depth: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        for item in items {
            match item {
                Item::Gap(_) => parts.push("…".to_owned()),
                Item::One { optional: true, .. } => {}
                Item::One { choices, .. } => {
                    parts.extend(choices.first().and_then(|choice| self.choice(choice, depth)));
                }
            }
        }
        // Of marks only the comma reads as one.
        parts.retain(|part| part == "," || part.contains(char::is_alphanumeric) || part == "…");
        parts.join(" ").replace(" ,", ",")
    }
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.get_ref().clone()).collect()
}

fn claim(from: &source::ClaimCondition) -> ClaimOutline {
    let string = |text: &Option<Text>| text.as_ref().map(|text| text.get_ref().clone());
    ClaimOutline {
        kind: string(&from.kind),
        status: strings(&from.status),
        polarity: string(&from.polarity),
        groups: strings(&from.groups),
        obligation: string(&from.obligation),
        delivery: strings(&from.delivery),
        has: strings(&from.has),
    }
}

fn verdict(from: &source::Verdict) -> VerdictOutline {
    let rule = |rule: &source::VerdictRule| VerdictRuleOutline {
        value: rule.value.get_ref().clone(),
        requirements: strings(&rule.any_of).into_iter().chain(strings(&rule.all_of)).collect(),
        needs_all: !rule.all_of.is_empty(),
        stances: strings(&rule.stances),
    };
    VerdictOutline {
        rules: from.rules.iter().map(rule).collect(),
        otherwise: from.otherwise.get_ref().clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever reads a built-in set is told what each concept covers, not only what it is called.
    #[test]
    fn concepts_that_built_in_rules_name_say_what_they_cover() {
        for (id, file, text) in SETS {
            let outline = Outline::read(text, file).unwrap();
            let rules = outline
                .requirements
                .iter()
                .flat_map(|r| r.topic.iter().chain(r.says.iter().map(|rule| &rule.when)));
            for when in rules.chain(outline.general.iter().map(|general| &general.when)) {
                for mention in [&when.all, &when.any, &when.none, &when.after].into_iter().flatten()
                {
                    assert!(mention.note.is_some(), "{id}: {mention:?}");
                    assert!(
                        !(mention.words.is_empty() && mention.claims.is_empty()),
                        "{mention:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn words_are_shown_once_without_their_inflections_and_marks() {
        let text = "id = \"x\"\ntitle = \"X\"\nuses = [\"svar\"]\n\
            [concepts.a]\nnote = \"A\"\nany = [\"klage*|klagen\", \"^svar .. <b> (ikke) om\", \": nu\"]\n\
            [concepts.b]\nany = [\"brevet|breve\"]\n\
            [[requirements]]\nid = \"r\"\ntitle = \"R\"\n\
            [[requirements.says]]\nall = [\"a\"]\nphrases = [\"tak\"]\nstance = \"told\"\n";
        let outline = Outline::read(text, "x.toml").unwrap();
        let all = &outline.requirements[0].says[0].when.all;
        assert_eq!(all[0].words, ["klage…", "svar … brevet om", "nu"]);
        assert_eq!(
            (all[1].name.as_ref(), all[1].words.as_slice()),
            (None, &["tak".to_owned()][..])
        );
    }
}
