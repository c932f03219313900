//! Surfaces as Python writes them.

/// A number as Python reads it.
pub fn number(value: f64) -> String {
    if value.is_finite() {
        format!("{value:?}")
    } else {
        format!("float(\"{value}\")")
    }
}

/// The definition of `loss` by one formula.
pub(crate) fn loss(formula: &str) -> String {
    format!("def loss(x, y):\n    return {formula}\n")
}
