//! Every text that is asked for is there, in both languages, with the same gaps; and none is there that nobody asks for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use thetaflow::params::Kind;
use thetaflow::texts::{Language, Texts};
use thetaflow_cli::labs::LABS;

fn texts(language: Language) -> Texts {
    Texts::new(language, LABS.iter())
}

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("wasm") {
            files.extend(files_below(&path, extensions));
        } else if path
            .extension()
            .is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
        {
            files.push(path);
        }
    }
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources of the library, of what it stands on, of the labs and of the program.
fn rust_files() -> Vec<PathBuf> {
    let folders = ["src", "crates", "labs", "cli/src"];
    let files = folders.map(|folder| files_below(&root().join(folder), &["rs"]));
    files.concat()
}

fn sources() -> Vec<String> {
    let mut files = files_below(&root().join("www"), &["ts"]);
    files.extend(rust_files());
    files.extend(files_below(&root().join("scripts/site"), &["mjs"]));
    files.push(root().join("embed.html"));
    files
        .into_iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .collect()
}

/// Words in quotes anywhere in the code: keys, or parts of keys.
fn quoted() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for source in sources() {
        for quote in ['\'', '"', '`'] {
            for word in source.split(quote) {
                if word.len() < 60
                    && !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
                {
                    words.insert(word.to_owned());
                }
            }
        }
    }
    words
}

/// Keys that follow from the labs' schemas.
fn schema_keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for lab in LABS.iter() {
        let id = lab.schema().lab;
        for name in ["name", "title", "figure"] {
            keys.insert(format!("lab.{id}.{name}"));
        }
        for param in &lab.schema().params {
            keys.insert(format!("lab.{id}.param.{}", param.name));
            keys.extend(param.group.map(|group| format!("lab.{id}.group.{group}")));
            if let Kind::Choice { options } = &param.kind {
                keys.extend(
                    options
                        .iter()
                        .map(|option| format!("lab.{id}.choice.{}.{option}", param.name)),
                );
            }
        }
    }
    keys
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_gaps() {
    let (english, chinese) = (texts(Language::English), texts(Language::Chinese));
    let keys = |texts: &Texts| texts.keys().into_iter().collect::<BTreeSet<_>>();
    assert_eq!(keys(&english), keys(&chinese));
    for key in english.keys() {
        // A language may leave a gap unused (it may not need to repeat the text up to a mistake), but fills none of its own.
        let expected = gaps(english.get(&key));
        for form in english.forms(&key).into_iter().chain(chinese.forms(&key)) {
            assert_eq!(gaps(form), expected, "{key}");
            assert!(!form.is_empty(), "{key}");
        }
    }
}

/// A key is asked for when it follows from a schema, when it stands in the code as a whole, or when its last part does
/// and the rest is one of the prefixes that the code completes.
#[test]
fn every_text_is_asked_for() {
    let (words, schema) = (quoted(), schema_keys());
    let completed = [
        "control.",
        "control.speed_",
        "error.",
        "status.",
        "cli.about.",
        "cli.help.",
        "cli.reason.",
        "cli.progress.",
        "site.",
        "site.theme_",
        "export.",
        "export.width_",
        "export.look_",
        "animation.",
        "animation.format_",
        "numbers.",
        "points.",
        "words.",
        "described.",
    ];
    let of_a_lab = ["readout", "curve", "note", "word", "stride"];
    let is_asked_for = |key: &str| {
        let by_prefix = completed
            .iter()
            .filter_map(|prefix| key.strip_prefix(prefix))
            .any(|rest| words.contains(rest));
        let parts: Vec<&str> = key.split('.').collect();
        let by_lab = matches!(parts[..], ["lab", _, group, id] if of_a_lab.contains(&group) && words.contains(id));
        let by_board = matches!(parts[..], ["lab", _, "board", board, column] if words.contains(board) && words.contains(column));
        // A column's name may be put together.
        let by_table = matches!(parts[..], ["lab", _, "column", name] if words.contains(name) || name.split('_').all(|part| words.contains(part)));
        words.contains(key) || schema.contains(key) || by_prefix || by_lab || by_board || by_table
    };
    let unused: Vec<_> = texts(Language::English)
        .keys()
        .into_iter()
        .filter(|key| !is_asked_for(key))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

/// Whole keys that the code names have a text.
#[test]
fn every_key_in_the_code_has_a_text() {
    let keys: BTreeSet<_> = texts(Language::English).keys().into_iter().collect();
    let groups: BTreeSet<_> = keys
        .iter()
        .filter_map(|key| key.split_once('.'))
        .map(|(group, _)| group.to_owned())
        .collect();
    let looks_like_a_key = |word: &&String| {
        word.split_once('.').is_some_and(|(group, rest)| {
            groups.contains(group) && !rest.is_empty() && !rest.ends_with('.') && rest != "json"
        })
    };
    let missing: Vec<_> = quoted()
        .iter()
        .filter(looks_like_a_key)
        .filter(|word| !keys.contains(*word))
        .cloned()
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// Codes of refusals stand in the code as words; each needs its sentence.
#[test]
fn every_refusal_has_its_sentence() {
    let texts = texts(Language::English);
    let mut codes = BTreeSet::new();
    for file in rust_files() {
        let source = fs::read_to_string(file).unwrap_or_default();
        for start in ["refused(\"", "ParamError::new(\"", "\"expression_"] {
            codes.extend(source.split(start).skip(1).filter_map(|rest| {
                let code = rest.split_once('"')?.0;
                Some(if start.contains("expression_") {
                    format!("expression_{code}")
                } else {
                    code.to_owned()
                })
            }));
        }
    }
    assert!(codes.len() > 12, "{codes:?}");
    let unworded: Vec<_> = codes
        .iter()
        .filter(|code| texts.get(&format!("error.{code}")).starts_with("error."))
        .collect();
    assert_eq!(unworded, Vec::<&String>::new());
}
