//! From marks to strokes: the one place that knows what each mark looks like.

use super::Grip;
use super::mark::{
    Arrows, Bars, Dots, Field, Handle, Lines, Pin, Points, Reach, Rule, Shade, Shape, Symbol, Text,
};
use super::place::{self, Place};
use super::turn::Turn;
use super::{Axes, Ink, Mark, Panel, Span};
use crate::draw::{Anchor, Axis, Color, Drawing, Image, Label, Plot, Stroke, Theme, viridis};
use crate::math::real::{cos, hypot, ln, log10, tanh};
use crate::math::within;
use std::f64::consts::TAU;

/// Draws marks of a panel.
pub(super) fn marks(drawing: &Drawing, plot: &Plot, panel: &Panel, marks: &[Mark]) {
    let painter = Painter {
        drawing,
        plot,
        turn: panel.turn.map(Turn::new),
        whole: panel.whole.as_deref(),
    };
    for mark in marks {
        painter.mark(mark);
    }
    painter.ends(marks);
}

/// Draws a panel's axes.
pub(super) fn axes(drawing: &Drawing, plot: &Plot, panel: &Panel) {
    let [left, _, right, bottom] = plot.rectangle();
    match panel.axes {
        Axes::Both => drawing.axes(plot),
        Axes::Below => {
            let line = Stroke::solid(drawing.theme.faint, 1.0);
            drawing.polyline(&[(left, bottom), (right, bottom)], line);
            drawing.x_axis(plot);
        }
        Axes::Box | Axes::None => {
            if panel.axes == Axes::Box {
                drawing.frame(plot);
            }
            let label = Label::formula(drawing.theme.ink, Anchor::Top);
            drawing.text(panel.x.label, (0.5 * (left + right), bottom + 3.0), label);
        }
    }
}

struct Painter<'d, 'p> {
    drawing: &'d Drawing<'p>,
    plot: &'d Plot,
    turn: Option<Turn>,
    /// The axes of the panel where only a part of it is in sight.
    whole: Option<&'d [Axis; 2]>,
}

impl Painter<'_, '_> {
    fn mark(&self, mark: &Mark) {
        let color = self.color(mark.ink);
        match &mark.shape {
            Shape::Lines(lines) => self.lines(lines, color),
            Shape::Dots(dots) => self.dots(dots, color),
            Shape::Bars(bars) => self.bars(bars, color),
            Shape::Band(x) => {
                let y = [self.plot.y.min, self.plot.y.max];
                self.drawing.rectangle(self.plot, *x, y, color);
            }
            Shape::Rule(rule) => self.rule(rule, color),
            Shape::Field(field) => {
                let image = image(field, self.drawing.theme, self.seen());
                self.drawing.field(self.plot, &image);
            }
            Shape::Arrows(arrows) => self.arrows(arrows, color),
            // Those at the ends of lines are set together.
            Shape::Text(text) if text.place == Place::End => {}
            Shape::Text(text) => {
                let at = self.plot.to_pixels(text.at);
                if self.is_out_of_sight(at) && text.place.is_at_its_point() {
                    return;
                }
                let label = label(text, color);
                let width = self.drawing.text_size(&text.text, label).0;
                let (at, anchor) = text.place.resolve(self.plot, at, width);
                self.write(text, at, Label { anchor, ..label });
            }
            Shape::Handle(handle) => self.handle(handle, color),
            Shape::UnitDisc => self.drawing.unit_circle(self.plot),
            Shape::Globe(band) => {
                if let Some(turn) = self.turn {
                    turn.draw_globe(self.drawing, self.plot, *band, color);
                }
            }
            Shape::Pin(pin) => {
                if let Some(turn) = self.turn {
                    self.pin(&turn, pin, color);
                }
            }
        }
    }

    /// Only a part of the panel is in sight, and a place is not in that.
    fn is_out_of_sight(&self, place: (f64, f64)) -> bool {
        self.whole.is_some() && !self.plot.contains(place)
    }

