//! The explanations on the site: both languages move the figure in the same ways, and the lab takes every one of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use thetaflow::lab::AnyLab;
use thetaflow_cli::labs::LABS;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn article(lab: &str, language: &str) -> String {
    read(&format!("labs/{lab}/article.{language}.md"))
}

/// What stands between `](` and `)`.
fn targets(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .collect()
}

/// The states that the links of an article give to its figure.
fn states(text: &str) -> Vec<&str> {
    targets(text)
        .into_iter()
        .filter_map(|target| target.strip_prefix('#'))
        .collect()
}

/// What the lab says against a state; nothing if all is well.
fn complaint(lab: &str, state: &str) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
        .args(["run", lab, "--lang", "en", "--steps", "1", "--state"])
        .arg(format!("lab={lab}&{state}"))
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success() || !said.is_empty()).then_some(said)
}

#[test]
fn every_link_gives_the_figure_a_state_that_it_accepts() {
    for lab in LABS.iter().map(AnyLab::id) {
        let english = article(lab, "en");
        let states = states(&english);
        assert!(states.len() >= 5, "{lab}: {states:?}");
        for state in states {
            assert_eq!(complaint(lab, state), None, "{lab}: {state}");
        }
    }
    assert!(complaint("angles", "n=banana").is_some());
}

#[test]
fn both_languages_have_the_same_links() {
    for lab in LABS.iter().map(AnyLab::id) {
        let (english, chinese) = (article(lab, "en"), article(lab, "zh"));
        let count = |text| {
            let mut links = BTreeMap::new();
            for target in targets(text) {
                *links.entry(target.to_owned()).or_insert(0) += 1;
            }
            links
        };
        assert_eq!(count(&english), count(&chinese), "{lab}");
    }
}

#[test]
fn both_languages_have_the_same_formulas() {
    let displayed = |text: &str| -> Vec<String> {
        text.split("$$")
            .skip(1)
            .step_by(2)
            // Words within a formula are in the language of the text.
            .map(|formula| match formula.split_once("\\text{") {
                Some((before, after)) => {
                    format!("{before}{}", after.split_once('}').unwrap_or_default().1)
                }
                None => formula.to_owned(),
            })
            .map(|formula| formula.replace([' ', '.', ','], ""))
            .collect()
    };
    for lab in LABS.iter().map(AnyLab::id) {
        let english = displayed(&article(lab, "en"));
        assert!(!english.is_empty(), "{lab}");
        assert_eq!(english, displayed(&article(lab, "zh")), "{lab}");
    }
}

#[test]
fn every_lab_has_a_figure_in_the_gallery() {
    for lab in LABS.iter().map(AnyLab::id) {
        let english = article(lab, "en");
        let figure = english
            .lines()
            .find_map(|line| line.strip_prefix("figure: "));
        let params = figure.unwrap_or_else(|| panic!("{lab}: no figure"));
        assert_eq!(complaint(lab, params), None, "{lab}: {params}");
    }
}
