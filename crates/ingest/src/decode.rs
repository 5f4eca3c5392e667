use std::fmt;

use crate::detect::{controls, single_byte, upper, utf_16};
use crate::encoding::Encoding;
use crate::error::Error;
use crate::magic;

/// A text out of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, its line ends and form feeds as they were.
    pub text: String,
    /// What the bytes were in.
    pub encoding: Encoding,
    /// What could not be read, or only with doubt.
    pub warnings: Vec<Warning>,
}

/// Something about a text that its reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Bytes that are nothing in the encoding; U+FFFD stands for them.
    InvalidBytes {
        /// How many places.
        count: usize,
        /// The line of the first, counted from 1.
        line: usize,
        /// Its character in the text, counted from 0.
        character: usize,
    },
    /// The bytes could be in another encoding as well.
    DoubtfulEncoding {
        /// The one that was taken.
        encoding: Encoding,
    },
    /// Pages were read by an engine that knew no Danish.
    NoDanish {
        /// The languages that it knew.
        languages: Vec<String>,
    },
    /// A page could not be read; nothing of it is in the text.
    PageFailed {
        /// Its number, counted from 1.
        page: usize,
        /// Why.
        cause: String,
    },
    /// The text of a page looks as if an engine had read it badly, and it could not be read anew.
    BadTextLayer {
        /// Its number, counted from 1.
        page: usize,
        /// Why.
        cause: String,
    },
    /// What a page draws, or a part of it, cannot be unpacked; text may be missing.
    PageDamaged {
        /// Its number, counted from 1.
        page: usize,
    },
    /// A page has an image beside its text that was not read.
    ImageUnread {
        /// Its number, counted from 1.
        page: usize,
        /// Why.
        cause: String,
    },
    /// OCR was not sure of most of what it read on a page.
    DoubtfulScan {
        /// Its number, counted from 1.
        page: usize,
        /// How sure it was on average, in percent.
        percent: u8,
    },
    /// A page has text that stands askew or on its side, or lies across other text, which was left
    /// out.
    TurnedText {
        /// Its number, counted from 1.
        page: usize,
        /// How many characters.
        characters: usize,
    },
    /// There are control characters in the text.
    ControlCharacters {
        /// How many.
        count: usize,
    },
    /// There is nothing in it but white space.
    Empty,
    /// It is an image on which no text was found, attached to something else.
    Picture,
    /// An e-mail has its text in RTF and nothing else.
    RtfOnly,
    /// Text that is shown struck out was left out.
    StruckOut {
        /// How many characters.
        characters: usize,
    },
    /// Parts of an e-mail that are no documents: small images shown in its text, signatures.
    LeftOut {
        /// How many.
        count: usize,
    },
}

impl Warning {
    /// Whether something is missing in the text, rather than in doubt.
    pub fn is_failure(&self) -> bool {
        matches!(self, Warning::PageFailed { .. } | Warning::PageDamaged { .. })
    }

    /// Its name, and what it tells of by name, for a caller who puts it into words of another
    /// language.
    ///
    /// ```
    /// use gensvar_ingest::Warning;
    /// let warning = Warning::DoubtfulScan { page: 2, percent: 48 };
    /// let (name, values) = warning.parts();
    /// assert_eq!(name, "doubtful_scan");
    /// assert_eq!(values, [("page", "2".to_owned()), ("percent", "48".to_owned())]);
    /// ```
    pub fn parts(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let page_and_cause = |page: &usize, cause: &str| {
            vec![("page", page.to_string()), ("cause", cause.to_owned())]
        };
        match self {
            Warning::InvalidBytes { count, line, .. } => {
                ("invalid_bytes", vec![("count", count.to_string()), ("line", line.to_string())])
            }
            Warning::DoubtfulEncoding { encoding } => {
                ("doubtful_encoding", vec![("encoding", encoding.to_string())])
            }
            Warning::NoDanish { languages } => {
                ("no_danish", vec![("languages", languages.join(", "))])
            }
            Warning::PageFailed { page, cause } => ("page_failed", page_and_cause(page, cause)),
            Warning::BadTextLayer { page, cause } => {
                ("bad_text_layer", page_and_cause(page, cause))
            }
            Warning::PageDamaged { page } => ("page_damaged", vec![("page", page.to_string())]),
            Warning::ImageUnread { page, cause } => ("image_unread", page_and_cause(page, cause)),
            Warning::DoubtfulScan { page, percent } => (
                "doubtful_scan",
                vec![("page", page.to_string()), ("percent", percent.to_string())],
            ),
            Warning::TurnedText { page, characters } => (
                "turned_text",
                vec![("page", page.to_string()), ("characters", characters.to_string())],
            ),
            Warning::ControlCharacters { count } => {
                ("control_characters", vec![("count", count.to_string())])
            }
            Warning::Empty => ("empty", Vec::new()),
            Warning::Picture => ("picture", Vec::new()),
            Warning::RtfOnly => ("rtf_only", Vec::new()),
            Warning::StruckOut { characters } => {
                ("struck_out", vec![("characters", characters.to_string())])
            }
            Warning::LeftOut { count } => ("left_out", vec![("count", count.to_string())]),
        }
    }

