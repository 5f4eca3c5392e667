//! Lines of a text and what can be told of each by itself.

use std::collections::BTreeMap;

use crate::span::Span;

use super::lists::lists;
use super::rows;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line<'t> {
    /// From its first to its last character, the marks of quoted mail included.
    pub(super) span: Span,
    /// Without these marks.
    pub(super) text: &'t str,
    /// How many `>` stand before it.
    pub(super) depth: usize,
    /// The column of its first character.
    pub(super) indent: usize,
    /// The column after its last character.
    pub(super) right: usize,
    /// How many blank lines stand before it.
    pub(super) blanks: usize,
    /// Whether a form feed stands before it.
    pub(super) page: bool,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Length in bytes of the bullet or number it begins with.
    pub(super) marker: usize,
    /// Whether it stands at the head or foot of pages.
    pub(super) running: bool,
}

/// What a line looks like, whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// No letter and no digit.
    Noise,
    /// A line of dashes or the like, or a page's number.
    Separator,
    /// A reference, a date, an address: no part of what is said.
    Furniture,
    /// The key of a reference whose value stands on the next line.
    Key,
    /// Greets the reader.
    Greeting,
    /// Closes the letter.
    Closing,
    /// A row of a table.
    Table,
    /// A row of a table in which something is said.
    Row,
    /// Begins with a bullet or a number.
    Marker(Mark),
    /// `key: value`
    KeyValue,
    /// Anything else.
    Plain,
}

/// What an item begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A dash or another sign.
    Bullet,
    /// A number or letter with a bracket.
    Bracket,
    /// A number with a full stop.
    Number,
    /// Numbers with full stops between: `1.2.`
    Section,
    /// A label such as `Svar:`.
    Label,
    /// The sign of a heading in Markdown.
    Title,
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut out, mut blanks, mut page) = (Vec::new(), 0, false);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let len = rest.find(is_break).unwrap_or(rest.len());
        let quoted = out.last().is_some_and(|line: &Line<'_>| line.depth > 0);
        if let Some(line) = line(text, at, at + len, blanks, page, quoted) {
            let noise = line.text.is_empty();
            out.push(line);
            (blanks, page) = (usize::from(noise), false);
        } else {
            blanks += 1;
        }
        at += len;
        let mut ends = text[at..].chars();
        if let Some(end) = ends.next() {
            at += end.len_utf8();
            at += usize::from(end == '\r' && ends.next() == Some('\n'));
            page |= end == '\u{c}';
        }
    }
    lone_quotes(&mut out, text);
    heads_and_feet(&mut out);
    page_numbers(&mut out);
    rows::answers(&mut out);
    out
}

/// Numbers of pages: those that say so, and bare ones at a page's end or counting up.
fn page_numbers(lines: &mut [Line<'_>]) {
    let bare = |line: &Line<'_>| {
        let number = line.text.split('/').next().unwrap_or_default().trim();
        number.parse::<usize>().ok().filter(|_| line.shape == Shape::Separator)
    };
    let mut counting: Vec<(usize, usize)> = Vec::new();
    for i in 0..lines.len() {
        let line = &lines[i];
        if line.shape != Shape::Separator || !line.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let said = line.text.starts_with(char::is_alphabetic)
            || line.text.starts_with(['-', '–', '—']) && !line.text.starts_with("--");
        let at_end = line.page || lines.get(i + 1).is_some_and(|next| next.page);
        match bare(line) {
            _ if said || at_end => lines[i].running = true,
            Some(number) => counting.push((i, number)),
            None => {}
        }
    }
    let counts = counting.len() > 1
        && counting.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1)
        && counting.windows(2).all(|pair| pair[0].0 + 8 < pair[1].0);
    for (i, _) in counting.into_iter().filter(|_| counts) {
        lines[i].running = true;
    }
}

