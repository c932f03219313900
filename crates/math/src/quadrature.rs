//! Integrals of several functions at once: adaptive Gauss-Kronrod, with the places given where a function may jump.
//!
//! The rule is the pair of 7 and 15 points of QUADPACK (Piessens et al. 1983), which integrates polynomials up to degree
//! 22 exactly. Functions that are needed together share their nodes and thereby most of their work.

/// Nodes in [0, 1] of the 15 points; every other one belongs to the 7 points as well.
const NODES: [f64; 8] = [
    0.991_455_371_120_812_6,
    0.949_107_912_342_758_5,
    0.864_864_423_359_769_1,
    0.741_531_185_599_394_4,
    0.586_087_235_467_691_1,
    0.405_845_151_377_397_2,
    0.207_784_955_007_898_47,
    0.0,
];
const KRONROD: [f64; 8] = [
    0.022_935_322_010_529_224,
    0.063_092_092_629_978_56,
    0.104_790_010_322_250_18,
    0.140_653_259_715_525_92,
    0.169_004_726_639_267_9,
    0.190_350_578_064_785_4,
    0.204_432_940_075_298_9,
    0.209_482_141_084_727_82,
];
const GAUSS: [f64; 4] = [
    0.129_484_966_168_869_7,
    0.279_705_391_489_276_64,
    0.381_830_050_505_118_9,
    0.417_959_183_673_469_4,
];

/// Panels are halved until the two rules agree to this part of the integral of the modulus, but not more often than
/// [`DEEPEST`], which is enough for a jump, and only while there are not more than [`MOST_PANELS`].
const TOLERANCE: f64 = 1e-12;
const DEEPEST: u32 = 44;
const MOST_PANELS: usize = 3000;
/// An error estimate above this part of the integral of the modulus means that there is no integral to speak of.
const TRUSTED: f64 = 1e-8;
/// Nor is there one if at the ends of the range the function is still larger than this part of it.
const NEGLIGIBLE: f64 = 1e-10;

/// What [`integrate`] found.
#[derive(Clone, Debug)]
pub struct Integral<const N: usize> {
    /// The integrals; NaN for a function whose integral did not settle, or that is still alive at the ends of the range.
    pub values: [f64; N],
    /// The pieces that were needed, from left to right, each `[from, to]`.
    pub panels: Vec<[f64; 2]>,
}

/// The integrals of the N entries of `f` over the range from the first to the last of `breaks`, which must be sorted.
/// `f` should be smooth between neighbouring breaks; where it is not, halving panels makes up for it at some cost.
///
/// The range stands for the whole line: a function that at its ends is not negligible beside its integral has tails that
/// this range misses, and its integral is NaN.
pub fn integrate<const N: usize>(
    breaks: &[f64],
    mut f: impl FnMut(f64) -> [f64; N],
) -> Integral<N> {
    let mut panels: Vec<Panel<N>> = breaks
        .windows(2)
        .filter(|ends| ends[0] < ends[1])
        .map(|ends| Panel::over([ends[0], ends[1]], 0, &mut f))
        .collect();
    let mut scale = [0.0; N];
    for panel in &panels {
        add(&mut scale, &panel.modulus);
    }
    // The leftmost panel is on top.
    panels.reverse();
    let mut sum = Integral {
        values: [0.0; N],
        panels: Vec::new(),
    };
    let mut error = [0.0; N];
    let mut used = panels.len();
    while let Some(panel) = panels.pop() {
        let [from, to] = panel.ends;
        let middle = 0.5 * (from + to);
        let is_fine = panel
            .error
            .iter()
            .zip(&scale)
            .all(|(error, scale)| *error <= TOLERANCE * scale || error.is_nan());
        if is_fine || panel.depth >= DEEPEST || used >= MOST_PANELS {
            add(&mut sum.values, &panel.value);
            add(&mut error, &panel.error);
            sum.panels.push(panel.ends);
        } else {
            used += 2;
            let depth = panel.depth + 1;
            panels.push(Panel::over([middle, to], depth, &mut f));
            panels.push(Panel::over([from, middle], depth, &mut f));
        }
    }
    let ends = [breaks.first(), breaks.last()].map(|end| end.map(|end| f(*end)));
    for n in 0..N {
        // What is no number is not small.
        let is_small = |value: f64, part: f64| value.abs() <= part * scale[n];
        let has_ended = ends
            .iter()
            .flatten()
            .all(|end| is_small(end[n], NEGLIGIBLE));
        if !has_ended || !is_small(error[n], TRUSTED) {
            sum.values[n] = f64::NAN;
        }
    }
    sum
}

