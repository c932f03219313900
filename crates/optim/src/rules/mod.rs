//! One file per update rule: its formula, its source, its settings with the defaults of the library that has it.
//!
//! γ is the learning rate, g = ∇L(θ); products, quotients and roots of vectors are taken coordinate by coordinate.

mod conjugate_gradients;
mod elementwise;

pub use elementwise::{Clock, Elementwise, ElementwiseRule};

use crate::{Hyper, Real, Rule};
use elementwise::elementwise;
use std::fmt::Debug;

/// What the file of a rule declares beside its formula.
pub trait Settings: Copy + Default + PartialEq + Debug {
    /// The name of the rule in parameters and reference data.
    const ID: &'static str;
    /// How far its steps go.
    const FAMILY: Family;
    /// Whether it treats every coordinate alike and alone when the oracle does, so that a block of starting points can run as
    /// one vector.
    const IS_ELEMENTWISE: bool = true;

    /// Its numbers besides the learning rate.
    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        Vec::new()
    }

    /// The bare rule for `parameters` parameters.
    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>>;
}

/// How the length of a step follows from γ and the gradients, which says what learning rate to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// γ times the gradient, or nearly so.
    Euler,
    /// Speed is gathered: in the end a multiple of that.
    Ball,
    /// γ, with momentum.
    Adam,
    /// γ, whatever the gradient, from the first step on.
    MeanSquare,
    /// γ divided by the root of the number of steps.
    Sum,
    /// γ in every coordinate.
    Sign,
    /// In units that the rule finds itself: γ is a factor near 1.
    Unit,
}

/// Makes the list of all rules from a row for each, its file and its settings: a rule is its file and its row.
macro_rules! rules {
    ($($file:ident::$Rule:ident,)*) => {
        $(mod $file;)*
        $(pub use $file::$Rule;)*

        /// An update rule and its settings.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum RuleConfig {
            $(
                #[doc = concat!("[`", stringify!($Rule), "`]")]
                $Rule($Rule),
            )*
        }

        /// Does `$body` with the settings, whichever they are.
        macro_rules! settings {
            ($rule:expr, $settings:ident => $body:expr) => {
                match $rule {
                    $(RuleConfig::$Rule($settings) => $body,)*
                }
            };
        }

        impl RuleConfig {
            /// The names of all rules, the one that people reach for first in front.
            pub const IDS: &[&'static str] = &[$($Rule::ID),*];

            /// Every rule, with its default settings.
            pub fn all() -> Vec<Self> {
                vec![$($Rule::default().into()),*]
            }
        }

        $(
            impl From<$Rule> for RuleConfig {
                fn from(settings: $Rule) -> Self {
                    Self::$Rule(settings)
                }
            }
        )*
    };
}

rules! {
    adam::Adam,
    sgd::Sgd,
    momentum::Momentum,
    nesterov::Nesterov,
    nesterov_convex::NesterovConvex,
    adagrad::AdaGrad,
    rmsprop::RmsProp,
    rmsprop_eps_inside::RmsPropEpsInside,
    adadelta::Adadelta,
    adamw::AdamW,
    amsgrad::AmsGrad,
    nadam::NAdam,
    radam::RAdam,
    adamax::Adamax,
    lion::Lion,
    sign_sgd::SignSgd,
    heun::Heun,
    rk4::Rk4,
    implicit_euler::ImplicitEuler,
}

impl RuleConfig {
    /// The rule called `id`, with its default settings.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().into_iter().find(|rule| rule.id() == id)
    }

    /// See [`Settings::ID`].
    pub fn id(self) -> &'static str {
        fn id<S: Settings>(_: S) -> &'static str {
            S::ID
        }
        settings!(self, settings => id(settings))
    }

    /// See [`Settings::FAMILY`].
    pub fn family(self) -> Family {
        fn family<S: Settings>(_: S) -> Family {
            S::FAMILY
        }
        settings!(self, settings => family(settings))
    }

    /// See [`Settings::IS_ELEMENTWISE`].
    pub fn is_elementwise(self) -> bool {
        fn is_elementwise<S: Settings>(_: S) -> bool {
            S::IS_ELEMENTWISE
        }
        settings!(self, settings => is_elementwise(settings))
    }

    /// See [`Settings::hypers`].
    pub fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        settings!(self, settings => settings.hypers())
    }

    /// One of its numbers; `None` where the rule has none of that name.
    pub fn hyper(mut self, hyper: Hyper) -> Option<f64> {
        let mut hypers = self.hypers().into_iter();
        hypers.find_map(|(name, value)| (name == hyper).then_some(*value))
    }

    /// The same with other numbers: those of which `value` knows something.
    pub fn with(mut self, value: impl Fn(Hyper) -> Option<f64>) -> Self {
        for (hyper, number) in self.hypers() {
            if let Some(value) = value(hyper) {
                *number = value;
            }
        }
        self
    }

    /// The bare rule for `parameters` parameters.
    pub fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        settings!(self, settings => settings.build(learning_rate, parameters))
    }
}
