//! Drawing in CSS pixels and in the values of a panel, with plotters' elements underneath.

use super::ticks::{angle_ticks, log_ticks, ticks, whole_ticks};
use super::{AxisScale, Color, Image, Line, Picture, Plot, SUBPIXELS, Theme, Tick, clip_path};
use crate::math::real::hypot;
use crate::math::within;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, Drawable, PointCollection, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color as _, FontDesc, FontFamily, FontStyle, FontTransform, ShapeStyle, TextStyle,
};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use std::borrow::Borrow;
use std::convert::Infallible;

/// The families of a page's own figures; SVG readers fall back to what they have.
pub const SANS: &str =
    "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";
/// The families of formulas.
pub const SERIF: &str =
    "'STIX Two Text', 'Latin Modern Roman', Cambria, 'Noto Serif', 'DejaVu Serif', Georgia, serif";

/// A line's look; widths in CSS pixels.
#[derive(Clone, Copy)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width.
    pub width: f64,
    /// Length of dashes and of the gaps between them; solid if `None`.
    pub dash: Option<f64>,
}

impl Stroke {
    /// A line without gaps.
    pub fn solid(color: Color, width: f64) -> Self {
        Self {
            color,
            width,
            dash: None,
        }
    }

    /// A line of dashes of this length.
    pub fn dashed(color: Color, width: f64, dash: f64) -> Self {
        Self {
            dash: Some(dash),
            ..Self::solid(color, width)
        }
    }

    /// The same line, its opacity times `alpha`.
    pub fn faded(self, alpha: f64) -> Self {
        Self {
            color: self.color.faded(alpha),
            ..self
        }
    }

    fn style(self) -> ShapeStyle {
        ShapeStyle {
            color: self.color.of_plotters(),
            filled: false,
            stroke_width: (self.width * SUBPIXELS).round().max(1.0) as u32,
        }
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The middle of the left edge.
    Left,
    /// The middle of the right edge.
    Right,
    /// The middle of the top edge.
    Top,
    /// The middle of the bottom edge.
    Bottom,
    /// The middle of it all.
    Center,
}

/// A text's look; sizes in CSS pixels.
#[derive(Clone, Copy)]
pub struct Label {
    /// Its colour.
    pub color: Color,
    /// The size of its letters.
    pub size: f64,
    /// Which of its points stands at its place.
    pub anchor: Anchor,
    /// Set as a formula: in italics, with serifs.
    pub formula: bool,
    /// Read from below upwards.
    pub upright: bool,
}

impl Label {
    /// Numbers, as they stand at ticks.
    pub fn number(color: Color, anchor: Anchor) -> Self {
        Self {
            color,
            size: 11.5,
            anchor,
            formula: false,
            upright: false,
        }
    }

    /// A formula, as it stands at axes and lines.
    pub fn formula(color: Color, anchor: Anchor) -> Self {
        Self {
            color,
            size: 14.0,
            anchor,
            formula: true,
            upright: false,
        }
    }
}

impl Label {
    fn style(&self) -> TextStyle<'_> {
        let (family, slant) = if self.formula {
            (SERIF, FontStyle::Italic)
        } else {
            (SANS, FontStyle::Normal)
        };
        // Families by name: plotters' conversion from text would bring tables for lower-casing all of Unicode along.
        let font = FontDesc::new(FontFamily::Name(family), self.size * SUBPIXELS, slant);
        let transform = if self.upright {
            FontTransform::Rotate270
        } else {
            FontTransform::None
        };
        TextStyle::from(font.transform(transform)).color(&self.color)
    }
}

/// The length of an axis' marks.
const MARK: f64 = 4.0;

/// A picture under way.
pub struct Drawing<'a> {
    area: DrawingArea<Picture<'a>, Shift>,
    /// The colours.
    pub theme: &'static Theme,
    /// How much thicker curves are drawn; those are the strokes in colours of lines.
    pub line_width: f64,
}

