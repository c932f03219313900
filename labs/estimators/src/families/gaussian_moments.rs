//! The moments of one Gaussian coordinate from which every estimator's mean and variance follow.

use super::gaussian::{Gaussian, Parameter};
use std::f64::consts::PI;
use thetaflow::math::quadrature::{gauss, integrate, nodes};
use thetaflow::math::real::exp;

/// Expectations over one coordinate. NaN where an expectation is infinite or could not be found.
///
/// φ enters as g = φ(z) − φ(μ): every variance is the same for g, and with a small σ the digits that the constant would cost
/// are saved.
#[derive(Clone, Copy, Debug)]
pub struct GaussianMoments {
    /// φ(μ), or 0 where it is not finite.
    pub offset: f64,
    /// E[s²] of the score s = ∂ log p.
    pub score2: f64,
    /// E[g s], the gradient: the offset has no part in it.
    pub f_score: f64,
    /// E[g s²] and E[g² s²].
    pub f_score2: f64,
    pub f2_score2: f64,
    /// Mean and variance of what the other d − 1 coordinates add, (d − 1) φ(μ) left out.
    pub others: [f64; 2],
    /// Mean and variance of g.
    pub own: [f64; 2],
    /// E[D] and E[D²] of the pathwise derivative D = φ′(z) ∂z/∂φ.
    pub pathwise: [f64; 2],
    /// The same for the central difference.
    pub difference: [f64; 2],
    /// Mean and variance of g under the positive and the negative part of ∂p.
    pub plus: [f64; 2],
    pub minus: [f64; 2],
    /// E[(φ(z₊) − φ(z₋))²] of the coupled pair.
    pub coupled2: f64,
}

/// Between these ε, and their mirror images, there is little that a panel of the rule would miss; beyond 38 the density is 0.
const BREAKS: [f64; 11] = [0.0, 0.5, 1.0, 2.0, 3.0, 4.5, 6.5, 9.0, 13.0, 20.0, 38.0];

impl GaussianMoments {
    /// `pairs`: whether the moments of the coupled pair are wanted, which for σ need an integral within the integral.
    pub fn of(problem: &Gaussian, pairs: bool) -> Self {
        let Gaussian { phi, mu, sigma, .. } = problem;
        let offset = Some(phi.value(*mu)).filter(|value| value.is_finite());
        let offset = offset.unwrap_or(0.0);
        let g = |epsilon: f64| phi.value(mu + sigma * epsilon) - offset;
        let breaks = breaks(problem);
        let found = integrate(&breaks, |epsilon| {
            let weight = normal(epsilon);
            if weight == 0.0 {
                return [0.0; 14];
            }
            let (value, score) = (g(epsilon), problem.score(epsilon));
            let pathwise = phi.derivative(mu + sigma * epsilon) * problem.sensitivity(epsilon);
            let difference = problem.difference(epsilon);
            // The two parts of ∂p, relative to p, and the coupled pair.
            let (plus, minus, gap) = match problem.parameter {
                Parameter::Mu => {
                    let density = (2.0 * PI).sqrt() * epsilon.abs();
                    let (plus, minus) = if epsilon > 0.0 {
                        (density, 0.0)
                    } else {
                        (0.0, density)
                    };
                    (plus, minus, plus * (value - g(-epsilon)).powi(2))
                }
                Parameter::Sigma => (epsilon * epsilon, 1.0, 0.0),
            };
            [
                value,
                value * value,
                value * score,
                value * score * score,
                (value * score).powi(2),
                pathwise,
                pathwise * pathwise,
                difference,
                difference * difference,
                plus * value,
                plus * value * value,
                minus * value,
                minus * value * value,
                gap,
            ]
            .map(|entry| weight * entry)
        });
        let [
            mean,
            square,
            f_score,
            f_score2,
            f2_score2,
            path,
            path2,
            step,
            step2,
            plus,
            plus2,
            minus,
            minus2,
            gap,
        ] = found.values;
        let own = [mean, square - mean * mean];
        Self {
            offset,
            score2: match problem.parameter {
                Parameter::Mu => 1.0 / (sigma * sigma),
                Parameter::Sigma => 2.0 / (sigma * sigma),
            },
            f_score,
            f_score2,
            f2_score2,
            others: others(problem, offset, own),
            own,
            pathwise: [path, path2],
            difference: [step, step2],
            plus: [plus, plus2 - plus * plus],
            minus: [minus, minus2 - minus * minus],
            coupled2: match problem.parameter {
                Parameter::Mu => gap,
                Parameter::Sigma if pairs && plus2.is_finite() => maxwell_gap(&found.panels, &g),
                Parameter::Sigma => f64::NAN,
            },
        }
    }

