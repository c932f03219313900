//! The Dirac-GAN against formulas written out by hand, the literature's eigenvalues, orders of convergence by slopes, and
//! verdicts against long simulations.

use thetaflow::optim::rules::{Adam, RmsProp};
use thetaflow_gans::dirac::flow::{Flow, Follower};
use thetaflow_gans::dirac::game::Game;
use thetaflow_gans::dirac::linear::{of_flow, of_step, spectral_radius};
use thetaflow_gans::dirac::method::Method;
use thetaflow_gans::dirac::runner::{Mover, Runner};
use thetaflow_gans::dirac::verdict::{Judge, Outcome};
use thetaflow_gans::objectives::Objective;

const WGAN: Objective = Objective::Wgan { clip: None };
const WGAN_DIV: Objective = Objective::WganDiv { k: 2.0, p: 6.0 };
const GAN_QP: Objective = Objective::GanQp { lambda: 1.0 };

fn wgan_gp(penalty: f64, target_norm: f64) -> Objective {
    Objective::WganGp {
        penalty,
        target_norm,
    }
}

fn points() -> Vec<[f64; 2]> {
    let grid = [-2.7, -1.1, -0.4, 0.0, 0.3, 0.9, 1.6, 2.9];
    grid.iter()
        .flat_map(|&theta| grid.map(|psi| [theta, psi]))
        .collect()
}

fn s(t: f64) -> f64 {
    1.0 / (1.0 + (-t).exp())
}

fn assert_near(ours: [f64; 2], by_hand: [f64; 2], tolerance: f64, what: &str) {
    for (ours, by_hand) in ours.into_iter().zip(by_hand) {
        assert!(
            (ours - by_hand).abs() <= tolerance * by_hand.abs().max(1.0),
            "{what}: {ours} is not {by_hand}"
        );
    }
}

#[test]
fn fields_are_the_formulas_written_out() {
    for [theta, psi] in points() {
        let t = psi * theta;
        let sign = if psi == 0.0 { 0.0 } else { psi.signum() };
        for (objective, by_hand) in [
            (Objective::Sgan, [-psi * s(-t), theta * s(-t)]),
            (Objective::Nsgan, [-psi * s(t), theta * s(-t)]),
            (Objective::Rsgan, [-psi * s(t), theta * s(-t)]),
            (Objective::Lsgan, [-psi * (t + 1.0), -theta * (t - 1.0)]),
            (Objective::Hinge, [-psi, if t < 1.0 { theta } else { 0.0 }]),
            (WGAN, [-psi, theta]),
            (
                wgan_gp(0.7, 1.3),
                [-psi, theta - 0.7 * (psi.abs() - 1.3) * sign],
            ),
            (WGAN_DIV, [-psi, theta - 12.0 * psi.abs().powi(5) * sign]),
            (Objective::WganDiv { k: 0.5, p: 2.0 }, [-psi, theta - psi]),
            (
                Objective::GanQp { lambda: 0.4 },
                [-psi, theta - psi * theta.abs() / 0.4],
            ),
        ] {
            let what = format!("{objective:?} at {theta}, {psi}");
            assert_near(
                Game::plain(objective).field([theta, psi]),
                by_hand,
                1e-12,
                &what,
            );
            let damped = Game {
                r1: 0.3,
                l2: 0.2,
                ..Game::plain(objective)
            };
            assert_near(
                damped.field([theta, psi]),
                [by_hand[0], by_hand[1] - 0.5 * psi],
                1e-12,
                &what,
            );
        }
    }
}

#[test]
fn nonlinear_damping_is_as_derived() {
    for [theta, psi] in points() {
        let t = psi * theta;
        for (objective, expected) in [
            (Objective::Sgan, 0.0),
            (WGAN, 0.0),
            (Objective::Nsgan, -t * (t / 2.0).tanh()),
            (Objective::Lsgan, -2.0 * t * t),
            (GAN_QP, -psi * psi * theta.abs()),
            (WGAN_DIV, -12.0 * psi.powi(6)),
        ] {
            let [v1, v2] = Game::plain(objective).field([theta, psi]);
            let damping = theta * v1 + psi * v2;
            assert!(
                (damping - expected).abs() < 1e-12 * expected.abs().max(1.0),
                "{objective:?}"
            );
        }
    }
}

