//! Sees to it that the compiler can produce WebAssembly.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// Installs the target with rustup if the compiler in use does not have it.
///
/// The compiler's own folder is asked rather than rustup, because a compiler from a package manager may well have the
/// target without rustup.
pub fn ensure_installed(root: &Path) -> Result<()> {
    if target_folder(root)?.is_dir() {
        return Ok(());
    }
    eprintln!("Installing the Rust target {TRIPLE} (once)");
    match Command::new("rustup")
        .args(["target", "add", TRIPLE])
        .current_dir(root)
        .status()
    {
        Ok(status) => ensure!(
            status.success(),
            "`rustup target add {TRIPLE}` failed: see its message above"
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "this Rust has no {TRIPLE} target and rustup is not there to add it: install Rust from https://rustup.rs, \
             or the target from where this Rust came from"
        ),
        Err(error) => return Err(error).context("rustup could not be started"),
    }
    ensure!(
        target_folder(root)?.is_dir(),
        "rustup added {TRIPLE} to another Rust than the one that builds here: put rustup's cargo first on the PATH"
    );
    Ok(())
}

fn target_folder(root: &Path) -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "sysroot"])
        .current_dir(root)
        .output()
        .context("rustc could not be started: install Rust from https://rustup.rs")?;
    ensure!(
        output.status.success(),
        "rustc failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let sysroot = String::from_utf8(output.stdout)
        .context("the path of the Rust installation is not UTF-8")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(TRIPLE))
}
