//! PDF files written by hand, in a font that is not in them.

/// A page of A4. Places are in points from its upper left corner.
#[derive(Clone, Default)]
pub(crate) struct Page {
    pub(crate) content: Vec<u8>,
    /// What the page has besides, as it stands in a PDF.
    pub(crate) more: String,
    /// How its content is packed, as it stands in a PDF.
    pub(crate) filter: String,
}

const HEIGHT: f64 = 842.0;

impl Page {
    pub(crate) fn new() -> Page {
        Page::default()
    }

    /// Something drawn as it stands in a PDF.
    pub(crate) fn raw(mut self, content: impl AsRef<[u8]>) -> Page {
        self.content.extend(content.as_ref());
        self.content.push(b'\n');
        self
    }

    /// A text whose baseline begins there.
    pub(crate) fn text(self, x: f64, y: f64, size: f64, text: &str) -> Page {
        let mut out = format!("BT /F {size} Tf {x} {} Td (", HEIGHT - y).into_bytes();
        for c in text.chars() {
            if matches!(c, '(' | ')' | '\\') {
                out.push(b'\\');
            }
            out.push(match c {
                '•' => 0x95,
                c => u8::try_from(u32::from(c)).unwrap(),
            });
        }
        out.extend(b") Tj ET");
        self.raw(out)
    }

    /// Lines below each other.
    pub(crate) fn lines(self, x: f64, y: f64, size: f64, lines: &[&str]) -> Page {
        let lines = lines.iter().enumerate();
        lines.fold(self, |page, (n, line)| page.text(x, y + n as f64 * size * 1.25, size, line))
    }

    /// A ruling line.
    pub(crate) fn rule(self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Page {
        self.raw(format!("0.5 w {x0} {} m {x1} {} l S", HEIGHT - y0, HEIGHT - y1))
    }

    /// A white image.
    pub(crate) fn image(self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Page {
        let (width, height) = (x1 - x0, y1 - y0);
        self.raw(format!("q {width} 0 0 {height} {x0} {} cm /I Do Q", HEIGHT - y1))
    }
}

/// The font that pages are set in.
pub(crate) const HELVETICA: &str =
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

pub(crate) fn pdf(pages: &[Page]) -> Vec<u8> {
    pdf_with(pages, HELVETICA, &[])
}

/// A file in another font, with more objects; the first of them has the number 10.
pub(crate) fn pdf_with(pages: &[Page], font: &str, more: &[&[u8]]) -> Vec<u8> {
    let first_page = 10 + more.len();
    let kids: Vec<String> =
        (0..pages.len()).map(|n| format!("{} 0 R", first_page + 2 * n)).collect();
    let mut objects: Vec<(usize, Vec<u8>)> = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()).into_bytes()),
        (3, font.as_bytes().to_vec()),
        (
            4,
            stream(
                "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
                b"\xff",
            ),
        ),
    ];
    objects.extend(more.iter().enumerate().map(|(n, object)| (10 + n, object.to_vec())));
    for (n, page) in pages.iter().enumerate() {
        let number = first_page + 2 * n;
        let dict = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>/Contents {} 0 R{}>>",
            number + 1,
            page.more
        );
        objects.push((number, dict.into_bytes()));
        objects.push((number + 1, stream(&page.filter, &page.content)));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 1\n{:010} {:05} f \n", 0, 65535);
    for (number, object) in objects {
        table += &format!("{number} 1\n{:010} {:05} n \n", out.len(), 0);
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    out.extend(table.bytes());
    out.extend(format!("trailer\n<</Root 1 0 R/Size 1000>>\nstartxref\n{at}\n%%EOF\n").bytes());
    out
}

/// A stream with that in its dictionary.
pub(crate) fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>stream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}
