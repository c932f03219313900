//! The lab as a WebAssembly module.

fn main() {
    #[cfg(target_arch = "wasm32")]
    thetaflow::web::serve::<thetaflow_optimizers::Optimizers>();
}
