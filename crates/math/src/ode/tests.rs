use super::*;
use proptest::prelude::*;
use std::cell::Cell;

const TIGHT: f64 = 1e-11;

fn solve<const D: usize>(
    y0: [f64; D],
    t: f64,
    f: impl Fn(f64, &[f64; D]) -> [f64; D],
) -> Result<[f64; D], OdeError> {
    Dopri5::new(0.0, y0, Tolerance::uniform(TIGHT, TIGHT)).advance_to(t, &f)
}

fn oscillator(_t: f64, y: &[f64; 2]) -> [f64; 2] {
    [y[1], -y[0]]
}

/// Error of one fixed step of h at the fraction `s` of it.
fn one_step_error(h: f64, s: f64) -> f64 {
    let mut solution = Dopri5::new(0.0, [1.0, 0.0], Tolerance::uniform(1.0, 1.0));
    solution.ahead = Some(([0.0, -1.0], h));
    let [x, v] = solution.advance_to(s * h, &oscillator).unwrap();
    (x - (s * h).cos()).hypot(v + (s * h).sin())
}

#[test]
fn a_step_has_local_order_six() {
    let slope = (one_step_error(0.2, 1.0) / one_step_error(0.1, 1.0)).log2();
    assert!((slope - 6.0).abs() < 0.3, "slope {slope}");
}

#[test]
fn dense_output_has_local_order_five() {
    let slope = (one_step_error(0.2, 0.37) / one_step_error(0.1, 0.37)).log2();
    assert!((slope - 5.0).abs() < 0.3, "slope {slope}");
}

#[test]
fn solves_a_time_dependent_equation() {
    // y' = -2 t y, y = exp(-t^2)
    let [y] = solve([1.0], 1.5, |t, y| [-2.0 * t * y[0]]).unwrap();
    assert!((y - (-2.25_f64).exp()).abs() < 1e-9);
}

#[test]
fn asking_often_costs_no_evaluations() {
    let count = Cell::new(0);
    let counted = |t: f64, y: &[f64; 2]| {
        count.set(count.get() + 1);
        oscillator(t, y)
    };
    let tolerance = Tolerance::uniform(1e-8, 1e-8);
    Dopri5::new(0.0, [1.0, 0.0], tolerance)
        .advance_to(10.0, &counted)
        .unwrap();
    let once = count.replace(0);
    let mut often = Dopri5::new(0.0, [1.0, 0.0], tolerance);
    for n in 0..=1000 {
        let t = n as f64 / 100.0;
        let [x, v] = often.advance_to(t, &counted).unwrap();
        assert!((x - t.cos()).abs() < 1e-6 && (v + t.sin()).abs() < 1e-6);
    }
    assert_eq!(count.get(), once);
}

/// Hairer, Nørsett & Wanner I, II.0: a periodic orbit of the restricted three-body problem.
#[test]
fn returns_to_the_start_of_the_arenstorf_orbit() {
    const MU: f64 = 0.012277471;
    let start = [0.994, 0.0, 0.0, -2.001_585_106_379_082_5];
    let period = 17.065_216_560_157_96;
    let end = solve(start, period, |_, &[x, y, u, v]| {
        let d1 = ((x + MU).powi(2) + y * y).powf(1.5);
        let d2 = ((x - 1.0 + MU).powi(2) + y * y).powf(1.5);
        let ax = x + 2.0 * v - (1.0 - MU) * (x + MU) / d1 - MU * (x - 1.0 + MU) / d2;
        let ay = y - 2.0 * u - (1.0 - MU) * y / d1 - MU * y / d2;
        [u, v, ax, ay]
    })
    .unwrap();
    // The orbit passes close to the moon, where errors grow by a factor of a million.
    assert!(
        (end[0] - start[0]).abs() < 1e-3 && end[1].abs() < 1e-3,
        "{end:?}"
    );
}

