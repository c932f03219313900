//! Files for papers, of pictures that the page has drawn as SVG.

use thetaflow_papers::{About, DrawnLetter, Fonts, Picture, Unreadable};
use wasm_bindgen::prelude::*;

/// A picture, read from the page's SVG.
#[wasm_bindgen(js_name = PaperPicture)]
pub struct PaperPicture {
    picture: Picture,
    about: About,
    fonts: Fonts,
}

#[wasm_bindgen(js_class = PaperPicture)]
impl PaperPicture {
    /// # Errors
    /// What in the document is not known of ours, as a text.
    #[wasm_bindgen(constructor)]
    pub fn new(svg: &str, title: String, link: String) -> Result<Self, JsValue> {
        let told = |error: Unreadable| JsValue::from(error.to_string());
        Ok(Self {
            picture: Picture::read(svg).map_err(told)?,
            about: About {
                title,
                version: super::version(),
                link,
            },
            fonts: Fonts::default(),
        })
    }

    /// The letters that the fonts of a PDF have not, each once.
    pub fn missing(&self) -> String {
        let mut missing = String::new();
        for text in self.picture.texts() {
            for letter in self.fonts.missing(&text.text) {
                if !missing.contains(letter) {
                    missing.push(letter);
                }
            }
        }
        missing
    }

    /// One of those letters as the page draws it: dots to an em, how far it moves what comes after it, where its dots begin and
    /// how far above the line they end, dots in a row, and how much of each is covered, row by row from the top.
    #[allow(clippy::too_many_arguments)]
    pub fn draw(
        &mut self,
        letter: char,
        per_em: f64,
        advance: f64,
        left: f64,
        top: f64,
        width: usize,
        coverage: Vec<u8>,
    ) {
        self.fonts.draw(DrawnLetter {
            letter,
            per_em,
            advance,
            left,
            top,
            width,
            coverage,
        });
    }

    /// The file as a PDF.
    pub fn pdf(&self) -> Vec<u8> {
        thetaflow_papers::pdf(&self.picture, &self.about, &self.fonts)
    }

    /// The file as PGF, for LaTeX.
    pub fn pgf(&self) -> String {
        thetaflow_papers::pgf(&self.picture, &self.about)
    }
}

/// The width of a line of text whose letters somebody else brings: figures for papers are laid out by it everywhere.
#[wasm_bindgen]
pub fn estimated_width(text: &str, size: f64) -> f64 {
    thetaflow_papers::estimated_width(text, size)
}
