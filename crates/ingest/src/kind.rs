//! What a file is, told from its bytes.

use crate::archive;
use crate::document::Format;
use crate::mail::eml;

/// The format of bytes that are no plain text and can be read; none for all else.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    let is_image = bytes.starts_with(b"\x89PNG\r\n\x1A\n")
        || bytes.starts_with(b"\xFF\xD8\xFF")
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*");
    if is_image {
        return Some(Format::Image);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ole(bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(Format::Pdf);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // In UTF-16 every other byte is zero.
    let head: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{feff}').trim_start_matches('\u{fffd}');
    if eml::is_mail(&String::from_utf8_lossy(&eml::head_first(head.as_bytes()))) {
        return Some(Format::Eml);
    }
    // Some programs put a few bytes before it.
    if bytes.get(..1024).unwrap_or(bytes).windows(6).any(|window| window == b"%PDF-1") {
        return Some(Format::Pdf);
    }
    markup(head.trim_start())
}

/// How far into a file is looked for what it is.
const HEAD: usize = 64 << 10;

fn zip(bytes: &[u8]) -> Option<Format> {
    // OpenDocument has its kind first, unpacked, so that it can be read there.
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let says = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    if says(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return Some(Format::Odt);
    }
    let has_word = match archive::names(bytes) {
        Some(names) => {
            names.iter().any(|name| name == "[Content_Types].xml")
                && names.iter().any(|name| name.starts_with("word/"))
        }
        // Cut off before its table of contents.
        None => says(b"word/"),
    };
    has_word.then_some(Format::Docx)
}

/// A file of the kind that old Office programs and Outlook write, told by the names in it.
fn ole(bytes: &[u8]) -> Option<Format> {
    let file = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).ok()?;
    if file.exists("/EncryptedPackage") {
        return Some(Format::Docx);
    }
    file.exists("/__properties_version1.0").then_some(Format::Msg)
}

/// What stands before the root of XML or HTML: how it begins and ends.
const PROLOGUE: [(&str, &str); 3] = [("<?", "?>"), ("<!--", "-->"), ("<!doctype", ">")];

/// What HTML begins with: a page, or a piece of one as programs keep it.
const TAGS: [&str; 17] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "style",
    "div",
    "p",
    "table",
    "span",
    "font",
    "center",
    "h1",
    "h2",
    "ul",
    "ol",
];

/// Tags that nobody types: two of them make a text a piece of HTML.
const BREAKS: [&str; 6] = ["<br>", "<br/>", "<br />", "</p>", "</div>", "</td>"];

/// HTML and XML, told by how they begin.
fn markup(head: &str) -> Option<Format> {
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_str();
    // Declarations and comments may stand before it.
    while let Some((_, closing)) = PROLOGUE.iter().find(|(opening, _)| rest.starts_with(opening)) {
        let is_html = rest.starts_with("<!doctype html");
        let has_entities = rest.starts_with("<!doctype")
            && rest.split('>').next().is_some_and(|declaration| declaration.contains('['));
        let closing = if has_entities { "]>" } else { closing };
        if is_html {
            break;
        }
        rest = rest.split_once(closing)?.1.trim_start();
    }
    // The name of the root, without its prefix.
    let root =
        rest.strip_prefix('<').and_then(|rest| rest.split([' ', '>', '\n', '\r', '\t']).next());
    match root.map(|root| root.rsplit(':').next().unwrap_or(root)) {
        Some("document") if rest.starts_with("<office:document") => {
            return rest.contains("opendocument.text").then_some(Format::Odt);
        }
        Some("alto") => return Some(Format::Alto),
        Some("pcgts") => return Some(Format::PageXml),
        _ => {}
    }
    let is_hocr = ["ocr_page", "ocr_line", "ocrx_word", "ocr-system"];
    let is_hocr = is_hocr.iter().any(|mark| rest.contains(mark));
    let begins = |tag: &&str| {
        rest.strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(*tag))
            .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    };
    let is_html = TAGS.iter().any(begins)
        || BREAKS.iter().map(|tag| rest.matches(tag).take(2).count()).sum::<usize>() > 1;
    is_html.then_some(if is_hocr { Format::Hocr } else { Format::Html })
}
