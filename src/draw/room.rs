//! Room around the panels of a figure, in CSS pixels: the same in all labs, so that figures beside each other line up.

/// For the numbers and the symbol of a vertical axis.
pub const LEFT: f64 = 58.0;
/// For the numbers and the symbol of a horizontal axis.
pub const BELOW: f64 = 42.0;
/// Where nothing stands.
pub const MARGIN: f64 = 12.0;
/// At the end of a horizontal axis, whose last number stands half beyond it.
pub const RIGHT: f64 = 20.0;
/// The width of a figure from which on its panels usually stand beside each other.
pub const WIDE: f64 = 620.0;

/// The height that figures usually want at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.56 * width).clamp(360.0, 760.0).round()
    } else {
        (1.25 * width).clamp(300.0, 520.0).round()
    }
}
