//! What a page draws: characters with their places, and how much of it images cover.

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Shape};

/// A character on a page, in points from the page's upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Char {
    /// What it says; nothing if the font does not tell.
    pub(super) text: Option<String>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    /// The font's size.
    pub(super) size: f64,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The characters that stand upright, in the order in which they are drawn.
    pub(super) glyphs: Vec<Char>,
    /// How many characters stand otherwise.
    pub(super) turned: usize,
    /// How many characters are not to be seen: the text behind a scan.
    pub(super) invisible: usize,
    /// How much of the page its largest image covers, from 0 to 1.
    pub(super) image_share: f64,
    /// Width and height in points.
    pub(super) size: (f64, f64),
}

impl PageContent {
    /// How many letters it has.
    pub(super) fn letters(&self) -> usize {
        let is_letter = |glyph: &&Char| {
            glyph.text.as_ref().is_some_and(|text| text.chars().any(char::is_alphabetic))
        };
        self.glyphs.iter().filter(is_letter).count()
    }
}

/// How many characters a page may have: the densest newspaper has a tenth of it.
const MOST: usize = 400_000;

/// What a page draws.
pub(super) fn content(pdf: &Pdf, page: &Page<'_>) -> PageContent {
    let (width, height) = page.render_dimensions();
    let size = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, size.0, size.1);
    let settings =
        InterpreterSettings { font_resolver: std::sync::Arc::new(|_| None), ..Default::default() };
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true);
    let transform = Affine::new(transform.as_coeffs());
    let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
    let mut collector = Collector { page: PageContent { size, ..PageContent::default() }, bounds };
    interpret_page(page, &mut context, &mut collector);
    collector.page
}

struct Collector {
    page: PageContent,
    bounds: Rect,
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            if self.page.glyphs.len() >= MOST {
                return;
            }
            let text = glyph.as_unicode().map(|text| match text {
                BfString::Char(c) => c.to_string(),
                BfString::String(text) => text,
            });
            let place = props.transform * glyph.transform();
            let [xx, xy, ..] = place.as_coeffs();
            let origin = place * Point::ZERO;
            let up = place * Point::new(0.0, UNITS) - origin;
            let (along, size) = ((xx * xx + xy * xy).sqrt(), up.hypot());
            if !(size.is_finite() && origin.is_finite() && size > 0.5) {
                continue;
            }
            // Upright to a few degrees: scans are laid askew.
            if xy.abs() > 0.1 * along || xx <= 0.0 {
                self.page.turned += 1;
                continue;
            }
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(shape) => shape.advance_width(),
            };
            let width = f64::from(advance.unwrap_or(500.0)) * along;
            self.page.invisible += usize::from(matches!(mode, DrawMode::Invisible));
            self.page.glyphs.push(Char {
                text,
                left: origin.x,
                right: origin.x + width,
                baseline: origin.y,
                size,
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // An image is drawn pixel by pixel.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let shape = (props.transform * pixels.to_path(0.1)).bounding_box();
        let share = shape.intersect(self.bounds).area() / self.bounds.area().max(1.0);
        self.page.image_share = self.page.image_share.max(share);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The em square in which glyphs are drawn.
const UNITS: f64 = 1000.0;