    /// E[(f(z) − b)² s²], b relative to f(μ).
    pub fn second_moment(&self, baseline: f64) -> f64 {
        let [mean, variance] = self.others;
        let shift = mean - baseline;
        self.f2_score2 + 2.0 * shift * self.f_score2 + (variance + shift * shift) * self.score2
    }

    /// E[f s²]/E[s²], relative to f(μ): the constant baseline with the least variance.
    pub fn optimal_baseline(&self) -> f64 {
        self.f_score2 / self.score2 + self.others[0]
    }

    /// Mean and variance of f, the mean relative to f(μ).
    pub fn of_f(&self) -> [f64; 2] {
        [self.own[0] + self.others[0], self.own[1] + self.others[1]]
    }
}

/// E φ(z) of the first coordinate; NaN where there is none.
pub fn objective(problem: &Gaussian) -> f64 {
    let Gaussian { phi, mu, sigma, .. } = problem;
    let [value] = integrate(&breaks(problem), |epsilon| {
        let weight = normal(epsilon);
        let value = if weight == 0.0 {
            0.0
        } else {
            weight * phi.value(mu + sigma * epsilon)
        };
        [value]
    })
    .values;
    value
}

/// Mean and variance of the sum over the other coordinates, relative to (d − 1) φ(μ).
fn others(problem: &Gaussian, offset: f64, own: [f64; 2]) -> [f64; 2] {
    let count = problem.dimension as f64 - 1.0;
    if count == 0.0 {
        return [0.0; 2];
    }
    let [mean, variance] = if problem.others == [problem.mu, problem.sigma] {
        own
    } else {
        let [mu, sigma] = problem.others;
        let other = Gaussian {
            mu,
            sigma,
            ..problem.clone()
        };
        let [mean, square] = integrate(&breaks(&other), |epsilon| {
            let weight = normal(epsilon);
            let value = if weight == 0.0 {
                0.0
            } else {
                problem.phi.value(mu + sigma * epsilon) - offset
            };
            [weight * value, weight * value * value]
        })
        .values;
        [mean, square - mean * mean]
    };
    [count * mean, count * variance]
}

fn normal(epsilon: f64) -> f64 {
    exp(-0.5 * epsilon * epsilon) / (2.0 * PI).sqrt()
}

/// Where the integrands may jump or have their peaks, on both sides of 0, sorted.
fn breaks(problem: &Gaussian) -> Vec<f64> {
    let mut breaks = BREAKS.to_vec();
    let Gaussian {
        mu, sigma, delta, ..
    } = problem;
    let mut add = |epsilon: f64| {
        if epsilon.abs() < 38.0 {
            breaks.push(epsilon.abs());
        }
    };
    match problem.phi.jump() {
        Some(k) => {
            for shift in [0.0, *delta, -delta] {
                match problem.parameter {
                    Parameter::Mu => add((k - mu + shift) / sigma),
                    Parameter::Sigma => add((k - mu) / (sigma + shift)),
                }
            }
        }
        // exp(−kz²) has its peak at z = 0.
        None => add(mu / sigma),
    }
    let mirrored: Vec<f64> = breaks.iter().map(|epsilon| -epsilon).collect();
    breaks.extend(mirrored);
    breaks.sort_by(f64::total_cmp);
    breaks
}

/// E[(g(M) − g(U M))²] for the double-sided Maxwell law M and U uniform on [0, 1].
///
/// Given M = m the inner mean is g(m)² − 2 g(m) G₁/m + G₂/m with G_k = ∫₀^m g^k. The panels of the outer integral are
/// walked from 0 outwards, and G_k grows from node to node.
fn maxwell_gap(panels: &[[f64; 2]], g: &impl Fn(f64) -> f64) -> f64 {
    let walk = |side: f64, panels: &mut dyn Iterator<Item = [f64; 2]>| {
        let (mut sum, mut from, mut inner) = (0.0, 0.0, [0.0; 2]);
        let mut grow = |to: f64, inner: &mut [f64; 2]| {
            let [first, second] = gauss([from, to], |x| {
                let value = g(side * x);
                [value, value * value]
            });
            *inner = [inner[0] + first, inner[1] + second];
            from = to;
        };
        for panel in panels {
            for (m, weight) in nodes(panel) {
                let density = normal(m);
                if density == 0.0 {
                    return sum;
                }
                grow(m, &mut inner);
                let value = g(side * m);
                let mean = m * value * value - 2.0 * value * inner[0] + inner[1];
                sum += weight * density * m * mean;
            }
            grow(panel[1], &mut inner);
        }
        sum
    };
    let right = walk(
        1.0,
        &mut panels.iter().copied().filter(|ends| ends[0] >= 0.0),
    );
    let mirrored = panels
        .iter()
        .rev()
        .filter(|ends| ends[1] <= 0.0)
        .map(|ends| [-ends[1], -ends[0]]);
    right + walk(-1.0, &mut { mirrored })
}