/// What stands again and again over or under the end of a page is no part of the text.
fn heads_and_feet(lines: &mut [Line<'_>]) {
    let pages: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].page && i > 0).collect();
    if pages.len() < 2 {
        return;
    }
    let same = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    let places = |page: usize| [page.checked_sub(2), Some(page - 1), Some(page), Some(page + 1)];
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut counted = 0;
    for &page in &pages {
        for i in places(page).into_iter().flatten() {
            if i >= counted && lines.get(i).is_some_and(|line| line.text.len() <= 100) {
                *seen.entry(same(lines[i].text)).or_default() += 1;
                counted = i + 1;
            }
        }
    }
    for page in pages {
        for i in places(page).into_iter().flatten() {
            // Where the first page begins, what comes again may be the title.
            let Some(line) = lines.get_mut(i).filter(|_| i > 1) else { continue };
            let again = seen.get(&same(line.text)).is_some_and(|&count| count >= 2);
            if again && line.shape != Shape::Noise {
                (line.shape, line.marker, line.running) = (Shape::Furniture, 0, true);
            }
        }
    }
}

/// A single line with `>` is an item whose dash OCR misread, no quoted mail.
fn lone_quotes<'t>(lines: &mut [Line<'t>], text: &'t str) {
    for i in 0..lines.len() {
        let quoted = |line: Option<&Line<'_>>| line.is_some_and(|line| line.depth > 0);
        let before = i.checked_sub(1).and_then(|i| lines.get(i));
        let alone = lines[i].depth == 1 && !quoted(before) && !quoted(lines.get(i + 1));
        if alone && lines[i].text.starts_with(char::is_alphabetic) && lines.len() > 1 {
            let line = &mut lines[i];
            line.marker = line.span.len() - line.text.len();
            line.text = &text[line.span.range()];
            line.depth = 0;
            line.shape = Shape::Marker(Mark::Bullet);
        }
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn line(
    text: &str,
    from: usize,
    to: usize,
    blanks: usize,
    page: bool,
    quoted: bool,
) -> Option<Line<'_>> {
    let raw = &text[from..to];
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return None;
    }
    let start = from + (raw.len() - raw.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    let (mut depth, mut body) = (0, trimmed);
    while let Some(rest) = body.strip_prefix('>') {
        depth += 1;
        body = rest.trim_start();
    }
    // `>>Byens` is a quotation mark as OCR reads it.
    let glued = !trimmed[..trimmed.len() - body.len()].ends_with(char::is_whitespace);
    if glued && !body.is_empty() && !quoted {
        (depth, body) = (0, trimmed);
    }
    let indent: usize =
        text[from..span.end - body.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let right = indent + body.chars().count();
    let (shape, marker) = shape(body);
    Some(Line {
        span,
        text: body,
        depth,
        indent,
        right,
        blanks,
        page,
        shape,
        marker,
        running: false,
    })
}

/// The words of the line, at most so many.
fn few_words(text: &str, most: usize) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if words.len() == most {
            return None;
        }
        words.push(word);
    }
    Some(words)
}

