//! Repaired words, written back into the file that they were read from.

use gensvar_text::Span;

use super::scan::{Slot, Source};
use super::{alto, hocr};
use crate::decode::decode;
use crate::document::{Document, Format, Word};
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};
use crate::kind;

/// A stretch of a document's text, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Where, in bytes of [`Document::text`](crate::Document::text).
    pub span: Span,
    /// What is to stand there.
    pub text: String,
}

/// An hOCR or ALTO file with words replaced; every other byte stays as it was, but that a file in
/// another encoding than UTF-8 becomes UTF-8 and says so. What the file had is kept as an
/// alternative of the word.
///
/// Where two words become one, the first of them has it and the other is left empty; where one
/// becomes two, both stand in it.
///
/// ```
/// use gensvar_ingest::{Options, Replacement, write_back};
/// use gensvar_text::Span;
/// let file = br#"<alto><Layout><Page><TextLine><String CONTENT="Bgrn"/></TextLine></Page></Layout></alto>"#;
/// let replacements = [Replacement { span: Span::new(1, 2), text: "ø".to_owned() }];
/// let written = write_back(file, &replacements).unwrap();
/// let parts = Options::default().documents_in(&written[..]).unwrap();
/// assert_eq!(parts[0].document.as_ref().unwrap().text, "Børn\n");
/// assert!(String::from_utf8(written).unwrap().contains(
///     r#"<String CONTENT="Børn"><ALTERNATIVE PURPOSE="original">Bgrn</ALTERNATIVE></String>"#
/// ));
/// ```
///
/// # Errors
/// If the bytes are neither hOCR nor ALTO, cannot be read without loss, or no word stands at a replacement's place.
pub fn write_back(bytes: &[u8], replacements: &[Replacement]) -> Result<Vec<u8>, Error> {
    let format = kind::format(bytes);
    let looks_like = match format {
        Some(Format::Hocr) => hocr::LOOKS_LIKE,
        Some(Format::Alto) => alto::LOOKS_LIKE,
        _ => return Err(Error::new(NOT_WRITABLE)),
    };
    // Bytes that could not be read would not be the same after it.
    let decoded = decode(bytes)?;
    if let Some(warning) = decoded.warnings.first() {
        return Err(Error::damaged(looks_like, warning));
    }
    let file = decoded.text.as_str();
    let (document, sources) = match format {
        Some(Format::Hocr) => hocr::scan(file),
        _ => alto::scan(file)?,
    };
    let mut out = String::with_capacity(file.len());
    let mut done = 0;
    for splice in splices(&document, &sources, replacements, file)? {
        // Words of a broken file may lie in each other: the first is written.
        if let Some(between) = file.get(done..splice.0.start) {
            out.push_str(between);
            out.push_str(&splice.1);
            done = splice.0.end;
        }
    }
    out.push_str(file.get(done..).unwrap_or_default());
    if decoded.encoding != Encoding::Utf8 {
        out = declared_utf_8(&out);
    }
    let mark: &[u8] = if bytes.starts_with(BOM) { BOM } else { b"" };
    Ok([mark, out.as_bytes()].concat())
}

/// The mark of byte order in UTF-8, which is no part of what is parsed.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The file with UTF-8 for the encoding that its head declares, which it was in before.
fn declared_utf_8(file: &str) -> String {
    let mut out = file.to_owned();
    for key in ["encoding=", "charset="] {
        // The head: what comes later speaks of something else.
        let head = out.find("<body").or_else(|| out.find("?>")).unwrap_or(0);
        let Some(found) = out.get(..head).and_then(|head| head.find(key)) else { continue };
        let at = found + key.len();
        let quote = usize::from(out.get(at..).is_some_and(|rest| rest.starts_with(['"', '\''])));
        let start = at + quote;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
        let length = out.get(start..).and_then(|rest| rest.find(|c: char| !is_name(c)));
        if let Some(length) = length {
            out.replace_range(start..start + length, "UTF-8");
        }
    }
    out
}

const NOT_WRITABLE: ErrorKind = ErrorKind::NotText {
    looks_like: "something else than hOCR or ALTO",
    remedy: "repaired words can be written back into these two",
};

/// What goes in the place of which bytes, in the file's order.
type Splice = (std::ops::Range<usize>, String);

fn splices(
    document: &Document,
    sources: &[Source],
    replacements: &[Replacement],
    file: &str,
) -> Result<Vec<Splice>, Error> {
    let mut out = Vec::new();
    let new_words = new_words(document, replacements)?;
    out.extend(wholes(document, sources, &new_words));
    for (at, new) in new_words {
        let (Some(word), Some(source)) = (document.words.get(at), sources.get(at)) else {
            continue;
        };
        let old = document.text.get(word.span.range()).unwrap_or_default();
        if new == old {
            continue;
        }
        let new = escaped(&new);
        match &source.alternative {
            Some(slot) => {
                let other =
                    format!("<ALTERNATIVE PURPOSE=\"original\">{}</ALTERNATIVE>", escaped(old));
                out.push((source.content.clone(), new));
                out.push(match slot {
                    Slot::At(at) => (*at..*at, in_prefix(&other, file, source)),
                    Slot::Closed(end, name) => {
                        let other = in_prefix(&other, file, source);
                        (end.clone(), format!(">{other}</{name}>"))
                    }
                });
            }
            None => {
                let old = file.get(source.content.clone()).unwrap_or_default();
                // A word that a tag ends or begins in cannot be put into another.
                if old.matches("</").count() * 2 != old.matches('<').count() {
                    continue;
                }
                let both = format!(
                    "<span class=\"alternatives\"><ins class=\"alt\">{new}</ins><del class=\"alt\">{old}</del></span>"
                );
                out.push((source.content.clone(), both));
            }
        }
    }
    out.sort_by_key(|splice| (splice.0.start, splice.0.end));
    Ok(out)
}

