use proptest::prelude::*;

use super::*;
use thetaflow::math::ode::{Dopri5, Tolerance};
use thetaflow_surfaces::{Landscape, Rosenbrock};

const RULES: [Rule; 12] = [
    Rule::Sgd,
    Rule::Momentum,
    Rule::Nesterov,
    Rule::NesterovConvex,
    Rule::Adagrad,
    Rule::Rmsprop,
    Rule::RmspropEpsInside,
    Rule::Adam,
    Rule::Adamw,
    Rule::Heun,
    Rule::Rk4,
    Rule::ImplicitEuler,
];

fn apart([x, y]: [f64; 2], [u, v]: [f64; 2]) -> f64 {
    (x - u).hypot(y - v)
}

/// The equations as the literature writes them, in t, from the first term of their series at a tiny time.
mod as_written {
    use super::*;

    const T0: f64 = 1e-14;

    fn tight<const D: usize>(state: [f64; D]) -> Dopri5<D> {
        let tolerance = Tolerance {
            relative: 1e-12,
            absolute: [1e-30; D],
        };
        Dopri5::new(T0, state, tolerance).with_budget(10_000_000)
    }

    #[test]
    fn rmsprop_and_adagrad() {
        let landscape = Landscape::Himmelblau;
        let start = [-1.0, -2.5];
        let settings = Settings {
            lr: 0.02,
            decay: 0.97,
            ..Settings::default()
        };
        let g = landscape.gradient(start);
        let times = [1e-4, 0.01, 0.1, 0.5, 1.0];
        for (rule, rate, kept, eps) in [
            (Rule::Rmsprop, 1.5, 1.5, 1e-8),
            (Rule::Adagrad, 1.0, 0.0, 2e-10),
        ] {
            // G' = rate g² − kept G
            let equation = |_t: f64, &[x, y, a, b]: &[f64; 4]| {
                let [gx, gy] = landscape.gradient([x, y]);
                let moment = |g: f64, moment: f64| rate * g * g - kept * moment;
                [
                    -gx / (a.sqrt() + eps),
                    -gy / (b.sqrt() + eps),
                    moment(gx, a),
                    moment(gy, b),
                ]
            };
            let moved = |i: usize| start[i] - 2.0 * g[i].signum() * (T0 / rate).sqrt();
            let state = [
                moved(0),
                moved(1),
                rate * g[0] * g[0] * T0,
                rate * g[1] * g[1] * T0,
            ];
            let mut reference = tight(state);
            let mut flow = leading(rule, &settings, &landscape, start);
            for t in times {
                let [x, y, ..] = reference.advance_to(t, &equation).unwrap();
                let gap = apart([x, y], flow.advance_to(t).unwrap());
                // The series leaves out the layer √G < ε, which moves θ by about ε.
                assert!(gap < 2e-8, "{rule:?} {t} {gap:e}");
            }
        }
    }

    #[test]
    fn adam() {
        let landscape = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
        let start = [-1.5, 2.0];
        let settings = Settings {
            lr: 0.05,
            ..Settings::default()
        };
        let (r1, r2) = (0.1 / 0.05, 0.001 / 0.05);
        let g = landscape.gradient(start);
        let equation = |t: f64, &[x, y, mx, my, vx, vy]: &[f64; 6]| {
            let [gx, gy] = landscape.gradient([x, y]);
            let (c1, c2) = (-(-r1 * t).exp_m1(), -(-r2 * t).exp_m1());
            let velocity = |m: f64, v: f64| -(m / c1) / ((v / c2).sqrt() + 1e-8);
            [
                velocity(mx, vx),
                velocity(my, vy),
                r1 * (gx - mx),
                r1 * (gy - my),
                r2 * (gx * gx - vx),
                r2 * (gy * gy - vy),
            ]
        };
        let mean = |g: f64| r1 * T0 * g;
        let square = |g: f64| r2 * T0 * g * g;
        let state = [
            start[0],
            start[1],
            mean(g[0]),
            mean(g[1]),
            square(g[0]),
            square(g[1]),
        ];
        let mut reference = tight(state);
        let mut flow = leading(Rule::Adam, &settings, &landscape, start);
        for t in [1e-3, 0.1, 1.0, 3.0, 6.0] {
            let [x, y, ..] = reference.advance_to(t, &equation).unwrap();
            let gap = apart([x, y], flow.advance_to(t).unwrap());
            assert!(gap < 1e-8, "{t} {gap:e}");
        }
    }
}

#[test]
fn flows_start_at_the_start() {
    for rule in RULES {
        let start = [-1.5, 2.0];
        let valley = Landscape::Rosenbrock(Rosenbrock { b: 10.0 });
        let theta = leading(rule, &Settings::default(), &valley, start).advance_to(0.0);
        assert!(apart(theta.unwrap(), start) < 1e-10, "{rule:?}");
    }
}

#[test]
fn a_minimum_is_at_rest() {
    for rule in RULES {
        let valley = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
        let settings = Settings::default();
        let flows = [
            Some(leading(rule, &settings, &valley, [1.0, 1.0])),
            modified(rule, &settings, &valley, [1.0, 1.0]),
        ];
        for mut flow in flows.into_iter().flatten() {
            assert_eq!(flow.advance_to(50.0), Ok([1.0, 1.0]), "{rule:?}");
        }
    }
}

