use gensvar::requirements::Outline;
use gensvar::{Reply, Story};

use super::flags::stance_words;
use super::prose::rule_prose;
use super::sentence::{INDENT, Sentence, drop_twins};
use super::underline::underlined;
use super::why::reasons;
use super::{NARROWEST, wrap};
use crate::labels::{Labels, danish, fill, label};
use crate::phrase::{doubtful_reading, percent, visible};
use crate::wire::{SaidOut, StoryDoubtOut, StoryOut};

/// Stances with less of the belief are not told.
const LEAST: f64 = 0.01;

/// The story behind a flag for a person who asks why: the flag, every sentence that speaks to the
/// requirement with its marks, its claims and the rules that decided, what was set aside and why,
/// and the doubtful words with what the flag would be with their other readings.
///
/// `set` is the set of the story, read under the name that its flags give; `out` is `story` on the wire; lines are as a rule at most `width` columns wide.
pub fn story_text(
    out: &StoryOut,
    story: &Story,
    set: &Outline,
    reply: &Reply,
    width: usize,
) -> String {
    let (labels, width) = (danish(), width.max(NARROWEST));
    let said = |name, values: &[(&str, &str)]| fill(label(&labels.story, name), values);
    let agency = visible(&out.agency);
    let title = &set.info.title;
    let mut text = format!("{} · {}: {title}\n", visible(&out.source), out.requirements);
    wrap(&mut text, &format!("{}: {}", out.requirement.id, out.requirement.title), "", width);
    wrap(&mut text, &format!("{agency}: {}", visible(&out.name)), "", width);
    let stance = stance_words(labels, &out.flag.stance);
    let sure = [("stance", stance.as_str()), ("p", &*percent(out.flag.confidence))];
    text.push_str(&format!("\n{}\n", said("sure", &sure)));
    wrap(&mut text, &visible(&out.flag.reason_da), "  ", width);
    for line in weighed(labels, out) {
        wrap(&mut text, &line, "  ", width);
    }

    let values = [("agency", agency.as_str())];
    let head = if out.said.is_empty() { "nothing_said" } else { "said" };
    text.push_str(&format!("\n{}\n", said(head, &values)));
    for (sentence, from) in out.said.iter().zip(&story.said) {
        let place = Sentence::of(reply, from.statement);
        let name = if sentence.carried { "carried" } else { "sentence" };
        let stance = stance_words(labels, sentence.stance);
        let share = percent(sentence.share);
        let values = [("stance", &*stance), ("p", &share)];
        text.push_str(&place.head(labels, &said(name, &values)));
        text.push_str(&marked(labels, &place, story, Some(sentence), width));
        text.push_str(&place.cues_elsewhere(labels, width));
        for claim in &sentence.claims {
            text.push_str(&reasons(labels, claim, width));
        }
        for rule in &sentence.rules {
            let note = rule.note.as_deref().unwrap_or_default();
            let prose = rule_prose(set, &rule.place).unwrap_or_default();
            let name = if note.is_empty() { "rule" } else { "rule_noted" };
            let values = [("rule", &*rule.place), ("note", note), ("prose", &prose)];
            wrap(&mut text, &said(name, &values), "  ", width);
        }
        if sentence.rules.is_empty() {
            wrap(&mut text, &said("no_rule", &[]), "  ", width);
        }
    }
    if !out.set_aside.is_empty() {
        text.push_str(&format!("\n{}\n", said("set_aside", &[])));
    }
    for (miss, from) in out.set_aside.iter().zip(&story.set_aside) {
        let place = Sentence::of(reply, from.statement);
        text.push_str(&place.head(labels, label(&labels.miss, &miss.cause)));
        text.push_str(&marked(labels, &place, story, None, width));
        wrap(&mut text, &visible(&miss.reason_da), "  ", width);
    }
    let head = if out.doubts.is_empty() { "no_doubts" } else { "doubts" };
    text.push_str(&format!("\n{}\n", said(head, &[])));
    for doubt in &out.doubts {
        text.push_str(&readings(labels, doubt, width));
    }
    text
}

/// How the belief is shared, and where that goes against the rules or against what is said in general.
fn weighed(labels: &Labels, out: &StoryOut) -> Vec<String> {
    let said = |name, values: &[(&str, &str)]| fill(label(&labels.story, name), values);
    let seen = out.shares.iter().filter(|share| share.share >= LEAST);
    let shares = seen.map(|s| format!("{} {}", label(&labels.said, s.stance), percent(s.share)));
    let shares = shares.collect::<Vec<_>>().join(", ");
    let mut lines = vec![said("shares", &[("shares", &shares)])];
    let likeliest = out.shares.first().map_or(out.flag.stance.as_ref(), |share| share.stance);
    let stance = label(&labels.said, &out.flag.stance);
    if likeliest != out.flag.stance {
        lines.push(said("general_decides", &[("stance", stance)]));
    } else if out.by_rules != out.flag.stance {
        let rules = label(&labels.said, out.by_rules);
        lines.push(said("rules_alone", &[("rules", rules), ("stance", stance)]));
    }
    lines
}

/// A sentence with the marks under its words.
fn marked(
    labels: &Labels,
    sentence: &Sentence<'_>,
    story: &Story,
    said: Option<&SaidOut>,
    width: usize,
) -> String {
    let claims = said.iter().flat_map(|said| &said.claims);
    let mut marks = sentence.targets(
        claims
            .zip(sentence.claims())
            .map(|(claim, number)| (number, label(&labels.kind, &claim.kind))),
    );
    marks.extend(sentence.cues(labels));
    marks.extend(sentence.doubts(labels, &story.words));
    drop_twins(&mut marks);
    underlined(&sentence.text, &marks, INDENT, width)
}

/// A doubtful word, and what the flag would be with each other reading.
fn readings(labels: &Labels, doubt: &StoryDoubtOut, width: usize) -> String {
    let mut out = String::new();
    let line = format!("{} {}", label(&labels.words, "line"), doubt.line);
    let read = doubtful_reading(danish(), &doubt.from, &doubt.text, doubt.confidence);
    wrap(&mut out, &format!("{line}: {read}"), "  ", width);
    if doubt.alternatives.is_empty() {
        wrap(&mut out, label(&labels.story, "no_readings"), INDENT, width);
    }
    for other in &doubt.alternatives {
        let name = match other.stance {
            None => "untried",
            Some(_) if other.changes => "changes",
            Some(_) => "same",
        };
        let values = [
            ("to", visible(&other.to)),
            ("p", percent(other.confidence)),
            (
                "stance",
                other.stance.map_or_else(String::new, |stance| stance_words(labels, stance)),
            ),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        wrap(&mut out, &fill(label(&labels.story, name), &values), INDENT, width);
    }
    out
}
