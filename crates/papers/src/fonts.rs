//! The letters of PDFs: which font has a letter, and what of a font goes into a file.

use crate::DrawnLetter;
use std::borrow::Cow;
use subsetter::GlyphRemapper;

/// The fonts that a PDF may use.
///
/// A few come with the library, cut down to what figures are written in, so that a PDF is the same on every machine. Other
/// letters, such as Chinese ones, need further [faces](Fonts::add), or have to be [drawn](Fonts::draw).
pub struct Fonts {
    faces: Vec<Face>,
    drawn: Vec<DrawnLetter>,
}

/// The font of drawn letters, among the numbers of the others.
pub(crate) const DRAWN: usize = usize::MAX;

/// A font of drawn letters has so many.
const MOST_DRAWN: usize = 255;

/// A font.
pub struct Face {
    /// What it is called in the PDF.
    pub(crate) name: String,
    data: Cow<'static, [u8]>,
    index: u32,
    letters: Letters,
}

/// Which glyph is a letter.
enum Letters {
    /// In the order of the letters.
    Listed(&'static [(char, u16)]),
    /// As the font's own table says.
    InFont,
}

/// A letter as it is set: lengths in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Which of the fonts.
    pub(crate) face: usize,
    /// Its number in that font.
    pub(crate) id: u16,
    /// How far it moves what comes after it.
    pub(crate) advance: f64,
    /// What it covers: left, lower, right, upper end; nothing of a space.
    pub(crate) ink: Option<[f64; 4]>,
}

const SANS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sans.ttf"));
const ITALIC: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/italic.ttf"));
const SERIF: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/serif.ttf"));
const SANS_LETTERS: &[(char, u16)] = include!(concat!(env!("OUT_DIR"), "/sans.rs"));
const ITALIC_LETTERS: &[(char, u16)] = include!(concat!(env!("OUT_DIR"), "/italic.rs"));
const SERIF_LETTERS: &[(char, u16)] = include!(concat!(env!("OUT_DIR"), "/serif.rs"));

impl Default for Fonts {
    fn default() -> Self {
        let face = |name: &str, data: &'static [u8], letters| Face {
            name: name.to_owned(),
            data: Cow::Borrowed(data),
            index: 0,
            letters: Letters::Listed(letters),
        };
        Self {
            faces: vec![
                face("DejaVuSans", SANS, SANS_LETTERS),
                face("DejaVuSerif-Italic", ITALIC, ITALIC_LETTERS),
                face("DejaVuSerif", SERIF, SERIF_LETTERS),
            ],
            drawn: Vec::new(),
        }
    }
}

impl Fonts {
    /// One more font, for letters that those before it have not.
    pub fn add(&mut self, face: Face) {
        self.faces.push(face);
    }

    /// One more letter, for where no font has it. The 256th and further ones are left out.
    pub fn draw(&mut self, letter: DrawnLetter) {
        if self.drawn.len() < MOST_DRAWN && letter.per_em > 0.0 {
            self.drawn.push(letter);
        }
    }

    pub(crate) fn drawn(&self, index: u16) -> Option<&DrawnLetter> {
        self.drawn.get(usize::from(index))
    }

    /// The letters of a text that no font has.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let is_missing =
            |letter: &char| !letter.is_control() && self.glyph(*letter, false).is_none();
        text.chars().filter(is_missing).collect()
    }

    /// How wide a line of text is, in ems.
    pub fn width(&self, text: &str, formula: bool) -> f64 {
        self.glyphs(text, formula)
            .iter()
            .map(|(_, glyph)| glyph.advance)
            .sum()
    }

    pub(crate) fn face(&self, index: usize) -> Option<&Face> {
        self.faces.get(index)
    }

    /// The letters of a text as they are set; those that no font has are left out.
    pub(crate) fn glyphs(&self, text: &str, formula: bool) -> Vec<(char, Glyph)> {
        let letters = text.chars();
        letters
            .filter_map(|letter| Some((letter, self.glyph(letter, formula)?)))
            .collect()
    }

    /// Formulas are in italics with serifs, all else is without; whatever else has the letter comes after that.
    fn glyph(&self, letter: char, formula: bool) -> Option<Glyph> {
        let order: [usize; 3] = if formula { [1, 2, 0] } else { [0, 2, 1] };
        let faces = order.into_iter().chain(3..self.faces.len());
        let mut found = faces.filter_map(|index| self.face(index)?.glyph(index, letter));
        found.next().or_else(|| self.drawn_glyph(letter))
    }

    fn drawn_glyph(&self, letter: char) -> Option<Glyph> {
        let place = self.drawn.iter().position(|drawn| drawn.letter == letter)?;
        Some(Glyph {
            face: DRAWN,
            id: place as u16,
            advance: self.drawn.get(place)?.advance_in_thousandths() / 1000.0,
            ink: None,
        })
    }
}

