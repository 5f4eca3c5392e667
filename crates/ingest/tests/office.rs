//! Word and OpenDocument.
#![allow(clippy::unwrap_used)]

mod support;

use gensvar_ingest::{ErrorKind, Format, Ocr, Options, Warning};
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
fn what_is_struck_out_is_named_and_what_is_ticked_is_read() {
    let xml = "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>\
         <w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:r><w:t xml:space='preserve'> Ja, </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>måske</w:t></w:r>\
         <w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>altid</w:t></w:r></w:p>";
    let word = document(&docx(xml, &[]));
    assert_eq!(word.text, "☒ Ja, altid\n");
    assert_eq!(word.warnings, [Warning::StruckOut { characters: 5 }]);
    let flat = document(FLAT.as_bytes());
    assert_eq!((flat.text.as_str(), flat.format), ("Første side\n\nJa, altid\n", Format::Odt));
    assert_eq!(flat.warnings, [Warning::StruckOut { characters: 5 }]);
}

const FLAT: &str = "<?xml version='1.0'?><office:document xmlns:office='o' xmlns:style='s' xmlns:text='t' office:mimetype='application/vnd.oasis.opendocument.text'>\
    <office:automatic-styles><style:style style:name='T1' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>\
    <style:style style:name='P1' style:master-page-name='First'/></office:automatic-styles>\
    <office:master-styles><style:master-page style:name='Standard'><style:header><text:p>Fortsat</text:p></style:header></style:master-page>\
    <style:master-page style:name='First'><style:header><text:p>Første side</text:p></style:header></style:master-page></office:master-styles>\
    <office:body><office:text><text:tracked-changes><text:p text:style-name='X'>slettet</text:p></text:tracked-changes>\
    <text:p text:style-name='P1'>Ja, <text:span text:style-name='T1'>måske</text:span>altid</text:p></office:text></office:body></office:document>";

#[test]
fn a_cell_that_reaches_over_rows_leaves_its_place_empty() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>", run(text))
    };
    let word = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", "SOF"),
        cell("", "Alle skal på kursus."),
        cell("<w:vMerge/>", ""),
        cell("", "Det varer to dage."),
    );
    let flat = FLAT.replace(
        "<text:p text:style-name='P1'>",
        "<table><table-row><table-cell number-rows-spanned='2'><text:p>SOF</text:p></table-cell><table-cell number-columns-spanned='2'><text:p>Alle skal på kursus.</text:p></table-cell><covered-table-cell/></table-row>\
         <table-row><covered-table-cell/><table-cell><text:p>Det varer to dage.</text:p></table-cell></table-row></table><text:p>",
    );
    let rows = "SOF\tAlle skal på kursus.\n\tDet varer to dage.\n";
    assert_eq!(body(&word), rows);
    assert!(text(flat.as_bytes()).contains(rows), "{}", text(flat.as_bytes()));
}

#[test]
fn what_a_word_document_takes_in_is_read() {
    let rels = "<Relationships><Relationship Id='r1' Type='x/aFChunk' Target='a.htm'/><Relationship Id='r2' Type='x/aFChunk' Target='b.rtf'/>\
         <Relationship Id='r3' Type='x/image' Target='media/c.png'/><Relationship Id='r4' Type='x/image' Target='media/d.png'/></Relationships>";
    let image = |id: &str, side: u32| {
        format!(
            "<w:p><w:r><w:drawing><w:inline><w:extent cx='{side}' cy='{side}'/><w:blip r:embed='{id}'/></w:inline></w:drawing></w:r></w:p>"
        )
    };
    let xml = format!(
        "<w:p>{}</w:p><w:altChunk r:id='r1'/><w:altChunk r:id='r2'/>{}{}",
        run("Svar"),
        image("r3", 5_000_000),
        image("r4", 500_000)
    );
    let png = "\u{89}PNG\r\n\u{1A}\n";
    let png: Vec<u8> = png.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let document =
        format!("<w:document xmlns:w='w' xmlns:r='r'><w:body>{xml}</w:body></w:document>");
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        (
            "word/a.htm",
            "<html><p>Kurset er <b>obligatorisk</b>.</p><p>For alle.</p></html>".as_bytes(),
        ),
        ("word/b.rtf", b"{\\rtf1 Kursus}"),
        ("word/media/c.png", &png),
        ("word/media/d.png", &png),
    ]);
    let parts = Options { ocr: Ocr::Never, ..Options::default() }.documents_in(&bytes).unwrap();
    assert_eq!(
        parts[0].document.as_ref().unwrap().text,
        "Svar\n\nKurset er obligatorisk.\n\nFor alle.\n"
    );
    let names: Vec<&str> = parts[1..].iter().map(|part| part.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["b.rtf", "c.png"]);
    assert!(parts[1..].iter().all(|part| part.document.is_err()));
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
    let bundle = parts(&zip(&[("a.txt", b"a"), ("b.docx", &file("letter.docx"))])).unwrap_err();
    assert!(bundle.to_string().contains("a ZIP archive"), "{bundle}");
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
