//! Who writes: read off the letterhead, the sender, the signature, and whom the text speaks of.

use gensvar_text::SentenceKind;

use super::layout::{Layout, begins_with, has, label, looks_said, push_new, share_of_mentions};
use crate::line::Line;
use crate::model::Agency;
use crate::quotes::{Block, block_at};

/// Who writes the document.
pub(super) struct Head {
    /// The line in which the text itself begins.
    pub(super) body: usize,
    /// Who answers where nothing else is said; several sign together.
    pub(super) sender: Vec<Agency>,
    /// The ombudsman or a council writes, and quotes agencies.
    pub(super) is_of_oversight: bool,
    /// Several agencies are quoted at the heads of sentences.
    pub(super) is_quoting: bool,
    /// The sender is a municipality or region, which stands for what is below it.
    pub(super) is_level_above: bool,
    /// The first message of a thread is the ombudsman's.
    pub(super) asker_begins: bool,
}

/// In so many lines after the closing words a signature stands.
pub(super) const SIGNATURE: usize = 9;
/// In so many lines at the very end a title stands without closing words.
const LAST_LINES: usize = 3;
/// One who is named less often than this is not who the text as a whole is about.
const MOST: f64 = 0.6;

/// What the lines above the text name.
#[derive(Default)]
struct Letterhead {
    sender: Vec<Agency>,
    above: Vec<Agency>,
    /// A line that can only be the name of a body.
    body: Option<Agency>,
    /// The ombudsman is named before any agency.
    asker_first: bool,
    /// The ombudsman is named below agencies.
    asker_last: bool,
    /// Agencies are named only as those spoken with or of: `Samtale med: …`.
    is_spoken_with: bool,
    /// The last `Fra:` above the text names the ombudsman.
    asker_sends: bool,
}

/// What the lines under the text name.
#[derive(Default)]
struct Signature {
    signed: Vec<Agency>,
    above: Vec<Agency>,
    by_asker: bool,
}

/// Reads who writes.
pub(super) fn read(lines: &[Line], layout: &Layout<'_>, blocks: &[Block]) -> Head {
    // Where all sentences are short, as in answers to questions, the first one begins the text.
    let short = |line: &Line| line.is_said() && line.flow.ends_with(['.', '?', '!', ':']);
    let body = lines.iter().position(looks_said);
    let body = body.or_else(|| lines.iter().position(short)).unwrap_or(lines.len());
    let Letterhead {
        mut sender,
        above,
        body: called,
        asker_first,
        asker_last,
        is_spoken_with,
        asker_sends,
    } = letterhead(&lines[..body], layout);
    // Who is quoted whole signs within the quotation.
    let is_own = |at: usize| block_at(blocks, at).is_none();
    let own = lines.iter().enumerate().filter(|(at, _)| is_own(*at)).map(|(_, line)| line);
    let signature = signature(&own.collect::<Vec<_>>(), layout, sender.is_empty());
    // Many agencies in the head are addressees of one who writes to them all, unless the ombudsman
    // stands there after them: then they write.
    let many_addressed = sender.len() > 3 && !asker_last;
    // Under the ombudsman's head the first section's heading is no sender.
    let is_report_of_sections = asker_first
        && sender.len() == 1
        && !signature.signed.contains(&sender[0])
        && lines[body..].iter().any(|line| heads_section_of_other(line, &sender[0]));
    if is_report_of_sections {
        sender.clear();
    } else if sender.is_empty() && !signature.by_asker {
        // Under the ombudsman's name it is the ombudsman's own municipality that stands there.
        let called = called.into_iter().collect();
        let levels = [above, signature.above, called];
        let levels = levels.into_iter().filter(|_| !asker_first);
        let rest = std::iter::once(signature.signed).chain(levels);
        sender = rest.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    }
    let quoted = quoted_at_heads(&lines[body..], layout).len();
    let is_quoting = quoted > 2;
    let mut is_report =
        is_report_of_sections || sender.is_empty() && (is_quoting || quoted > 1 && asker_first);
    // Where neither says so, it is the one the text speaks of most.
    if sender.is_empty() && !signature.by_asker && !many_addressed && !is_report {
        let (most, share) = most_named(lines);
        if (asker_first || quoted > 1) && share < MOST {
            is_report = true;
        } else {
            sender.extend(most);
        }
    }
    let is_of_oversight =
        signature.by_asker || many_addressed || is_report || sender.is_empty() && asker_first;
    // The ombudsman's note on a talk: what is told there is told by the one spoken with.
    let is_note = !is_of_oversight && asker_first && is_spoken_with && sender.len() == 1;
    if is_of_oversight {
        sender.clear();
    }
    let is_of_oversight = is_of_oversight || is_note;
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
    Head { body, sender, is_of_oversight, is_quoting, is_level_above, asker_begins: asker_sends }
}