/// For each panel of an integral, the 15 nodes with their weights, from left to right.
pub fn nodes([from, to]: [f64; 2]) -> [(f64, f64); 15] {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    std::array::from_fn(|n| {
        let (mirrored, sign) = if n < 8 { (n, -1.0) } else { (14 - n, 1.0) };
        (
            middle + sign * half * NODES[mirrored],
            half * KRONROD[mirrored],
        )
    })
}

/// The integral of a smooth function over a short range, by the 7 points alone.
pub fn gauss<const N: usize>([from, to]: [f64; 2], mut f: impl FnMut(f64) -> [f64; N]) -> [f64; N] {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    let mut sum = f(middle).map(|value| half * GAUSS[3] * value);
    for n in 0..3 {
        for sign in [-1.0, 1.0] {
            let values = f(middle + sign * half * NODES[2 * n + 1]);
            add(&mut sum, &values.map(|value| half * GAUSS[n] * value));
        }
    }
    sum
}

struct Panel<const N: usize> {
    ends: [f64; 2],
    /// How often it was halved.
    depth: u32,
    value: [f64; N],
    modulus: [f64; N],
    error: [f64; N],
}

impl<const N: usize> Panel<N> {
    fn over(ends: [f64; 2], depth: u32, f: &mut impl FnMut(f64) -> [f64; N]) -> Self {
        let half = 0.5 * (ends[1] - ends[0]);
        let (mut value, mut modulus, mut coarse) = ([0.0; N], [0.0; N], [0.0; N]);
        for (n, (at, weight)) in nodes(ends).into_iter().enumerate() {
            let values = f(at);
            let mirrored = n.min(14 - n);
            for (entry, y) in values.into_iter().enumerate() {
                value[entry] += weight * y;
                modulus[entry] += weight * y.abs();
                if mirrored % 2 == 1 {
                    coarse[entry] += half * GAUSS[mirrored / 2] * y;
                }
            }
        }
        let error = std::array::from_fn(|entry| (value[entry] - coarse[entry]).abs());
        Self {
            ends,
            depth,
            value,
            modulus,
            error,
        }
    }
}

fn add<const N: usize>(sum: &mut [f64; N], values: &[f64; N]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(x: f64) -> f64 {
        (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
    }

    #[test]
    fn both_rules_are_exact_for_polynomials_up_to_their_degree() {
        for degree in 0..=22 {
            let panel = Panel::over([-1.0, 2.0], 0, &mut |x: f64| [x.powi(degree)]);
            let exact = (2f64.powi(degree + 1) - (-1f64).powi(degree + 1)) / f64::from(degree + 1);
            assert!(
                (panel.value[0] / exact - 1.0).abs() < 1e-14,
                "degree {degree}: {} {exact}",
                panel.value[0]
            );
            if degree <= 13 {
                let [seven] = gauss([-1.0, 2.0], |x| [x.powi(degree)]);
                assert!((seven / exact - 1.0).abs() < 1e-14, "degree {degree}");
            }
        }
    }

    #[test]
    fn moments_of_the_normal_law_are_double_factorials() {
        let breaks = [-38.0, -6.0, 0.0, 6.0, 38.0];
        let found = integrate(&breaks, |x| {
            [0, 2, 4, 6, 8].map(|power| normal(x) * x.powi(power))
        });
        for (found, exact) in found.values.iter().zip([1.0, 1.0, 3.0, 15.0, 105.0]) {
            assert!((found / exact - 1.0).abs() < 1e-12, "{found} {exact}");
        }
        assert!(found.panels.windows(2).all(|pair| pair[0][1] == pair[1][0]));
    }

    #[test]
    fn a_jump_costs_panels_and_not_digits() {
        let step = |x: f64| if x > 0.3 { normal(x) } else { 0.0 };
        let hinted = integrate(&[-38.0, 0.3, 6.0, 38.0], |x| [step(x)]);
        let blind = integrate(&[-38.0, 0.0, 6.0, 38.0], |x| [step(x)]);
        let exact = 0.382_088_577_811_047_3;
        assert!((hinted.values[0] - exact).abs() < 1e-14, "{hinted:?}");
        assert!((blind.values[0] - exact).abs() < 1e-11);
        assert!(blind.panels.len() > 2 * hinted.panels.len());
    }

    #[test]
    fn what_has_no_integral_is_not_a_number_and_spares_its_neighbours() {
        let breaks = [-38.0, -6.0, 0.0, 6.0, 38.0];
        let found = integrate(&breaks, |x| [normal(x), 1.0 / x, x * x, f64::NAN, 0.0]);
        assert!((found.values[0] - 1.0).abs() < 1e-12);
        assert!(found.values[1..4].iter().all(|value| value.is_nan()));
        assert_eq!(found.values[4], 0.0);
    }
}
