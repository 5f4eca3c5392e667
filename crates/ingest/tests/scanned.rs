//! hOCR, ALTO and PAGE XML.
#![allow(clippy::unwrap_used)]

mod support;

use gensvar_ingest::{Document, ErrorKind, Format, Replacement, write_back};
use gensvar_text::Span;
use support::{document, file, text};

/// Each word with its confidence in percent and where it stands.
fn words(document: &Document) -> Vec<(String, Option<u32>, Option<[u32; 4]>)> {
    let one = |word: &gensvar_ingest::Word| {
        let area = word.area.map(|a| [a.left, a.top, a.right, a.bottom].map(|side| side as u32));
        let percent = word.confidence.map(|c| (c * 100.0).round() as u32);
        (document.text[word.span.range()].to_owned(), percent, area)
    };
    document.words.iter().map(one).collect()
}

#[test]
fn one_page_is_the_same_in_hocr_and_alto() {
    let (hocr, alto) = (document(&file("page.hocr")), document(&file("page.alto.xml")));
    assert_eq!((hocr.format, alto.format), (Format::Hocr, Format::Alto));
    assert_eq!(hocr.text, alto.text);
    assert_eq!(words(&hocr), words(&alto));
    assert_eq!(words(&hocr)[0], ("Aarhus".to_owned(), Some(95), Some([87, 88, 140, 99])));
    assert!(hocr.text.starts_with("Aarhus Kommune\nBørn og Unge\nHR og Organisation\n\nSTATUS"));
    assert_eq!(hocr.pages.len(), 1);
    assert_eq!(hocr.pages[0].size, Some((910.0, 1287.0)));
    assert_eq!(hocr.pages[0].span, Span::new(0, hocr.text.len()));
}

#[test]
fn hocr_with_and_without_words() {
    let bytes = "<html><body><div class='ocr_page' title='bbox 0 0 10 20'><p class=ocr_par>\
         <span class='ocr_line'>kun en\n linje</span><span class='ocr_line'><span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 50'><strong>fe<em>d</em></strong>t&nbsp;</span> \
         <span class='ocrx_word'>ord</span></span></div><div class='ocr_page'><p class=ocr_par><span class='ocrx_line'>to</span></div>";
    let document = document(bytes.as_bytes());
    assert_eq!(document.text, "kun en linje\nfedt ord\n\u{c}to\n");
    let of_line = |word: &str| (word.to_owned(), None, None);
    assert_eq!(
        words(&document),
        [
            of_line("kun"),
            of_line("en"),
            of_line("linje"),
            ("fedt".to_owned(), Some(50), Some([1, 2, 3, 4])),
            of_line("ord"),
            of_line("to")
        ]
    );
    let pages: Vec<&str> =
        document.pages.iter().map(|page| &document.text[page.span.range()]).collect();
    assert_eq!(pages, ["kun en linje\nfedt ord\n", "to\n"]);
}

#[test]
fn alto_keeps_its_hyphens() {
    let bytes = "<?xml version='1.0'?><a:alto xmlns:a='http://www.loc.gov/standards/alto/ns-v4#'><a:Layout><a:Page><a:PrintSpace>\
         <a:TextBlock><a:TextLine><a:String CONTENT='et'/><a:SP/><a:String SUBS_TYPE='HypPart1' SUBS_CONTENT='kursus' CONTENT='kur'/><a:HYP CONTENT='\u{ad}'/></a:TextLine>\
         <a:TextLine><a:String SUBS_TYPE='HypPart2' SUBS_CONTENT='kursus' CONTENT='sus'/></a:TextLine></a:TextBlock>\
         </a:PrintSpace></a:Page></a:Layout></a:alto>";
    assert_eq!(text(bytes.as_bytes()), "et kur-\nsus\n");
}

#[test]
fn a_word_that_a_line_end_parts_is_repaired_whole() {
    let alto = "<alto><TextLine><String SUBS_TYPE='HypPart1' SUBS_CONTENT='kvrsus' CONTENT='kvr'/><HYP CONTENT='-'/></TextLine>\
         <TextLine><String CONTENT='sus' SUBS_TYPE='HypPart2' SUBS_CONTENT='kvrsus'/></TextLine></alto>";
    let (_, written) = repaired(alto.as_bytes(), &[("v", "u")]);
    assert_eq!(written.matches("SUBS_CONTENT='kursus'").count(), 2, "{written}");
    let (_, written) = repaired(alto.as_bytes(), &[("v", "u"), ("sus", "ser")]);
    assert_eq!(written.matches("SUBS_CONTENT='kurser'").count(), 2, "{written}");
}

