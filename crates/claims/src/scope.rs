//! How far a cue reaches over the words of its sentence.

use crate::rules::{Direction, Reach};
use crate::tokens::Token;

/// The words and marks that end the reach of a cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Enders {
    pub ender: u16,
    /// Those that may stand within the clause they turn.
    pub turning: u16,
    /// Those that open a clause which completes the one before.
    pub completing: u16,
    pub semicolon: u32,
}

/// The tokens that a cue over `first..last` works on.
///
/// A cue of reach `clause` works on its clause; `complement` also on the clauses that complete it; `onward` goes over clause borders until a word
/// that turns the thought (`men`, `mens`, `dog` …) or a semicolon; `sentence` on all of it.
pub(crate) fn reach(
    tokens: &[Token],
    (first, last): (usize, usize),
    direction: Direction,
    reach: Reach,
    Enders { ender, turning, completing, semicolon }: Enders,
) -> (usize, usize) {
    let clause = tokens[first].clause;
    let clause_start =
        tokens[..first].iter().rposition(|t| t.clause != clause).map_or(0, |i| i + 1);
    let last_clause = tokens[last - 1].clause;
    let clause_end = tokens[last..]
        .iter()
        .position(|t| t.clause != last_clause)
        .map_or(tokens.len(), |i| last + i);
    // `uden at der dog er krav om det`: within the cue's own clause it is a mere particle.
    let is_ender = |t: &Token| {
        t.info.classes.has(ender)
            && !(t.info.classes.has(turning) && (t.clause == clause || t.clause == last_clause))
    };
    let turn = |range: std::ops::Range<usize>| {
        tokens[range]
            .iter()
            .position(|t| is_ender(t) || t.is_mark && t.info.literal == semicolon && semicolon != 0)
    };
    let (mut start, mut end) = match reach {
        Reach::Clause => (clause_start, clause_end),
        Reach::Complement => {
            let mut end = clause_end;
            while end < tokens.len() {
                let clause = tokens[end].clause;
                let opens = tokens[end..].iter().find(|t| !t.is_mark);
                if !opens.is_some_and(|t| t.clause == clause && t.info.classes.has(completing)) {
                    break;
                }
                let next = tokens[end..].iter().position(|t| t.clause != clause);
                end = next.map_or(tokens.len(), |i| end + i);
            }
            (clause_start, end)
        }
        Reach::Onward => {
            (clause_start, turn(last..tokens.len()).map_or(tokens.len(), |i| last + i))
        }
        Reach::Sentence => (0, tokens.len()),
    };
    if reach != Reach::Sentence {
        // A turning word before the cue ends its way back, one after it its way on.
        if let Some(i) = tokens[start..first].iter().rposition(is_ender) {
            start += i;
        }
        if let Some(i) = turn(last..end.max(last)) {
            end = last + i;
            // The clause in which it stands belongs to the other half of the thought from its start.
            if tokens[end].info.classes.has(turning) {
                let clause = tokens[end].clause;
                let start = tokens[last..end].iter().rposition(|t| t.clause != clause);
                end = start.map_or(end, |i| last + i + 1);
            }
        }
    }
    match direction {
        Direction::Forward => (first, end),
        Direction::Backward => (start, last),
        Direction::Both => (start, end),
    }
}
