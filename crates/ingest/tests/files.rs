//! Files as they lie on a disk.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use gensvar_ingest::{Encoding, ErrorKind, Options, read_file};

/// A folder of its own for each test, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn texts_come_out_as_they_are() {
    let folder = Folder::new("texts");
    assert_eq!(read_file(folder.write("empty.txt", b"")).unwrap().text, "");
    let path = folder.write("æøå.txt", "Første\r\nanden\rtredje\u{c}\n".as_bytes());
    assert_eq!(read_file(path).unwrap().text, "Første\r\nanden\rtredje\u{c}\n");
    let decoded = read_file(folder.write("latin.txt", b"f\xE5r b\xF8rn r\xE5d")).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), ("får børn råd", Encoding::Windows1252));
}

#[test]
fn errors_name_the_file_and_the_remedy() {
    let folder = Folder::new("errors");
    let path = folder.write("scan.png", b"\x89PNG\r\n\x1A\n\0\0");
    let error = read_file(&path).unwrap_err();
    assert_eq!(error.path(), Some(path.as_path()));
    assert!(error.to_string().ends_with(
        "scan.png: looks like a PNG image, not text; run OCR on it first (for instance tesseract) and give the text it reads"
    ));
    let missing = read_file(folder.0.join("missing.txt")).unwrap_err();
    assert_eq!(*missing.kind(), ErrorKind::Unreadable);
    assert!(std::error::Error::source(&missing).is_some());
    assert_eq!(*read_file(&folder.0).unwrap_err().kind(), ErrorKind::Folder);
    let large = folder.write("large.txt", &[b'a'; 3000]);
    let error = Options { max_bytes: 2048, ..Options::default() }.read_file(&large).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::TooLarge { limit: 2048 });
    assert!(Options { max_bytes: 3000, ..Options::default() }.read_file(&large).is_ok());
}
