use super::*;
use crate::divergence::has_diverged;
use thetaflow::optim::rules::{Adam, Momentum};
use thetaflow::optim::rules::{ImplicitEuler, Rk4, Sgd};
use thetaflow::optim::{Groups, RuleConfig, WrapperConfig};
use thetaflow_surfaces::{Quadratic, Rosenbrock};

fn map(landscape: &Landscape, config: &OptimizerConfig, size: u32, steps: u32) -> BasinMap {
    let mut map = BasinMap::new(landscape, config, landscape.view(), [size, size], steps);
    assert!(map.advance(&mut || true));
    map
}

/// The fate of one start by its definition, all points of the path kept.
fn fate_alone(map: &BasinMap, pixel: [u32; 2]) -> Fate {
    let start = map.start(pixel);
    let mut rule = map.config.build::<f64>(2).unwrap();
    let mut theta = start;
    let mut path = vec![start];
    for _ in 0..map.steps {
        rule.step(&mut theta, &mut |theta: &[f64], gradient: &mut [f64]| {
            gradient.copy_from_slice(&map.landscape.gradient([theta[0], theta[1]]));
        });
        path.push(theta);
    }
    if has_diverged(theta) {
        return Fate {
            minimum: Fate::DIVERGED,
            steps: map.steps,
        };
    }
    for (index, &[x, y]) in map.minima.iter().enumerate() {
        let is_outside = |point: &[f64; 2]| (point[0] - x).hypot(point[1] - y) > map.tolerance;
        let arrived = path.iter().rposition(is_outside).map_or(0, |last| last + 1);
        if arrived < path.len() {
            return Fate {
                minimum: index as u8,
                steps: arrived as u32,
            };
        }
    }
    Fate {
        minimum: Fate::UNDER_WAY,
        steps: map.steps,
    }
}

fn configs() -> [OptimizerConfig; 4] {
    let momentum = RuleConfig::Momentum(Momentum { momentum: 0.9 });
    [
        OptimizerConfig::new(Sgd, 0.012),
        OptimizerConfig::new(momentum, 0.01),
        OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.3).with(
            WrapperConfig::LayerAdaptation {
                groups: Groups::Whole,
            },
        ),
        OptimizerConfig::new(ImplicitEuler, 0.5).with(WrapperConfig::ClipNorm {
            max_norm: 30.0,
            groups: Groups::Whole,
        }),
    ]
}

#[test]
fn each_pixel_is_what_its_start_alone_gives() {
    for config in configs() {
        for landscape in [
            Landscape::Himmelblau,
            Landscape::Rosenbrock(Rosenbrock { b: 2.0 }),
        ] {
            let map = map(&landscape, &config, 24, 110);
            let pixels = (0..24).flat_map(|row| (0..24).map(move |column| [column, row]));
            for (pixel, &fate) in pixels.zip(map.fates()) {
                assert_eq!(fate, fate_alone(&map, pixel), "{config:?} {pixel:?}");
            }
        }
    }
}

#[test]
fn neither_interruptions_nor_the_size_of_blocks_matter() {
    for config in configs() {
        let whole = map(&Landscape::Himmelblau, &config, 40, 60);
        let view = Landscape::Himmelblau.view();
        let mut pieces = BasinMap::new(&Landscape::Himmelblau, &config, view, [40, 40], 60);
        pieces.block_size = 7;
        let mut calls = 0;
        while !pieces.advance(&mut || {
            calls += 1;
            calls % 3 == 0
        }) {}
        assert_eq!(whole.fates(), pieces.fates());
        assert_eq!(pieces.progress(), 1.0);
    }
}

#[test]
fn gradient_descent_reaches_all_four_minima_of_himmelblau() {
    let map = map(&Landscape::Himmelblau, &configs()[0], 32, 300);
    for minimum in 0..4 {
        assert!(map.fates().iter().any(|fate| fate.minimum == minimum));
    }
    // The fate of a start next to a minimum is that minimum, and soon.
    let [x, y] = map.minima()[2];
    let pixel = ((y + 5.0) / 10.0 * 32.0) as usize * 32 + ((x + 5.0) / 10.0 * 32.0) as usize;
    assert_eq!(map.fates()[pixel].minimum, 2);
    assert!(map.fates()[pixel].steps < 10);
}

#[test]
fn too_large_a_rate_diverges_and_too_small_a_one_stays_under_way() {
    let bowl = Landscape::Quadratic(Quadratic {
        kappa: 10.0,
        angle: 0.0,
    });
    let diverging = map(&bowl, &OptimizerConfig::new(Sgd, 0.3), 16, 300);
    assert!(
        diverging
            .fates()
            .iter()
            .all(|fate| fate.minimum == Fate::DIVERGED)
    );
    let slow = map(&bowl, &OptimizerConfig::new(Sgd, 1e-6), 16, 300);
    assert_eq!(slow.fates()[0].minimum, Fate::UNDER_WAY);
}

#[test]
fn a_surface_without_minima_has_no_basins() {
    let map = map(&Landscape::Saddle, &OptimizerConfig::new(Sgd, 0.1), 16, 200);
    assert!(
        map.fates()
            .iter()
            .all(|fate| fate.minimum >= Fate::UNDER_WAY)
    );
}

#[test]
fn nothing_panics_whatever_is_asked() {
    let view = ViewBox::new([f64::NAN, 0.0], [1.0, 1.0]);
    for landscape in [Landscape::Ackley, Landscape::custom("1/x").unwrap()] {
        for size in [[0, 0], [1, 9], [3, 3]] {
            let config = OptimizerConfig::new(Rk4, f64::INFINITY);
            assert!(BasinMap::new(&landscape, &config, view, size, 3).advance(&mut || true));
            let map = BasinMap::new(&landscape, &config, landscape.view(), size, 0);
            assert!(map.fates().iter().all(|fate| fate.minimum == Fate::UNKNOWN));
        }
    }
}
