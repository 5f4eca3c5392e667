//! Word and OpenDocument.
#![allow(clippy::unwrap_used)]

mod support;

use gensvar_ingest::{ErrorKind, Format};
use support::{document, docx, file, parts, text, zip};

fn body(xml: &str) -> String {
    text(&docx(xml, &[]))
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn one_letter_is_the_same_in_word_and_opendocument() {
    let expected = String::from_utf8(file("letter.txt")).unwrap();
    for (name, format) in [("letter.docx", Format::Docx), ("letter.odt", Format::Odt)] {
        let document = document(&file(name));
        assert_eq!((document.text.as_str(), document.format), (expected.as_str(), format));
    }
}

#[test]
fn a_page_saved_from_the_letter_says_the_same() {
    // LibreOffice puts notes at the end of a page, page numbers in, and what was deleted.
    let text = text(&file("letter.html"));
    let expected = String::from_utf8(file("letter.txt")).unwrap();
    let (before, list) = expected.split_once("Sagsnr.").unwrap();
    assert!(before.contains("Undervisning"));
    let (list, after) = list.split_once("\nTal\n").unwrap();
    assert!(text.contains(&list.replace("a) ", "a. ")), "{text}");
    assert!(text.contains(after.trim_end()), "{text}");
    assert!(text.contains("god sagsbehandling for alle nye"), "{text}");
}

#[test]
fn changes_are_accepted() {
    let xml = format!(
        "<w:p><w:r><w:t xml:space='preserve'>Vi </w:t></w:r><w:del><w:r><w:delText>kan</w:delText></w:r></w:del>\
         <w:ins>{}</w:ins></w:p>\
         <w:p><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Samlet </w:t></w:r></w:p><w:p>{}</w:p>\
         <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        run("skal"),
        run("væk"),
        run("hertil"),
        run("her."),
        run("slettet"),
    );
    assert_eq!(body(&xml), "Vi skal\n\nhertil\n\nSamlet her.\n");
}

#[test]
fn signs_fields_and_controls() {
    let xml = "<w:p><w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>læ</w:t><w:softHyphen/><w:t>ring</w:t><w:br/>\
         <w:t>Dato:</w:t><w:tab/><w:t>1. maj</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE </w:instrText></w:r>\
         <w:r><w:t>inde i koden</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>\
         <w:r><w:t>i dag</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klik her</w:t></w:r></w:p></w:sdtContent></w:sdt>\
         <w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>udfyldt</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(body(xml), "e-læring\nDato:\t1. maj\n\ni dag\n\nudfyldt\n\nBoks\n");
}

#[test]
fn a_note_that_refers_to_itself_ends() {
    let rels = "<Relationships><Relationship Id='r1' Type='x/footnotes' Target='footnotes.xml'/></Relationships>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='1'><w:p><w:r><w:t>Note</w:t>\
         <w:footnoteReference w:id='1'/></w:r></w:p></w:footnote></w:footnotes>";
    let xml = "<w:p><w:r><w:t>Tekst</w:t><w:footnoteReference w:id='1'/></w:r></w:p>";
    let bytes = docx(xml, &[("word/_rels/document.xml.rels", rels), ("word/footnotes.xml", notes)]);
    assert_eq!(text(&bytes), "Tekst\n\n[1] Note\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let kind = |bytes: &[u8]| parts(bytes).unwrap_err().kind().clone();
    let sheet = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")]);
    assert!(matches!(kind(&sheet), ErrorKind::NotText { .. }));
    let empty = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/other.xml", b"<x/>")]);
    assert!(matches!(kind(&empty), ErrorKind::Damaged { .. }));
    let letter = file("letter.docx");
    assert!(matches!(
        kind(&letter[..letter.len() / 2]),
        ErrorKind::Damaged { .. } | ErrorKind::NotText { .. }
    ));
    let secret = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    assert!(matches!(kind(&secret), ErrorKind::Encrypted { .. }));
    let mut ole = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    ole.create_stream("/EncryptedPackage").unwrap();
    assert!(matches!(kind(&ole.into_inner().into_inner()), ErrorKind::Encrypted { .. }));
}
