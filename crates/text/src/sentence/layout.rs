//! Blocks from lines: paragraphs, list items, headings, rows, and what is no part of the text.

use crate::span::Span;

use super::SentenceKind;
use super::line::{Line, Mark, Shape, ends_sentence, is_closer, is_opener, lines};
use super::lists::lists;
use super::rows;

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Block {
    /// Where its lines stand, bullets and numbers left out; one stretch for each run of lines.
    pub(super) parts: Vec<Span>,
    /// The bullet or number before it.
    pub(super) marker: Option<Span>,
    /// What it is.
    pub(super) kind: SentenceKind,
    /// Where a cell of a row begins that is a sentence by itself.
    pub(super) cells: Vec<usize>,
}

/// How many lines before and after one tell how wide the text around it is set.
const NEIGHBOURS: usize = 25;
/// Wider lines are paragraphs, not lines of a page.
const WIDEST: usize = 160;
/// A width that no line reaches.
const NEVER: usize = usize::MAX / 1000;
/// How much of the width a line may leave free and still be full, in hundredths.
const FULL: usize = 91;
/// How many blocks that are no text a sentence may run on over.
const MOST_BETWEEN: usize = 14;

/// The blocks of a text, in order of their beginnings.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let widths = widths(&lines);
    let spread = double_spaced(&lines);
    let mut drafts: Vec<Draft> = Vec::new();
    // The last line that is not noise, which must not come between the lines of a paragraph.
    let mut last: Option<(usize, usize)> = None;
    let small = SmallWords::of(text);
    for (i, line) in lines.iter().enumerate() {
        if line.shape == Shape::Noise {
            drafts.push(Draft { lines: vec![i], kind: SentenceKind::Furniture, role: Role::Noise });
            continue;
        }
        let home = last.and_then(|(before, at)| {
            let blanks = line.blanks + (i - before - 1);
            let block = Neighbour {
                lines: &lines,
                first: drafts[at].lines[0],
                before,
                after: i,
                width: widths[i].or(widths[before]),
                blanks,
                spread,
                small: &small,
            };
            block.continues().then_some(at)
        });
        match home {
            Some(at) => drafts[at].lines.push(i),
            None => {
                drafts.push(Draft { lines: vec![i], kind: SentenceKind::Prose, role: Role::Text })
            }
        }
        last = Some((i, home.unwrap_or(drafts.len() - 1)));
    }
    classify(&lines, &mut drafts);
    join_over_furniture(&lines, &mut drafts);
    drafts.sort_by_key(|draft| draft.lines[0]);
    drafts.into_iter().map(|draft| draft.finish(text, &lines)).collect()
}

/// A block in the making.
#[derive(Debug)]
struct Draft {
    lines: Vec<usize>,
    kind: SentenceKind,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Noise,
    Text,
}

impl Draft {
    fn finish(self, text: &str, lines: &[Line<'_>]) -> Block {
        let first = &lines[self.lines[0]];
        let quoted = first.span.end - first.text.len();
        let body = quoted + first.marker;
        let marker = text[first.span.start..body].trim_end();
        let marker = (!marker.is_empty() && body < first.span.end)
            .then(|| Span::new(first.span.start, first.span.start + marker.len()));
        let mut parts: Vec<Span> = Vec::new();
        let mut before = None;
        for &i in &self.lines {
            let span = lines[i].span;
            match (parts.last_mut(), before) {
                (Some(part), Some(before)) if before + 1 == i => part.end = span.end,
                (None, _) if marker.is_some() => parts.push(Span::new(body, span.end)),
                _ => parts.push(span),
            }
            before = Some(i);
        }
        let cells = match first.shape {
            Shape::Row => rows::later_cells(first.text).into_iter().map(|at| quoted + at).collect(),
            _ => Vec::new(),
        };
        Block { parts, marker, kind: self.kind, cells }
    }
}

/// How wide the text around each line is set; none where no line runs on over its end.
fn widths(lines: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut runs_on: Vec<(usize, usize, usize)> = Vec::new();
    for (i, pair) in lines.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let text = |shape| matches!(shape, Shape::Plain | Shape::Marker(_) | Shape::KeyValue);
        if (12..=WIDEST).contains(&a.right)
            && b.blanks == 0
            && a.depth == b.depth
            && text(a.shape)
            && b.shape == Shape::Plain
            && is_open(a.text)
            && begins_lower(b.text)
        {
            let word = b.text.split_whitespace().next().unwrap_or_default();
            runs_on.push((i, a.right, a.right + 1 + word.chars().take(60).count()));
        }
    }
    let mut out = Vec::with_capacity(lines.len());
    let (mut from, mut to) = (0, 0);
    for i in 0..lines.len() {
        while from < runs_on.len() && runs_on[from].0 + NEIGHBOURS < i {
            from += 1;
        }
        while to < runs_on.len() && runs_on[to].0 <= i + NEIGHBOURS {
            to += 1;
        }
        let around = &runs_on[from..to];
        let mut near: Vec<usize> =
            around.iter().map(|&(_, right, _)| right).filter(|&right| right >= 30).collect();
        near.sort_unstable();
        // Lines of any length that go on in small letters are notes, each for itself: on most of
        // them the next word would have had room.
        let most = near.last().copied().unwrap_or(0);
        let roomy = around.iter().filter(|&&(.., needed)| needed * 100 < most * 80).count();
        if around.len() >= 3 && roomy * 5 >= around.len() * 2 {
            out.push(Some(NEVER));
            continue;
        }
        // A single line that runs out is not the rule.
        let widest = if near.len() >= 6 { near.len() - 2 } else { near.len().saturating_sub(1) };
        out.push(near.get(widest).copied());
    }
    out
}

