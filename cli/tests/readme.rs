//! What the README, CONTRIBUTING, CHANGELOG and the pages in docs/ tell people to type works, and what they point at is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: [&str; 10] = [
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/embedding.md",
    "labs/estimators/mathematics.md",
    "labs/gans/mathematics.md",
    "labs/angles/mathematics.md",
    "labs/optimizers/mathematics.md",
];
/// How a call of the command line begins.
const CALLS: [&str; 2] = ["cargo run --release -- ", "thetaflow "];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of blocks that are marked `sh`, without comments, continued lines joined.
fn commands(page: &str) -> Vec<String> {
    let blocks = page
        .split("\n```")
        .filter_map(|block| block.strip_prefix("sh\n"));
    blocks
        .flat_map(|block| {
            let joined = block.replace("\\\n", " ");
            let lines: Vec<String> = joined
                .lines()
                .map(|line| line.split(" #").next().unwrap_or(line).trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect();
            lines
        })
        .collect()
}

fn calls(page: &str) -> Vec<Vec<String>> {
    let arguments = |command: String| {
        let call = CALLS.iter().find_map(|start| command.strip_prefix(start))?;
        // No argument here holds a space, so the quotes only keep the shell away from `&`, `*` and parentheses.
        Some(
            call.split_whitespace()
                .map(|word| word.replace(['\'', '"'], ""))
                .collect(),
        )
    };
    commands(page).into_iter().filter_map(arguments).collect()
}

#[test]
fn every_call_of_the_command_line_works() {
    let folder = std::env::temp_dir().join(format!("thetaflow-readme-{}", std::process::id()));
    let mut count = 0;
    for name in PAGES {
        for arguments in calls(&page(name)) {
            // Files are written elsewhere: nothing here changes the pictures in docs/.
            for output in arguments
                .iter()
                .skip_while(|word| *word != "-o")
                .skip(1)
                .take(1)
            {
                let parent = folder.join(output).parent().map(PathBuf::from);
                fs::create_dir_all(parent.expect("a folder")).expect("it can be made");
            }
            fs::create_dir_all(&folder).expect("it can be made");
            let output = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
                .args(&arguments)
                .current_dir(&folder)
                .output()
                .expect("the program starts");
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "{name}: {arguments:?}: {complaint}"
            );
            count += 1;
        }
    }
    fs::remove_dir_all(&folder).ok();
    assert!(count > 8, "only {count} calls were found");
}

#[test]
fn every_script_of_npm_is_there() {
    let package: serde_json::Value =
        serde_json::from_str(&page("package.json")).expect("package.json is JSON");
    for name in PAGES {
        for command in commands(&page(name)) {
            let mut words = command.split_whitespace();
            if words.next() != Some("npm") {
                continue;
            }
            let script = words.find(|word| *word != "run").unwrap_or_default();
            assert!(package["scripts"][script].is_string(), "{name}: {command}");
        }
    }
}

#[test]
fn both_languages_of_the_readme_have_the_same_commands() {
    assert_eq!(
        commands(&page("README.md")),
        commands(&page("README.zh.md"))
    );
}

#[test]
fn every_file_that_is_pointed_at_is_there() {
    for name in PAGES {
        let text = page(name);
        let folder = root()
            .join(name)
            .parent()
            .map(PathBuf::from)
            .expect("a folder");
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        let pictures = ["src=\"", "srcset=\""]
            .into_iter()
            .flat_map(|start| text.split(start).skip(1))
            .filter_map(|rest| rest.split_once('"'))
            .filter(|(target, _)| target.contains("docs/") || target.starts_with("img/"));
        for (target, _) in links.chain(pictures) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            assert!(folder.join(file).exists(), "{name} points at {target}");
        }
    }
}
