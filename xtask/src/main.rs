//! Build steps that cargo alone cannot do: `cargo xtask wasm` makes what the page imports.
//!
//! wasm-bindgen needs the crate and the generator to be the same version. As a dependency of this small program the
//! generator is pinned by the one `Cargo.lock`, and nobody has to install a tool.

mod bindgen;
mod compile;
mod target;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

const USAGE: &str = "\
cargo xtask wasm [--dev]    compile the crate to WebAssembly and write its JavaScript side into www/wasm/
    --dev                   compile fast instead of small and fast-running, and keep function names for stack traces";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        ["wasm"] => wasm(compile::Profile::Wasm),
        ["wasm", "--dev"] => wasm(compile::Profile::Dev),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn wasm(profile: compile::Profile) -> Result<()> {
    // Asked at run time: two checkouts may share one target folder, and with it this program.
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&package)
        .parent()
        .context("xtask lies inside the repository")?;
    target::ensure_installed(root)?;
    let compiled = compile::library(root, profile)?;
    bindgen::generate(&compiled, &root.join("www/wasm"), profile)
}
