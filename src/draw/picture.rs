//! One plotters backend in front of all: scenes are compiled once, whatever they draw on.

use super::Image;
use plotters_backend::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};
use std::convert::Infallible;

/// Units to a CSS pixel. plotters' coordinates are whole numbers: at one unit a pixel, moving things would jitter.
pub const SUBPIXELS: f64 = 8.0;

/// What a picture is drawn on: a backend of plotters and what that lacks. A failed drawing call is dropped: the picture
/// lacks a stroke, nothing else.
pub trait Sink {
    /// Draws paths in one stroke, if the surface can.
    fn paths(&mut self, paths: &[Vec<BackendCoord>], stroke: &Line);
    /// Fills a polygon.
    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor);
    /// Fills a rectangle or draws its outline.
    fn rect(&mut self, corners: [BackendCoord; 2], stroke: &Line, fill: bool);
    /// Fills a circle or draws its outline.
    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: &Line, fill: bool);
    /// Sets a text.
    fn text(&mut self, text: &str, font: &FontSpec, at: BackendCoord);
    /// Scales an image to a rectangle.
    fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, image: &Image);
    /// Width and height of a text.
    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32);
}

/// Colour and width of a stroke, in units.
#[derive(Clone, Copy)]
pub struct Line {
    color: BackendColor,
    width: u32,
    /// Length of dashes and of the gaps between them; solid if `None`. Only paths have dashes.
    pub dash: Option<u32>,
}

impl Line {
    /// The line of a style of plotters.
    pub fn of(style: &impl BackendStyle) -> Self {
        Self {
            color: style.color(),
            width: style.stroke_width(),
            dash: None,
        }
    }
}

impl BackendStyle for Line {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How a text is set, sizes in units.
#[derive(Clone)]
pub struct FontSpec {
    /// Families, as in CSS.
    pub family: String,
    /// The size of its letters.
    pub size: f64,
    /// Upright or italic.
    pub slant: FontStyle,
    color: BackendColor,
    transform: FontTransform,
    anchor: Pos,
}

impl FontSpec {
    fn of(style: &impl BackendTextStyle) -> Self {
        Self {
            family: style.family().as_str().to_owned(),
            size: style.size(),
            slant: style.style(),
            color: style.color(),
            transform: style.transform(),
            anchor: style.anchor(),
        }
    }
}

impl BackendTextStyle for FontSpec {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn transform(&self) -> FontTransform {
        self.transform.clone()
    }

    fn style(&self) -> FontStyle {
        self.slant
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(&self.family)
    }

    /// Only asked by backends that set text themselves; ours never do.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _at: BackendCoord,
        _draw: D,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// What plotters draws on.
pub struct Picture<'a> {
    sink: &'a mut dyn Sink,
    size: (u32, u32),
}

impl<'a> Picture<'a> {
    /// A picture of `size` CSS pixels on `sink`.
    pub fn new(sink: &'a mut dyn Sink, size: (f64, f64)) -> Self {
        Self {
            sink,
            size: ((size.0 * SUBPIXELS) as u32, (size.1 * SUBPIXELS) as u32),
        }
    }

    /// See [`Sink::image`].
    pub fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, image: &Image) {
        self.sink.image(upper_left, lower_right, image);
    }

    /// See [`Sink::paths`].
    pub fn paths(&mut self, paths: &[Vec<BackendCoord>], line: &Line) {
        self.sink.paths(paths, line);
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Picture<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let line = Line {
            color,
            width: 1,
            dash: None,
        };
        self.sink.rect([(x, y), (x + 1, y + 1)], &line, true);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.sink.paths(&[vec![from, to]], &Line::of(style));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.sink.rect([from, to], &Line::of(style), fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path = path.into_iter().collect();
        self.sink.paths(&[path], &Line::of(style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.sink.circle(center, radius, &Line::of(style), fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        self.sink
            .polygon(&points.into_iter().collect::<Vec<_>>(), style.color());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.sink.text(text, &FontSpec::of(style), at);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(self.sink.text_size(text, &FontSpec::of(style)))
    }
}
