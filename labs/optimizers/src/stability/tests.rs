use super::*;
use proptest::prelude::*;
use thetaflow::optim::rules::{Adam, Momentum, Nesterov};
use thetaflow::optim::rules::{Heun, ImplicitEuler, Rk4, Sgd};
use thetaflow_surfaces::Quadratic;

fn rules(momentum: f64) -> [RuleConfig; 6] {
    [
        RuleConfig::Sgd(Sgd),
        RuleConfig::Momentum(Momentum { momentum }),
        RuleConfig::Nesterov(Nesterov { momentum }),
        RuleConfig::Heun(Heun),
        RuleConfig::Rk4(Rk4),
        RuleConfig::ImplicitEuler(ImplicitEuler),
    ]
}

fn iterates(rule: RuleConfig, learning_rate: f64, eigenvalue: f64, steps: usize) -> Vec<f64> {
    let mut optimizer = rule.build::<f64>(learning_rate, 1);
    let mut theta = [1.0];
    let mut oracle = |theta: &[f64], gradient: &mut [f64]| gradient[0] = eigenvalue * theta[0];
    let mut path = vec![theta[0]];
    for _ in 0..steps {
        optimizer.step(&mut theta, &mut oracle);
        path.push(theta[0]);
    }
    path
}

/// ρ as measured: the factor a step over many steps, along the recurrence's own ellipse where the roots are complex.
fn measured_radius(path: &[f64], roots: Roots) -> f64 {
    let last = path.len() - 1;
    match roots {
        Roots::Complex { re, im } => {
            // uₙ₊₁ − re uₙ and im uₙ turn and shrink like the root itself.
            let size = |n: usize| (path[n + 1] - re * path[n]).hypot(im * path[n]);
            (size(last - 1) / size(0)).powf(1.0 / (last - 1) as f64)
        }
        _ => (path[last] / path[last - 1]).abs(),
    }
}

/// The μ at which both roots meet on the real axis, for z = γλ in (0, 1): below it the displacement creeps back, above it
/// swings. (1−√z)² for momentum, (1−√z)/(1+√z) for nesterov.
fn critical_momentum(rule: RuleConfig, z: f64) -> Option<f64> {
    let root = z.sqrt();
    if !(0.0 < z && z < 1.0) {
        return None;
    }
    match rule {
        RuleConfig::Momentum(_) => Some((1.0 - root).powi(2)),
        RuleConfig::Nesterov(_) => Some((1.0 - root) / (1.0 + root)),
        _ => None,
    }
}