    /// What there is to say of so many characters that are struck out.
    pub(crate) fn struck_out(characters: usize) -> Vec<Warning> {
        (characters > 0).then_some(Warning::StruckOut { characters }).into_iter().collect()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::InvalidBytes { count: 1, line, .. } => {
                write!(f, "a byte on line {line} could not be read; U+FFFD stands for it")
            }
            Warning::InvalidBytes { count, line, .. } => write!(
                f,
                "bytes in {count} places could not be read, first on line {line}; U+FFFD stands for them"
            ),
            Warning::DoubtfulEncoding { encoding } => {
                write!(f, "read as {encoding}, which is a guess; name the encoding if it is wrong")
            }
            Warning::NoDanish { languages } => write!(
                f,
                "read by an engine that knew {} and no Danish: letters are lost; install \
                 tesseract-ocr-dan and read it again",
                languages.join(", ")
            ),
            Warning::PageFailed { page, cause } => write!(f, "page {page}: {cause}"),
            Warning::BadTextLayer { page, cause } => write!(
                f,
                "page {page}: its text looks badly read, and could not be read anew: {cause}"
            ),
            Warning::PageDamaged { page } => write!(
                f,
                "page {page}: it is damaged, and text may be missing; open it in another program and save it again"
            ),
            Warning::ImageUnread { page, cause } => {
                write!(f, "page {page}: an image beside its text was not read: {cause}")
            }
            Warning::DoubtfulScan { page, percent } => {
                write!(f, "page {page}: OCR was sure of it by {percent} % only; look at the scan")
            }
            Warning::TurnedText { page, characters } => write!(
                f,
                "page {page}: {characters} characters that stand askew or across other text were left out"
            ),
            Warning::ControlCharacters { count: 1 } => {
                f.write_str("there is a control character in it")
            }
            Warning::ControlCharacters { count } => {
                write!(f, "there are {count} control characters in it")
            }
            Warning::Empty => {
                f.write_str("holds no text; look whether it was copied or saved whole")
            }
            Warning::Picture => {
                f.write_str("is an image on which no text was read; look whether it is a scan")
            }
            Warning::RtfOnly => f.write_str(
                "its text is in RTF, which is not read; save the e-mail as EML or as a text",
            ),
            Warning::StruckOut { characters } => {
                write!(f, "{characters} characters that are struck out were left out")
            }
            Warning::LeftOut { count } => write!(
                f,
                "small images in the text and signatures are no attachments; {count} left out"
            ),
        }
    }
}

/// The text that the bytes hold, in the encoding they are in for all that can be told.
///
/// ```
/// use gensvar_ingest::{Encoding, decode};
/// let decoded = decode("\u{feff}Første\r\nside\u{c}".as_bytes()).unwrap();
/// assert_eq!(decoded.text, "Første\r\nside\u{c}");
/// let latin = decode(b"K\xF8benhavns Kommune \xA7 7").unwrap();
/// assert_eq!((latin.text.as_str(), latin.encoding), ("Københavns Kommune § 7", Encoding::Windows1252));
/// assert_eq!(decode(b"").unwrap().text, "");
/// ```
///
/// # Errors
/// [`NotText`](crate::ErrorKind::NotText) if they are an image, an archive or other binary data.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return decode_as(rest, Encoding::Utf8);
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Error::new(magic::UTF_32));
    }
    if bytes.starts_with(b"\xFF\xFE") {
        return decode_as(bytes, Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return decode_as(bytes, Encoding::Utf16Be);
    }
    if let Some(kind) = magic::not_text(bytes) {
        return Err(Error::new(kind));
    }
    if let Some(encoding) = utf_16(bytes) {
        return decode_as(bytes, encoding);
    }
    // A stray control character is damage; many are no text.
    if controls(bytes) * 100 > bytes.len() {
        return Err(Error::new(magic::BINARY));
    }
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => Encoding::Utf8,
        Err(_) if is_mostly_utf_8(bytes) => Encoding::Utf8,
        Err(_) => {
            let guess = single_byte(bytes);
            // More that makes no sense than does, and much of it: compressed or other data.
            if guess.points < 0 && guess.judged * 5 > bytes.len() {
                return Err(Error::new(magic::BINARY));
            }
            let mut decoded = decode_as(bytes, guess.encoding)?;
            if guess.points <= 0 {
                let doubt = Warning::DoubtfulEncoding { encoding: guess.encoding };
                decoded.warnings.insert(0, doubt);
            }
            return Ok(decoded);
        }
    };
    decode_as(bytes, encoding)
}

