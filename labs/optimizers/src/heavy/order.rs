//! The order plot: the largest gap between a rule and its flow over [0, T] as the time step h is halved.
//!
//! A gap that falls like hᵖ is a straight line of slope p on logarithmic axes. Halving h means a smaller γ, and whatever
//! else the flow depends on is held: the damping c = (1−μ)/h, the rates (1−β)/h of moving averages, AdaGrad's γε, and the
//! pull of decoupled weight decay. With μ held instead of c, a rule would follow another flow.

use crate::divergence::has_diverged;
use crate::flows::{self, Flow, Rule, Settings};
use thetaflow::math::plane::distance;
use thetaflow::math::real::log2;
use thetaflow::optim::rules::{
    AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp, RmsPropEpsInside,
};
use thetaflow::optim::rules::{Heun, ImplicitEuler, NesterovConvex, Rk4, Sgd};
use thetaflow::optim::{self, OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow_surfaces::Landscape;

/// Steps that one call of [`OrderPlot::advance`] takes at most.
const STEPS_A_CALL: u64 = 1000;
/// No line is finer than this many steps.
const MOST_STEPS: u64 = 1 << 20;
/// Gaps below the accuracy of the flows say nothing of the rule.
const FLOW_ACCURACY: f64 = 1e-8;
/// How many of the finest usable points the slope is fitted to.
const FITTED: usize = 4;

/// Which of a rule's flows it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    Leading,
    Modified,
}

/// One point of the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderPoint {
    /// h.
    pub time_step: f64,
    /// The largest ‖θ_n − θ(n h)‖ over [0, T]; None where the rule diverged or the flow was lost.
    pub gap: Option<f64>,
}

/// An order plot in the making, from the coarsest time step to the finest.
pub struct OrderPlot {
    landscape: Landscape,
    start: [f64; 2],
    rule: Rule,
    settings: Settings,
    against: Against,
    /// N at the coarsest time step.
    steps: u64,
    halvings: u32,
    points: Vec<OrderPoint>,
    race: Option<Race>,
}

impl OrderPlot {
    /// The gap at the time step h of `settings`, over a time of `steps` such steps, and at `halvings` halvings of it.
    ///
    /// None where the rule has no such flow. Lookahead is left out: its gap is compared at every k-th step only.
    pub fn new(
        landscape: &Landscape,
        start: [f64; 2],
        rule: Rule,
        settings: &Settings,
        against: Against,
        (steps, halvings): (u64, u32),
    ) -> Option<Self> {
        let settings = Settings {
            lookahead_alpha: 1.0,
            ..settings.clone()
        };
        let plot = Self {
            landscape: landscape.clone(),
            start,
            rule,
            settings,
            against,
            steps: steps.clamp(1, MOST_STEPS),
            halvings: halvings.min(20),
            points: Vec::new(),
            race: None,
        };
        plot.flow(&plot.settings).map(|_| plot)
    }

    /// Works on for a few milliseconds at most. Whether the plot is finished.
    pub fn advance(&mut self) -> bool {
        if self.is_finished() {
            return true;
        }
        let level = self.points.len() as u32;
        let steps = self.steps.saturating_mul(1 << level).min(MOST_STEPS);
        let time_step = self.time_step() * self.steps as f64 / steps as f64;
        let mut race = match self.race.take() {
            Some(race) => race,
            None => self.race(time_step),
        };
        let end = steps.min(race.step + STEPS_A_CALL);
        let is_alive = race.run(&self.landscape, time_step, end);
        if is_alive && end < steps {
            self.race = Some(race);
        } else {
            self.points.push(OrderPoint {
                time_step,
                gap: is_alive.then_some(race.gap),
            });
        }
        self.is_finished()
    }

    /// Whether every time step is done.
    pub fn is_finished(&self) -> bool {
        self.points.len() > self.halvings as usize
    }

