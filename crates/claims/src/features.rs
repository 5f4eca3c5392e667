//! What a sentence looks like to the weights: which rules and word classes are in it, where it
//! stands, what the sentence before claims. Features are numbers here and have names only in the
//! file of weights and in explanations.

use gensvar_text::SentenceKind;

use crate::line::Line;
use crate::model::{Delivery, Kind, Unit};
use crate::rules::{Role, Rules};

/// Features that are neither classes nor rules. The names are part of the file of weights.
macro_rules! flags {
    ($($id:ident = $name:literal,)+) => {
        #[derive(Debug, Clone, Copy)]
        #[allow(clippy::upper_case_acronyms)]
        enum Flag { $($id,)+ }
        const FLAGS: &[(Flag, &str)] = &[$((Flag::$id, $name),)+];
    };
}

flags! {
    Bias = "always",
    Question = "is a question",
    Item = "is an item",
    AfterQuestion = "after a question",
    BlockFirst = "first of its paragraph",
    InResponse = "in a response",
    OfOversight = "outside of responses",
    Short = "up to six words",
    Long = "over thirty words",
    NoGroup = "no people named",
    NoCourse = "no teaching named",
    NoCourseNoGroup = "neither teaching nor people named",
    Duration = "has a duration",
    Frequency = "has a frequency",
    Date = "has a date",
    Money = "has a sum",
    Persons = "has a number of people",
    Places = "has a number of seats",
    Percent = "has a share",
    InPerson = "attendance by its words",
    Electronic = "e-learning by its words",
    CourseName = "has a course name",
    GroupTaught = "people who are taught",
    GroupController = "people who check",
    GroupExcepted = "people who are left out",
    GroupNamed = "people in passing",
    GroupUnderstood = "people by a pronoun",
    GroupControlled = "people who are checked",
    PreviousNone = "nothing claimed before",
    PreviousProcedure = "procedure before",
    FirstSaid = "first sentence",
    LeadIn = "under a lead-in",
}

/// The numbering of the features of a set of rules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    classes: u32,
    rules: u32,
    pairs: Vec<u16>,
    /// For each class, its place among those that make pairs.
    pair_place: Vec<Option<u8>>,
    /// Where the blocks begin.
    class_base: u32,
    first_base: u32,
    heading_base: u32,
    previous_class_base: u32,
    rule_base: u32,
    pair_base: u32,
    previous_base: u32,
    combined_base: u32,
    flag_pair_base: u32,
    learned_base: u32,
    lent_base: u32,
    total: u32,
    names: Vec<String>,
    class_anaphor: Option<u16>,
    class_group: Option<u16>,
    class_course: Option<u16>,
    class_weak: Option<u16>,
}

/// What stands around a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around<'a> {
    /// The kinds claimed by the sentence before.
    pub previous: &'a [Kind],
    /// Those of the one before that.
    pub earlier: &'a [Kind],
    pub previous_line: Option<&'a Line>,
    pub heading: Option<&'a Line>,
    pub is_block_first: bool,
    pub is_first: bool,
    pub in_response: bool,
    pub previous_is_procedure: bool,
    pub lead_in: Option<&'a [Kind]>,
}

const KINDS: u32 = 4;

