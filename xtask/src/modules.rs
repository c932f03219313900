//! Which WebAssembly modules there are: the programs of the labs, the reader of tables and what makes files for papers, which
//! have no lab.
//!
//! A figure downloads the module of its lab and no other. A lab whose heavy work would make it much larger, or needs the
//! fast profile, has a second one, `<lab>_compute`, that is fetched when a parameter asks for it.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that needs features: a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The lab's id; with `_compute` at its end if this is the lab's second module; or `tables` or `papers`. The page
    /// finds them by these names.
    pub name: String,
    /// The package of the lab.
    pub package: String,
    /// The folder of the package.
    pub folder: PathBuf,
    /// `page`, `compute` or both: see `src/web/mod.rs`.
    pub features: Vec<String>,
}

/// The end of the name of a second module.
const COMPUTE: &str = "_compute";

/// What a module may export, see `src/web/mod.rs`.
const PARTS: [&str; 4] = ["page", "compute", "tables", "papers"];

impl Module {
    /// One of them, for a module that is just one of them.
    pub fn part(&self) -> Option<&'static str> {
        let is_there = |part: &&str| self.features.iter().any(|name| name == part);
        let mut parts = PARTS.into_iter().filter(is_there);
        match (parts.next(), parts.next()) {
            (Some(part), None) => Some(part),
            _ => None,
        }
    }

    pub fn profile(&self) -> Profile {
        if self.name.ends_with(COMPUTE) {
            Profile::Fast
        } else {
            Profile::Small
        }
    }
}

/// A profile of `.cargo/config.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small to download.
    Small,
    /// Runs fast.
    Fast,
    /// Compiles fast, and keeps names.
    Dev,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "wasm-small",
            Self::Fast => "wasm-fast",
            Self::Dev => "dev",
        }
    }
}

/// What cargo knows of the workspace of a manifest.
pub fn metadata(manifest: &Path) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .arg("--manifest-path")
        .arg(manifest)
        .output()
        .context("cargo could not be started")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata: {error}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The modules of a workspace's packages below a folder.
pub fn modules(metadata: &Value, folder: &Path) -> Vec<Module> {
    let mut modules: Vec<Module> = (list(&metadata["packages"]))
        .flat_map(modules_of)
        .filter(|module| module.folder.starts_with(folder))
        .collect();
    // First modules first: those are what a reader waits for.
    modules.sort_by_key(|module| {
        let is_first = module.features.iter().any(|feature| feature == "page");
        (!is_first, module.name.clone())
    });
    modules
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The programs of a package that need features.
fn modules_of(package: &Value) -> Vec<Module> {
    let mut folder = PathBuf::from(text(&package["manifest_path"]));
    folder.pop();
    list(&package["targets"])
        .filter(|target| list(&target["kind"]).any(|kind| kind == "bin"))
        .filter(|target| target["required-features"].is_array())
        .map(|target| Module {
            name: text(&target["name"]),
            package: text(&package["name"]),
            folder: folder.clone(),
            features: list(&target["required-features"]).map(text).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn programs_that_need_features_are_modules() {
        let package = json!({
            "name": "thetaflow-waves",
            "manifest_path": "/house/labs/waves/Cargo.toml",
            "targets": [
                { "name": "thetaflow_waves", "kind": ["lib"] },
                { "name": "tool", "kind": ["bin"] },
                { "name": "waves", "kind": ["bin"], "required-features": ["page"] },
                { "name": "waves_compute", "kind": ["bin"], "required-features": ["compute"] },
            ],
        });
        let found = modules_of(&package);
        let seen: Vec<_> = (found.iter())
            .map(|module| {
                (
                    module.name.as_str(),
                    module.features.concat(),
                    module.profile(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("waves", "page".to_owned(), Profile::Small),
                ("waves_compute", "compute".to_owned(), Profile::Fast),
            ]
        );
        assert_eq!(found[0].part(), Some("page"));
        assert_eq!(found[0].folder, Path::new("/house/labs/waves"));
    }
}
