//! Build steps that cargo alone cannot do: `cargo xtask wasm` makes what the page imports.
//!
//! wasm-bindgen needs the crate and the generator to be the same version. As a dependency of this small program the
//! generator is pinned by the one `Cargo.lock`, and nobody has to install a tool.

mod bindgen;
mod compile;
mod manifest;
mod modules;
mod target;
mod texts;
mod traps;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use bindgen::Names;
use modules::{Module, Profile, metadata, modules};
use serde_json::Value;

const USAGE: &str = "\
cargo xtask wasm [--dev | --names] [MODULE ...]
    compile the modules, or only those that are named, to WebAssembly and write them into www/wasm/
cargo xtask wasm [--dev | --names] --lab FOLDER
    the same for a lab of your own, into FOLDER/dist/, with its texts and a lab.json that the element is given

    --dev      compile fast instead of small and fast-running, and keep function names for stack traces
    --names    only keep the names, to see what a module is made of";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut option = |name: &str| {
        let found = args.iter().position(|arg| *arg == name);
        found.map(|place| args.remove(place)).is_some()
    };
    let profile = option("--dev").then_some(Profile::Dev);
    let names = if option("--names") || profile.is_some() {
        Names::Kept
    } else {
        Names::Removed
    };
    let result = match args[..] {
        ["wasm", "--lab", folder] => {
            House::here().and_then(|house| house.lab(folder, profile, names))
        }
        ["wasm", ref chosen @ ..] if !chosen.iter().any(|name| name.starts_with('-')) => {
            House::here().and_then(|house| house.wasm(profile, names, chosen))
        }
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

/// The workspace that this program belongs to.
struct House {
    root: PathBuf,
    metadata: Value,
}

impl House {
    fn here() -> Result<Self> {
        // Asked at run time: two checkouts may share one target folder, and with it this program.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package)
            .parent()
            .context("xtask lies inside the repository")?
            .to_owned();
        target::ensure_installed(&root)?;
        let metadata = metadata(&root.join("Cargo.toml"))?;
        Ok(Self { root, metadata })
    }

    /// Makes the chosen modules, or all if none is named, with their own profiles or with another.
    fn wasm(&self, profile: Option<Profile>, names: Names, chosen: &[&str]) -> Result<()> {
        let modules = modules(&self.metadata, &self.root);
        let known: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
        for name in chosen {
            let (known, is_known) = (known.join(", "), known.contains(name));
            ensure!(is_known, "there is no module \"{name}\": there are {known}");
        }
        let out = self.root.join("www/wasm");
        let is_wanted = |name: &str| chosen.is_empty() || chosen.contains(&name);
        for module in modules.iter().filter(|module| is_wanted(&module.name)) {
            self.make(module, profile, names, &out)?;
        }
        // The page takes every module that it finds there.
        bindgen::remove_others(&out, &modules)
    }

    /// Makes the modules of the lab in a folder, which need not belong to this workspace, with all that the element needs.
    fn lab(&self, folder: &str, profile: Option<Profile>, names: Names) -> Result<()> {
        let folder =
            std::fs::canonicalize(folder).with_context(|| format!("no folder {folder}"))?;
        let modules = modules(&metadata(&folder.join("Cargo.toml"))?, &folder);
        let out = folder.join("dist");
        std::fs::create_dir_all(&out)?;
        for module in &modules {
            self.make(module, profile, names, &out)?;
        }
        let of_blocks = self.root.join("src/blocks/texts");
        manifest::write(&folder, &out, &modules, &of_blocks)
    }

    fn make(
        &self,
        module: &Module,
        profile: Option<Profile>,
        names: Names,
        out: &Path,
    ) -> Result<()> {
        let target = self.metadata["target_directory"].as_str();
        let target = target.context("cargo metadata names no target folder")?;
        let profile = profile.unwrap_or(module.profile());
        let compiled = compile::module(&self.root, Path::new(target), module, profile)
            .with_context(|| format!("module {}", module.name))?;
        bindgen::generate(&compiled, out, module, names)
    }
}
