//! Claims with what made them: the sentence with marks under its words, and the reasons.

use std::ops::Range;

use gensvar::claims::{Cue, Explanation, Statement};
use gensvar::text::{OffsetMap, Span, flow};
use gensvar::{DoubtfulWord, Reply};

use super::claims::{change_words, details, says};
use super::underline::{Mark, underlined};
use super::{NARROWEST, wrap};
use crate::labels::{Labels, Names, danish, fill, label};
use crate::phrase::{percent, visible};
use crate::wire::{ClaimOut, ClaimsOut, DecisionOut};

/// The claims of one reply for a person who asks why: each sentence with the words that make its
/// claims, the cues with their reach and the doubtful words marked below, and for each claim what
/// spoke for it. With `unclaimed`, the sentences that claim nothing too.
///
/// `claims` and `words` are those of `reply`; lines are as a rule at most `width` columns wide.
pub fn claims_explained(
    claims: &ClaimsOut,
    reply: &Reply,
    words: &[DoubtfulWord],
    unclaimed: Option<&Explanation>,
    width: usize,
) -> String {
    let (labels, width) = (danish(), width.max(NARROWEST));
    let mut out = format!("{}\n", visible(&claims.source));
    let nearest = |statement: usize| unclaimed.and_then(|all| all.unclaimed[statement].as_ref());
    if claims.claims.is_empty() && unclaimed.is_none() {
        out.push_str(&format!("{}\n", label(&labels.words, "no_claims")));
    }
    let mut rest = claims.claims.iter().zip(reply.claims()).enumerate().peekable();
    for number in 0..reply.statements().len() {
        let mut own = Vec::new();
        while let Some((n, (claim, _))) = rest.next_if(|(_, (_, c))| c.statement == number) {
            own.push((n, claim));
        }
        let sentence = Sentence::of(reply, number);
        match (own.first(), nearest(number)) {
            (Some((_, first)), _) => {
                let agency = first.agency.as_deref().unwrap_or("–");
                out.push_str(&sentence.head(labels, &visible(agency)));
                let kinds = own.iter().map(|(n, claim)| (*n, label(&labels.kind, claim.kind)));
                let mut marks = sentence.targets(kinds);
                marks.extend(sentence.cues(labels));
                marks.extend(sentence.doubts(labels, words));
                drop_twins(&mut marks);
                out.push_str(&underlined(&sentence.text, &marks, INDENT, width));
                out.push_str(&sentence.cues_elsewhere(labels, width));
                for (_, claim) in own {
                    out.push_str(&reasons(labels, claim, width));
                }
            }
            (None, Some(decision)) => {
                out.push_str(&sentence.head(labels, label(&labels.why, "nothing")));
                let mut marks: Vec<Mark> = sentence.cues(labels).collect();
                drop_twins(&mut marks);
                out.push_str(&underlined(&sentence.text, &marks, INDENT, width));
                let text = decided(labels, &DecisionOut::new(decision));
                let text = fill(label(&labels.why, "nearest"), &[("decision", &text)]);
                wrap(&mut out, &text, "  ", width);
            }
            (None, None) => {}
        }
    }
    out
}

const INDENT: &str = "    ";

/// A sentence on one line, and how places lead there.
struct Sentence<'a> {
    reply: &'a Reply,
    number: usize,
    /// As found in the repaired text.
    statement: &'a Statement,
    text: String,
    map: OffsetMap,
}

impl<'a> Sentence<'a> {
    fn of(reply: &'a Reply, number: usize) -> Self {
        let statement = &reply.extraction_in_repaired().statements[number];
        let (text, map) = flow(reply.text(), &statement.sentence.parts);
        Sentence { reply, number, statement, text, map }
    }

    fn head(&self, labels: &Labels, who: &str) -> String {
        let start = self.reply.statements()[self.number].sentence.span.start;
        let line = self.reply.source().line_of(start);
        format!("\n{} {line}, {who}:\n", label(&labels.words, "line"))
    }

    /// Where a stretch of the repaired text stands in the sentence; none if it does not.
    fn place(&self, span: Span) -> Option<Range<usize>> {
        if !self.statement.sentence.parts.iter().any(|part| part.overlaps(span)) {
            return None;
        }
        let place = self.map.to_target(span);
        let (start, end) = (place.start.min(self.text.len()), place.end.min(self.text.len()));
        (start < end && self.text.is_char_boundary(start) && self.text.is_char_boundary(end))
            .then_some(start..end)
    }

