//! From a set's file to a set that can be used: names looked up, phrases numbered.

use std::collections::{BTreeMap, HashMap};

use gensvar_claims::{Delivery, Kind, Obligation, Polarity, Status, TargetGroup};

use crate::error::{SetError, SetErrorKind, hint, place};
use crate::matcher::{Form, Matcher, Pattern, Place};
use crate::phrase::{self, Choice, Item, Phrase};
use crate::set::{
    ClaimCondition, Concept, Condition, Context, Example, Field, General, Requirement,
    RequirementSet, Rule, SetInfo, Strength, Template, Test, Told, VerdictRule, VerdictRules,
};
use crate::source::{self, File, Text};
use crate::{Reason, Stance, VerdictValue, builtin};

/// A file with its parts, for errors.
#[derive(Clone, Copy)]
struct Src<'a> {
    file: &'a str,
    text: &'a str,
}

impl Src<'_> {
    /// File and line of a text.
    fn line(self, at: &Text) -> String {
        format!("{}:{}", self.file, place(self.text, at.span().start).0)
    }

    fn error(self, kind: SetErrorKind, at: &Text, message: String) -> SetError {
        let (line, column) = place(self.text, at.span().start);
        SetError { kind, file: self.file.to_owned(), line, column, message }
    }
}

/// A concept that is being read: its phrases by their source.
#[derive(Default)]
struct Draft {
    name: String,
    title: Reason,
    phrases: Vec<(Phrase, bool)>,
    claims: Vec<ClaimCondition>,
}

/// What stands for the kinds of figures until all forms are numbered.
const FIRST_FIGURE: u32 = u32::MAX - 16;

struct Compiler {
    drafts: Vec<Draft>,
    names: BTreeMap<String, usize>,
}

