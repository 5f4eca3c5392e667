//! What a claim looks like to the weights that tell its status, its polarity and how binding it is.

use crate::extract::FoundCue;
use crate::lexicon::ClassSet;
use crate::line::Line;
use crate::linear::key_of;
use crate::model::{Kind, Polarity, Speaker, Status};
use crate::rules::{Role, Rules};

/// What is known of a claim before its status, polarity and how binding it is are decided.
pub(crate) struct ClaimView<'a> {
    pub kind: Kind,
    pub line: &'a Line,
    pub target: (usize, usize),
    pub cues: &'a [FoundCue],
    /// What the rules alone make of it.
    pub by_rules: (Status, bool, Speaker),
    /// The status and speaker of the sentence before, and whether it denies.
    pub previous: Option<(Status, Speaker, bool)>,
    pub points_back: bool,
    pub rules: &'a Rules,
    pub kinds: &'a [Kind],
    pub is_block_first: bool,
}

/// How much the rules' own answer counts beside what was learned. Weights learned from replies that
/// the rules' words come from trust many small signs too much; on replies that neither had seen
/// these did best, of what was tried from 0 to 3.
const TRUST: &[(&str, f64)] = &[("status", 1.2), ("polarity", 1.5)];

impl ClaimView<'_> {
    /// What the rules answer to a question, where they saw something that says so, and how much
    /// that counts.
    pub(crate) fn trusted(&self, question: &str) -> Option<(&'static str, f64)> {
        let (_, trust) = TRUST.iter().find(|(name, _)| *name == question)?;
        let (status, denied, _) = self.by_rules;
        let answer = match question {
            "status" => Some(status.name()).filter(|_| status != Status::InPlace),
            // The denial of a denial.
            _ if !denied && self.is_denied_twice() => Some(Polarity::Affirmed.name()),
            // A refusal denies nothing by itself.
            _ => (denied && status != Status::Declined).then_some(Polarity::Negated.name()),
        };
        answer.map(|answer| (answer, *trust))
    }

    /// Whether what denies in its clause is denied by a clause around it.
    fn is_denied_twice(&self) -> bool {
        let covers = |cue: &FoundCue| cue.scope.0 < self.target.1 && self.target.0 < cue.scope.1;
        let has = |effect: &str| self.cues.iter().any(|c| c.effect == effect && covers(c));
        has("negated") && has("denied_whole")
    }

    /// The names of its features.
    pub(crate) fn features(&self) -> Vec<String> {
        let mut out = Vec::new();
        self.each_feature(&mut |parts| out.push(parts.concat()));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The keys of its features: see [`key_of`].
    pub(crate) fn keys(&self) -> Vec<u64> {
        let mut out = Vec::with_capacity(256);
        self.each_feature(&mut |parts| out.push(key_of(parts)));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Gives each feature, some of them more than once, as the parts of its name.
    fn each_feature(&self, put: &mut dyn FnMut(&[&str])) {
        put(&["always"]);
        put(&["kind ", self.kind.name()]);
        let (status, denied, speaker) = self.by_rules;
        put(&["rules say ", status.name()]);
        put(&["rules say ", status.name(), " of ", self.kind.name()]);
        if denied {
            put(&["rules deny"]);
            put(&["rules deny and say ", status.name()]);
            put(&["rules deny ", self.kind.name()]);
        }
        put(&["rules hear ", speaker.name()]);
        let covers = |cue: &FoundCue| cue.scope.0 < self.target.1 && self.target.0 < cue.scope.1;
        for cue in self.cues {
            let place = if covers(cue) { "over it" } else { "elsewhere" };
            put(&["cue ", &cue.effect, " ", place]);
            put(&["cue ", &cue.effect, " ", place, ", ", self.kind.name()]);
            put(&["cue ", &self.rules.rules[cue.owner as usize].id, " ", place]);
            let clause = |at: usize| self.line.tokens.get(at).map(|t| t.clause);
            if clause(cue.first) == clause(self.target.0) {
                put(&["cue ", &cue.effect, " in its clause"]);
            }
            if clause(cue.first) == Some(0) {
                put(&["cue ", &cue.effect, " in the first clause"]);
            }
        }
        let mut effects: Vec<&str> = self.cues.iter().map(|cue| cue.effect.as_str()).collect();
        effects.sort_unstable();
        effects.dedup();
        for (i, a) in effects.iter().enumerate() {
            for b in &effects[i + 1..] {
                put(&["cues ", a, " and ", b]);
            }
        }
        let lexicon = &self.rules.lexicon;
        let near = self.clauses();
        let mut classes = ClassSet::default();
        let is_topic = self.line.is_topic(self.target.0);
        for (at, token) in self.line.tokens.iter().enumerate() {
            if self.line.is_topic(at) != is_topic {
                continue;
            }
            classes.extend(&token.info.classes);
            // What is said in other clauses of a long sentence says little of this claim.
            if near.contains(&token.clause) {
                for class in token.info.classes.iter().filter(|c| self.rules.tenses.contains(c)) {
                    put(&["here ", lexicon.class_name(class)]);
                }
                for number in token.info.learned.iter().filter(|number| **number > 0) {
                    put(&[&lexicon.vocabulary.names()[*number as usize - 1]]);
                }
            }
        }
        for class in classes.iter().filter(|class| usize::from(*class) < lexicon.named()) {
            put(&["word ", lexicon.class_name(class)]);
        }
        self.denials(put);
        if let Some(first) = self.line.tokens.iter().find(|t| !t.is_mark) {
            for class in first.info.classes.iter() {
                if usize::from(class) < lexicon.named() {
                    put(&["begins with ", lexicon.class_name(class)]);
                }
            }
        }
        let denied = self.denied();
        for hit in &self.line.hits {
            let rule = &self.rules.rules[hit.owner as usize];
            if matches!(rule.role, Role::Target { kind, .. } if kind == self.kind) {
                put(&["rule ", &rule.id]);
                // A kind has several targets in a sentence: `et tilbud, men ingen pligt`.
                let next = denied.partition_point(|(_, end)| *end <= hit.first);
                if denied.get(next).is_some_and(|(start, _)| *start < hit.last) {
                    put(&["denied rule ", &rule.id]);
                }
            }
        }
        for kind in self.kinds {
            put(&["beside ", kind.name()]);
        }
        if !self.line.fields.dates.is_empty() {
            put(&["has a date"]);
        }
        if let Some((status, speaker, denied)) = self.previous {
            put(&["after ", status.name()]);
            put(&["after one of ", speaker.name()]);
            if denied {
                put(&["after a denial"]);
            }
            // A denial right after a recommendation is its refusal.
            if self.cues.iter().any(|cue| cue.effect == "negated") {
                put(&["denying after ", status.name()]);
                put(&["denying after ", status.name(), " of ", speaker.name()]);
            }
            if self.points_back {
                put(&["pointing back at ", status.name()]);
                put(&["pointing back at one of ", speaker.name()]);
            }
            if !self.is_block_first {
                put(&["in a paragraph after ", status.name()]);
            }
        }
    }

    /// The stretches that are denied, in order and apart.
    fn denied(&self) -> Vec<(usize, usize)> {
        let negated = self.cues.iter().filter(|cue| cue.effect == "negated");
        let mut stretches: Vec<(usize, usize)> = negated.map(|cue| cue.scope).collect();
        stretches.sort_unstable();
        stretches.dedup_by(|next, last| {
            let joins = next.0 <= last.1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
        stretches
    }

    /// The clauses that the words of the claim stand in; all, where none are known.
    fn clauses(&self) -> std::ops::RangeInclusive<u16> {
        let tokens = &self.line.tokens;
        let is_whole = self.target.0 == 0 && self.target.1 >= tokens.len();
        match (tokens.get(self.target.0), self.target.1.checked_sub(1).and_then(|i| tokens.get(i)))
        {
            (Some(first), Some(last)) if !is_whole => first.clause..=last.clause,
            _ => 0..=u16::MAX,
        }
    }

    /// What stands around the words that deny: what they deny is mostly what follows them, and of
    /// `en pligt, ikke et tilbud` only the second half.
    fn denials(&self, put: &mut dyn FnMut(&[&str])) {
        let lexicon = &self.rules.lexicon;
        let tokens = &self.line.tokens;
        let kind = self.kind.name();
        let word = |at: usize| self.line.flow[tokens[at].span.range()].to_lowercase();
        for cue in self.cues.iter().filter(|c| c.effect == "negated" && c.from.is_none()) {
            let clause = tokens[cue.first].clause;
            if cue.first > 0 && tokens[cue.first - 1].is_mark {
                put(&["denying after a mark"]);
                put(&["denying after a mark, ", kind]);
            }
            // Clauses are numbered in order.
            let start = tokens.partition_point(|t| t.clause < clause);
            let mut of_clause = tokens[start..].iter().take_while(|t| t.clause == clause);
            if let Some(first) = of_clause.find(|t| !t.is_mark) {
                put(&[
                    "denying in a clause with ",
                    &self.line.flow[first.span.range()].to_lowercase(),
                ]);
            }
            let place = if cue.last <= self.target.0 {
                "before it"
            } else if cue.first >= self.target.1 {
                "behind it"
            } else {
                "in it"
            };
            let near = if tokens.get(self.target.0).is_some_and(|t| t.clause == clause) {
                "its clause"
            } else {
                "another clause"
            };
            put(&["denying ", place, " in ", near]);
            put(&["denying ", place, " in ", near, ", ", kind]);
            let next = (cue.last..tokens.len())
                .take_while(|&i| tokens[i].clause == clause)
                .filter(|&i| !tokens[i].is_mark)
                .take(3);
            for (n, at) in next.enumerate() {
                let how = if n == 0 { "denying at once" } else { "denying soon" };
                put(&[how, " ", &word(at)]);
                for class in tokens[at].info.classes.iter() {
                    if usize::from(class) < lexicon.named() {
                        put(&[how, " a ", lexicon.class_name(class)]);
                        put(&[how, " a ", lexicon.class_name(class), ", ", kind]);
                    }
                }
            }
            let before = (0..cue.first)
                .rev()
                .take_while(|&i| tokens[i].clause == clause)
                .filter(|&i| !tokens[i].is_mark)
                .take(3);
            for at in before {
                for class in tokens[at].info.classes.iter() {
                    if usize::from(class) < lexicon.named() {
                        put(&["denying behind a ", lexicon.class_name(class)]);
                        put(&["denying behind a ", lexicon.class_name(class), ", ", kind]);
                    }
                }
            }
        }
    }
}