    /// The words that make the claims, those of several kinds with all of them.
    fn targets<'b>(&self, kinds: impl Iterator<Item = (usize, &'b str)>) -> Vec<Mark> {
        let mut out: Vec<Mark> = Vec::new();
        for (number, kind) in kinds {
            let target = self.reply.extraction_in_repaired().claims[number].target;
            let Some(words) = self.place(target) else { continue };
            match out.iter_mut().find(|mark| mark.words == words) {
                Some(mark) => mark.label = format!("{}, {kind}", mark.label),
                None => {
                    out.push(Mark { words, reach: None, sign: '^', label: kind.to_owned() });
                }
            }
        }
        out
    }

    /// The cues that stand in it.
    fn cues<'b>(&'b self, labels: &'b Labels) -> impl Iterator<Item = Mark> + 'b {
        self.statement.cues.iter().filter_map(|cue| {
            let words = self.place(cue.span)?;
            let reach = self.place(cue.scope).filter(|reach| *reach != words);
            let effect = label(&labels.effect, &cue.effect);
            let is_whole = reach.as_ref().is_some_and(|reach| self.is_all(reach));
            let label = if is_whole {
                fill(label(&labels.why, "whole"), &[("effect", effect)])
            } else {
                effect.to_owned()
            };
            Some(Mark { words, reach: reach.filter(|_| !is_whole), sign: '~', label })
        })
    }

    /// Whether a stretch holds all words of the sentence.
    fn is_all(&self, reach: &Range<usize>) -> bool {
        let rest = [&self.text[..reach.start], &self.text[reach.end..]];
        rest.iter().all(|part| !part.chars().any(char::is_alphanumeric))
    }

    fn doubts<'b>(
        &'b self,
        labels: &'b Labels,
        words: &'b [DoubtfulWord],
    ) -> impl Iterator<Item = Mark> + 'b {
        let first = words.partition_point(|word| word.statement < self.number);
        let own = words[first..].iter().take_while(|word| word.statement == self.number);
        own.filter_map(|word| {
            let others = word.others.iter().map(|other| format!("»{}«", visible(&other.text)));
            let others: Vec<String> = others.collect();
            let label = match others.is_empty() {
                true => label(&labels.why, "doubtful").to_owned(),
                false => fill(label(&labels.why, "or"), &[("others", &others.join(", "))]),
            };
            Some(Mark { words: self.place(word.target)?, reach: None, sign: '?', label })
        })
    }

    /// The cues that reach into it from a label or from the sentence that it is an item of.
    fn cues_elsewhere(&self, labels: &Labels, width: usize) -> String {
        let mut out = String::new();
        let source_cues = &self.reply.statements()[self.number].cues;
        let foreign = |cue: &Cue| self.place(cue.span).is_none();
        for (cue, in_source) in self.statement.cues.iter().zip(source_cues) {
            if !foreign(cue) {
                continue;
            }
            let marker = self.statement.sentence.marker.filter(|_| cue.span.is_empty());
            let words = marker.unwrap_or(cue.span).slice(self.reply.text()).unwrap_or_default();
            let line = self.reply.source().line_of(in_source.span.start).to_string();
            let effect = label(&labels.effect, &cue.effect);
            let values = [("effect", effect), ("words", &*visible(words)), ("line", &*line)];
            wrap(&mut out, &fill(label(&labels.why, "elsewhere"), &values), INDENT, width);
        }
        out
    }
}

/// Takes out marks that say the same of the same words.
fn drop_twins(marks: &mut Vec<Mark>) {
    let mut seen: Vec<Mark> = Vec::new();
    marks.retain(|mark| {
        let is_new = !seen.contains(mark);
        seen.extend(is_new.then(|| mark.clone()));
        is_new
    });
}

/// A claim with what was decided of it.
fn reasons(labels: &Labels, claim: &ClaimOut, width: usize) -> String {
    let kind = label(&labels.kind, claim.kind);
    let parts = [says(labels, claim), details(labels, claim)];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
    let mut out = String::new();
    wrap(&mut out, &format!("{}  {kind}: {}", claim.id, parts.join("; ")), "  ", width);
    let rule = [("rule", claim.rule.as_str()), ("p", &*percent(claim.confidence))];
    wrap(&mut out, &fill(label(&labels.why, "rule"), &rule), "      ", width);
    for decision in claim.why.iter().flat_map(|why| &why.decisions) {
        wrap(&mut out, &decided(labels, decision), "      ", width);
    }
    for doubt in &claim.doubts {
        for other in &doubt.alternatives {
            let Some(changes) = other.changes.as_ref().filter(|all| !all.is_empty()) else {
                continue;
            };
            let said = change_words(labels, changes);
            let values = [
                ("text", visible(&doubt.text)),
                ("to", visible(&other.to)),
                ("p", percent(other.confidence)),
                ("changes", said),
            ];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            wrap(&mut out, &fill(label(&labels.why, "otherwise"), &values), "      ", width);
        }
    }
    out
}

