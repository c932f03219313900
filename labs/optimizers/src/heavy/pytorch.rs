//! A short Python script that walks the shown path with PyTorch, to take home.
//!
//! Rules that `torch.optim` has are its own; the others are a few lines of update code. Wrappers are lines around the
//! step: what changes the gradient goes into `gradient`, what changes the step comes after it.

use std::fmt::Write;

use thetaflow::optim::{OptimizerConfig, RuleConfig, Schedule, WrapperConfig};
use thetaflow_surfaces::Landscape;
use thetaflow_surfaces::python::number;

/// The script for `steps` steps from `start`, without noise. It prints n, x and y, a line a step.
pub fn script(
    landscape: &Landscape,
    config: &OptimizerConfig,
    start: [f64; 2],
    steps: u64,
) -> String {
    let [x, y] = start.map(number);
    let Update { before, each_step } = update(config.rule);
    let mut hooks = String::new();
    let lr = number(config.learning_rate);
    let mut rate = lr.clone();
    let mut prepare = String::new();
    let mut after = String::new();
    let active = || config.wrappers.iter().filter(|wrapper| !wrapper.is_off());
    // The outermost wrapper is the first to change a gradient, the innermost the first to change a step.
    for wrapper in active().rev() {
        hooks += &gradient_hook(wrapper);
    }
    for wrapper in active() {
        let Around { once, each } = step_hook(wrapper);
        prepare += &once;
        after += &each;
        if let WrapperConfig::Schedule(schedule) = wrapper {
            rate = format!("{rate} * ({})", factor(schedule, "n"));
        }
    }
    let remember = if after.contains("before") {
        "    before = theta.clone()\n"
    } else {
        ""
    };
    let loss = landscape.python();
    let id = config.rule.id();
    let is_native = before.starts_with("optimizer");
    let set_rate = match (rate == lr, is_native) {
        (true, _) => String::new(),
        (false, false) => format!("    lr = {rate}\n"),
        (false, true) => {
            format!("    lr = optimizer.param_groups[0][\"lr\"] = {rate}\n")
        }
    };
    format!(
        r#"# {steps} steps of {id} (PyTorch 2), printed as n, x, y
import math
import torch

torch.set_default_dtype(torch.float64)

{loss}
def gradient(at):
    at = at.detach().requires_grad_()
    g, = torch.autograd.grad(loss(*at), at)
{hooks}    return g

theta = torch.tensor([{x}, {y}])
lr = {lr}
{before}{prepare}print(0, *theta.tolist())
for n in range({steps}):
{set_rate}{remember}{each_step}{after}    print(n + 1, *theta.tolist())
"#
    )
}

/// The lines of a rule: what it needs once, and what it does each step.
struct Update {
    before: String,
    each_step: String,
}

