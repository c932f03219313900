//! The promises that every lab keeps.

use thetaflow::testing::Subject;
use thetaflow_decay::Decay;

thetaflow::promises!(Subject::of::<Decay>(env!("CARGO_MANIFEST_DIR")));
