//! Images: fields of values as pixels.

use crate::Rgb;
use base64::Engine;
use std::io::Cursor;

/// An image, row by row from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity of each.
    pub rgba: Vec<u8>,
}

impl Raster {
    /// From an address `data:image/png;base64,...`.
    pub(crate) fn read(address: &str) -> Option<Self> {
        let data = address.strip_prefix("data:image/png;base64,")?;
        let data = base64::engine::general_purpose::STANDARD.decode(data.trim());
        let mut decoder = png::Decoder::new(Cursor::new(data.ok()?));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let mut pixels = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut pixels).ok()?;
        pixels.truncate(info.buffer_size());
        let rgba = match info.color_type {
            png::ColorType::Rgba => pixels,
            png::ColorType::Rgb => with_opacity(pixels.chunks_exact(3)),
            png::ColorType::Grayscale => {
                let color = |gray: &u8| [*gray, *gray, *gray, 255];
                pixels.iter().flat_map(color).collect()
            }
            _ => return None,
        };
        Some(Self {
            width: info.width,
            height: info.height,
            rgba,
        })
    }

    /// Red, green and blue of each pixel; of one that is not seen, those of the ground, since readers mix it with its
    /// neighbours.
    pub(crate) fn rgb(&self, ground: Rgb) -> Vec<Rgb> {
        let pixels = self.rgba.chunks_exact(4);
        let color = |pixel: &[u8]| match pixel[3] {
            0 => ground,
            _ => [pixel[0], pixel[1], pixel[2]],
        };
        pixels.map(color).collect()
    }

    /// The opacity of each pixel; `None` if nothing shows through.
    pub(crate) fn opacity(&self) -> Option<Vec<u8>> {
        let opacity: Vec<u8> = self.rgba.iter().skip(3).step_by(4).copied().collect();
        opacity.iter().any(|part| *part < 255).then_some(opacity)
    }

    /// Red, green and blue of each pixel on a ground of one colour.
    pub(crate) fn on(&self, ground: Rgb) -> Vec<Rgb> {
        let on_ground = |pixel: &[u8]| {
            let share = f64::from(pixel[3]) / 255.0;
            let mixed = |channel: usize| {
                let (over, under) = (f64::from(pixel[channel]), f64::from(ground[channel]));
                (share * over + (1.0 - share) * under).round() as u8
            };
            [mixed(0), mixed(1), mixed(2)]
        };
        self.rgba.chunks_exact(4).map(on_ground).collect()
    }
}

fn with_opacity<'p>(pixels: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
    let opaque = |pixel: &'p [u8]| pixel.iter().copied().chain([255]);
    pixels.flat_map(opaque).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_has_the_colour_of_the_ground() {
        let raster = Raster {
            width: 3,
            height: 1,
            rgba: vec![0, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 51],
        };
        assert_eq!(raster.rgb([9; 3]), [[9; 3], [10, 20, 30], [0; 3]]);
        assert_eq!(raster.on([200; 3]), [[200; 3], [10, 20, 30], [160; 3]]);
        assert_eq!(raster.opacity(), Some(vec![0, 255, 51]));
        assert_eq!(Raster::read("data:image/png;base64,AAAA"), None);
    }
}