impl<'a> Drawing<'a> {
    /// Begins a drawing on a picture.
    pub fn on(picture: Picture<'a>, theme: &'static Theme) -> Self {
        Self {
            area: picture.into(),
            theme,
            line_width: 1.0,
        }
    }

    /// Fills the panel with an image, its first row on top.
    pub fn field(&self, plot: &Plot, image: &Image) {
        let [left, top, right, bottom] = plot.rectangle();
        self.put(&Field {
            corners: [units((left, top)), units((right, bottom))],
            image,
        });
    }

    /// A path through points of the panel, cut at its border.
    pub fn path(&self, plot: &Plot, points: &[[f64; 2]], stroke: Stroke) {
        self.paths(plot, &[points], stroke);
    }

    /// Several paths in one stroke, so that a thousand of them cost no more than one, and look the same where they cross.
    #[inline(never)]
    pub fn paths(&self, plot: &Plot, paths: &[&[[f64; 2]]], stroke: Stroke) {
        let mut pieces = Vec::new();
        for path in paths {
            let places = path.iter().map(|point| plot.to_pixels(*point)).collect();
            pieces.append(&mut visible(plot, places));
        }
        self.stroke(pieces, stroke);
    }

    /// A path through places of the picture.
    pub fn polyline(&self, places: &[(f64, f64)], stroke: Stroke) {
        self.stroke(vec![places.to_vec()], stroke);
    }

    fn stroke(&self, pieces: Vec<Vec<(f64, f64)>>, mut stroke: Stroke) {
        if (self.theme.lines.iter()).any(|line| line.rgb == stroke.color.rgb) {
            stroke.width *= self.line_width;
        }
        let mut line = Line::of(&stroke.style());
        line.dash = stroke.dash.map(|dash| (dash * SUBPIXELS).round() as u32);
        let mut seen = Vec::new();
        for piece in pieces {
            let piece = in_units(&piece);
            if !piece.contains(&NOWHERE) {
                seen.push(piece);
            }
        }
        if !seen.is_empty() {
            self.put(&Polylines { pieces: seen, line });
        }
    }

    /// A filled polygon with its corners at places of the picture.
    pub fn polygon(&self, places: &[(f64, f64)], color: Color) {
        self.put(&Polygon::new(in_units(places), color.filled()));
    }

    /// A filled rectangle between two values of each axis, cut at the panel's border.
    pub fn rectangle(&self, plot: &Plot, x: [f64; 2], y: [f64; 2], color: Color) {
        let [left, top, right, bottom] = plot.rectangle();
        let corner = |x, y| {
            let (x, y) = plot.to_pixels([x, y]);
            (within(x, left, right), within(y, top, bottom))
        };
        let (from, to) = (corner(x[0], y[0]), corner(x[1], y[1]));
        if from.0 != to.0
            && from.1 != to.1
            && [from, to]
                .iter()
                .all(|c| c.0.is_finite() && c.1.is_finite())
        {
            self.put(&Rectangle::new([units(from), units(to)], color.filled()));
        }
    }

    /// A disc at a point of the panel; nothing if it lies outside.
    pub fn dot(&self, plot: &Plot, point: [f64; 2], radius: f64, color: Color) {
        self.circle(plot, point, radius, color.filled());
    }

    /// A ring at a point of the panel; nothing if it lies outside.
    pub fn ring(&self, plot: &Plot, point: [f64; 2], radius: f64, stroke: Stroke) {
        self.circle(plot, point, radius, stroke.style());
    }

    /// A small diagonal cross, if its middle is inside the panel.
    pub fn cross(&self, plot: &Plot, at: [f64; 2], arm: f64, stroke: Stroke) {
        let (x, y) = plot.to_pixels(at);
        if !plot.contains((x, y)) {
            return;
        }
        for (dx, dy) in [(arm, arm), (arm, -arm)] {
            self.polyline(&[(x - dx, y - dy), (x + dx, y + dy)], stroke);
        }
    }

