//! Update rules and wrappers for parameter vectors of any length.