/// Whether there is a blank line after every line, as some engines write it.
fn double_spaced(lines: &[Line<'_>]) -> bool {
    let (mut spread, mut close) = (0, 0);
    for pair in lines.windows(2) {
        if pair[0].right >= 30
            && pair[0].right <= WIDEST
            && is_open(pair[0].text)
            && begins_lower(pair[1].text)
        {
            if pair[1].blanks == 1 {
                spread += 1;
            } else {
                close += 1;
            }
        }
    }
    spread >= 5 && spread > close
}

/// Whether the sentence goes on after the line, for all that its end tells.
fn is_open(text: &str) -> bool {
    if text.ends_with(':') {
        return false;
    }
    if !ends_sentence(text) {
        return true;
    }
    // The full stop of an abbreviation or of an ordinal number.
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let word = word.trim_start_matches(is_opener);
    let Some(stem) = word.strip_suffix('.') else { return false };
    lists().is_inside(word) || stem.len() <= 2 && stem.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the line cannot be the last of its sentence.
fn is_wide_open(text: &str) -> bool {
    if text.ends_with([',', ';']) {
        return true;
    }
    let word = text.split_whitespace().next_back().unwrap_or_default();
    if word.ends_with('-') && word.starts_with(char::is_alphanumeric) {
        return true;
    }
    if lists().is_inside(word) {
        return true;
    }
    let core = word.trim_matches(|c| is_opener(c) || is_closer(c));
    core == word && lists().open.has(core)
}

fn begins_lower(text: &str) -> bool {
    text.trim_start_matches(is_opener).starts_with(char::is_lowercase)
}

/// The longer words that stand somewhere in the text in small letters: with a capital they are no
/// names, but begin something.
struct SmallWords<'t> {
    sorted: Vec<&'t str>,
}

impl<'t> SmallWords<'t> {
    fn of(text: &'t str) -> Self {
        let is_small =
            |word: &&str| (5..=60).contains(&word.len()) && word.starts_with(char::is_lowercase);
        let mut sorted: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(is_small).collect();
        sorted.sort_unstable();
        sorted.dedup();
        SmallWords { sorted }
    }

    fn has(&self, word: &str) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() <= 60 && self.sorted.binary_search(&word.to_lowercase().as_str()).is_ok()
    }
}

/// Two lines next to one another but for blank ones and noise.
struct Neighbour<'l, 't> {
    lines: &'l [Line<'t>],
    /// The first line of the block of the line before.
    first: usize,
    before: usize,
    after: usize,
    /// How wide the text is set here.
    width: Option<usize>,
    blanks: usize,
    /// Whether a blank line means nothing in this text.
    spread: bool,
    /// The words the text writes without a capital.
    small: &'l SmallWords<'t>,
}