#[test]
fn page_xml_is_read_in_its_order() {
    let bytes = r#"<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageWidth="100" imageHeight="200">
         <ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="0" regionRef="b"/><RegionRefIndexed index="1" regionRef="a"/></OrderedGroup></ReadingOrder>
         <TextRegion id="a"><TextLine><TextEquiv><Unicode>kun linjen</Unicode></TextEquiv></TextLine></TextRegion>
         <TextRegion id="b"><TextLine><Word><Coords points="5,6 1,2 9,3"/><TextEquiv index="1"><Unicode>Bgrn</Unicode></TextEquiv><TextEquiv index="0" conf="0.8"><Unicode>Børn</Unicode></TextEquiv></Word></TextLine></TextRegion>
         </Page></PcGts>"#;
    let document = document(bytes.as_bytes());
    assert_eq!(
        (document.text.as_str(), document.format),
        ("Børn\n\nkun linjen\n", Format::PageXml)
    );
    assert_eq!(words(&document), [("Børn".to_owned(), Some(80), Some([1, 2, 9, 6]))]);
    assert_eq!(document.pages[0].size, Some((100.0, 200.0)));
}

/// Replaces stretches, told by what stands there, and reads again what was written.
fn repaired(bytes: &[u8], changes: &[(&str, &str)]) -> (String, String) {
    let before = text(bytes);
    let replacements: Vec<Replacement> = changes
        .iter()
        .map(|(old, new)| {
            let start = before.find(old).unwrap();
            Replacement { span: Span::new(start, start + old.len()), text: (*new).to_owned() }
        })
        .collect();
    let written = write_back(bytes, &replacements).unwrap();
    (text(&written), String::from_utf8(written).unwrap())
}

#[test]
fn repaired_words_are_written_back() {
    for name in ["page.hocr", "page.alto.xml"] {
        let bytes = file(name);
        let changes = [
            ("STATUSRAPPORT", "»STATUS« & <MERE>"),
            ("orger", "ærger"),
            ("Børn og Unge\nHR", "Børn og Yngre\nHR"),
            ("ifm.", "i forbindelse med"),
            ("Hold 3", "Hold3"),
        ];
        let (after, written) = repaired(&bytes, &changes);
        let mut expected = text(&bytes);
        for (old, new) in changes {
            expected = expected.replacen(old, new, 1);
        }
        assert_eq!(after, expected, "{name}");
        // Taken out again, the file is what it was.
        assert!(written.len() > bytes.len());
        assert_eq!(write_back(&bytes, &[]).unwrap(), bytes);
    }
}

#[test]
fn everything_else_stays_as_it_was() {
    let hocr = "\u{feff}<html><!-- & --><span class='ocr_line'><span class=ocrx_word title='x_wconf 9'><em>Bgrn</em></span>  <span class=ocrx_word>i</span></span>\r\n</html>";
    let (after, written) = repaired(hocr.as_bytes(), &[("g", "ø")]);
    assert_eq!(after, "Børn i\n");
    let both = "<span class=\"alternatives\"><ins class=\"alt\">Børn</ins><del class=\"alt\"><em>Bgrn</em></del></span>";
    assert_eq!(written, hocr.replace("<em>Bgrn</em>", both));
    // A second repair keeps both.
    let (again, _) = repaired(written.as_bytes(), &[("Børn", "Bjørn")]);
    assert_eq!(again, "Bjørn i\n");

    let alto = "<x:alto xmlns:x='x'><x:TextLine><x:String ID='1' CONTENT='Bgrn' ><x:Shape/><x:Glyph/></x:String><x:String CONTENT='i'/><x:String CONTENT='dag'></x:String></x:TextLine></x:alto>";
    let (after, written) = repaired(alto.as_bytes(), &[("Bgrn", "Børn"), ("i dag", "idag")]);
    assert_eq!(after, "Børn idag\n");
    assert_eq!(
        written,
        "<x:alto xmlns:x='x'><x:TextLine><x:String ID='1' CONTENT='Børn' ><x:Shape/><x:ALTERNATIVE PURPOSE=\"original\">Bgrn</x:ALTERNATIVE><x:Glyph/></x:String>\
         <x:String CONTENT='idag'><x:ALTERNATIVE PURPOSE=\"original\">i</x:ALTERNATIVE></x:String>\
         <x:String CONTENT=''><x:ALTERNATIVE PURPOSE=\"original\">dag</x:ALTERNATIVE></x:String></x:TextLine></x:alto>"
    );
}

