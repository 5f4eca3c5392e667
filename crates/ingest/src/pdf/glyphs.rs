//! What a page draws: characters with their places, ruling lines, and how much of it images cover.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, InterpreterWarning, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape, Vec2};

use super::streams;
use crate::turn::Turn;

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
    /// Whether it is a digit that stands raised behind a word or before one.
    pub(super) is_raised: bool,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The characters that stand upright, in the order in which they are drawn. A page on which most
    /// stand otherwise is turned.
    pub(super) glyphs: Vec<Char>,
    /// How many characters stand otherwise.
    pub(super) turned: usize,
    /// How many characters are not to be seen: the text behind a scan.
    pub(super) invisible: usize,
    /// The lines that are ruled on it, as thin boxes.
    pub(super) rules: Vec<Rect>,
    /// Its images, as far as they are on the page.
    pub(super) images: Vec<Rect>,
    /// How many shapes are drawn: letters, too, where a program made shapes of them.
    pub(super) shapes: usize,
    /// Whether its stream, or a font, cannot be read whole.
    pub(super) damage: Option<Damage>,
    /// How it was turned to stand upright.
    pub(super) turn: Turn,
    /// Width and height in points.
    pub(super) size: (f64, f64),
}

/// What of a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// What it draws.
    Stream,
    /// A font, and so perhaps what its characters say.
    Font,
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
/// How many ruling lines and images a page may have; more are a drawing.
const MOST_SHAPES: usize = 5000;

/// What a page draws.
pub(super) fn content(pdf: &Pdf, page: &Page<'_>) -> PageContent {
    let (width, height) = page.render_dimensions();
    let size = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, size.0, size.1);
    let is_font_lost = Arc::new(AtomicBool::new(false));
    let lost = Arc::clone(&is_font_lost);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont) {
                lost.store(true, Ordering::Relaxed);
            }
        }),
        ..Default::default()
    };
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true);
    let transform = Affine::new(transform.as_coeffs());
    let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
    let mut collector = Collector {
        page: PageContent { size, ..PageContent::default() },
        glyphs: Vec::new(),
        bounds,
    };
    interpret_page(page, &mut context, &mut collector);
    let mut content = collector.finish();
    let is_stream_damaged = streams::is_damaged(page)
        || (streams::has_text_or_nonsense(page)
            && content.glyphs.is_empty()
            && content.images.is_empty()
            && content.shapes == 0
            && content.turned == 0);
    content.damage = if is_stream_damaged {
        Some(Damage::Stream)
    } else {
        is_font_lost.load(Ordering::Relaxed).then_some(Damage::Font)
    };
    content
}

struct Collector {
    page: PageContent,
    glyphs: Vec<Placed>,
    bounds: Rect,
}

/// A character as it is drawn, whichever way it stands.
struct Placed {
    text: Option<String>,
    origin: Point,
    /// From its beginning to its end.
    advance: Vec2,
    size: f64,
    is_seen: bool,
}

impl Collector {
    /// All that was drawn, upright.
    fn finish(self) -> PageContent {
        let Collector { mut page, mut glyphs, .. } = self;
        if glyphs.iter().any(|glyph| glyph.is_seen) {
            // Unseen text beside what is seen is that of a scan, or nobody's.
            glyphs.retain(|glyph| {
                glyph.is_seen || page.images.iter().any(|area| area.contains(glyph.origin))
            });
        }
        page.invisible = glyphs.iter().filter(|glyph| !glyph.is_seen).count();
        page.turn = Turn::of_most(glyphs.iter().map(|glyph| glyph.advance));
        let upright = page.turn.to_upright(page.size);
        for glyph in glyphs {
            let origin = upright * glyph.origin;
            let advance = upright * (glyph.origin + glyph.advance) - origin;
            // Upright to a few degrees: scans are laid askew.
            if Turn::of(advance) != Some(Turn::None) {
                page.turned += 1;
                continue;
            }
            let right = origin.x + advance.hypot();
            if !glyph.is_seen && glyph.text.as_deref() == Some(" ") {
                // Engines stretch a word with the space behind it over what the word takes on the scan.
                let before = page.glyphs.last_mut();
                let touches =
                    |before: &&mut Char| (before.right - origin.x).abs() < 0.1 * glyph.size;
                if let Some(before) = before.filter(touches) {
                    before.right = right;
                }
            }
            page.glyphs.push(Char {
                text: glyph.text,
                left: origin.x,
                right,
                baseline: origin.y,
                size: glyph.size,
                is_raised: false,
            });
        }
        for area in page.rules.iter_mut().chain(&mut page.images) {
            *area = upright.transform_rect_bbox(*area);
        }
        page.size = page.turn.size(page.size);
        page
    }

