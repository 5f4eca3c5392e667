//! Claims with what made them: the sentence with marks under its words, and the reasons.

use gensvar::claims::Explanation;
use gensvar::{DoubtfulWord, Reply};

use super::claims::{change_words, details, says};
use super::sentence::{INDENT, Sentence, drop_twins};
use super::underline::{Mark, underlined};
use super::{NARROWEST, untried, wrap};
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
                let kinds = own.iter().map(|(n, claim)| (*n, label(&labels.kind, &claim.kind)));
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
    out + &untried(claims.untried_doubts, width)
}

/// A claim with what was decided of it.
pub(super) fn reasons(labels: &Labels, claim: &ClaimOut, width: usize) -> String {
    let kind = label(&labels.kind, &claim.kind);
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