fn update(rule: RuleConfig) -> Update {
    let native = |class: &str, settings: String| Update {
        before: format!("optimizer = torch.optim.{class}([theta], lr=lr{settings})\n"),
        each_step: "    theta.grad = gradient(theta)\n    \
                    optimizer.step()\n"
            .to_owned(),
    };
    let explicit = |before: &str, each_step: String| Update {
        before: before.to_owned(),
        each_step,
    };
    let betas = |beta1: f64, beta2: f64, eps: f64| {
        let [beta1, beta2, eps] = [beta1, beta2, eps].map(number);
        format!(", betas=({beta1}, {beta2}), eps={eps}")
    };
    match rule {
        RuleConfig::Sgd(_) => native("SGD", String::new()),
        RuleConfig::Momentum(rule) => {
            native("SGD", format!(", momentum={}", number(rule.momentum)))
        }
        // PyTorch refuses Nesterov's rule without momentum, which is plain gradient descent.
        RuleConfig::Nesterov(rule) if rule.momentum == 0.0 => native("SGD", String::new()),
        RuleConfig::Nesterov(rule) => native(
            "SGD",
            format!(", momentum={}, nesterov=True", number(rule.momentum)),
        ),
        RuleConfig::AdaGrad(rule) => native("Adagrad", format!(", eps={}", number(rule.eps))),
        RuleConfig::RmsProp(rule) => native(
            "RMSprop",
            format!(", alpha={}, eps={}", number(rule.decay), number(rule.eps)),
        ),
        RuleConfig::Adam(rule) => native("Adam", betas(rule.beta1, rule.beta2, rule.eps)),
        RuleConfig::AdamW(rule) => {
            let settings = betas(rule.adam.beta1, rule.adam.beta2, rule.adam.eps);
            let decay = number(rule.weight_decay);
            native("AdamW", format!("{settings}, weight_decay={decay}"))
        }
        RuleConfig::Adadelta(rule) => native(
            "Adadelta",
            format!(", rho={}, eps={}", number(rule.decay), number(rule.eps)),
        ),
        RuleConfig::AmsGrad(rule) => {
            let settings = betas(rule.adam.beta1, rule.adam.beta2, rule.adam.eps);
            native("Adam", format!("{settings}, amsgrad=True"))
        }
        RuleConfig::NAdam(rule) => {
            let settings = betas(rule.adam.beta1, rule.adam.beta2, rule.adam.eps);
            let decay = number(rule.momentum_decay);
            native("NAdam", format!("{settings}, momentum_decay={decay}"))
        }
        RuleConfig::RAdam(rule) => native(
            "RAdam",
            betas(rule.adam.beta1, rule.adam.beta2, rule.adam.eps),
        ),
        RuleConfig::Adamax(rule) => native(
            "Adamax",
            betas(rule.adam.beta1, rule.adam.beta2, rule.adam.eps),
        ),
        RuleConfig::NesterovConvex(_) => explicit(
            "displacement = torch.zeros(2)\n",
            "    y = theta + (n - 1) / (n + 2) * displacement\n    \
             displacement = y - lr * gradient(y) - theta\n    \
             theta = theta + displacement\n"
                .to_owned(),
        ),
        RuleConfig::RmsPropEpsInside(rule) => explicit("G = torch.zeros(2)\n", {
            let [decay, eps] = [rule.decay, rule.eps].map(number);
            format!(
                "    g = gradient(theta)\n    \
                 G = {decay} * G + (1 - {decay}) * g**2\n    \
                 theta = theta - lr * g / torch.sqrt(G + {eps})\n"
            )
        }),
        RuleConfig::Lion(rule) => explicit("m = torch.zeros(2)\n", {
            let [beta1, beta2] = [rule.beta1, rule.beta2].map(number);
            format!(
                "    g = gradient(theta)\n    \
                 theta = theta - lr * torch.sign({beta1} * m + (1 - {beta1}) * g)\n    \
                 m = {beta2} * m + (1 - {beta2}) * g\n"
            )
        }),
        RuleConfig::SignSgd(_) => explicit(
            "",
            "    theta = theta - lr * torch.sign(gradient(theta))\n".to_owned(),
        ),
        RuleConfig::Heun(_) => explicit(
            "",
            "    k1 = gradient(theta)\n    \
             k2 = gradient(theta - lr * k1)\n    \
             theta = theta - lr / 2 * (k1 + k2)\n"
                .to_owned(),
        ),
        RuleConfig::Rk4(_) => explicit(
            "",
            "    k1 = gradient(theta)\n    \
             k2 = gradient(theta - lr / 2 * k1)\n    \
             k3 = gradient(theta - lr / 2 * k2)\n    \
             k4 = gradient(theta - lr * k3)\n    \
             theta = theta - lr / 6 * (k1 + 2 * k2 + 2 * k3 + k4)\n"
                .to_owned(),
        ),
        // Newton's method; the columns of the Jacobian are differences of gradients, whatever changes them.
        RuleConfig::ImplicitEuler(_) => explicit(
            "",
            "    new = theta\n    \
             for _ in range(20):\n        \
             ahead = [(gradient(new + d) - gradient(new - d)) / 2e-5 for d in 1e-5 * torch.eye(2)]\n        \
             jacobian = torch.eye(2) + lr * torch.stack(ahead, 1)\n        \
             new = new - torch.linalg.solve(jacobian, new - theta + lr * gradient(new))\n    \
             theta = new\n"
                .to_owned(),
        ),
    }
}

/// What a wrapper does to the gradient g at the point `at`.
fn gradient_hook(wrapper: &WrapperConfig) -> String {
    match wrapper {
        WrapperConfig::WeightDecay { weight_decay } => {
            format!("    g = g + {} * at.detach()\n", number(*weight_decay))
        }
        WrapperConfig::ClipNorm { max_norm, .. } => format!(
            "    g = g * min(1, {} / (g.norm() + 1e-6))\n",
            number(*max_norm)
        ),
        _ => String::new(),
    }
}

/// The lines of a wrapper around the step.
#[derive(Default)]
struct Around {
    once: String,
    each: String,
}

/// Lines that change θ in place, because an optimizer of PyTorch holds on to it.
fn step_hook(wrapper: &WrapperConfig) -> Around {
    match wrapper {
        WrapperConfig::DecoupledWeightDecay { weight_decay } => Around {
            once: String::new(),
            each: format!("    theta -= lr * {} * before\n", number(*weight_decay)),
        },
        WrapperConfig::Lookahead { k, alpha } => Around {
            once: "slow = theta.clone()\n".to_owned(),
            each: format!(
                "    if (n + 1) % {k} == 0:\n        \
                 slow += {} * (theta - slow)\n        \
                 theta.copy_(slow)\n",
                number(*alpha)
            ),
        },
        WrapperConfig::LayerAdaptation { .. } => Around {
            once: String::new(),
            each: "    moved = theta - before\n    \
                   if before.norm() > 0 and moved.norm() > 0:\n        \
                   theta.copy_(before + abs(lr) * before.norm() / moved.norm() * moved)\n"
                .to_owned(),
        },
        _ => Around::default(),
    }
}