impl Neighbour<'_, '_> {
    /// Whether the later line belongs to the block of the one before.
    fn continues(&self) -> bool {
        let (a, b) = (&self.lines[self.before], &self.lines[self.after]);
        if a.depth != b.depth {
            return false;
        }
        if a.shape == Shape::Marker(Mark::Title) {
            return false;
        }
        if matches!(
            a.shape,
            Shape::Separator
                | Shape::Greeting
                | Shape::Closing
                | Shape::Table
                | Shape::Row
                | Shape::Key
        ) {
            return false;
        }
        let open = is_open(a.text);
        let full = self.is_full();
        if a.shape == Shape::Furniture {
            // A subject line runs on.
            return open
                && full
                && self.blanks == 0
                && b.shape == Shape::Plain
                && begins_lower(b.text);
        }
        match b.shape {
            Shape::Plain => {}
            Shape::KeyValue if open && full => {}
            Shape::Marker(mark)
                if self.blanks == 0
                    && open
                    && (full || is_wide_open(a.text) && !a.text.ends_with([',', ';']))
                    && !self.starts_item(mark) => {}
            _ => return false,
        }
        // A hanging indent.
        let first = &self.lines[self.first];
        let hangs = match first.shape {
            Shape::Marker(Mark::Bullet | Mark::Bracket) => true,
            // An indented paragraph may stand under a numbered heading.
            Shape::Marker(Mark::Number | Mark::Section) => begins_lower(b.text) || a.right >= 45,
            _ => false,
        };
        let indented = b.indent > first.indent && b.indent < 40;
        if hangs && indented && self.blanks == 0 && b.shape == Shape::Plain {
            return true;
        }
        let blanks = if self.spread { self.blanks.saturating_sub(1) } else { self.blanks };
        if blanks > 0 || b.page {
            return self.continues_over_gap(open, full);
        }
        let lower = begins_lower(b.text);
        let near_full = self.width.is_some_and(|width| a.right * 100 >= width * 70);
        match (open, lower) {
            (true, true) => {
                is_wide_open(a.text)
                    || match self.width {
                        Some(width) => near_full || b.right * 100 >= width * 60 && a.right >= 30,
                        None => a.right >= 45 && !self.same_beginning(),
                    }
            }
            (true, false) => {
                let number = b.text.starts_with(|c: char| c.is_ascii_digit());
                full || is_wide_open(a.text) && (number || a.right >= 45 && self.width.is_none())
            }
            (false, true) => full || near_full,
            (false, false) => full,
        }
    }

    /// Over blank lines and page ends a paragraph runs on only in the middle of a sentence.
    fn continues_over_gap(&self, open: bool, full: bool) -> bool {
        let (a, b) = (&self.lines[self.before], &self.lines[self.after]);
        if !open || self.blanks > 6 {
            return false;
        }
        if a.text.ends_with(',') && a.right < 40 && self.first == self.before {
            // "Kære Anne," in a greeting not known
            return false;
        }
        if begins_lower(b.text) {
            // A line in the middle of a sentence is full where lines are wrapped at all.
            return match self.width {
                Some(_) => {
                    full || self.first != self.before || is_wide_open(a.text) && a.right >= 20
                }
                None => {
                    a.right >= 35 && !self.same_beginning()
                        || self.first != self.before
                        || is_wide_open(a.text) && a.right >= 20
                }
            };
        }
        let long = b.right >= 40 || ends_sentence(b.text);
        is_wide_open(a.text)
            && !a.text.ends_with(';')
            && a.right >= 40
            && long
            && (full || b.page || self.width.is_none())
    }

    /// Whether the first word of the later line would not have fitted on the one before.
    fn is_full(&self) -> bool {
        let (a, b) = (&self.lines[self.before], &self.lines[self.after]);
        let Some(width) = self.width else { return false };
        let word = b.text.split_whitespace().next().unwrap_or_default();
        let needed = a.right + 1 + word.chars().take(60).count();
        if needed * 100 <= width * FULL || a.right * 100 <= width * 55 {
            return false;
        }
        // Over a paragraph that begins with a long word stands a heading: what is said has a comma
        // or ends in the middle.
        let over = self.first == self.before
            && (a.blanks > 0 || self.before == 0)
            && b.text.starts_with(char::is_uppercase)
            && (a.right * 100 < width * 87 || self.small.has(word))
            && a.text.split_whitespace().count() <= 9
            && a.shape == Shape::Plain;
        let whole = is_open(a.text) && !is_wide_open(a.text) && !a.text.contains(',');
        !(over && whole)
    }