    /// A line with a head of two barbs at its end, in CSS pixels.
    pub fn arrow(&self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        const BARB: f64 = 0.3;
        let (dx, dy) = (BARB * (to.0 - from.0), BARB * (to.1 - from.1));
        let barb = |side: f64| (to.0 - dx - side * 0.6 * dy, to.1 - dy + side * 0.6 * dx);
        self.polyline(&[from, to], stroke);
        self.polyline(&[barb(1.0), to, barb(-1.0)], stroke);
    }

    fn circle(&self, plot: &Plot, point: [f64; 2], radius: f64, style: ShapeStyle) {
        let place = plot.to_pixels(point);
        if plot.contains(place) {
            self.put(&Circle::new(
                units(place),
                (radius * SUBPIXELS).round() as u32,
                style,
            ));
        }
    }

    /// A text at a place of the picture.
    pub fn text(&self, text: &str, (x, y): (f64, f64), label: Label) {
        let (h_pos, v_pos) = match label.anchor {
            Anchor::Left => (HPos::Left, VPos::Center),
            Anchor::Right => (HPos::Right, VPos::Center),
            Anchor::Top => (HPos::Center, VPos::Top),
            Anchor::Bottom => (HPos::Center, VPos::Bottom),
            Anchor::Center => (HPos::Center, VPos::Center),
        };
        let style = label.style().pos(Pos::new(h_pos, v_pos));
        self.put(&Text::new(text.to_owned(), units((x, y)), style));
    }

    /// A text before a veil of the background, for places where lines run.
    pub fn veiled_text(&self, text: &str, (x, y): (f64, f64), label: Label) {
        const MARGIN: f64 = 2.0;
        let (width, height) = self.text_size(text, label);
        let left = match label.anchor {
            Anchor::Left => x,
            Anchor::Right => x - width,
            _ => x - 0.5 * width,
        };
        let top = match label.anchor {
            Anchor::Top => y,
            Anchor::Bottom => y - height,
            _ => y - 0.5 * height,
        };
        let corners = [
            units((left - MARGIN, top)),
            units((left + width + MARGIN, top + height)),
        ];
        let veil = self.theme.background.faded(0.75);
        self.put(&Rectangle::new(corners, veil.filled()));
        self.text(text, (x, y), label);
    }

    /// Width and height of a text in CSS pixels.
    pub(crate) fn text_size(&self, text: &str, label: Label) -> (f64, f64) {
        // Every surface can measure.
        let measured = self.area.estimate_text_size(text, &label.style());
        measured.map_or((0.0, 0.0), |(width, height)| {
            (f64::from(width) / SUBPIXELS, f64::from(height) / SUBPIXELS)
        })
    }

    /// The width of the picture in CSS pixels.
    pub(super) fn width(&self) -> f64 {
        f64::from(self.area.dim_in_pixel().0) / SUBPIXELS
    }

    /// The frame of a panel with marks outside it, their numbers and the axes' symbols.
    pub fn axes(&self, plot: &Plot) {
        self.frame(plot);
        self.x_axis(plot);
        self.y_axis(plot);
    }

    /// The frame of a panel alone.
    pub fn frame(&self, plot: &Plot) {
        let [left, top, right, bottom] = plot.rectangle();
        self.polyline(
            &[
                (left, top),
                (right, top),
                (right, bottom),
                (left, bottom),
                (left, top),
            ],
            Stroke::solid(self.theme.faint, 1.0).faded(0.7),
        );
    }

    /// Marks and numbers below a panel, and the axis' symbol.
    pub fn x_axis(&self, plot: &Plot) {
        let [left, _, _, bottom] = plot.rectangle();
        for tick in axis_ticks(&plot.x, plot.width / 70.0) {
            let (x, _) = plot.to_pixels([tick.value, plot.y.min]);
            self.polyline(
                &[(x, bottom), (x, bottom + MARK)],
                Stroke::solid(self.theme.faint, 1.0),
            );
            let label = Label::number(self.theme.ink, Anchor::Top);
            // A long number at the end of the axis stays within the picture.
            let half = 0.5 * self.text_size(&tick.text, label).0;
            let x = within(x, half, self.width() - half);
            self.text(&tick.text, (x, bottom + MARK + 2.0), label);
        }
        self.text(
            plot.x.label,
            (left + plot.width / 2.0, bottom + 20.0),
            Label::formula(self.theme.ink, Anchor::Top),
        );
    }

