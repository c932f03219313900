//! A picture as a PDF of one page of its size.

mod letters;

use crate::picture::{Element, Form, Paint, Picture, Shape, Stroke};
use crate::raster::Raster;
use crate::{About, Fonts, Rgb, color};
use letters::Letters;
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::LineJoinStyle;
use pdf_writer::{Chunk, Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

/// Points, which are the unit of a PDF, to a CSS pixel.
const POINTS: f64 = 0.75;

/// Gives out the numbers of a file's objects.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The picture as a PDF. Its letters are letters of `fonts`, which go into the file as far as they are used; a letter that no
/// font has is left out (see [`Fonts::missing`]). The same picture makes the same bytes.
pub fn pdf(picture: &Picture, about: &About, fonts: &Fonts) -> Vec<u8> {
    let mut numbers = Numbers(0);
    let [catalog, pages, page, content, info] = [0; 5].map(|_| numbers.next());
    let mut writer = Writer {
        content: Content::new(),
        objects: Chunk::new(),
        numbers,
        opacities: Vec::new(),
        images: Vec::new(),
        letters: Letters::new(fonts),
        ground: picture.background(),
    };
    let [width, height] = picture.size;
    let [across, down] = [width, height].map(|side| (POINTS * side) as f32);
    let scale = POINTS as f32;
    writer
        .content
        .transform([scale, 0.0, 0.0, -scale, 0.0, down]);
    writer.content.set_line_join(LineJoinStyle::RoundJoin);
    for element in &picture.elements {
        match element {
            Element::Form(form) => writer.form(form),
            Element::Image(corners, raster) => writer.image(*corners, raster),
            Element::Text(text) => {
                writer.set_opacity(text.paint.opacity, 1.0);
                writer.letters.set(&mut writer.content, text);
            }
        }
    }
    let Writer {
        content: drawn,
        mut objects,
        mut numbers,
        opacities,
        images,
        letters,
        ..
    } = writer;
    let fonts = letters.write(&mut objects, || numbers.next());

    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet.parent(pages);
    sheet.media_box(Rect::new(0.0, 0.0, across, down));
    sheet.contents(content);
    let mut resources = sheet.resources();
    let mut states = resources.ext_g_states();
    for (index, [fill, stroke]) in opacities.iter().enumerate() {
        let mut state = states.insert(Name(name('G', index).as_bytes())).dict();
        state.pair(Name(b"ca"), *fill);
        state.pair(Name(b"CA"), *stroke);
    }
    states.finish();
    let mut named = resources.x_objects();
    for (index, image) in images.iter().enumerate() {
        named.pair(Name(name('I', index).as_bytes()), *image);
    }
    named.finish();
    let mut named = resources.fonts();
    for (index, font) in &fonts {
        named.pair(Name(name('F', *index).as_bytes()), *font);
    }
    named.finish();
    resources.finish();
    sheet.finish();
    let drawn = compress_to_vec_zlib(&drawn.finish(), 9);
    pdf.stream(content, &drawn).filter(Filter::FlateDecode);
    let mut of_file = pdf.document_info(info);
    of_file.title(TextStr(&about.title));
    of_file.subject(TextStr(&about.link));
    let program = format!("thetaflow {}", about.version);
    of_file.creator(TextStr(program.trim_end()));
    of_file.finish();
    pdf.extend(&objects);
    pdf.finish()
}

/// What the page calls one of its fonts, images or opacities.
fn name(kind: char, index: usize) -> String {
    format!("{kind}{index}")
}

/// Hundredths of a pixel are fine enough.
fn short(length: f64) -> f32 {
    ((100.0 * length).round() / 100.0) as f32
}

struct Writer<'f> {
    content: Content,
    /// What the page names: images, fonts.
    objects: Chunk,
    numbers: Numbers,
    /// Of fills and of strokes.
    opacities: Vec<[f32; 2]>,
    images: Vec<Ref>,
    letters: Letters<'f>,
    /// What everything stands on.
    ground: Rgb,
}

