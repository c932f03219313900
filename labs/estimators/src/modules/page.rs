//! The WebAssembly module of a figure, which needs no other.

fn main() {
    thetaflow::web::serve::<thetaflow_estimators::Estimators>();
}