    /// Whether the bullet or number of the later line is one, and no part of a running sentence.
    fn starts_item(&self, mark: Mark) -> bool {
        let (a, b) = (&self.lines[self.before], &self.lines[self.after]);
        let listed = matches!(self.lines[self.first].shape, Shape::Marker(_));
        let rest = b.text[b.marker..].trim_start_matches(is_opener);
        match mark {
            Mark::Label | Mark::Title => true,
            Mark::Section => !is_wide_open(a.text),
            Mark::Bullet => {
                listed
                    || !b.text.starts_with(['-', '–', '—'])
                    || rest.starts_with(char::is_uppercase)
            }
            Mark::Bracket => listed || !is_wide_open(a.text),
            Mark::Number => {
                // `2.` after an item `1. …, og`
                let number = |i: usize| {
                    self.lines[i].text.split('.').next().and_then(|n| n.parse::<usize>().ok())
                };
                if listed && number(self.first).map(|n| n + 1) == number(self.after) {
                    return true;
                }
                !is_wide_open(a.text)
                    && (listed
                        || rest.starts_with(char::is_uppercase)
                        || !a.text.ends_with(char::is_alphanumeric))
            }
        }
    }

    /// Whether the line begins with the word with which the block begins, as the items of a list do.
    fn same_beginning(&self) -> bool {
        let word = |i: usize| self.lines[i].text.split_whitespace().next();
        word(self.first) == word(self.after)
    }
}

