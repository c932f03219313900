//! The choice of a surface, and what every surface can be asked.

use serde::{Deserialize, Serialize};

use super::minima::polish;
use super::{
    ackley, beale, booth, custom, exact, himmelblau, logistic_regression, monkey_saddle, quadratic,
    rastrigin, rosenbrock, saddle, styblinski_tang, three_hump_camel,
};
use thetaflow::math::expression::{Expression, ExpressionError};
use thetaflow::math::number::Number;

/// A loss surface L(x, y) with its settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Landscape {
    /// `kappa` ≥ 1 is the condition number; `angle` in radians turns the valley counter-clockwise from the x axis.
    Quadratic {
        kappa: f64,
        angle: f64,
    },
    /// `b` > 0 is how steep the walls of the valley are; 100 is usual.
    Rosenbrock {
        b: f64,
    },
    Himmelblau,
    Beale,
    Booth,
    StyblinskiTang,
    ThreeHumpCamel,
    Rastrigin,
    Ackley,
    Saddle,
    MonkeySaddle,
    LogisticRegression,
    /// `expression` in x and y: see [`Landscape::custom`].
    Custom {
        #[serde(deserialize_with = "custom::deserialize")]
        expression: Expression,
    },
}

/// The part of the plane that shows what a surface is about: `[from, to]` along each axis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewBox {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

impl ViewBox {
    pub const fn new(x: [f64; 2], y: [f64; 2]) -> Self {
        Self { x, y }
    }
}

impl Landscape {
    /// The surface that `source`, an expression in x and y, describes.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and at which character.
    pub fn custom(source: &str) -> Result<Self, ExpressionError> {
        let expression = custom::parse(source)?;
        Ok(Self::Custom { expression })
    }

    /// L over any number; everything else about a surface follows from here.
    #[inline]
    pub fn evaluate<N: Number>(&self, x: N, y: N) -> N {
        match self {
            Self::Quadratic { kappa, angle } => quadratic::value(*kappa, *angle, x, y),
            Self::Rosenbrock { b } => rosenbrock::value(*b, x, y),
            Self::Himmelblau => himmelblau::value(x, y),
            Self::Beale => beale::value(x, y),
            Self::Booth => booth::value(x, y),
            Self::StyblinskiTang => styblinski_tang::value(x, y),
            Self::ThreeHumpCamel => three_hump_camel::value(x, y),
            Self::Rastrigin => rastrigin::value(x, y),
            Self::Ackley => ackley::value(x, y),
            Self::Saddle => saddle::value(x, y),
            Self::MonkeySaddle => monkey_saddle::value(x, y),
            Self::LogisticRegression => logistic_regression::value(x, y),
            Self::Custom { expression } => expression.evaluate(&[x, y]),
        }
    }

    /// L(x, y).
    pub fn value(&self, x: f64, y: f64) -> f64 {
        self.evaluate(x, y)
    }

    /// L at the nodes of a grid over the plane, row after row: at (x₁, y₁), (x₂, y₁) ... Up to rounding what
    /// [`Landscape::value`] gives.
    pub fn values_on_grid(&self, x: &[f64], y: &[f64]) -> Vec<f64> {
        match self {
            Self::LogisticRegression => logistic_regression::values_on_grid(x, y),
            _ => (y.iter())
                .flat_map(|&y| x.iter().map(move |&x| self.value(x, y)))
                .collect(),
        }
    }

    /// ∇L at `theta`.
    pub fn gradient(&self, theta: [f64; 2]) -> [f64; 2] {
        self.value_and_gradient(theta).1
    }

    /// L and ∇L at `theta`, in one evaluation.
    pub fn value_and_gradient(&self, theta: [f64; 2]) -> (f64, [f64; 2]) {
        match self {
            Self::LogisticRegression => logistic_regression::value_and_gradient(theta),
            _ => exact::value_and_gradient(self, theta),
        }
    }

    /// ∇²L at `theta`, symmetric.
    pub fn hessian(&self, theta: [f64; 2]) -> [[f64; 2]; 2] {
        exact::hessian(self, theta)
    }

    /// The known minima, a global one first, exact up to rounding; empty where there is none or none is known.
    pub fn minima(&self) -> Vec<[f64; 2]> {
        let guesses = match self {
            Self::Quadratic { .. } => return vec![quadratic::MINIMUM],
            Self::Rosenbrock { .. } => return vec![rosenbrock::MINIMUM],
            Self::Beale => return vec![beale::MINIMUM],
            Self::Booth => return vec![booth::MINIMUM],
            Self::Ackley => return vec![ackley::MINIMUM],
            Self::Saddle | Self::MonkeySaddle | Self::Custom { .. } => return Vec::new(),
            Self::LogisticRegression => vec![logistic_regression::MINIMUM],
            Self::Himmelblau => himmelblau::MINIMA.to_vec(),
            Self::ThreeHumpCamel => three_hump_camel::MINIMA.to_vec(),
            Self::StyblinskiTang => square(&styblinski_tang::MINIMA),
            Self::Rastrigin => square(&rastrigin::minima()),
        };
        guesses
            .into_iter()
            .map(|guess| polish(self, guess))
            .collect()
    }

    /// The least value of the surface, for log scales of L − L_ref; None where it is not known or not bounded.
    pub fn reference_loss(&self) -> Option<f64> {
        self.minima().first().map(|&[x, y]| self.value(x, y))
    }

    /// Whether it is a reader's own formula, which does not tell its minima.
    pub fn is_custom(&self) -> bool {
        matches!(self, Self::Custom { .. })
    }

    /// What a figure of the surface shows at first.
    pub fn view(&self) -> ViewBox {
        match self {
            Self::Quadratic { .. } => quadratic::VIEW,
            Self::Rosenbrock { .. } => rosenbrock::VIEW,
            Self::Himmelblau => himmelblau::VIEW,
            Self::Beale => beale::VIEW,
            Self::Booth => booth::VIEW,
            Self::StyblinskiTang => styblinski_tang::VIEW,
            Self::ThreeHumpCamel => three_hump_camel::VIEW,
            Self::Rastrigin => rastrigin::VIEW,
            Self::Ackley => ackley::VIEW,
            Self::Saddle => saddle::VIEW,
            Self::MonkeySaddle => monkey_saddle::VIEW,
            Self::LogisticRegression => logistic_regression::VIEW,
            Self::Custom { .. } => custom::VIEW,
        }
    }

    /// A start inside the view that shows the surface's character.
    pub fn default_start(&self) -> [f64; 2] {
        match self {
            Self::Quadratic { .. } => quadratic::START,
            Self::Rosenbrock { .. } => rosenbrock::START,
            Self::Himmelblau => himmelblau::START,
            Self::Beale => beale::START,
            Self::Booth => booth::START,
            Self::StyblinskiTang => styblinski_tang::START,
            Self::ThreeHumpCamel => three_hump_camel::START,
            Self::Rastrigin => rastrigin::START,
            Self::Ackley => ackley::START,
            Self::Saddle => saddle::START,
            Self::MonkeySaddle => monkey_saddle::START,
            Self::LogisticRegression => logistic_regression::START,
            Self::Custom { .. } => custom::START,
        }
    }
}

/// All pairs of the given coordinates, for surfaces that are sums over coordinates.
fn square(coordinates: &[f64]) -> Vec<[f64; 2]> {
    coordinates
        .iter()
        .flat_map(|&x| coordinates.iter().map(move |&y| [x, y]))
        .collect()
}
