//! What a lab lets the reader set.
