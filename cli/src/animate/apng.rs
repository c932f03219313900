//! Animated PNG: a PNG whose further frames say what changed. Programs that know of no animations show the first frame.

use super::Trouble;
use super::changed::Region;
use super::timing::Held;
use png::{BitDepth, BlendOp, ColorType, DisposeOp, Encoder};
use thetaflow::draw::Image;

/// The animation of pictures of one size, repeated for ever, at `fps` frames a second.
///
/// # Errors
/// A picture cannot be drawn, or not be encoded.
pub fn encode(
    held: &[Held<Vec<u8>>],
    fps: u16,
    is_transparent: bool,
    mut draw: impl FnMut(&[u8]) -> Result<Image, Trouble>,
) -> Result<Vec<u8>, Trouble> {
    let Some((first, further)) = held.split_first() else {
        return Ok(Vec::new());
    };
    let mut file = Vec::new();
    let mut before = draw(&first.shown)?;
    let mut encoder = Encoder::new(&mut file, before.width, before.height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_animated(held.len() as u32, 0)?;
    encoder.set_dispose_op(DisposeOp::None)?;
    // What is laid over an opaque picture may leave out the pixels that are there already. Over a transparent one nothing
    // would take away what has gone, so that its pixels are set as they are.
    encoder.set_blend_op(if is_transparent {
        BlendOp::Source
    } else {
        BlendOp::Over
    })?;
    encoder.set_frame_delay(delay(first), fps)?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&before.rgba)?;
    for held in further {
        let now = draw(&held.shown)?;
        let region = Region::changed(&before, &now);
        writer.reset_frame_position()?;
        writer.set_frame_dimension(region.width, region.height)?;
        writer.set_frame_position(region.left, region.top)?;
        writer.set_frame_delay(delay(held), fps)?;
        let pixels = region.pixels(&now).zip(region.pixels(&before));
        let data: Vec<u8> = pixels
            .flat_map(|(now, before)| {
                if now == before && !is_transparent {
                    [0; 4]
                } else {
                    now
                }
            })
            .collect();
        writer.write_image_data(&data)?;
        before = now;
    }
    writer.finish()?;
    Ok(file)
}

fn delay(held: &Held<Vec<u8>>) -> u16 {
    u16::try_from(held.frames).unwrap_or(u16::MAX)
}
