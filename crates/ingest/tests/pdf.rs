//! PDF: what stands on its pages, in the order in which it is read.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gensvar_ingest::{Document, ErrorKind, Ocr, Options, Warning};
use support::has_ocr;
use support::pdf::{HELVETICA, Page, pdf, pdf_with, stream};

fn read(pages: &[Page]) -> Document {
    without_ocr(&pdf(pages))
}

fn without_ocr(bytes: &[u8]) -> Document {
    let options = Options { ocr: Ocr::Never, ..Options::default() };
    options.documents_in(bytes).unwrap().remove(0).document.unwrap()
}

fn text(pages: &[Page]) -> String {
    read(pages).text
}

const PROSE: [&str; 4] = [
    "Forvaltningen har siden 2019 holdt kurser for alle nye sagsbehandlere, og",
    "kurset skal tages inden for de første tre måneder af ansættelsen. Det",
    "varer to dage, og der undervises af egne jurister sammen med en ekstern",
    "underviser fra universitetet.",
];

fn prose() -> Page {
    Page::new().lines(70.0, 120.0, 11.0, &PROSE)
}

#[test]
fn fonts_that_are_not_in_the_file_are_known() {
    let arial = "<</Type/Font/Subtype/TrueType/BaseFont/ArialMT/Encoding/WinAnsiEncoding>>";
    for font in [HELVETICA, arial] {
        let read = without_ocr(&pdf_with(&[prose()], font, &[]));
        assert_eq!(read.text, PROSE.join("\n") + "\n");
        assert_eq!(read.warnings, []);
    }
}

#[test]
fn a_page_that_lies_on_its_side_is_turned() {
    for turned in [
        Page { more: "/Rotate 90".to_owned(), ..prose() },
        Page { more: "/Rotate 180".to_owned(), ..prose() },
    ] {
        assert_eq!(text(&[turned]), PROSE.join("\n") + "\n");
    }
    // Down, over and up the page, with a mark that stands as the page does.
    for matrix in ["0 -1 1 0 0 842", "-1 0 0 -1 595 842", "0 1 -1 0 595 0"] {
        let page = Page::new().text(30.0, 800.0, 9.0, "KOPI").raw(format!("{matrix} cm"));
        let read = read(&[page.lines(70.0, 300.0, 11.0, &PROSE)]);
        assert_eq!(read.text, PROSE.join("\n") + "\n", "{matrix}");
        assert_eq!(read.warnings, [Warning::TurnedText { page: 1, characters: 4 }]);
    }
}

#[test]
fn a_form_for_each_agency_keeps_every_answer() {
    let page = |agency: &str, times: &str, rest: &str| {
        Page::new().lines(
            70.0,
            60.0,
            11.0,
            &[
                agency,
                "Er kurset obligatorisk?",
                "Nej",
                times,
                "Bemærkninger",
                rest,
                "Med venlig hilsen",
            ],
        )
    };
    let pages = [page("SUF", "4 kurser", "Ingen"), page("TMF", "12 kurser", "Se bilag")];
    assert_eq!(
        text(&pages),
        "SUF\nEr kurset obligatorisk?\nNej\n4 kurser\nBemærkninger\nIngen\nMed venlig hilsen\n\u{c}\
         TMF\nEr kurset obligatorisk?\nNej\n12 kurser\nBemærkninger\nSe bilag\nMed venlig hilsen\n"
    );
}

#[test]
fn heads_stand_once_and_page_numbers_break_no_sentence() {
    let page = |number: &str, line: &str| {
        let page = Page::new().text(70.0, 40.0, 9.0, "Socialforvaltningen");
        page.text(70.0, 120.0, 11.0, line).text(280.0, 810.0, 9.0, number)
    };
    assert_eq!(
        text(&[page("Side 1 af 2", "Kurset er for alle"), page("Side 2 af 2", "nye ansatte.")]),
        "Socialforvaltningen\n\nKurset er for alle\n\u{c}nye ansatte.\n"
    );
    assert_eq!(text(&[page("Side 1 af 1", "Nej.")]), "Socialforvaltningen\n\nNej.\n");
    // A number on the second page alone.
    let second = Page::new().lines(70.0, 60.0, 11.0, &["2", "", "frivilligt."]);
    let pages = [Page::new().text(70.0, 120.0, 11.0, "Kurset er"), second];
    assert_eq!(text(&pages), "Kurset er\n\u{c}frivilligt.\n");
}

