//! From a set's file to a set that can be used: names looked up, phrases numbered.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use gensvar_claims::memory::Pool;

use crate::error::{SetError, SetErrorKind, SetErrors, hint, hint_or_list, place};
use crate::matcher::{Form, Matcher, Pattern, Place};
use crate::phrase::{self, Choice, Item, Phrase};
use crate::set::{
    ClaimCondition, Concept, Condition, Context, Example, General, Requirement, RequirementSet,
    Rule, SetInfo, Strength, Template, Test, Told, VerdictRule, VerdictRules,
};
use crate::source::{self, File, Text, When};
use crate::{Reason, builtin, values};

/// A file with its parts, and where its mistakes are gathered.
#[derive(Clone, Copy)]
pub(crate) struct Src<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub errors: &'a RefCell<Vec<SetError>>,
}

impl Src<'_> {
    /// Line and column of a text.
    pub(crate) fn place(self, at: &Text) -> (usize, usize) {
        place(self.text, at.span().start)
    }

    /// File and line of a text.
    pub(crate) fn line(self, at: &Text) -> String {
        format!("{}:{}", self.file, self.place(at).0)
    }

    /// Takes a mistake down; what is wrong is then left out, and the reading goes on.
    pub(crate) fn report(self, kind: SetErrorKind, at: &Text, message: String) {
        let (line, column) = self.place(at);
        let file = self.file.to_owned();
        self.errors.borrow_mut().push(SetError { kind, file, line, column, message });
    }
}

/// A set's file, and those of the word lists that it uses.
pub(crate) struct Files<'a> {
    pub src: Src<'a>,
    pub main: File,
    pub lists: Vec<(Src<'a>, File)>,
    /// The lines that say why, where none of the others has them.
    pub reasons: File,
}