    /// Marks and numbers to the left of a panel, and the axis' symbol.
    pub fn y_axis(&self, plot: &Plot) {
        let [left, top, ..] = plot.rectangle();
        for tick in axis_ticks(&plot.y, plot.height / 36.0) {
            let (_, y) = plot.to_pixels([plot.x.min, tick.value]);
            self.polyline(
                &[(left - MARK, y), (left, y)],
                Stroke::solid(self.theme.faint, 1.0),
            );
            self.text(
                &tick.text,
                (left - MARK - 3.0, y),
                Label::number(self.theme.ink, Anchor::Right),
            );
        }
        let label = Label {
            upright: true,
            ..Label::formula(self.theme.ink, Anchor::Center)
        };
        self.text(plot.y.label, (left - 47.0, top + plot.height / 2.0), label);
    }

    fn put<'e, E>(&self, element: &'e E)
    where
        &'e E: PointCollection<'e, BackendCoord>,
        E: Drawable<Picture<'a>>,
    {
        let is_somewhere =
            |place: <&'e E as PointCollection<'e, BackendCoord>>::Point| *place.borrow() != NOWHERE;
        if element.point_iter().into_iter().all(is_somewhere) {
            // The picture's error type has no values; what a backend could not draw, it has dropped.
            self.area.draw(element).ok();
        }
    }
}

fn axis_ticks(axis: &super::Axis, count: f64) -> Vec<Tick> {
    let count = count.max(3.0) as usize;
    match axis.scale {
        AxisScale::Linear => ticks(axis.min, axis.max, count),
        AxisScale::Log => log_ticks(axis.min, axis.max, count),
        AxisScale::Angle => angle_ticks(axis.min, axis.max, count),
        AxisScale::Whole => whole_ticks(axis.min, axis.max, count),
    }
}

/// CSS pixels to plotters' units. Far outside the picture is as good as anywhere else outside it.
///
/// What is nowhere, because a coordinate is not a number, becomes [`NOWHERE`] and is not drawn.
fn units((x, y): (f64, f64)) -> BackendCoord {
    let unit = |pixels: f64| (pixels * SUBPIXELS).round().clamp(-1e6, 1e6) as i32;
    if x.is_nan() || y.is_nan() {
        return NOWHERE;
    }
    (unit(x), unit(y))
}

#[inline(never)]
fn in_units(places: &[(f64, f64)]) -> Vec<BackendCoord> {
    places.iter().map(|place| units(*place)).collect()
}

/// What is seen of a path in a panel.
fn visible(plot: &Plot, places: Vec<(f64, f64)>) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = clip_path(places, plot.rectangle());
    pieces.iter_mut().for_each(thin);
    pieces
}

/// A place that no number leads to.
const NOWHERE: BackendCoord = (i32::MIN, i32::MIN);

/// Leaves out the points of a path that nobody could tell from the ones before: a long run comes to rest.
fn thin(path: &mut Vec<(f64, f64)>) {
    const APART: f64 = 0.5;
    let Some(&last) = path.last() else { return };
    let mut kept: Option<(f64, f64)> = None;
    path.retain(|&(x, y)| {
        let is_apart = kept.is_none_or(|kept| hypot(x - kept.0, y - kept.1) >= APART);
        if is_apart {
            kept = Some((x, y));
        }
        is_apart
    });
    if kept != Some(last) {
        path.push(last);
    }
}

/// Paths with what plotters' own element lacks: dashes, and several in one stroke.
struct Polylines {
    pieces: Vec<Vec<BackendCoord>>,
    line: Line,
}

