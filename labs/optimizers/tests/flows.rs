//! The flows beside SciPy's solutions of the same equations (`golden/generate_flows.py` of this lab), and beside the iterates that
//! discretise them: the gap must fall with the order that the theory gives.

use serde_json::Value;
use thetaflow_optimizers::flows::{Flow, Rule, Settings, leading, modified};
use thetaflow_surfaces::{Landscape, Quadratic, Rosenbrock};

type Point = [f64; 2];

mod golden {
    use super::*;

    fn cases() -> Vec<Value> {
        let text = include_str!("../golden/flows.json");
        serde_json::from_str(text).expect("the golden file is JSON")
    }

    fn landscape(case: &Value) -> Landscape {
        match case["landscape"].as_str() {
            Some("quadratic") => Landscape::Quadratic(Quadratic {
                kappa: 10.0,
                angle: 0.0,
            }),
            Some("rosenbrock") => Landscape::Rosenbrock(Rosenbrock { b: 100.0 }),
            Some("himmelblau") => Landscape::Himmelblau,
            other => panic!("unknown landscape {other:?}"),
        }
    }

    fn point(value: &Value) -> Point {
        [value[0].as_f64().unwrap(), value[1].as_f64().unwrap()]
    }

    fn number(value: &Value) -> f64 {
        value.as_f64().unwrap()
    }

    fn compare(case: &Value, expected: &Value, mut flow: Box<dyn Flow>) {
        let times = case["t"].as_array().unwrap();
        let mut worst = 0.0_f64;
        for (t, theta) in times.iter().zip(expected.as_array().unwrap()) {
            let [x, y] = flow.advance_to(number(t)).unwrap();
            let [ex, ey] = point(theta);
            worst = worst.max((x - ex).hypot(y - ey));
        }
        assert!(worst < 1e-8, "{}: {worst:e}", case["landscape"]);
    }

    #[test]
    fn gradient_flow() {
        for case in cases() {
            let settings = Settings::default();
            let flow = leading(
                Rule::Sgd,
                &settings,
                &landscape(&case),
                point(&case["start"]),
            );
            compare(&case, &case["gradient_flow"], flow);
        }
    }

    #[test]
    fn modified_flow() {
        for case in cases() {
            let settings = Settings {
                lr: number(&case["modified_flow"]["lr"]),
                ..Settings::default()
            };
            let flow = modified(
                Rule::Sgd,
                &settings,
                &landscape(&case),
                point(&case["start"]),
            );
            compare(&case, &case["modified_flow"]["theta"], flow.unwrap());
        }
    }

    #[test]
    fn heavy_ball() {
        for case in cases() {
            let golden = &case["heavy_ball"];
            let settings = Settings {
                lr: number(&golden["lr"]),
                momentum: number(&golden["momentum"]),
                ..Settings::default()
            };
            let flow = leading(
                Rule::Momentum,
                &settings,
                &landscape(&case),
                point(&case["start"]),
            );
            compare(&case, &golden["theta"], flow);
        }
    }

    #[test]
    fn nesterov_3_over_t() {
        for case in cases() {
            let settings = Settings::default();
            let flow = leading(
                Rule::NesterovConvex,
                &settings,
                &landscape(&case),
                point(&case["start"]),
            );
            compare(&case, &case["nesterov_3_over_t"]["theta"], flow);
        }
    }

    #[test]
    fn rmsprop_eps_inside() {
        for case in cases() {
            let golden = &case["rmsprop_eps_inside"];
            let settings = Settings {
                lr: number(&golden["lr"]),
                decay: number(&golden["decay"]),
                eps: number(&golden["eps"]),
                ..Settings::default()
            };
            let flow = leading(
                Rule::RmspropEpsInside,
                &settings,
                &landscape(&case),
                point(&case["start"]),
            );
            compare(&case, &golden["theta"], flow);
        }
    }
}

/// Iterates written by hand, beside their flow: how the largest gap over [0, T] falls as h is halved.
mod order {
    use super::*;

    fn add([x, y]: Point, a: f64, [u, v]: Point) -> Point {
        [x + a * u, y + a * v]
    }

