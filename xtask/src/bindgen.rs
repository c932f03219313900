//! Writes what the page imports: the module without its build notes, the JavaScript around it and its types.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::compile::Profile;

const NAME: &str = "thetaflow";
const OUTPUTS: [&str; 3] = ["thetaflow.js", "thetaflow.d.ts", "thetaflow_bg.wasm"];
/// Holds the fingerprint of the input that the outputs beside it were made from.
const STAMP: &str = ".made-from";

pub fn generate(compiled: &Path, out: &Path, profile: Profile) -> Result<()> {
    let input =
        fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let fingerprint = fingerprint(&input);
    if is_current(out, &fingerprint) {
        eprintln!("www/wasm is up to date");
        return Ok(());
    }

    let keep_names = profile == Profile::Dev;
    // An interrupted run must not leave old outputs beside a stamp that vouches for them.
    let _ = fs::remove_file(out.join(STAMP));
    Bindgen::new()
        .input_bytes(NAME, input)
        .web(true)?
        .typescript(true)
        // Keeps `new URL('thetaflow_bg.wasm', import.meta.url)` in the JavaScript, so that `init()` works without an argument.
        .omit_default_module_path(false)
        .demangle(keep_names)
        .remove_name_section(!keep_names)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen could not process the module")?;
    fs::write(out.join(STAMP), fingerprint)?;
    report_sizes(out)
}

/// Changes when the compiled module changes or when this step does.
fn fingerprint(input: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    include_str!("bindgen.rs").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn is_current(out: &Path, fingerprint: &str) -> bool {
    let stamp = fs::read_to_string(out.join(STAMP)).unwrap_or_default();
    stamp == fingerprint && OUTPUTS.iter().all(|name| out.join(name).is_file())
}

fn report_sizes(out: &Path) -> Result<()> {
    for name in OUTPUTS {
        let bytes = fs::metadata(out.join(name))
            .with_context(|| format!("wasm-bindgen wrote no {name}"))?
            .len();
        eprintln!("{:>9.1} kB  www/wasm/{name}", bytes as f64 / 1000.0);
    }
    Ok(())
}