impl<'a> Files<'a> {
    /// Reads them. A word list that is not there is reported.
    pub(crate) fn read(src: Src<'a>) -> Result<Files<'a>, SetError> {
        let main = source::read(src.text, src.file)?;
        let mut lists = Vec::new();
        for used in &main.uses {
            match builtin::word_list(used.get_ref()) {
                Some((file, text)) => {
                    let src = Src { file, text, ..src };
                    lists.push((src, source::read(text, file)?));
                }
                None => {
                    let known: Vec<&str> = builtin::WORD_LISTS.iter().map(|list| list.0).collect();
                    let hint = hint_or_list(used.get_ref(), &known);
                    let message = format!("there is no word list \"{}\"{hint}", used.get_ref());
                    src.report(SetErrorKind::Reference, used, message);
                }
            }
        }
        let (file, text) = builtin::REASONS;
        let reasons = source::read(text, file)?;
        Ok(Files { src, main, lists, reasons })
    }

    /// All of them, the set's own last.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = (Src<'a>, &File)> {
        self.lists.iter().map(|(src, file)| (*src, file)).chain([(self.src, &self.main)])
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

pub(crate) fn compile(text: &str, file: &str) -> Result<RequirementSet, SetErrors> {
    let errors = RefCell::new(Vec::new());
    let files = Files::read(Src { file, text, errors: &errors })?;
    // Without its word lists hardly a name of the set would be known.
    if let Some(errors) = SetErrors::of(errors.take()) {
        return Err(errors);
    }
    let mut compiler = Compiler { drafts: Vec::new(), names: BTreeMap::new() };
    for (src, file) in files.all() {
        compiler.declare(src, file);
    }
    for (src, file) in files.all() {
        compiler.define(src, file);
    }
    let set = compiler.finish(&files);
    SetErrors::of(errors.take()).map_or(Ok(set), Err)
}

impl Compiler {
    /// Takes the names of the concepts, so that they can be used before they are written.
    fn declare(&mut self, src: Src<'_>, file: &File) {
        for (name, concept) in &file.concepts {
            let number = self.drafts.len();
            if self.names.contains_key(name.get_ref()) {
                let message = format!(
                    "the concept \"{}\" is already in a word list that the set uses; \
                     give yours another name",
                    name.get_ref()
                );
                src.report(SetErrorKind::Duplicate, name, message);
                continue;
            }
            self.names.insert(name.get_ref().clone(), number);
            let called = concept.title.as_ref().or(concept.note.as_ref()).cloned();
            let da = called.unwrap_or_else(|| name.get_ref().replace('_', " "));
            let en = concept.title_en.clone().unwrap_or_else(|| da.clone());
            let title = Reason { da, en };
            self.drafts.push(Draft { name: name.get_ref().clone(), title, ..Draft::default() });
        }
    }

    fn define(&mut self, src: Src<'_>, file: &File) {
        for (name, concept) in &file.concepts {
            let number = self.names[name.get_ref()];
            for (texts, is_exception) in [(&concept.any, false), (&concept.except, true)] {
                for text in texts {
                    let phrases = self.phrase(src, text);
                    let phrases = phrases.into_iter().map(|phrase| (phrase, is_exception));
                    self.drafts[number].phrases.extend(phrases);
                }
            }
            self.drafts[number].claims =
                concept.claims.iter().map(|claim| values::claim_condition(src, claim)).collect();
        }
    }

    /// A phrase, in both orders where it has two; none if it cannot be read.
    fn phrase(&self, src: Src<'_>, text: &Text) -> Vec<Phrase> {
        let phrases = match phrase::parse(text.get_ref()) {
            Ok(phrases) => phrases,
            Err(message) => {
                let quoted = format!("\"{}\"", text.get_ref());
                let message = match message.starts_with(&quoted) {
                    true => message,
                    false => format!("{quoted}: {message}"),
                };
                src.report(SetErrorKind::Phrase, text, message);
                return Vec::new();
            }
        };
        let names = phrases[0].concepts();
        let known: Vec<_> = names.filter_map(|name| self.concept_named(src, text, name)).collect();
        if known.len() == phrases[0].concepts().count() { phrases } else { Vec::new() }
    }

    fn concept_named(&self, src: Src<'_>, at: &Text, name: &str) -> Option<usize> {
        let number = self.names.get(name).copied();
        if number.is_none() {
            let hint = hint(name, self.names.keys().map(String::as_str));
            let message = format!("there is no concept \"{name}\"{hint}");
            src.report(SetErrorKind::Reference, at, message);
        }
        number
    }

    fn concept(&self, src: Src<'_>, at: &Text) -> Option<usize> {
        self.concept_named(src, at, at.get_ref())
    }

    fn concepts(&self, src: Src<'_>, at: &[Text]) -> Vec<usize> {
        at.iter().filter_map(|text| self.concept(src, text)).collect()
    }

    /// A concept without a name, of phrases that stand in a rule.
    fn unnamed(&mut self, src: Src<'_>, texts: &[Text]) -> Option<usize> {
        if texts.is_empty() {
            return None;
        }
        let phrases = texts.iter().flat_map(|text| self.phrase(src, text));
        let phrases = phrases.map(|phrase| (phrase, false)).collect();
        self.drafts.push(Draft { phrases, ..Draft::default() });
        Some(self.drafts.len() - 1)
    }

    fn condition(&mut self, src: Src<'_>, from: When<'_>) -> Condition {
        let mut all = self.concepts(src, from.all);
        all.extend(self.unnamed(src, from.phrases));
        Condition {
            all,
            any: self.concepts(src, from.any),
            none: self.concepts(src, from.none),
            after: self.concepts(src, from.after),
            status: values::statuses(src, from.status),
            polarity: from.polarity.and_then(|p| values::polarity(src, p)),
        }
    }

    fn rule(&mut self, src: Src<'_>, rule: &source::Rule, known: &[Told]) -> Option<Rule> {
        let when = self.condition(src, rule.when());
        let says = values::told(src, &rule.stance, known)?;
        let strength = match &rule.strength {
            None => Strength::Normal,
            Some(text) => values::strength(src, text)?,
        };
        let (place, note) = (src.line(&rule.stance), rule.note.clone());
        Some(Rule { when, says, strength, place, note })
    }

    fn finish(mut self, files: &Files<'_>) -> RequirementSet {
        let (src, main) = (files.src, &files.main);
        values::id(src, &main.id);
        let ids: Vec<&str> = main.requirements.iter().map(|r| r.id.get_ref().as_str()).collect();
        for (number, requirement) in main.requirements.iter().enumerate() {
            values::id(src, &requirement.id);
            if ids[..number].contains(&ids[number]) {
                let message = format!("the requirement \"{}\" is there twice", ids[number]);
                src.report(SetErrorKind::Duplicate, &requirement.id, message);
            }
        }
        if ids.is_empty() {
            let message = "a set needs at least one [[requirements]]".to_owned();
            src.report(SetErrorKind::Key, &main.id, message);
        }
        let number = |at: &Text| -> Option<usize> {
            let found = ids.iter().position(|id| *id == at.get_ref());
            if found.is_none() {
                let hint = hint_or_list(at.get_ref(), &ids);
                let message = format!("there is no requirement \"{}\"{hint}", at.get_ref());
                src.report(SetErrorKind::Reference, at, message);
            }
            found
        };

        let requirements: Vec<Requirement> =
            main.requirements.iter().map(|from| self.requirement(src, from)).collect();
        // A set's own rules go before those of the word lists.
        let mut told = Vec::new();
        for (src, file) in files.all().rev() {
            told.extend(file.told.iter().filter_map(|from| self.rule(src, from, &Told::BY_CUES)));
        }
        let mut general = Vec::new();
        for from in &main.general {
            let over: Vec<usize> = from.requirements.iter().filter_map(number).collect();
            let when = self.condition(src, from.when());
            general.extend(values::told(src, &from.stance, &Told::OPEN).map(|says| General {
                when,
                says,
                place: src.line(&from.stance),
                note: from.note.clone(),
                requirements: if over.is_empty() { (0..ids.len()).collect() } else { over },
                everywhere: from.everywhere,
            }));
        }
        let mut context = Context::default();
        for (src, file) in files.all() {
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
                (&given.takes_back, &mut context.takes_back),
                (&given.excepts, &mut context.excepts),
            ] {
                if let Some(text) = from {
                    *to = self.concept(src, text);
                }
            }
        }
        let mut templates: Vec<Template> = Vec::new();
        for file in files.all().rev().map(|(_, file)| file).chain([&files.reasons]) {
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
        let verdict = main.verdict.as_ref().and_then(|from| verdict(src, from, &number));
        let tests = main.tests.iter().map(|from| test(src, from, &number)).collect();
        let mut examples = Vec::new();
        for (requirement, from) in main.requirements.iter().enumerate() {
            for (stance, texts) in &from.examples {
                let Some(stance) = values::stance(src, stance) else { continue };
                examples.extend(texts.iter().map(|text| Example {
                    requirement,
                    stance,
                    text: text.get_ref().clone(),
                    at: src.place(text),
                }));
            }
        }
        examples.sort_by_key(|example| example.at);

        let ends: Vec<&Text> = files.all().flat_map(|(_, file)| &file.clause_ends).collect();
        let order = self.order(files);
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
            scratches: Pool::default(),
            weighed: Pool::default(),
            learned: OnceLock::new(),
            concepts: Vec::new(),
            context,
            told,
            general,
            verdict,
            templates,
            tests,
            examples,
        };
        renumber(&mut set, &order);
        let mut drafts: Vec<(usize, Draft)> =
            self.drafts.into_iter().enumerate().map(|(old, d)| (order[old], d)).collect();
        drafts.sort_by_key(|(new, _)| *new);
        let concept = |d: Draft| Concept { name: d.name, title: d.title, claims: d.claims };
        set.concepts = drafts.into_iter().map(|(_, draft)| concept(draft)).collect();
        set
    }

    fn requirement(&mut self, src: Src<'_>, from: &source::Requirement) -> Requirement {
        let topic = from.topic.iter().map(|topic| self.condition(src, topic.when())).collect();
        let says = from.says.iter().filter_map(|rule| self.rule(src, rule, &Told::ALL)).collect();
        let given = from.sums.iter().filter_map(|s| values::told(src, s, &Told::OPEN));
        let mut sums: Vec<Told> = given.collect();
        for stance in
            [Told::Planned, Told::Considered, Told::Fulfilled, Told::Declined, Told::Lacking]
        {
            if !sums.contains(&stance) {
                sums.push(stance);
            }
        }
        Requirement {
            id: from.id.get_ref().clone(),
            title: from.title.clone(),
            title_en: from.title_en.clone().unwrap_or_else(|| from.title.clone()),
            topic,
            kinds: values::kinds(src, &from.kinds),
            sums,
            says,
        }
    }

    /// The place of each concept in an order in which it comes after those it is made of.
    fn order(&self, files: &Files<'_>) -> Vec<usize> {
        fn visit(
            concept: usize,
            compiler: &Compiler,
            state: &mut [u8],
            order: &mut Vec<usize>,
            circles: &mut Vec<usize>,
        ) {
            match state[concept] {
                2 => return,
                1 => return circles.push(concept),
                _ => state[concept] = 1,
            }
            for name in compiler.drafts[concept].phrases.iter().flat_map(|(p, _)| p.concepts()) {
                visit(compiler.names[name], compiler, state, order, circles);
            }
            state[concept] = 2;
            order.push(concept);
        }
        let mut state = vec![0; self.drafts.len()];
        let (mut sorted, mut circles) = (Vec::new(), Vec::new());
        for concept in 0..self.drafts.len() {
            visit(concept, self, &mut state, &mut sorted, &mut circles);
        }
        for (src, file) in files.all() {
            for name in file.concepts.keys() {
                if circles.contains(&self.names[name.get_ref()]) {
                    let message = format!("the concept \"{}\" is made of itself", name.get_ref());
                    src.report(SetErrorKind::Reference, name, message);
                }
            }
        }
        let mut order = vec![0; sorted.len()];
        for (new, old) in sorted.into_iter().enumerate() {
            order[old] = new;
        }
        order
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
        let mut lists: Vec<Vec<u32>> = Vec::new();
        let mut listed: HashMap<Vec<u32>, u32> = HashMap::new();
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
                            let words = *listed.entry(words).or_insert_with_key(|words| {
                                lists.push(words.clone());
                                (lists.len() - 1) as u32
                            });
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
        for word in lists.iter_mut().flatten().filter(|word| **word >= FIRST_FIGURE) {
            *word = *word - FIRST_FIGURE + forms.len() as u32;
        }
        Matcher::new(forms, &lists, patterns, ends_clause, self.drafts.len())
    }
}

fn test(src: Src<'_>, from: &source::Test, number: &impl Fn(&Text) -> Option<usize>) -> Test {
    if from.expect.is_empty() && from.verdict.is_none() {
        let message = "the test expects nothing; say which flags it must get".to_owned();
        src.report(SetErrorKind::Value, &from.name, message);
    }
    let expect = from.expect.iter().filter_map(|(id, stance)| {
        let (requirement, stance) = (number(id), values::stance(src, stance));
        requirement.zip(stance)
    });
    Test {
        name: from.name.get_ref().clone(),
        text: from.text.clone(),
        agency: from.agency.as_ref().map(|agency| agency.get_ref().clone()),
        expect: expect.collect(),
        verdict: from.verdict.as_ref().and_then(|v| values::verdict(src, v)),
        at: src.place(from.agency.as_ref().unwrap_or(&from.name)),
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
        &mut c.takes_back,
        &mut c.excepts,
    ];
    for concept in context.into_iter().flatten() {
        *concept = order[*concept];
    }
}

fn verdict(
    src: Src<'_>,
    from: &source::Verdict,
    number: &impl Fn(&Text) -> Option<usize>,
) -> Option<VerdictRules> {
    let mut rules = Vec::new();
    for rule in &from.rules {
        let needs_all = !rule.all_of.is_empty();
        if needs_all != rule.any_of.is_empty() {
            let message = "a verdict rule needs any_of or all_of, and not both".to_owned();
            src.report(SetErrorKind::Key, &rule.value, message);
        }
        if rule.stances.is_empty() {
            let message = "a verdict rule needs at least one of the stances".to_owned();
            src.report(SetErrorKind::Value, &rule.value, message);
        }
        rules.extend(values::verdict(src, &rule.value).map(|value| VerdictRule {
            value,
            requirements: rule.any_of.iter().chain(&rule.all_of).filter_map(number).collect(),
            needs_all,
            stances: rule.stances.iter().filter_map(|s| values::stance(src, s)).collect(),
        }));
    }
    Some(VerdictRules { rules, otherwise: values::verdict(src, &from.otherwise)? })
}
