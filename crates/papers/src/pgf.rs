//! A picture as PGF: lines and areas as TeX draws them, texts as TeX sets them, in the letters of the paper around.

mod field;

use crate::About;
use crate::picture::{Align, Element, Form, Paint, Picture, Place, Shape, Stroke, Text, Upright};
use crate::tex::{formula, is_chinese, words};
use std::fmt::Write;

/// Points of PostScript to a CSS pixel.
const POINTS: f64 = 0.75;
/// TeX knows no longer lengths, in CSS pixels.
const LONGEST: f64 = 16_000.0;

/// The picture as a file for `\input`. It needs the package pgf and, where its words are Chinese, an engine and a package that
/// set these. Images and all stand in the one file.
///
/// A text stays at its place whatever the paper's letters are: it is aligned as the figure aligns it, by TeX. Its size is one
/// of LaTeX's, the next to that in the figure. `\thetaflowsize` takes it, and may be defined otherwise.
pub fn pgf(picture: &Picture, about: &About) -> String {
    let mut writer = Writer {
        height: picture.size[1],
        body: String::new(),
        colors: Vec::new(),
        state: State::default(),
    };
    let ground = picture.background();
    // Texts come after everything else: what the edge of the picture cuts is lines, not letters.
    for element in &picture.elements {
        match element {
            Element::Form(form) => writer.form(form),
            Element::Image(corners, raster) => {
                let [left, top, width, height] = *corners;
                let lower_left = writer.numbers([left, top + height]);
                let size = [width, height].map(number);
                field::write(&mut writer.body, raster, ground, &lower_left, &size);
            }
            Element::Text(_) => {}
        }
    }
    let forms = std::mem::take(&mut writer.body);
    let [width, height] = picture.size;
    let is_inside = |text: &&Text| {
        let [x, y] = text.place.at;
        (0.0..=width).contains(&x) && (0.0..=height).contains(&y)
    };
    let texts: Vec<&Text> = picture.texts().filter(is_inside).collect();
    for text in &texts {
        writer.text(text);
    }
    let is_chinese = texts.iter().any(|text| text.text.contains(is_chinese));
    let mut file = head(about, is_chinese);
    let box_of_all = format!(
        "\\pgfpathrectangle{{\\pgfpointorigin}}{{\\pgfqpoint{{{}}}{{{}}}}}",
        length(width),
        length(height)
    );
    file += "\\begin{pgfpicture}\n";
    file += COMMANDS;
    for (index, [red, green, blue]) in writer.colors.iter().enumerate() {
        let name = color_name(index);
        writeln!(
            file,
            "\\definecolor{{{name}}}{{RGB}}{{{red},{green},{blue}}}"
        )
        .ok();
    }
    writeln!(file, "{box_of_all}\\pgfusepath{{use as bounding box}}").ok();
    writeln!(
        file,
        "\\begin{{pgfscope}}\n{box_of_all}\\pgfusepath{{clip}}\n\\pgfsetroundjoin"
    )
    .ok();
    file += &forms;
    file += "\\end{pgfscope}\n";
    file += &writer.body;
    file += "\\end{pgfpicture}%\n";
    file
}

/// How the file is used, for who opens it.
fn head(about: &About, is_chinese: bool) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut head = format!(
        "% {}\n% thetaflow {}, {}\n%\n\
         % In the paper's preamble:      \\usepackage{{pgf}}\n\
         % where the figure is to stand: \\input{{this-file.pgf}}\n",
        one_line(&about.title),
        one_line(&about.version),
        one_line(&about.link)
    );
    if is_chinese {
        head += "% Its words are Chinese: compile it with xelatex or lualatex, with \\usepackage{ctex}.\n";
    }
    head += "% All letters in one size: \\newcommand*\\thetaflowsize[1]{\\footnotesize} before it.\n%\n";
    head += "\\providecommand*\\thetaflowsize[1]{#1}%\n";
    head
}

/// Commands that hold inside the picture: a begin and a next point of a path, and a text with its colour, its size and how
/// far it is raised.
const COMMANDS: &str = "\
\\def\\tfM#1#2{\\pgfpathmoveto{\\pgfqpoint{#1bp}{#2bp}}}\n\
\\def\\tfL#1#2{\\pgfpathlineto{\\pgfqpoint{#1bp}{#2bp}}}\n\
\\def\\tfT#1#2#3#4#5{\\pgftext[#1]{\\color{#2}\\thetaflowsize{#3}\\selectfont\\raisebox{#4}[0pt][0pt]{#5}}}\n";

/// `tfa`, `tfb`, ...: numbers would end the name of a command.
fn color_name(index: usize) -> String {
    let letter = |index: usize| char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => format!("tf{}", letter(index)),
        _ => format!("tf{}{}", letter(index / 26 - 1), letter(index)),
    }
}

