//! The promises that every lab keeps.

use thetaflow::params::Params;
use thetaflow::testing::Subject;
use thetaflow_angles::{Angles, keys};

thetaflow::promises!(Subject::of::<Angles>(env!("CARGO_MANIFEST_DIR")).lightened_by(lighten));

fn lighten(params: &mut Params) {
    let n = params.get(keys::N).min(1000).to_string();
    for (id, text) in [("n", n.as_str()), ("samples", "100"), ("layers", "2")] {
        params.set(id, text).expect("a size that is allowed");
    }
}
