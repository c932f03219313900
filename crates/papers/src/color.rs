//! Colours as SVG writes them.

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// From `#rrggbb`.
pub(crate) fn read(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

/// Each part from 0 to 1.
pub(crate) fn parts(color: Rgb) -> [f32; 3] {
    color.map(|part| f32::from(part) / 255.0)
}
