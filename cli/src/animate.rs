//! `render --animate`: a run in motion, as APNG, GIF or video.

mod apng;
mod changed;
mod gif;
mod palette;
mod progress;
mod timing;
mod video;

use crate::arguments::{Refused, option};
use crate::commands::{legend_of, pinned, state, warn};
use crate::files;
use crate::labs::LABS;
use crate::look::Look;
use clap::ArgMatches;
use progress::Progress;
use std::ops::RangeInclusive;
use std::path::Path;
use thetaflow::draw::{Entry, Image};
use thetaflow::lab::{AnyLab, State};
use thetaflow::params::{Params, read_number};
use thetaflow::render::{self, PngError};
use thetaflow::texts::Texts;
use timing::{Held, held, steps};
use video::Container;

/// Frames of a minute and a half at 30 a second. All of them are kept before the first is drawn.
const MOST_FRAMES: f64 = 3000.0;
/// So many bytes of what they show.
const MOST_BYTES: usize = 1 << 30;
/// A GIF cannot be faster: its shortest time is a hundredth of a second, and browsers slow down what is shorter than two.
const FASTEST: f64 = 50.0;

/// Why there is no animation.
#[derive(Debug)]
pub enum Trouble {
    /// A picture could not be drawn.
    Picture(PngError),
    /// One could not be read, which is a mistake of ours.
    Frame,
    /// It could not be encoded.
    Encoding(String),
    /// There is no ffmpeg.
    NoVideo,
}

impl From<png::EncodingError> for Trouble {
    fn from(error: png::EncodingError) -> Self {
        Self::Encoding(error.to_string())
    }
}

impl From<::gif::EncodingError> for Trouble {
    fn from(error: ::gif::EncodingError) -> Self {
        Self::Encoding(error.to_string())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Encoding(error.to_string())
    }
}

/// What a file's name says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Apng,
    Gif,
    Video(Container),
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match extension(path)?.as_str() {
            "png" | "apng" => Some(Self::Apng),
            "gif" => Some(Self::Gif),
            "mp4" => Some(Self::Video(Container::Mp4)),
            "webm" => Some(Self::Video(Container::Webm)),
            _ => None,
        }
    }
}

/// Whether a file of this name can only be an animation.
pub fn always_moves(path: &Path) -> bool {
    Format::of(path).is_some() && extension(path).is_some_and(|extension| extension != "png")
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_lowercase())
}

/// Draws the run that the arguments describe at the steps of `--animate`, and writes it to a file.
///
/// # Errors
/// Sentences: an option is none, the run has no such steps or nothing to see in them, it cannot be drawn or written.
pub fn animate(path: &Path, matches: &ArgMatches, texts: &Texts) -> Result<(), Refused> {
    let one = |key: &str, got: &str| vec![texts.fill(key, [("got", got)])];
    let name = path.display().to_string();
    let format = Format::of(path).ok_or_else(|| one("cli.bad_animation", &name))?;
    let look = Look::of(matches, texts)?;
    let (fps, frames) = pace(matches, texts)?;
    let state = state(matches, texts)?;
    let lab = LABS.of(&state);
    let mut progress = Progress::new(texts);
    let range = range(option(matches, "animate"), lab, &state.params, texts)?;
    let steps = steps(&range, frames);
    let pictures = pictures(lab, &state, &steps, texts, |done| {
        progress.tell("compute", done, steps.len());
    })?;

    // All frames are of one size, and have one legend: those of the last, where everything is on show.
    let pinned = pinned(&state);
    let mut figure = lab.figure();
    figure.pin(&pinned);
    let last = pictures.last().map(|last| last.shown.as_slice());
    let shows = figure.show(last.unwrap_or_default());
    shows.map_err(|_| vec![texts.get("cli.no_frame").to_owned()])?;
    let legend: Vec<Entry> = legend_of(figure.as_ref(), &look, &state, texts);
    let mut paper = look.paper(figure.as_ref(), &legend, texts)?;
    if matches!(format, Format::Video(_)) && paper.transparent {
        warn(&[texts.get("cli.opaque_video").to_owned()], texts);
        paper.transparent = false;
    }
    let (mut drawn, all) = (0, pictures.len());
    let draw = |bytes: &[u8]| -> Result<Image, Trouble> {
        drawn += 1;
        progress.tell("draw", drawn.min(all), all);
        // A figure that has drawn other steps has parts of them on its back layer, below its axes.
        let mut figure = lab.figure();
        figure.pin(&pinned);
        figure.show(bytes).map_err(|_| Trouble::Frame)?;
        render::pixels(figure.as_mut(), look.scale, paper).map_err(Trouble::Picture)
    };
    let refused = |trouble: Trouble| match trouble {
        Trouble::Picture(PngError::Letters(letters)) => one("cli.no_letters", &letters),
        Trouble::Picture(error) => one("cli.no_png", &format!("{error:?}")),
        Trouble::Frame => vec![texts.get("cli.no_frame").to_owned()],
        Trouble::Encoding(says) => one("cli.no_animation", &says),
        Trouble::NoVideo => one("cli.no_video", &name),
    };
    let written = match format {
        Format::Apng => apng::encode(&pictures, fps, paper.transparent, draw),
        Format::Gif => gif::encode(&pictures, fps, paper.transparent, draw),
        Format::Video(container) => {
            let background = paper.theme.background.hexadecimal();
            let result = files::by_another(path, texts, |file| {
                video::encode(&pictures, fps, (container, &background), file, draw)
            });
            return result.map_err(|sentence| vec![sentence])?.map_err(refused);
        }
    };
    let bytes = written.map_err(refused)?;
    files::replace(path, &bytes, texts).map_err(|sentence| vec![sentence])
}

