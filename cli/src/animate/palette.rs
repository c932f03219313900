//! The colours of a GIF: it has 256, a picture with a map and smooth edges has thousands.

use color_quant::NeuQuant;
use std::collections::{BTreeMap, HashMap};
use thetaflow::draw::Image;

/// Colours that stay exactly what they are: the background, what is written, curves, the commonest of a map.
const EXACT: usize = 80;
/// All colours; one more place is for pixels that stay as they were.
pub const COLORS: usize = 255;
/// As many pixels tell as much of the rest as all of them.
const SAMPLED: usize = 400_000;
/// Red, green, blue.
type Rgb = [u8; 3];

/// At most 255 colours for an animation, and which of them stands for each colour.
pub struct Palette {
    colors: Vec<Rgb>,
    nearest: HashMap<Rgb, u8>,
}

impl Palette {
    /// For pictures like these: their commonest colours, and a neural net's choice of the others (NeuQuant), which knows
    /// no chance.
    pub fn of(pictures: &[Image]) -> Self {
        let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
        for picture in pictures {
            for pixel in picture.rgba.chunks_exact(4) {
                *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
            }
        }
        let mut common: Vec<(Rgb, usize)> = counts.into_iter().collect();
        // Stable: what is as common as another stays in the order of the colours.
        common.sort_by_key(|(_, count)| usize::MAX - count);
        let exact = if common.len() <= COLORS {
            COLORS
        } else {
            EXACT
        };
        let rest = common.split_off(exact.min(common.len()));
        let mut colors: Vec<Rgb> = common.into_iter().map(|(color, _)| color).collect();
        if !rest.is_empty() {
            let total: usize = rest.iter().map(|(_, count)| count).sum();
            let each = |count: usize| 1 + count * SAMPLED / total;
            let pixels: Vec<u8> = (rest.iter())
                .flat_map(|([red, green, blue], count)| {
                    [*red, *green, *blue, 255].repeat(each(*count))
                })
                .collect();
            let net = NeuQuant::new(1, COLORS - colors.len(), &pixels);
            let chosen = net.color_map_rgb();
            colors.extend(chosen.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]));
        }
        Self {
            colors,
            nearest: HashMap::new(),
        }
    }

    /// Red, green and blue of all colours in turn.
    pub fn bytes(&self) -> Vec<u8> {
        self.colors.concat()
    }

    /// The number of the colour that is nearest to one.
    pub fn nearest(&mut self, color: Rgb) -> u8 {
        let colors = &self.colors;
        *self.nearest.entry(color).or_insert_with(|| {
            let nearest =
                (colors.iter().enumerate()).min_by_key(|(_, other)| distance(color, **other));
            nearest.map_or(0, |(index, _)| index as u8)
        })
    }
}

/// How different two colours look: eyes see green best and blue least.
fn distance(one: Rgb, other: Rgb) -> u32 {
    let square = |channel: usize| u32::from(one[channel].abs_diff(other[channel])).pow(2);
    3 * square(0) + 6 * square(1) + square(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_as_they_are() {
        let picture = Image::from_fn(15, 17, |i, j| [i as u8, j as u8, 7, 255]);
        let mut palette = Palette::of(&[picture]);
        for (i, j) in [(0, 0), (14, 16), (3, 9)] {
            let index = usize::from(palette.nearest([i, j, 7]));
            assert_eq!(palette.bytes()[3 * index..][..3], [i, j, 7]);
        }
    }

    #[test]
    fn of_many_the_commonest_stay_and_the_others_are_near() {
        let picture = Image::from_fn(256, 256, |i, j| match (i, j) {
            (_, 0..100) => [255, 255, 255, 255],
            _ => [i as u8, j as u8, 128, 255],
        });
        let mut palette = Palette::of(&[picture]);
        assert!(palette.bytes().len() <= 3 * COLORS);
        let mut chosen = |color: Rgb| {
            let index = usize::from(palette.nearest(color));
            let bytes = palette.bytes();
            [bytes[3 * index], bytes[3 * index + 1], bytes[3 * index + 2]]
        };
        assert_eq!(chosen([255; 3]), [255; 3]);
        for color in [[10, 200, 128], [200, 120, 128], [128, 250, 128]] {
            assert!(distance(color, chosen(color)) < 10 * 20 * 20, "{color:?}");
        }
    }
}