impl<'e> PointCollection<'e, BackendCoord> for &'e Polylines {
    type Point = &'e BackendCoord;
    type IntoIter = &'e [BackendCoord];

    /// None that plotters would have to place.
    fn point_iter(self) -> Self::IntoIter {
        &[]
    }
}

impl<'a> Drawable<Picture<'a>> for Polylines {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        picture: &mut Picture<'a>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        picture.paths(&self.pieces, &self.line);
        Ok(())
    }
}

struct Field<'i> {
    corners: [BackendCoord; 2],
    image: &'i Image,
}

impl<'e> PointCollection<'e, BackendCoord> for &'e Field<'_> {
    type Point = &'e BackendCoord;
    type IntoIter = &'e [BackendCoord];

    fn point_iter(self) -> Self::IntoIter {
        &self.corners
    }
}

impl<'a> Drawable<Picture<'a>> for Field<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        picture: &mut Picture<'a>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        picture.image(self.corners[0], self.corners[1], self.image);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FontSpec, Sink, ThemeName};
    use super::*;
    use plotters_backend::BackendColor;

    /// Counts what is drawn.
    struct Counter(usize);

    impl Sink for Counter {
        fn paths(&mut self, _: &[Vec<BackendCoord>], _: &Line) {
            self.0 += 1;
        }
        fn polygon(&mut self, _: &[BackendCoord], _: BackendColor) {
            self.0 += 1;
        }
        fn rect(&mut self, _: [BackendCoord; 2], _: &Line, _: bool) {
            self.0 += 1;
        }
        fn circle(&mut self, _: BackendCoord, _: u32, _: &Line, _: bool) {
            self.0 += 1;
        }
        fn text(&mut self, _: &str, _: &FontSpec, _: BackendCoord) {
            self.0 += 1;
        }
        fn image(&mut self, _: BackendCoord, _: BackendCoord, _: &Image) {
            self.0 += 1;
        }
        fn text_size(&self, _: &str, font: &FontSpec) -> (u32, u32) {
            (font.size as u32, font.size as u32)
        }
    }

    #[test]
    fn what_is_nowhere_is_not_drawn() {
        let theme = ThemeName::Light.theme();
        let label = Label::number(theme.ink, Anchor::Center);
        let stroke = Stroke::solid(theme.ink, 1.0);
        type Shape = fn(&Drawing, (f64, f64), Label, Stroke);
        let shapes: [Shape; 5] = [
            |drawing, at, _, stroke| drawing.polyline(&[(1.0, 1.0), at], stroke),
            |drawing, at, label, _| drawing.polygon(&[(1.0, 1.0), at, (2.0, 1.0)], label.color),
            |drawing, at, label, _| drawing.text("θ", at, label),
            |drawing, at, label, _| drawing.veiled_text("θ", at, label),
            |drawing, at, _, stroke| drawing.arrow((1.0, 1.0), at, stroke),
        ];
        for shape in shapes {
            let drawn = |at: (f64, f64)| {
                let mut counter = Counter(0);
                let size = (100.0, 100.0);
                shape(
                    &Drawing::on(Picture::new(&mut counter, size), theme),
                    at,
                    label,
                    stroke,
                );
                counter.0
            };
            assert!(drawn((5.0, f64::INFINITY)) > 0);
            assert_eq!([drawn((f64::NAN, 5.0)), drawn((5.0, f64::NAN))], [0, 0]);
        }
    }

    #[test]
    fn thin_paths_keep_their_ends_and_what_stands_apart() {
        let mut path = vec![(0.0, 0.0), (0.1, 0.0), (3.0, 0.0), (3.2, 0.3), (3.0, 0.1)];
        thin(&mut path);
        assert_eq!(path, [(0.0, 0.0), (3.0, 0.0), (3.0, 0.1)]);
        let mut still = vec![(1.0, 1.0); 5];
        thin(&mut still);
        assert_eq!(still, [(1.0, 1.0)]);
    }
}