    /// The gap at every step.
    fn gap(iterates: &[Point], h: f64, mut flow: Box<dyn Flow>) -> Vec<f64> {
        let gap = |(n, &[x, y]): (usize, &Point)| {
            let [fx, fy] = flow.advance_to(n as f64 * h).unwrap();
            (x - fx).hypot(y - fy)
        };
        iterates.iter().enumerate().map(gap).collect()
    }

    /// Runs of `steps`, 2 `steps` and 4 `steps` over the same time; `path` gives settings and iterates for h.
    fn runs(
        time: f64,
        steps: usize,
        path: impl Fn(f64, usize) -> (Settings, Vec<Point>),
        flow: impl Fn(&Settings) -> Box<dyn Flow>,
    ) -> [Vec<f64>; 3] {
        [steps, 2 * steps, 4 * steps].map(|steps| {
            let h = time / steps as f64;
            let (settings, iterates) = path(h, steps);
            gap(&iterates, h, flow(&settings))
        })
    }

    /// The largest gaps of these runs.
    fn gaps(
        time: f64,
        steps: usize,
        path: impl Fn(f64, usize) -> (Settings, Vec<Point>),
        flow: impl Fn(&Settings) -> Box<dyn Flow>,
    ) -> [f64; 3] {
        runs(time, steps, path, flow).map(|gap| gap.into_iter().fold(0.0, f64::max))
    }

    /// The slope over the last halving.
    fn assert_slope(gaps: [f64; 3], expected: f64) {
        let slope = (gaps[1] / gaps[2]).log2();
        assert!(
            (slope - expected).abs() < 0.15,
            "slope {slope:.3}, gaps {gaps:?}"
        );
    }

    fn iterate(
        start: Point,
        steps: usize,
        mut step: impl FnMut(usize, Point) -> Point,
    ) -> Vec<Point> {
        let mut path = vec![start];
        for n in 0..steps {
            path.push(step(n, path[n]));
        }
        path
    }

    const VALLEY: Landscape = Landscape::Rosenbrock(Rosenbrock { b: 1.0 });
    const START: Point = [-1.5, 2.0];

    fn sgd(h: f64, steps: usize) -> (Settings, Vec<Point>) {
        let settings = Settings {
            lr: h,
            ..Settings::default()
        };
        (
            settings,
            iterate(START, steps, |_, p| add(p, -h, VALLEY.gradient(p))),
        )
    }

    #[test]
    fn sgd_follows_the_gradient_flow_to_first_order() {
        assert_slope(
            gaps(2.0, 200, sgd, |s| leading(Rule::Sgd, s, &VALLEY, START)),
            1.0,
        );
    }

    #[test]
    fn sgd_follows_the_modified_flow_to_second_order() {
        assert_slope(
            gaps(2.0, 200, sgd, |s| {
                modified(Rule::Sgd, s, &VALLEY, START).unwrap()
            }),
            2.0,
        );
    }

    /// The proximal step p₊ = p − h ∇L(p₊), by Newton's method.
    fn implicit_euler(h: f64, steps: usize) -> (Settings, Vec<Point>) {
        let settings = Settings {
            lr: h,
            ..Settings::default()
        };
        let path = iterate(START, steps, |_, p| {
            let mut q = p;
            for _ in 0..20 {
                let g = VALLEY.gradient(q);
                let residual = [q[0] - p[0] + h * g[0], q[1] - p[1] + h * g[1]];
                let [[a, b], [c, d]] = VALLEY.hessian(q);
                let [a, b, c, d] = [1.0 + h * a, h * b, h * c, 1.0 + h * d];
                let determinant = a * d - b * c;
                q[0] -= (d * residual[0] - b * residual[1]) / determinant;
                q[1] -= (a * residual[1] - c * residual[0]) / determinant;
            }
            q
        });
        (settings, path)
    }

    #[test]
    fn implicit_euler_follows_both_flows() {
        let rule = Rule::ImplicitEuler;
        assert_slope(
            gaps(2.0, 200, implicit_euler, |s| {
                leading(rule, s, &VALLEY, START)
            }),
            1.0,
        );
        assert_slope(
            gaps(2.0, 200, implicit_euler, |s| {
                modified(rule, s, &VALLEY, START).unwrap()
            }),
            2.0,
        );
    }