fn shape(text: &str) -> (Shape, usize) {
    if !text.contains(char::is_alphanumeric) {
        let long = text.chars().filter(|c| !c.is_whitespace()).count() >= 3;
        return (if long { Shape::Separator } else { Shape::Noise }, 0);
    }
    if is_page_number(text) {
        return (Shape::Separator, 0);
    }
    if let Some(shape) = rows::shape(text) {
        return shape;
    }
    let lists = lists();
    if lists.furniture.begins(text.trim_start_matches(['-', '_', '*', ' '])) && text.len() < 160 {
        return (Shape::Furniture, 0);
    }
    if text.starts_with("<sup>") || is_running_head(text) || is_quoted_by(text) {
        return (Shape::Furniture, 0);
    }
    if let Some(shape) = key_line(text) {
        return (shape, 0);
    }
    if let Some(len) = title(text) {
        return (Shape::Marker(Mark::Title), len);
    }
    if let Some((mark, len)) = marker(text) {
        return (Shape::Marker(mark), len);
    }
    let words = few_words(text, 9);
    if let Some(words) = &words {
        let ends_open = !ends_sentence(text) && !text.ends_with(':');
        let capital = text.starts_with(char::is_uppercase);
        if words.len() <= 7 && capital && lists.greetings.begins(text) && !text.ends_with('.') {
            return (Shape::Greeting, 0);
        }
        if words.len() <= 8 && text.len() <= 80 && lists.closings.begins(text) {
            return (Shape::Closing, 0);
        }
        // The floor of an address is an ordinal: `Tietgensgade 31A, 1.`
        let floor = words.len() >= 3 && words[words.len() - 1].len() <= 3;
        if ends_open && is_date(words)
            || (ends_open || floor) && is_address(words)
            || is_contact(words)
        {
            return (Shape::Furniture, 0);
        }
    }
    if key_value(text).is_some() {
        return (Shape::KeyValue, 0);
    }
    (Shape::Plain, 0)
}

/// Whether the line ends with a mark that can end a sentence, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(is_closer).ends_with(['.', '?', '!', '…'])
}

/// Quotes and brackets that close something, and marks of emphasis.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '“'
            | '’'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | ')'
            | ']'
            | '}'
            | '*'
            | '_'
            | '`'
            | '´'
    )
}

/// Quotes and brackets that open something, and marks of emphasis.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '“'
            | '„'
            | '‚'
            | '’'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '('
            | '['
            | '{'
            | '*'
            | '_'
            | '`'
            | '´'
    )
}

fn is_page_number(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let inner = text.trim_matches(|c: char| {
        matches!(c, '-' | '–' | '—' | '_' | '·' | '|' | '.' | '[' | ']' | ' ') || c.is_whitespace()
    });
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if digits(inner) {
        return inner.len() <= 3 || text.len() > inner.len() + 1;
    }
    if let Some((page, of)) = inner.split_once('/')
        && digits(page.trim())
        && digits(of.trim())
        && page.len() <= 3
        && of.len() <= 3
    {
        return true;
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    match words.as_slice() {
        [side, page] => {
            is_side(side)
                && (digits(page)
                    || page.split_once('/').is_some_and(|(a, b)| digits(a) && digits(b)))
        }
        [side, page, _, of] => is_side(side) && digits(page) && digits(of),
        [page, between, of] => digits(page) && digits(of) && between.len() == 2,
        _ => false,
    }
}

fn is_side(word: &str) -> bool {
    lists().page_words.has(word.trim_end_matches(['.', ':']))
}

/// Whether it is what an item begins with: a bullet, `1.`, `a)`.
pub(super) fn is_set_off(cell: &str) -> bool {
    if cell.chars().count() > 6 {
        return false;
    }
    let bare = !cell.contains(char::is_alphanumeric);
    let number = cell.ends_with(['.', ')', '-', '–']) && !cell.contains(char::is_alphabetic);
    bare || number || marker(&format!("{cell} Xx")).is_some_and(|(_, len)| len > cell.len())
}

pub(super) fn key_word(text: &str) -> &str {
    text.trim().trim_end_matches([':', '.', ' '])
}

/// Lines of the head of a letter or e-mail: `Sagsnr. 2024-1`, `Emne: …`.
fn key_line(text: &str) -> Option<Shape> {
    let lists = lists();
    let prefix_end =
        text.char_indices().take(32).find(|&(_, c)| c == ':' || c == '\t').map(|(i, _)| i);
    let short = |rest: &str| few_words(rest, 16).is_some() && !ends_clause(rest);
    if let Some(end) = prefix_end {
        let (key, rest) = (key_word(&text[..end]), text[end + 1..].trim());
        if !lists.keys.has_damaged(key) {
            return None;
        }
        if rest.is_empty() {
            return Some(Shape::Key);
        }
        let mail = few_words(rest, 40).is_some() && !ends_clause(rest);
        return mail.then_some(Shape::Furniture);
    }
    if lists.keys.has_damaged(key_word(text)) {
        // A heading or a name may look like a key: only what is written like one counts.
        return is_number_key(text).then_some(Shape::Key);
    }
    // Without a colon: a key, then a number or a name.
    let words = few_words(text, 8)?;
    for take in [3, 2, 1] {
        if words.len() <= take {
            continue;
        }
        let joined = words[..take].join(" ");
        let key = key_word(&joined);
        if lists.keys.has_damaged(key) {
            let code = words[take];
            let digit = |c: char| c.is_ascii_digit();
            let numbered = code.contains(digit)
                && (code.len() >= 4 || words[take..].iter().all(|word| word.starts_with(digit)));
            let named = lists.named_keys.has(key)
                && words.len() - take <= 6
                && code.starts_with(char::is_uppercase);
            if (numbered || named) && short(text) {
                return Some(Shape::Furniture);
            }
        }
    }
    None
}

/// `Kulturforvaltningen · Sagsnr.: 2026-0033190`
fn is_running_head(text: &str) -> bool {
    let Some(words) = few_words(text, 12) else { return false };
    !ends_sentence(text)
        && words.windows(2).any(|pair| {
            let key = key_word(pair[0]).trim_matches(['(', '|']);
            pair[1].bytes().filter(u8::is_ascii_digit).count() >= 4
                && is_number_key(key)
                && lists().keys.has(key)
        })
}

/// `Den 3. februar 2025 kl. 10.12 skrev Peter Nyborg:`
fn is_quoted_by(text: &str) -> bool {
    text.ends_with(':')
        && text.contains(|c: char| c.is_ascii_digit())
        && few_words(text, 16)
            .is_some_and(|words| words.iter().any(|word| lists().quoted_by.has(key_word(word))))
}

/// Whether the key of a line is that of a number.
fn is_number_key(text: &str) -> bool {
    text.split_whitespace().any(|word| lists().number_words.ends(key_word(word)))
}

fn is_item_word(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| lists().item_words.has(word))
}