/// The text that the bytes hold in that encoding; a byte order mark of its own is left out.
///
/// ```
/// use gensvar_ingest::{Encoding, decode_as};
/// let decoded = decode_as(b"p\x86 \xAFkurset\xAE", Encoding::Cp850).unwrap();
/// assert_eq!(decoded.text, "på »kurset«");
/// let damaged = decode_as(b"bl\xE5 b\xC3\xA6r", Encoding::Utf8).unwrap();
/// assert_eq!(damaged.text, "bl\u{fffd} bær");
/// assert_eq!(
///     damaged.warnings[0].to_string(),
///     "a byte on line 1 could not be read; U+FFFD stands for it",
/// );
/// ```
///
/// # Errors
/// [`NotText`](crate::ErrorKind::NotText) if more than a few of the characters it gives are control characters.
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Result<Decoded, Error> {
    let mut text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le | Encoding::Utf16Be => utf_16_text(bytes, encoding),
        Encoding::Windows1252 | Encoding::Cp850 | Encoding::Cp865 | Encoding::Macintosh => {
            let upper = upper(encoding);
            let char = |&byte: &u8| if byte < 0x80 { char::from(byte) } else { upper(byte) };
            bytes.iter().map(char).collect()
        }
    };
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    // What a DOS program wrote to mark the end.
    if text.ends_with('\u{1a}') {
        text.pop();
    }
    let mut warnings = Vec::new();
    let controls = controls(text.as_bytes());
    if controls * 100 > text.len() {
        return Err(Error::new(magic::BINARY));
    }
    let invalid = text.matches('\u{fffd}').count();
    let was_there = matches!(encoding, Encoding::Utf8)
        && bytes.windows(3).filter(|window| *window == b"\xEF\xBF\xBD").count() == invalid;
    if let Some(first) = text.find('\u{fffd}').filter(|_| !was_there) {
        let before = &text[..first];
        warnings.push(Warning::InvalidBytes {
            count: invalid,
            line: line_of(before),
            character: before.chars().count(),
        });
    }
    if controls > 0 {
        warnings.push(Warning::ControlCharacters { count: controls });
    }
    Ok(Decoded { text, encoding, warnings })
}

fn line_of(before: &str) -> usize {
    let ends = before.matches('\n').count() + before.matches('\r').count();
    1 + ends - before.matches("\r\n").count()
}

