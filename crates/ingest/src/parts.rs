//! A file into its documents: itself, and what is attached to it, however deep.

use std::collections::HashMap;

use crate::clock::Clock;
use crate::decode::Warning;
use crate::document::{Attachment, Document, Format, Part};
use crate::docx;
use crate::error::{Error, ErrorKind};
use crate::html;
use crate::kind;
use crate::mail::{eml, msg};
use crate::ocr;
use crate::odt;
use crate::pdf;
use crate::read::{Ocr, Options};
use crate::scanned::{alto, hocr, page_xml};

/// How many documents may lie in each other: a mail in a mail in a mail is the most that is seen.
const DEEPEST: usize = 8;
/// How many documents a file may hold: a mailbox of some years.
const MOST: usize = 10_000;

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
    let mut parts = Parts::new(options);
    let opened = parts.open(bytes)?;
    let attachments = parts.add(None, opened, || bytes.to_vec());
    parts.add_attached(attachments, "", 1);
    Ok(parts.all)
}

/// The documents of a file so far, and how much more there may be of them.
struct Parts {
    all: Vec<Part>,
    /// How the next one is read: within the bytes and the time that are left for all.
    options: Options,
    clock: Clock,
    /// How many bytes there may be in all.
    limit: u64,
}

impl Parts {
    fn new(options: &Options) -> Parts {
        Parts {
            all: Vec::new(),
            options: options.clone(),
            clock: Clock::start(options.timeout),
            limit: options.max_bytes,
        }
    }

    /// What bytes hold. A document that unpacks to much leaves less for those after it: many that are
    /// not too large each are too large together.
    fn open(&mut self, bytes: &[u8]) -> Result<Opened, Error> {
        self.options.timeout = self.clock.left()?;
        let mut opened = open(bytes, &self.options).map_err(|error| self.whole_limits(error))?;
        let document = &mut opened.document;
        let size = document.text.len() as u64;
        self.options.max_bytes = self.options.max_bytes.saturating_sub(size);
        if let Some((engine, _)) = document.ocr().filter(|(engine, _)| !engine.knows_danish()) {
            let languages = engine.languages.clone();
            document.warnings.push(Warning::NoDanish { languages });
        }
        // Unless it is told already why.
        if document.warnings.is_empty() && document.text.trim().is_empty() {
            document.warnings.push(Warning::Empty);
        }
        Ok(opened)
    }

    /// An error that tells the limit of the whole file, of which only a rest was left.
    fn whole_limits(&self, error: Error) -> Error {
        match error.kind() {
            ErrorKind::TimedOut { .. } => self.clock.over(),
            ErrorKind::UnpacksTooLarge { .. } => {
                Error::new(ErrorKind::UnpacksTooLarge { limit: self.limit })
            }
            _ => error,
        }
    }

    /// Adds a document, and hands over what is attached to it.
    fn add(
        &mut self,
        name: Option<String>,
        opened: Opened,
        bytes: impl FnOnce() -> Vec<u8>,
    ) -> Vec<Attachment> {
        let Opened { document, attachments } = opened;
        let is_markup = matches!(document.format, Format::Hocr | Format::Alto);
        let original = is_markup.then(bytes);
        self.all.push(Part { name, document: Ok(document), original });
        attachments
    }

    /// Whether OCR found no text on an image that is attached: a photo, or an emblem, which would make
    /// many e-mails fail.
    fn is_picture(&self, error: &Error, attachment: &Attachment) -> bool {
        self.options.ocr != Ocr::Never
            && matches!(error.kind(), ErrorKind::NoText { .. })
            && kind::format(&attachment.bytes) == Some(Format::Image)
    }

    fn add_failed(&mut self, name: String, error: Error) {
        self.all.push(Part { name: Some(name), document: Err(error), original: None });
    }

    fn add_attached(&mut self, attachments: Vec<Attachment>, within: &str, depth: usize) {
        let mut taken = Taken::new();
        for attachment in attachments {
            let name = format!("{within}{}", free_name(attachment.name.as_deref(), &mut taken));
            if self.all.len() >= MOST {
                // One stands for all that follow; more would make many messages of few bytes.
                if self.all.len() == MOST {
                    self.add_failed(name, Error::new(ErrorKind::TooMany { limit: MOST }));
                }
                return;
            }
            if depth > DEEPEST {
                self.add_failed(name, Error::new(ErrorKind::TooDeep { limit: DEEPEST }));
                continue;
            }
            match self.open(&attachment.bytes) {
                Err(error) if self.is_picture(&error, &attachment) => {
                    let warnings = vec![Warning::Picture];
                    let picture =
                        Document { warnings, ..Document::new(String::new(), Format::Image) };
                    self.add(Some(name), picture.into(), Vec::new);
                }
                Err(error) => self.add_failed(name, error),
                Ok(opened) => {
                    let inside = format!("{name}/");
                    let attached = self.add(Some(name), opened, || attachment.bytes);
                    self.add_attached(attached, &inside, depth + 1);
                }
            }
        }
    }
}

