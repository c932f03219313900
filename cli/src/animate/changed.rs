//! What of a picture differs from the one before: an animation holds nothing else.

use thetaflow::draw::Image;

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Region {
    /// The whole of a picture.
    pub fn whole(image: &Image) -> Self {
        Self {
            left: 0,
            top: 0,
            width: image.width,
            height: image.height,
        }
    }

    /// The smallest part outside which two pictures of one size are the same; one pixel where all of them is.
    pub fn changed(before: &Image, now: &Image) -> Self {
        let width = now.width as usize;
        let (mut left, mut right, mut top, mut bottom) = (width, 0, usize::MAX, 0);
        let rows = before
            .rgba
            .chunks(4 * width)
            .zip(now.rgba.chunks(4 * width));
        for (row, (before, now)) in rows.enumerate() {
            if before == now {
                continue;
            }
            let mut differing = (before.chunks(4).zip(now.chunks(4)).enumerate())
                .filter(|(_, (before, now))| before != now)
                .map(|(column, _)| column);
            let first = differing.next().unwrap_or(0);
            left = left.min(first);
            right = right.max(differing.next_back().unwrap_or(first));
            top = top.min(row);
            bottom = row;
        }
        if top == usize::MAX {
            return Self {
                left: 0,
                top: 0,
                width: 1,
                height: 1,
            };
        }
        Self {
            left: left as u32,
            top: top as u32,
            width: (right - left + 1) as u32,
            height: (bottom - top + 1) as u32,
        }
    }

    /// Its pixels in a picture, row by row.
    pub fn pixels<'i>(&self, image: &'i Image) -> impl Iterator<Item = [u8; 4]> + 'i {
        let stride = 4 * image.width as usize;
        let (left, width) = (4 * self.left as usize, 4 * self.width as usize);
        let rows = (image.rgba.chunks(stride.max(1)))
            .skip(self.top as usize)
            .take(self.height as usize);
        let cut = rows.map(move |row| row.get(left..left + width).unwrap_or_default());
        cut.flat_map(|row| row.chunks_exact(4))
            .map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(marked: &[(u32, u32)]) -> Image {
        Image::from_fn(6, 5, |i, j| {
            [if marked.contains(&(i, j)) { 9 } else { 0 }, 0, 0, 255]
        })
    }

    #[test]
    fn a_region_holds_all_that_changed_and_no_more() {
        let changed = |marked: &[(u32, u32)]| {
            let Region {
                left,
                top,
                width,
                height,
            } = Region::changed(&picture(&[]), &picture(marked));
            (left, top, width, height)
        };
        assert_eq!(changed(&[]), (0, 0, 1, 1));
        assert_eq!(changed(&[(2, 3)]), (2, 3, 1, 1));
        assert_eq!(changed(&[(1, 1), (4, 1)]), (1, 1, 4, 1));
        assert_eq!(changed(&[(5, 4), (0, 2)]), (0, 2, 6, 3));
    }

    #[test]
    fn its_pixels_are_those_of_the_picture() {
        let image = picture(&[(2, 1), (3, 2)]);
        let region = Region {
            left: 2,
            top: 1,
            width: 2,
            height: 2,
        };
        let reds: Vec<u8> = region.pixels(&image).map(|pixel| pixel[0]).collect();
        assert_eq!(reds, [9, 0, 0, 9]);
    }
}
