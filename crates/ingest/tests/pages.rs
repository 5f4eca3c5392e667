//! HTML in files.
#![allow(clippy::unwrap_used)]

mod support;

use gensvar_ingest::{Format, Warning};
use support::document;

#[test]
fn a_piece_of_a_page_is_one_too() {
    for (bytes, text) in [
        ("<p>Ja,&nbsp;alle.</p>", "Ja,\u{a0}alle.\n"),
        ("Kære råd<br>Kurset er nyt.<br/>Hilsen", "Kære råd\nKurset er nyt.\nHilsen\n"),
        ("<meta charset=utf-8><b>Ja</b>", "Ja\n"),
    ] {
        let document = document(bytes.as_bytes());
        assert_eq!((document.text.as_str(), document.format), (text, Format::Html));
    }
    for typed in ["5 < 7 og 8 > 3", "Skriv <br> for en ny linje"] {
        assert_eq!(document(typed.as_bytes()).text, typed);
    }
}

#[test]
fn an_element_that_ends_in_its_own_tag_ends() {
    let page = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p>Før</p><script src='a'/><p>Efter</p></body></html>";
    assert_eq!(document(page.as_bytes()).text, "Før\n\nEfter\n");
}

#[test]
fn what_is_struck_out_is_named() {
    let document = document("<html><p>Det er <s>ikke</s> nyt.</p></html>".as_bytes());
    assert_eq!(document.text, "Det er nyt.\n");
    assert_eq!(document.warnings, [Warning::StruckOut { characters: 4 }]);
}
