//! A small raster that is scaled into a panel: heat maps and other fields.

/// Pixels in rows from the top, four bytes each: red, green, blue, alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

impl Image {
    /// Colours the pixel in column `i`, row `j` (from the top) by `color(i, j)`.
    pub fn from_fn(width: u32, height: u32, mut color: impl FnMut(u32, u32) -> [u8; 4]) -> Self {
        let mut rgba = Vec::with_capacity(4 * (width * height) as usize);
        for j in 0..height {
            for i in 0..width {
                rgba.extend(color(i, j));
            }
        }
        Self {
            width,
            height,
            rgba,
        }
    }
}
