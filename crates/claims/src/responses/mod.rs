//! Which agency answers where: by heading, by letterhead or sender, by attribution in the text.

mod head;
mod layout;
mod sections;

use gensvar_text::Span;

use crate::agency::Agencies;
use crate::line::Line;
use crate::model::{Agency, Response};
use crate::quotes::{self, Block};
use crate::rules::Rules;

use layout::{Layout, begins_with};
use sections::Walk;

/// What the document's layout says of who answers.
pub(crate) struct Voices {
    /// The stretches, in order.
    pub responses: Vec<Response>,
    /// The agencies that answer in each line; none, one, or several together.
    pub of_line: Vec<Vec<Agency>>,
    /// Whether the document as a whole is the ombudsman's or a council's, in which agencies are
    /// quoted.
    pub is_of_oversight: bool,
    /// Whether a municipality or region answers as a whole.
    pub is_level_above: bool,
    /// Lines that the ombudsman speaks: of a message in a thread, of an assessment in a report.
    pub is_asker: Vec<bool>,
    /// For each line the one in which its message begins.
    pub message: Vec<usize>,
    /// Lines after the signature, before the next message.
    pub is_closing: Vec<bool>,
    /// The replies that an ombudsman's letter quotes whole.
    pub blocks: Vec<Block>,
}

/// Reads who answers off headings, letterhead, senders and running attribution.
pub(crate) fn find(lines: &[Line], agencies: &Agencies, rules: &Rules) -> Voices {
    let layout = Layout::new(agencies, rules);
    let mut blocks = quotes::blocks(lines);
    let head = head::read(lines, &layout, &blocks);
    // Of its own answer an agency quotes nothing whole.
    blocks.retain(|_| head.is_of_oversight);
    let mut walk = Walk::new(lines, &layout, &head, &blocks);
    let (mut of_line, mut answers) = (Vec::new(), Vec::new());
    let (mut is_asker, mut is_closing, mut message) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..lines.len() {
        let stands = walk.step(i);
        is_asker.push(stands.is_asker || stands.is_assessed);
        // What the ombudsman wrote is no part of an answer; an assessment within a section is.
        answers.push(if stands.is_asker { Vec::new() } else { stands.agencies.clone() });
        is_closing.push(stands.is_closing);
        message.push(stands.message);
        of_line.push(stands.agencies);
    }
    let responses = stretches(lines, &answers, head.body, &layout);
    let (is_of_oversight, is_level_above) = (head.is_of_oversight, head.is_level_above);
    Voices {
        responses,
        of_line,
        is_of_oversight,
        is_level_above,
        is_asker,
        message,
        is_closing,
        blocks,
    }
}

/// Consecutive lines of the same agencies are one response of each.
fn stretches(
    lines: &[Line],
    answers: &[Vec<Agency>],
    body: usize,
    layout: &Layout<'_>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut current: &[Agency] = &[];
    for (line, now) in lines.iter().zip(answers).skip(body) {
        let greets = begins_with(&line.flow, &layout.words.greeting) && line.words() < 8;
        if !line.is_said() || greets {
            continue;
        }
        if now.as_slice() != current {
            open.clear();
            current = now;
            for agency in current {
                open.push(responses.len());
                responses.push(Response { agency: agency.clone(), span: line.sentence.span });
            }
        }
        for &number in &open {
            let span = responses[number].span;
            responses[number].span = Span::new(span.start, line.sentence.span.end.max(span.end));
        }
    }
    without_introduction(responses)
}

/// What several say together before each answers in its own section is no answer of any.
fn without_introduction(mut responses: Vec<Response>) -> Vec<Response> {
    let is_shared = |at: usize| {
        let span = responses[at].span;
        responses.iter().enumerate().any(|(other, r)| other != at && r.span.start == span.start)
    };
    let shared: Vec<bool> = (0..responses.len()).map(is_shared).collect();
    let introduction = shared.iter().take_while(|is_shared| **is_shared).count();
    let answers = |at: usize| {
        responses[introduction..]
            .iter()
            .zip(&shared[introduction..])
            .any(|(own, is_shared)| !is_shared && own.agency == responses[at].agency)
    };
    if (0..introduction).filter(|at| answers(*at)).count() > 1 {
        responses.drain(..introduction);
    }
    responses
}
