//! One reply in every format it may come in: the same claims and flags.

use std::path::{Path, PathBuf};
use std::process::Command;

use gensvar::Reply;
use gensvar::requirements::RequirementSet;
use gensvar_ingest::{Options, Part};

use crate::support::gensvar;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("formats")
}

/// The text of the reply in a file: the file's own, or that of its attachment.
fn text(file: &str) -> String {
    let path = folder().join(file);
    let parts = Options::default().documents(&path).unwrap_or_else(|error| panic!("{error}"));
    let own: Vec<Part> = parts.into_iter().collect();
    let reply = own.into_iter().next_back().expect("a file has a document");
    reply.document.unwrap_or_else(|error| panic!("{file}: {error}")).text
}

/// What is found, without where it stands.
fn found(reply: &Reply) -> (Vec<String>, Vec<String>) {
    let claims = reply.claims().iter().map(|claim| {
        let agency = &claim.agency;
        format!(
            "{agency:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            claim.kind,
            claim.status,
            claim.polarity,
            claim.speaker,
            claim.target_groups,
            claim.dates
        )
    });
    let flags = ["br-2012", "br-anbefalinger-2024"].iter().flat_map(|id| {
        let set = RequirementSet::built_in(id).expect("it is built in");
        let assessment = gensvar().check(reply, set);
        assessment.agencies.into_iter().flat_map(|agency| {
            let code = agency.agency.code;
            agency
                .flags
                .into_iter()
                .map(move |flag| format!("{code} {} {:?}", flag.requirement, flag.stance))
                .collect::<Vec<_>>()
        })
    });
    (claims.collect(), flags.collect())
}

fn as_text() -> (Vec<String>, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/replies/d10.txt");
    let text = std::fs::read_to_string(path).expect("the corpus is there");
    found(&gensvar().read(&text))
}

#[test]
fn a_text_gives_the_same_in_whatever_file_it_comes() {
    let (claims, flags) = as_text();
    assert!(claims.len() > 20 && flags.len() == 20, "{} claims", claims.len());
    for file in [
        "reply.docx",
        "reply.odt",
        "reply.pdf",
        "searchable.pdf",
        "mail.eml",
        "scan.alto.xml",
        "scan.hocr",
    ] {
        let reply = gensvar().read(&text(file));
        let (own_claims, own_flags) = found(&reply);
        assert_eq!(own_claims, claims, "{file}: {}", reply.source().as_str());
        assert_eq!(own_flags, flags, "{file}");
    }
}

/// Whether OCR can be tried. Where it must be, as on the machine that checks changes, it fails here.
fn has_ocr() -> bool {
    let is_there = |program: &str| Command::new(program).arg("-v").output().is_ok();
    let has = is_there("tesseract") && is_there("pdftoppm");
    assert!(
        has || std::env::var_os("GENSVAR_NEEDS_OCR").is_none(),
        "install tesseract and pdftoppm"
    );
    has
}

#[test]
fn a_scan_gives_nearly_the_same() {
    if !has_ocr() {
        return;
    }
    let (claims, flags) = as_text();
    for file in ["scan.pdf", "scan.tiff"] {
        let (own_claims, own_flags) = found(&gensvar().read(&text(file)));
        let same = |own: &[String], whole: &[String]| {
            let mut left = whole.to_vec();
            let hits = own.iter().filter(|one| {
                left.iter().position(|other| other == *one).map(|at| left.remove(at)).is_some()
            });
            hits.count() as f64 / whole.len().max(own.len()) as f64
        };
        let (of_claims, of_flags) = (same(&own_claims, &claims), same(&own_flags, &flags));
        assert!(of_claims >= 0.9 && of_flags >= 0.9, "{file}: {of_claims:.2}, {of_flags:.2}");
    }
}