/// Whether a full sentence ends the line; the full stop of an abbreviation or number is none.
pub(super) fn ends_clause(text: &str) -> bool {
    if !ends_sentence(text) {
        return false;
    }
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let lists = lists();
    let core = last.trim_matches(|c| is_closer(c) || is_opener(c));
    !(lists.is_inside(core)
        || lists.either.has(core)
        || core.trim_end_matches('.').contains('.')
        || core.chars().filter(|c| c.is_alphabetic()).count() <= 2)
}

/// `## 2. Kurser`: the signs, and the number after them.
fn title(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches('#');
    let signs = text.len() - rest.len();
    if !(1..=6).contains(&signs) || !rest.starts_with([' ', '\t']) || text.len() > 300 {
        return None;
    }
    let body = rest.trim_start().trim_start_matches(['*', '_']);
    let number = match marker(body) {
        Some((Mark::Number | Mark::Section | Mark::Bracket, len)) => len,
        _ => return Some(text.len() - rest.trim_start().len()),
    };
    Some(text.len() - body.len() + number)
}

/// The bullet or number a line begins with, and its length with what follows it up to the text.
pub(super) fn marker(text: &str) -> Option<(Mark, usize)> {
    // A box to tick.
    for tick in ["[x] ", "[X] ", "[ ] ", "(x) ", "(X) ", "( ) ", "[] "] {
        if let Some(rest) = text.strip_prefix(tick).map(str::trim_start).filter(|r| !r.is_empty()) {
            return Some((Mark::Bullet, text.len() - rest.len()));
        }
    }
    let token_len = text.find(char::is_whitespace)?;
    let token = &text[..token_len];
    let rest = text[token_len..].trim_start();
    let len = text.len() - rest.len();
    let next = rest.chars().next()?;
    let mut chars = token.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        let bullet = match first {
            '-' | '–' | '—' | '−' | '‐' | '‑' | '•' | '·' | '*' | '▪' | '■' | '□' | '●' | '○'
            | '◦' | '►' | '▶' | '➢' | '✓' | '✔' | '☐' | '☑' | '☒' | '→' | '\u{f0b7}'
            | '\u{f0a7}' | '\u{f0d8}' | '\u{2219}' => true,
            // What OCR makes of a bullet.
            '«' | '»' | '+' | '¢' | '©' | '®' | '°' | '¤' | '~' | '=' | '¥'
                if next.is_alphabetic() =>
            {
                true
            }
            'e' | 'o' | 'ø' | 'v' if next.is_uppercase() || is_item_word(rest) => true,
            _ => false,
        };
        if bullet && (next.is_alphanumeric() || is_opener(next)) {
            return Some((Mark::Bullet, len));
        }
        return None;
    }
    // `(1)`, `a)`, `1.`, `1.2`, `iv.`
    let lists = lists();
    // `Spørgsmål 3: …`
    if let Some(colon) = rest.find(':').filter(|&colon| colon <= 4) {
        let after = rest[colon + 1..].trim_start();
        if rest[..colon].bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && rest[colon + 1..].starts_with(char::is_whitespace)
            && !after.is_empty()
            && lists.numbered.has_damaged(token)
        {
            return Some((Mark::Label, text.len() - after.len()));
        }
    }
    if let Some(inner) = token.strip_suffix(')') {
        let inner = inner.strip_prefix('(').unwrap_or(inner);
        if is_ordinal_token(inner.trim_end_matches('.')) {
            return Some((Mark::Bracket, len));
        }
        return None;
    }
    let inner = token.strip_suffix('.').unwrap_or(token);
    let numbers = inner
        .split('.')
        .all(|n| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    if numbers && inner.contains('.') {
        // `1.2 Baggrund` but not `1.2 mio.` or `12.30`
        let heading = next.is_uppercase() || token.ends_with('.') && is_opener(next);
        return (heading && inner.len() <= 8).then_some((Mark::Section, len));
    }
    if token.ends_with('.') && numbers {
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // `12. juni`, `2. behandling`
        return (!lists.ordinals.has(word) && !next.is_ascii_digit())
            .then_some((Mark::Number, len));
    }
    if token.ends_with('.')
        && (is_roman(inner) || inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_alphabetic()))
        && next.is_uppercase()
    {
        // `A. Baggrund`, `II. Sagen`; an initial has a name after it, which ends no heading: told apart by nothing here.
        return Some((Mark::Number, len));
    }
    // `ii. for erfarne`
    let small_roman = token.ends_with('.') && is_roman(inner) && inner.starts_with(['i', 'v', 'x']);
    if small_roman && (inner.len() > 1 || inner == "i") && next.is_alphabetic() {
        return Some((Mark::Bracket, len));
    }
    if let Some(label) = token.strip_suffix(':')
        && lists.labels.has(label)
        && label.len() > 2
    {
        return Some((Mark::Label, len));
    }
    None
}