/// s(n) as an expression in Python.
fn factor(schedule: &Schedule, n: &str) -> String {
    match schedule {
        Schedule::Constant | Schedule::Step { every: 0, .. } => "1".to_owned(),
        Schedule::PiecewiseLinear(points) => piecewise_linear(points, n),
        Schedule::Step { every, factor } => format!("{}**({n} // {every})", number(*factor)),
        Schedule::Cosine { steps: 0, floor } => number(*floor),
        Schedule::Cosine { steps, floor } => {
            let floor = number(*floor);
            format!("{floor} + (1 - {floor}) * (1 + math.cos(math.pi * min({n} / {steps}, 1))) / 2")
        }
        Schedule::InverseTime { half } => format!("1 / (1 + {n} / {})", number(*half)),
        Schedule::WarmUp { steps: 0, then } => factor(then, n),
        Schedule::WarmUp { steps, then } => {
            let then = factor(then, &format!("max({n} - {steps}, 0)"));
            format!("min(({n} + 1) / {steps}, 1) * ({then})")
        }
    }
}

fn piecewise_linear(points: &[(f64, f64)], n: &str) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "1".to_owned();
    };
    let mut out = format!("{} if {n} < {} else ", number(first.1), number(first.0));
    for pair in points.windows(2) {
        let [(t0, s0), (t1, s1)] = [pair[0], pair[1]].map(|(t, s)| (number(t), number(s)));
        let _ = write!(
            out,
            "{s0} + ({s1} - {s0}) * ({n} - {t0}) / ({t1} - {t0}) if {n} < {t1} else "
        );
    }
    out + &number(last.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use thetaflow::optim::Groups;
    use thetaflow::optim::rules::Adam;
    use thetaflow::optim::rules::{Heun, NesterovConvex, Sgd};
    use thetaflow_surfaces::{Quadratic, Rosenbrock};

    /// What a script is to reproduce.
    struct Case {
        landscape: Landscape,
        config: OptimizerConfig,
        start: [f64; 2],
    }

    const STEPS: u64 = 12;

    /// The output of each script, all run in one process because importing PyTorch takes seconds; None where Python or
    /// PyTorch 2 is missing (before, NAdam multiplied by one momentum twice).
    fn run(scripts: &[String]) -> Option<Vec<String>> {
        const MARK: &str = "next script";
        let python = |code: &str| Command::new("python3").args(["-c", code]).output().ok();
        let all = format!(
            "try:\n    import torch\nexcept ImportError:\n    raise SystemExit(77)\n\
             if torch.__version__ < '2': raise SystemExit(77)\n\
             for script in {scripts:?}:\n    exec(script, {{}})\n    print({MARK:?})\n"
        );
        let output = python(&all)?;
        if output.status.code() == Some(77) {
            return None;
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut outputs: Vec<String> = text.split(MARK).map(str::to_owned).collect();
        // The mark follows every script, the last one too.
        outputs.pop();
        assert!(
            output.status.success(),
            "{errors}\n{}",
            scripts.get(outputs.len()).map_or("", String::as_str)
        );
        Some(outputs)
    }

    #[test]
    fn every_path_is_reproduced_by_its_script() {
        let cases: Vec<Case> = rules().chain(surfaces()).chain(wrappers()).collect();
        let scripts: Vec<String> = cases
            .iter()
            .map(|case| script(&case.landscape, &case.config, case.start, STEPS))
            .collect();
        let Some(outputs) = run(&scripts) else {
            println!("skipped: python3 with torch 2 is not installed");
            return;
        };
        for ((case, output), script) in cases.iter().zip(outputs).zip(scripts) {
            let mut optimizer = case.config.build::<f64>(2).unwrap();
            let mut theta = case.start;
            let lines: Vec<&str> = output.trim().lines().collect();
            assert_eq!(lines.len() as u64, STEPS + 1);
            for line in lines {
                let numbers: Vec<f64> = line.split(' ').map(|word| word.parse().unwrap()).collect();
                let distance = (numbers[1] - theta[0]).hypot(numbers[2] - theta[1]);
                assert!(distance < 1e-9, "{line} is not {theta:?}\n{script}");
                optimizer.step(&mut theta, &mut |theta: &[f64], gradient: &mut [f64]| {
                    case.landscape.gradients(theta, gradient);
                });
            }
        }
    }

    fn rules() -> impl Iterator<Item = Case> {
        RuleConfig::all().into_iter().map(|rule| Case {
            landscape: Landscape::Rosenbrock(Rosenbrock { b: 10.0 }),
            config: OptimizerConfig::new(rule, 0.005),
            start: [-1.2, 1.0],
        })
    }

    fn surfaces() -> impl Iterator<Item = Case> {
        let custom = |formula: &str| Landscape::custom(formula).unwrap();
        let others = [
            Landscape::Quadratic(Quadratic {
                kappa: 7.0,
                angle: 0.3,
            }),
            custom("(1-x)^2 + 10(y−x^2)^2"),
            custom("2e*x^2 · 1e-1 + -y^2 + 2^-x + min(x, 2)*max(y, .5)"),
            custom("3sin(π*x/2) + exp(-x^2)*tanh(y) + sqrt(4) + abs(y) + log(1+x^2)"),
            custom(
                "sinh(x/2) + cosh(xy/4)y² + asin(x/3) - acos(y/2) + 2arctan(xy) + atan2(y+2, x)",
            ),
            custom("log2(3+x) + log10(y+1)x + cbrt(x-1) + cbrt(8) + |x|y/2 + cos²(x) tan(y)"),
            custom(
                "x sign(y-2) + floor(y+2)x + ceil(1.5)y + max(x, y, 0.1xy) + pow(1.5, x) + sin(2)",
            ),
        ];
        Landscape::all()
            .into_iter()
            .chain(others)
            .map(|landscape| Case {
                landscape,
                config: OptimizerConfig::new(Sgd, 3e-4),
                start: [-1.2, 0.7],
            })
    }

    fn wrappers() -> impl Iterator<Item = Case> {
        let groups = Groups::Whole;
        let points = vec![(0.0, 1.0), (4.0, 0.3), (8.0, 0.5)];
        let wrappers = [
            vec![WrapperConfig::WeightDecay { weight_decay: 0.3 }],
            vec![WrapperConfig::DecoupledWeightDecay { weight_decay: 0.3 }],
            vec![
                WrapperConfig::WeightDecay { weight_decay: 0.3 },
                WrapperConfig::ClipNorm {
                    max_norm: 2.0,
                    groups: groups.clone(),
                },
                WrapperConfig::Accumulate { k: 3 },
            ],
            vec![
                WrapperConfig::Lookahead { k: 3, alpha: 0.4 },
                WrapperConfig::LayerAdaptation { groups },
                WrapperConfig::DecoupledWeightDecay { weight_decay: 0.3 },
            ],
            vec![WrapperConfig::Schedule(Schedule::PiecewiseLinear(points))],
            vec![WrapperConfig::Schedule(Schedule::WarmUp {
                steps: 3,
                then: Box::new(Schedule::Cosine {
                    steps: 6,
                    floor: 0.1,
                }),
            })],
            vec![WrapperConfig::Schedule(Schedule::InverseTime { half: 4.0 })],
            vec![WrapperConfig::Schedule(Schedule::Step {
                every: 4,
                factor: 0.5,
            })],
        ];
        let adam = RuleConfig::Adam(Adam::default());
        wrappers.into_iter().flat_map(move |wrappers| {
            [
                adam,
                RuleConfig::Heun(Heun),
                RuleConfig::NesterovConvex(NesterovConvex),
            ]
            .map(|rule| Case {
                landscape: Landscape::Rosenbrock(Rosenbrock { b: 10.0 }),
                config: OptimizerConfig {
                    rule,
                    learning_rate: 0.01,
                    wrappers: wrappers.clone(),
                },
                start: [-1.2, 1.0],
            })
        })
    }

    #[test]
    fn the_script_is_short() {
        let config = OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.05);
        let expected = r#"# 300 steps of adam (PyTorch 2), printed as n, x, y
import math
import torch

torch.set_default_dtype(torch.float64)

def loss(x, y):
    return (1 - x)**2 + 100.0 * (y - x**2)**2

def gradient(at):
    at = at.detach().requires_grad_()
    g, = torch.autograd.grad(loss(*at), at)
    return g

theta = torch.tensor([-1.5, 2.0])
lr = 0.05
optimizer = torch.optim.Adam([theta], lr=lr, betas=(0.9, 0.999), eps=1e-8)
print(0, *theta.tolist())
for n in range(300):
    theta.grad = gradient(theta)
    optimizer.step()
    print(n + 1, *theta.tolist())
"#;
        let valley = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
        assert_eq!(script(&valley, &config, [-1.5, 2.0], 300), expected);
    }
}
