//! What the tests of the formats share.
#![allow(dead_code)]

pub(crate) mod pdf;

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::Command;

use gensvar_ingest::{Document, Error, Options, Part};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Whether OCR can be tried. Where it must be, as on the machine that checks changes, it fails here.
pub(crate) fn has_ocr() -> bool {
    let is_there = |program: &str| Command::new(program).arg("-v").output().is_ok();
    let has = is_there("tesseract") && is_there("pdftoppm");
    let may_lack = std::env::var_os("GENSVAR_NEEDS_OCR").is_none();
    assert!(has || may_lack, "install tesseract and pdftoppm");
    has
}

/// A file of tests/files.
pub(crate) fn file(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

pub(crate) fn parts(bytes: &[u8]) -> Result<Vec<Part>, Error> {
    Options::default().documents_in(bytes)
}

/// The file's own document.
pub(crate) fn document(bytes: &[u8]) -> Document {
    parts(bytes).unwrap().remove(0).document.unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    document(bytes).text
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // OpenDocument has its kind unpacked.
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with that in its body, and more files.
pub(crate) fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='w' xmlns:r='r' xmlns:mc='mc'><w:body>{body}</w:body></w:document>"
    );
    let mut files: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    files.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&files)
}

/// An Outlook message of these streams.
pub(crate) fn msg(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some((folder, _)) = path.rsplit_once('/') {
            file.create_storage_all(format!("/{folder}")).unwrap();
        }
        file.create_stream(format!("/{path}")).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// As Outlook writes text.
pub(crate) fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A message with an attachment and another message in it.
pub(crate) fn outlook() -> Vec<u8> {
    // A head, then 21 May 2025, 13:02 in Greenwich, as the time it was sent.
    let mut table = vec![0; 32];
    table.extend([0x40, 0x00, 0x39, 0x00, 6, 0, 0, 0]);
    let minutes = (154_966 + 37) * 24 * 60 + 13 * 60 + 2;
    table.extend((minutes * 600_000_000u64).to_le_bytes());
    let inner = "__attach_version1.0_#00000001/__substg1.0_3701000D";
    msg(&[
        ("__properties_version1.0", &table),
        ("__substg1.0_0037001F", &utf_16("Svar på høring")),
        ("__substg1.0_0C1A001F", &utf_16("Børge Sørensen")),
        ("__substg1.0_5D01001F", &utf_16("bs@kk.example")),
        ("__substg1.0_0E04001F", &utf_16("Borgerrådgiveren; Mette Dam")),
        ("__substg1.0_1000001F", &utf_16("Se HTML")),
        ("__substg1.0_10130102", b"<meta charset=windows-1252><p>Vi k\xF8rer kurser hvert \xE5r, og de er obligatoriske.</p>"),
        ("__attach_version1.0_#00000000/__substg1.0_3707001F", &utf_16("..\\bilag.txt")),
        ("__attach_version1.0_#00000000/__substg1.0_37010102", b"Bilag"),
        ("__attach_version1.0_#00000001/__substg1.0_3001001F", &utf_16("VS: Ældre/nyere")),
        (&format!("{inner}/__properties_version1.0"), &[0; 24]),
        (&format!("{inner}/__substg1.0_0037001E"), b"\xC6ldre"),
        (&format!("{inner}/__substg1.0_1000001F"), &utf_16("Den gamle")),
        ("__attach_version1.0_#00000002/__substg1.0_3701000D/Contents", b"object"),
    ])
}

/// As attachments are packed.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let sign = char::from(SIGNS[(bits >> (18 - 6 * i) & 63) as usize]);
            out.push(if i > chunk.len() { '=' } else { sign });
        }
        if out.len() % 78 == 76 {
            out.push_str("\r\n");
        }
    }
    out
}
