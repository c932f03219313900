//! What holds for every rule and wrapper.

use super::rules::*;
use super::{
    Averaging, Groups, Hyper, OptimizerConfig, Real, Rule, RuleConfig, Schedule, WrapperConfig,
};
use proptest::num::f64::ANY;
use proptest::prelude::*;

/// Every rule, with settings drawn from `number`.
fn any_rule(number: impl Strategy<Value = f64>) -> impl Strategy<Value = RuleConfig> {
    (
        proptest::sample::select(RuleConfig::all()),
        proptest::array::uniform4(number),
    )
        .prop_map(|(rule, [a, b, c, d])| {
            rule.with(|hyper| {
                Some(match hyper {
                    Hyper::Momentum | Hyper::Beta1 => a,
                    Hyper::Decay | Hyper::Beta2 => b,
                    Hyper::Eps => c,
                    Hyper::MomentumDecay | Hyper::WeightDecay => d,
                })
            })
        })
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let plain = prop_oneof![
        Just(Schedule::Constant),
        proptest::collection::vec((ANY, ANY), 0..4).prop_map(Schedule::PiecewiseLinear),
        (any::<u64>(), ANY).prop_map(|(every, factor)| Schedule::Step { every, factor }),
        (any::<u64>(), ANY).prop_map(|(steps, floor)| Schedule::Cosine { steps, floor }),
        ANY.prop_map(|half| Schedule::InverseTime { half }),
    ];
    (plain, any::<Option<u64>>()).prop_map(|(then, warm_up)| match warm_up {
        Some(steps) => Schedule::WarmUp {
            steps,
            then: Box::new(then),
        },
        None => then,
    })
}

fn any_wrapper() -> impl Strategy<Value = WrapperConfig> {
    let groups = || {
        prop_oneof![
            Just(Groups::Whole),
            proptest::collection::vec(0..5_usize, 0..4).prop_map(Groups::Lengths),
            (0..6_usize).prop_map(Groups::Points),
        ]
    };
    prop_oneof![
        ANY.prop_map(|weight_decay| WrapperConfig::WeightDecay { weight_decay }),
        ANY.prop_map(|weight_decay| WrapperConfig::DecoupledWeightDecay { weight_decay }),
        (ANY, groups()).prop_map(|(max_norm, groups)| WrapperConfig::ClipNorm { max_norm, groups }),
        (0..4_usize).prop_map(|k| WrapperConfig::Accumulate { k }),
        (any::<usize>(), ANY).prop_map(|(k, alpha)| WrapperConfig::Lookahead { k, alpha }),
        groups().prop_map(|groups| WrapperConfig::LayerAdaptation { groups }),
        Just(WrapperConfig::Lazy),
        any_schedule().prop_map(WrapperConfig::Schedule),
        Just(WrapperConfig::Average(Averaging::Polyak)),
        ANY.prop_map(|decay| WrapperConfig::Average(Averaging::Exponential { decay })),
    ]
}

/// ∇ of Σ ¼ (θᵢ² − 1)²: curved both ways, and the same in every coordinate.
fn double_well<T: Real>(theta: &[T], gradient: &mut [T]) {
    for (g, &theta) in gradient.iter_mut().zip(theta) {
        *g = theta * (theta * theta - T::one());
    }
}

fn run<T: Real>(rule: &mut dyn Rule<T>, start: &[f64], steps: usize) -> Vec<T> {
    let mut theta: Vec<T> = start.iter().map(|&x| T::of(x)).collect();
    for _ in 0..steps {
        rule.step(&mut theta, &mut double_well);
    }
    theta
}

