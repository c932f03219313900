//! The pages of the labs' mathematics: their links give figures states that the labs accept, and numbers that are links can be repeated.
//!
//! A link with a title is a number, and its title says where in the frame it stands: the id of a readout, or a path of keys
//! of its JSON, in which the rows of a list go by their `id`, and the last one by `last`. On the site these links lead to
//! figures; in the repository, to what the parameters mean.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use thetaflow::lab::AnyLab;
use thetaflow_cli::labs::LABS;

struct Link {
    document: String,
    text: String,
    lab: String,
    state: String,
    title: Option<String>,
}

/// How the address of a link to a figure begins.
const LINK: &str = "../../docs/reference/";

/// What the labs say of their mathematics. Translations have the same links: e2e/translations.test.mjs.
fn pages() -> impl Iterator<Item = PathBuf> {
    let labs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../labs");
    LABS.iter()
        .map(move |lab| labs.join(lab.id()).join("mathematics.md"))
}

fn links() -> Vec<Link> {
    let mut links = Vec::new();
    for path in pages() {
        let document = path.display().to_string();
        let source = fs::read_to_string(&path).expect("a text");
        for (start, _) in source.match_indices("](") {
            let text = source[..start]
                .rsplit_once('[')
                .map_or("", |(_, text)| text);
            let target = source[start + 2..]
                .split_once(')')
                .map_or("", |(target, _)| target);
            let Some(target) = target.strip_prefix(LINK) else {
                continue;
            };
            let (target, title) = match target.split_once(" \"") {
                Some((target, title)) => (target, Some(title.trim_end_matches('"').to_owned())),
                None => (target, None),
            };
            if let Some((lab, state)) = target.split_once(".md#lab=") {
                links.push(Link {
                    document: document.clone(),
                    text: text.to_owned(),
                    lab: lab.to_owned(),
                    state: format!("lab={state}"),
                    title,
                });
            }
        }
    }
    links
}

#[test]
fn every_link_gives_a_figure_a_state_that_its_lab_accepts() {
    let links = links();
    for lab in LABS.iter().map(AnyLab::id) {
        assert!(links.iter().any(|link| link.lab == lab), "{lab}");
    }
    for link in &links {
        let (state, errors) = LABS.parse(&link.state);
        let at = format!("{}: {}", link.document, link.state);
        assert_eq!(errors, [], "{at}");
        assert_eq!(state.lab(), link.lab, "{at}");
    }
}

#[test]
fn tables_of_measurements_have_links_in_every_row() {
    let links = links();
    for (lab, rows) in [
        ("gans", 20),
        ("optimizers", 15),
        ("angles", 15),
        ("estimators", 12),
    ] {
        let document = format!("labs/{lab}/mathematics.md");
        let of_lab = |link: &&Link| link.document.ends_with(&document);
        let count = links.iter().filter(of_lab).count();
        assert!(count >= rows, "{document}: {count}");
    }
}

#[test]
fn numbers_that_are_links_are_what_the_figure_shows() {
    let mut repeated = 0;
    for link in links() {
        let Some(title) = &link.title else { continue };
        let frame = frame(&link);
        let value = value(&frame, title).and_then(Value::as_f64);
        let value =
            value.unwrap_or_else(|| panic!("{}: no {title} in {}", link.document, link.state));
        let (printed, last_place) = number(&link.text);
        assert!(
            (value - printed).abs() <= 0.51 * last_place,
            "{}: {} is {value} ({})",
            link.document,
            link.text,
            link.state
        );
        repeated += 1;
    }
    assert!(repeated > 50, "{repeated}");
}

fn frame(link: &Link) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
        .args(["run", &link.lab, "--state", &link.state])
        .output()
        .expect("the program starts");
    let exported: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    exported["frame"].clone()
}

fn value<'a>(frame: &'a Value, title: &str) -> Option<&'a Value> {
    let by_id = |rows: &'a Value, id: &str| {
        let mut rows = rows.as_array()?.iter();
        rows.find(|row| row["id"] == id)
    };
    let readouts = &frame["readouts"];
    if let Some(found) = by_id(readouts, title) {
        return Some(&found["value"]);
    }
    if let Some(found) = readouts.get(title) {
        return Some(found);
    }
    let mut value = frame;
    for key in title.split('.') {
        let everywhere = value
            .as_object()
            .into_iter()
            .flat_map(|object| object.values());
        let row = everywhere.filter_map(|rows| by_id(rows, key)).next();
        let last = value.as_array().and_then(|list| list.last());
        value = value.get(key).or(row).or(last.filter(|_| key == "last"))?;
    }
    Some(value)
}

/// A number as it is printed, such as 6.49·10⁻², and what its last digit counts.
fn number(text: &str) -> (f64, f64) {
    let (digits, power) = match text.split_once("·10") {
        Some((digits, power)) => (digits, superscript(power)),
        None => (text, 0),
    };
    let unit = 10f64.powi(power);
    let decimals = digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let value: f64 = digits.replace('−', "-").parse().expect("a number");
    (value * unit, unit * 10f64.powi(-(decimals as i32)))
}

fn superscript(text: &str) -> i32 {
    let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |letter| digits.chars().position(|digit| digit == letter);
    let value = text
        .chars()
        .filter_map(digit)
        .fold(0, |value, digit| 10 * value + digit as i32);
    if text.starts_with('⁻') {
        -value
    } else {
        value
    }
}