fn utf_16_text(bytes: &[u8], encoding: Encoding) -> String {
    let unit = |pair: &[u8]| match (encoding, pair) {
        (Encoding::Utf16Be, &[high, low]) | (_, &[low, high]) => u16::from_be_bytes([high, low]),
        // A byte left over at the end.
        _ => 0xFFFD,
    };
    let units = bytes.chunks(2).map(unit);
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// Whether nearly all of what is not ASCII is good UTF-8: a text in it with damage.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // What one byte of Latin-1 makes into UTF-8 by chance is seldom, three of it more so.
    good >= 2 * bad
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const TEXT: &str = "Børne- og Ungdomsforvaltningen\r\nÆrlig talt: På »kurset« får årets nye, jf. § 7, råd – også Ågot.\n";

    fn with(encoding: Encoding) -> Vec<u8> {
        let upper = upper(encoding);
        let byte = |c: char| {
            (0..=255u8).find(|&b| if b < 0x80 { char::from(b) == c } else { upper(b) == c })
        };
        TEXT.chars().map(|c| byte(c).unwrap_or(b'-')).collect()
    }

    #[test]
    fn every_encoding_is_told_from_the_content() {
        for encoding in [Encoding::Windows1252, Encoding::Cp850, Encoding::Macintosh] {
            let decoded = decode(&with(encoding)).unwrap();
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.text.contains("får årets nye"), "{}", decoded.text);
            assert!(
                decoded.text.contains("Ågot") && decoded.text.contains("»kurset«"),
                "{}",
                decoded.text
            );
            assert!(decoded.warnings.is_empty());
        }
        // The two pages differ in signs only.
        assert!(decode(&with(Encoding::Cp865)).unwrap().text.contains("får årets nye"));
        for (encoding, bytes) in [
            (
                Encoding::Utf16Le,
                TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
            ),
            (Encoding::Utf16Be, TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
            let mark: Vec<u8> =
                if encoding == Encoding::Utf16Le { vec![0xFF, 0xFE] } else { vec![0xFE, 0xFF] };
            assert_eq!(decode(&[mark, bytes].concat()).unwrap().text, TEXT);
        }
        assert_eq!(decode(TEXT.as_bytes()).unwrap().text, TEXT);
    }

    #[test]
    fn one_word_is_enough() {
        assert_eq!(decode(b"p\xE5").unwrap().text, "på");
        assert_eq!(decode(b"p\x86").unwrap().text, "på");
        assert_eq!(decode(b"\xD8konomi").unwrap().text, "Økonomi");
        assert_eq!(decode(b"BEL\x9DB").unwrap().text, "BELØB");
        assert_eq!(decode(b"F\xC6LLES").unwrap().text, "FÆLLES");
    }

    #[test]
    fn a_table_drawn_with_characters_is_text() {
        let rule = [0xC4; 30];
        let mut bytes = [b"\xDA".as_slice(), &rule, b"\xC2", &rule, b"\xBF\r\n"].concat();
        bytes.extend(b"\xB3 B\x9Brnehave  \xB312 \xB3\r\n\xC3");
        bytes.extend(
            [rule.as_slice(), b"\xC5", &rule, b"\xB4\r\n\xB3 Skole \xB3 7 \xB3\r\n"].concat(),
        );
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, Encoding::Cp850);
        assert!(decoded.text.contains("│ Børnehave  │12 │"), "{}", decoded.text);
    }

    #[test]
    fn every_encoding_can_be_forced() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.name().parse::<Encoding>().unwrap(), encoding);
            let decoded = decode_as(&with(Encoding::Windows1252), encoding);
            assert!(decoded.is_ok() || matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be));
        }
        assert_eq!(decode_as(b"\xE5", Encoding::Cp850).unwrap().text, "Õ");
        let error = "utf-9".parse::<Encoding>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "no encoding is called \"utf-9\"; there are utf-8, utf-16le, utf-16be, windows-1252, cp850, cp865, macintosh"
        );
    }

    #[test]
    fn damage_in_utf_8_is_named() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b"f\xE5r\nog \xFF\n");
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, Encoding::Utf8);
        assert_eq!(decoded.text, format!("{TEXT}f\u{fffd}r\nog \u{fffd}\n"));
        let character = TEXT.chars().count() + 1;
        assert_eq!(decoded.warnings, [Warning::InvalidBytes { count: 2, line: 3, character }]);
        // One that was in the text already is none of ours.
        assert!(decode("f\u{fffd}r".as_bytes()).unwrap().warnings.is_empty());
    }

    #[test]
    fn what_is_no_text_says_what_it_is() {
        for (bytes, name) in [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], "a JPEG image"),
            (b"%PDF-1.7\n%\xE2\xE3", "a PDF document"),
            (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "a Word, Excel or PowerPoint document"),
            (b"PK\x03\x04\x14\0\0\0\x08\0notat.txt", "a ZIP archive"),
            (b"II*\0\x08\0\0\0", "a TIFF image"),
            (b"{\\rtf1\\ansi Kurser}", "an RTF document"),
            (b"\0\x01\x02\x03\x04\x05\x06\x07", "binary data"),
            (b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
        ] {
            let error = decode(bytes).unwrap_err();
            let ErrorKind::NotText { looks_like, remedy } = error.kind() else { panic!("{error}") };
            assert_eq!(*looks_like, name);
            assert!(!remedy.is_empty());
        }
        // Words that begin like something else are words.
        for text in ["BMX og MZ", "BZhvad", "ID3-nummer", "PK er et parti", "GIF89", "Rar!"] {
            assert_eq!(decode(text.as_bytes()).unwrap().text, text);
        }
    }

    #[test]
    fn noise_is_no_text_and_nothing_panics() {
        let mut seed = 5u64;
        let mut random = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as u8
        };
        for length in [0, 1, 2, 3, 5, 17, 100, 4000] {
            for _ in 0..100 {
                let bytes: Vec<u8> = (0..length).map(|_| random()).collect();
                let decoded = decode(&bytes);
                assert!(length < 4000 || decoded.is_err());
                for encoding in Encoding::ALL {
                    let _ = decode_as(&bytes, encoding);
                }
            }
        }
    }

    #[test]
    fn a_dos_text_may_say_where_it_ends() {
        assert_eq!(decode(b"slut\r\n\x1A").unwrap().text, "slut\r\n");
        assert_eq!(decode(b"\x1A").unwrap().text, "");
    }
}