    /// From where to where the sides of the whole panel are in sight.
    fn seen(&self) -> [[f64; 2]; 2] {
        self.whole.map_or([[0.0, 1.0]; 2], |[x, y]| {
            let part = |whole: &Axis, axis: &Axis| [whole.share(axis.min), whole.share(axis.max)];
            [part(x, &self.plot.x), part(y, &self.plot.y)]
        })
    }

    fn color(&self, ink: Ink) -> Color {
        ink.in_theme(self.drawing.theme)
    }

    fn background(&self) -> Color {
        self.drawing.theme.background
    }

    fn lines(
        &self,
        Lines {
            pieces,
            width,
            dash,
            head,
        }: &Lines,
        color: Color,
    ) {
        let stroke = Stroke {
            color,
            width: *width,
            dash: *dash,
        };
        if let Some(size) = head {
            for piece in pieces {
                self.drawing
                    .directed_path(self.plot, &piece.0, *size, stroke);
            }
        } else if let Some(turn) = self.turn {
            let seen: Vec<_> = (pieces.iter())
                .map(|piece| turn.near_side(&piece.0))
                .collect();
            self.paths(&seen, stroke);
        } else {
            self.paths(pieces, stroke);
        }
    }

    fn paths(&self, pieces: &[Points], stroke: Stroke) {
        let pieces: Vec<_> = pieces.iter().map(|piece| piece.0.as_slice()).collect();
        self.drawing.paths(self.plot, &pieces, stroke);
    }

    fn dots(&self, dots: &Dots, color: Color) {
        let Some(turn) = self.turn else {
            for (&point, error) in dots.points.0.iter().zip(&dots.errors) {
                let [x, y] = point;
                let span = [[x, y - error], [x, y + error]];
                self.drawing
                    .path(self.plot, &span, Stroke::solid(color, 1.25));
            }
            let mut before: Option<(f64, f64)> = None;
            for &point in &dots.points.0 {
                if dots.apart > 0.0 {
                    let (x, y) = self.plot.to_pixels(point);
                    if before.is_some_and(|(x0, y0)| hypot(x - x0, y - y0) < dots.apart) {
                        continue;
                    }
                    before = Some((x, y));
                }
                if dots.haloed {
                    let radius = dots.radius + 1.5;
                    self.drawing
                        .dot(self.plot, point, radius, self.background());
                }
                self.symbol(point, dots.symbol, dots.radius, color);
            }
            return;
        };
        // What lies behind is seen through the sphere, smaller and fainter.
        for near in [false, true] {
            let (radius, color) = if near {
                (dots.radius, color)
            } else {
                (dots.radius / 1.5, color.faded(0.3))
            };
            for &point in &dots.points.0 {
                let [right, up, towards] = turn.project(point);
                if (towards >= 0.0) == near {
                    self.symbol([right, up], dots.symbol, radius, color);
                }
            }
        }
    }

    fn symbol(&self, point: [f64; 2], symbol: Symbol, radius: f64, color: Color) {
        let (drawing, plot) = (self.drawing, self.plot);
        match symbol {
            Symbol::Disc => drawing.dot(plot, point, radius, color),
            Symbol::Ring(width) => drawing.ring(plot, point, radius, Stroke::solid(color, width)),
            Symbol::Cross(width) => drawing.cross(plot, point, radius, Stroke::solid(color, width)),
            Symbol::Square => {
                let (dx, dy) = (
                    radius * plot.x.span() / plot.width,
                    radius * plot.y.span() / plot.height,
                );
                let [x, y] = point;
                drawing.rectangle(plot, [x - dx, x + dx], [y - dy, y + dy], color);
            }
        }
    }