#[test]
fn kepler_keeps_energy() {
    let end = solve([0.5, 0.0, 0.0, 3.0_f64.sqrt()], 20.0, |_, &[x, y, u, v]| {
        let r3 = (x * x + y * y).powf(1.5);
        [u, v, -x / r3, -y / r3]
    })
    .unwrap();
    let energy = 0.5 * (end[2].powi(2) + end[3].powi(2)) - 1.0 / end[0].hypot(end[1]);
    assert!((energy + 0.5).abs() < 1e-8, "energy {energy}");
}

#[test]
fn reports_a_blow_up_where_it_happens() {
    // y = 1 / (1 - t)
    match solve([1.0], 2.0, |_, y| [y[0] * y[0]]) {
        Err(OdeError::Singular { t } | OdeError::NonFinite { t }) => {
            assert!((t - 1.0).abs() < 1e-6, "t {t}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_spent_budget_loses_nothing() {
    let stiff = |t: f64, y: &[f64; 1]| [-1e4 * (y[0] - t.cos())];
    let mut solution = Dopri5::new(0.0, [1.0], Tolerance::uniform(1e-8, 1e-8)).with_budget(600);
    let mut calls = 0;
    let y = loop {
        calls += 1;
        match solution.advance_to(0.5, &stiff) {
            Ok([y]) => break y,
            Err(OdeError::TooStiff { .. }) => assert!(calls < 1000),
            Err(other) => panic!("{other:?}"),
        }
    };
    assert!(calls > 1 && (y - 0.5_f64.cos()).abs() < 1e-4);
}

#[test]
fn a_solution_at_rest_stays_there_for_ever() {
    assert_eq!(solve([2.0, -1.0], 1e90, |_, _| [0.0, 0.0]), Ok([2.0, -1.0]));
}

#[test]
fn a_long_line_keeps_its_digits() {
    let mut line = Dopri5::new(0.0, [1.0], Tolerance::uniform(1e-10, 1e-12));
    for t in [0.1, 1.0, 7.0, 1e3, 1e9] {
        let [y] = line.advance_to(t, &|_, _| [-0.5]).unwrap();
        assert!((y - (1.0 - 0.5 * t)).abs() < 1e-12 * t.max(1.0));
    }
}

#[test]
fn refuses_what_has_no_answer() {
    let mut solution = Dopri5::new(0.0, [1.0, 0.0], Tolerance::uniform(1e-6, 1e-6));
    assert!(matches!(
        solution.advance_to(f64::NAN, &oscillator),
        Err(OdeError::NonFinite { .. })
    ));
    assert_eq!(solution.advance_to(0.0, &oscillator), Ok([1.0, 0.0]));
    solution.advance_to(5.0, &oscillator).unwrap();
    assert!(matches!(
        solution.advance_to(0.0, &oscillator),
        Err(OdeError::Passed { .. })
    ));
    let nan = solve([1.0], 1.0, |_, _| [f64::NAN]);
    assert_eq!(nan, Err(OdeError::NonFinite { t: 0.0 }));
    let wall = solve([1.0], 1.0, |t, _| [if t < 0.3 { 1.0 } else { f64::NAN }]);
    assert!(
        matches!(wall, Err(OdeError::NonFinite { t }) if (t - 0.3).abs() < 1e-6),
        "{wall:?}"
    );
}

proptest! {
    #[test]
    fn linear_systems_match_the_exponential(a in -2.0..2.0f64, w in -5.0..5.0f64, t in 0.0..3.0f64) {
        let [x, y] = solve([1.0, 0.0], t, |_, &[x, y]| [a * x - w * y, w * x + a * y]).unwrap();
        let r = (a * t).exp();
        prop_assert!((x - r * (w * t).cos()).abs() < 1e-8 * r.max(1.0));
        prop_assert!((y - r * (w * t).sin()).abs() < 1e-8 * r.max(1.0));
    }

    #[test]
    fn always_answers(y0 in any::<f64>(), a in any::<f64>(), p in -3.0..3.0f64, t in any::<f64>()) {
        let mut solution = Dopri5::new(0.0, [y0], Tolerance::uniform(1e-6, 1e-9)).with_budget(2000);
        let _ = solution.advance_to(t, &|t, y| [a * y[0].powf(p) + t]);
    }
}