    /// The points so far, from the largest time step to the smallest.
    pub fn points(&self) -> &[OrderPoint] {
        &self.points
    }

    /// The slope of log gap over log h, by least squares through the finest points whose gap is larger than the error of
    /// the flow itself. None with fewer than two.
    pub fn slope(&self) -> Option<f64> {
        let usable = |point: &OrderPoint| {
            let gap = point.gap.filter(|&gap| gap > FLOW_ACCURACY)?;
            Some([log2(point.time_step), log2(gap)])
        };
        let finest: Vec<[f64; 2]> = self
            .points
            .iter()
            .rev()
            .filter_map(usable)
            .take(FITTED)
            .collect();
        let mean = |i: usize| finest.iter().map(|p| p[i]).sum::<f64>() / finest.len() as f64;
        let (h, gap) = (mean(0), mean(1));
        let covariance: f64 = finest.iter().map(|p| (p[0] - h) * (p[1] - gap)).sum();
        let variance: f64 = finest.iter().map(|p| (p[0] - h).powi(2)).sum();
        (finest.len() > 1).then(|| covariance / variance)
    }

    /// The slope that theory expects.
    pub fn expected_slope(&self) -> f64 {
        expected_slope(self.rule, &self.settings, self.against)
    }

    fn time_step(&self) -> f64 {
        self.rule.time_step(&self.settings)
    }

    fn flow(&self, settings: &Settings) -> Option<Box<dyn Flow>> {
        match self.against {
            Against::Leading => Some(flows::leading(
                self.rule,
                settings,
                &self.landscape,
                self.start,
            )),
            Against::Modified => flows::modified(self.rule, settings, &self.landscape, self.start),
        }
    }

    fn race(&self, time_step: f64) -> Race {
        let settings = held(self.rule, &self.settings, time_step);
        let config = optimizer(self.rule, &settings);
        // The bare configuration has no groups that could misfit.
        let mut optimizer = config
            .build(2)
            .unwrap_or_else(|_| config.rule.build(config.learning_rate, 2));
        if settings.warm_second_moment
            && matches!(self.rule, Rule::Rmsprop | Rule::RmspropEpsInside)
        {
            let square = self.landscape.gradient(self.start).map(|g| g * g);
            optimizer.each_state(&mut |state| state.copy_from_slice(&square));
        }
        Race {
            optimizer,
            flow: self.flow(&settings),
            theta: self.start,
            step: 0,
            gap: 0.0,
        }
    }
}

/// A rule and its flow side by side.
struct Race {
    optimizer: Box<dyn optim::Rule<f64>>,
    flow: Option<Box<dyn Flow>>,
    theta: [f64; 2],
    step: u64,
    /// The largest so far.
    gap: f64,
}

impl Race {
    /// Whether both are still there after `end` steps.
    fn run(&mut self, landscape: &Landscape, time_step: f64, end: u64) -> bool {
        let Some(flow) = &mut self.flow else {
            return false;
        };
        let mut oracle = |theta: &[f64], gradient: &mut [f64]| landscape.gradients(theta, gradient);
        while self.step < end {
            self.optimizer.step(&mut self.theta, &mut oracle);
            self.step += 1;
            let Ok(there) = flow.advance_to(self.step as f64 * time_step) else {
                return false;
            };
            let gap = distance(self.theta, there);
            if has_diverged(self.theta) || !gap.is_finite() {
                return false;
            }
            self.gap = self.gap.max(gap);
        }
        true
    }
}