/// The letterhead, the sender of a message, the fields of a form.
fn letterhead(lines: &[Line], layout: &Layout<'_>) -> Letterhead {
    let words = layout.words;
    let mut head = Letterhead::default();
    for (i, line) in lines.iter().enumerate() {
        let label = label(&line.flow);
        let is_from = layout.is_from(line);
        // Who answers in a table is told by the table.
        if layout.is_to(line) || line.row.is_some() {
            continue;
        }
        if is_from {
            head.asker_sends = line.mentions.is_empty() && has(line, layout.oversight);
        }
        head.asker_last |=
            line.words() <= 4 && has(line, layout.oversight) && !head.sender.is_empty();
        let names_asker =
            begins_with(&line.flow, &words.asks) && label.is_none() && line.words() <= 8;
        if names_asker || is_from && line.mentions.is_empty() && has(line, layout.oversight) {
            head.asker_first |= head.above.is_empty() && head.sender.is_empty();
            continue;
        }
        if is_from && !line.mentions.is_empty() {
            head.sender.clear();
            head.above.clear();
        }
        // `Forvaltning: …` on a form names it, however it is called.
        if let Some((l, name)) = line.flow.split_once(':')
            && words.body.contains(&l.trim().to_lowercase())
            && line.mentions.iter().all(|m| m.is_above)
            && name.chars().any(char::is_alphabetic)
        {
            let name = name.trim().trim_end_matches('.').to_owned();
            push_new(&mut head.sender, &Agency { code: name.clone(), name });
            continue;
        }
        // `ESBJERG KOMMUNE`, and under it the administration, whatever it is called.
        let is_under_level = i > 0
            && lines[i - 1].mentions.iter().any(|m| m.is_above)
            && share_of_mentions(&lines[i - 1]) >= 0.8;
        let name = line.flow.trim();
        if is_under_level
            && line.mentions.is_empty()
            && head.above.len() == 1
            && head.sender.is_empty()
            && layout.is_area(name)
        {
            let name = name.to_owned();
            push_new(&mut head.sender, &Agency { code: name.clone(), name });
            continue;
        }
        // `Fra: Eva Holm (Ribe Kommune, Børn og Skole)`.
        if is_from
            && let [mention] = line.mentions.as_slice()
            && mention.is_above
            && let Some(rest) = line.flow[mention.span.end..].strip_prefix(", ")
            && let Some(name) = rest.split([')', '<', ',']).next().map(str::trim)
            && layout.is_area(name)
        {
            let name = name.to_owned();
            push_new(&mut head.sender, &Agency { code: name.clone(), name });
            break;
        }
        if line.mentions.is_empty() && label.is_none() {
            head.body = head.body.or_else(|| layout.body(line));
        }
        if !line.mentions.is_empty() {
            head.is_spoken_with = (head.is_spoken_with || head.sender.is_empty())
                && label.is_some()
                && !is_from
                && !label.is_some_and(|l| words.body.contains(&l.trim().to_lowercase()));
        }
        for mention in &line.mentions {
            // A heading that only speaks of an agency names no sender, nor does whom the ombudsman spoke with, on a note of the ombudsman's own.
            let is_met = head.asker_first && label.is_some();
            if !is_from && (is_met || label.is_none() && share_of_mentions(line) < 0.5) {
                continue;
            }
            let list = if mention.is_above { &mut head.above } else { &mut head.sender };
            push_new(list, &mention.agency);
        }
        if is_from && !line.mentions.is_empty() {
            break;
        }
    }
    head
}

/// The signature names who writes where the head does not.
fn signature(lines: &[&Line], layout: &Layout<'_>, is_wanted: bool) -> Signature {
    let mut found = Signature::default();
    let signs_as_asker = |line: &&Line| line.words() <= 3 && has(line, layout.title);
    let Some(first) = lines.iter().position(|line| layout.is_closing(line)) else {
        // A name and a title, and no greeting before them.
        let last = lines.iter().rev().take(LAST_LINES);
        found.by_asker =
            is_wanted && lines.len() > LAST_LINES && last.into_iter().any(signs_as_asker);
        return found;
    };
    for line in lines.iter().skip(first).take(SIGNATURE) {
        found.by_asker |= signs_as_asker(line);
        for mention in &line.mentions {
            let list = if mention.is_above { &mut found.above } else { &mut found.signed };
            push_new(list, &mention.agency);
        }
    }
    found
}

/// Whether a line is the heading of the section of another agency.
fn heads_section_of_other(line: &Line, agency: &Agency) -> bool {
    line.sentence.kind == SentenceKind::Heading
        && share_of_mentions(line) >= 0.9
        && line.mentions.iter().any(|m| !m.is_above && m.agency != *agency)
}

/// Who is quoted at the heads of sentences: many, in the letter of one who asked them all.
fn quoted_at_heads(lines: &[Line], layout: &Layout<'_>) -> Vec<Agency> {
    let mut quoted: Vec<Agency> = Vec::new();
    for line in lines.iter().filter(|line| line.is_said()) {
        let first = line.mentions.first().filter(|m| m.span.start == 0);
        if let Some(mention) = first.filter(|m| layout.says_after(line, m.span.end)) {
            push_new(&mut quoted, &mention.agency);
        }
    }
    quoted
}

/// The agency that is named most often, the first of equals, and its share of all that are named.
fn most_named(lines: &[Line]) -> (Option<Agency>, f64) {
    let mut counts: Vec<(usize, Agency)> = Vec::new();
    for mention in lines.iter().flat_map(|l| &l.mentions) {
        match counts.iter_mut().find(|(_, agency)| *agency == mention.agency) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, mention.agency.clone())),
        }
    }
    let all: usize = counts.iter().map(|(count, _)| *count).sum();
    let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let speaker = counts.into_iter().find(|(count, _)| *count == most);
    (speaker.map(|(_, agency)| agency), most as f64 / all.max(1) as f64)
}
