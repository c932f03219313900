//! Texts of a PDF: where letters stand, and the parts of fonts that have them.

use super::{name, short};
use crate::color;
use crate::fonts::{DRAWN, Face, Fonts, Glyph};
use crate::picture::{Align, Text, Upright};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Content, Filter, Finish, Name, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;

/// What identifies glyphs in a composite font: their numbers in the font, as they are.
const SYSTEM: SystemInfo = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The letters that a PDF has used so far.
pub(super) struct Letters<'f> {
    fonts: &'f Fonts,
    /// Of each font the glyphs, in the order of their first use, with the letter that each is.
    used: BTreeMap<usize, Vec<(u16, char)>>,
}

impl<'f> Letters<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            used: BTreeMap::new(),
        }
    }

    /// Sets a line of text.
    pub(super) fn set(&mut self, content: &mut Content, text: &Text) {
        let glyphs = self.fonts.glyphs(&text.text, text.formula);
        if glyphs.is_empty() {
            return;
        }
        let width: f64 = glyphs.iter().map(|(_, glyph)| glyph.advance).sum();
        let begin = match text.place.align {
            Align::Start => 0.0,
            Align::Middle => -0.5 * width,
            Align::End => -width,
        };
        // In ems; for the middle that of figures.
        let below = match text.place.upright {
            Upright::Top => 0.76,
            Upright::Middle => 0.36,
            Upright::Baseline => 0.0,
            Upright::Bottom => -0.24,
        };
        let (sin, cos) = turn(text.place.turned);
        let [red, green, blue] = color::parts(text.paint.color);
        content.set_fill_rgb(red, green, blue);
        // Whoever searches or copies finds the text as it was written, whatever its letters are made of.
        let mut marked = content.begin_marked_content_with_properties(Name(b"Span"));
        marked.properties().actual_text(TextStr(&text.text));
        marked.finish();
        content.begin_text();
        let mut pen = begin;
        let mut base: Option<(f64, Glyph)> = None;
        let mut font = None;
        for (letter, glyph) in glyphs {
            let (at, raised) = match base {
                Some((from, base)) if is_mark(letter) => above(base, glyph, from),
                _ => (pen, 0.0),
            };
            if !is_mark(letter) {
                base = Some((pen, glyph));
            }
            if font != Some(glyph.face) {
                font = Some(glyph.face);
                let size = short(text.size);
                content.set_font(Name(name('F', glyph.face).as_bytes()), size);
            }
            let (along, across) = (text.size * at, text.size * (below - raised));
            let [x, y] = text.place.at;
            content.set_text_matrix([
                cos as f32,
                sin as f32,
                sin as f32,
                -cos as f32,
                short(x + cos * along - sin * across),
                short(y + sin * along + cos * across),
            ]);
            let number = self.number(letter, glyph);
            let [high, low] = number.to_be_bytes();
            // A font of drawn letters is of an older kind, whose letters have numbers of one byte.
            let bytes = [high, low];
            content.show(Str(if glyph.face == DRAWN {
                &bytes[1..]
            } else {
                &bytes
            }));
            pen += glyph.advance;
        }
        content.end_text();
        content.end_marked_content();
    }

    /// The number of a glyph in the part of its font that goes into the file: 0 is the one for what is missing.
    fn number(&mut self, letter: char, glyph: Glyph) -> u16 {
        let used = self.used.entry(glyph.face).or_default();
        let place = used.iter().position(|(id, _)| *id == glyph.id);
        let place = place.unwrap_or_else(|| {
            used.push((glyph.id, letter));
            used.len() - 1
        });
        place as u16 + 1
    }

    /// Writes the fonts, and says which is which. A font that cannot be cut is left out.
    pub(super) fn write(
        self,
        objects: &mut Chunk,
        mut next: impl FnMut() -> Ref,
    ) -> Vec<(usize, Ref)> {
        let mut written = Vec::new();
        for (index, used) in &self.used {
            let id = next();
            if *index == DRAWN {
                drawn_font(objects, self.fonts, used, id, &mut next);
                written.push((*index, id));
                continue;
            }
            let face = self.fonts.face(*index);
            let ids = [id, next(), next(), next(), next()];
            if face
                .and_then(|face| font(objects, face, used, ids))
                .is_some()
            {
                written.push((*index, id));
            }
        }
        written
    }
}

/// Sine and cosine of an angle in degrees, exact for what is upright or lies.
fn turn(degrees: f64) -> (f64, f64) {
    match degrees {
        0.0 => (0.0, 1.0),
        90.0 => (1.0, 0.0),
        -90.0 | 270.0 => (-1.0, 0.0),
        _ => libm::sincos(degrees.to_radians()),
    }
}

/// What stands above the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

/// Where a mark begins and how far it is raised so that it stands above a letter that begins at `from`, in ems.
fn above(base: Glyph, mark: Glyph, from: f64) -> (f64, f64) {
    /// As high as a letter without an ascender is, over which fonts draw their marks.
    const LOW: f64 = 0.55;
    /// How far what is slanted leans to the right on the way from the middle of a letter to above it.
    const LEAN: f64 = 0.06;
    let (Some(base_ink), Some(mark_ink)) = (base.ink, mark.ink) else {
        return (from, 0.0);
    };
    let middle = |ink: [f64; 4]| 0.5 * (ink[0] + ink[2]);
    let lean = if base.face == 1 { LEAN } else { 0.0 };
    (
        from + middle(base_ink) + lean - middle(mark_ink),
        (base_ink[3] - LOW).max(0.0),
    )
}