    /// A straight line, if it is ruled: upright or level, and longer than a letter.
    fn rule(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        let is_ruled = width.min(height) <= THIN && width.max(height) >= LONG;
        if is_ruled && area.is_finite() && self.page.rules.len() < MOST_SHAPES {
            self.page.rules.push(area);
        }
    }
}

/// How thick a ruling line is at most, in points.
const THIN: f64 = 3.0;
/// How long it is at least.
const LONG: f64 = 8.0;

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let scale = scale(run, props.transform);
        for glyph in run.glyphs() {
            if self.glyphs.len() >= MOST {
                return;
            }
            let text = glyph.as_unicode().map(|text| match text {
                BfString::Char(c) => c.to_string(),
                BfString::String(text) => text,
            });
            let text = text.filter(|text| !text.chars().any(is_nothing));
            let place = props.transform * glyph.transform();
            let origin = place * Point::ZERO;
            let size = (place * Point::new(0.0, UNITS) - origin).hypot();
            // What is set beside the page is not to be seen.
            let is_there = self.bounds.inflate(size, size).contains(origin);
            if !(size.is_finite() && size > 0.5 && is_there) {
                continue;
            }
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(shape) => shape.advance_width(),
            };
            // One without width has a direction nevertheless.
            let width = f64::from(advance.unwrap_or(500.0)).max(1.0);
            let along = (place * Point::new(1.0, 0.0) - origin).hypot();
            let advance = (place * Point::new(width, 0.0) - origin) * (scale / along.max(1e-9));
            let is_seen = !matches!(mode, DrawMode::Invisible);
            self.glyphs.push(Placed { text, origin, advance, size, is_seen });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // An image is drawn pixel by pixel.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(pixels).intersect(self.bounds);
        if area.area() > 0.0 && area.is_finite() && self.page.images.len() < MOST_SHAPES {
            self.page.images.push(area);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.page.shapes += 1;
        let placed = || path.segments().map(|segment| props.transform * segment);
        match mode {
            // A line may be a thin box that is filled, or a stroke.
            DrawMode::Fill(_) => {
                self.rule(props.transform.transform_rect_bbox(path.bounding_box()))
            }
            _ => placed().for_each(|segment| {
                if let PathSeg::Line(line) = segment {
                    self.rule(line.bounding_box());
                }
            }),
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// How much most glyphs of a run are stretched along it. Those of a font that is not in the file are
/// stretched one by one, to be as wide as what they stand for.
fn scale(run: &GlyphRun<'_, '_>, transform: Affine) -> f64 {
    let along = run.glyphs().iter().map(|glyph| {
        let place = transform * glyph.transform();
        (place * Point::new(1.0, 0.0) - place * Point::ZERO).hypot()
    });
    let mut along: Vec<f64> = along.collect();
    along.sort_by(f64::total_cmp);
    along.get(along.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a character says that nothing is known of it.
fn is_nothing(c: char) -> bool {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}');
    c == '\u{fffd}' || is_private || (c.is_control() && !c.is_whitespace())
}

/// The em square in which glyphs are drawn.
const UNITS: f64 = 1000.0;