/// E f(ξ) for ξ ~ N(0, 1), by the trapezoidal rule, which is exact to rounding for smooth f, and to 1e-6 for others.
fn mean(f: impl Fn(f64) -> f64) -> f64 {
    let h = 1.0 / 2048.0;
    let nodes = (-20_480..=20_480).map(|k| f64::from(k) * h);
    nodes.map(|x| f(x) * (-0.5 * x * x).exp()).sum::<f64>() * h
        / (2.0 * std::f64::consts::PI).sqrt()
}

#[test]
fn instance_noise_differentiates_expected_losses() {
    let noise = 0.6;
    let softplus = |t: f64| t.max(0.0) + (-t.abs()).exp().ln_1p();
    // What D and G minimise, from the losses themselves, as functions of (θ, ψ).
    type Losses<'a> = (
        Objective,
        &'a dyn Fn(f64, f64) -> f64,
        &'a dyn Fn(f64, f64) -> f64,
        f64,
    );
    let pair = noise * 2.0_f64.sqrt();
    let d_logistic = |theta: f64, psi: f64| {
        mean(|x| softplus(-psi * (theta + noise * x)) + softplus(psi * noise * x))
    };
    let d_relative = |theta: f64, psi: f64| mean(|x| softplus(-psi * (theta + pair * x)));
    let d_squares = |theta: f64, psi: f64| {
        mean(|x| {
            0.5 * (psi * (theta + noise * x) - 1.0).powi(2) + 0.5 * (psi * noise * x + 1.0).powi(2)
        })
    };
    let d_hinge = |theta: f64, psi: f64| {
        mean(|x| (1.0 - psi * (theta + noise * x)).max(0.0) + (1.0 + psi * noise * x).max(0.0))
    };
    let d_qp = |theta: f64, psi: f64| {
        mean(|x| {
            let apart = theta + pair * x;
            -psi * apart + psi * psi * apart.abs() / 2.0
        })
    };
    let games: [Losses; 6] = [
        (
            Objective::Sgan,
            &d_logistic,
            &|theta, psi| -mean(|x| softplus(-psi * (theta + noise * x))),
            1e-6,
        ),
        (
            Objective::Nsgan,
            &d_logistic,
            &|theta, psi| mean(|x| softplus(psi * (theta + noise * x))),
            1e-6,
        ),
        (
            Objective::Rsgan,
            &d_relative,
            &|theta, psi| mean(|x| softplus(psi * (theta + pair * x))),
            1e-6,
        ),
        (
            Objective::Lsgan,
            &d_squares,
            &|theta, psi| mean(|x| 0.5 * (psi * (theta + noise * x) + 1.0).powi(2)),
            1e-8,
        ),
        (Objective::Hinge, &d_hinge, &|theta, psi| psi * theta, 1e-4),
        (GAN_QP, &d_qp, &|theta, psi| psi * theta, 1e-5),
    ];
    for (objective, of_d, of_g, tolerance) in games {
        let game = Game {
            noise,
            ..Game::plain(objective)
        };
        for [theta, psi] in [[0.0, 0.4], [1.2, 0.7], [-0.8, 1.5], [0.5, -1.1], [2.0, 2.0]] {
            let h = 1e-4;
            let v1 = -(of_g(theta + h, psi) - of_g(theta - h, psi)) / (2.0 * h);
            let v2 = -(of_d(theta, psi + h) - of_d(theta, psi - h)) / (2.0 * h);
            assert_near(
                game.field([theta, psi]),
                [v1, v2],
                tolerance,
                &format!("{objective:?} at {theta}, {psi}"),
            );
        }
    }
    // At the equilibrium: ∂ψ v₂ = −s²/2.
    for objective in [Objective::Sgan, Objective::Nsgan, Objective::Rsgan] {
        let [[a, b], [c, d]] = Game {
            noise,
            ..Game::plain(objective)
        }
        .jacobian([0.0; 2]);
        assert_near([a, b], [0.0, -0.5], 1e-12, "generator");
        assert_near([c, d], [0.5, -0.5 * noise * noise], 1e-12, "discriminator");
    }
    // And the relativistic field, equal to the non-saturating one without noise, differs under it.
    let [rsgan, nsgan]: [[f64; 2]; 2] = [Objective::Rsgan, Objective::Nsgan].map(|objective| {
        Game {
            noise,
            ..Game::plain(objective)
        }
        .field([1.0, 1.0])
    });
    assert!((rsgan[1] - nsgan[1]).abs() > 1e-2);
}

