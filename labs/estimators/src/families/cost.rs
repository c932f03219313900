//! f of a discrete choice, and how it goes on between the corners of the simplex, where relaxed samples lie.

use thetaflow::math::expression::Expression;
use thetaflow::math::number::Dual;

/// The largest number of classes.
pub const MOST_CLASSES: usize = 8;

/// f(y) for y in the simplex of K classes. With `first_only` f sees y₁ alone: the Bernoulli problems, b = y₁.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    /// Σ (y_i − t_i)².
    Squared {
        targets: [f64; MOST_CLASSES],
        first_only: bool,
    },
    /// Σ c_i y_i.
    Linear { slopes: [f64; MOST_CLASSES] },
    /// The reader's own formula: in b, or in y1 to y8.
    Custom {
        formula: Expression,
        first_only: bool,
    },
}

impl Cost {
    fn seen(&self, y: &[f64]) -> usize {
        match self {
            Cost::Squared {
                first_only: true, ..
            }
            | Cost::Custom {
                first_only: true, ..
            } => 1,
            _ => y.len().min(MOST_CLASSES),
        }
    }

    pub fn value(&self, y: &[f64]) -> f64 {
        let seen = &y[..self.seen(y)];
        match self {
            Cost::Squared { targets, .. } => seen
                .iter()
                .zip(targets)
                .map(|(y, t)| (y - t) * (y - t))
                .sum(),
            Cost::Linear { slopes } => seen.iter().zip(slopes).map(|(y, c)| y * c).sum(),
            Cost::Custom { formula, .. } => {
                // Classes that there are not have probability 0.
                let mut all = [0.0; MOST_CLASSES];
                all[..seen.len()].copy_from_slice(seen);
                formula.evaluate(&all)
            }
        }
    }

    /// ∂f/∂y_i; entries from K on are 0.
    pub fn gradient(&self, y: &[f64]) -> [f64; MOST_CLASSES] {
        let seen = &y[..self.seen(y)];
        let mut gradient = [0.0; MOST_CLASSES];
        match self {
            Cost::Squared { targets, .. } => {
                for ((entry, y), t) in gradient.iter_mut().zip(seen).zip(targets) {
                    *entry = 2.0 * (y - t);
                }
            }
            Cost::Linear { slopes } => {
                gradient[..seen.len()].copy_from_slice(&slopes[..seen.len()])
            }
            Cost::Custom { formula, .. } => {
                let mut all = [Dual::from(0.0); MOST_CLASSES];
                for (dual, y) in all.iter_mut().zip(seen) {
                    *dual = Dual::from(*y);
                }
                for n in 0..seen.len() {
                    all[n].slopes = [1.0];
                    gradient[n] = formula.evaluate(&all).slope();
                    all[n].slopes = [0.0];
                }
            }
        }
        gradient
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_are_those_of_finite_differences() {
        let names = ["y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8"];
        let costs = [
            Cost::Squared {
                targets: [0.45, 0.2, 0.35, 0.0, 0.0, 0.0, 0.0, 0.0],
                first_only: false,
            },
            Cost::Squared {
                targets: [0.45; MOST_CLASSES],
                first_only: true,
            },
            Cost::Linear {
                slopes: std::array::from_fn(|n| n as f64),
            },
            Cost::Custom {
                formula: Expression::parse("y1*y2 - sin(y3)", &names).unwrap(),
                first_only: false,
            },
            Cost::Custom {
                formula: Expression::parse("b^3", &["b"]).unwrap(),
                first_only: true,
            },
        ];
        let y = [0.2, 0.5, 0.3];
        for cost in costs {
            let gradient = cost.gradient(&y);
            for n in 0..3 {
                let moved = |by: f64| {
                    let mut y = y;
                    y[n] += by;
                    cost.value(&y)
                };
                let slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((gradient[n] - slope).abs() < 1e-9, "{cost:?} {n}");
            }
            assert_eq!(gradient[3..], [0.0; 5]);
        }
    }
}