fn is_ordinal_token(token: &str) -> bool {
    let digits = token.len() <= 3 && token.bytes().all(|b| b.is_ascii_digit());
    let letter = token.len() == 1 && token.bytes().all(|b| b.is_ascii_alphabetic());
    !token.is_empty() && (digits || letter || is_roman(token))
}

fn is_roman(token: &str) -> bool {
    !token.is_empty()
        && token.len() <= 5
        && (token.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            || token.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

/// The key of a `key: value` line, up to before the colon.
pub(super) fn key_value(text: &str) -> Option<usize> {
    let colon = text.char_indices().take(60).find(|&(_, c)| c == ':').map(|(i, _)| i)?;
    let (key, rest) = (&text[..colon], &text[colon + 1..]);
    if !rest.starts_with(char::is_whitespace)
        || !key.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_opener(c))
    {
        return None;
    }
    let words = few_words(key, 6)?;
    (!words.is_empty() && !key.contains(['.', '?', '!', ',', ';'])).then_some(colon)
}

fn is_date(words: &[&str]) -> bool {
    let lists = lists();
    let (mut numbers, mut months, mut year) = (0, false, false);
    for (i, word) in words.iter().enumerate() {
        let core = word.trim_matches([',', ';', '(', ')']);
        if core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'-' | b':'))
            && core.contains(|c: char| c.is_ascii_digit())
        {
            numbers += 1;
            year |= core.len() >= 6 || core.len() == 4 || core.contains('/');
        } else if lists.dates.has(core) {
            months = true;
        } else if !(i == 0 && word.ends_with(',') && word.starts_with(char::is_uppercase)
            || i == 1 && words[0].starts_with(char::is_uppercase) && word.ends_with(','))
            && !(i == 0 && words.get(1).is_some_and(|next| next.ends_with(',')))
        {
            return false;
        }
    }
    numbers >= 1 && (months || words.len() == 1 || numbers >= 2 && words.len() <= 3) && year
}