/// Frames a second, and how many there are.
fn pace(matches: &ArgMatches, texts: &Texts) -> Result<(u16, u32), Refused> {
    let number = |name: &str| read_number(option(matches, name)).ok();
    let sentence = |key: &str, got: &str| vec![texts.fill(key, [("got", got)])];
    let fps = number("fps")
        .filter(|fps| (1.0..=FASTEST).contains(fps) && fps.fract() == 0.0)
        .ok_or_else(|| sentence("cli.bad_fps", option(matches, "fps")))?;
    let seconds = number("seconds")
        .filter(|seconds| (0.1..=3000.0).contains(seconds))
        .ok_or_else(|| sentence("cli.bad_seconds", option(matches, "seconds")))?;
    let frames = (fps * seconds).round();
    if frames > MOST_FRAMES {
        return Err(sentence("cli.too_many_frames", &frames.to_string()));
    }
    Ok((fps as u16, frames as u32))
}

/// The steps of `FIRST..LAST` of a run; what is left out is where it begins, or ends.
fn range(
    text: &str,
    lab: &'static dyn AnyLab,
    params: &Params,
    texts: &Texts,
) -> Result<RangeInclusive<u64>, Refused> {
    let end = lab.session(params).last_step();
    let number = end.to_string();
    let sentence = |key: &str| vec![texts.fill(key, [("got", text), ("last", number.as_str())])];
    let read = |text: &str, otherwise: u64| match text.trim() {
        "" => Some(otherwise),
        digits => digits.parse().ok(),
    };
    let (first, last) = text
        .split_once("..")
        .and_then(|(first, last)| Some((read(first, 0)?, read(last, end)?)))
        .ok_or_else(|| sentence("cli.bad_range"))?;
    if last > end || first > end {
        return Err(sentence("cli.range_beyond"));
    }
    if first >= last {
        return Err(sentence("cli.range_backwards"));
    }
    Ok(first..=last)
}

/// What is to be drawn of each step, once if it stays the same: a run may end before.
fn pictures(
    lab: &'static dyn AnyLab,
    state: &State,
    steps: &[Held<u64>],
    texts: &Texts,
    mut tell: impl FnMut(usize),
) -> Result<Vec<Held<Vec<u8>>>, Refused> {
    let mut session = lab.session(&state.params);
    let mut pictures = Vec::new();
    let mut size = 0;
    for (index, step) in steps.iter().enumerate() {
        session.advance(step.shown, || true);
        let picture = session.picture();
        size += picture.len();
        if size > MOST_BYTES {
            let done = index.to_string();
            return Err(vec![
                texts.fill("cli.frames_too_large", [("got", done.as_str())]),
            ]);
        }
        pictures.push(Held {
            shown: picture,
            frames: step.frames,
        });
        tell(index + 1);
    }
    let pictures = held(pictures);
    if pictures.len() < 2 {
        let step = session.step().to_string();
        return Err(vec![
            texts.fill("cli.nothing_moves", [("step", step.as_str())]),
        ]);
    }
    Ok(pictures)
}
