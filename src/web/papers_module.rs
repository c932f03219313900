//! What makes files for papers, as a WebAssembly module.

use thetaflow as _;

fn main() {}