pub(crate) fn compile(text: &str, file: &str) -> Result<RequirementSet, SetError> {
    let src = Src { file, text };
    let main = source::read(text, file)?;
    let mut lists = Vec::new();
    for used in &main.uses {
        let Some((name, text)) = builtin::word_list(used.get_ref()) else {
            let known = builtin::WORD_LISTS.iter().map(|(id, _, _)| *id);
            let message = format!(
                "there is no word list \"{}\"{}",
                used.get_ref(),
                hint(used.get_ref(), known)
            );
            return Err(src.error(SetErrorKind::Reference, used, message));
        };
        lists.push((Src { file: name, text }, source::read(text, name)?));
    }
    let files: Vec<(Src<'_>, &File)> =
        lists.iter().map(|(src, file)| (*src, file)).chain([(src, &main)]).collect();

    let mut compiler = Compiler { drafts: Vec::new(), names: BTreeMap::new() };
    for (src, file) in &files {
        compiler.declare(*src, file)?;
    }
    for (src, file) in &files {
        compiler.define(*src, file)?;
    }
    compiler.finish(&files, src, &main)
}

impl Compiler {
    /// Takes the names of the concepts, so that they can be used before they are written.
    fn declare(&mut self, src: Src<'_>, file: &File) -> Result<(), SetError> {
        for (name, concept) in &file.concepts {
            let number = self.drafts.len();
            if self.names.insert(name.get_ref().clone(), number).is_some() {
                let message = format!(
                    "the concept \"{}\" is already in a word list that the set uses",
                    name.get_ref()
                );
                return Err(src.error(SetErrorKind::Duplicate, name, message));
            }
            let da = concept.title.clone().unwrap_or_else(|| name.get_ref().replace('_', " "));
            let en = concept.title_en.clone().unwrap_or_else(|| da.clone());
            let title = Reason { da, en };
            self.drafts.push(Draft { name: name.get_ref().clone(), title, ..Draft::default() });
        }
        Ok(())
    }

    fn define(&mut self, src: Src<'_>, file: &File) -> Result<(), SetError> {
        for (name, concept) in &file.concepts {
            let number = self.names[name.get_ref()];
            for (texts, is_exception) in [(&concept.any, false), (&concept.except, true)] {
                for text in texts {
                    let phrases = self.phrase(src, text)?;
                    self.drafts[number]
                        .phrases
                        .extend(phrases.into_iter().map(|phrase| (phrase, is_exception)));
                }
            }
            self.drafts[number].claims = concept
                .claims
                .iter()
                .map(|claim| claim_condition(src, claim))
                .collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    fn phrase(&self, src: Src<'_>, text: &Text) -> Result<Vec<Phrase>, SetError> {
        let phrases = phrase::parse(text.get_ref()).map_err(|message| {
            src.error(SetErrorKind::Phrase, text, format!("\"{}\": {message}", text.get_ref()))
        })?;
        for phrase in &phrases {
            for item in &phrase.items {
                let Item::One { choices, .. } = item else { continue };
                for choice in choices {
                    if let Choice::Concept(name) = choice {
                        self.concept_named(src, text, name)?;
                    }
                }
            }
        }
        Ok(phrases)
    }

    fn concept_named(&self, src: Src<'_>, at: &Text, name: &str) -> Result<usize, SetError> {
        self.names.get(name).copied().ok_or_else(|| {
            let hint = hint(name, self.names.keys().map(String::as_str));
            src.error(SetErrorKind::Reference, at, format!("there is no concept \"{name}\"{hint}"))
        })
    }

    fn concept(&self, src: Src<'_>, at: &Text) -> Result<usize, SetError> {
        self.concept_named(src, at, at.get_ref())
    }

    fn concepts(&self, src: Src<'_>, at: &[Text]) -> Result<Vec<usize>, SetError> {
        at.iter().map(|text| self.concept(src, text)).collect()
    }

    /// A concept without a name, of phrases that stand in a rule.
    fn unnamed(&mut self, src: Src<'_>, texts: &[Text]) -> Result<Option<usize>, SetError> {
        if texts.is_empty() {
            return Ok(None);
        }
        let mut draft = Draft::default();
        for text in texts {
            draft.phrases.extend(self.phrase(src, text)?.into_iter().map(|p| (p, false)));
        }
        self.drafts.push(draft);
        Ok(Some(self.drafts.len() - 1))
    }

    fn condition(
        &mut self,
        src: Src<'_>,
        all: &[Text],
        any: &[Text],
        none: &[Text],
        phrases: &[Text],
    ) -> Result<Condition, SetError> {
        let mut all = self.concepts(src, all)?;
        all.extend(self.unnamed(src, phrases)?);
        Ok(Condition {
            all,
            any: self.concepts(src, any)?,
            none: self.concepts(src, none)?,
            ..Condition::default()
        })
    }

    fn rule(&mut self, src: Src<'_>, rule: &source::Rule) -> Result<Rule, SetError> {
        let mut when = self.condition(src, &rule.all, &rule.any, &rule.none, &rule.phrases)?;
        when.after = self.concepts(src, &rule.after)?;
        when.status = named(src, &rule.status, "status", Status::from_name, || {
            Status::ALL.iter().map(|s| s.name()).collect()
        })?;
        when.polarity = rule.polarity.as_ref().map(|p| polarity(src, p)).transpose()?;
        let strength = match &rule.strength {
            None => Strength::Normal,
            Some(text) => match text.get_ref().as_str() {
                "strong" => Strength::Strong,
                "normal" => Strength::Normal,
                "weak" => Strength::Weak,
                _ => return Err(unknown(src, text, "strength", &["strong", "normal", "weak"])),
            },
        };
        let place = src.line(&rule.stance);
        let note = rule.note.clone();
        Ok(Rule { when, says: told(src, &rule.stance)?, strength, place, note })
    }

    fn finish(
        mut self,
        files: &[(Src<'_>, &File)],
        src: Src<'_>,
        main: &File,
    ) -> Result<RequirementSet, SetError> {
        let ids: Vec<&str> = main.requirements.iter().map(|r| r.id.get_ref().as_str()).collect();
        for (number, requirement) in main.requirements.iter().enumerate() {
            if ids[..number].contains(&ids[number]) {
                let message = format!("the requirement \"{}\" is there twice", ids[number]);
                return Err(src.error(SetErrorKind::Duplicate, &requirement.id, message));
            }
        }
        if ids.is_empty() {
            let message = "a set needs at least one [[requirements]]".to_owned();
            return Err(src.error(SetErrorKind::Key, &main.id, message));
        }
        let number = |at: &Text| -> Result<usize, SetError> {
            ids.iter().position(|id| *id == at.get_ref()).ok_or_else(|| {
                let hint = hint(at.get_ref(), ids.iter().copied());
                let message = format!("there is no requirement \"{}\"{hint}", at.get_ref());
                src.error(SetErrorKind::Reference, at, message)
            })
        };

        let mut requirements = Vec::new();
        for requirement in &main.requirements {
            requirements.push(self.requirement(src, requirement)?);
        }
        // A set's own rules go before those of the word lists.
        let mut told = Vec::new();
        for (src, file) in files.iter().rev() {
            for rule in &file.told {
                told.push(self.rule(*src, rule)?);
            }
        }
        let mut general = Vec::new();
        for rule in &main.general {
            let over: Vec<usize> =
                rule.requirements.iter().map(&number).collect::<Result<_, _>>()?;
            general.push(General {
                when: self.condition(src, &rule.all, &rule.any, &rule.none, &rule.phrases)?,
                says: self::told(src, &rule.stance)?,
                place: src.line(&rule.stance),
                note: rule.note.clone(),
                requirements: if over.is_empty() { (0..ids.len()).collect() } else { over },
                everywhere: rule.everywhere,
            });
        }
        let mut context = Context::default();
        for (src, file) in files {
            let Some(given) = &file.context else { continue };
            context.follow = given.follow.unwrap_or(context.follow);
            for (from, to) in [
                (&given.asks, &mut context.asks),
                (&given.answers, &mut context.answers),
                (&given.own_word, &mut context.own_word),
                (&given.other_subject, &mut context.other_subject),
                (&given.subject, &mut context.subject),
                (&given.not_carried, &mut context.not_carried),
                (&given.confirms, &mut context.confirms),
                (&given.introduces, &mut context.introduces),
                (&given.preamble, &mut context.preamble),
            ] {
                if let Some(text) = from {
                    *to = Some(self.concept(*src, text)?);
                }
            }
        }
        let mut templates: Vec<Template> = Vec::new();
        for (_, file) in files.iter().rev() {
            for (name, template) in &file.reasons {
                if !templates.iter().any(|t| t.name == *name.get_ref()) {
                    templates.push(Template {
                        name: name.get_ref().clone(),
                        da: template.da.clone(),
                        en: template.en.clone(),
                    });
                }
            }
        }
        let confidence =
            files.iter().rev().find_map(|(_, file)| file.confidence).ok_or_else(|| {
                let message =
                    "the set needs [confidence], or uses = [\"svar\"] that has it".to_owned();
                src.error(SetErrorKind::Key, &main.id, message)
            })?;
        let verdict = main.verdict.as_ref().map(|v| verdict(src, v, &number)).transpose()?;
        let tests = main
            .tests
            .iter()
            .map(|test| {
                let expect = test
                    .expect
                    .iter()
                    .map(|(id, stance)| Ok((number(id)?, self::stance(src, stance)?)))
                    .collect::<Result<_, SetError>>()?;
                let line = test.expect.keys().map(|k| place(src.text, k.span().start).0).min();
                Ok(Test {
                    name: test.name.clone(),
                    text: test.text.clone(),
                    agency: test.agency.clone(),
                    expect,
                    verdict: test.verdict.as_ref().map(|v| verdict_value(src, v)).transpose()?,
                    line: line.unwrap_or(1),
                })
            })
            .collect::<Result<_, SetError>>()?;

        let mut examples = Vec::new();
        for (requirement, from) in main.requirements.iter().enumerate() {
            for (stance, texts) in &from.examples {
                let stance = self::stance(src, stance)?;
                examples.extend(texts.iter().map(|text| Example {
                    requirement,
                    stance,
                    text: text.get_ref().clone(),
                    line: place(src.text, text.span().start).0,
                }));
            }
        }
        examples.sort_by_key(|example| example.line);

        let ends: Vec<&Text> = files.iter().flat_map(|(_, file)| &file.clause_ends).collect();
        let order = self.order(src, &main.id)?;
        let mut set = RequirementSet {
            info: SetInfo {
                id: main.id.get_ref().clone(),
                title: main.title.clone(),
                title_en: main.title_en.clone().unwrap_or_else(|| main.title.clone()),
                source: main.source.clone(),
                date: main.date.map(|date| date.to_string()),
                decided_by: main.decided_by.clone(),
                note: main.note.clone(),
            },
            requirements,
            matcher: self.matcher(&order, &ends),
            concepts: Vec::new(),
            context,
            told,
            general,
            verdict,
            templates,
            confidence,
            tests,
            examples,
        };
        renumber(&mut set, &order);
        let mut drafts: Vec<(usize, Draft)> =
            self.drafts.into_iter().enumerate().map(|(old, d)| (order[old], d)).collect();
        drafts.sort_by_key(|(new, _)| *new);
        let concept = |d: Draft| Concept { name: d.name, title: d.title, claims: d.claims };
        set.concepts = drafts.into_iter().map(|(_, draft)| concept(draft)).collect();
        Ok(set)
    }

    fn requirement(
        &mut self,
        src: Src<'_>,
        from: &source::Requirement,
    ) -> Result<Requirement, SetError> {
        let topic = from
            .topic
            .iter()
            .map(|t| self.condition(src, &t.all, &t.any, &t.none, &t.phrases))
            .collect::<Result<_, _>>()?;
        let says =
            from.says.iter().map(|rule| self.rule(src, rule)).collect::<Result<Vec<_>, _>>()?;
        let mut sums = from.sums.iter().map(|s| told(src, s)).collect::<Result<Vec<_>, _>>()?;
        for stance in
            [Told::Planned, Told::Considered, Told::Fulfilled, Told::Declined, Told::Lacking]
        {
            if !sums.contains(&stance) {
                sums.push(stance);
            }
        }
        Ok(Requirement {
            id: from.id.get_ref().clone(),
            title: from.title.clone(),
            title_en: from.title_en.clone().unwrap_or_else(|| from.title.clone()),
            topic,
            kinds: named(src, &from.kinds, "kind", Kind::from_name, kind_names)?,
            sums,
            says,
        })
    }

    /// The place of each concept in an order in which it comes after those it is made of.
    fn order(&self, src: Src<'_>, at: &Text) -> Result<Vec<usize>, SetError> {
        fn visit(
            concept: usize,
            compiler: &Compiler,
            state: &mut [u8],
            order: &mut Vec<usize>,
        ) -> Result<(), usize> {
            match state[concept] {
                2 => return Ok(()),
                1 => return Err(concept),
                _ => state[concept] = 1,
            }
            for (phrase, _) in &compiler.drafts[concept].phrases {
                for item in &phrase.items {
                    let Item::One { choices, .. } = item else { continue };
                    for choice in choices {
                        if let Choice::Concept(name) = choice {
                            visit(compiler.names[name], compiler, state, order)?;
                        }
                    }
                }
            }
            state[concept] = 2;
            order.push(concept);
            Ok(())
        }
        let mut state = vec![0; self.drafts.len()];
        let mut sorted = Vec::new();
        for concept in 0..self.drafts.len() {
            visit(concept, self, &mut state, &mut sorted).map_err(|concept| {
                let name = &self.drafts[concept].name;
                let message = format!("the concept \"{name}\" is made of itself");
                src.error(SetErrorKind::Reference, at, message)
            })?;
        }
        let mut order = vec![0; sorted.len()];
        for (new, old) in sorted.into_iter().enumerate() {
            order[old] = new;
        }
        Ok(order)
    }

    fn matcher(&self, order: &[usize], ends: &[&Text]) -> Matcher {
        let mut forms: Vec<Form> = Vec::new();
        let mut known: HashMap<Form, u32> = HashMap::new();
        let mut number = |form: Form| {
            *known.entry(form.clone()).or_insert_with(|| {
                forms.push(form);
                (forms.len() - 1) as u32
            })
        };
        let mut patterns: Vec<Pattern> = Vec::new();
        for (old, draft) in self.drafts.iter().enumerate() {
            for (phrase, is_exception) in &draft.phrases {
                let places = phrase
                    .items
                    .iter()
                    .map(|item| match item {
                        Item::Gap(most) => Place::Gap(*most),
                        Item::One { choices, optional } => {
                            let (mut words, mut concepts) = (Vec::new(), Vec::new());
                            for choice in choices {
                                match choice {
                                    Choice::Figure(figure) => {
                                        words.push(FIRST_FIGURE + *figure as u32);
                                    }
                                    Choice::Concept(name) => {
                                        concepts.push(order[self.names[name]]);
                                    }
                                    Choice::Word(word) => words.push(number(Form {
                                        text: word.text.clone(),
                                        open_start: word.open_start,
                                        open_end: word.open_end,
                                    })),
                                }
                            }
                            Place::One { words, concepts, optional: *optional }
                        }
                    })
                    .collect();
                patterns.push(Pattern {
                    concept: order[old],
                    is_exception: *is_exception,
                    starts: phrase.starts,
                    places,
                });
            }
        }
        let ends: Vec<u32> = ends
            .iter()
            .map(|end| {
                number(Form {
                    text: end.get_ref().to_lowercase(),
                    open_start: false,
                    open_end: false,
                })
            })
            .collect();
        let ends_clause = (0..forms.len() as u32).map(|form| ends.contains(&form)).collect();
        // Only now is it known where the numbers of the forms end.
        for pattern in &mut patterns {
            for place in &mut pattern.places {
                let Place::One { words, .. } = place else { continue };
                for word in words.iter_mut().filter(|word| **word >= FIRST_FIGURE) {
                    *word = *word - FIRST_FIGURE + forms.len() as u32;
                }
            }
        }
        Matcher::new(forms, patterns, ends_clause, self.drafts.len())
    }
}

/// Turns the numbers of concepts in the order of writing into those of the matcher.
fn renumber(set: &mut RequirementSet, order: &[usize]) {
    let fix = |condition: &mut Condition| {
        let Condition { all, any, none, after, .. } = condition;
        for list in [all, any, none, after] {
            for concept in list {
                *concept = order[*concept];
            }
        }
    };
    for requirement in &mut set.requirements {
        requirement.topic.iter_mut().for_each(fix);
        requirement.says.iter_mut().for_each(|rule| fix(&mut rule.when));
    }
    set.told.iter_mut().for_each(|rule| fix(&mut rule.when));
    set.general.iter_mut().for_each(|rule| fix(&mut rule.when));
    let c = &mut set.context;
    let context = [
        &mut c.asks,
        &mut c.answers,
        &mut c.own_word,
        &mut c.other_subject,
        &mut c.subject,
        &mut c.not_carried,
        &mut c.confirms,
        &mut c.introduces,
        &mut c.preamble,
    ];
    for concept in context.into_iter().flatten() {
        *concept = order[*concept];
    }
}

fn verdict(
    src: Src<'_>,
    from: &source::Verdict,
    number: &impl Fn(&Text) -> Result<usize, SetError>,
) -> Result<VerdictRules, SetError> {
    let mut rules = Vec::new();
    for rule in &from.rules {
        let needs_all = !rule.all_of.is_empty();
        if needs_all != rule.any_of.is_empty() {
            let message = "a verdict rule has either any_of or all_of".to_owned();
            return Err(src.error(SetErrorKind::Key, &rule.value, message));
        }
        rules.push(VerdictRule {
            value: verdict_value(src, &rule.value)?,
            requirements: rule
                .any_of
                .iter()
                .chain(&rule.all_of)
                .map(number)
                .collect::<Result<_, _>>()?,
            needs_all,
            stances: rule.stances.iter().map(|s| stance(src, s)).collect::<Result<_, _>>()?,
        });
    }
    Ok(VerdictRules { rules, otherwise: verdict_value(src, &from.otherwise)? })
}

fn unknown(src: Src<'_>, at: &Text, what: &str, known: &[&str]) -> SetError {
    let written = at.get_ref();
    let hint = match hint(written, known.iter().copied()) {
        hint if hint.is_empty() => format!("; it can be one of: {}", known.join(", ")),
        hint => hint,
    };
    src.error(SetErrorKind::Value, at, format!("there is no {what} \"{written}\"{hint}"))
}

fn one_of<T>(
    src: Src<'_>,
    at: &Text,
    what: &str,
    find: impl Fn(&str) -> Option<T>,
    known: impl Fn() -> Vec<&'static str>,
) -> Result<T, SetError> {
    find(at.get_ref()).ok_or_else(|| unknown(src, at, what, &known()))
}

fn named<T>(
    src: Src<'_>,
    at: &[Text],
    what: &str,
    find: impl Fn(&str) -> Option<T> + Copy,
    known: impl Fn() -> Vec<&'static str> + Copy,
) -> Result<Vec<T>, SetError> {
    at.iter().map(|text| one_of(src, text, what, find, known)).collect()
}

fn kind_names() -> Vec<&'static str> {
    Kind::ALL.iter().map(|k| k.name()).collect()
}

fn polarity(src: Src<'_>, at: &Text) -> Result<Polarity, SetError> {
    one_of(src, at, "polarity", Polarity::from_name, || {
        Polarity::ALL.iter().map(|p| p.name()).collect()
    })
}

fn told(src: Src<'_>, at: &Text) -> Result<Told, SetError> {
    let find = |name: &str| Told::ALL.iter().find(|(n, _)| *n == name).map(|(_, t)| *t);
    one_of(src, at, "stance", find, || Told::ALL.iter().map(|(n, _)| *n).collect())
}

fn stance(src: Src<'_>, at: &Text) -> Result<Stance, SetError> {
    let find = |name: &str| Stance::ALL.into_iter().find(|s| s.name() == name);
    one_of(src, at, "stance", find, || Stance::ALL.iter().map(|s| s.name()).collect())
}

fn verdict_value(src: Src<'_>, at: &Text) -> Result<VerdictValue, SetError> {
    const ALL: [VerdictValue; 3] = [VerdictValue::Met, VerdictValue::Partly, VerdictValue::Open];
    let find = |name: &str| ALL.into_iter().find(|v| v.name() == name);
    one_of(src, at, "verdict", find, || ALL.iter().map(|v| v.name()).collect())
}

fn claim_condition(
    src: Src<'_>,
    from: &source::ClaimCondition,
) -> Result<ClaimCondition, SetError> {
    let field = |name: &str| Field::ALL.iter().find(|(n, _)| *n == name).map(|(_, f)| *f);
    Ok(ClaimCondition {
        kind: from
            .kind
            .as_ref()
            .map(|k| one_of(src, k, "kind", Kind::from_name, kind_names))
            .transpose()?,
        status: named(src, &from.status, "status", Status::from_name, || {
            Status::ALL.iter().map(|s| s.name()).collect()
        })?,
        polarity: from.polarity.as_ref().map(|p| polarity(src, p)).transpose()?,
        groups: named(src, &from.groups, "group", TargetGroup::from_name, || {
            TargetGroup::ALL.iter().map(|g| g.name()).collect()
        })?,
        obligation: from
            .obligation
            .as_ref()
            .map(|o| {
                one_of(src, o, "obligation", Obligation::from_name, || {
                    Obligation::ALL.iter().map(|o| o.name()).collect()
                })
            })
            .transpose()?,
        delivery: named(src, &from.delivery, "delivery", Delivery::from_name, || {
            Delivery::ALL.iter().map(|d| d.name()).collect()
        })?,
        has: named(src, &from.has, "field", field, || {
            Field::ALL.iter().map(|(n, _)| *n).collect()
        })?,
    })
}
