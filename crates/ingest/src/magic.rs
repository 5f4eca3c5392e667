//! What files that are no text begin with.

use crate::archive;
use crate::error::ErrorKind;

const OCR: &str = "run OCR on it first (for instance tesseract) and give the text it reads";
const PDF: &str =
    "take the text out first (for instance with pdftotext -layout), or run OCR if it is a scan";
const OFFICE: &str = "save it as plain text in the program it was written with and give that";
const UNPACK: &str = "unpack it and give the files in it";
const TNEF: &str = "take the files out of it (for instance with the program tnef), or have the e-mail sent again as HTML";
const MEDIA: &str = "only text can be read";
const NOTHING: &str =
    "check that it is the file you meant; if it is a text in a rare encoding, save it as UTF-8";

/// The first bytes, what they are the first bytes of, and the remedy.
const BEGINNINGS: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG\r\n\x1A\n", "a PNG image", OCR),
    (b"\xFF\xD8\xFF", "a JPEG image", OCR),
    (b"GIF87a", "a GIF image", OCR),
    (b"GIF89a", "a GIF image", OCR),
    (b"II*\0", "a TIFF image", OCR),
    (b"MM\0*", "a TIFF image", OCR),
    (b"\0\0\0\x0CjP  ", "a JPEG 2000 image", OCR),
    (b"AT&TFORM", "a DjVu document", OCR),
    (b"%PDF-", "a PDF document", PDF),
    (b"%!PS", "a PostScript document", PDF),
    (b"{\\rtf", "an RTF document", OFFICE),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document or an Outlook message", OFFICE),
    (b"PK\x03\x04", "a ZIP archive", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\x78\x9F\x3E\x22", "the winmail.dat of Outlook (TNEF)", TNEF),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive", UNPACK),
    (b"\x7FELF", "a program", NOTHING),
    (b"MZ\x90\0", "a program", NOTHING),
    (b"SQLite format 3\0", "a database", NOTHING),
    (b"OggS", "a sound or video file", MEDIA),
    (b"ID3", "a sound file", MEDIA),
    (b"\x1A\x45\xDF\xA3", "a video file", MEDIA),
];

/// What the bytes are, if they are something known that is no text.
pub(crate) fn not_text(bytes: &[u8]) -> Option<ErrorKind> {
    let kind = |looks_like, remedy| Some(ErrorKind::NotText { looks_like, remedy });
    // Two letters are too few to tell a bitmap, three to tell bzip2 from a text: what follows counts.
    if bytes.starts_with(b"BM") && bytes.len() > 26 && bytes[6..10] == [0; 4] {
        return kind("a BMP image", OCR);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return kind("a WebP image", OCR);
    }
    if bytes.get(4..8) == Some(b"ftyp") && bytes.first() == Some(&0) {
        return kind("a HEIC image or a video", OCR);
    }
    for &(beginning, looks_like, remedy) in BEGINNINGS {
        if !bytes.starts_with(beginning) {
            continue;
        }
        if beginning == b"BZh" && !bytes.get(3).is_some_and(u8::is_ascii_digit)
            || beginning == b"ID3" && bytes.get(3).is_none_or(|&byte| byte >= 9)
        {
            continue;
        }
        if beginning.starts_with(b"PK") {
            let head = bytes.get(..4096).unwrap_or(bytes);
            let says = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
            // A document in an archive has the same names in it, one deeper.
            let names = archive::names(bytes);
            let is_office = match &names {
                Some(names) => names.iter().any(|name| name == "[Content_Types].xml"),
                None => says(b"[Content_Types].xml"),
            };
            if is_office {
                return kind("a Word, Excel or PowerPoint document", OFFICE);
            }
            if says(b"mimetypeapplication/vnd.oasis.opendocument") {
                return kind("an OpenDocument file", OFFICE);
            }
        }
        return kind(looks_like, remedy);
    }
    None
}

/// Bytes that are nothing known, and no text either.
pub(crate) const BINARY: ErrorKind =
    ErrorKind::NotText { looks_like: "binary data", remedy: NOTHING };

/// UTF-32, which no office program writes.
pub(crate) const UTF_32: ErrorKind =
    ErrorKind::NotText { looks_like: "UTF-32", remedy: "save it as UTF-8 and give that" };
