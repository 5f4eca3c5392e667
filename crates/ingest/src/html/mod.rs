//! HTML: whole pages, and the bodies of e-mails.

mod walk;
mod xhtml;

use crate::charset;
use crate::decode::Warning;
use crate::document::{Document, Format};
use crate::error::Error;
use crate::read::Options;

/// How far into a page its encoding is declared.
const HEAD: usize = 2048;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let mut document = source(bytes, options)?;
    let shown = shown(&document.text);
    document.warnings.extend(shown.warnings);
    Ok(Document { text: shown.text, format: Format::Html, ..document })
}

/// What a reader sees of a page.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) text: String,
    pub(crate) warnings: Vec<Warning>,
}

pub(crate) fn shown(html: &str) -> Shown {
    let (text, struck_out) = walk::to_text(&xhtml::opened(html));
    Shown { text, warnings: Warning::struck_out(struck_out) }
}

/// The page as it is written, tags and all.
pub(crate) fn source(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    charset::text(bytes, declared(bytes).as_deref(), options)
}

/// `<meta charset="…">` or `content="text/html; charset=…"`, or what an XML declaration says.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| Some(head.split_once(key)?.1))?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))?;
    name.get(..end).map(str::to_owned)
}