/// In points, two digits after the point.
fn number(pixels: f64) -> String {
    let points = POINTS * pixels.clamp(-LONGEST, LONGEST);
    let text = format!("{points:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

fn length(pixels: f64) -> String {
    number(pixels) + "bp"
}

/// What TeX was told last.
#[derive(Default, PartialEq)]
struct State {
    fill: Option<String>,
    fill_opacity: Option<String>,
    stroke: Option<String>,
    stroke_opacity: Option<String>,
    width: Option<String>,
    dashes: Option<String>,
}

struct Writer {
    height: f64,
    body: String,
    colors: Vec<crate::Rgb>,
    state: State,
}

impl Writer {
    fn point(&self, place: [f64; 2]) -> String {
        let [x, y] = [place[0], self.height - place[1]].map(length);
        format!("\\pgfqpoint{{{x}}}{{{y}}}")
    }

    /// Where TeX's axes run, which go upwards.
    fn numbers(&self, place: [f64; 2]) -> [String; 2] {
        [number(place[0]), number(self.height - place[1])]
    }

    fn color(&mut self, color: crate::Rgb) -> String {
        let place = self.colors.iter().position(|other| *other == color);
        let place = place.unwrap_or_else(|| {
            self.colors.push(color);
            self.colors.len() - 1
        });
        color_name(place)
    }

    fn form(&mut self, form: &Form) {
        if let Some(fill) = form.fill {
            self.set_fill(fill);
        }
        if let Some(stroke) = &form.stroke {
            self.set_stroke(stroke);
        }
        match &form.shape {
            Shape::Circle(middle, radius) => {
                let (middle, radius) = (self.point(*middle), length(*radius));
                writeln!(self.body, "\\pgfpathcircle{{{middle}}}{{{radius}}}").ok();
            }
            Shape::Paths(paths) => {
                for (points, closed) in paths {
                    self.path(points, *closed);
                }
            }
        }
        let used = match (form.fill, &form.stroke) {
            (Some(_), Some(_)) => "fill,stroke",
            (Some(_), None) => "fill",
            _ => "stroke",
        };
        writeln!(self.body, "\\pgfusepath{{{used}}}").ok();
    }

    fn path(&mut self, points: &[[f64; 2]], closed: bool) {
        for (index, point) in points.iter().enumerate() {
            let [x, y] = self.numbers(*point);
            let command = if index == 0 { 'M' } else { 'L' };
            // Not too long lines, for those who open the file.
            let end = if index % 6 == 5 { "%\n" } else { "" };
            write!(self.body, "\\tf{command}{{{x}}}{{{y}}}{end}").ok();
        }
        self.body += if closed { "\\pgfpathclose\n" } else { "%\n" };
    }

    fn set_fill(&mut self, Paint { color, opacity }: Paint) {
        let color = self.color(color);
        let opacity = format!("{opacity:.3}");
        let body = &mut self.body;
        tell(body, &mut self.state.fill, color, |color| {
            format!("\\pgfsetfillcolor{{{color}}}")
        });
        tell(body, &mut self.state.fill_opacity, opacity, |opacity| {
            format!("\\pgfsetfillopacity{{{opacity}}}")
        });
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        let color = self.color(stroke.paint.color);
        let opacity = format!("{:.3}", stroke.paint.opacity);
        let dashes: String = (stroke.dashes.iter())
            .map(|dash| format!("{{{}}}", length(*dash)))
            .collect();
        let body = &mut self.body;
        tell(body, &mut self.state.stroke, color, |color| {
            format!("\\pgfsetstrokecolor{{{color}}}")
        });
        tell(body, &mut self.state.stroke_opacity, opacity, |opacity| {
            format!("\\pgfsetstrokeopacity{{{opacity}}}")
        });
        tell(body, &mut self.state.width, length(stroke.width), |width| {
            format!("\\pgfsetlinewidth{{{width}}}")
        });
        tell(body, &mut self.state.dashes, dashes, |dashes| {
            format!("\\pgfsetdash{{{dashes}}}{{0pt}}")
        });
    }

    fn text(&mut self, text: &Text) {
        if text.text.is_empty() {
            return;
        }
        let Place {
            at,
            align,
            upright,
            turned,
            ..
        } = text.place;
        let [x, y] = self.numbers(at);
        let mut options = match align {
            Align::Start => "left,base".to_owned(),
            Align::Middle => "base".to_owned(),
            Align::End => "right,base".to_owned(),
        };
        write!(options, ",x={x}bp,y={y}bp").ok();
        if turned != 0.0 {
            write!(options, ",rotate={}", -turned).ok();
        }
        // In the paper's own letters: figures are two thirds of their size high, and reach a fifth below their line.
        let raised = match upright {
            Upright::Top => "-.76em",
            Upright::Middle => "-.33em",
            Upright::Baseline => "0pt",
            Upright::Bottom => ".22em",
        };
        let tex = if text.formula {
            format!("${}$", formula(&text.text))
        } else {
            words(&text.text)
        };
        let (color, size) = (self.color(text.paint.color), size_name(text.size));
        writeln!(
            self.body,
            "\\tfT{{{options}}}{{{color}}}{{{size}}}{{{raised}}}{{{tex}}}"
        )
        .ok();
    }
}

/// Says something to TeX unless it was the last of its kind that was said.
fn tell(
    body: &mut String,
    last: &mut Option<String>,
    now: String,
    say: impl FnOnce(&str) -> String,
) {
    if last.as_ref() != Some(&now) {
        *body += &say(&now);
        body.push('\n');
        *last = Some(now);
    }
}

/// The size of LaTeX that is next to a size in CSS pixels, in a paper of ten points.
fn size_name(pixels: f64) -> &'static str {
    match POINTS * pixels * 72.27 / 72.0 {
        points if points < 6.0 => "\\tiny",
        points if points < 7.5 => "\\scriptsize",
        points if points < 8.5 => "\\footnotesize",
        points if points < 9.5 => "\\small",
        points if points < 11.0 => "\\normalsize",
        points if points < 13.0 => "\\large",
        _ => "\\Large",
    }
}
