//! Parameters that several labs have: named once, with what they are read into.

pub mod flow;
pub mod rule;
pub mod schedule;