/// The settings with time step h under which the rule follows the same flow.
pub fn held(rule: Rule, settings: &Settings, h: f64) -> Settings {
    let s = settings;
    let before = rule.time_step(s);
    let learning_rate = match rule {
        Rule::Momentum | Rule::Nesterov if s.overdamped => h,
        Rule::Momentum | Rule::Nesterov | Rule::NesterovConvex => h * h,
        Rule::Adagrad => h.sqrt(),
        _ => h,
    };
    let same_rate = |share: f64| 1.0 - (1.0 - share) * (h / before);
    Settings {
        lr: learning_rate,
        momentum: if s.overdamped {
            s.momentum
        } else {
            same_rate(s.momentum)
        },
        decay: same_rate(s.decay),
        beta1: same_rate(s.beta1),
        beta2: same_rate(s.beta2),
        eps: if rule == Rule::Adagrad {
            s.eps * (s.lr / learning_rate)
        } else {
            s.eps
        },
        decoupled_weight_decay: s.decoupled_weight_decay * (s.lr / before) / (learning_rate / h),
        ..s.clone()
    }
}

/// The slope that theory expects of a rule's gap.
pub fn expected_slope(rule: Rule, settings: &Settings, against: Against) -> f64 {
    match (against, rule) {
        (Against::Modified, _) | (_, Rule::Heun) => 2.0,
        (_, Rule::Rk4) => 4.0,
        // G jumps from 0 in the first steps.
        (_, Rule::Adagrad) => 0.5,
        (_, Rule::Rmsprop | Rule::RmspropEpsInside) if !settings.warm_second_moment => 0.5,
        _ => 1.0,
    }
}

