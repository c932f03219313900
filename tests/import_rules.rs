//! Imports point one way: who may name whom inside the crate, read off the source text.
//!
//! The scan knows comments, strings and `use` trees, and follows `crate::`, `super::` and, in the command line,
//! `thetaflow::` to the top-level module that they name. See docs/architecture.md for the reasons.

use std::fs;
use std::path::{Path, PathBuf};

/// Each top-level module with those that it may name besides itself.
const MAY_NAME: [(&str, &[&str]); 11] = [
    ("suggest", &[]),
    ("math", &["suggest"]),
    ("optim", &["math"]),
    ("params", &["math", "suggest"]),
    ("blocks", &["optim", "params"]),
    ("draw", &["math"]),
    ("lab", &["draw", "params"]),
    (
        "labs",
        &["lab", "blocks", "optim", "math", "draw", "params"],
    ),
    ("texts", &["params"]),
    ("render", &["draw", "lab"]),
    ("web", &["draw", "lab", "params"]),
];
/// The command line, a crate of its own, may name these.
const BIN_MAY_NAME: [&str; 5] = ["lab", "params", "draw", "render", "texts"];
/// The list of labs is the one place outside `labs` that names a lab.
const LIST_OF_LABS: &str = "lab.rs";
/// Crates that only `web` may name.
const BROWSER: [&str; 4] = ["wasm_bindgen", "web_sys", "js_sys", "serde_wasm_bindgen"];

#[test]
fn modules_name_only_what_lies_before_them() {
    let mut offences = Vec::new();
    for file in sources() {
        let module = &file.module[0];
        if file.path == "lib.rs" {
            continue;
        }
        let allowed = MAY_NAME
            .iter()
            .find(|(name, _)| name == module)
            .map(|(_, allowed)| *allowed);
        for path in file.paths() {
            let named = &path[0];
            let is_allowed = if file.path.starts_with("bin/") {
                BIN_MAY_NAME.contains(&named.as_str())
            } else {
                let Some(allowed) = allowed else {
                    panic!(
                        "src/{}: say in MAY_NAME what `{module}` may name",
                        file.path
                    )
                };
                named == module
                    || allowed.contains(&named.as_str())
                    || (file.path == LIST_OF_LABS && named == "labs")
            };
            if !is_allowed {
                offences.push(format!("src/{} names {}", file.path, path.join("::")));
            }
        }
    }
    assert_eq!(offences, Vec::<String>::new());
}

#[test]
fn a_lab_names_no_other_lab() {
    let mut offences = Vec::new();
    for file in sources() {
        if file.module[0] != "labs" || file.module.len() < 2 {
            continue;
        }
        for path in file.paths() {
            if path[0] == "labs" && path.get(1) != Some(&file.module[1]) {
                offences.push(format!("src/{} names {}", file.path, path.join("::")));
            }
        }
    }
    assert_eq!(offences, Vec::<String>::new());
}

#[test]
fn only_web_knows_the_browser() {
    let mut offences = Vec::new();
    let mut known_to_web = false;
    for file in sources() {
        for word in file
            .tokens
            .iter()
            .filter(|word| BROWSER.contains(&word.as_str()))
        {
            if file.module[0] == "web" {
                known_to_web = true;
            } else {
                offences.push(format!("src/{} names {word}", file.path));
            }
        }
    }
    assert_eq!(offences, Vec::<String>::new());
    assert!(known_to_web, "the scan finds nothing at all");
}

#[test]
fn the_scan_finds_what_it_looks_for() {
    let source = r##"
        //! [`crate::comment`]
        use crate::{draw::{Plot, Axis}, lab};
        /* use crate::block; /* nested */ use crate::block; */
        use super::super::labs::optimizers;
        use super::near;
        pub(crate) fn f<'a>(x: &'a str) -> char {
            let text = "crate::string \" crate::string";
            let raw = r#"crate::raw " crate::raw"#;
            crate::web::f(Point { x, y: 'c' });
            '"'
        }
        mod tests {
            use super::super::near;
            use super::super::super::optim::Rule;
        }
        use crate::last::*;
    "##;
    let file = Source::new("math/ode.rs", source);
    let found: Vec<String> = file.paths().iter().map(|path| path.join("::")).collect();
    let expected = [
        "draw::Plot",
        "draw::Axis",
        "lab",
        "labs::optimizers",
        "web::f",
        "optim::Rule",
        "last",
    ];
    assert_eq!(found, expected);
    assert_eq!(
        Source::new(
            "bin/thetaflow/main.rs",
            "use thetaflow::web; use crate::own;"
        )
        .paths(),
        [["web"]]
    );
}

