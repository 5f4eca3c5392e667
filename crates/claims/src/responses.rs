//! Which agency answers where: by heading, by letterhead or sender, by attribution in the text.

use gensvar_text::{SentenceKind, Span};

use crate::agency::Agencies;
use crate::line::Line;
use crate::model::{Agency, Response};
use crate::rules::Rules;

/// What the document's layout says of who answers.
pub(crate) struct Voices {
    /// The stretches, in order.
    pub responses: Vec<Response>,
    /// The agencies that answer in each line; none, one, or several together.
    pub of_line: Vec<Vec<Agency>>,
    /// Lines after the signature, before the next message.
    pub is_closing: Vec<bool>,
}

fn begins_with(text: &str, words: &[String]) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|word| {
        lower
            .strip_prefix(word.as_str())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// A `Fra:` or `Til:` line.
fn label(text: &str) -> Option<&str> {
    let (label, _) = text.split_once(':')?;
    (label.chars().count() < 20).then_some(label)
}

/// How much of a line's letters the agencies named in it take.
fn share_of_mentions(line: &Line) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let all = letters(&line.flow).max(1);
    let named: usize = line.mentions.iter().map(|m| letters(&line.flow[m.span.range()])).sum();
    named as f64 / all as f64
}

fn push_new(list: &mut Vec<Agency>, agency: &Agency) {
    if !list.contains(agency) {
        list.push(agency.clone());
    }
}

/// Reads who answers off headings, letterhead, senders and running attribution.
pub(crate) fn find(lines: &[Line], agencies: &Agencies, rules: &Rules) -> Voices {
    let words = &agencies.words;
    let class = |name: &str| rules.lexicon.class(name);
    let (oversight, say) = (class("oversight"), class("say"));
    let has = |line: &Line, class: Option<u16>| {
        class.is_some_and(|c| line.tokens.iter().any(|t| t.info.classes.has(c)))
    };
    let looks_said = |line: &Line| {
        line.is_said() && (line.words() > 8 || line.words() > 4 && line.flow.ends_with('.'))
    };
    let body = lines.iter().position(&looks_said).unwrap_or(lines.len());

    // The head: letterhead, sender, addressees.
    let mut sender: Vec<Agency> = Vec::new();
    let mut above: Vec<Agency> = Vec::new();
    let mut asker_first = false;
    for line in &lines[..body] {
        let label = label(&line.flow);
        let is_to =
            label.is_some_and(|l| begins_with(l, &words.to)) || begins_with(&line.flow, &words.to);
        let is_from = label.is_some_and(|l| begins_with(l, &words.from));
        if is_to {
            continue;
        }
        if begins_with(&line.flow, &words.asks) && sender.is_empty() && line.words() <= 3 {
            asker_first |= above.is_empty();
        }
        if is_from && !line.mentions.is_empty() {
            sender.clear();
            above.clear();
        }
        for mention in &line.mentions {
            // A heading that only speaks of an agency names no sender.
            if !is_from && label.is_none() && share_of_mentions(line) < 0.5 {
                continue;
            }
            push_new(if mention.is_above { &mut above } else { &mut sender }, &mention.agency);
        }
        if is_from && !line.mentions.is_empty() {
            break;
        }
    }
    if sender.is_empty() && !asker_first {
        sender = above.clone();
    }
    // The signature names who writes where the head does not.
    if sender.is_empty() && !asker_first {
        for line in lines.iter().rev().take(12) {
            for mention in &line.mentions {
                if share_of_mentions(line) >= 0.3 {
                    push_new(&mut sender, &mention.agency);
                }
            }
            if !sender.is_empty() || begins_with(&line.flow, &words.closing) {
                break;
            }
        }
    }
    // Many agencies in the head are addressees of one who writes to them all.
    let is_of_oversight = asker_first && sender.len() != 1 || sender.len() > 3 || sender.is_empty();
    if is_of_oversight {
        sender.clear();
    }

    let mut section: Vec<Agency> = sender.clone();
    let mut by_heading = false;
    let mut closing = false;
    let mut of_line = Vec::with_capacity(lines.len());
    let mut is_closing = Vec::with_capacity(lines.len());
    let mut attributed_block: Option<usize> = None;
    for (i, line) in lines.iter().enumerate() {
        if i >= body && begins_with(&line.flow, &words.closing) && line.words() <= 12 {
            closing = true;
        } else if closing
            && looks_said(line)
            && (line.words() > 8 || line.sentence.kind == SentenceKind::Item)
        {
            // Another message or an annex follows the signature.
            closing = false;
        }
        let is_heading = i + 1 >= body
            && !closing
            && line.words() <= 14
            && !line.flow.ends_with(['.', ',', ';'])
            && !line.mentions.is_empty()
            && (line.sentence.kind == SentenceKind::Heading
                || !line.is_said()
                || line.words() <= 7)
            && !label(&line.flow)
                .is_some_and(|l| begins_with(l, &words.to) || begins_with(l, &words.from))
            && share_of_mentions(line) >= 0.6;
        if is_heading {
            let mut named: Vec<Agency> = Vec::new();
            line.mentions
                .iter()
                .filter(|m| !m.is_above)
                .for_each(|m| push_new(&mut named, &m.agency));
            if !named.is_empty()
                && (is_of_oversight || named.iter().all(|a| sender.contains(a)) || sender.len() > 1)
            {
                section = named;
                by_heading = true;
                attributed_block = None;
            }
        } else if line.sentence.kind == SentenceKind::Heading && attributed_block.is_some() {
            section = sender.clone();
            attributed_block = None;
        }
        // `SUF oplyser, at …` at the beginning of a sentence of someone else's letter.
        if is_of_oversight && line.is_said() && i >= body {
            let first = line.mentions.first().filter(|m| m.span.start < 40 && !m.is_above);
            let says = first.is_some_and(|m| {
                line.tokens
                    .iter()
                    .filter(|t| t.span.start >= m.span.end)
                    .take(7)
                    .any(|t| say.is_some_and(|s| t.info.classes.has(s)))
            });
            if let (Some(mention), true) = (first, says) {
                if !by_heading || !section.contains(&mention.agency) && section.len() != 1 {
                    section = vec![mention.agency.clone()];
                    attributed_block = Some(line.sentence.block);
                }
            } else if let Some(block) = attributed_block {
                // A new paragraph in which the asker speaks again.
                if block != line.sentence.block && has(line, oversight) {
                    section = sender.clone();
                    attributed_block = None;
                }
            }
        }
        of_line.push(if i < body && section.is_empty() || closing {
            Vec::new()
        } else {
            section.clone()
        });
        is_closing.push(closing);
    }

    // Consecutive lines of the same agencies are one response.
    let mut responses: Vec<Response> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut current: Vec<Agency> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if i < body
            || !line.is_said()
            || begins_with(&line.flow, &words.greeting) && line.words() < 8
        {
            continue;
        }
        let now = &of_line[i];
        if *now != current {
            open.clear();
            current = now.clone();
            for agency in &current {
                open.push(responses.len());
                responses.push(Response { agency: agency.clone(), span: line.sentence.span });
            }
        }
        for &number in &open {
            let span = responses[number].span;
            responses[number].span = Span::new(span.start, line.sentence.span.end.max(span.end));
        }
    }
    Voices { responses, of_line, is_closing }
}