    #[test]
    fn heun_and_rk4_follow_the_gradient_flow_to_their_orders() {
        let g = |p| VALLEY.gradient(p);
        let heun = |h: f64, steps: usize| {
            let settings = Settings {
                lr: h,
                ..Settings::default()
            };
            let path = iterate(START, steps, |_, p| {
                let k1 = g(p);
                let k2 = g(add(p, -h, k1));
                add(p, -h / 2.0, add(k1, 1.0, k2))
            });
            (settings, path)
        };
        assert_slope(
            gaps(2.0, 100, heun, |s| leading(Rule::Heun, s, &VALLEY, START)),
            2.0,
        );
        let rk4 = |h: f64, steps: usize| {
            let settings = Settings {
                lr: h,
                ..Settings::default()
            };
            let path = iterate(START, steps, |_, p| {
                let k1 = g(p);
                let k2 = g(add(p, -h / 2.0, k1));
                let k3 = g(add(p, -h / 2.0, k2));
                let k4 = g(add(p, -h, k3));
                let inner = add(k2, 1.0, k3);
                add(p, -h / 6.0, add(add(k1, 2.0, inner), 1.0, k4))
            });
            (settings, path)
        };
        assert_slope(
            gaps(2.0, 40, rk4, |s| leading(Rule::Rk4, s, &VALLEY, START)),
            4.0,
        );
    }

    /// Momentum and Nesterov as in PyTorch, with the damping c = 1 held fixed.
    fn with_momentum(h: f64, steps: usize, nesterov: bool) -> (Settings, Vec<Point>) {
        let (lr, mu) = (h * h, 1.0 - h);
        let settings = Settings {
            lr,
            momentum: mu,
            ..Settings::default()
        };
        let mut v = [0.0, 0.0];
        let path = iterate(START, steps, |_, p| {
            let g = VALLEY.gradient(p);
            v = add(g, mu, v);
            add(p, -lr, if nesterov { add(g, mu, v) } else { v })
        });
        (settings, path)
    }

    #[test]
    fn momentum_follows_the_heavy_ball() {
        let path = |h, steps| with_momentum(h, steps, false);
        let rule = Rule::Momentum;
        assert_slope(
            gaps(4.0, 50, path, |s| leading(rule, s, &VALLEY, START)),
            1.0,
        );
        assert_slope(
            gaps(4.0, 50, path, |s| {
                modified(rule, s, &VALLEY, START).unwrap()
            }),
            2.0,
        );
    }

    /// Values from an independent computation.
    #[test]
    fn momentum_ends_as_far_from_the_heavy_ball_as_others_found() {
        let path = |h, steps| with_momentum(h, steps, false);
        let assert_last = |runs: [Vec<f64>; 3], expected: [f64; 3]| {
            for (gap, expected) in runs.iter().zip(expected) {
                let last = gap[gap.len() - 1];
                assert!(
                    (last / expected - 1.0).abs() < 0.03,
                    "{last:e} is not {expected:e}"
                );
            }
        };
        let leading = runs(4.0, 50, path, |s| {
            leading(Rule::Momentum, s, &VALLEY, START)
        });
        assert_last(leading, [6.5e-2, 3.1e-2, 1.5e-2]);
        let modified = runs(4.0, 50, path, |s| {
            modified(Rule::Momentum, s, &VALLEY, START).unwrap()
        });
        assert_last(modified, [8.2e-4, 1.6e-4, 3.5e-5]);
    }

    #[test]
    fn nesterov_follows_the_heavy_ball() {
        let path = |h, steps| with_momentum(h, steps, true);
        let rule = Rule::Nesterov;
        let leading = gaps(4.0, 400, path, |s| leading(rule, s, &VALLEY, START));
        let modified = gaps(4.0, 400, path, |s| {
            modified(rule, s, &VALLEY, START).unwrap()
        });
        assert_slope(leading, 1.0);
        assert_slope(modified, 2.0);
    }