/// One file of `src/`.
struct Source {
    /// Below `src/`, with `/` on every system.
    path: String,
    /// The module that the file is: `labs`, `optimizers`, `scene`.
    module: Vec<String>,
    /// Words and the marks that paths are made of; comments and strings are left out.
    tokens: Vec<String>,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = path
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .split('/')
            .map(str::to_owned)
            .collect();
        Self {
            path: path.to_owned(),
            module,
            tokens: tokens(text),
        }
    }

    /// Every path that begins at the root of the library, without the root itself.
    fn paths(&self) -> Vec<Vec<String>> {
        let is_bin = self.path.starts_with("bin/");
        let mut paths = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let is_start = at == 0 || self.tokens[at - 1] != "::";
            let root = if is_start {
                self.root_at(at, is_bin)
            } else {
                None
            };
            match root {
                Some(end) => at = tree(&self.tokens, end, &[], &mut paths).max(at + 1),
                None => at += 1,
            }
        }
        paths
    }

    /// Where the path goes on after the root of the library, if the tokens from here name that root.
    fn root_at(&self, at: usize, is_bin: bool) -> Option<usize> {
        let is = |at: usize, text: &str| self.tokens.get(at).is_some_and(|token| token == text);
        let root = if is_bin { "thetaflow" } else { "crate" };
        if is(at, root) && is(at + 1, "::") {
            return Some(at + 2);
        }
        // As many `super` as the module lies deep lead to the root.
        let mut climbed = 0;
        let mut end = at;
        while is(end, "super") && is(end + 1, "::") {
            climbed += 1;
            end += 2;
        }
        let reaches_root =
            climbed > 0 && climbed >= self.module.len() + self.inline_modules_around(at);
        (!is_bin && reaches_root).then_some(end)
    }

    /// How many `mod name { ... }` a token stands in.
    fn inline_modules_around(&self, at: usize) -> usize {
        let mut open = Vec::new();
        for (index, token) in self.tokens[..at].iter().enumerate() {
            match token.as_str() {
                "{" => open.push(index > 1 && self.tokens[index - 2] == "mod"),
                "}" => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.into_iter().filter(|is_module| *is_module).count()
    }
}

/// Reads a `use` tree, or a plain path, and returns where it ends.
fn tree(
    tokens: &[String],
    mut at: usize,
    before: &[String],
    paths: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while let Some(token) = tokens.get(at) {
                    match token.as_str() {
                        "}" => return at + 1,
                        "," => at += 1,
                        _ => at = tree(tokens, at, &path, paths).max(at + 1),
                    }
                }
                return at;
            }
            Some(word) if is_word(word) => {
                path.push(word.to_owned());
                at += 1;
            }
            _ => break,
        }
        if tokens.get(at).map(String::as_str) != Some("::") {
            break;
        }
        at += 1;
    }
    if !path.is_empty() {
        paths.push(path);
    }
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single other marks, without comments, strings, characters and lifetimes.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            // 'a' and '\n' are characters, 'a in <'a> is a lifetime.
            let mut following = rest.chars().skip(1);
            let is_character = following.next() == Some('\\') || following.next() == Some('\'');
            if is_character { quoted(rest, '\'') } else { 1 }
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let length = end.unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of `r"..."`, `r#"..."#` and so on, if the text begins with one.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len();
    Some(
        body.find(&end)
            .map_or(text.len(), |at| start + at + end.len()),
    )
}

/// The length of what stands between two quotation marks, both included.
fn quoted(text: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn sources() -> Vec<Source> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let source = |file: PathBuf| {
        let below = file.strip_prefix(&root).expect("it lies below src");
        let path = below.to_string_lossy().replace('\\', "/");
        Source::new(&path, &fs::read_to_string(&file).expect("UTF-8"))
    };
    files.into_iter().map(source).collect()
}
