//! Writes what the page imports: a module without its build notes, and the JavaScript around it.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// Whether functions keep their names, which a page has no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Names {
    Kept,
    Removed,
}

/// The files of a module. The last holds the fingerprint of the input that the others were made from.
fn files(name: &str) -> [String; 3] {
    [
        format!("{name}.js"),
        format!("{name}_bg.wasm"),
        format!("{name}.made-from"),
    ]
}

pub fn generate(compiled: &Path, out: &Path, name: &str, names: Names) -> Result<()> {
    let input =
        fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let fingerprint = fingerprint(&input, names);
    let [glue, module, stamp] = files(name);
    if is_current(out, name, &fingerprint) {
        eprintln!("www/wasm/{module} is up to date");
        return Ok(());
    }

    // An interrupted run must not leave old outputs beside a stamp that vouches for them.
    let _ = fs::remove_file(out.join(&stamp));
    Bindgen::new()
        .input_bytes(name, input)
        .web(true)?
        // What the page knows of a module stands in www/api.ts, and it says where the module lies.
        .typescript(false)
        .omit_default_module_path(true)
        .demangle(names == Names::Kept)
        .remove_name_section(names == Names::Removed)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen could not process the module")?;
    fs::write(out.join(stamp), fingerprint)?;
    for file in [module, glue] {
        let bytes = fs::metadata(out.join(&file))
            .with_context(|| format!("wasm-bindgen wrote no {file}"))?
            .len();
        eprintln!("{:>9.1} kB  www/wasm/{file}", bytes as f64 / 1000.0);
    }
    Ok(())
}

/// Removes the files of modules that there are no more.
pub fn remove_others<'a>(out: &Path, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let kept: Vec<String> = names.flat_map(files).collect();
    for file in fs::read_dir(out)? {
        let file = file?;
        if !kept.iter().any(|name| file.file_name() == name.as_str()) {
            fs::remove_file(file.path())
                .with_context(|| format!("cannot remove {}", file.path().display()))?;
        }
    }
    Ok(())
}

/// Changes when the compiled module changes or when this step does.
fn fingerprint(input: &[u8], names: Names) -> String {
    let mut hasher = DefaultHasher::new();
    (input, names, include_str!("bindgen.rs")).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn is_current(out: &Path, name: &str, fingerprint: &str) -> bool {
    let [glue, module, stamp] = files(name);
    let made_from = fs::read_to_string(out.join(stamp)).unwrap_or_default();
    made_from == fingerprint && [glue, module].iter().all(|file| out.join(file).is_file())
}
