//! Files that are broken or meant to do harm: each gets a named result, soon and in little memory.
#![allow(clippy::unwrap_used)]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use gensvar_ingest::{Error, ErrorKind, Ocr, Options, Part, Replacement, write_back};
use gensvar_text::Span;
use support::pdf::{Page, pdf};
use support::{docx, file, outlook, parts, zip};

/// Reads in a thread with the stack that threads have, and soon.
fn read(bytes: Vec<u8>) -> Result<Vec<Part>, Error> {
    let start = Instant::now();
    let result = std::thread::spawn(move || parts(&bytes)).join().unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    result
}

fn kind(bytes: Vec<u8>) -> ErrorKind {
    read(bytes).unwrap_err().kind().clone()
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let bomb = vec![b' '; 100 << 20];
    let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(kind(bytes.clone()), ErrorKind::UnpacksTooLarge { limit: 64 << 20 });
    // What is unpacked is counted, not what is declared.
    let options = Options { max_bytes: 200_000, ..Options::default() };
    let error = options.documents_in(&bytes[..]).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::UnpacksTooLarge { limit: 200_000 });
}

#[test]
fn entities_do_not_grow() {
    let laughs = "<?xml version='1.0'?><!DOCTYPE alto [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><alto>&b;</alto>";
    assert!(matches!(kind(laughs.into()), ErrorKind::Damaged { .. }));
    let word = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", laughs.replace("alto", "w").as_bytes()),
    ]);
    assert!(matches!(kind(word), ErrorKind::Damaged { .. }));
}

#[test]
fn nesting_without_end_is_an_error_or_a_text() {
    let nested =
        |tag: &str, n: usize| format!("<{tag}>").repeat(n) + &format!("</{tag}>").repeat(n);
    assert!(matches!(kind(docx(&nested("w:tbl", 100_000), &[])), ErrorKind::Damaged { .. }));
    let alto = format!("<alto>{}</alto>", nested("a", 100_000));
    assert!(matches!(kind(alto.into()), ErrorKind::Damaged { .. }));
    for tag in ["div", "table", "blockquote", "ul", "span", "li", "b hidden"] {
        assert!(read(format!("<html>{}ord", nested(tag, 100_000)).into()).is_ok(), "{tag}");
    }
    let hocr = format!("<html><span class=ocr_line>{}ord", nested("span class=ocrx_word", 100_000));
    assert!(read(hocr.into()).is_ok());
}

const HEAD: &str = "From: a@b.example\nDate: Wed, 21 May 2025 15:02:00 +0200\nMIME-Version: 1.0\n";

#[test]
fn mails_in_mails_end() {
    // Each in a part of the one before.
    let mut bytes = String::new();
    for n in 0..10_000 {
        bytes += &format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\nContent-Type: message/rfc822\n\n"
        );
    }
    let parts = read(bytes.into()).unwrap();
    assert!(parts.len() < 20, "{}", parts.len());
    // And each the whole of the one before.
    let head = format!("{HEAD}Content-Type: message/rfc822\n\n");
    let _ = read(head.repeat(10_000).into());
    // Many beside each other.
    let many = "--b\nContent-Type: text/plain; name=../../x\n\nx\n".repeat(10_000);
    let parts =
        read(format!("{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{many}--b--\n").into());
    let parts = parts.unwrap();
    assert_eq!(parts.len(), 10_001);
    assert!(
        parts.iter().all(|part| part.name.as_ref().is_none_or(|name| !name.contains(['/', '\\'])))
    );
}

#[test]
fn names_in_an_archive_lead_nowhere() {
    let rels = "<R><R Id='r' Type='x/officeDocument' Target='../../../etc/passwd'/></R>";
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/x", b""),
        ("../../x", b"x"),
        ("_rels/.rels", rels.as_bytes()),
    ]);
    assert!(matches!(kind(bytes), ErrorKind::Damaged { .. }));
}

#[test]
fn broken_files_never_panic() {
    let mut seed = 7u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below.max(1)
    };
    let mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nVi k=C3=B8rer \nkurser\n--b\nContent-Type: message/rfc822\n\n{HEAD}\nGammel\n--b--\n"
    );
    let pages = [
        Page::new().lines(70.0, 90.0, 11.0, &["Kurset er for alle nye", "i hele kommunen."]),
        Page::new().rule((70.0, 80.0), (200.0, 80.0)).text(70.0, 90.0, 11.0, "2 Ja"),
    ];
    let mut files = vec![mail.into_bytes(), outlook(), pdf(&pages)];
    for name in ["letter.docx", "letter.odt", "letter.html", "page.hocr", "page.alto.xml"] {
        files.push(file(name));
    }
    for good in &files {
        for round in 0..300 {
            let mut bytes = good.clone();
            for _ in 0..=random(8) {
                let at = random(bytes.len());
                bytes[at] = random(256) as u8;
            }
            if round % 3 == 0 {
                bytes.truncate(random(bytes.len()));
            }
            let replacement = Replacement { span: Span::new(1, 9), text: "ny".to_owned() };
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                // A broken page is no reason to call programs three hundred times.
                let options = Options { ocr: Ocr::Never, ..Options::default() };
                let _ = options.documents_in(&bytes);
                let _ = write_back(&bytes, std::slice::from_ref(&replacement));
            }));
            assert!(outcome.is_ok());
        }
    }
}
