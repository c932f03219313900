use super::*;
use proptest::prelude::*;

/// Every function by its name.
type Function<N> = (&'static str, fn(N) -> N);

fn functions<N: Number>() -> Vec<Function<N>> {
    vec![
        ("sqrt", |x| x.sqrt()),
        ("exp", |x| x.exp()),
        ("ln", |x| x.ln()),
        ("ln_1p", |x| x.ln_1p()),
        ("sin", |x| x.sin()),
        ("cos", |x| x.cos()),
        ("powi", |x| x.powi(-3)),
        ("powf", |x| x.powf(2.3)),
        ("recip", |x| x.recip()),
        ("operations", |x| (x * x - x / (x + 2.0)) * 0.5 - x / 3.0),
    ]
}

proptest! {
    #[test]
    fn derivatives_are_finite_differences(x in 0.1..0.9_f64) {
        let twice = Dual::variable(Dual::variable(x));
        let (plain, dual) = (functions::<f64>(), functions::<Dual<Dual>>());
        for ((name, f), (_, lifted)) in plain.into_iter().zip(dual) {
            let found = lifted(twice);
            prop_assert_eq!(found.re.re.to_bits(), f(x).to_bits(), "{}", name);
            let h = 1e-4;
            let [below, at, above] = [f(x - h), f(x), f(x + h)];
            let scale = 1.0 + found.re.slope().abs() + found.slope().slope().abs();
            prop_assert!(((above - below) / (2.0 * h) - found.re.slope()).abs() < 1e-3 * scale, "{}", name);
            prop_assert!(((above - 2.0 * at + below) / (h * h) - found.slope().slope()).abs() < 3e-2 * scale.powi(2), "{}", name);
            prop_assert_eq!(found.re.slope().to_bits(), found.slope().re.to_bits());
        }
    }

    #[test]
    fn hessians_are_symmetric_and_gradients_of_gradients(x in -2.0..2.0_f64, y in -2.0..2.0_f64) {
        fn f<N: Number>([x, y]: [N; 2]) -> N {
            (x * y).sin() + x.powi(3) * y / (y * y + 1.0)
        }
        let [[xx, xy], [yx, yy]] = hessian(f, [x, y]);
        prop_assert!((xy - yx).abs() <= 1e-13 * (1.0 + xy.abs()));
        let slope = |dx: f64, dy: f64| value_and_gradient(f, [x + dx, y + dy]).1;
        let h = 1e-5;
        for (found, [ahead, behind]) in [
            ([xx, yx], [slope(h, 0.0), slope(-h, 0.0)]),
            ([xy, yy], [slope(0.0, h), slope(0.0, -h)]),
        ] {
            for i in 0..2 {
                prop_assert!((found[i] - (ahead[i] - behind[i]) / (2.0 * h)).abs() < 1e-6);
            }
        }
    }
}
