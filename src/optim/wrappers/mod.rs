//! One file per wrapper: a rule around a rule.

mod lookahead;
mod wrapped;

pub use lookahead::Lookahead;
pub use wrapped::{Wrapped, Wrapper};

/// Copies as many entries as both slices have. Unlike `copy_from_slice` it cannot panic.
fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    for (to, &from) in to.iter_mut().zip(from) {
        *to = from;
    }
}