/// Games with everything switched on.
fn rich() -> Vec<Game> {
    let of = |objective, noise, consensus| Game {
        r1: 0.2,
        l2: 0.1,
        noise,
        consensus,
        ..Game::plain(objective)
    };
    Objective::EXAMPLES
        .into_iter()
        .flat_map(|objective| {
            [
                of(objective, 0.0, 0.0),
                of(objective, 0.5, 0.0),
                of(objective, 0.0, 0.4),
                of(objective, 0.5, 0.4),
            ]
        })
        .collect()
}

#[test]
fn jacobians_and_the_consensus_term_agree_with_finite_differences() {
    let h = 1e-5;
    let difference = |f: &dyn Fn([f64; 2]) -> f64, point: [f64; 2], j: usize| {
        let at = |h: f64| {
            let mut moved = point;
            moved[j] += h;
            f(moved)
        };
        (at(h) - at(-h)) / (2.0 * h)
    };
    for game in rich() {
        for point in [[0.7, 0.4], [-1.3, 0.8], [1.9, 1.2], [0.2, -1.7]] {
            let jacobian = game.jacobian(point);
            for (i, row) in jacobian.into_iter().enumerate() {
                let numeric = [0, 1].map(|j| difference(&|x| game.field(x)[i], point, j));
                assert_near(row, numeric, 1e-6, &format!("{game:?} at {point:?}"));
            }
            let without = Game {
                consensus: 0.0,
                ..game
            };
            let energy = |x: [f64; 2]| {
                let [v1, v2] = without.field(x);
                0.5 * (v1 * v1 + v2 * v2)
            };
            let v = without.field(point);
            let expected = [0, 1].map(|j| v[j] - game.consensus * difference(&energy, point, j));
            assert_near(
                game.field(point),
                expected,
                1e-6,
                &format!("consensus of {game:?}"),
            );
            let along = game.field_along(point, [0.3, -0.8])[1];
            let product = jacobian.map(|[a, b]| 0.3 * a - 0.8 * b);
            assert_near(along, product, 1e-12, "J u");
        }
    }
}

/// As [re, im], the one above the axis first.
fn flow_eigenvalues(game: &Game) -> [[f64; 2]; 2] {
    of_flow(game).expect("a Jacobian")
}

#[test]
fn eigenvalues_of_the_flow_are_the_literatures() {
    for (objective, omega) in [
        (Objective::Sgan, 0.5),
        (Objective::Nsgan, 0.5),
        (Objective::Rsgan, 0.5),
        (Objective::Lsgan, 1.0),
        (Objective::Hinge, 1.0),
        (WGAN, 1.0),
        (WGAN_DIV, 1.0),
        (GAN_QP, 1.0),
    ] {
        let plain = Game::plain(objective);
        let [upper, lower] = flow_eigenvalues(&plain);
        assert_near(upper, [0.0, omega], 1e-14, "plain");
        assert_near(lower, [0.0, -omega], 1e-14, "plain");
        for gamma in [0.3, 0.8, 1.0, 2.0, 2.5] {
            let [first, second] = flow_eigenvalues(&Game { r1: gamma, ..plain });
            let inside: f64 = gamma * gamma - 4.0 * omega * omega;
            if inside < 0.0 {
                let pair = [-gamma / 2.0, (-inside).sqrt() / 2.0];
                assert_near(first, pair, 1e-12, "r1");
                assert_near(second, [pair[0], -pair[1]], 1e-12, "r1");
            } else {
                assert_near(first, [-(gamma + inside.sqrt()) / 2.0, 0.0], 1e-12, "r1");
                assert_near(second, [-(gamma - inside.sqrt()) / 2.0, 0.0], 1e-12, "r1");
            }
            let [first, _] = flow_eigenvalues(&Game {
                consensus: gamma,
                ..plain
            });
            assert_near(first, [-gamma * omega * omega, omega], 1e-12, "consensus");
        }
    }
    assert_eq!(of_flow(&Game::plain(wgan_gp(1.0, 1.0))), None);
    let as_r1 = flow_eigenvalues(&Game::plain(wgan_gp(1.0, 0.0)));
    assert_eq!(
        as_r1,
        flow_eigenvalues(&Game {
            r1: 1.0,
            ..Game::plain(WGAN)
        })
    );
}