    /// Neighbouring bars are one shape: between two of them no edge shows.
    fn bars(&self, bars: &Bars, color: Color) {
        /// A narrower bar has no room for its error.
        const ROOM: f64 = 5.0;
        let plot = self.plot;
        let [left, top, right, bottom] = plot.rectangle();
        let place = |x: f64, y: f64| {
            let (x, y) = plot.to_pixels([x, y]);
            (within(x, left, right), within(y, top, bottom))
        };
        let is_beside =
            |bar: &Span| self.whole.is_some() && (bar.x[1] <= plot.x.min || bar.x[0] >= plot.x.max);
        let floor = plot.y.min.max(0.0);
        let mut spans: Vec<Span> = bars.spans.clone();
        spans.retain(|bar| bar.height > floor && !is_beside(bar));
        for stretch in spans.chunk_by(|a, b| a.x[1] == b.x[0]) {
            let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
                continue;
            };
            let mut outline = vec![place(first.x[0], floor)];
            for bar in stretch {
                outline.extend(bar.x.map(|x| place(x, bar.height)));
            }
            outline.push(place(last.x[1], floor));
            self.drawing.polygon(&outline, color.faded(0.38));
            if bars.outline > 0.0 {
                let line = Stroke::solid(color, 1.0).faded(bars.outline);
                self.drawing.polyline(&outline, line);
            }
        }
        for bar in spans.iter().filter(|bar| bar.error > 0.0) {
            if place(bar.x[1], 0.0).0 - place(bar.x[0], 0.0).0 >= ROOM {
                let middle = 0.5 * (bar.x[0] + bar.x[1]);
                let span = [bar.height - bar.error, bar.height + bar.error].map(|y| [middle, y]);
                self.drawing
                    .path(plot, &span, Stroke::solid(color, 1.0).faded(0.8));
            }
        }
    }

    fn rule(&self, rule: &Rule, color: Color) {
        let stroke = Stroke {
            color,
            width: rule.width,
            dash: rule.dash,
        };
        if let Some(ends) = ends_of(rule, self.plot) {
            self.drawing.polyline(&ends, stroke);
        }
    }

    fn arrows(&self, arrows: &Arrows, color: Color) {
        /// Shorter ones are not seen as arrows.
        const SHORTEST: f64 = 3.0;
        let plot = self.plot;
        let longest = match arrows.reach {
            Reach::Pixels(length) => length,
            Reach::Units(length) => (length * plot.width / plot.x.span()).abs(),
        };
        let size = |[u, v]: [f64; 2]| hypot(u, v);
        let sizes = arrows.along.0.iter().copied().map(size);
        let largest = sizes.filter(|size| size.is_finite()).fold(0.0, f64::max);
        let stroke = Stroke::solid(color, 1.0);
        for (&at, &[u, v]) in arrows.at.0.iter().zip(&arrows.along.0) {
            // The plane's directions as they look in the panel.
            let (px, py) = (
                u * plot.width / plot.x.span(),
                -v * plot.height / plot.y.span(),
            );
            let share = size([u, v]) / largest;
            let length = longest
                * if arrows.by_magnitude {
                    (1.0 + 0.14 * log10(share)).clamp(0.24, 1.0)
                } else {
                    share.sqrt()
                };
            let (dx, dy) = (length * px / hypot(px, py), length * py / hypot(px, py));
            let (x, y) = plot.to_pixels(at);
            let (from, to) = if arrows.centred {
                ((x - 0.5 * dx, y - 0.5 * dy), (x + 0.5 * dx, y + 0.5 * dy))
            } else {
                ((x, y), (x + dx, y + dy))
            };
            if length > SHORTEST && plot.contains(from) && plot.contains(to) {
                self.drawing.arrow(from, to, stroke);
            }
        }
    }

    fn handle(&self, handle: &Handle, color: Color) {
        if handle.grip == Grip::Area {
            return;
        }
        let (drawing, plot) = (self.drawing, self.plot);
        let at = handle.moves.place(handle.value);
        if self.is_out_of_sight(plot.to_pixels(at)) {
            return;
        }
        drawing.dot(plot, at, 7.0, self.background());
        drawing.ring(plot, at, 7.0, Stroke::solid(drawing.theme.ink, 1.75));
        // A ring alone shows what was there; in a colour it stands for something that moves.
        if color.rgb != drawing.theme.ink.rgb {
            drawing.dot(plot, at, 3.5, color);
        }
        if !handle.symbol.is_empty() {
            let label = Label::formula(drawing.theme.ink, Anchor::Left);
            let width = drawing.text_size(handle.symbol, label).0;
            let (place, anchor) = Place::Beside.resolve(plot, plot.to_pixels(at), width);
            drawing.text(handle.symbol, place, Label { anchor, ..label });
        }
    }

    /// What lies behind is seen through the sphere.
    fn pin(&self, turn: &Turn, pin: &Pin, color: Color) {
        let (drawing, plot) = (self.drawing, self.plot);
        let (path, is_near) = turn.pin(pin.at, pin.length);
        let color = color.faded(if is_near { 1.0 } else { 0.4 });
        drawing.path(plot, &path, Stroke::solid(color, 2.0));
        let [right, up, _] = turn.project(pin.at);
        drawing.dot(plot, [right, up], 3.5, color);
        let (x, y) = plot.to_pixels(path[1]);
        let label = Label::formula(drawing.theme.ink, Anchor::Left);
        drawing.text(pin.symbol, (x + 6.0, y - 4.0), label);
    }

    /// The names of lines, which make room for each other.
    fn ends(&self, marks: &[Mark]) {
        let (mut texts, mut wanted) = (Vec::new(), Vec::new());
        for mark in marks {
            if let Shape::Text(text) = &mark.shape
                && text.place == Place::End
            {
                texts.push((text, mark.ink));
                wanted.push(self.plot.to_pixels(text.at).1);
            }
        }
        let heights = place::ends(self.plot, &wanted);
        for ((text, ink), y) in texts.into_iter().zip(heights) {
            let at = (self.plot.rectangle()[2] + 6.0, y);
            self.write(text, at, label(text, self.color(ink)));
        }
    }

    fn write(&self, text: &Text, at: (f64, f64), label: Label) {
        if text.veiled {
            self.drawing.veiled_text(&text.text, at, label);
        } else {
            self.drawing.text(&text.text, at, label);
        }
    }
}