/// Writes a font with the glyphs that are used. `None` if it cannot be cut.
fn font(objects: &mut Chunk, face: &Face, used: &[(u16, char)], ids: [Ref; 5]) -> Option<()> {
    let [id, descendant, descriptor, unicode, file] = ids;
    let parsed = face.parsed()?;
    let part = face.part(&used.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    // Curves of the third degree stand in a table of their own, and a PDF takes that alone.
    let of_part = ttf_parser::Face::parse(&part, 0).ok()?;
    let cubic = of_part
        .raw_face()
        .table(ttf_parser::Tag::from_bytes(b"CFF "));
    let base_name = format!("{}+{}", tag(used), face.name);
    let base_name = Name(base_name.as_bytes());

    objects
        .type0_font(id)
        .base_font(base_name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(unicode);
    let thousandths = 1000.0 / f32::from(parsed.units_per_em());
    let mut cid = objects.cid_font(descendant);
    cid.subtype(if cubic.is_some() {
        CidFontType::Type0
    } else {
        CidFontType::Type2
    });
    cid.base_font(base_name);
    cid.system_info(SYSTEM);
    cid.font_descriptor(descriptor);
    cid.default_width(0.0);
    if cubic.is_none() {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let width = |(id, _): &(u16, char)| {
        let advance = parsed.glyph_hor_advance(ttf_parser::GlyphId(*id));
        thousandths * f32::from(advance.unwrap_or_default())
    };
    cid.widths().consecutive(1, used.iter().map(width));
    cid.finish();

    let bounds = parsed.global_bounding_box();
    let [left, lower, right, upper] = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
        .map(|side| thousandths * f32::from(side));
    let mut about = objects.font_descriptor(descriptor);
    about.name(base_name);
    about.flags(FontFlags::SYMBOLIC);
    about.bbox(Rect::new(left, lower, right, upper));
    about.italic_angle(if face.name.ends_with("Italic") {
        -11.0
    } else {
        0.0
    });
    about.ascent(thousandths * f32::from(parsed.ascender()));
    about.descent(thousandths * f32::from(parsed.descender()));
    about.cap_height(729.0);
    about.stem_v(80.0);
    if cubic.is_some() {
        about.font_file3(file);
    } else {
        about.font_file2(file);
    }
    about.finish();

    let mut letters = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
    for (number, (_, letter)) in (1_u16..).zip(used) {
        letters.pair(number, *letter);
    }
    let letters = compress_to_vec_zlib(letters.finish().as_slice(), 9);
    objects.cmap(unicode, &letters).filter(Filter::FlateDecode);

    let length = part.len();
    let data = compress_to_vec_zlib(cubic.unwrap_or(&part), 9);
    let mut stream = objects.stream(file, &data);
    stream.filter(Filter::FlateDecode);
    if cubic.is_some() {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), length as i32);
    }
    Some(())
}

/// Writes a font of drawn letters, each by a procedure of its own.
fn drawn_font(
    objects: &mut Chunk,
    fonts: &Fonts,
    used: &[(u16, char)],
    id: Ref,
    next: &mut impl FnMut() -> Ref,
) {
    let letters: Vec<_> = (used.iter().filter_map(|(id, _)| fonts.drawn(*id)))
        .map(|letter| (letter, next()))
        .collect();
    let unicode = next();
    let glyph = |index: usize| format!("g{}", index + 1);
    let mut font = objects.type3_font(id);
    font.name(Name(b"Drawn"));
    // Nothing is said of how far letters reach: each says it itself.
    font.bbox(Rect::new(0.0, 0.0, 0.0, 0.0));
    font.matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let mut procedures = font.char_procs();
    for (index, (_, procedure)) in letters.iter().enumerate() {
        procedures.pair(Name(glyph(index).as_bytes()), *procedure);
    }
    procedures.finish();
    let names: Vec<String> = (0..letters.len()).map(glyph).collect();
    let names = names.iter().map(|name| Name(name.as_bytes()));
    let mut encoding = font.encoding_custom();
    encoding.differences().consecutive(1, names);
    encoding.finish();
    font.first_char(1).last_char(letters.len() as u8);
    let widths = letters
        .iter()
        .map(|(letter, _)| letter.advance_in_thousandths() as f32);
    font.widths(widths);
    font.resources();
    font.to_unicode(unicode);
    font.finish();
    let mut map = UnicodeCmap::<u8>::new(Name(b"Drawn"), SYSTEM);
    for (number, (letter, procedure)) in (1_u8..).zip(&letters) {
        let data = compress_to_vec_zlib(letter.procedure().as_bytes(), 9);
        objects
            .stream(*procedure, &data)
            .filter(Filter::FlateDecode);
        map.pair(number, letter.letter);
    }
    let map = compress_to_vec_zlib(map.finish().as_slice(), 9);
    objects.cmap(unicode, &map).filter(Filter::FlateDecode);
}

/// Six capitals that tell one part of a font from others.
fn tag(used: &[(u16, char)]) -> String {
    let mut hash: u32 = 2_166_136_261;
    for (id, _) in used {
        hash = (hash ^ u32::from(*id)).wrapping_mul(16_777_619);
    }
    let letter = |place: u32| char::from(b'A' + (hash / 26_u32.pow(place) % 26) as u8);
    (0..6).map(letter).collect()
}
