//! A requirement set as prose, in Danish.

use std::collections::BTreeSet;

use gensvar::requirements::{
    ClaimOutline, ConditionOutline, GeneralOutline, Mention, Outline, RequirementOutline,
    RuleOutline, VerdictOutline,
};

use super::{wrap, wrap_hanging};
use crate::labels::{Names, danish, fill, label};

/// What a rule can say, in the order in which a person asks for it.
const STANCES: [&str; 7] =
    ["told", "fulfilled", "planned", "considered", "declined", "lacking", "nothing"];

/// How far the parts of a requirement are set in, and the items of their lists.
const PART: &str = "   ";
const ITEM: &str = "     ";

/// What a set asks for, and by which words it sees what a reply says to it, in lines of at most
/// `width` columns.
pub fn set_prose(set: &Outline, width: usize) -> String {
    let mut prose = Prose { out: String::new(), width, known: BTreeSet::new() };
    prose.head(set);
    for (number, requirement) in set.requirements.iter().enumerate() {
        prose.requirement(number + 1, requirement);
    }
    if !set.general.is_empty() {
        prose.heading(word("general"));
        set.general.iter().for_each(|general| prose.general(general));
    }
    if let Some(verdict) = &set.verdict {
        prose.verdict(verdict);
    }
    prose.out
}

/// What the rule at a place, given as file and line, says and when, as a sentence; none if there is no
/// rule.
pub(super) fn rule_prose(set: &Outline, place: &str) -> Option<String> {
    let mut prose = Prose { out: String::new(), width: usize::MAX, known: BTreeSet::new() };
    let own = set.requirements.iter().flat_map(|requirement| &requirement.says);
    if let Some(rule) = own.chain(&set.told).find(|rule| rule.place == place) {
        let stance = STANCES.into_iter().find(|stance| rule.stance == *stance)?;
        return Some(format!("{} {}", word(stance), prose.condition(&rule.when)));
    }
    let general = set.general.iter().find(|general| general.place == place)?;
    Some(prose.general_text(general))
}

fn word(name: &'static str) -> &'static str {
    label(&danish().prose, name)
}

fn said(name: &'static str, values: &[(&str, &str)]) -> String {
    fill(word(name), values)
}

/// A list with a word before the last.
fn list(items: &[String], last: &'static str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{}{end}", first.join(word("comma")), word(last)),
    }
}

/// What people read for names, as a list of alternatives.
fn named(names: &Names, list_of: &[String]) -> String {
    let words: Vec<String> = list_of.iter().map(|name| label(names, name).to_owned()).collect();
    list(&words, "or")
}

struct Prose {
    out: String,
    width: usize,
    /// The concepts whose words the reader was told in this part.
    known: BTreeSet<String>,
}

impl Prose {
    /// A paragraph, each line set in alike.
    fn paragraph(&mut self, text: &str, indent: &str) {
        wrap_hanging(&mut self.out, text, [indent, indent], self.width);
    }

    /// An item of a list, its later lines set in more.
    fn item(&mut self, text: &str) {
        wrap(&mut self.out, text, ITEM, self.width);
    }