/// Where a line across the panel begins and ends, if its value is within the axis.
fn ends_of(rule: &Rule, plot: &Plot) -> Option<[(f64, f64); 2]> {
    let [left, top, right, bottom] = plot.rectangle();
    if rule.is_level {
        let (_, y) = plot.to_pixels([plot.x.min, rule.at]);
        let is_within = (top..=bottom).contains(&y);
        is_within.then_some([(left, y), (right + rule.beyond, y)])
    } else {
        let (x, _) = plot.to_pixels([rule.at, plot.y.min]);
        let is_within = (left..=right).contains(&x);
        is_within.then_some([(x, bottom), (x, top - rule.beyond)])
    }
}

fn label(text: &Text, color: Color) -> Label {
    Label {
        size: text.size,
        formula: text.formula,
        ..Label::formula(color, Anchor::Left)
    }
}

/// The colours of the part of a field that is in sight, the first row of pixels on top.
fn image(field: &Field, theme: &Theme, [across, up]: [[f64; 2]; 2]) -> Image {
    let [columns, rows] = field.size;
    let shades = Shades::new(field.shade, theme);
    // Of a part, each cell has the colour of what is there.
    let cell = |[from, to]: [f64; 2], index: usize, count: usize| {
        let share = from + (to - from) * (index as f64 + 0.5) / count as f64;
        let cell = (share * count as f64).floor();
        (cell >= 0.0 && cell < count as f64).then_some(cell as usize)
    };
    Image::from_fn(columns as u32, rows as u32, |i, j| {
        let column = cell(across, i as usize, columns);
        let row = cell(up, rows - 1 - j as usize, rows);
        let value = row.zip(column).and_then(|(row, column)| {
            let value = field.values.get(row * columns + column);
            value.filter(|value| !value.is_nan())
        });
        value.map_or([0; 4], |value| shades.of(f64::from(*value)))
    })
}

