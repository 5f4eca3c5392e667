//! Repaired words, written back into the file that they were read from.

use gensvar_text::Span;

use super::scan::{Slot, Source};
use super::{alto, hocr};
use crate::document::{Document, Format, Word};
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

/// An hOCR or ALTO file with words replaced; every other byte stays as it was. What the file had
/// is kept as an alternative of the word.
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
/// If the bytes are neither hOCR nor ALTO in UTF-8, or no word stands at a replacement's place.
pub fn write_back(bytes: &[u8], replacements: &[Replacement]) -> Result<Vec<u8>, Error> {
    let format = kind::format(bytes);
    let looks_like = match format {
        Some(Format::Hocr) => hocr::LOOKS_LIKE,
        Some(Format::Alto) => alto::LOOKS_LIKE,
        _ => return Err(Error::new(NOT_WRITABLE)),
    };
    let file = std::str::from_utf8(bytes).map_err(|error| Error::damaged(looks_like, error))?;
    // The mark of byte order is no part of what is parsed.
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let before = bytes.len() - file.len();
    let (document, sources) = match format {
        Some(Format::Hocr) => hocr::scan(file),
        _ => alto::scan(file)?,
    };
    let mut out = bytes.get(..before).unwrap_or_default().to_vec();
    let mut done = 0;
    for splice in splices(&document, &sources, replacements, file)? {
        // Words of a broken file may lie in each other: the first is written.
        if let Some(between) = file.get(done..splice.0.start) {
            out.extend_from_slice(between.as_bytes());
            out.extend_from_slice(splice.1.as_bytes());
            done = splice.0.end;
        }
    }
    out.extend_from_slice(file.get(done..).unwrap_or_default().as_bytes());
    Ok(out)
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
    for (at, new) in new_words(document, replacements)? {
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