impl Writer<'_> {
    fn set_opacity(&mut self, fill: f64, stroke: f64) {
        let wanted = [fill, stroke].map(|opacity| opacity as f32);
        let known = self.opacities.iter().position(|other| *other == wanted);
        let index = known.unwrap_or_else(|| {
            self.opacities.push(wanted);
            self.opacities.len() - 1
        });
        self.content
            .set_parameters(Name(name('G', index).as_bytes()));
    }

    fn form(&mut self, form: &Form) {
        let opacity = |paint: Option<Paint>| paint.map_or(1.0, |paint| paint.opacity);
        let stroke = form.stroke.as_ref().map(|stroke| stroke.paint);
        self.set_opacity(opacity(form.fill), opacity(stroke));
        if let Some(fill) = form.fill {
            let [red, green, blue] = color::parts(fill.color);
            self.content.set_fill_rgb(red, green, blue);
        }
        if let Some(stroke) = &form.stroke {
            self.set_stroke(stroke);
        }
        match &form.shape {
            Shape::Paths(paths) => {
                for (points, closed) in paths {
                    self.path(points, *closed);
                }
            }
            Shape::Circle(middle, radius) => self.circle(*middle, *radius),
        }
        match (form.fill, &form.stroke) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        let [red, green, blue] = color::parts(stroke.paint.color);
        self.content.set_stroke_rgb(red, green, blue);
        self.content.set_line_width(short(stroke.width));
        let dashes = stroke.dashes.iter().map(|length| short(*length));
        self.content.set_dash_pattern(dashes, 0.0);
    }

    fn path(&mut self, points: &[[f64; 2]], closed: bool) {
        for (index, [x, y]) in points.iter().enumerate() {
            let (x, y) = (short(*x), short(*y));
            if index == 0 {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
        }
        if closed {
            self.content.close_path();
        }
    }

    /// Four curves, each a quarter of it.
    fn circle(&mut self, [x, y]: [f64; 2], radius: f64) {
        /// So far along the tangents the points lie that pull the curves, in radii.
        const PULL: f64 = 0.552_284_75;
        let at = |across: f64, down: f64| (short(x + radius * across), short(y + radius * down));
        let (begin_x, begin_y) = at(1.0, 0.0);
        self.content.move_to(begin_x, begin_y);
        for [across, down] in [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0_f64]] {
            // A quarter further.
            let [next_across, next_down] = [-down, across];
            let (x1, y1) = at(across + PULL * next_across, down + PULL * next_down);
            let (x2, y2) = at(next_across + PULL * across, next_down + PULL * down);
            let (x3, y3) = at(next_across, next_down);
            self.content.cubic_to(x1, y1, x2, y2, x3, y3);
        }
        self.content.close_path();
    }

    fn image(&mut self, [left, top, width, height]: [f64; 4], raster: &Raster) {
        let id = self.numbers.next();
        let mask = raster
            .opacity()
            .map(|opacity| (self.numbers.next(), opacity));
        let pixels = raster.rgb(self.ground);
        let data = compress_to_vec_zlib(pixels.as_flattened(), 9);
        let [columns, rows] = [raster.width, raster.height].map(|count| count as i32);
        let mut image = self.objects.image_xobject(id, &data);
        image.filter(Filter::FlateDecode);
        image.width(columns).height(rows).bits_per_component(8);
        image.color_space().device_rgb();
        // As a browser draws it: colours run into each other.
        image.interpolate(true);
        if let Some((mask, _)) = mask {
            image.s_mask(mask);
        }
        image.finish();
        if let Some((id, opacity)) = mask {
            let data = compress_to_vec_zlib(&opacity, 9);
            let mut image = self.objects.image_xobject(id, &data);
            image.filter(Filter::FlateDecode);
            image.width(columns).height(rows).bits_per_component(8);
            image.color_space().device_gray();
        }
        self.set_opacity(1.0, 1.0);
        self.content.save_state();
        // An image fills the square of side 1 and stands on its lower edge.
        let [width, height] = [width, height].map(short);
        let matrix = [width, 0.0, 0.0, -height, short(left), short(top) + height];
        self.content.transform(matrix);
        let image = name('I', self.images.len());
        self.content.x_object(Name(image.as_bytes()));
        self.content.restore_state();
        self.images.push(id);
    }
}
