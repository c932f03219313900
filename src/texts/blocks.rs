//! What labs say alike of parameters that several of them have: `src/blocks/texts/`, by the names of blocks.

use super::Language;
use serde_json::Value;

/// The texts of all blocks.
pub(super) fn texts(language: Language) -> Value {
    let source = match language {
        Language::English => include_str!("../blocks/texts/en.json"),
        Language::Chinese => include_str!("../blocks/texts/zh.json"),
    };
    serde_json::from_str(source).unwrap_or_default()
}

/// What names a block, or several.
const FROM: &str = "from";

/// Puts in what a lab takes from blocks: `{"from": "rule", ...}` has the texts of that block where it has none of its own.
/// `scripts/lib/texts.mjs` and `xtask` do the same.
pub(super) fn take_over(texts: &mut Value, of_blocks: &Value) {
    let Value::Object(own) = texts else { return };
    for inner in own.values_mut() {
        take_over(inner, of_blocks);
    }
    let names = match own.remove(FROM) {
        Some(Value::Array(names)) => names,
        name => Vec::from_iter(name),
    };
    let blocks = names
        .iter()
        .filter_map(|name| of_blocks.get(name.as_str()?)?.as_object());
    for (key, text) in blocks.flatten() {
        own.entry(key).or_insert_with(|| text.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_lab_says_what_blocks_say_and_has_the_last_word() {
        let blocks = json!({"run": {"steps": "length", "seed": "seed"}, "rule": {"adam": "Adam"}});
        let mut texts = json!({
            "param": {"from": ["run", "rule"], "steps": "rounds"},
            "choice": {"rule": {"from": "rule", "none": "none"}},
        });
        take_over(&mut texts, &blocks);
        let expected = json!({
            "param": {"steps": "rounds", "seed": "seed", "adam": "Adam"},
            "choice": {"rule": {"adam": "Adam", "none": "none"}},
        });
        assert_eq!(texts, expected);
    }
}