proptest! {
    #[test]
    fn nothing_panics_whatever_the_numbers(
        rule in any_rule(ANY),
        learning_rate in ANY,
        wrappers in proptest::collection::vec(any_wrapper(), 0..4),
        start in proptest::array::uniform6(ANY),
    ) {
        let config = OptimizerConfig { rule, learning_rate, wrappers };
        if let (Ok(mut double), Ok(mut single)) = (config.build::<f64>(6), config.build::<f32>(6)) {
            run(double.as_mut(), &start, 4);
            run(single.as_mut(), &start, 4);
            double.set_learning_rate(-learning_rate);
            double.reset();
            prop_assert!(double.internals().iter().all(|internal| internal.values.len() == 6));
        }
    }

    #[test]
    fn a_theta_of_the_wrong_length_does_not_panic(rule in any_rule(ANY), length in 0..8_usize) {
        let config = OptimizerConfig::new(rule, 0.1)
            .with(WrapperConfig::ClipNorm { max_norm: 1.0, groups: Groups::Points(2) })
            .with(WrapperConfig::LayerAdaptation { groups: Groups::Lengths(vec![1, 3]) })
            .with(WrapperConfig::Lazy)
            .with(WrapperConfig::Lookahead { k: 2, alpha: 0.5 })
            .with(WrapperConfig::Average(Averaging::Polyak));
        run(config.build::<f64>(4).unwrap().as_mut(), &vec![0.5; length], 3);
    }

    #[test]
    fn single_precision_follows_double(rule in any_rule(0.1..0.9), start in proptest::array::uniform4(1.5..2.5)) {
        let config = OptimizerConfig::new(rule, 0.01);
        let double = run(config.build::<f64>(4).unwrap().as_mut(), &start, 10);
        let single = run(config.build::<f32>(4).unwrap().as_mut(), &start, 10);
        for (single, double) in single.iter().zip(double) {
            prop_assert!((single.widen() - double).abs() < 1e-5, "{rule:?}: {single} and {double}");
        }
    }

    #[test]
    fn a_block_of_starts_runs_as_each_start_alone(
        rule in any_rule(0.1..0.99).prop_filter("couples coordinates", |rule| rule.is_elementwise()),
        start in proptest::collection::vec(-2.0..2.0, 37),
    ) {
        let block = run(rule.build::<f64>(0.05, start.len()).as_mut(), &start, 12);
        let mut alone = rule.build::<f64>(0.05, 1);
        for (start, theta) in start.iter().zip(block) {
            alone.reset();
            prop_assert_eq!(run(alone.as_mut(), &[*start], 12)[0].to_bits(), theta.to_bits());
        }
    }

    #[test]
    fn after_a_reset_everything_repeats(
        rule in any_rule(0.1..0.99),
        wrappers in proptest::collection::vec(any_wrapper(), 0..4),
        start in proptest::array::uniform4(-2.0..2.0),
    ) {
        if let Ok(mut optimizer) = (OptimizerConfig { rule, learning_rate: 0.05, wrappers }).build::<f64>(4) {
            let first = run(optimizer.as_mut(), &start, 5);
            optimizer.reset();
            let second = run(optimizer.as_mut(), &start, 5);
            prop_assert_eq!(first.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), second.iter().map(|x| x.to_bits()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn the_stated_number_of_gradients_is_the_number_asked_for() {
    for rule in RuleConfig::all() {
        let config = OptimizerConfig::new(rule, 0.1).with(WrapperConfig::Accumulate { k: 3 });
        let mut optimizer = config.build::<f64>(2).unwrap();
        let mut theta = [1.3, 0.4];
        for _ in 0..3 {
            let mut asked = 0;
            optimizer.step(&mut theta, &mut |theta: &[f64], gradient: &mut [f64]| {
                asked += 1;
                double_well(theta, gradient);
            });
            assert_eq!(asked, optimizer.gradients_per_step(), "{}", rule.id());
        }
    }
}

/// The largest gap to the exact flow θ(t) = θ₀ e^(−λt) over t ≤ 1, in `steps` steps.
fn gap(rule: RuleConfig, steps: u32) -> f64 {
    let eigenvalues = [1.0, 3.0];
    let time_step = 1.0 / f64::from(steps);
    let mut optimizer = rule.build::<f64>(time_step, 2);
    let mut theta = [2.0, -1.0];
    let gaps = (1..=steps).map(|n| {
        optimizer.step(&mut theta, &mut |theta: &[f64], gradient: &mut [f64]| {
            gradient.copy_from_slice(&[eigenvalues[0] * theta[0], eigenvalues[1] * theta[1]]);
        });
        let time = f64::from(n) * time_step;
        let exact = [
            2.0 * (-eigenvalues[0] * time).exp(),
            -(-eigenvalues[1] * time).exp(),
        ];
        (theta[0] - exact[0]).hypot(theta[1] - exact[1])
    });
    gaps.fold(0.0, f64::max)
}

#[test]
fn each_integrator_has_its_order() {
    let expected = [
        (RuleConfig::Sgd(Sgd), 1.0),
        (RuleConfig::ImplicitEuler(ImplicitEuler), 1.0),
        (RuleConfig::Heun(Heun), 2.0),
        (RuleConfig::Rk4(Rk4), 4.0),
    ];
    for (rule, order) in expected {
        let slope = (gap(rule, 64) / gap(rule, 128)).log2();
        assert!((slope - order).abs() < 0.06, "{}: slope {slope}", rule.id());
    }
}
