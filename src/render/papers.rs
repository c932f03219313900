//! Figures for papers: PDF and PGF.

use super::{Paper, svg};
use crate::lab::AnyFigure;
use resvg::usvg::fontdb;
use thetaflow_papers::{About, Face, Fonts, Picture, Unreadable};

/// Why there is no file for a paper.
#[derive(Debug, PartialEq, Eq)]
pub enum PaperError {
    /// No font on this machine has these letters of the legend, or none that may be put into a file.
    Letters(String),
    /// The drawing has something that is not known of it.
    Drawing(Unreadable),
}

impl From<Unreadable> for PaperError {
    fn from(error: Unreadable) -> Self {
        Self::Drawing(error)
    }
}

/// The figure as a PDF: its lines are lines, its letters letters, and the fonts are in it. They come with the program, so that a
/// picture is the same on every machine; only for letters that these have not, such as Chinese ones, the machine's own fonts
/// are asked.
///
/// # Errors
/// No font has the legend's letters.
pub fn pdf(figure: &mut dyn AnyFigure, paper: Paper, about: &About) -> Result<Vec<u8>, PaperError> {
    let document = svg(figure, paper);
    let picture = Picture::read(&document)?;
    let mut fonts = Fonts::default();
    let missing = missing(&picture, &fonts);
    if !missing.is_empty() {
        add_fonts_of_machine(&mut fonts, missing)?;
    }
    Ok(thetaflow_papers::pdf(&picture, about, &fonts))
}

/// The figure as PGF, for `\input` in a paper that is written in LaTeX.
///
/// # Errors
/// None that a figure can cause.
pub fn pgf(figure: &mut dyn AnyFigure, paper: Paper, about: &About) -> Result<String, PaperError> {
    let picture = Picture::read(&svg(figure, paper))?;
    Ok(thetaflow_papers::pgf(&picture, about))
}

/// The letters that no font has, each once.
fn missing(picture: &Picture, fonts: &Fonts) -> Vec<char> {
    let texts = picture.texts();
    let mut letters: Vec<char> = texts.flat_map(|text| fonts.missing(&text.text)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Adds fonts until every letter has one: each time the one that has most of those that are missing.
fn add_fonts_of_machine(fonts: &mut Fonts, mut missing: Vec<char>) -> Result<(), PaperError> {
    let mut machine = fontdb::Database::new();
    machine.load_system_fonts();
    let is_plain = |face: &&fontdb::FaceInfo| {
        face.style == fontdb::Style::Normal && face.weight == fontdb::Weight::NORMAL
    };
    let load = |face: &fontdb::FaceInfo| {
        let data = machine.with_face_data(face.id, |data, index| Face::new(data.to_vec(), index));
        data.flatten()
    };
    // Of fonts for all of East Asia the one with the letters of mainland China; and words of figures have no serifs.
    let fits = |info: &fontdb::FaceInfo| {
        let has = |part: &str| info.post_script_name.contains(part);
        (!has("Mono"), has("sc-") || has("SC-"), has("Sans"))
    };
    while !missing.is_empty() {
        let plain = machine.faces().filter(is_plain);
        let best = plain
            .filter_map(|info| {
                let face = load(info)?;
                let count = missing.iter().filter(|letter| face.has(**letter)).count();
                Some(((count, fits(info)), face))
            })
            .max_by_key(|(fitness, _)| *fitness);
        let Some(((1.., _), face)) = best else {
            return Err(PaperError::Letters(missing.into_iter().collect()));
        };
        missing.retain(|letter| !face.has(*letter));
        fonts.add(face);
    }
    Ok(())
}