/// The update rule whose flow `rule` names, with these settings.
pub fn optimizer(rule: Rule, settings: &Settings) -> OptimizerConfig {
    let &Settings {
        lr,
        momentum,
        decay,
        beta1,
        beta2,
        eps,
        weight_decay,
        decoupled_weight_decay,
        ..
    } = settings;
    let adam = Adam { beta1, beta2, eps };
    let config = match rule {
        Rule::Sgd => RuleConfig::Sgd(Sgd),
        Rule::Momentum => RuleConfig::Momentum(Momentum { momentum }),
        Rule::Nesterov => RuleConfig::Nesterov(Nesterov { momentum }),
        Rule::NesterovConvex => RuleConfig::NesterovConvex(NesterovConvex),
        Rule::Adagrad => RuleConfig::AdaGrad(AdaGrad { eps }),
        Rule::Rmsprop => RuleConfig::RmsProp(RmsProp { decay, eps }),
        Rule::RmspropEpsInside => RuleConfig::RmsPropEpsInside(RmsPropEpsInside { decay, eps }),
        Rule::Adam => RuleConfig::Adam(adam),
        Rule::Adamw => RuleConfig::AdamW(AdamW { adam, weight_decay }),
        Rule::Heun => RuleConfig::Heun(Heun),
        Rule::Rk4 => RuleConfig::Rk4(Rk4),
        Rule::ImplicitEuler => RuleConfig::ImplicitEuler(ImplicitEuler),
    };
    // AdamW has taken its weight decay already.
    let added = if rule == Rule::Adamw {
        0.0
    } else {
        weight_decay
    };
    OptimizerConfig::new(config, lr)
        .with(WrapperConfig::WeightDecay {
            weight_decay: added,
        })
        .with(WrapperConfig::DecoupledWeightDecay {
            weight_decay: decoupled_weight_decay,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow_surfaces::Rosenbrock;

    const VALLEY: Landscape = Landscape::Rosenbrock(Rosenbrock { b: 1.0 });
    const START: [f64; 2] = [-1.5, 2.0];

    fn finished(
        rule: Rule,
        settings: &Settings,
        against: Against,
        extent: (u64, u32),
    ) -> OrderPlot {
        let mut plot = OrderPlot::new(&VALLEY, START, rule, settings, against, extent).unwrap();
        while !plot.advance() {}
        plot
    }

    /// Settings with time step h, and the rates that are held.
    fn settings(rule: Rule, h: f64) -> Settings {
        let unit = Settings {
            lr: 1.0,
            momentum: 0.0,
            decay: 0.0,
            beta1: -1.0,
            beta2: 0.5,
            ..Settings::default()
        };
        held(rule, &unit, h)
    }

    #[test]
    fn every_rule_has_the_slope_that_theory_expects() {
        let cases = [
            (Rule::Sgd, 0.02, 100),
            (Rule::Momentum, 0.04, 100),
            (Rule::Nesterov, 0.01, 400),
            (Rule::NesterovConvex, 0.02, 200),
            (Rule::Adagrad, 0.005, 200),
            (Rule::Rmsprop, 0.005, 200),
            (Rule::RmspropEpsInside, 0.005, 200),
            (Rule::Adam, 0.01, 200),
            (Rule::Adamw, 0.01, 200),
            (Rule::Heun, 0.04, 50),
            (Rule::Rk4, 0.1, 20),
            (Rule::ImplicitEuler, 0.02, 100),
        ];
        for (rule, h, steps) in cases {
            for against in [Against::Leading, Against::Modified] {
                let settings = Settings {
                    weight_decay: if rule == Rule::Adamw { 0.1 } else { 0.0 },
                    ..settings(rule, h)
                };
                if OrderPlot::new(&VALLEY, START, rule, &settings, against, (1, 1)).is_none() {
                    continue;
                }
                let plot = finished(rule, &settings, against, (steps, 6));
                let (slope, expected) = (plot.slope().unwrap(), plot.expected_slope());
                println!("{rule:?} {against:?}: {slope:.3}, expected {expected}");
                assert!(
                    (slope - expected).abs() < 0.12 * expected,
                    "{rule:?} {against:?}: {slope} {:?}",
                    plot.points()
                );
            }
        }
    }

    #[test]
    fn weight_decay_and_warm_averages_are_held_too() {
        let slope = |rule, settings: &Settings, against| {
            finished(rule, settings, against, (200, 6)).slope().unwrap()
        };
        let warm = Settings {
            warm_second_moment: true,
            ..settings(Rule::Rmsprop, 0.005)
        };
        assert!((slope(Rule::Rmsprop, &warm, Against::Leading) - 1.0).abs() < 0.1);
        let decayed = Settings {
            weight_decay: 0.3,
            ..settings(Rule::Momentum, 0.02)
        };
        assert!((slope(Rule::Momentum, &decayed, Against::Modified) - 2.0).abs() < 0.1);
        let decoupled = Settings {
            decoupled_weight_decay: 3.0,
            ..settings(Rule::Momentum, 0.02)
        };
        assert!((slope(Rule::Momentum, &decoupled, Against::Leading) - 1.0).abs() < 0.1);
        let overdamped = Settings {
            overdamped: true,
            momentum: 0.5,
            lr: 0.005,
            ..Settings::default()
        };
        assert!((slope(Rule::Momentum, &overdamped, Against::Leading) - 1.0).abs() < 0.1);
    }

    #[test]
    fn a_step_too_long_leaves_a_hole_and_not_a_wrong_point() {
        let settings = settings(Rule::Sgd, 4.0);
        let plot = finished(Rule::Sgd, &settings, Against::Leading, (5, 12));
        assert_eq!(plot.points()[0].gap, None);
        assert!(plot.points()[12].gap.is_some());
        assert!((plot.slope().unwrap() - 1.0).abs() < 0.3);
    }

    #[test]
    fn nothing_panics_whatever_the_settings() {
        for lr in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            for rule in [Rule::Sgd, Rule::Momentum, Rule::Adagrad, Rule::Adam] {
                let settings = Settings {
                    lr,
                    ..Settings::default()
                };
                let plot = finished(rule, &settings, Against::Leading, (3, 2));
                assert_eq!(plot.points().len(), 3);
            }
        }
        let settings = settings(Rule::Adam, 0.1);
        assert!(
            OrderPlot::new(
                &VALLEY,
                START,
                Rule::Adam,
                &settings,
                Against::Modified,
                (9, 9)
            )
            .is_none()
        );
    }
}
