//! Optimizer trajectories beside the ODE flows that they discretise.

pub mod flows;
pub mod landscapes;