impl Features {
    pub(crate) fn new(rules: &Rules) -> Features {
        let lexicon = &rules.lexicon;
        let classes = lexicon.named() as u32;
        let pairs: Vec<u16> = lexicon.pairs().to_vec();
        let mut pair_place = vec![None; lexicon.len()];
        for (place, &class) in pairs.iter().enumerate() {
            pair_place[usize::from(class)] = Some(place as u8);
        }
        let mut names: Vec<String> = FLAGS.iter().map(|(_, name)| (*name).to_owned()).collect();
        let mut block = |block: Vec<String>| {
            let base = names.len() as u32;
            names.extend(block);
            base
        };
        let class_names: Vec<&str> = (0..classes).map(|c| lexicon.class_name(c as u16)).collect();
        let of = |what: &str| class_names.iter().map(|c| format!("{what}{c}")).collect::<Vec<_>>();
        let class_base = block(of("word "));
        let first_base = block(of("begins with "));
        let heading_base = block(of("heading "));
        let previous_class_base = block(of("before: "));
        let rule_base = block(rules.rules.iter().map(|r| format!("rule {}", r.id)).collect());
        let mut pair_names = Vec::new();
        for &a in &pairs {
            for &b in &pairs {
                pair_names.push(format!(
                    "{} with {}",
                    lexicon.class_name(a),
                    lexicon.class_name(b)
                ));
            }
        }
        let pair_base = block(pair_names);
        let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        let mut previous = Vec::new();
        for place in [
            "after",
            "two after",
            "after, pointing back:",
            "after, naming no teaching:",
            "after, naming nobody and no teaching:",
            "item under",
            "after, beginning a paragraph:",
        ] {
            previous.extend(kinds.iter().map(|k| format!("{place} {k}")));
        }
        let previous_base = block(previous);
        // Kinds of the sentence before, with each class that makes pairs.
        let mut combined = Vec::new();
        for &class in &pairs {
            combined
                .extend(kinds.iter().map(|k| format!("{} after {k}", lexicon.class_name(class))));
        }
        let combined_base = block(combined);
        let mut flag_pairs = Vec::new();
        for (_, flag) in FLAGS {
            flag_pairs.extend(kinds.iter().map(|k| format!("{flag}, after {k}")));
        }
        let flag_pair_base = block(flag_pairs);
        let learned_base = block(lexicon.vocabulary.names().to_vec());
        // What a heading is about, for a sentence that does not say it again.
        let lent =
            pairs.iter().map(|&c| format!("naming no teaching, under {}", lexicon.class_name(c)));
        let lent_base = block(lent.collect());
        let class = |name: &str| lexicon.class(name);
        Features {
            classes,
            rules: rules.rules.len() as u32,
            pair_place,
            pairs,
            class_base,
            first_base,
            heading_base,
            previous_class_base,
            rule_base,
            pair_base,
            previous_base,
            combined_base,
            flag_pair_base,
            learned_base,
            lent_base,
            total: names.len() as u32,
            names,
            class_anaphor: class("anaphor"),
            class_group: class("group"),
            class_course: class("course"),
            class_weak: class("course_weak"),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.total as usize
    }

    /// The name of one.
    pub(crate) fn name(&self, feature: u32) -> &str {
        &self.names[feature as usize]
    }

    /// The word class that a feature is about, if it is about the words of the sentence.
    pub(crate) fn class_of(&self, feature: u32) -> Option<u16> {
        (self.class_base..self.class_base + self.classes)
            .contains(&feature)
            .then(|| (feature - self.class_base) as u16)
    }

    /// The rule that a feature is about.
    pub(crate) fn rule_of(&self, feature: u32) -> Option<u32> {
        (self.rule_base..self.rule_base + self.rules)
            .contains(&feature)
            .then(|| feature - self.rule_base)
    }

    /// All that speaks for or against a sentence's kinds.
    pub(crate) fn of_sentence(&self, line: &Line, around: &Around<'_>, rules: &Rules) -> Vec<u32> {
        let mut out = Vec::with_capacity(128);
        let mut pair_seen = vec![false; self.pairs.len()];
        let mut clause_pairs: Vec<u8> = Vec::new();
        let mut clause = u16::MAX;
        let mut flags: Vec<Flag> = vec![Flag::Bias];
        let (mut has_group, mut has_course) = (false, false);
        for token in &line.tokens {
            if token.clause != clause {
                clause = token.clause;
                clause_pairs.clear();
            }
            let learned = token.info.learned.iter().filter(|number| **number > 0);
            out.extend(learned.map(|number| self.learned_base + number - 1));
            for class in token.info.classes.iter() {
                if u32::from(class) >= self.classes {
                    continue;
                }
                out.push(self.class_base + u32::from(class));
                if let Some(place) = self.pair_place[usize::from(class)] {
                    pair_seen[usize::from(place)] = true;
                    for &other in &clause_pairs {
                        out.push(self.pair(other, place));
                    }
                    if !clause_pairs.contains(&place) {
                        clause_pairs.push(place);
                    }
                }
                has_group |= Some(class) == self.class_group;
                has_course |= Some(class) == self.class_course || Some(class) == self.class_weak;
            }
        }
        let words: Vec<_> = line.tokens.iter().filter(|t| !t.is_mark).collect();
        let mut points_back = false;
        for (i, token) in words.iter().take(2).enumerate() {
            for class in token.info.classes.iter() {
                if u32::from(class) < self.classes {
                    if i == 0 {
                        out.push(self.first_base + u32::from(class));
                    }
                    points_back |= Some(class) == self.class_anaphor;
                }
            }
        }
        if let Some(heading) = around.heading {
            self.classes_at(self.heading_base, heading, &mut out);
            for class in heading.tokens.iter().flat_map(|t| t.info.classes.iter()) {
                if let Some(place) = self.pair_place[usize::from(class)].filter(|_| !has_course) {
                    out.push(self.lent_base + u32::from(place));
                }
            }
        }
        if let Some(previous) = around.previous_line {
            self.classes_at(self.previous_class_base, previous, &mut out);
        }
        for hit in &line.hits {
            if let Role::Target { after, .. } = &rules.rules[hit.owner as usize].role
                && !after.is_empty()
                && !after.iter().any(|k| around.previous.contains(k))
            {
                continue;
            }
            out.push(self.rule_base + hit.owner);
        }
        let kind = |k: &Kind| Kind::ALL.iter().position(|o| o == k).unwrap_or(0) as u32;
        for k in around.previous {
            let k = kind(k);
            out.push(self.previous_base + k);
            if points_back {
                out.push(self.previous_base + 2 * KINDS + k);
            }
            if !has_course {
                out.push(self.previous_base + 3 * KINDS + k);
                if !has_group {
                    out.push(self.previous_base + 4 * KINDS + k);
                }
            }
            if around.is_block_first {
                out.push(self.previous_base + 6 * KINDS + k);
            }
            for (place, seen) in pair_seen.iter().enumerate() {
                if *seen {
                    out.push(self.combined_base + place as u32 * KINDS + k);
                }
            }
        }
        for k in around.earlier {
            out.push(self.previous_base + KINDS + kind(k));
        }
        if let Some(lead) = around.lead_in {
            flags.push(Flag::LeadIn);
            for k in lead {
                out.push(self.previous_base + 5 * KINDS + kind(k));
            }
        }
        let mut flag = |on: bool, flag: Flag| {
            if on {
                flags.push(flag);
            }
        };
        flag(line.flow.ends_with('?'), Flag::Question);
        flag(line.sentence.kind == SentenceKind::Item, Flag::Item);
        flag(around.previous_line.is_some_and(|l| l.flow.ends_with('?')), Flag::AfterQuestion);
        flag(around.is_block_first, Flag::BlockFirst);
        flag(around.in_response, Flag::InResponse);
        flag(!around.in_response, Flag::OfOversight);
        flag(words.len() <= 6, Flag::Short);
        flag(words.len() > 30, Flag::Long);
        flag(!has_group, Flag::NoGroup);
        flag(!has_course, Flag::NoCourse);
        flag(!has_course && !has_group, Flag::NoCourseNoGroup);
        flag(around.previous.is_empty(), Flag::PreviousNone);
        flag(around.previous_is_procedure, Flag::PreviousProcedure);
        flag(around.is_first, Flag::FirstSaid);
        let fields = &line.fields;
        flag(!fields.durations.is_empty(), Flag::Duration);
        flag(!fields.frequencies.is_empty(), Flag::Frequency);
        flag(!fields.dates.is_empty(), Flag::Date);
        let amount = |unit: Unit| fields.amounts.iter().any(|a| a.value.unit == unit);
        flag(amount(Unit::Dkk), Flag::Money);
        flag(amount(Unit::Persons), Flag::Persons);
        flag(amount(Unit::Places), Flag::Places);
        flag(amount(Unit::Percent), Flag::Percent);
        let delivery = |form: Delivery| fields.delivery.iter().any(|d| d.value == form);
        flag(delivery(Delivery::InPerson), Flag::InPerson);
        flag(delivery(Delivery::ELearning), Flag::Electronic);
        flag(fields.course.is_some(), Flag::CourseName);
        use crate::fields::GroupRole;
        let role = |wanted: GroupRole| fields.groups.iter().any(|g| g.role == wanted);
        flag(role(GroupRole::Taught), Flag::GroupTaught);
        flag(role(GroupRole::Controller), Flag::GroupController);
        flag(role(GroupRole::Excepted), Flag::GroupExcepted);
        flag(role(GroupRole::Mentioned), Flag::GroupNamed);
        flag(role(GroupRole::Understood), Flag::GroupUnderstood);
        flag(role(GroupRole::Controlled), Flag::GroupControlled);
        for flag in flags {
            out.push(flag as u32);
            for k in around.previous {
                out.push(self.flag_pair_base + flag as u32 * KINDS + kind(k));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn classes_at(&self, base: u32, line: &Line, out: &mut Vec<u32>) {
        for token in &line.tokens {
            for class in token.info.classes.iter() {
                if u32::from(class) < self.classes {
                    out.push(base + u32::from(class));
                }
            }
        }
    }

    fn pair(&self, a: u8, b: u8) -> u32 {
        self.pair_base + u32::from(a) * self.pairs.len() as u32 + u32::from(b)
    }
}
