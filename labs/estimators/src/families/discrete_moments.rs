//! The moments of a discrete variable from which the estimators' means and variances follow: sums over the classes, and,
//! with two classes, integrals over the logistic variable.

use super::cost::MOST_CLASSES;
use super::discrete::Discrete;
use crate::methods::Exact;
use thetaflow::math::quadrature::integrate;
use thetaflow::math::real::{exp, ln, ln_1p};

#[derive(Clone, Copy, Debug)]
pub struct DiscreteMoments {
    pub classes: usize,
    pub parameters: usize,
    /// p, and 1 − p.
    pub probabilities: [[f64; MOST_CLASSES]; 2],
    /// f and ∂f/∂y at the corners.
    pub f: [f64; MOST_CLASSES],
    pub slope: [[f64; MOST_CLASSES]; MOST_CLASSES],
    /// With two classes, given each of them; otherwise there is no integral in one dimension.
    pub given: Option<[Given; 2]>,
}

/// What the relaxed estimators are made of, given the class, as pairs E[X], E[X²]. All derivatives are with respect to a₁.
///
/// REBAR and RELAX are X + Y with X a function of z̃ and Y one of z, and given the class these two are independent: their
/// integral over two variables is a sum of products of integrals over one.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// ∂f(y)/∂a₁ of the relaxed y.
    pub gumbel_softmax: [f64; 2],
    /// The slope of the relaxed y₁ alone.
    pub slope: [f64; 2],
    /// [f − η f(ỹ)] ∂ log p − η ∂f(ỹ).
    pub rebar: [f64; 2],
    /// The same with the surrogate Σ f(e_i) ỹ_i for f(ỹ).
    pub relax: [f64; 2],
}

impl DiscreteMoments {
    /// `relaxed`: whether the integrals are wanted.
    pub fn of(problem: &Discrete, relaxed: bool) -> Self {
        let classes = problem.classes();
        let mut moments = Self {
            classes,
            parameters: if problem.bernoulli { 1 } else { classes },
            probabilities: problem.probabilities(),
            f: [0.0; MOST_CLASSES],
            slope: [[0.0; MOST_CLASSES]; MOST_CLASSES],
            given: None,
        };
        for class in 0..classes {
            let corner = &problem.corner(class)[..classes];
            moments.f[class] = problem.cost.value(corner);
            moments.slope[class] = problem.cost.gradient(corner);
        }
        moments.given = (relaxed && classes == 2)
            .then(|| [0, 1].map(|class| moments.integrals(problem, class)));
        moments
    }

    /// ∂ log p(b)/∂a_j = 1[b = j] − p_j.
    pub fn score(&self, class: usize, parameter: usize) -> f64 {
        let [p, rest] = &self.probabilities;
        if class == parameter {
            rest[parameter]
        } else {
            -p[parameter]
        }
    }

    /// E X(b).
    pub fn mean(&self, x: impl Fn(usize) -> f64) -> f64 {
        let p = &self.probabilities[0];
        // A class that never occurs has no part even in what is infinite.
        (0..self.classes)
            .filter(|class| p[*class] > 0.0)
            .map(|class| p[class] * x(class))
            .sum()
    }

    /// E f. Scores are multiplied by f less this mean where their own mean 0 makes that the same: it saves digits.
    pub fn mean_f(&self) -> f64 {
        self.mean(|class| self.f[class])
    }

    /// ∂L/∂a_j.
    pub fn gradient(&self, parameter: usize) -> f64 {
        let mean = self.mean_f();
        self.mean(|class| (self.f[class] - mean) * self.score(class, parameter))
    }

    /// Mean and variance of an estimator X(b, j) that is a function of the class alone.
    pub fn enumerate(&self, x: impl Fn(usize, usize) -> f64) -> Exact {
        let of = |parameter: usize| {
            let mean = self.mean(|class| x(class, parameter));
            let variance = self.mean(|class| (x(class, parameter) - mean).powi(2));
            [mean, variance]
        };
        let [mean, variance] = of(0);
        let trace = (0..self.parameters).map(|parameter| of(parameter)[1]).sum();
        Exact {
            mean,
            variance,
            trace,
        }
    }

    /// An estimator whose mean and mean square given each of two classes are known, for a₁.
    pub fn two_classes(&self, given: [[f64; 2]; 2]) -> Exact {
        let mean = self.mean(|class| given[class][0]);
        let variance = self.mean(|class| given[class][1]) - mean * mean;
        // With two logits the gradient is (g, −g).
        Exact {
            mean,
            variance,
            trace: self.parameters as f64 * variance,
        }
    }

    fn integrals(&self, problem: &Discrete, class: usize) -> Given {
        let Discrete {
            tau,
            eta,
            logits,
            cost,
            ..
        } = problem;
        let (tau, eta) = (*tau, *eta);
        // Seen from the class that won: its lead over the other is λ > 0, given uniform v (Tucker et al. 2017, appendix B).
        let sign = if class == 0 { 1.0 } else { -1.0 };
        let lead = sign * (logits[0] - logits[1]);
        let odds = exp(lead);
        let (score, winner) = (self.score(class, 0), self.f[class]);
        let f = self.f;
        // v = 1/(1 + e^(−s)): in s nothing happens faster than over a few units, whatever τ is; a small one only moves it.
        let reach = 40.0 + lead.abs() - ln(tau).min(0.0);
        let pieces = (2.0 * reach / 4.0).ceil();
        let breaks: Vec<f64> = (0..=pieces as usize)
            .map(|n| -reach + 2.0 * reach * n as f64 / pieces)
            .collect();
        let found = integrate(&breaks, |s| {
            let (v, rest) = (1.0 / (1.0 + exp(-s)), 1.0 / (1.0 + exp(s)));
            let weight = v * rest;
            let lambda = ln_1p(odds * v) + softplus(s);
            // ∂λ/∂lead, written so that huge odds do no harm.
            let moves = if odds > 1.0 {
                v / (1.0 / odds + v)
            } else {
                odds * v / (1.0 + odds * v)
            };
            let scaled = lambda / tau;
            let (near, far) = (1.0 / (1.0 + exp(-scaled)), 1.0 / (1.0 + exp(scaled)));
            let y = if class == 0 { [near, far] } else { [far, near] };
            let curvature = near * far / tau;
            let slope = cost.gradient(&y);
            let soft = (slope[0] - slope[1]) * curvature;
            let surrogate = (f[0] - f[1]) * curvature;
            let rebar = (winner - eta * cost.value(&y)) * score - eta * soft * moves;
            let relax =
                (winner - eta * (f[0] * y[0] + f[1] * y[1])) * score - eta * surrogate * moves;
            [
                soft,
                soft * soft,
                curvature,
                curvature * curvature,
                rebar,
                rebar * rebar,
                relax,
                relax * relax,
            ]
            .map(|entry| weight * entry)
        });
        let pair = |n: usize| [found.values[2 * n], found.values[2 * n + 1]];
        Given {
            gumbel_softmax: pair(0),
            slope: pair(1),
            rebar: pair(2),
            relax: pair(3),
        }
    }
}

/// log(1 + e^s).
fn softplus(s: f64) -> f64 {
    s.max(0.0) + ln_1p(exp(-s.abs()))
}
