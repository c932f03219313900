//! The WebAssembly module.

fn main() {
    thetaflow::web::serve::<thetaflow_decay::Decay>();
}