fn open(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    match kind::format(bytes) {
        Some(Format::Pdf) => pdf::read(bytes, options),
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

/// The names in a folder, as file systems compare them that hold two for one that differ in capitals,
/// each with how many came by it.
type Taken = HashMap<String, usize>;

/// The name that a stranger gave to a document as the name of a file in a folder of ours: no way
/// out of the folder, nothing a shell or a terminal reads otherwise, and not the name of another.
fn free_name(given: Option<&str>, taken: &mut Taken) -> String {
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
    let key = format!("{stem}{extension}").to_lowercase();
    let next = taken.get(&key).map_or(1, |count| count + 1);
    let names = (next..).map(|number| match number {
        1 => (number, format!("{stem}{extension}")),
        _ => (number, format!("{stem} ({number}){extension}")),
    });
    let mut free = names.filter(|(_, name)| !taken.contains_key(&name.to_lowercase()));
    let (number, free) = free.next().unwrap_or_default();
    taken.insert(key, number);
    taken.entry(free.to_lowercase()).or_insert(1);
    free
}

/// Characters that change how a text is shown and are not seen themselves.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_strangers_name_stays_in_the_folder() {
        let name = |given: &str| free_name(Some(given), &mut Taken::new());
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
        assert_eq!(free_name(None, &mut Taken::new()), "attachment");
        assert_eq!(name(&"æ".repeat(400)).len(), LONGEST);
        let long = name(&format!("{}.docx", "o".repeat(400)));
        assert!(long.ends_with("o.docx") && long.len() < 200);
    }

    #[test]
    fn thousands_of_one_name_are_told_apart_at_once() {
        let begun = Instant::now();
        let mut taken = Taken::new();
        let names: Vec<String> =
            (0..8000).map(|_| free_name(Some("bilag.pdf"), &mut taken)).collect();
        assert_eq!(names[7999], "bilag (8000).pdf");
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }

    fn mail_with(bodies: &[&str]) -> Vec<u8> {
        let mut mail = "From: a@b.example\r\nMessage-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=x\r\n\r\n"
            .to_owned();
        for body in bodies {
            mail += &format!(
                "--x\r\nContent-Type: text/plain\r\n\
                 Content-Disposition: attachment; filename=a.txt\r\n\r\n{body}\r\n"
            );
        }
        (mail + "--x--\r\n").into_bytes()
    }

    #[test]
    fn there_may_be_so_many_and_no_more() {
        let mail = mail_with(&vec!["Svar."; MOST + 50]);
        let parts = parts(&mail, &Options::default()).unwrap();
        assert_eq!(parts.len(), MOST + 1);
        let last = parts.last().unwrap().document.as_ref().unwrap_err();
        assert_eq!(last.kind(), &ErrorKind::TooMany { limit: MOST });
    }

    #[test]
    fn all_documents_of_a_file_share_its_limits() {
        let mut parts = Parts::new(&Options { max_bytes: 1000, ..Options::default() });
        parts.open(&[b'a'; 600]).unwrap();
        assert_eq!(parts.options.max_bytes, 400);
        parts.open(&[b'a'; 600]).unwrap();
        assert_eq!(parts.options.max_bytes, 0);
        // Told is the limit of the whole file, of which nothing is left here.
        let timeout = Some(Duration::from_secs(7));
        let mut parts = Parts::new(&Options { timeout, ..Options::default() });
        parts.clock = parts.clock.run_out();
        let late = parts.open(b"Svar.").err().unwrap();
        assert_eq!(late.kind(), &ErrorKind::TimedOut { seconds: 7 });
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let mut taken = Taken::new();
        let names = ["bilag.pdf", "Bilag.pdf", "bilag", "bilag.pdf"]
            .map(|given| free_name(Some(given), &mut taken));
        assert_eq!(names, ["bilag.pdf", "Bilag (2).pdf", "bilag", "bilag (3).pdf"]);
    }
}