#[test]
fn eigenvalues_of_a_step_are_known_functions_of_those_of_the_flow() {
    for omega_squared in [0.25, 1.0_f64] {
        let objective = if omega_squared == 1.0 {
            WGAN
        } else {
            Objective::Sgan
        };
        let omega = omega_squared.sqrt();
        let game = Game::plain(objective);
        for lr in [0.01, 0.1, 0.5, 1.0, 1.9] {
            let rho = |method| spectral_radius(&of_step(&game, method, lr).expect("a Jacobian"));
            let z = lr * omega;
            let near = |ours: f64, expected: f64, what: &str| {
                assert!(
                    (ours - expected).abs() < 1e-10,
                    "{what}: {ours} is not {expected}"
                )
            };
            near(
                rho(Method::Simultaneous),
                (1.0 + z * z).sqrt(),
                "simultaneous",
            );
            for n_d in [1, 2, 5] {
                if z * f64::from(n_d).sqrt() < 2.0 {
                    near(rho(Method::Alternating { n_d }), 1.0, "alternating");
                } else {
                    assert!(rho(Method::Alternating { n_d }) > 1.0);
                }
            }
            near(
                rho(Method::Extragradient),
                ((1.0 - z * z).powi(2) + z * z).sqrt(),
                "extragradient",
            );
            near(
                rho(Method::Implicit),
                1.0 / (1.0 + z * z).sqrt(),
                "implicit",
            );
            let rk4 = (1.0 - z * z / 2.0 + z.powi(4) / 24.0).hypot(z - z.powi(3) / 6.0);
            near(rho(Method::RungeKutta), rk4, "RK4");
            near(
                rho(Method::Momentum { mu: 0.0 }),
                (1.0 + z * z).sqrt(),
                "no momentum",
            );
        }
    }
    // Each eigenvalue r of the optimistic method solves r² − (1 + 2ηλ) r + ηλ = 0, of momentum r² − (1 + μ + ηλ) r + μ = 0.
    let game = Game {
        r1: 0.4,
        ..Game::plain(Objective::Nsgan)
    };
    let (lr, mu) = (0.3, -0.5);
    let lambdas = flow_eigenvalues(&game);
    let times = |[a, b]: [f64; 2], [c, d]: [f64; 2]| [a * c - b * d, a * d + b * c];
    for (method, sum, product) in [
        (Method::Optimistic, [1.0, 2.0 * lr], [0.0, lr]),
        (Method::Momentum { mu }, [1.0 + mu, lr], [mu, 0.0]),
    ] {
        let roots = of_step(&game, method, lr).expect("a Jacobian");
        assert_eq!(roots.len(), 4);
        for root in roots {
            let least = lambdas.map(|[re, im]| {
                let linear = times([sum[0] + sum[1] * re, sum[1] * im], root);
                let square = times(root, root);
                (square[0] - linear[0] + product[0] + product[1] * re)
                    .hypot(square[1] - linear[1] + product[1] * im)
            });
            assert!(least[0].min(least[1]) < 1e-12, "{method:?}");
        }
    }
}

fn methods() -> Vec<Method> {
    vec![
        Method::Simultaneous,
        Method::Alternating { n_d: 1 },
        Method::Alternating { n_d: 3 },
        Method::Extragradient,
        Method::Optimistic,
        Method::Implicit,
        Method::Momentum { mu: 0.5 },
        Method::Momentum { mu: -0.4 },
        Method::RungeKutta,
    ]
}

/// The largest gap on [0, 2] between the steps and a flow.
fn gap(game: Game, method: Method, lr: f64, flow: Flow) -> f64 {
    let start = [1.0, 0.6];
    let mut runner = Runner::new(game, Mover::Map(method), lr, start);
    let mut follower = Follower::new(flow, lr, 1, start);
    let mut largest = 0.0_f64;
    for _ in 0..(2.0 / lr).round() as usize {
        runner.step();
        let (there, here) = (follower.advance().expect("followed"), runner.point());
        largest = largest.max((there[0] - here[0]).hypot(there[1] - here[1]));
    }
    largest
}

