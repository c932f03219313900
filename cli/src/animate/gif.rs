//! GIF: 256 colours, and shown everywhere.

use super::Trouble;
use super::changed::Region;
use super::palette::{COLORS, Palette};
use super::timing::{Held, hundredths};
use gif::{DisposalMethod, Encoder, Frame, Repeat};
use std::borrow::Cow;
use thetaflow::draw::Image;
use thetaflow::render::PngError;

/// Pictures whose colours are counted.
const COUNTED: usize = 12;
/// The colour that leaves a pixel as it is.
const CLEAR: u8 = COLORS as u8;
/// From here on a pixel of a transparent picture is one that is seen.
const SEEN: u8 = 128;

/// The animation of pictures of one size, repeated for ever, at `fps` frames a second.
///
/// # Errors
/// A picture cannot be drawn, or is larger than a GIF can be.
pub fn encode(
    held: &[Held<Vec<u8>>],
    fps: u16,
    is_transparent: bool,
    mut draw: impl FnMut(&[u8]) -> Result<Image, Trouble>,
) -> Result<Vec<u8>, Trouble> {
    let Some(last) = held.len().checked_sub(1) else {
        return Ok(Vec::new());
    };
    let count = COUNTED.min(held.len());
    let counted = (0..count).map(|index| index * last / (count - 1).max(1));
    let pictures: Vec<Image> = (counted.filter_map(|index| held.get(index)))
        .map(|held| draw(&held.shown))
        .collect::<Result<_, Trouble>>()?;
    let mut palette = Palette::of(&pictures);
    let size = pictures.first().map(|first| [first.width, first.height]);
    let [width, height] = size.unwrap_or_default().map(side);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width?, height?, &palette.bytes())?;
    encoder.set_repeat(Repeat::Infinite)?;
    let delays = hundredths(held.iter().map(|held| held.frames), fps);
    let mut before: Option<Image> = None;
    for (held, delay) in held.iter().zip(delays) {
        let now = draw(&held.shown)?;
        let known = before.as_ref().filter(|_| !is_transparent);
        let region = known.map_or(Region::whole(&now), |before| Region::changed(before, &now));
        let mut color = |now: [u8; 4]| match now {
            [.., alpha] if alpha < SEEN => CLEAR,
            [red, green, blue, _] => palette.nearest([red, green, blue]),
        };
        let buffer: Vec<u8> = match known {
            Some(before) => (region.pixels(&now).zip(region.pixels(before)))
                .map(|(now, before)| if now == before { CLEAR } else { color(now) })
                .collect(),
            None => region.pixels(&now).map(color).collect(),
        };
        encoder.write_frame(&Frame {
            delay,
            // Nothing takes away what has gone from a transparent picture, but beginning anew.
            dispose: if is_transparent {
                DisposalMethod::Background
            } else {
                DisposalMethod::Keep
            },
            transparent: Some(CLEAR),
            left: side(region.left)?,
            top: side(region.top)?,
            width: side(region.width)?,
            height: side(region.height)?,
            buffer: Cow::Owned(buffer),
            ..Frame::default()
        })?;
        before = Some(now);
    }
    drop(encoder);
    Ok(file)
}

/// A GIF counts pixels up to 65,535.
fn side(length: u32) -> Result<u16, Trouble> {
    u16::try_from(length).map_err(|_| Trouble::Picture(PngError::Size))
}
