//! The WebAssembly module of a figure.

fn main() {
    thetaflow::web::serve::<thetaflow_optimizers::LightOptimizers>();
}