    /// What begins a part, with an empty line before it.
    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.paragraph(text, "");
    }

    fn head(&mut self, set: &Outline) {
        let info = &set.info;
        self.paragraph(&format!("{} ({})", info.title, info.id), "");
        let facts =
            [("decided_by", &info.decided_by), ("date", &info.date), ("source", &info.source)];
        for (name, fact) in facts {
            if let Some(fact) = fact {
                self.paragraph(&said(name, &[("fact", fact)]), "");
            }
        }
        if let Some(note) = &info.note {
            self.heading(note);
        }
        self.heading(word("how"));
        if let Some(other) = &set.other_subject {
            let other = self.mention(other);
            let text = match &set.subject {
                Some(subject) => {
                    let subject = self.mention(subject);
                    said("other_subject_unless", &[("other", &other), ("subject", &subject)])
                }
                None => said("other_subject", &[("other", &other)]),
            };
            self.heading(&text);
        }
    }

    fn requirement(&mut self, number: usize, from: &RequirementOutline) {
        self.known.clear();
        let number = number.to_string();
        let (title, id) = (from.title.as_str(), from.id.as_str());
        let head = said("requirement", &[("number", &number), ("title", title), ("id", id)]);
        self.heading(&head);
        if let Some(note) = &from.note {
            self.paragraph(note, PART);
        }
        if !from.topic.is_empty() {
            let topics: Vec<String> = from.topic.iter().map(|when| self.condition(when)).collect();
            self.paragraph(&said("topic", &[("when", &topics.join(word("or_else")))]), PART);
        }
        for stance in STANCES {
            let rules: Vec<(usize, &RuleOutline)> =
                from.says.iter().enumerate().filter(|(_, rule)| rule.stance == stance).collect();
            if !rules.is_empty() {
                self.paragraph(word(stance), PART);
            }
            for (number, rule) in rules {
                self.rule(number + 1, rule);
            }
        }
        if let [first, rest @ ..] = from.sums.as_slice()
            && !rest.is_empty()
        {
            let names = &danish().said;
            let rest: Vec<String> = rest.iter().map(|name| label(names, name).to_owned()).collect();
            let (first, rest) = (label(names, first), list(&rest, "and"));
            self.paragraph(&said("sums", &[("first", first), ("rest", &rest)]), PART);
        }
        if !from.examples.is_empty() {
            self.paragraph(word("examples"), PART);
        }
        for (stance, text) in &from.examples {
            let stance = label(&danish().said, stance);
            self.item(&said("example", &[("stance", stance), ("text", text)]));
        }
    }

    fn rule(&mut self, number: usize, rule: &RuleOutline) {
        let number = number.to_string();
        let mut when = self.condition(&rule.when);
        match rule.strength.as_deref() {
            Some("strong") => when.push_str(word("strong")),
            Some("weak") => when.push_str(word("weak")),
            _ => {}
        }
        let text = match &rule.note {
            Some(note) => {
                said("rule_note", &[("number", &number), ("note", note), ("when", &when)])
            }
            None => said("rule", &[("number", &number), ("when", &when)]),
        };
        self.item(&text);
    }

    fn general(&mut self, from: &GeneralOutline) {
        self.known.clear();
        if let Some(note) = &from.note {
            self.paragraph(note, PART);
        }
        let text = self.general_text(from);
        self.paragraph(&text, PART);
    }

    fn general_text(&mut self, from: &GeneralOutline) -> String {
        let when = self.condition(&from.when);
        let stance = label(&danish().said, &from.stance);
        let over = list(&from.requirements, "and");
        let name = if from.requirements.is_empty() { "general_all" } else { "general_some" };
        let mut text = said(name, &[("when", &when), ("stance", stance), ("list", &over)]);
        if !from.everywhere {
            text = format!("{text} {}", word("general_named"));
        }
        text
    }

    fn verdict(&mut self, from: &VerdictOutline) {
        self.heading(word("verdict"));
        let values = &danish().verdict;
        for rule in &from.rules {
            let name = match (rule.needs_all, rule.requirements.len()) {
                (_, 1) => "verdict_one",
                (true, _) => "verdict_all",
                (false, _) => "verdict_any",
            };
            let over = list(&rule.requirements, if rule.needs_all { "and" } else { "or" });
            let stances = named(&danish().said, &rule.stances);
            let value = label(values, &rule.value);
            let filled = [("value", value), ("list", over.as_str()), ("stances", &stances)];
            self.paragraph(&said(name, &filled), PART);
        }
        let value = label(values, &from.otherwise);
        self.paragraph(&said("otherwise", &[("value", value)]), PART);
    }

    /// What must stand in a sentence, in words.
    fn condition(&mut self, when: &ConditionOutline) -> String {
        let mut parts: Vec<String> = when.all.iter().map(|m| self.mention(m)).collect();
        let any: Vec<String> = when.any.iter().map(|m| self.mention(m)).collect();
        match any.as_slice() {
            [] => {}
            [one] => parts.push(one.clone()),
            // Without anything beside it a choice needs no word to hold it together.
            _ if parts.is_empty() => parts.push(list(&any, "or")),
            _ => parts.push(said("either", &[("list", &list(&any, "or"))])),
        }
        let mut text = list(&parts, "and");
        let mut state: Vec<String> = Vec::new();
        state.extend(when.polarity.iter().map(|name| label(&danish().change, name).to_owned()));
        if !when.status.is_empty() {
            state.push(named(&danish().status, &when.status));
        }
        let state = list(&state, "and");
        text = match (text.is_empty(), state.is_empty()) {
            (true, true) => word("anything").to_owned(),
            (true, false) => said("claim_only", &[("list", &state)]),
            (false, true) => text,
            (false, false) => said("status", &[("when", &text), ("list", &state)]),
        };
        for (name, mentions) in [("after", &when.after), ("unless", &when.none)] {
            if !mentions.is_empty() {
                let mentions: Vec<String> = mentions.iter().map(|m| self.mention(m)).collect();
                text = said(name, &[("when", &text), ("list", &list(&mentions, "or"))]);
            }
        }
        text
    }

    /// A concept: what it covers, and some of its words where it stands for the first time.
    fn mention(&mut self, mention: &Mention) -> String {
        let is_new = mention.name.as_ref().is_none_or(|name| self.known.insert(name.clone()));
        // A concept without a remark is called by its name, phrases in a rule by themselves.
        let named = mention.name.as_ref().map(|name| name.replace('_', " "));
        match mention.note.clone().or(named) {
            Some(note) if is_new => said("mention", &[("note", &note), ("words", &words(mention))]),
            Some(note) => said("mention_again", &[("note", &note)]),
            None => words(mention),
        }
    }
}

fn words(mention: &Mention) -> String {
    let figures =
        [("#number", "figure_number"), ("#year", "figure_year"), ("#date", "figure_date")];
    let mut all: Vec<String> = Vec::new();
    for text in &mention.words {
        let text =
            figures.iter().fold(text.clone(), |text, (mark, name)| text.replace(mark, word(name)));
        all.push(said("word", &[("word", &text)]));
    }
    all.extend(mention.claims.iter().map(claim));
    if mention.has_more {
        said("more", &[("words", &all.join(word("comma")))])
    } else {
        list(&all, "or")
    }
}

/// A claim as a sentence may make it.
fn claim(claim: &ClaimOutline) -> String {
    let labels = danish();
    let one = |names: &Names, name: &Option<String>| {
        name.as_ref().map(|name| label(names, name).to_owned())
    };
    let kind = one(&labels.kind, &claim.kind).unwrap_or_else(|| word("something").to_owned());
    let mut parts = vec![kind];
    parts.extend(one(&labels.obligation, &claim.obligation));
    parts.extend(one(&labels.change, &claim.polarity));
    for (names, list_of) in [(&labels.status, &claim.status), (&labels.delivery, &claim.delivery)] {
        if !list_of.is_empty() {
            parts.push(named(names, list_of));
        }
    }
    if !claim.groups.is_empty() {
        parts.push(said("for_groups", &[("list", &named(&labels.group, &claim.groups))]));
    }
    if !claim.has.is_empty() {
        let fields: Vec<String> =
            claim.has.iter().map(|name| label(&labels.field, name).to_owned()).collect();
        parts.push(said("with", &[("list", &list(&fields, "and"))]));
    }
    said("claim", &[("list", &parts.join(word("comma")))])
}