#[test]
fn the_modified_flow_is_one_order_better() {
    let games = [
        Game {
            r1: 0.3,
            consensus: 0.2,
            ..Game::plain(Objective::Nsgan)
        },
        Game::plain(Objective::Lsgan),
        Game::plain(WGAN),
        Game {
            noise: 0.5,
            ..Game::plain(Objective::Sgan)
        },
    ];
    for game in games {
        for method in methods() {
            let slope = |flow: &dyn Fn(f64) -> Flow| {
                let [coarse, fine] = [0.01, 0.005].map(|lr| gap(game, method, lr, flow(lr)));
                (coarse / fine).log2()
            };
            let leading = slope(&|_| Flow::leading(game, method));
            if method == Method::RungeKutta {
                // Four orders: at these steps rounding and the integrator's tolerance are all there is; see coarser ones.
                let [coarse, fine] =
                    [0.2, 0.1].map(|lr| gap(game, method, lr, Flow::leading(game, method)));
                assert!(((coarse / fine).log2() - 4.0).abs() < 0.3, "{game:?}");
                continue;
            }
            assert!(
                (leading - 1.0).abs() < 0.1,
                "{method:?} of {game:?}: {leading}"
            );
            if Flow::modified(game, method, 0.1).is_some() {
                let modified = slope(&|lr| Flow::modified(game, method, lr).expect("as above"));
                assert!(
                    (modified - 2.0).abs() < 0.15,
                    "{method:?} of {game:?}: {modified}"
                );
            }
        }
    }
}

/// What 10⁵ steps do, judged by the largest distances in their second and third and in their last two fifths.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Seen {
    Leaves,
    Shrinks,
    Stays,
}

fn simulate(game: Game, mover: Mover, lr: f64, start: [f64; 2]) -> (Seen, f64) {
    const STEPS: usize = 100_000;
    let mut runner = Runner::new(game, mover, lr, start);
    let mut farthest = [0.0_f64; 5];
    for step in 0..STEPS {
        runner.step();
        let [theta, psi] = runner.point();
        let distance = theta.hypot(psi);
        if distance.is_nan() || distance > 1e6 {
            return (Seen::Leaves, f64::INFINITY);
        }
        let window = &mut farthest[step * 5 / STEPS];
        *window = window.max(distance);
    }
    let [early, late] = [farthest[1].max(farthest[2]), farthest[3].max(farthest[4])];
    let seen = if late > 1.1 * early {
        Seen::Leaves
    } else if late < 0.9 * early || late < 1e-6 {
        Seen::Shrinks
    } else {
        Seen::Stays
    };
    (seen, late)
}

#[test]
fn verdicts_are_what_a_long_simulation_does() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut movers: Vec<Mover> = methods().into_iter().map(Mover::Map).collect();
    movers.push(Mover::RmsProp(RmsProp {
        decay: 0.99,
        eps: 1e-8,
    }));
    movers.push(Mover::Adam(Adam {
        beta1: 0.5,
        beta2: 0.99,
        eps: 1e-8,
    }));
    let mut games = Vec::new();
    for objective in Objective::EXAMPLES
        .into_iter()
        .chain([wgan_gp(3.0, 0.5), Objective::Wgan { clip: Some(0.7) }])
    {
        let plain = Game::plain(objective);
        games.extend([
            plain,
            Game { r1: 0.5, ..plain },
            Game {
                consensus: 0.3,
                ..plain
            },
        ]);
        games.push(Game { l2: 0.05, ..plain });
    }
    games.push(Game {
        noise: 0.5,
        ..Game::plain(Objective::Sgan)
    });
    for game in games {
        for &mover in &movers {
            for lr in [0.05, 0.2] {
                let start = [1.0, 0.3];
                let mut judge = Judge::new(game, mover, lr, start);
                while !judge.advance(1000) {}
                let verdict = judge.verdict().expect("final");
                let (seen, late) = simulate(game, mover, lr, start);
                let agrees = match verdict.outcome {
                    Outcome::Converges | Outcome::ConvergesNonlinearly => seen == Seen::Shrinks,
                    Outcome::Circles | Outcome::Stalls => seen == Seen::Stays,
                    Outcome::LimitCycle => seen == Seen::Stays && late > 1e-3,
                    // Where D saturates the way out takes ever longer: e^{θψ} steps a turn.
                    Outcome::SpiralsOut if game.objective == Objective::Sgan => {
                        seen != Seen::Shrinks && late > 3.0
                    }
                    Outcome::SpiralsOut => seen == Seen::Leaves,
                    Outcome::Escapes => seen != Seen::Shrinks,
                };
                count += 1;
                if !agrees {
                    wrong.push(format!(
                        "{:?} {mover:?} {lr}: {verdict:?}, seen {seen:?} {late}",
                        game
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
