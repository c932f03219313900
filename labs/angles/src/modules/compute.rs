//! The second WebAssembly module: what is heavy, made to run fast.

fn main() {
    thetaflow::web::serve::<thetaflow_angles::Angles>();
}
