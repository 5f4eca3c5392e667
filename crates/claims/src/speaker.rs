//! Who says a sentence, and which agency it is about. The innermost source counts: of those whose
//! reach holds the words, the one that begins last before them.

use crate::agency::Mention;
use crate::extract::{Extractor, Reading, covers};
use crate::line::Line;
use crate::model::Speaker;
use crate::tokens::Token;

/// What a named agency does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MentionRole {
    /// It says what follows.
    Says,
    /// It has the teaching that is spoken of.
    Possesses,
}

/// So many words may stand between an agency and its verb of saying.
const NEAR: usize = 9;
/// The same for one that the sentence begins with.
const NEAR_AT_HEAD: usize = 16;

impl Reading {
    /// The one agency that answers in a letter that quotes no other.
    fn only_one_answers(&self) -> Option<String> {
        let (first, rest) = self.responses.split_first()?;
        let code = &first.agency.code;
        rest.iter().all(|other| other.agency.code == *code).then(|| code.clone())
    }
}

impl Extractor {
    /// Who says the words, and which agency they are about.
    pub(crate) fn source(
        &self,
        reading: &Reading,
        i: usize,
        target: (usize, usize),
    ) -> (Speaker, Option<String>) {
        let (line, cues) = (&reading.lines[i], &reading.cues[i]);
        let section = &reading.of_line[i];
        let is_own = |code: &str| section.iter().any(|agency| agency.code == code);
        // Outside of what it quotes, an ombudsman's letter is the ombudsman's word.
        let default = if reading.is_asker[i] || reading.is_of_oversight && section.is_empty() {
            Speaker::Ombudsman
        } else {
            Speaker::Agency
        };
        // A paragraph in quotation marks that recommends is what is answered: `„Lederne bør …“`.
        let is_cited = match &reading.quoted[i] {
            Some(quoted) => quoted.token == 0 && target.0 < quoted.until,
            None => line
                .tokens
                .first()
                .is_some_and(|t| t.is_mark && crate::quotes::is_mark(&line.flow[t.span.range()])),
        };
        let recommends =
            || cues.iter().any(|c| c.effect == "recommended" && covers(c.scope, target));
        let default = if is_cited && recommends() { Speaker::Ombudsman } else { default };
        let mut speaker = (default, None);
        let mut agency = (section.len() == 1).then(|| section[0].code.clone());
        let quoted = reading.quoted[i].as_ref().filter(|quoted| target.0 < quoted.until);
        if let Some(quoted) = quoted {
            speaker.0 = quoted.speaker;
            agency.clone_from(&quoted.agency);
        }
        let is_quoted_whole = crate::quotes::block_at(&reading.blocks, i).is_some();
        for cue in cues {
            let named = match cue.effect.as_str() {
                "ombudsman" => Speaker::Ombudsman,
                "council" => Speaker::Council,
                "other" => Speaker::Other,
                "own_voice" if reading.is_of_oversight && !is_quoted_whole => Speaker::Ombudsman,
                _ => continue,
            };
            let at = if cue.from.is_some() { 0 } else { cue.first };
            if covers(cue.scope, target) && speaker.1.is_none_or(|before| at >= before) {
                speaker = (named, Some(at));
            }
        }
        // An agency that is quoted in someone else's words, or whose teaching is spoken of.
        for (n, mention) in line.mentions.iter().enumerate() {
            let followed = line
                .mentions
                .get(n + 1)
                .is_some_and(|next| mention.is_above && next.span.start <= mention.span.end + 2);
            let (at, _) = line.tokens_in(mention.span);
            let role = if followed { None } else { self.role_of(line, mention) };
            // `…, oplyser SUF`: named behind the words.
            let at = if self.is_named_behind(line, at) { 0 } else { at };
            let Some(role) = role.filter(|_| at < target.1) else { continue };
            let is_own = is_own(&mention.agency.code);
            if !is_own && !mention.is_unit {
                agency = Some(mention.agency.code.clone());
            }
            if (!is_own || role == MentionRole::Says) && speaker.1.is_none_or(|before| at > before)
            {
                speaker = (Speaker::Agency, Some(at));
            }
        }
        match speaker.0 {
            // What the ombudsman says of one agency is about that one.
            Speaker::Ombudsman if agency.is_none() => {
                agency = only_one_named(line).or_else(|| reading.only_one_answers());
            }
            // A council speaks to all unless it names one, or is the council of the municipality or
            // region that answers; a committee speaks to its own administration; what is said of
            // `us` is about who tells it.
            Speaker::Council | Speaker::Other
                if quoted.is_none_or(|quoted| quoted.speaker != speaker.0)
                    && !self.is_about_own(line, cues)
                    && !(speaker.0 == Speaker::Council && reading.is_level_above) =>
            {
                agency = only_one_addressed(line);
            }
            _ => {}
        }
        (speaker.0, agency)
    }

