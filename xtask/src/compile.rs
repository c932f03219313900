//! Compiles a module to WebAssembly and tells where cargo put it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::modules::{Module, Profile};
use crate::target::TRIPLE;

/// Runs cargo with its progress in view and returns the path of the compiled module, which the next build replaces.
///
/// The lab may lie outside the workspace at `root`: profiles and flags are those of `root` all the same, since cargo looks for
/// its configuration where it is started. What is compiled goes to the folder `target`.
pub fn module(root: &Path, target: &Path, module: &Module, profile: Profile) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .arg("build")
        .arg("--manifest-path")
        .arg(module.folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .args(["--package", &module.package, "--bin", &module.name])
        .args([
            "--no-default-features",
            "--features",
            &module.features.join(","),
        ])
        .args(["--target", TRIPLE, "--profile", profile.name()])
        .arg("--config")
        .arg(short_paths(root))
        // Cargo says on stdout which files it made, so no guess is needed about where the target folder lies.
        .arg("--message-format=json-render-diagnostics")
        // Flags from the environment would replace those in .cargo/config.toml, and SIMD would be gone unnoticed.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .current_dir(root)
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo could not be started")?;

    let mut found = None;
    for line in BufReader::new(child.stdout.take().expect("stdout is piped")).lines() {
        let line = line?;
        if let Ok(message) = serde_json::from_str::<Value>(&line) {
            found = wasm_file(&message, &module.name).or(found);
        }
    }
    ensure!(
        child.wait()?.success(),
        "the WebAssembly build failed: see the compiler's messages above"
    );
    found.context("cargo built no .wasm file")
}

/// Leaves the folders of this computer out of the panic messages in the module: who downloads it has no use for them.
fn short_paths(root: &Path) -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let remap = |folder: &Path| format!("'--remap-path-prefix={}='", folder.display());
    let folders = [
        Some(root.to_owned()),
        home.map(|home| home.join("registry/src")),
    ];
    let flags: Vec<String> = folders
        .iter()
        .flatten()
        .map(|folder| remap(folder))
        .collect();
    format!("target.{TRIPLE}.rustflags=[{}]", flags.join(","))
}

/// The module that a message of cargo announces, if it is ours.
fn wasm_file(message: &Value, name: &str) -> Option<PathBuf> {
    if message["reason"] != "compiler-artifact" || message["target"]["name"] != name {
        return None;
    }
    let files = message["filenames"].as_array()?;
    files
        .iter()
        .filter_map(Value::as_str)
        .find(|name| name.ends_with(".wasm"))
        .map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn takes_the_module() {
        let message = json!({
            "reason": "compiler-artifact",
            "target": { "name": "waves" },
            "filenames": ["/t/waves.wasm"],
        });
        assert_eq!(
            wasm_file(&message, "waves"),
            Some(PathBuf::from("/t/waves.wasm"))
        );
    }

    #[test]
    fn ignores_dependencies_and_other_messages() {
        let dependency = json!({
            "reason": "compiler-artifact", "target": { "name": "other" }, "filenames": ["/t/other.wasm"],
        });
        assert_eq!(wasm_file(&dependency, "waves"), None);
        assert_eq!(
            wasm_file(
                &json!({ "reason": "build-finished", "success": true }),
                "waves"
            ),
            None
        );
    }
}
