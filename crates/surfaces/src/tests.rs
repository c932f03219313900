use proptest::prelude::*;

use super::*;

fn all() -> Vec<Landscape> {
    let others = [
        Landscape::Quadratic(Quadratic {
            kappa: 300.0,
            angle: 0.6,
        }),
        Landscape::custom("(1-x)^2 + 100(y-x^2)^2 + sin(x*y)").unwrap(),
    ];
    Landscape::all().into_iter().chain(others).collect()
}

#[test]
fn every_surface_is_found_by_its_name_and_carries_it() {
    let ids: Vec<_> = Landscape::all().iter().map(Landscape::id).collect();
    assert_eq!(ids, Landscape::IDS);
    assert_eq!(Landscape::default().id(), Landscape::IDS[0]);
    for landscape in Landscape::all() {
        let id = landscape.id();
        assert_eq!(Landscape::from_id(id).as_ref(), Some(&landscape));
        let named = match serde_json::to_value(&landscape).unwrap() {
            serde_json::Value::Object(settings) => settings.keys().next().cloned(),
            name => name.as_str().map(str::to_owned),
        };
        assert_eq!(named.as_deref(), Some(id));
    }
    assert_eq!(Landscape::from_id("flat"), None);
}

#[test]
fn a_surface_is_written_by_its_name_and_its_settings() {
    let turned = Landscape::Quadratic(Quadratic {
        kappa: 7.0,
        angle: 0.5,
    });
    for (landscape, expected) in [
        (Landscape::Himmelblau, r#""himmelblau""#),
        (turned, r#"{"quadratic":{"kappa":7.0,"angle":0.5}}"#),
        (
            Landscape::custom("x + y").unwrap(),
            r#"{"custom":{"expression":"x + y"}}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&landscape).unwrap(), expected);
    }
}

#[test]
fn minima_are_minima() {
    for landscape in all() {
        for minimum in landscape.minima() {
            let [gx, gy] = landscape.gradient(minimum);
            let [[a, b], [_, d]] = landscape.hessian(minimum);
            // Ackley's minimum is a cone, which has neither.
            if landscape != Landscape::Ackley {
                let scale = a + d;
                assert!(
                    gx.hypot(gy) < 1e-14 * scale,
                    "{landscape:?} {minimum:?} {gx} {gy}"
                );
                assert!(a > 0.0 && a * d > b * b, "{landscape:?} {minimum:?}");
            }
            let best = landscape.reference_loss().unwrap();
            let [x, y] = minimum;
            assert!(landscape.value(x, y) >= best - 1e-12);
            let around = [[1e-3, 0.0], [-1e-3, 0.0], [0.0, 1e-3], [0.0, -1e-3]];
            assert!(
                around
                    .iter()
                    .all(|[u, v]| landscape.value(x + u, y + v) > landscape.value(x, y))
            );
        }
    }
}

#[test]
fn known_values_of_the_literature() {
    let least = |landscape: Landscape| landscape.reference_loss().unwrap();
    assert!((least(Landscape::StyblinskiTang) + 78.332_331_407_548_4).abs() < 1e-10);
    let zero = [
        Landscape::Himmelblau,
        Landscape::Beale,
        Landscape::Booth,
        Landscape::ThreeHumpCamel,
        Landscape::Rastrigin,
        Landscape::Ackley,
        Landscape::Rosenbrock(Rosenbrock { b: 100.0 }),
    ];
    for landscape in zero {
        assert!(least(landscape.clone()).abs() < 1e-14, "{landscape:?}");
    }
    assert_eq!(Landscape::Himmelblau.minima().len(), 4);
    assert_eq!(Landscape::StyblinskiTang.minima().len(), 4);
    assert_eq!(Landscape::Rastrigin.minima().len(), 121);
    let [_, [x, y], _] = Landscape::ThreeHumpCamel.minima()[..] else {
        panic!()
    };
    assert!(
        (x - 1.747_552_35).abs() < 1e-7 && (y + 0.873_776_17).abs() < 1e-7,
        "{x} {y}"
    );
    assert!((Landscape::ThreeHumpCamel.value(x, y) - 0.298_638).abs() < 1e-6);
    assert_eq!(Landscape::Saddle.reference_loss(), None);
}

#[test]
fn ackley_is_flat_at_its_tip_by_convention() {
    assert_eq!(
        Landscape::Ackley.value_and_gradient([0.0, 0.0]),
        (0.0, [0.0, 0.0])
    );
    assert_eq!(Landscape::Ackley.hessian([0.0, 0.0]), [[0.0; 2]; 2]);
    assert!(Landscape::Ackley.value(1e-9, 0.0) < 1e-8);
}

#[test]
fn the_quadratic_has_its_eigenvalues_along_and_across() {
    let angle = 0.4_f64;
    let hessian = Landscape::Quadratic(Quadratic { kappa: 50.0, angle }).hessian([1.0, 2.0]);
    let times = |[x, y]: [f64; 2]| hessian.map(|[a, b]| a * x + b * y);
    let (sin, cos) = angle.sin_cos();
    for (direction, eigenvalue) in [([cos, sin], 1.0), ([-sin, cos], 50.0)] {
        let image = times(direction);
        assert!((0..2).all(|i| (image[i] - eigenvalue * direction[i]).abs() < 1e-12));
    }
}

#[test]
fn starts_and_minima_are_in_view() {
    for landscape in all() {
        let ViewBox {
            x: [x0, x1],
            y: [y0, y1],
        } = landscape.view();
        for [x, y] in landscape.minima().into_iter().chain([landscape.start()]) {
            assert!(
                x0 < x && x < x1 && y0 < y && y < y1,
                "{landscape:?} {x} {y}"
            );
        }
    }
}

#[test]
fn batches_average_to_the_whole() {
    let batch_gradient = LogisticRegression::batch_gradient;
    let theta = [0.7, -0.2];
    let all: Vec<usize> = (0..LogisticRegression::POINTS).collect();
    assert_eq!(
        batch_gradient(theta, &all),
        Landscape::LogisticRegression.gradient(theta)
    );
    let batches = all.chunks(20).map(|batch| batch_gradient(theta, batch));
    let [x, y] = batches.fold([0.0; 2], |[x, y], [u, v]| [x + u / 5.0, y + v / 5.0]);
    let [gx, gy] = Landscape::LogisticRegression.gradient(theta);
    assert!((x - gx).abs() < 1e-14 && (y - gy).abs() < 1e-14);
    assert_eq!(batch_gradient(theta, &[]), [0.0; 2]);
    assert_eq!(
        batch_gradient(theta, &[3, 1000]),
        batch_gradient(theta, &[3])
    );
}

#[test]
fn logistic_regression_is_the_same_everywhere() {
    let [[x, y]] = Landscape::LogisticRegression.minima()[..] else {
        panic!()
    };
    assert!((x - 1.018_082_137_401_502).abs() < 1e-12 && (y + 1.028_673_744_496_613).abs() < 1e-12);
    assert!(Landscape::LogisticRegression.value(1e4, -1e4).is_finite());
}

#[test]
fn a_grid_has_the_values_of_its_nodes() {
    let (x, y) = ([-8.0, -1.0, 0.0, 0.5, 9.0], [-7.0, 0.0, 1.5]);
    for landscape in all() {
        let values = landscape.values_on_grid(&x, &y);
        assert_eq!(values.len(), 15);
        for (k, value) in values.into_iter().enumerate() {
            let node = landscape.value(x[k % 5], y[k / 5]);
            let near = (value - node).abs() <= 1e-13 * node.abs().max(1.0);
            assert!(near, "{landscape:?}: {value} {node}");
        }
    }
}

#[test]
fn serialises_with_its_settings() {
    for landscape in all() {
        let json = serde_json::to_string(&landscape).unwrap();
        assert_eq!(
            serde_json::from_str::<Landscape>(&json).unwrap(),
            landscape,
            "{json}"
        );
    }
    let wrong = serde_json::from_str::<Landscape>(r#"{"custom": {"expression": "x +"}}"#);
    assert!(wrong.unwrap_err().to_string().contains("UnexpectedEnd"));
}

proptest! {
    #[test]
    fn derivatives_are_finite_differences(s in 0.0..1.0f64, t in 0.0..1.0f64) {
        for landscape in all() {
            let ViewBox { x: [x0, x1], y: [y0, y1] } = landscape.view();
            let p = [x0 + s * (x1 - x0), y0 + t * (y1 - y0)];
            prop_assume!(p[0].hypot(p[1]) > 1e-2);
            let h = 1e-5;
            let g = landscape.gradient(p);
            prop_assert_eq!(landscape.value_and_gradient(p).0, landscape.value(p[0], p[1]));
            let hessian = landscape.hessian(p);
            for i in 0..2 {
                let at = |h: f64| { let mut q = p; q[i] += h; q };
                let slope = (landscape.value(at(h)[0], at(h)[1]) - landscape.value(at(-h)[0], at(-h)[1])) / (2.0 * h);
                let size = 1.0 + landscape.value(p[0], p[1]).abs();
                prop_assert!((slope - g[i]).abs() < 1e-6 * (size + g[i].abs()), "{:?} {:?} {} {}", landscape, p, slope, g[i]);
                for j in 0..2 {
                    let bend = (landscape.gradient(at(h))[j] - landscape.gradient(at(-h))[j]) / (2.0 * h);
                    let size = 1.0 + hessian[i][j].abs() + g[j].abs();
                    prop_assert!((bend - hessian[i][j]).abs() < 1e-5 * size, "{:?} {:?} {} {}", landscape, p, bend, hessian[i][j]);
                }
            }
        }
    }
}
