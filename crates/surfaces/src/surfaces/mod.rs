//! One file per surface, and the table of them.

use serde::{Deserialize, Serialize};

use crate::{Known, Surface, ViewBox, block, minima};
use thetaflow_math::expression::ExpressionError;
use thetaflow_math::number::{self, Number};

/// Makes the list of all surfaces from a row for each, its file and its variant, which holds the surface if that has
/// settings: a surface is its file and its row.
macro_rules! surfaces {
    ($($file:ident::$Surface:ident $(($Settings:ident))?,)*) => {
        $(mod $file;)*
        $(pub use $file::$Surface;)*

        /// A loss surface L(x, y) with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Landscape {
            $(
                #[doc = concat!("[`", stringify!($Surface), "`](struct@", stringify!($Surface), ")")]
                $Surface $(($Settings))?,
            )*
        }

        /// Does `$body` with the surface, whichever it is.
        macro_rules! surface {
            ($landscape:expr, $surface:ident => $body:expr) => {
                match $landscape {
                    $(Landscape::$Surface $((held @ $Settings { .. }))? => {
                        let $surface = last!(&$Surface $(, { let held: &$Settings = held; held })?);
                        $body
                    })*
                }
            };
        }

        impl Landscape {
            /// The names of all surfaces, in the order in which readers meet them.
            pub const IDS: &[&'static str] = &[$($Surface::ID),*];

            /// Every surface, with its usual settings.
            pub fn all() -> Vec<Self> {
                vec![$(Self::$Surface $(($Settings::default()))?),*]
            }

            /// The surface called `id`, with its usual settings.
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($Surface::ID => Some(Self::$Surface $(($Settings::default()))?),)*
                    _ => None,
                }
            }
        }
    };
}

/// A surface without settings is its own value, one with settings is what the variant holds.
macro_rules! last {
    ($only:expr) => {
        $only
    };
    ($unit:expr, $held:expr) => {
        $held
    };
}

surfaces! {
    rosenbrock::Rosenbrock(Rosenbrock),
    quadratic::Quadratic(Quadratic),
    himmelblau::Himmelblau,
    beale::Beale,
    booth::Booth,
    styblinski_tang::StyblinskiTang,
    three_hump_camel::ThreeHumpCamel,
    rastrigin::Rastrigin,
    ackley::Ackley,
    saddle::Saddle,
    monkey_saddle::MonkeySaddle,
    logistic_regression::LogisticRegression,
    custom::Custom(Custom),
}

/// The first of the table.
impl Default for Landscape {
    fn default() -> Self {
        Self::Rosenbrock(Rosenbrock::default())
    }
}

impl Landscape {
    /// The surface that `source`, an expression in x and y, describes.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and at which character.
    pub fn custom(source: &str) -> Result<Self, ExpressionError> {
        Ok(Self::Custom(Custom::parse(source)?))
    }

    /// See [`Surface::ID`].
    pub fn id(&self) -> &'static str {
        fn id<S: Surface>(_: &S) -> &'static str {
            S::ID
        }
        surface!(self, surface => id(surface))
    }

    /// See [`Surface::VIEW`].
    pub fn view(&self) -> ViewBox {
        fn view<S: Surface>(_: &S) -> ViewBox {
            S::VIEW
        }
        surface!(self, surface => view(surface))
    }

    /// See [`Surface::START`].
    pub fn start(&self) -> [f64; 2] {
        fn start<S: Surface>(_: &S) -> [f64; 2] {
            S::START
        }
        surface!(self, surface => start(surface))
    }

    /// See [`Surface::RATES`].
    pub fn rates(&self) -> [f64; 3] {
        fn rates<S: Surface>(_: &S) -> [f64; 3] {
            S::RATES
        }
        surface!(self, surface => rates(surface))
    }

    /// See [`Surface::KNOWN`].
    pub fn known(&self) -> Known {
        fn known<S: Surface>(_: &S) -> Known {
            S::KNOWN
        }
        surface!(self, surface => known(surface))
    }

    /// See [`Surface::value`].
    #[inline]
    pub fn evaluate<N: Number>(&self, x: N, y: N) -> N {
        surface!(self, surface => surface.value(x, y))
    }

    /// L(x, y).
    pub fn value(&self, x: f64, y: f64) -> f64 {
        self.evaluate(x, y)
    }

    /// L at the nodes of a grid over the plane, row after row: at (x₁, y₁), (x₂, y₁) ... Up to rounding what
    /// [`Landscape::value`] gives.
    pub fn values_on_grid(&self, x: &[f64], y: &[f64]) -> Vec<f64> {
        let own = surface!(self, surface => surface.own_grid(x, y));
        own.unwrap_or_else(|| {
            (y.iter())
                .flat_map(|&y| x.iter().map(move |&x| self.value(x, y)))
                .collect()
        })
    }

    /// ∇L at `theta`.
    pub fn gradient(&self, theta: [f64; 2]) -> [f64; 2] {
        self.value_and_gradient(theta).1
    }

    /// L and ∇L at `theta`, in one evaluation.
    pub fn value_and_gradient(&self, theta: [f64; 2]) -> (f64, [f64; 2]) {
        // Once for all surfaces: compiled for each, it is twice as long.
        match surface!(self, surface => surface.own_gradient(theta)) {
            Some(gradient) => (self.value(theta[0], theta[1]), gradient),
            None => number::value_and_gradient(|[x, y]| self.evaluate(x, y), theta),
        }
    }

    /// Writes ∇L at the points (xᵢ, yᵢ), `theta` being x₁ x₂ ... y₁ y₂ ..., into `gradient`, laid out alike.
    pub fn gradients(&self, theta: &[f64], gradient: &mut [f64]) {
        surface!(self, surface => block::gradients(surface, theta, gradient));
    }

    /// ∇²L at `theta`, symmetric.
    pub fn hessian(&self, theta: [f64; 2]) -> [[f64; 2]; 2] {
        number::hessian(|[x, y]| self.evaluate(x, y), theta)
    }

    /// The known minima, a global one first, exact up to rounding; empty where there is none or none is known.
    pub fn minima(&self) -> Vec<[f64; 2]> {
        let guesses = surface!(self, surface => surface.minima());
        (guesses.into_iter())
            .map(|guess| minima::polish(self, guess))
            .collect()
    }

    /// The least value of the surface, for log scales of L − L_ref; None where it is not known or not bounded.
    pub fn reference_loss(&self) -> Option<f64> {
        self.minima().first().map(|&[x, y]| self.value(x, y))
    }

    /// Lines of Python that define `loss(x, y)` on tensors of PyTorch.
    pub fn python(&self) -> String {
        surface!(self, surface => surface.python())
    }
}