    #[test]
    fn nesterov_convex_follows_the_vanishing_damping() {
        let path = |h: f64, steps: usize| {
            let settings = Settings {
                lr: h * h,
                ..Settings::default()
            };
            let mut before = START;
            let path = iterate(START, steps, |n, p| {
                let ahead = (n as f64 - 1.0) / (n as f64 + 2.0);
                let y = [
                    p[0] + ahead * (p[0] - before[0]),
                    p[1] + ahead * (p[1] - before[1]),
                ];
                before = p;
                add(y, -h * h, VALLEY.gradient(y))
            });
            (settings, path)
        };
        assert_slope(
            gaps(4.0, 400, path, |s| {
                leading(Rule::NesterovConvex, s, &VALLEY, START)
            }),
            1.0,
        );
    }

    /// The rates 1 − β = r h held fixed.
    #[test]
    fn adam_follows_its_flow_to_first_order() {
        assert_slope(adam(Rule::Adam, 0.0), 1.0);
    }

    #[test]
    fn adamw_follows_its_flow_to_first_order() {
        assert_slope(adam(Rule::Adamw, 0.5), 1.0);
    }

    fn adam(rule: Rule, weight_decay: f64) -> [f64; 3] {
        let path = |h: f64, steps: usize| {
            let settings = Settings {
                lr: h,
                beta1: 1.0 - 2.0 * h,
                beta2: 1.0 - 0.5 * h,
                weight_decay,
                ..Settings::default()
            };
            let (mut m, mut v) = ([0.0; 2], [0.0; 2]);
            let path = iterate(START, steps, |n, p| {
                let g = VALLEY.gradient(p);
                let exponent = n as i32 + 1;
                std::array::from_fn(|i| {
                    m[i] += (1.0 - settings.beta1) * (g[i] - m[i]);
                    v[i] += (1.0 - settings.beta2) * (g[i] * g[i] - v[i]);
                    let mean = m[i] / (1.0 - settings.beta1.powi(exponent));
                    let square: f64 = v[i] / (1.0 - settings.beta2.powi(exponent));
                    let kept = p[i] * (1.0 - h * weight_decay);
                    kept - h * mean / (square.sqrt() + settings.eps)
                })
            });
            (settings, path)
        };
        gaps(2.0, 800, path, |s| leading(rule, s, &VALLEY, START))
    }

    fn rmsprop(h: f64, steps: usize, warm: bool) -> (Settings, Vec<Point>) {
        let settings = Settings {
            lr: h,
            decay: 1.0 - h,
            warm_second_moment: warm,
            ..Settings::default()
        };
        let mut square = match warm {
            true => VALLEY.gradient(START).map(|g| g * g),
            false => [0.0; 2],
        };
        let path = iterate(START, steps, |_, p| {
            let g = VALLEY.gradient(p);
            std::array::from_fn(|i| {
                square[i] += (1.0 - settings.decay) * (g[i] * g[i] - square[i]);
                p[i] - h * g[i] / (square[i].sqrt() + settings.eps)
            })
        });
        (settings, path)
    }

    #[test]
    fn rmsprop_from_zero_follows_its_flow_to_order_one_half() {
        let path = |h, steps| rmsprop(h, steps, false);
        assert_slope(
            gaps(1.0, 800, path, |s| {
                leading(Rule::Rmsprop, s, &VALLEY, START)
            }),
            0.5,
        );
    }

    #[test]
    fn rmsprop_from_the_first_gradient_follows_its_flow_to_first_order() {
        let path = |h, steps| rmsprop(h, steps, true);
        assert_slope(
            gaps(1.0, 800, path, |s| {
                leading(Rule::Rmsprop, s, &VALLEY, START)
            }),
            1.0,
        );
    }

    #[test]
    fn adagrad_follows_its_flow_in_its_own_time() {
        let path = |h: f64, steps: usize| {
            let lr = h.sqrt();
            let settings = Settings {
                lr,
                ..Settings::default()
            };
            let mut sum = [0.0_f64; 2];
            let path = iterate(START, steps, |_, p| {
                let g = VALLEY.gradient(p);
                std::array::from_fn(|i| {
                    sum[i] += g[i] * g[i];
                    p[i] - lr * g[i] / (sum[i].sqrt() + settings.eps)
                })
            });
            (settings, path)
        };
        let found = gaps(1.0, 800, path, |s| {
            leading(Rule::Adagrad, s, &VALLEY, START)
        });
        assert_slope(found, 0.5);
    }