#[test]
fn each_agency_keeps_its_answer_in_a_table() {
    let rows: [(&str, &[&str]); 3] = [
        (
            "Socialforvaltningen",
            &[
                "Kurset er obligatorisk for alle nye sagsbehandlere, og det",
                "holdes to gange om året.",
            ],
        ),
        ("Teknik- og Miljøforvaltningen", &["Forvaltningen har ikke planer om et kursus."]),
        ("Kultur- og Fritidsforvaltningen", &["Nej"]),
    ];
    let expected = "Forvaltning\tSvar\n\
        Socialforvaltningen\tKurset er obligatorisk for alle nye sagsbehandlere, og det holdes to gange om året.\n\
        Teknik- og Miljøforvaltningen\tForvaltningen har ikke planer om et kursus.\n\
        Kultur- og Fritidsforvaltningen\tNej\n\nMed venlig hilsen\n";
    for is_ruled in [false, true] {
        let mut page = Page::new().lines(70.0, 100.0, 11.0, &["Forvaltning"]);
        page = page.lines(250.0, 100.0, 11.0, &["Svar"]);
        let mut y = 122.0;
        let mut lines = vec![88.0, 108.0];
        for (agency, answer) in rows {
            page = page.text(70.0, y, 11.0, agency).lines(250.0, y, 11.0, answer);
            y += answer.len() as f64 * 13.75 + 8.0;
            lines.push(y - 14.0);
        }
        if is_ruled {
            page = lines.iter().fold(page, |page, &y| page.rule((65.0, y), (560.0, y)));
            let bottom = y - 14.0;
            page = [65.0, 245.0, 560.0]
                .iter()
                .fold(page, |page, &x| page.rule((x, 88.0), (x, bottom)));
        }
        page = page.text(70.0, y + 30.0, 11.0, "Med venlig hilsen");
        assert_eq!(text(&[page]), expected, "ruled: {is_ruled}");
    }
}

#[test]
fn a_cell_may_stand_in_the_middle_or_at_the_foot_of_its_row() {
    let rows: [(&[&str], &[&str]); 5] = [
        (&["Forvaltning"], &["Svar"]),
        (
            &["Teknik- og", "Miljøforvaltningen"],
            &[
                "Kurset er obligatorisk for alle nye sagsbehandlere, og det",
                "holdes to gange om året. Der er ikke planer om et kursus",
                "for erfarne sagsbehandlere.",
            ],
        ),
        (
            &["Socialforvaltningen"],
            &[
                "Forvaltningen overvejer at gøre kurset obligatorisk, men",
                "har ikke taget stilling til det.",
            ],
        ),
        // It fills its column, and hardly any white is left before the next.
        (&["Teknik- og Miljøforvaltningen"], &["Nej."]),
        (
            &["Kulturforvaltningen"],
            &["Kurset er frivilligt for alle medarbejdere, som ikke træffer", "afgørelser."],
        ),
    ];
    let expected: Vec<String> = rows
        .iter()
        .map(|(left, right)| format!("{}\t{}\n", left.join(" "), right.join(" ")))
        .collect();
    for (share, white) in [(0.0, 8.0), (0.5, 8.0), (0.5, 1.0), (1.0, 8.0)] {
        let mut page = Page::new();
        let mut y = 100.0;
        for (left, right) in rows {
            let most = left.len().max(right.len());
            let below = |cell: &[&str]| y + share * 13.75 * (most - cell.len()) as f64;
            page =
                page.lines(70.0, below(left), 11.0, left).lines(217.0, below(right), 11.0, right);
            y += 13.75 * most as f64 + white;
        }
        assert_eq!(text(&[page]), expected.concat(), "{share} {white}");
    }
}

#[test]
fn the_text_of_a_list_hangs_and_is_no_cell() {
    let mut page = Page::new();
    for (n, mark) in ["\u{2022}", "\u{2022}", "a.", "b)"].iter().enumerate() {
        let y = 100.0 + 34.0 * n as f64;
        page = page.text(70.0, y, 11.0, mark).lines(
            86.0,
            y,
            11.0,
            &["Der holdes et kursus for alle nye", "medarbejdere hvert år."],
        );
    }
    let found = text(&[page]);
    assert!(
        !found.contains('\t') && found.contains("a. Der holdes et kursus for alle nye\n"),
        "{found}"
    );
}

#[test]
fn labels_and_what_they_say_stand_on_one_line() {
    let rows = [
        ("Obligatorisk:", "Ja, for alle nye i hele forvaltningen"),
        ("Hyppighed:", "Det holdes to gange om året"),
        ("E-læring:", "Nej"),
    ];
    let page = rows.iter().enumerate().fold(Page::new(), |page, (n, (label, said))| {
        let y = 100.0 + 18.0 * n as f64;
        page.text(70.0, y, 11.0, label).text(200.0, y, 11.0, said)
    });
    let expected: Vec<String> =
        rows.iter().map(|(label, said)| format!("{label}\t{said}\n")).collect();
    assert_eq!(text(&[page]), expected.concat());
}

