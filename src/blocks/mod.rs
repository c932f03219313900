//! Parameters that several labs have: named once, with what they are read into.

pub mod rule;
pub mod schedule;
