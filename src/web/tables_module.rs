//! The reader of pasted tables as a WebAssembly module.

use thetaflow as _;

fn main() {}