/// Says of each block what it is.
fn classify(lines: &[Line<'_>], drafts: &mut [Draft]) {
    let ends_open = |draft: &Draft| {
        let last = &lines[draft.lines[draft.lines.len() - 1]];
        !ends_sentence(last.text) && !last.text.ends_with([',', ';'])
    };
    for i in 0..drafts.len() {
        let draft = &drafts[i];
        if draft.role == Role::Noise {
            continue;
        }
        let line = &lines[draft.lines[0]];
        let kind = match line.shape {
            Shape::Noise
            | Shape::Separator
            | Shape::Furniture
            | Shape::Key
            | Shape::Greeting
            | Shape::Closing => SentenceKind::Furniture,
            Shape::Table => SentenceKind::Table,
            Shape::Row => SentenceKind::Prose,
            Shape::Marker(Mark::Title) => SentenceKind::Heading,
            Shape::Marker(mark) => {
                if is_numbered_heading(lines, drafts, i, mark) {
                    SentenceKind::Heading
                } else {
                    SentenceKind::Item
                }
            }
            Shape::KeyValue
                if draft.lines.len() == 1
                    && is_numbered_word(line.text)
                    && ends_open(draft)
                    && is_short(lines, draft, 100) =>
            {
                SentenceKind::Heading
            }
            Shape::KeyValue => SentenceKind::Item,
            Shape::Plain if is_lead_in(lines, draft) => SentenceKind::Prose,
            Shape::Plain
                if ends_open(draft) && is_short(lines, draft, 130) && !begins_lower(line.text) =>
            {
                SentenceKind::Heading
            }
            Shape::Plain if is_question_heading(lines, draft) => SentenceKind::Heading,
            Shape::Plain
                if is_numbered_word(line.text)
                    && !ends_full(lines, draft)
                    && draft.lines.len() <= 2
                    && is_short(lines, draft, 110)
                    && stands_alone(lines, draft) =>
            {
                SentenceKind::Heading
            }
            Shape::Plain => SentenceKind::Prose,
        };
        drafts[i].kind = kind;
    }
    unmarked_items(lines, drafts);
    addresses(lines, drafts);
}

fn is_short(lines: &[Line<'_>], draft: &Draft, most: usize) -> bool {
    draft.lines.len() <= 3
        && draft.lines.iter().map(|&i| lines[i].text.len()).sum::<usize>() <= most
}

/// `Formålet er:` says something, `Status:` is a heading.
fn is_lead_in(lines: &[Line<'_>], draft: &Draft) -> bool {
    let last = &lines[draft.lines[draft.lines.len() - 1]];
    last.text.ends_with(':')
        && draft.lines.iter().map(|&i| lines[i].text.split_whitespace().count()).sum::<usize>() > 3
}

fn stands_alone(lines: &[Line<'_>], draft: &Draft) -> bool {
    let last = draft.lines[draft.lines.len() - 1];
    let first = &lines[draft.lines[0]];
    (first.blanks > 0 || draft.lines[0] == 0)
        && lines.get(last + 1).is_none_or(|next| next.blanks > 0)
}

/// Whether the block ends with the full stop of a sentence, not with that of an abbreviation.
fn ends_full(lines: &[Line<'_>], draft: &Draft) -> bool {
    let last = &lines[draft.lines[draft.lines.len() - 1]];
    let word = last.text.split_whitespace().next_back().unwrap_or_default();
    // `Anbefaling 2: "Lederne bør undervises."` says something as well.
    let word = word.trim_end_matches(is_closer);
    let lists = lists();
    word.ends_with(['.', '!']) && !lists.is_inside(word) && !lists.either.has(word)
}

/// `Hvor står vi?` as a paragraph of its own over others.
fn is_question_heading(lines: &[Line<'_>], draft: &Draft) -> bool {
    let [only] = draft.lines.as_slice() else { return false };
    let line = &lines[*only];
    line.text.ends_with('?')
        && line.text.len() <= 80
        && line.text.matches(['.', '?', '!']).count() == 1
        && stands_alone(lines, draft)
}

/// `Spørgsmål 1. Er …`, `Pkt. 2. Hvor …`
fn is_numbered_word(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(first), Some(number)) = (words.next(), words.next()) else { return false };
    let number = number.trim_end_matches(['.', ':']);
    lists().numbered.has_damaged(first.trim_end_matches('.'))
        && !number.is_empty()
        && number.len() <= 4
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b.is_ascii_uppercase())
}

/// `1.2. Baggrund`, `3. Bedømmelse`: not the items of a list, which follow one another.
fn is_numbered_heading(lines: &[Line<'_>], drafts: &[Draft], i: usize, mark: Mark) -> bool {
    let draft = &drafts[i];
    if !(matches!(mark, Mark::Number | Mark::Section)
        || mark == Mark::Label && is_numbered_word(lines[draft.lines[0]].text))
        || !is_short(lines, draft, 120)
    {
        return false;
    }
    let last = &lines[draft.lines[draft.lines.len() - 1]];
    let first = &lines[draft.lines[0]];
    let body = first.text[first.marker..].trim_start_matches(is_opener);
    if !body.starts_with(char::is_uppercase)
        || last.text.ends_with([',', ';'])
        || ends_full(lines, draft)
        || mark == Mark::Label && last.text.ends_with('?')
    {
        return false;
    }
    let numbered =
        |draft: &Draft| matches!(lines[draft.lines[0]].shape, Shape::Marker(Mark::Number));
    let next = drafts[i + 1..].iter().find(|draft| draft.role != Role::Noise);
    let before = drafts[..i].iter().rev().find(|draft| draft.role != Role::Noise);
    let in_list = mark == Mark::Number
        && (next.is_some_and(numbered)
            || before.is_some_and(|before| numbered(before) && is_short(lines, before, 120)));
    !in_list
}

/// Lines without a bullet that follow a colon one right under the other are the items of a list.
fn unmarked_items(lines: &[Line<'_>], drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let last = &lines[drafts[i].lines[drafts[i].lines.len() - 1]];
        if !last.text.ends_with(':') || drafts[i].kind == SentenceKind::Furniture {
            continue;
        }
        let mut end = i + 1;
        while end < drafts.len()
            && lines[drafts[end].lines[0]].shape == Shape::Plain
            && drafts[end].lines.len() <= 2
            && (end == i + 1 || lines[drafts[end].lines[0]].blanks == 0)
        {
            end += 1;
        }
        if end - i > 2 {
            for draft in &mut drafts[i + 1..end] {
                draft.kind = SentenceKind::Item;
            }
        }
    }
}

/// Letterhead, addressee and signature: short lines at the top and after the closing, and those
/// that stand together with what is furniture by itself.
fn addresses(lines: &[Line<'_>], drafts: &mut [Draft]) {
    let is_line = |draft: &Draft| {
        draft.lines.len() == 1
            && lines[draft.lines[0]].shape == Shape::Plain
            && draft.kind == SentenceKind::Heading
            && lines[draft.lines[0]].text.len() <= 70
    };
    // Top: until something is said, short lines right under one another.
    let said = drafts
        .iter()
        .position(|draft| matches!(draft.kind, SentenceKind::Prose | SentenceKind::Item))
        .unwrap_or(drafts.len());
    for i in 0..said {
        let touches = |j: usize| {
            lines[drafts[j].lines[0]].blanks == 0 && drafts[j].kind != SentenceKind::Table
        };
        let follows = i > 0 && touches(i);
        let leads = i + 1 < said && touches(i + 1);
        if (follows || leads) && is_line(&drafts[i]) {
            drafts[i].kind = SentenceKind::Furniture;
        }
    }
    // After the closing: names and titles.
    let mut left = 0;
    for draft in drafts.iter_mut() {
        let shape = lines[draft.lines[0]].shape;
        if shape == Shape::Closing {
            left = 8;
        } else if draft.role == Role::Noise || shape == Shape::Furniture {
        } else if left > 0
            && draft.kind == SentenceKind::Heading
            && draft.lines.len() == 1
            && lines[draft.lines[0]].text.len() <= 90
            && !ends_sentence(lines[draft.lines[0]].text)
        {
            draft.kind = SentenceKind::Furniture;
            left -= 1;
        } else {
            left = 0;
        }
    }
    // Under a last heading something stands: short lines at the very end are names.
    for draft in drafts.iter_mut().rev() {
        let line = is_line(draft) && !ends_sentence(lines[draft.lines[0]].text);
        match draft.kind {
            SentenceKind::Heading if line => draft.kind = SentenceKind::Furniture,
            SentenceKind::Furniture => {}
            _ => break,
        }
    }
    // A value under its key, the lines over a postcode and an institution's line over that.
    for i in 0..drafts.len() {
        let shape = lines[drafts[i].lines[0]].shape;
        if shape == Shape::Key
            && i + 1 < drafts.len()
            && is_line(&drafts[i + 1])
            && lines[drafts[i + 1].lines[0]].text.len() <= 50
        {
            drafts[i + 1].kind = SentenceKind::Furniture;
        }
        if shape == Shape::Furniture {
            let mut j = i;
            while j > 0
                && i - j < 3
                && lines[drafts[j].lines[0]].blanks == 0
                && is_line(&drafts[j - 1])
            {
                j -= 1;
                drafts[j].kind = SentenceKind::Furniture;
            }
        }
    }
}

/// A sentence in its middle runs on after a page's end over what stands there.
fn join_over_furniture(lines: &[Line<'_>], drafts: &mut Vec<Draft>) {
    let mut i = 0;
    while i < drafts.len() {
        let Some(last) = drafts[i].lines.last().map(|&last| &lines[last]) else {
            i += 1;
            continue;
        };
        let says = matches!(drafts[i].kind, SentenceKind::Prose | SentenceKind::Item)
            || drafts[i].kind == SentenceKind::Heading && last.right >= 45;
        if !says || !is_open(last.text) || last.right < 25 {
            i += 1;
            continue;
        }
        let between = |draft: &Draft| {
            draft.lines.is_empty()
                || draft.kind == SentenceKind::Furniture
                || draft.kind == SentenceKind::Heading && is_short(lines, draft, 60)
        };
        let after = drafts[i + 1..].iter().take(MOST_BETWEEN + 1);
        let count = after.take_while(|draft| between(draft)).count();
        let real = drafts[i + 1..i + 1 + count]
            .iter()
            .any(|draft| draft.kind == SentenceKind::Furniture && draft.role == Role::Text);
        let next = i + 1 + count;
        let goes_on = real
            && count <= MOST_BETWEEN
            && drafts.get(next).and_then(|draft| draft.lines.first()).is_some_and(|&first| {
                let first = &lines[first];
                let lower = begins_lower(first.text) && !begins_item(first.text);
                first.shape == Shape::Plain && first.depth == last.depth && lower
            });
        if goes_on {
            for draft in &mut drafts[i + 1..next] {
                draft.kind = SentenceKind::Furniture;
            }
            let later = std::mem::take(&mut drafts[next].lines);
            drafts[i].lines.extend(later);
            if drafts[i].kind == SentenceKind::Heading {
                drafts[i].kind = SentenceKind::Prose;
            }
            // What was joined may itself break off: the same block is looked at again.
        } else {
            i += 1;
        }
    }
    drafts.retain(|draft| !draft.lines.is_empty());
}

/// `at …` after an address may be an item whose dash was lost.
fn begins_item(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| lists().item_words.has(word))
}
