//! Cuts the fonts that PDFs bring down to the letters that figures are written in: whole they would be most of what a page
//! downloads for its first PDF.

use std::path::Path;
use subsetter::GlyphRemapper;

/// Latin, Greek, what stands above letters, small letters above and below the line, and mathematics.
const LETTERS: [[u32; 2]; 18] = [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x2b0, 0x2b8],
    [0x2e1, 0x2e3],
    [0x300, 0x30c],
    [0x384, 0x3f6],
    [0x1d2c, 0x1d6a],
    [0x1d9c, 0x1d9c],
    [0x1da0, 0x1da0],
    [0x1dbb, 0x1dbb],
    [0x2010, 0x203d],
    [0x2070, 0x209c],
    [0x20d7, 0x20d7],
    [0x2102, 0x2135],
    [0x2190, 0x21d5],
    [0x2200, 0x22ff],
    [0x2308, 0x230b],
    [0x2c7c, 0x2c7d],
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").expect("cargo names a folder");
    let fonts = [
        ("sans", dejavu::sans::regular()),
        ("italic", dejavu::serif::italic()),
        ("serif", dejavu::serif::regular()),
    ];
    let has = |font: &[u8], letter| {
        let face = ttf_parser::Face::parse(font, 0).expect("a font");
        face.glyph_index(letter).is_some()
    };
    for (name, font) in fonts {
        let face = ttf_parser::Face::parse(font, 0).expect("a font");
        let mut glyphs = GlyphRemapper::new();
        let mut letters = String::new();
        for letter in LETTERS
            .iter()
            .flat_map(|&[first, last]| first..=last)
            .filter_map(char::from_u32)
            // Upright serifs stand in for italic ones that there are not.
            .filter(|letter| name != "serif" || !has(dejavu::serif::italic(), *letter))
        {
            if let Some(glyph) = face.glyph_index(letter) {
                let glyph = glyphs.remap(glyph.0);
                letters += &format!("('\\u{{{:x}}}', {glyph}),\n", u32::from(letter));
            }
        }
        let subset = subsetter::subset(font, 0, &glyphs).expect("a font of outlines");
        let out = Path::new(&out);
        std::fs::write(out.join(format!("{name}.ttf")), subset).expect("a file");
        std::fs::write(out.join(format!("{name}.rs")), format!("&[{letters}]")).expect("a file");
    }
}