/// Words that a line end parts, put together anew with each of their parts; where both change, they
/// come twice.
fn wholes(document: &Document, sources: &[Source], new_words: &[(usize, String)]) -> Vec<Splice> {
    let whole = |at: usize| sources.get(at)?.whole.as_ref();
    let text = |at: usize| -> Option<&str> {
        let new = new_words.binary_search_by_key(&at, |(changed, _)| *changed);
        let new = new.ok().and_then(|found| new_words.get(found));
        let old = || document.words.get(at)?.span.slice(&document.text);
        new.map(|(_, text)| text.as_str()).or_else(old)
    };
    let mut out = Vec::new();
    for (at, _) in new_words {
        let Some(of_part) = whole(*at) else { continue };
        let first = if of_part.is_first { *at } else { at.saturating_sub(1) };
        let parts = [first, first + 1];
        let both = parts.map(|part| whole(part).zip(text(part)));
        if let [Some((one, before)), Some((other, after))] = both
            && one.is_first
            && !other.is_first
        {
            let new = escaped(&format!("{}{after}", before.trim_end_matches(['-', '\u{ad}'])));
            out.extend([one, other].map(|whole| (whole.content.clone(), new.clone())));
        }
    }
    out
}

/// An element under the namespace prefix that the word's own element has in the file.
fn in_prefix(element: &str, file: &str, source: &Source) -> String {
    let tag = file.get(..source.content.start).and_then(|head| head.rsplit_once('<'));
    let prefix = tag.and_then(|(_, tag)| tag.split_whitespace().next()?.split_once(':'));
    match prefix {
        Some((prefix, _)) => element
            .replace("<ALTERNATIVE", &format!("<{prefix}:ALTERNATIVE"))
            .replace("</ALTERNATIVE", &format!("</{prefix}:ALTERNATIVE")),
        None => element.to_owned(),
    }
}

/// The words that change, by their number, with what they become.
fn new_words(
    document: &Document,
    replacements: &[Replacement],
) -> Result<Vec<(usize, String)>, Error> {
    let mut sorted: Vec<&Replacement> = replacements.iter().collect();
    sorted.sort_by_key(|replacement| (replacement.span.start, replacement.span.end));
    let words = &document.words;
    let mut out = Vec::new();
    let mut rest = sorted.as_slice();
    while let Some(first) = rest.first() {
        let (from, mut to) = touched(words, first.span)?;
        // Replacements in the same words are made together.
        let mut count = 1;
        while let Some(next) = rest.get(count) {
            let (start, end) = touched(words, next.span)?;
            if start >= to {
                break;
            }
            to = to.max(end);
            count += 1;
        }
        let (together, after) = rest.split_at(count);
        rest = after;
        let Some(group) = words.get(from..to) else { continue };
        let text = replaced(document, group, together);
        let pieces: Vec<&str> = text.split_whitespace().collect();
        for (i, at) in (from..to).enumerate() {
            let new = match i {
                i if pieces.len() == group.len() => pieces.get(i).copied().unwrap_or_default(),
                0 => &pieces.join(" "),
                _ => "",
            };
            out.push((at, new.to_owned()));
        }
    }
    Ok(out)
}

/// The words that a stretch touches: the first, and the one after the last.
fn touched(words: &[Word], span: Span) -> Result<(usize, usize), Error> {
    let from = words.partition_point(|word| word.span.end <= span.start);
    let to = words.partition_point(|word| word.span.start < span.end);
    // Something put in at the end of a word belongs to it.
    let from = match from.checked_sub(1) {
        Some(before)
            if from >= to && words.get(before).is_some_and(|w| w.span.end == span.start) =>
        {
            before
        }
        _ => from,
    };
    let to =
        to.max(from + usize::from(words.get(from).is_some_and(|w| w.span.start <= span.start)));
    if from < to { Ok((from, to)) } else { Err(Error::new(ErrorKind::NoWord { at: span.start })) }
}

/// The text of neighbouring words after replacements in them.
fn replaced(document: &Document, group: &[Word], replacements: &[&Replacement]) -> String {
    let start = group.first().map_or(0, |word| word.span.start);
    let end = group.last().map_or(start, |word| word.span.end);
    let mut out = String::new();
    let mut done = start;
    for replacement in replacements {
        let from = replacement.span.start.clamp(done, end);
        out.push_str(document.text.get(done..from).unwrap_or_default());
        out.push_str(&replacement.text);
        done = replacement.span.end.clamp(from, end);
    }
    out.push_str(document.text.get(done..end).unwrap_or_default());
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