/// From (0, 0) the valley's second gradient is 0 and stays nearly so, because y follows x² without delay where it is
/// divided by a root that is still 0: the flow is stiff beyond any explicit method. It must say so and not go astray.
#[test]
fn a_coordinate_may_wake_up() {
    let valley = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
    for rule in RULES {
        for eps in [1e-8, 0.0] {
            let settings = Settings {
                lr: 0.01,
                eps,
                ..Settings::default()
            };
            let mut flow = leading(rule, &settings, &valley, [0.0, 0.0]);
            let divides = matches!(
                rule,
                Rule::Adagrad | Rule::Rmsprop | Rule::RmspropEpsInside | Rule::Adam | Rule::Adamw
            );
            for n in 0..100 {
                match flow.advance_to(f64::from(n) * 0.01) {
                    Ok([x, y]) => assert!(x.hypot(y) < 2.0, "{rule:?} {eps} {n}"),
                    Err(OdeError::TooStiff { .. } | OdeError::NonFinite { .. }) if divides => break,
                    Err(error) => panic!("{rule:?} {eps} {n} {error:?}"),
                }
            }
        }
    }
}

/// G decays while θ waits at the minimum, and 1/√G grows without limit; the flow must neither stall nor stop.
#[test]
fn adaptive_flows_come_to_rest() {
    for rule in [Rule::Rmsprop, Rule::RmspropEpsInside, Rule::Adagrad] {
        let settings = Settings {
            lr: 0.01,
            ..Settings::default()
        };
        let valley = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
        let mut flow = leading(rule, &settings, &valley, [-1.5, 2.0]);
        let mut theta = Ok([0.0; 2]);
        for n in 0..5000 {
            theta = flow.advance_to(f64::from(n) * 0.1);
        }
        assert!(
            theta.is_ok_and(|theta| apart(theta, [1.0, 1.0]) < 1e-8),
            "{rule:?} {theta:?}"
        );
    }
}

#[test]
fn errors_tell_the_time_of_the_flow() {
    // −x⁴ falls so steeply that the gradient flow is at infinity at t = 1/8.
    let cliff = Landscape::custom("-x^4").unwrap();
    let error = leading(Rule::Sgd, &Settings::default(), &cliff, [1.0, 0.0]).advance_to(1.0);
    let Err(OdeError::Singular { t } | OdeError::NonFinite { t }) = error else {
        panic!("{error:?}")
    };
    assert!((t - 0.125).abs() < 1e-6);
    // The road of RMSProp, whose clock is another, ends at the logarithm's edge.
    let edge = Landscape::custom("x + log(x)").unwrap();
    let settings = Settings {
        lr: 0.01,
        ..Settings::default()
    };
    let error = leading(Rule::Rmsprop, &settings, &edge, [9.0, 0.0]).advance_to(100.0);
    let Err(OdeError::Singular { t } | OdeError::NonFinite { t } | OdeError::TooStiff { t }) =
        error
    else {
        panic!("{error:?}")
    };
    let mut again = leading(Rule::Rmsprop, &settings, &edge, [9.0, 0.0]);
    let [x, _] = again.advance_to(0.999 * t).unwrap();
    assert!(x < 0.2, "{t} {x}");
}

#[test]
fn rules_serialise_as_their_ids() {
    let ids = RULES.map(|rule| serde_json::to_value(rule).unwrap());
    let expected = [
        "sgd",
        "momentum",
        "nesterov",
        "nesterov_convex",
        "adagrad",
        "rmsprop",
        "rmsprop_eps_inside",
        "adam",
        "adamw",
        "heun",
        "rk4",
        "implicit_euler",
    ];
    assert_eq!(ids.as_slice(), expected);
    assert_eq!(expected.map(Rule::from_id), RULES.map(Some));
    assert_eq!(Rule::from_id("lion"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_settings_get_an_answer(
        rule in prop::sample::select(RULES.to_vec()),
        lr in prop_oneof![Just(0.0), 1e-6..10.0f64, any::<f64>()],
        [momentum, decay, beta1, beta2, alpha] in prop::array::uniform5(0.0..=1.0f64),
        [eps, weight_decay] in prop::array::uniform2(prop_oneof![Just(0.0), 0.0..1.0f64]),
        (overdamped, warm) in any::<(bool, bool)>(),
        start in prop::array::uniform2(prop_oneof![-5.0..5.0f64, any::<f64>()]),
        step in prop_oneof![1e-6..1.0f64, any::<f64>()],
    ) {
        let settings = Settings {
            lr, momentum, decay, beta1, beta2, eps, weight_decay,
            decoupled_weight_decay: weight_decay,
            lookahead_alpha: alpha,
            overdamped,
            warm_second_moment: warm,
        };
        let surface = Landscape::Himmelblau;
        let flows = [Some(leading(rule, &settings, &surface, start)), modified(rule, &settings, &surface, start)];
        for mut flow in flows.into_iter().flatten() {
            for n in 0..3 {
                let _ = flow.advance_to(f64::from(n) * step);
            }
        }
    }
}