    #[test]
    fn overdamped_momentum_follows_a_faster_gradient_flow() {
        let path = |h: f64, steps: usize| {
            let settings = Settings {
                lr: h,
                momentum: 0.5,
                overdamped: true,
                ..Settings::default()
            };
            let mut v = [0.0, 0.0];
            let path = iterate(START, steps, |_, p| {
                v = add(VALLEY.gradient(p), 0.5, v);
                add(p, -h, v)
            });
            (settings, path)
        };
        assert_slope(
            gaps(1.0, 4000, path, |s| {
                leading(Rule::Momentum, s, &VALLEY, START)
            }),
            1.0,
        );
    }

    /// Momentum with c = 1, whose θ is shrunk past the rule.
    #[test]
    fn decoupled_weight_decay_enters_momentum_through_the_velocity() {
        let path = |h: f64, steps: usize| {
            let (lr, mu) = (h * h, 1.0 - h);
            // √γ w stays fixed, so that the decay does not vanish with h.
            let decay = 0.3 / h;
            let settings = Settings {
                lr,
                momentum: mu,
                decoupled_weight_decay: decay,
                ..Settings::default()
            };
            let mut v = [0.0, 0.0];
            let path = iterate(START, steps, |_, p| {
                v = add(VALLEY.gradient(p), mu, v);
                add(add(p, -lr * decay, p), -lr, v)
            });
            (settings, path)
        };
        assert_slope(
            gaps(4.0, 200, path, |s| {
                leading(Rule::Momentum, s, &VALLEY, START)
            }),
            1.0,
        );
    }

    /// Every k steps the iterates go back to a fraction α of what they gained; compared where n is a multiple of k.
    fn with_lookahead(
        iterates: impl Fn(f64, usize, &mut dyn FnMut(usize, Point) -> Point) -> Vec<Point>,
        h: f64,
        steps: usize,
    ) -> Vec<Point> {
        let (k, alpha) = (5, 0.5);
        let mut slow = START;
        let mut sync = |n: usize, fast: Point| match n % k {
            0 => {
                slow = [
                    slow[0] + alpha * (fast[0] - slow[0]),
                    slow[1] + alpha * (fast[1] - slow[1]),
                ];
                slow
            }
            _ => fast,
        };
        iterates(h, steps, &mut sync)
    }

    fn at_syncs(path: &[Point], h: f64, mut flow: Box<dyn Flow>) -> f64 {
        let gap = |n: usize| {
            let [x, y] = flow.advance_to(n as f64 * h).unwrap();
            (x - path[n][0]).hypot(y - path[n][1])
        };
        (0..path.len()).step_by(5).map(gap).fold(0.0, f64::max)
    }

    #[test]
    fn lookahead_slows_the_flow_of_sgd_and_of_momentum() {
        let sgd = |h: f64, steps: usize, sync: &mut dyn FnMut(usize, Point) -> Point| {
            iterate(START, steps, |n, p| {
                sync(n + 1, add(p, -h, VALLEY.gradient(p)))
            })
        };
        let momentum = |h: f64, steps: usize, sync: &mut dyn FnMut(usize, Point) -> Point| {
            let mut v = [0.0, 0.0];
            iterate(START, steps, |n, p| {
                v = add(VALLEY.gradient(p), 1.0 - h, v);
                sync(n + 1, add(p, -h * h, v))
            })
        };
        let found = [400, 800, 1600].map(|steps| {
            let h = 2.0 / steps as f64;
            let settings = Settings {
                lr: h,
                lookahead_alpha: 0.5,
                ..Settings::default()
            };
            at_syncs(
                &with_lookahead(sgd, h, steps),
                h,
                leading(Rule::Sgd, &settings, &VALLEY, START),
            )
        });
        assert_slope(found, 1.0);
        let found = [400, 800, 1600].map(|steps| {
            let h = 4.0 / steps as f64;
            let settings = Settings {
                lr: h * h,
                momentum: 1.0 - h,
                lookahead_alpha: 0.5,
                ..Settings::default()
            };
            at_syncs(
                &with_lookahead(momentum, h, steps),
                h,
                leading(Rule::Momentum, &settings, &VALLEY, START),
            )
        });
        assert_slope(found, 1.0);
    }
}
