//! `lab.json`: where the files of a lab lie that the page does not know.

use crate::modules::Module;
use crate::texts;
use anyhow::{Context, Result, ensure};
use serde_json::{Map, json};
use std::fs;
use std::path::Path;

/// Copies the texts of the lab in `folder` beside its modules in `out`, and writes what there is:
/// `{lab, modules: {name: {glue, code}}, texts: {language: file}}`, addresses relative to the file.
/// What the texts take from blocks lies in the folder `of_blocks`.
pub fn write(folder: &Path, out: &Path, modules: &[Module], of_blocks: &Path) -> Result<()> {
    let first = modules.first().context(
        "the package has no module: a [[bin]] of the lab's name with required-features = [\"page\", \"compute\"]",
    )?;
    let files = modules.iter().map(|Module { name, .. }| {
        let files = json!({ "glue": format!("{name}.js"), "code": format!("{name}_bg.wasm") });
        (name.clone(), files)
    });
    let mut languages = Map::new();
    fs::create_dir_all(out.join("texts"))?;
    let sources = folder.join("texts");
    for file in fs::read_dir(&sources).with_context(|| format!("no {}", sources.display()))? {
        let path = file?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let language = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = texts::whole(&path, &of_blocks.join(format!("{language}.json")))?;
        let name = format!("texts/{language}.json");
        fs::write(out.join(&name), format!("{text:#}\n"))?;
        languages.insert(language.into_owned(), name.into());
    }
    ensure!(!languages.is_empty(), "{} has no texts", sources.display());
    let manifest = json!({
        "lab": first.name,
        "modules": files.collect::<Map<_, _>>(),
        "texts": languages,
    });
    fs::write(out.join("lab.json"), format!("{manifest:#}\n"))?;
    eprintln!("{}", out.join("lab.json").display());
    Ok(())
}
