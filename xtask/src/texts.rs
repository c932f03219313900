//! Texts of a lab with what they take from blocks, as `src/texts/blocks.rs` and `scripts/lib/texts.mjs` read them.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The texts in a file with all that they take from the blocks' file. A language that blocks do not speak is told in full.
pub fn whole(path: &Path, of_blocks: &Path) -> Result<Value> {
    let mut texts = read(path)?;
    let of_blocks = if of_blocks.exists() {
        read(of_blocks)?
    } else {
        Value::Null
    };
    take_over(&mut texts, &of_blocks).with_context(|| path.display().to_string())?;
    Ok(texts)
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path)?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

/// Puts in what is taken over: `{"from": "rule", ...}` has the texts of that block where it has none of its own.
fn take_over(texts: &mut Value, of_blocks: &Value) -> Result<()> {
    let Value::Object(own) = texts else {
        return Ok(());
    };
    for inner in own.values_mut() {
        take_over(inner, of_blocks)?;
    }
    let names = match own.remove("from") {
        Some(Value::Array(names)) => names,
        name => Vec::from_iter(name),
    };
    for name in names {
        let block = name
            .as_str()
            .and_then(|name| of_blocks.get(name)?.as_object());
        for (key, text) in block.with_context(|| format!("no block has the texts {name}"))? {
            own.entry(key).or_insert_with(|| text.clone());
        }
    }
    Ok(())
}
