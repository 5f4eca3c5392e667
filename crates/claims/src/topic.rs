//! What a sentence turns to before it says something of it: `I forhold til anbefalingen om, at
//! ledere bør undervises, oplyser vi, at …`. Who asks for what in there is not what is answered.

use crate::rules::{Role, Rules};
use crate::tokens::Token;

/// The cue that opens one.
const EFFECT: &str = "topic";

/// The words that it is told by.
struct Words {
    finite: Option<u16>,
    starter: Option<u16>,
    say: Option<u16>,
    relative: Option<u16>,
    content: Option<u16>,
    preposition: Option<u16>,
}

/// The tokens of the topic of a sentence, if it has one and says something beside it.
///
/// Danish puts the verb second: a topic that begins the sentence ends where a comma brings the
/// verb. One that stands behind a verb of saying ends where the content of that saying begins.
pub(crate) fn topic(
    rules: &Rules,
    flow: &str,
    tokens: &[Token],
    hits: &[crate::pattern::Hit],
) -> Option<(usize, usize)> {
    let opens = |owner: u32| matches!(&rules.rules[owner as usize].role, Role::Cue { effect, .. } if rules.effects[usize::from(*effect)] == EFFECT);
    let hit = hits.iter().find(|hit| opens(hit.owner))?;
    let class = |name: &str| rules.lexicon.class(name);
    let words = Words {
        finite: class("finite"),
        starter: class("starter"),
        say: class("say"),
        relative: class("relative"),
        content: class("content"),
        preposition: class("preposition"),
    };
    let before = &tokens[..hit.first];
    let end = if !before.iter().any(|t| words.is_verb(t)) {
        words.end_at_verb(flow, tokens, hit.last)
    } else if before.iter().rev().take(4).any(|t| has(t, words.say)) {
        words.end_at_content(flow, tokens, hit.last)
    } else {
        None
    };
    end.map(|end| (hit.first, end))
}

fn has(token: &Token, class: Option<u16>) -> bool {
    class.is_some_and(|class| token.info.classes.has(class))
}

impl Words {
    fn is_verb(&self, token: &Token) -> bool {
        has(token, self.finite) || has(token, self.say)
    }

    /// Where the verb of the sentence stands: at once, or where a comma brings it. After a relative
    /// clause it may be that of the clause around it: `medarbejdere, der ikke har borgerkontakt,
    /// bliver tilbudt …`.
    fn end_at_verb(&self, flow: &str, tokens: &[Token], from: usize) -> Option<usize> {
        let (mut is_relative, mut first) = (false, None);
        let mut plain = tokens[from..].iter().take_while(|t| !t.is_mark && !has(t, self.starter));
        if let Some(at) = plain.position(|t| self.is_verb(t)) {
            return Some(from + at);
        }
        for at in from.max(1)..tokens.len() {
            if tokens[at].is_mark || &flow[tokens[at - 1].span.range()] != "," {
                continue;
            }
            if has(&tokens[at], self.relative) {
                is_relative = true;
            } else if self.is_verb(&tokens[at]) {
                if !is_relative {
                    return Some(at);
                }
                is_relative = false;
                first = first.or(Some(at));
            } else if first.is_some() && has(&tokens[at], self.content) {
                break;
            }
        }
        first
    }

    /// Where the content of a saying begins: at a word for `that` that no preposition governs.
    fn end_at_content(&self, flow: &str, tokens: &[Token], from: usize) -> Option<usize> {
        (from..tokens.len()).find(|&at| {
            let governs = || tokens[..at].iter().rev().find(|t| !t.is_mark);
            has(&tokens[at], self.content)
                && &flow[tokens[at - 1].span.range()] == ","
                && !governs().is_some_and(|t| has(t, self.preposition))
        })
    }
}