#[test]
fn a_line_that_tells_no_words_is_written_back() {
    let hocr = "<html><span class='ocr_line'>Bgrn &amp; u<em>n</em>ge\n i<b> dag</b></span></html>";
    let (after, written) =
        repaired(hocr.as_bytes(), &[("Bgrn", "Børn"), ("&", "og"), ("dag", "går")]);
    assert_eq!(after, "Børn og unge i går\n");
    assert!(
        written.contains("<del class=\"alt\">&amp;</del></span> u<em>n</em>ge\n i<b> <span"),
        "{written}"
    );
}

#[test]
fn a_file_in_another_encoding_becomes_utf_8() {
    let alto = "<?xml version='1.0' encoding='ENC'?><alto><TextLine><String CONTENT='på'/><String CONTENT='Bgrn'/></TextLine></alto>";
    let latin = alto.replace("ENC", "ISO-8859-1");
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let wide: Vec<u8> = format!("\u{feff}{}", alto.replace("ENC", "UTF-16"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [latin, wide] {
        let change = Replacement { span: Span::new(4, 8), text: "Børn".to_owned() };
        let written = String::from_utf8(write_back(&bytes, &[change]).unwrap()).unwrap();
        assert!(written.starts_with("<?xml version='1.0' encoding='UTF-8'?><alto>"), "{written}");
        assert_eq!(text(written.as_bytes()), "på Børn\n");
    }
    let mut page = b"<html><head><meta charset=iso-8859-1></head><body><span class=ocr_line>p\xE5 charset=x</span>".to_vec();
    page.extend(b"</body></html>");
    let written = String::from_utf8(write_back(&page, &[]).unwrap()).unwrap();
    assert!(written.contains("<meta charset=UTF-8>") && written.contains("på charset=x"));
}

#[test]
fn what_cannot_be_written_says_why() {
    let at = |start, end| [Replacement { span: Span::new(start, end), text: "x".to_owned() }];
    let alto = b"<alto><TextLine><String CONTENT='i'/></TextLine></alto>";
    let error = write_back(alto, &at(5, 9)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NoWord { at: 5 });
    assert!(matches!(
        write_back(b"text", &at(0, 1)).unwrap_err().kind(),
        ErrorKind::NotText { .. }
    ));
    assert!(write_back(b"<alto><TextLine>", &at(0, 1)).is_err());
}

#[test]
fn heads_and_page_numbers_of_scans_are_no_text() {
    let line = |top: u32, text: &str| {
        let words = text.split(' ').enumerate().map(|(n, word)| {
            let left = 100 + 90 * n as u32;
            let (right, bottom) = (left + 80, top + 20);
            format!(
                "<span class=ocrx_word title='bbox {left} {top} {right} {bottom}'>{word}</span> "
            )
        });
        format!("<p class=ocr_par><span class=ocr_line>{}</span></p>", words.collect::<String>())
    };
    let page = |said: &str, number: &str| {
        format!(
            "<div class=ocr_page title='bbox 0 0 1000 1400'>{}{}{}</div>",
            line(50, "Københavns Kommune"),
            line(300, said),
            line(1320, number)
        )
    };
    let hocr = format!(
        "<html><body>{}{}",
        page("Kurset er for", "Side 1 af 2"),
        page("alle nye.", "Side 2 af 2")
    );
    let document = document(hocr.as_bytes());
    assert_eq!(document.text, "Københavns Kommune\n\nKurset er for\n\u{c}alle nye.\n");
    assert_eq!(words(&document).len(), 7);
    assert_eq!(document.pages[1].span.slice(&document.text), Some("alle nye.\n"));
    // What is written back is the word that was read.
    let (after, written) = repaired(hocr.as_bytes(), &[("alle", "de")]);
    assert_eq!(after, document.text.replace("alle", "de"));
    assert_eq!(written.matches("Københavns").count(), 2);
}
