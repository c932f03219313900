//! The numbers that rules have besides the learning rate.

use std::fmt;

/// A number of a rule, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hyper {
    /// μ, the share of a velocity that survives a step.
    Momentum,
    /// λ or ρ, the share of a mean square that survives a step.
    Decay,
    /// β₁, the share of a mean gradient that survives a step.
    Beta1,
    /// β₂, the share of a mean square beside it that survives a step.
    Beta2,
    /// ε, which bounds the step where gradients vanish.
    Eps,
    /// ψ of NAdam.
    MomentumDecay,
    /// w, the rate at which θ decays.
    WeightDecay,
}

impl Hyper {
    /// All of them, in the order in which formulas have them.
    pub const ALL: [Self; 7] = [
        Self::Momentum,
        Self::Decay,
        Self::Beta1,
        Self::Beta2,
        Self::Eps,
        Self::MomentumDecay,
        Self::WeightDecay,
    ];

    /// Its name in parameters and reference data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Momentum => "momentum",
            Self::Decay => "decay",
            Self::Beta1 => "beta1",
            Self::Beta2 => "beta2",
            Self::Eps => "eps",
            Self::MomentumDecay => "momentum_decay",
            Self::WeightDecay => "weight_decay",
        }
    }

    /// How formulas write it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Momentum => "μ",
            Self::Decay => "λ",
            Self::Beta1 => "β₁",
            Self::Beta2 => "β₂",
            Self::Eps => "ε",
            Self::MomentumDecay => "ψ",
            Self::WeightDecay => "w",
        }
    }
}

impl fmt::Display for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.id())
    }
}
