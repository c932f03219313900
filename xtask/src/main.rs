//! Build steps that cargo alone cannot do: `cargo xtask wasm` makes what the page imports.
//!
//! wasm-bindgen needs the crate and the generator to be the same version. As a dependency of this small program the
//! generator is pinned by the one `Cargo.lock`, and nobody has to install a tool.

mod bindgen;
mod compile;
mod modules;
mod target;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use bindgen::Names;
use modules::{Profile, modules};

const USAGE: &str = "\
cargo xtask wasm [--dev | --names] [MODULE ...]
    compile the modules, or only those that are named, to WebAssembly and write them into www/wasm/
    --dev      compile fast instead of small and fast-running, and keep function names for stack traces
    --names    only keep the names, to see what a module is made of";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        ["wasm", "--dev", ref chosen @ ..] => wasm(Some(Profile::Dev), Names::Kept, chosen),
        ["wasm", "--names", ref chosen @ ..] => wasm(None, Names::Kept, chosen),
        ["wasm", ref chosen @ ..] => wasm(None, Names::Removed, chosen),
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

/// Makes the chosen modules, or all if none is named, with their own profiles or with another.
fn wasm(profile: Option<Profile>, names: Names, chosen: &[&str]) -> Result<()> {
    // Asked at run time: two checkouts may share one target folder, and with it this program.
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&package)
        .parent()
        .context("xtask lies inside the repository")?;
    let modules = modules(&root.join("labs"), &root.join("Cargo.toml"))?;
    let known: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
    for name in chosen {
        let (known, is_known) = (known.join(", "), known.contains(name));
        ensure!(is_known, "there is no module \"{name}\": there are {known}");
    }
    target::ensure_installed(root)?;
    let out = root.join("www/wasm");
    let is_wanted = |name: &str| chosen.is_empty() || chosen.contains(&name);
    for module in modules.iter().filter(|module| is_wanted(&module.name)) {
        let profile = profile.unwrap_or(module.profile());
        let compiled = compile::module(root, module, profile)
            .with_context(|| format!("module {}", module.name))?;
        bindgen::generate(&compiled, &out, &module.name, names)?;
    }
    // The page takes every module that it finds there.
    bindgen::remove_others(&out, known.into_iter())
}
