//! Loss surfaces on the plane, written once over a generic number.