/// The colours of a shade, those of viridis mixed once and not for each pixel.
struct Shades<'t> {
    shade: Shade,
    theme: &'t Theme,
    viridis: Vec<[u8; 4]>,
}

impl<'t> Shades<'t> {
    fn new(shade: Shade, theme: &'t Theme) -> Self {
        let levels = (0..=255).map(|level| theme.soften(viridis(f64::from(level) / 255.0)));
        let viridis = match shade {
            Shade::Log { .. } | Shade::Rate => levels.collect(),
            _ => Vec::new(),
        };
        Self {
            shade,
            theme,
            viridis,
        }
    }

    fn of(&self, value: f64) -> [u8; 4] {
        /// How much of a side's colour there is where it is strongest.
        const STRONGEST: f64 = 0.5;
        let side = |[above, below]: [usize; 2], strength: f64| {
            let line = self.theme.lines[if value > 0.0 { above } else { below }];
            line.on(self.theme.background, strength).pixel()
        };
        match self.shade {
            Shade::Log { shift, ends } => {
                self.level((ln(value + shift) - ends[0]) / (ends[1] - ends[0]))
            }
            Shade::Rate if value < 1.0 => self.level((1.0 - value).sqrt()),
            Shade::Rate => [0; 4],
            Shade::Sides { lines, unit } => side(lines, STRONGEST * tanh(value / unit).abs()),
            Shade::Signs { lines } => side(lines, value.abs().sqrt()),
            Shade::Classes => self.class(value),
        }
    }

    fn level(&self, share: f64) -> [u8; 4] {
        if share.is_nan() {
            return [0; 4];
        }
        let level = (share.clamp(0.0, 1.0) * 255.0) as usize;
        self.viridis.get(level).copied().unwrap_or([0; 4])
    }

    /// A colour for each class, pale as its value says; hardly any where it is not decided, dark where there is none.
    fn class(&self, value: f64) -> [u8; 4] {
        let Theme {
            faint,
            ink,
            background,
            ..
        } = *self.theme;
        match value {
            -1.0 => faint.on(background, 0.12).pixel(),
            -2.0 => ink.on(background, 0.55).pixel(),
            _ => {
                let paleness = value - value.floor();
                class_color(value as usize, self.theme)
                    .on(background, 0.8 - 0.6 * paleness)
                    .pixel()
            }
        }
    }
}

/// The theme's lines for the first classes, then hues a golden angle apart.
fn class_color(class: usize, theme: &Theme) -> Color {
    // In the order blue, orange, green, purple: a path is orange, and mostly starts in the first.
    if let Some(&line) = [1, 0, 2, 3].get(class) {
        return theme.lines[line];
    }
    let hue = TAU * 0.618_034 * class as f64;
    let channel = |phase: f64| (140.0 + 90.0 * cos(hue + TAU * phase / 3.0)) as u8;
    Color::rgb(channel(0.0), channel(1.0), channel(2.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;
    use crate::figure::{column, row};

    #[test]
    fn a_line_across_goes_on_beyond_the_panel_but_not_beside_it() {
        let axis = || Axis::linear([0.0, 1.0], "");
        let plot = Plot {
            left: 50.0,
            top: 20.0,
            width: 300.0,
            height: 200.0,
            x: axis(),
            y: axis(),
        };
        let ends = |rule: Mark<Rule>| ends_of(&rule.shape, &plot);
        let column = |x| ends(column(x).beyond(18.0));
        assert_eq!(column(0.5), Some([(200.0, 220.0), (200.0, 2.0)]));
        assert_eq!(column(1.01).or(column(-0.01)).or(column(f64::NAN)), None);
        assert_eq!(ends(row(1.0)), Some([(50.0, 20.0), (350.0, 20.0)]));
        assert_eq!(
            ends(row(0.0).beyond(5.0)),
            Some([(50.0, 220.0), (355.0, 220.0)])
        );
    }
}