/// An answer with what spoke for and against it.
fn decided(labels: &Labels, decision: &DecisionOut) -> String {
    let names: Option<&Names> = match decision.question.as_str() {
        "kind" => Some(&labels.kind),
        "status" => Some(&labels.status),
        "polarity" => Some(&labels.change),
        "obligation" => Some(&labels.obligation),
        "speaker" => Some(&labels.effect),
        _ => None,
    };
    let name = |answer: &str| names.map_or(answer, |names| label(names, answer)).to_owned();
    let reasons: Vec<String> = decision
        .reasons
        .iter()
        .map(|reason| {
            let words = reason.words.as_ref().map(|words| format!(" »{}«", visible(words)));
            let weight = format!("{:+.2}", reason.weight).replace('.', ",").replace('-', "−");
            format!("{}{} {weight}", reason.feature, words.unwrap_or_default())
        })
        .collect();
    let (answer, p) = (name(&decision.answer), percent(decision.certainty));
    let instead = decision.instead.as_deref().map(name).unwrap_or_default();
    let phrase = if instead.is_empty() { "decision" } else { "choice" };
    let reasons = reasons.join("; ");
    let values =
        [("answer", answer.as_str()), ("p", &p), ("instead", &instead), ("reasons", &reasons)];
    fill(label(&labels.why, phrase), &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gensvar::Gensvar;
    use unicode_width::UnicodeWidthStr;

    fn explained(text: &str, all: bool, width: usize) -> String {
        let gensvar = Gensvar::danish().unwrap();
        let reply = gensvar.read(text);
        let words = gensvar.doubtful_words(&reply);
        let why = gensvar.explain(&reply);
        let claims = ClaimsOut::with_readings("brev.txt", &reply, &words).with_why(&why);
        claims_explained(&claims, &reply, &words, all.then_some(&why), width)
    }

    #[test]
    fn a_sentence_has_its_marks_below_and_its_claims_their_reasons() {
        let out = explained(
            "Socialforvaltningen\n\nKurset er ikke obligatorisk for de erfarne medarbejdere.\n",
            false,
            80,
        );
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[..3], ["brev.txt", "", "linje 3, SOF:"]);
        let at = |word: &str| lines[3].find(word).unwrap();
        let under = |word: &str, sign: char| {
            let signs = sign.to_string().repeat(word.len());
            lines[4..].iter().any(|line| line.get(at(word)..at(word) + word.len()) == Some(&signs))
        };
        assert!(under("ikke", '~') && out.contains("~~~~ benægtet, hele sætningen"), "{out}");
        assert!(under("obligatorisk", '^'), "{out}");
        assert!(out.contains("regel obligation."), "{out}");
        assert!(out.contains("»obligatorisk« +"), "{out}");
        assert!(lines.iter().all(|line| line.width() <= 80), "{out}");
    }

    #[test]
    fn what_claims_nothing_is_shown_only_if_asked_for() {
        let text = "Socialforvaltningen\n\nVejret var fint i dag.\n";
        assert_eq!(
            explained(text, false, 80),
            "brev.txt\nIngen udsagn om kurser, målgrupper, pligter eller e-læring.\n"
        );
        let all = explained(text, true, 80);
        assert!(all.contains("linje 3, intet udsagn:\n    Vejret var fint i dag.\n"), "{all}");
        assert!(all.contains("nærmest: "), "{all}");
    }

    #[test]
    fn a_doubtful_word_is_marked_with_its_other_readings() {
        let damaged = "Kobenhavns Kommune\n\nSocialforvaltningen\n\n\
            Forvaltningen oplyser, at alle pa omradet far besked i god tid, nar reglerne er nye.\n\
            Forvaltningen har et kursus, som de nye sagsbehandlere far tilbudt for jul.\n";
        let out = explained(damaged, false, 100);
        let mut lines = out.lines().skip_while(|line| !line.contains("tilbudt før jul"));
        let at = lines.next().unwrap().split("før jul").next().unwrap().chars().count();
        let is_marked = |line: &str| line.chars().skip(at).take(3).eq("???".chars());
        assert!(lines.any(|line| is_marked(line) && line.contains("eller »for«?")), "{out}");
    }

    #[test]
    fn any_text_is_shown() {
        for text in [
            "",
            "\u{1b}[1m Kurset\u{202e} er\ra\u{30a}rligt",
            "1) Vi vil:\n- holde kurset\n- gøre det fast",
        ] {
            explained(text, true, 20);
        }
    }
}
