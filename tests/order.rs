//! Imports inside the library point one way. Between crates, Cargo sees to it; and who knows the browser does as well, because
//! its crates are not there natively.

use std::fs;
use std::path::Path;

/// Each module with those that it may name besides itself. `lab` and `texts` know each other: a lab is asked for its words in a
/// language, and the texts of a program are those of its labs.
const MAY_NAME: [(&str, &[&str]); 8] = [
    ("params", &["math"]),
    ("blocks", &["nets", "optim", "params"]),
    ("draw", &["math"]),
    ("figure", &["draw", "math"]),
    ("lab", &["draw", "figure", "params", "texts"]),
    ("texts", &["lab", "params"]),
    ("render", &["draw", "lab", "math"]),
    ("web", &["draw", "figure", "lab", "params"]),
];

#[test]
fn modules_name_only_what_lies_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, allowed) in MAY_NAME {
        let text = code_below(&src.join(module)) + &code_below(&src.join(format!("{module}.rs")));
        let named = named_in(&text);
        assert!(!named.is_empty(), "nothing is found in {module}");
        let wrong = |name: &&&str| **name != module && !allowed.contains(*name);
        let wrong: Vec<_> = named.iter().filter(wrong).collect();
        assert!(wrong.is_empty(), "{module} names {wrong:?}");
    }
}

#[test]
fn the_scan_finds_what_it_looks_for() {
    let text = "use crate::{draw::{Plot, Axis}, lab}; crate::web::f(); use crate::last;";
    assert_eq!(named_in(text), ["draw", "lab", "web", "last"]);
}

/// The modules that follow `crate::`, in code.
fn named_in(text: &str) -> Vec<&str> {
    let word = |rest: &'_ str| {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    let mut named = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            let end = word(rest);
            // Macros stand beside the modules.
            if !rest[end..].starts_with('!') {
                named.push(&rest[..end]);
            }
            continue;
        };
        let (mut depth, mut begins) = (1, true);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => begins = true,
                _ if begins && !c.is_whitespace() => {
                    named.push(&list[at..at + word(&list[at..])]);
                    begins = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    named
}

/// The code of a file, or of all files below a folder, without the lines that are comments.
fn code_below(path: &Path) -> String {
    let Ok(entries) = fs::read_dir(path) else {
        let text = fs::read_to_string(path).unwrap_or_default();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        return code.map(|line| format!("{line}\n")).collect();
    };
    entries
        .flatten()
        .map(|entry| code_below(&entry.path()))
        .collect()
}
