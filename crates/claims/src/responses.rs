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
    /// Whether the document as a whole is the ombudsman's or a council's, in which agencies are
    /// quoted.
    pub is_of_oversight: bool,
    /// Lines of a message in a thread that the ombudsman wrote.
    pub is_asker: Vec<bool>,
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

/// Whether a line of a letterhead, right under a municipality or region, can be the name of one of
/// its administrations: `Borger & Arbejdsmarked`, `Plan, By og Miljø`.
fn is_area(name: &str, staff: &[String]) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let joins = |word: &str| matches!(word, "og" | "&" | "samt" | "for");
    let has_join = words.iter().any(|word| joins(word)) || name.contains(',');
    let lower = name.to_lowercase();
    has_join
        && (2..=7).contains(&words.len())
        && words.iter().all(|word| joins(word) || word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | ',' | '-'))
        && !staff.iter().any(|unit| lower.contains(unit.as_str()))
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
    let (oversight, say, finite) = (class("oversight"), class("say"), class("finite"));
    let title = class("oversight_title");
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
    for (i, line) in lines[..body].iter().enumerate() {
        let label = label(&line.flow);
        let is_to =
            label.is_some_and(|l| begins_with(l, &words.to)) || begins_with(&line.flow, &words.to);
        let is_from = label.is_some_and(|l| begins_with(l, &words.from));
        if is_to {
            continue;
        }
        let names_asker =
            begins_with(&line.flow, &words.asks) && label.is_none() && line.words() <= 8;
        if names_asker || is_from && line.mentions.is_empty() && has(line, oversight) {
            asker_first |= above.is_empty() && sender.is_empty();
            continue;
        }
        if is_from && !line.mentions.is_empty() {
            sender.clear();
            above.clear();
        }
        // `Forvaltning: …` on a form names it, however it is called.
        if let Some((l, name)) = line.flow.split_once(':')
            && words.body.contains(&l.trim().to_lowercase())
            && line.mentions.iter().all(|m| m.is_above)
            && name.chars().any(char::is_alphabetic)
        {
            let name = name.trim().trim_end_matches('.').to_owned();
            push_new(&mut sender, &Agency { code: name.clone(), name });
            continue;
        }
        // `ESBJERG KOMMUNE`, and under it the administration, whatever it is called.
        let is_under_level = i > 0
            && lines[i - 1].mentions.iter().any(|m| m.is_above)
            && share_of_mentions(&lines[i - 1]) >= 0.8;
        if let Some(name) = Some(line.flow.trim())
            && is_under_level
            && line.mentions.is_empty()
            && above.len() == 1
            && sender.is_empty()
            && is_area(name, &words.staff)
        {
            push_new(&mut sender, &Agency { code: name.to_owned(), name: name.to_owned() });
            continue;
        }
        // `Fra: Eva Holm (Ribe Kommune, Børn og Skole)`.
        if is_from
            && let [mention] = line.mentions.as_slice()
            && mention.is_above
            && let Some(rest) = line.flow[mention.span.end..].strip_prefix(", ")
            && let Some(name) = rest.split([')', '<', ',']).next().map(str::trim)
            && is_area(name, &words.staff)
        {
            push_new(&mut sender, &Agency { code: name.to_owned(), name: name.to_owned() });
            break;
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
    // The signature names who writes where the head does not.
    let (mut signed, mut signed_above, mut signed_by_asker) = (Vec::new(), Vec::new(), false);
    let first_closing =
        lines.iter().position(|l| begins_with(&l.flow, &words.closing) && l.words() <= 12);
    for line in lines.iter().skip(first_closing.unwrap_or(lines.len())).take(9) {
        signed_by_asker |= line.words() <= 3 && has(line, title);
        for mention in &line.mentions {
            push_new(
                if mention.is_above { &mut signed_above } else { &mut signed },
                &mention.agency,
            );
        }
    }
    let many_addressed = sender.len() > 3;
    if sender.is_empty() && !signed_by_asker {
        let rest = [signed, above, signed_above];
        sender = rest.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    }
    // Who is quoted at the heads of sentences: many, in the letter of one who asked them all.
    let mut quoted: Vec<Agency> = Vec::new();
    for line in lines.iter().skip(body).filter(|line| line.is_said()) {
        let first = line.mentions.first().filter(|m| m.span.start == 0);
        let says = |end: usize| {
            let mut after = line.tokens.iter().filter(|t| t.span.start >= end);
            after.by_ref().take(7).any(|t| say.is_some_and(|s| t.info.classes.has(s)))
        };
        if let Some(mention) = first.filter(|m| says(m.span.end)) {
            push_new(&mut quoted, &mention.agency);
        }
    }
    let is_quoting = quoted.len() > 2;
    let is_report = sender.is_empty() && is_quoting;
    // Where neither says so, it is the one the text speaks of most.
    if sender.is_empty() && !signed_by_asker && !many_addressed && !is_report {
        let mut counts: Vec<(usize, Agency)> = Vec::new();
        for mention in lines.iter().flat_map(|l| &l.mentions) {
            match counts.iter_mut().find(|(_, agency)| *agency == mention.agency) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, mention.agency.clone())),
            }
        }
        let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
        let speaker = counts.into_iter().find(|(count, _)| *count == most);
        sender = speaker.map(|(_, agency)| agency).into_iter().collect();
    }
    // Many agencies in the head are addressees of one who writes to them all.
    let is_of_oversight =
        signed_by_asker || many_addressed || is_report || sender.is_empty() && asker_first;
    if is_of_oversight {
        sender.clear();
    }
    // The level above stands for what is below it until a heading names that.
    let is_level_above = !sender.is_empty()
        && lines.iter().flat_map(|l| &l.mentions).any(|m| m.is_above && sender.contains(&m.agency));

    // Then what stands before is nobody's in particular.
    let names_below = |line: &Line| {
        line.words() <= 14
            && line.sentence.kind == SentenceKind::Heading
            && share_of_mentions(line) >= 0.6
            && line.mentions.iter().any(|m| !m.is_above)
    };
    if is_level_above && lines.iter().skip(body).any(names_below) {
        sender.clear();
    }

    let mut section: Vec<Agency> = sender.clone();
    let mut by_heading = false;
    let mut closing = false;
    let mut of_line = Vec::with_capacity(lines.len());
    let mut is_closing = Vec::with_capacity(lines.len());
    let mut is_asker = Vec::with_capacity(lines.len());
    let mut asker_speaks = false;
    let mut attributed_block: Option<usize> = None;
    let mut joint_block: Option<usize> = None;
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
        // Each message of a thread has its own sender.
        if i >= body && label(&line.flow).is_some_and(|l| begins_with(l, &words.from)) {
            let mut named: Vec<Agency> = Vec::new();
            line.mentions
                .iter()
                .filter(|m| !m.is_above)
                .for_each(|m| push_new(&mut named, &m.agency));
            if named.is_empty() {
                line.mentions.iter().for_each(|m| push_new(&mut named, &m.agency));
            }
            if !named.is_empty() {
                section = named;
                closing = false;
                asker_speaks = false;
            } else if has(line, oversight) {
                section.clone_from(&sender);
                closing = false;
                asker_speaks = true;
            }
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
                && (is_of_oversight
                    || is_level_above
                    || named.iter().all(|a| sender.contains(a))
                    || sender.len() > 1)
            {
                // A table with all of them in its head is nobody's answer.
                if is_of_oversight && named.len() > 3 {
                    named.clear();
                }
                section = named;
                by_heading = true;
                attributed_block = None;
            }
        } else if line.sentence.kind == SentenceKind::Heading && attributed_block.is_some() {
            section = sender.clone();
            attributed_block = None;
        }
        // `SUF oplyser, at …` at the beginning of a sentence of someone else's letter, or of one
        // that several sign.
        let mut only_here: Option<Vec<Agency>> = None;
        let is_joint = section.len() > 1 || joint_block.is_some();
        if joint_block.is_some_and(|block| block != line.sentence.block) {
            section.clone_from(&sender);
            joint_block = None;
        }
        if is_joint && line.is_said() && i >= body {
            // One of those who sign together is named: the sentence is about it, and what follows in
            // the paragraph too where it stands at the head.
            let mut named: Vec<Agency> = Vec::new();
            let mentions = if line.marker.is_empty() { &line.mentions } else { &line.marker };
            mentions
                .iter()
                .filter(|m| sender.contains(&m.agency))
                .for_each(|m| push_new(&mut named, &m.agency));
            if named.len() == 1 {
                let is_head = !line.marker.is_empty() || mentions.iter().any(|m| m.span.start < 30);
                if is_head {
                    section = named;
                    joint_block = Some(line.sentence.block);
                } else {
                    only_here = Some(named);
                }
            }
        }
        if (is_of_oversight || is_quoting) && line.is_said() && i >= body {
            let first = line
                .marker
                .first()
                .or(line.mentions.first().filter(|m| m.span.start < 40 && !m.is_above));
            let says = !line.marker.is_empty()
                || first.is_some_and(|m| {
                    let mut after = line.tokens.iter().filter(|t| t.span.start >= m.span.end);
                    // `TMF vil undersøge …`, at the very beginning, is its own word too.
                    m.span.start == 0
                        && after
                            .clone()
                            .next()
                            .is_some_and(|t| finite.is_some_and(|f| t.info.classes.has(f)))
                        || after
                            .by_ref()
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
        let is_silent = i < body && section.is_empty() || closing;
        of_line.push(if is_silent {
            Vec::new()
        } else {
            only_here.unwrap_or_else(|| section.clone())
        });
        is_asker.push(asker_speaks);
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
    Voices { responses, of_line, is_of_oversight, is_asker, is_closing }
}