#[test]
fn columns_follow_each_other_and_end_where_they_end() {
    let columns = [
        [
            "Socialforvaltningen har et",
            "obligatorisk kursus for alle",
            "nye sagsbehandlere, og det",
            "varer to dage i alt.",
        ],
        [
            "Teknik- og Miljøområdet har",
            "et frivilligt kursus, som er",
            "for erfarne sagsbehandlere",
            "med flere års erfaring.",
        ],
        [
            "Kulturområdet har ikke et",
            "kursus, men overvejer at",
            "indføre det i 2026, og det",
            "bliver så for alle ansatte.",
        ],
    ];
    let page = [50.0, 215.0, 380.0]
        .iter()
        .zip(columns)
        .fold(Page::new(), |page, (&x, column)| page.lines(x, 100.0, 10.0, &column));
    let page = page.text(50.0, 180.0, 10.0, "Med venlig hilsen");
    let expected: Vec<String> = columns.iter().map(|column| column.join("\n") + "\n").collect();
    assert_eq!(text(&[page]), expected.join("\n") + "\nMed venlig hilsen\n");
}

#[test]
fn the_block_in_the_margin_stays_together() {
    let block = ["12. marts 2025", "Sagsnr.", "2025-0031245", "Sagsbehandler", "Mette Holm"];
    for (x, margin) in [(70.0, 450.0), (200.0, 40.0)] {
        let page = Page::new().lines(
            x,
            100.0,
            11.0,
            &["Til Borgerrådgiveren", "Vester Voldgade 2A", "1552 København V"],
        );
        let page = page.lines(
            x,
            160.0,
            11.0,
            &[
                "Svar på henvendelse",
                "",
                "Kurset er obligatorisk for alle nye",
                "sagsbehandlere i forvaltningen.",
            ],
        );
        let page = page.lines(margin, 104.0, 8.0, &block).text(margin, 190.0, 8.0, "Telefon 33 66");
        assert_eq!(
            text(&[page]),
            block.join("\n")
                + "\n\nTelefon 33 66\n\nTil Borgerrådgiveren\nVester Voldgade 2A\n1552 København V\n\n\
             Svar på henvendelse\n\nKurset er obligatorisk for alle nye\nsagsbehandlere i forvaltningen.\n"
        );
    }
}

#[test]
fn notes_are_told_from_the_text() {
    let first = Page::new()
        .raw("BT /F 11 Tf 70 742 Td (Der er 25 m2, og kurset er frivilligt) Tj /F 6 Tf 4 Ts (1) Tj /F 11 Tf 0 Ts (.) Tj ET")
        .lines(
            70.0,
            140.0,
            11.0,
            &["Kurset for erfarne er for alle, som er ansat efter den 1. januar"],
        )
        .lines(70.0, 760.0, 8.0, &["1 Jf. referat af 3. maj, hvor det blev", "besluttet."]);
    let second = Page::new().text(70.0, 100.0, 11.0, "2019, og det er obligatorisk.");
    assert_eq!(
        text(&[first, second]),
        "Der er 25 m2, og kurset er frivilligt.\n\n[1] Jf. referat af 3. maj, hvor det blev\nbesluttet.\n\n\
         Kurset for erfarne er for alle, som er ansat efter den 1. januar\n\u{c}2019, og det er obligatorisk.\n"
    );
}

#[test]
fn words_across_the_text_and_letters_far_apart() {
    let page = prose().text(60.0, 150.0, 60.0, "KOPI");
    let read = read(&[page]);
    assert_eq!(read.text, PROSE.join("\n") + "\n");
    assert_eq!(read.warnings, [Warning::TurnedText { page: 1, characters: 4 }]);
    let spaced = Page::new().raw("3 Tc").text(70.0, 100.0, 13.0, "SOCIALFORVALTNINGEN I DAG");
    assert_eq!(text(&[spaced]), "SOCIALFORVALTNINGEN I DAG\n");
    let typed = Page::new().text(70.0, 100.0, 13.0, "S V A R   F R A");
    assert_eq!(text(&[typed]), "SVAR FRA\n");
}

