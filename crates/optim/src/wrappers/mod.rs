//! One file per wrapper: a rule around a rule.
//!
//! Some wrappers stand between the oracle and the rule and change what the rule hears: [`WeightDecay`], [`ClipNorm`],
//! [`Accumulate`]. Of two such wrappers the outer one changes the gradient first. The others change what becomes of the
//! rule's step: [`DecoupledWeightDecay`], [`LayerAdaptation`], [`Lazy`], [`Lookahead`]; or its rate: [`ScheduledRate`]; or
//! only watch it: [`Average`].

mod accumulate;
mod average;
mod clip_norm;
mod decoupled_weight_decay;
mod layer_adaptation;
mod lazy;
mod lookahead;
mod schedule;
mod weight_decay;
mod wrapped;

pub use accumulate::Accumulate;
pub use average::{Average, Averaging};
pub use clip_norm::ClipNorm;
pub use decoupled_weight_decay::DecoupledWeightDecay;
pub use layer_adaptation::LayerAdaptation;
pub use lazy::Lazy;
pub use lookahead::Lookahead;
pub use schedule::{Schedule, ScheduledRate};
pub use weight_decay::WeightDecay;
pub use wrapped::{Wrapped, Wrapper};