impl Face {
    /// A font of a file of one or several, by its number in it. `None` if it is none, or its licence keeps it out of files.
    pub fn new(data: Vec<u8>, index: u32) -> Option<Self> {
        let face = ttf_parser::Face::parse(&data, index).ok()?;
        let may_embed = face.is_subsetting_allowed() && face.is_outline_embedding_allowed();
        let name = (face.names().into_iter())
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string());
        let name = name.unwrap_or_else(|| "Font".to_owned());
        let plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        may_embed.then(|| Self {
            name: name.chars().filter(plain).collect(),
            data: Cow::Owned(data),
            index,
            letters: Letters::InFont,
        })
    }

    /// Whether it has a letter.
    pub fn has(&self, letter: char) -> bool {
        self.glyph(0, letter).is_some()
    }

    fn glyph(&self, index: usize, letter: char) -> Option<Glyph> {
        let face = self.parsed()?;
        let id = match self.letters {
            Letters::InFont => face.glyph_index(letter)?.0,
            Letters::Listed(letters) => {
                let place = letters.binary_search_by_key(&letter, |(letter, _)| *letter);
                letters.get(place.ok()?)?.1
            }
        };
        let em = f64::from(face.units_per_em());
        let id_of_font = ttf_parser::GlyphId(id);
        let ink = face.glyph_bounding_box(id_of_font);
        Some(Glyph {
            face: index,
            id,
            advance: f64::from(face.glyph_hor_advance(id_of_font)?) / em,
            ink: ink.map(|ink| {
                [ink.x_min, ink.y_min, ink.x_max, ink.y_max].map(|side| f64::from(side) / em)
            }),
        })
    }

    pub(crate) fn parsed(&self) -> Option<ttf_parser::Face<'_>> {
        ttf_parser::Face::parse(&self.data, self.index).ok()
    }

    /// The part of the font that has these glyphs, in this order after the one for what is missing.
    pub(crate) fn part(&self, glyphs: &[u16]) -> Option<Vec<u8>> {
        let mut kept = GlyphRemapper::new();
        for glyph in glyphs {
            kept.remap(*glyph);
        }
        subsetter::subset(&self.data, self.index, &kept).ok()
    }
}

/// The width of a line of text of a size, whatever its letters will be: an estimate, for pictures whose letters who opens them
/// brings. Figures are laid out by it, in the command line and, for files of this kind, in the page.
pub fn estimated_width(text: &str, size: f64) -> f64 {
    let width = |letter: char| match letter {
        // Marks above the letter before.
        '\u{300}'..='\u{36f}' => 0.0,
        'A'..='Z' => 0.72,
        // Chinese and its punctuation.
        '\u{2e80}'.. => 1.0,
        _ => 0.58,
    };
    size * text.chars().map(width).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_have_what_figures_are_written_in() {
        let fonts = Fonts::default();
        assert_eq!(
            fonts.missing("‖θₙ − θ̃(tₙ)‖ √v̂ ∇L τ* B² 10⁻³ f̄₋ⱼ 𝔼 naïve"),
            ['𝔼']
        );
        assert_eq!(fonts.missing("流"), ['流']);
        for formula in [false, true] {
            let (thin, wide) = (fonts.width("i", formula), fonts.width("mm", formula));
            assert!(
                0.2 < thin && thin < 0.5 && 1.5 < wide && wide < 2.2,
                "{thin} {wide}"
            );
        }
        let [(_, theta), ..] = fonts.glyphs("θ", true)[..] else {
            panic!("no letter");
        };
        assert_eq!(theta.face, 1);
    }
}