#[test]
fn a_damaged_page_is_named_and_fails() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    for n in 0..400 {
        writeln!(packed, "BT /F 9 Tf 70 {} Td (linje {n}) Tj ET", 800 - n).unwrap();
    }
    let mut bytes = packed.finish().unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 100].fill(0);
    let damaged = Page { filter: "/Filter/FlateDecode".to_owned(), ..Page::new().raw(bytes) };
    let nonsense = Page::new().raw(b"\x00\x01 garbage << BT");
    // Pages that programs leave empty have something in them nevertheless.
    let empty = Page::new().raw("q 0 0 595 842 re W* n Q");
    for (page, is_damaged) in [(damaged, true), (nonsense, true), (empty, false)] {
        let read = read(&[prose(), page]);
        let expected = is_damaged.then_some(Warning::PageDamaged { page: 2 });
        assert_eq!(read.warnings, Vec::from_iter(expected));
        assert!(read.warnings.iter().all(Warning::is_failure));
    }
}

#[test]
fn a_file_without_text_is_no_document() {
    let kind = |page: Page, ocr| {
        let options = Options { ocr, ..Options::default() };
        options.documents_in(&pdf(&[page])).unwrap_err().kind().clone()
    };
    let no_text = |looks_like, remedy| ErrorKind::NoText { looks_like, remedy };
    assert_eq!(
        kind(Page::new(), Ocr::Auto),
        no_text(
            "a PDF of empty pages",
            "OCR was not run; if there is something to be seen, ask for it (--ocr always)"
        )
    );
    let strips = (0..8).fold(Page::new(), |page, n| {
        page.image((0.0, f64::from(n) * 100.0), (595.0, f64::from(n) * 100.0 + 100.0))
    });
    assert_eq!(
        kind(strips, Ocr::Never),
        no_text("a PDF of images", "let it be read by OCR (--ocr auto)")
    );
}

#[test]
fn an_image_beside_text_is_named_if_it_is_not_read() {
    let unread = |page: Page| {
        read(&[page]).warnings.iter().any(|w| matches!(w, Warning::ImageUnread { page: 1, .. }))
    };
    let stamp =
        || Page::new().text(70.0, 30.0, 9.0, "Modtaget den 3. marts 2025 i Borgerrådgiveren");
    // In one piece and in strips.
    assert!(unread(stamp().image((0.0, 0.0), (595.0, 842.0))));
    assert!(unread((0..8).fold(stamp(), |page, n| {
        page.image((0.0, f64::from(n) * 100.0), (595.0, f64::from(n) * 100.0 + 100.0))
    })));
    // A logo, and a picture behind all of the text.
    assert!(!unread(prose().image((450.0, 20.0), (550.0, 60.0))));
    assert!(!unread(prose().image((60.0, 100.0), (540.0, 190.0))));
}

#[test]
fn letters_that_a_font_tells_wrongly_are_read_anew() {
    // Each letter is told as the one three further on, or as none at all.
    let shifted: String =
        (32..250).map(|code| format!("<{code:02x}> <{:04x}>\n", code + 3)).collect();
    let none: String =
        (32..250).map(|code| format!("<{code:02x}> <{:04x}>\n", 0xe000 + code)).collect();
    for told in [shifted, none] {
        let map = format!(
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n218 beginbfchar\n{told}endbfchar endcmap end"
        );
        let font = HELVETICA.replace(">>", "/ToUnicode 10 0 R>>");
        let bytes = pdf_with(&[prose()], &font, &[&stream("", map.as_bytes())]);
        assert!(!without_ocr(&bytes).text.contains("sagsbehandlere"));
        let document = Options::default().documents_in(&bytes).unwrap().remove(0).document.unwrap();
        if has_ocr() {
            assert!(
                document.text.contains("kurser for alle nye sagsbehandlere"),
                "{}",
                document.text
            );
        } else {
            assert!(matches!(document.warnings[..], [Warning::BadTextLayer { page: 1, .. }]));
        }
    }
}

#[test]
fn files_in_a_pdf_are_documents_of_their_own() {
    let file = stream("/Type/EmbeddedFile", "Bilagets tekst på dansk".as_bytes());
    let spec = b"<</Type/Filespec/F(svar.txt)/UF<FEFF00730076006100720020007000E5002E007400780074>/EF<</F 10 0 R>>>>";
    let bytes = pdf_with(&[prose()], HELVETICA, &[&file, spec]);
    let parts = Options::default().documents_in(&bytes).unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[1].name.as_deref(), Some("svar på.txt"));
    assert_eq!(parts[1].document.as_ref().unwrap().text, "Bilagets tekst på dansk");
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&[b'a'; 1 << 20]).unwrap();
    let large = stream("/Type/EmbeddedFile/Filter/FlateDecode", &packed.finish().unwrap());
    let bytes = pdf_with(&[prose()], HELVETICA, &[&large, spec]);
    let options = Options { max_bytes: 1 << 19, ..Options::default() };
    let error = options.documents_in(&bytes).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::UnpacksTooLarge { limit: 1 << 19 });
}