    /// Whether what a council or a third party says is said of the agency that tells it.
    fn is_about_own(&self, line: &Line, cues: &[crate::extract::FoundCue]) -> bool {
        let class = |name: &str| self.rules.lexicon.class(name);
        let has = |t: &Token, class: Option<u16>| class.is_some_and(|c| t.info.classes.has(c));
        let (own, committee) = (class("own_voice"), class("committee"));
        let speaks =
            |at: usize| cues.iter().any(|c| c.effect == "council" && c.first <= at && at < c.last);
        let by_committee =
            line.tokens.iter().enumerate().any(|(at, t)| has(t, committee) && speaks(at));
        by_committee || line.tokens.iter().any(|t| has(t, own))
    }

    /// Whether an agency stands right behind its verb of saying, and that behind a comma or the
    /// end of a quotation, with nothing said after it.
    fn is_named_behind(&self, line: &Line, at: usize) -> bool {
        let report = self.rules.lexicon.class("report");
        let (Some(verb), Some(mark)) = (at.checked_sub(1), at.checked_sub(2)) else { return false };
        report.is_some_and(|c| line.tokens[verb].info.classes.has(c))
            && line.tokens[mark].is_mark
            && line.tokens[at..].iter().filter(|t| !t.is_mark).nth(8).is_none()
    }

    /// What a named agency does in its sentence.
    fn role_of(&self, line: &Line, mention: &Mention) -> Option<MentionRole> {
        let has = |t: &Token, class: Option<u16>| class.is_some_and(|c| t.info.classes.has(c));
        let class = |name: &str| self.rules.lexicon.class(name);
        let (report, course, quoting, whose) =
            (class("report"), class("course"), class("quoting"), class("whose"));
        let (subordinator, relative) = (class("subordinator"), class("relative"));
        let (first, last) = line.tokens_in(mention.span);
        if first >= last {
            return None;
        }
        if first > 0 && has(&line.tokens[first - 1], quoting) {
            return Some(MentionRole::Says);
        }
        // `oplyser SUF, at`, `har man fået at vide af SUF`.
        let before = line.tokens[..first].iter().rev().take_while(|t| !t.is_mark).take(3);
        let says_before = before.clone().any(|t| has(t, report))
            && before.clone().next().is_some_and(|t| has(t, report) || has(t, class("by")));
        if says_before {
            return Some(MentionRole::Says);
        }
        // What the agency is said to do within a clause of another's saying is not said by it:
        // `vurderer, at TMF med disse tiltag efterlever`.
        let mut depth = 0;
        let mut steps = 0;
        let mut clause = line.tokens[last - 1].clause;
        for token in line.tokens[last..].iter().take(4 * NEAR_AT_HEAD) {
            let mark = if token.is_mark { &line.flow[token.span.range()] } else { "" };
            match mark {
                "(" => depth += 1,
                ")" => {
                    depth -= 1;
                    clause = token.clause.saturating_add(1);
                }
                ";" => break,
                // `SOF til os: "…"`.
                ":" if first == 0 && steps <= 3 => return Some(MentionRole::Says),
                _ => {}
            }
            if depth > 0 || token.is_mark {
                continue;
            }
            if token.clause != clause {
                // An insertion that tells more of the agency: `SUF, som …, har oplyst`.
                let is_insertion = first <= 2 || has(token, relative);
                if has(token, subordinator) || !is_insertion {
                    break;
                }
                clause = token.clause;
            }
            steps += 1;
            // At the head of the sentence what stands between may be long.
            if steps > if first <= 2 { NEAR_AT_HEAD } else { NEAR } {
                break;
            }
            if has(token, report) {
                return Some(MentionRole::Says);
            }
        }
        let after = &line.tokens[last..];
        let is_possessive = line.flow[mention.span.range()].ends_with('s')
            || after.iter().take(2).any(|t| has(t, whose));
        (is_possessive
            && after.iter().take(5).any(|t| has(t, course) || has(t, class("course_weak"))))
        .then_some(MentionRole::Possesses)
    }
}

/// The agency that a sentence names, where it is one alone.
fn only_one_named(line: &Line) -> Option<String> {
    let mut named = line.mentions.iter().filter(|m| !m.is_above).map(|m| &m.agency.code);
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}

/// The agency that a council's or third party's sentence names behind its subject, where it is one
/// alone, by whatever level.
fn only_one_addressed(line: &Line) -> Option<String> {
    let mut named = line.mentions.iter().filter(|m| m.span.start > 0).map(|m| &m.agency.code);
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}
