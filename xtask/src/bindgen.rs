//! Writes what the page imports: a module without its build notes, the JavaScript around it, and the types of both.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::modules::Module;
use crate::traps;

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

/// Modules of the same part offer the same, whatever their labs: one file declares it for TypeScript. What a module that
/// is both offers, the two files say together.
fn declarations(module: &Module) -> Option<String> {
    module.part().map(|part| format!("{part}.d.ts"))
}

pub fn generate(compiled: &Path, out: &Path, module: &Module, names: Names) -> Result<()> {
    let name = &module.name;
    let input =
        fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let fingerprint = fingerprint(&input, names);
    let [glue, wasm, stamp] = files(name);
    if is_current(out, module, &fingerprint) {
        eprintln!("www/wasm/{wasm} is up to date");
        return Ok(());
    }

    // An interrupted run must not leave old outputs beside a stamp that vouches for them.
    let _ = fs::remove_file(out.join(&stamp));
    let mut output = Bindgen::new()
        .input_bytes(name, input)
        .web(true)?
        .typescript(true)
        // The page says where the module lies.
        .omit_default_module_path(true)
        .demangle(names == Names::Kept)
        .remove_name_section(names == Names::Removed)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen could not process the module")?;
    traps::without_words(output.wasm_mut());
    output
        .emit(out)
        .context("wasm-bindgen could not write the module")?;
    if let Some(file) = declarations(module) {
        fs::rename(out.join(format!("{name}.d.ts")), out.join(file))?;
    }
    fs::write(out.join(stamp), fingerprint)?;
    for file in [wasm, glue] {
        let bytes = fs::metadata(out.join(&file))
            .with_context(|| format!("wasm-bindgen wrote no {file}"))?
            .len();
        eprintln!("{:>9.1} kB  www/wasm/{file}", bytes as f64 / 1000.0);
    }
    Ok(())
}

/// Removes the files of modules that there are no more, and what nobody asks for.
pub fn remove_others(out: &Path, modules: &[Module]) -> Result<()> {
    let of_modules = modules.iter().flat_map(|module| files(&module.name));
    let kept: Vec<String> = of_modules
        .chain(modules.iter().filter_map(declarations))
        .collect();
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
    let sources = [include_str!("bindgen.rs"), include_str!("traps.rs")];
    (input, names, sources).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn is_current(out: &Path, module: &Module, fingerprint: &str) -> bool {
    let [glue, wasm, stamp] = files(&module.name);
    let made_from = fs::read_to_string(out.join(stamp)).unwrap_or_default();
    let mut files = [glue, wasm].into_iter().chain(declarations(module));
    made_from == fingerprint && files.all(|file| out.join(file).is_file())
}