fn is_address(words: &[&str]) -> bool {
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6;
    let post = words[0].trim_start_matches("DK-");
    if (2..=5).contains(&words.len())
        && post.len() == 4
        && post.bytes().all(|b| b.is_ascii_digit())
        && words[1].starts_with(char::is_uppercase)
        && words[1].chars().count() > 1
    {
        return true;
    }
    words.len() <= 7
        && words[0].starts_with(char::is_uppercase)
        && words.windows(2).any(|pair| {
            lists().streets.ends(pair[0].trim_end_matches(','))
                && number(pair[1])
                && pair[0].starts_with(char::is_uppercase) | (words.len() <= 4)
        })
}

/// A telephone number, an e-mail address, a link, and nothing else.
fn is_contact(words: &[&str]) -> bool {
    let reach = |word: &str| {
        word.contains('@') && word.contains('.')
            || word.starts_with("www.")
            || word.starts_with("http")
            || word
                .trim_matches(['<', '>', '(', ')'])
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'+')
                && word.len() >= 2
    };
    words.len() <= 6 && words.iter().all(|word| reach(word))
        || words.len() <= 2 && words.iter().any(|word| word.contains('@') && word.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(text: &str) -> Shape {
        shape(text).0
    }

    #[test]
    fn furniture_of_letters() {
        for text in [
            "Sagsnr. 2024-0118802",
            "Sagsnr.: 2026-0033190",
            "J.nr. 00.01.10-A00-2-25",
            "Dato: 12-02-2026",
            "18. november 2024",
            "Den 14. november 2025",
            "Odense, den 9. oktober 2025",
            "27-05-2025",
            "5/2-2025",
            "Fredag den 7. november 2025",
            "1704 København V",
            "Tietgensgade 31A, 1.",
            "EAN nummer 5798009800053",
            "Til Borgerrådgiveren",
            "Att. Nanna Birk",
            "Fra: SOF Hovedpostkasse",
            "Emne: SV: Opfølgning på sagen",
            "Sendt: 9. januar 2026 09:14",
            "kbr@kk.dk",
            "A handwritten signature in blue ink.",
            "Tlf. 33 66 33 66",
            "-----Oprindelig meddelelse-----",
            "Sagsnummer i F2: 2025-12207",
            "eDoc: 2025-0019842",
            "Ref.: Vibeke Stoltz",
        ] {
            assert_eq!(shape_of(text), Shape::Furniture, "{text}");
        }
        for text in ["Sagsnr.", "Dokumentnr.", "EAN nummer", "Til:"] {
            assert_eq!(shape_of(text), Shape::Key, "{text}");
        }
        for text in ["Side 1 af 2", "- 3 -", "--- 10 ---", "2/14", "-----", "s. 4", "12"] {
            assert_eq!(shape_of(text), Shape::Separator, "{text}");
        }
        for text in
            ["Kære Borgerrådgiver", "Hej Peter,", "Til rette vedkommende", "Kare Borgerradgiver"]
        {
            assert_eq!(shape_of(text), Shape::Greeting, "{text}");
        }
        for text in [
            "Med venlig hilsen",
            "Mvh.",
            "P.d.v.",
            "De bedste hilsner",
            "På vegne af de to forvaltninger",
        ] {
            assert_eq!(shape_of(text), Shape::Closing, "{text}");
        }
    }

    #[test]
    fn lines_that_say_something() {
        for text in [
            "12. juni 2024 blev sagen behandlet.",
            "2. behandling af budgettet",
            "Fra den 1. marts 2026 gælder det alle.",
            "Til gengæld er kurset frivilligt",
            "1,2 mio. kr. er afsat",
            "Vi har 12 hold",
            "2024 blev et godt år",
        ] {
            assert_eq!(shape_of(text), Shape::Plain, "{text}");
        }
        for text in [
            "- at der er kurser",
            "• Otte jobcentre",
            "e Nyansatte deltager",
            "« at det overvejes",
            "* Alle",
        ] {
            assert_eq!(shape_of(text), Shape::Marker(Mark::Bullet), "{text}");
        }
        for text in ["1) Kurset", "a) kurset", "(2) Kurset", "iv) kurset"] {
            assert_eq!(shape_of(text), Shape::Marker(Mark::Bracket), "{text}");
        }
        assert_eq!(shape_of("1. Målgrupper"), Shape::Marker(Mark::Number));
        assert_eq!(shape_of("1.\tMålgrupper"), Shape::Marker(Mark::Number));
        assert_eq!(shape_of("2.1. Området råder ikke"), Shape::Marker(Mark::Section));
        assert_eq!(shape_of("3.4 En oversigt"), Shape::Marker(Mark::Section));
        assert_eq!(shape_of("Svar: Ja, alle."), Shape::Marker(Mark::Label));
        assert_eq!(shape_of("Nyansatte: Ingen kurser."), Shape::KeyValue);
        assert_eq!(shape_of("Opfylder\t✓\t✓"), Shape::Table);
        assert_eq!(shape_of("Nye      12      40"), Shape::Table);
        assert_eq!(shape_of("1.      Baggrund"), Shape::Marker(Mark::Number));
        assert_eq!(shape_of("a)\tkurser for nye"), Shape::Marker(Mark::Bracket));
        assert_eq!(shape_of("-     et oplæg"), Shape::Marker(Mark::Bullet));
        assert_eq!(shape_of("Nyansatte:     alle skal på kursus"), Shape::KeyValue);
        assert_eq!(shape_of("Nyansatte:\talle skal på kursus"), Shape::KeyValue);
        assert_eq!(shape_of("Vi har kurser.   De er gratis."), Shape::Plain);
        assert_eq!(shape_of("Ledere\tAlle ledere skal på kursus hvert år."), Shape::Row);
        assert_eq!(shape_of("1\tLedere\tAlle ledere skal på kursus hvert år."), Shape::Row);
        assert_eq!(shape_of("| SUF | Alle ledere skal på kursus hvert år. |"), Shape::Row);
        // One bar may be a misread I.
        assert_eq!(shape_of("Her er | alle med, også ledere uden kursus."), Shape::Plain);
        assert_eq!(shape_of("| SUF | 3 | 4 |"), Shape::Table);
        assert_eq!(shape_of("Kurser i alt\t49.400 kr."), Shape::Table);
        assert_eq!(shape_of("Kurser i alt\tca. 3 mio. kr."), Shape::Table);
        assert_eq!(shape_of("Ledere\tKurset er frivilligt."), Shape::Row);
    }
}
