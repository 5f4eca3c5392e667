//! Pages and images that are read by OCR.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Cursor;

use gensvar_ingest::{ErrorKind, Ocr, Options, Warning};
use image::{GrayImage, ImageFormat, Luma};
use support::pdf::{Page, pdf};
use support::{has_ocr, parts};

#[test]
fn a_short_page_on_its_head_is_turned() {
    if !has_ocr() {
        return;
    }
    let on_its_head =
        |y: u32, line: &str| format!("BT /F 12 Tf -1 0 0 -1 520 {y} Tm ({line}) Tj ET");
    let page = Page::new()
        .raw(on_its_head(700, "Kurset er obligatorisk."))
        .raw(on_its_head(718, "Vi holder det to gange om foraaret."));
    let options = Options { ocr: Ocr::Always, ..Options::default() };
    let document = options.documents_in(&pdf(&[page])).unwrap().remove(0).document.unwrap();
    assert!(document.text.starts_with("Kurset er obligatorisk.\n"), "{}", document.text);
    assert_eq!(document.warnings, []);
}

#[test]
fn a_picture_fails_by_itself_and_not_in_a_mail() {
    if !has_ocr() {
        return;
    }
    let mut picture = Vec::new();
    let white = GrayImage::from_pixel(400, 200, Luma([255]));
    white.write_to(&mut Cursor::new(&mut picture), ImageFormat::Png).unwrap();
    let error = parts(&picture).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::NoText { .. }), "{error}");
    let packed = support::base64(&picture);
    let mail = format!(
        "From: a@b.example\r\nDate: Wed, 21 May 2025 15:02:00 +0200\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\nHilsen\r\n\
         --a\r\nContent-Type: image/png; name=huset.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--a--\r\n"
    );
    let parts = parts(mail.as_bytes()).unwrap();
    let attached = parts[1].document.as_ref().unwrap();
    assert_eq!((attached.text.as_str(), &attached.warnings[..]), ("", &[Warning::Picture][..]));
}

#[test]
fn a_table_on_a_scan_is_read_by_its_rows() {
    if !has_ocr() {
        return;
    }
    let rows: [(&str, &[&str]); 3] = [
        ("Forvaltning", &["Svar"]),
        (
            "Socialforvaltningen",
            &["Kurset er obligatorisk for nye medarbejdere, og", "det varer to dage."],
        ),
        ("Kulturforvaltningen", &["Kurset er frivilligt."]),
    ];
    let mut page = Page::new();
    let mut y = 100.0;
    for (agency, answer) in rows {
        page = page.text(70.0, y, 12.0, agency).lines(260.0, y, 12.0, answer);
        y += 15.0 * answer.len() as f64 + 14.0;
    }
    let options = Options { ocr: Ocr::Always, ..Options::default() };
    let document = options.documents_in(&pdf(&[page])).unwrap().remove(0).document.unwrap();
    assert_eq!(
        document.text,
        "Forvaltning\tSvar\n\
         Socialforvaltningen\tKurset er obligatorisk for nye medarbejdere, og det varer to dage.\n\
         Kulturforvaltningen\tKurset er frivilligt.\n"
    );
    let word = &document.words[2];
    assert_eq!(&document.text[word.span.range()], "Socialforvaltningen");
    assert!(
        word.confidence.is_some() && word.area.is_some_and(|area| area.right > 500.0),
        "{word:?}"
    );
}
