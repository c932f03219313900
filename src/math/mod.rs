//! Numerics that labs share.
