//! The traits that a lab implements, and the list of labs.
