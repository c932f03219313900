//! The command line as a user meets it.

use serde_json::Value;
use std::process::{Command, Output};

fn thetaflow(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thetaflow"));
    command
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn stdout(arguments: &[&str]) -> String {
    let output = thetaflow(arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

fn refusal(arguments: &[&str]) -> String {
    let output = thetaflow(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("text")
}

fn run_json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(&[&["run", "optimizers"], arguments].concat())).expect("JSON")
}

#[test]
fn labs_and_schemas_are_listed() {
    assert!(stdout(&["labs"]).starts_with("optimizers"));
    let text = stdout(&["schema", "optimizers"]);
    assert!(text.contains("learning rate") && text.contains("momentum"));
    let json: Value =
        serde_json::from_str(&stdout(&["schema", "optimizers", "--format", "json"])).expect("JSON");
    assert_eq!(json["lab"], "optimizers");
    assert!(
        json["params"]
            .as_array()
            .is_some_and(|params| params.iter().any(|param| param["id"] == "lr"))
    );
}

#[test]
fn a_run_can_be_made_again_from_its_own_output() {
    let first = run_json(&[
        "--set",
        "rule=momentum",
        "--set",
        "lr=0.001",
        "--steps",
        "40",
        "--seed",
        "3",
    ]);
    assert_eq!(first["step"], 40);
    assert_eq!(first["params"]["seed"], "3");
    assert_eq!(first["runs"][0]["theta"].as_array().map(Vec::len), Some(41));
    let state = first["state"].as_str().expect("a state");
    assert_eq!(run_json(&["--state", state]), first);
}

#[test]
fn csv_has_a_row_a_step() {
    let text = stdout(&["run", "optimizers", "--steps", "10", "--format", "csv"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("step,time,x,y,loss,flow_x,flow_y"));
    assert_eq!(lines.len(), 12);
    assert!(lines[1].starts_with("0,0,-1.5,2,"));
}

#[test]
fn a_script_repeats_the_settings() {
    let run = [
        "run",
        "optimizers",
        "--set",
        "rule=momentum",
        "--set",
        "lr=0.001",
    ];
    let script = stdout(&[&run[..], &["--steps", "40", "--format", "pytorch"]].concat());
    assert!(script.starts_with("# 40 steps of momentum"), "{script}");
    assert!(script.contains("import torch") && script.contains("lr = 0.001\n"));
    let whole = ["run", "optimizers", "--format", "pytorch", "--state"];
    let half = stdout(&[&whole[..], &["lab=optimizers&steps=40&step=7"]].concat());
    assert!(
        half.starts_with("# 7 steps of adam"),
        "the step on show: {half}"
    );
}

#[test]
fn pictures_are_written() {
    let folder = std::env::temp_dir().join(format!("thetaflow-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |name: &str| folder.join(name).to_str().expect("text").to_owned();
    stdout(&[
        "render",
        "optimizers",
        "--size",
        "700x450",
        "-o",
        &path("figure.svg"),
    ]);
    stdout(&[
        "render",
        "optimizers",
        "--size",
        "700x450",
        "--theme",
        "dark",
        "--scale",
        "1",
        "-o",
        &path("figure.png"),
    ]);
    let svg = std::fs::read_to_string(path("figure.svg")).expect("a file");
    assert!(
        svg.starts_with("<svg")
            && svg.trim_end().ends_with("</svg>")
            && svg.contains("width=\"700\"")
    );
    let png = std::fs::read(path("figure.png")).expect("a file");
    let reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .expect("a PNG");
    assert_eq!((reader.info().width, reader.info().height), (700, 450));
    std::fs::remove_dir_all(&folder).ok();
}

#[test]
fn mistakes_get_a_sentence() {
    assert!(refusal(&["run", "optimisers"]).contains("Did you mean “optimizers”?"));
    assert!(
        refusal(&["run", "optimizers", "--set", "lr=banana"])
            .contains("“banana” is not a number. Allowed: 1e-6 to 10")
    );
    assert!(
        refusal(&["run", "optimizers", "--set", "momentun=0.5"])
            .contains("Did you mean “momentum”?")
    );
    assert!(refusal(&["run", "optimizers", "--set", "lr"]).contains("key=value"));
    assert!(refusal(&["run", "optimizers", "--steps", "0"]).contains("steps"));
    assert!(refusal(&["run", "optimizers", "--format", "xml"]).contains("json"));
    assert!(refusal(&["render", "optimizers", "-o", "figure.gif"]).contains(".svg"));
    assert!(
        refusal(&["render", "optimizers", "--size", "9x9", "-o", "figure.svg"]).contains("900x600")
    );
    assert!(
        refusal(&["render", "optimizers", "--scale", "0", "-o", "figure.png"]).contains("0.25")
    );
    assert!(
        refusal(&["run", "optimizers", "-o", "/no/such/folder/frame.json"])
            .contains("could not be written")
    );
    assert!(
        refusal(&["--lang", "zh", "run", "optimizers", "--set", "lr=banana"]).contains("不是数")
    );
}

#[test]
fn help_is_there_in_both_languages() {
    for command in [
        &["--help"][..],
        &["run", "--help"],
        &["render", "--help"],
        &["schema", "--help"],
        &["labs", "--help"],
    ] {
        assert!(stdout(command).contains("Usage"));
    }
    assert!(stdout(&["--lang", "zh", "--help"]).contains("机器学习"));
}
