//! A file into its documents: itself, and what is attached to it, however deep.

use std::collections::HashSet;

use crate::document::{Attachment, Document, Format, Part};
use crate::docx;
use crate::error::{Error, ErrorKind};
use crate::html;
use crate::kind;
use crate::mail::{eml, msg};
use crate::ocr;
use crate::odt;
use crate::pdf;
use crate::read::Options;
use crate::scanned::{alto, hocr, page_xml};

/// How many documents may lie in each other: a mail in a mail in a mail is the most that is seen.
const DEEPEST: usize = 8;

/// What a file of one format gives.
pub(crate) struct Opened {
    pub(crate) document: Document,
    pub(crate) attachments: Vec<Attachment>,
}

impl From<Document> for Opened {
    fn from(document: Document) -> Opened {
        Opened { document, attachments: Vec::new() }
    }
}

/// The documents of a file.
pub(crate) fn parts(bytes: &[u8], options: &Options) -> Result<Vec<Part>, Error> {
    let opened = open(bytes, options)?;
    let mut parts = vec![Part { name: None, document: Ok(opened.document) }];
    add(&mut parts, opened.attachments, "", 1, options);
    Ok(parts)
}

fn add(
    parts: &mut Vec<Part>,
    attachments: Vec<Attachment>,
    within: &str,
    depth: usize,
    options: &Options,
) {
    let mut taken = HashSet::new();
    for attachment in attachments {
        let name = format!("{within}{}", free_name(attachment.name.as_deref(), &mut taken));
        if depth > DEEPEST {
            let error = Error::new(ErrorKind::TooDeep { limit: DEEPEST });
            parts.push(Part { name: Some(name), document: Err(error) });
            continue;
        }
        match open(&attachment.bytes, options) {
            Err(error) => parts.push(Part { name: Some(name), document: Err(error) }),
            Ok(opened) => {
                let inside = format!("{name}/");
                parts.push(Part { name: Some(name), document: Ok(opened.document) });
                add(parts, opened.attachments, &inside, depth + 1, options);
            }
        }
    }
}

fn open(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    match kind::format(bytes) {
        Some(Format::Pdf) => Ok(pdf::read(bytes, options)?.into()),
        Some(Format::Image) => Ok(ocr::read_image(bytes, options)?.into()),
        Some(Format::Docx) => docx::read(bytes, options),
        Some(Format::Hocr) => Ok(hocr::read(bytes, options)?.into()),
        Some(Format::Alto) => Ok(alto::read(bytes, options)?.into()),
        Some(Format::PageXml) => Ok(page_xml::read(bytes, options)?.into()),
        Some(Format::Eml) => eml::read(bytes, options),
        Some(Format::Msg) => msg::read(bytes, options),
        Some(Format::Html) => Ok(html::read(bytes, options)?.into()),
        Some(Format::Odt) => Ok(odt::read(bytes, options)?.into()),
        Some(Format::Text) | None => Ok(Document::from(options.decode(bytes)?).into()),
    }
}

/// How long a name may be; file systems take 255 bytes, and something is put behind it.
const LONGEST: usize = 120;

/// The name that a stranger gave to a document as the name of a file in a folder of ours: no way
/// out of the folder, nothing a shell or a terminal reads otherwise, and not the name of another.
fn free_name(given: Option<&str>, taken: &mut HashSet<String>) -> String {
    // The last part, whichever system's path it is.
    let given = given.unwrap_or_default();
    let last = given.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let plain =
        |c: char| if c.is_control() || is_unseen(c) || "<>:\"|?*".contains(c) { '_' } else { c };
    let clean: String = last.chars().map(plain).collect();
    // A leading dot hides it, a leading dash looks like an option, a closing dot is lost on Windows.
    let clean = clean.trim().trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' ']);
    let name = if clean.is_empty() { "attachment" } else { clean };
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 8 => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let mut cut = stem.len().min(LONGEST);
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    let stem = &stem[..cut];
    let mut free = format!("{stem}{extension}");
    // Many file systems hold two names that differ in capitals for one.
    let mut number = 1;
    while !taken.insert(free.to_lowercase()) {
        number += 1;
        free = format!("{stem} ({number}){extension}");
    }
    free
}

/// Characters that change how a text is shown and are not seen themselves.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_name_stays_in_the_folder() {
        let name = |given: &str| free_name(Some(given), &mut HashSet::new());
        for (given, safe) in [
            ("bilag 1.pdf", "bilag 1.pdf"),
            ("../../x", "x"),
            ("/etc/passwd", "passwd"),
            ("C:\\Users\\ø\\svar.docx", "svar.docx"),
            ("..", "attachment"),
            ("", "attachment"),
            (" - .pdf", "pdf"),
            ("-rf", "rf"),
            (".bashrc", "bashrc"),
            ("to\nlinjer\u{202e}fdp.exe", "to_linjer_fdp.exe"),
            ("svar/", "svar"),
        ] {
            assert_eq!(name(given), safe, "{given:?}");
        }
        assert_eq!(free_name(None, &mut HashSet::new()), "attachment");
        assert_eq!(name(&"æ".repeat(400)).len(), LONGEST);
        let long = name(&format!("{}.docx", "o".repeat(400)));
        assert!(long.ends_with("o.docx") && long.len() < 200);
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let mut taken = HashSet::new();
        let names = ["bilag.pdf", "Bilag.pdf", "bilag", "bilag.pdf"]
            .map(|given| free_name(Some(given), &mut taken));
        assert_eq!(names, ["bilag.pdf", "Bilag (2).pdf", "bilag", "bilag (3).pdf"]);
    }
}
