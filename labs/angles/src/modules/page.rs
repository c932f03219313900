//! The WebAssembly module of a figure.

fn main() {
    thetaflow::web::serve::<thetaflow_angles::Angles>();
}
