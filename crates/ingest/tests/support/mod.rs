//! What the tests of the formats share.
#![allow(dead_code)]

use std::io::{Cursor, Write};
use std::path::PathBuf;

use gensvar_ingest::{Document, Error, Options, Part};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file of tests/files.
pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

pub fn parts(bytes: &[u8]) -> Result<Vec<Part>, Error> {
    Options::default().documents_in(bytes)
}

/// The file's own document.
pub fn document(bytes: &[u8]) -> Document {
    parts(bytes).unwrap().remove(0).document.unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    document(bytes).text
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
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
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='w' xmlns:r='r' xmlns:mc='mc'><w:body>{body}</w:body></w:document>"
    );
    let mut files: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    files.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&files)
}