proptest! {
    #[test]
    fn the_iterates_obey_the_characteristic_polynomial(
        momentum in 0.0..0.99, z in 0.01..3.0, eigenvalue in 0.1..50.0,
    ) {
        for rule in rules(momentum) {
            let path = iterates(rule, z / eigenvalue, eigenvalue, 12);
            match roots(rule, z).unwrap() {
                Roots::One(root) => for pair in path.windows(2) {
                    prop_assert!((pair[1] - root * pair[0]).abs() < 1e-9 * pair[0].abs().max(1e-9));
                },
                two => {
                    let [a, b] = [two.points().next().unwrap(), two.points().last().unwrap()];
                    let (sum, product) = (a[0] + b[0], a[0] * b[0] - a[1] * b[1]);
                    for triple in path.windows(3) {
                        let next = sum * triple[1] - product * triple[0];
                        let size = triple[0].abs() + triple[1].abs();
                        prop_assert!((triple[2] - next).abs() < 1e-12 * size.max(1e-3), "{rule:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_predicted_rate_is_the_measured_contraction(
        momentum in 0.1..0.95, z in 0.05..1.9,
    ) {
        for rule in rules(momentum) {
            let roots = roots(rule, z).unwrap();
            let radius = roots.radius();
            // Roots of nearly equal size need longer than rounding allows to part.
            let apart = match roots {
                Roots::Real([larger, smaller]) => (smaller / larger).abs() < 0.8,
                Roots::Complex { im, .. } => im > 1e-3,
                Roots::One(_) => true,
            };
            if apart && radius > 0.02 {
                // As far as possible without leaving the range in which f64 is precise.
                let steps = (300.0 / radius.ln().abs()).clamp(70.0, 400.0) as usize;
                let measured = measured_radius(&iterates(rule, z, 1.0, steps), roots);
                prop_assert!((measured - radius).abs() < 1e-6, "{rule:?} {radius} {measured}");
            }
        }
    }

    #[test]
    fn at_the_critical_momentum_the_roots_meet(z in 0.01..0.99) {
        for rule in [RuleConfig::Momentum(Momentum::default()), RuleConfig::Nesterov(Nesterov::default())] {
            let critical = critical_momentum(rule, z).unwrap();
            let discriminant = |momentum: f64| match with_momentum(rule, momentum) {
                RuleConfig::Momentum(_) => (1.0 + momentum - z).powi(2) - 4.0 * momentum,
                _ => ((1.0 + momentum) * (1.0 - z)).powi(2) - 4.0 * momentum * (1.0 - z),
            };
            prop_assert!(discriminant(critical).abs() < 1e-14);
            let regime = |momentum| roots(with_momentum(rule, momentum), z).unwrap().regime();
            prop_assert_eq!(regime(critical * (1.0 - 1e-6)), Regime::Monotone);
            prop_assert_eq!(regime(critical + (1.0 - critical) * 1e-6), Regime::Oscillating);
            // Nothing shrinks this mode faster, whatever the momentum.
            let radius = |momentum| roots(with_momentum(rule, momentum), z).unwrap().radius();
            let best = radius(critical);
            for k in 0..100 {
                prop_assert!(radius(f64::from(k) / 100.0) > best - 1e-7);
            }
        }
    }

    #[test]
    fn the_optimal_settings_have_their_rate_and_nothing_nearby_is_better(
        smallest in 0.01..10.0, kappa in 1.5..1000.0,
    ) {
        let eigenvalues = [smallest, kappa * smallest];
        for rule in &rules(0.5)[..3] {
            let best = optimum(*rule, eigenvalues).unwrap();
            let radius = |learning_rate: f64, momentum: f64| {
                plane(*rule, eigenvalues, &[learning_rate], &[momentum]).unwrap()[0].spectral_radius
            };
            let momentum = best.momentum.unwrap_or(0.0);
            // Double roots: a rounding of 1e-16 moves them by 1e-8.
            prop_assert!((radius(best.learning_rate, momentum) - best.rate).abs() < 1e-7);
            for i in 0..40 {
                for j in 0..40 {
                    let learning_rate = best.learning_rate * 0.05 * f64::from(i + 1);
                    let nearby = radius(learning_rate, f64::from(j) / 40.0);
                    prop_assert!(nearby > best.rate - 1e-7, "{rule:?}: {nearby} {best:?}");
                }
            }
        }
    }
}

#[test]
fn momentum_at_its_optimum_is_critically_damped_at_both_ends() {
    // λ = 1 and 100: √κ = 10, γ = (2/11)², μ = (9/11)², ρ = 9/11.
    let rule = RuleConfig::Momentum(Momentum::default());
    let best = optimum(rule, [1.0, 100.0]).unwrap();
    assert!((best.learning_rate - 4.0 / 121.0).abs() < 1e-15);
    assert!((best.momentum.unwrap() - 81.0 / 121.0).abs() < 1e-15);
    assert!((best.rate - 9.0 / 11.0).abs() < 1e-15);
    let low = critical_momentum(rule, best.learning_rate).unwrap();
    assert!((low - best.momentum.unwrap()).abs() < 1e-14);
    // At the steep end (√z − 1)² is the same μ: z = γ λₙ = 400/121 > 1, and the double root is −√μ.
    let root = (400.0_f64 / 121.0).sqrt() - 1.0;
    assert!((root * root - best.momentum.unwrap()).abs() < 1e-14);
}

#[test]
fn stability_at_a_minimum_of_a_surface() {
    let bowl = Landscape::Quadratic(Quadratic {
        kappa: 10.0,
        angle: 0.4,
    });
    let minimum = nearest(&bowl.minima(), [1.0, 1.0]).unwrap();
    let at = |rule, rate| Stability::at(&OptimizerConfig::new(rule, rate), &bowl, minimum);
    let monotone = at(RuleConfig::Sgd(Sgd), 0.09).unwrap();
    assert!((monotone.eigenvalues()[0] - 1.0).abs() < 1e-12);
    assert!((monotone.eigenvalues()[1] - 10.0).abs() < 1e-12);
    assert!((monotone.spectral_radius() - 0.91).abs() < 1e-12);
    assert_eq!(monotone.regime(), Regime::Monotone);
    assert_eq!(
        at(RuleConfig::Sgd(Sgd), 0.15).unwrap().regime(),
        Regime::Oscillating
    );
    assert_eq!(
        at(RuleConfig::Sgd(Sgd), 0.21).unwrap().regime(),
        Regime::Diverging
    );
    assert_eq!(
        at(RuleConfig::ImplicitEuler(ImplicitEuler), 100.0)
            .unwrap()
            .regime(),
        Regime::Monotone
    );
    assert_eq!(at(RuleConfig::Adam(Adam::default()), 0.1), None);
}

#[test]
fn where_there_is_no_linear_theory_there_is_none() {
    let config = OptimizerConfig::new(Sgd, 0.1);
    assert_eq!(nearest(&Landscape::Saddle.minima(), [0.0, 0.0]), None);
    assert_eq!(Stability::at(&config, &Landscape::Ackley, [0.0, 0.0]), None);
    let off = config
        .clone()
        .with(WrapperConfig::WeightDecay { weight_decay: 0.0 });
    assert!(Stability::at(&off, &Landscape::Booth, [1.0, 3.0]).is_some());
    let on = config.with(WrapperConfig::Lookahead { k: 5, alpha: 0.5 });
    assert_eq!(Stability::at(&on, &Landscape::Booth, [1.0, 3.0]), None);
    for eigenvalues in [[0.0, 1.0], [-1.0, 1.0], [f64::NAN; 2], [2.0, 1.0]] {
        assert_eq!(optimum(RuleConfig::Sgd(Sgd), eigenvalues), None);
    }
}
