//! The command line as a user meets it.

use serde_json::Value;
use std::path::PathBuf;
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
    assert_eq!(
        first["frame"]["runs"][0]["theta"].as_array().map(Vec::len),
        Some(41)
    );
    let state = first["state"].as_str().expect("a state");
    assert_eq!(run_json(&["--state", state]), first);
    for address in ["x/embed.html?theme=dark#", "x/embed.html?theme=dark&"] {
        let link = format!("https://example.org/{address}{state}");
        assert_eq!(run_json(&["--state", &link]), first);
    }
}

/// The same form in every lab: numbers by id, and how the run stands.
#[test]
fn every_frame_has_its_numbers_and_its_standing() {
    for (state, number) in [
        ("lab=optimizers&steps=20", "loss"),
        ("lab=optimizers&rule_2=sgd&steps=20", "step"),
        ("lab=angles&steps=20", "mean_exact"),
        ("lab=angles&figure=gram", "cosine_rms"),
        ("lab=angles&figure=signal&steps=3", "output_angle"),
        ("lab=estimators&steps=9", "exact"),
        ("lab=estimators&figure=simplex&steps=9", "p_value"),
        ("lab=gans&steps=13&batch=16", "loss_d"),
        ("lab=gans&view=dirac&steps=13", "rho"),
    ] {
        let run: Value = serde_json::from_str(&stdout(&["run", "--state", state])).expect("JSON");
        let frame = &run["frame"];
        let readouts = frame["readouts"].as_object().expect("numbers by id");
        assert!(
            readouts
                .values()
                .all(|value| value.is_number() || value.is_null()),
            "{state}"
        );
        assert!(readouts[number].is_number(), "{state}: {readouts:?}");
        let status = frame["status"].as_object().expect("a status");
        assert_eq!(status.len(), 2, "{state}");
        assert!(
            status["id"] == "running" && status["step"] == run["step"],
            "{state}"
        );
    }
}

/// What is given in vain gets a sentence with what would make it count, changes nothing, and is no mistake.
#[test]
fn what_has_no_effect_is_said() {
    let warned = |arguments: &[&str]| {
        let output = thetaflow(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    let run = |more: &[&str]| warned(&[&["run", "optimizers", "--steps", "3"], more].concat());
    let momentum = "thetaflow: warning: momentum has no effect while rule=adam. It counts with rule=momentum, nesterov.\n";
    assert_eq!(run(&["--set", "momentum=0.5"]), momentum);
    assert_eq!(
        run(&["--set", "momentum=0.9"]),
        momentum,
        "given, if at its default"
    );
    assert_eq!(
        run(&["--set", "momentum=0.5", "--set", "rule=momentum"]),
        ""
    );
    assert_eq!(
        run(&["--set", "rule=momentum", "--set", "momentum=0.5"]),
        ""
    );
    assert!(run(&["--seed", "4"]).contains("seed has no effect while noise=0"));
    assert_eq!(run(&["--seed", "4", "--set", "noise=1"]), "");
    let two = run(&["--set", "momentum=0.5", "--set", "lr_2=0.1"]);
    assert!(
        two.starts_with(momentum) && two.contains("rule_2≠none"),
        "{two}"
    );
    let chinese = warned(&["--lang", "zh", "run", "optimizers", "--set", "momentum=0.5"]);
    assert!(
        chinese.contains("当前 rule=adam，momentum不起作用"),
        "{chinese}"
    );

    let state = "lab=optimizers&rule=adam&momentum=0.5&steps=3";
    assert_eq!(warned(&["run", "--state", state]), momentum);
    // It stays in the state, for when it counts.
    let json = stdout(&["run", "--state", state]);
    let value: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["state"], "lab=optimizers&momentum=0.5&steps=3");
    // A file has it because everything is in it.
    let folder = Folder::new("in-vain");
    let file = folder.file("figure.json", &json);
    assert_eq!(warned(&["run", "--from", &file]), "");
    assert_eq!(
        warned(&["run", "--from", &file, "--set", "momentum=0.6"]),
        momentum
    );

    let table = folder.file("points.csv", "0,1\n1,0\n");
    let points = format!("points=@{table}");
    let gans = ["run", "gans", "--steps", "1", "--set", &points];
    let sentence = "points has no effect while data=ring. It counts with data=points.";
    assert!(warned(&gans).contains(sentence));
    let svg = folder.path("figure.svg");
    let render = ["render", "optimizers", "--steps", "3", "-o", &svg];
    assert_eq!(warned(&render), "");
    let scaled = warned(&[&render[..], &["--scale", "3"]].concat());
    assert!(
        scaled.contains("--scale counts only with a name that ends in .png"),
        "{scaled}"
    );
}

/// Files that were saved before frames had their numbers by id.
#[test]
fn an_older_file_is_read() {
    let folder = Folder::new("older");
    let file = folder.file(
        "figure.json",
        r#"{"thetaflow": "0.1.0", "lab": "optimizers", "state": "lab=optimizers&rule=sgd&steps=9",
            "params": {"rule": "sgd", "steps": "9", "momentum": "0.9"}, "seed": 1, "step": 9,
            "frame": {"step": 9, "readouts": [{"id": "step", "symbol": "n", "value": 9.0, "whole": true}]}}"#,
    );
    let again: Value = serde_json::from_str(&stdout(&["run", "--from", &file])).expect("JSON");
    let direct = run_json(&["--set", "rule=sgd", "--steps", "9"]);
    assert_eq!(again["frame"], direct["frame"]);
    assert_eq!(again["frame"]["readouts"]["step"], 9.0);
}

/// A folder of the test's own, removed when it is done.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("thetaflow-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("text").to_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).expect("it can be written");
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn a_file_makes_the_same_frame_again() {
    let folder = Folder::new("from");
    for state in [
        "lab=optimizers&rule=momentum&lr=0.001&noise=0.5&seed=3&steps=40&step=17",
        "lab=optimizers&landscape=custom&f=sin(x)*cos(y)%2B0.1*x^2&steps=30",
        "lab=optimizers&rule=sgd&lr=5&steps=50",
        "lab=angles&steps=20&step=5",
        "lab=estimators&steps=20&step=9",
        "lab=gans&steps=30&step=11",
    ] {
        let first = stdout(&["run", "--state", state]);
        let file = folder.file("figure.json", &first);
        assert_eq!(stdout(&["run", "--from", &file]), first, "{state}");
        let value: Value = serde_json::from_str(&first).expect("JSON");
        assert_eq!(value["thetaflow"], env!("CARGO_PKG_VERSION"));
        assert!(value["step"].is_u64() && value["seed"].is_u64());
        let lab = value["lab"].as_str().expect("a lab");
        let csv = ["--format", "csv"];
        assert_eq!(
            stdout(&[&["run", lab, "--from", &file], &csv[..]].concat()),
            stdout(&[&["run", "--state", state], &csv[..]].concat()),
        );
    }
    // A run that diverges stands before its last step.
    let file = folder.file(
        "diverged.json",
        &stdout(&["run", "--state", "lab=optimizers&rule=sgd&lr=5&steps=50"]),
    );
    let again: Value = serde_json::from_str(&stdout(&["run", "--from", &file])).expect("JSON");
    assert!(again["step"].as_u64() < Some(50));
    assert_eq!(again["frame"]["status"]["id"], "diverged");
}

#[test]
fn a_file_can_be_changed_on_the_way() {
    let folder = Folder::new("changed");
    let file = folder.file(
        "figure.json",
        r#"{"lab": "optimizers", "params": {"rule": "sgd", "lr": 0.002, "arrows": true}, "step": 8}"#,
    );
    let run: Value =
        serde_json::from_str(&stdout(&["run", "--from", &file, "--set", "b=2"])).expect("JSON");
    assert_eq!(
        run["state"],
        "lab=optimizers&b=2&rule=sgd&lr=0.002&arrows=on&step=8"
    );
}

#[test]
fn a_file_that_is_no_figure_gets_a_sentence() {
    let folder = Folder::new("bad");
    let from = |name: &str, text: &str| refusal(&["run", "--from", &folder.file(name, text)]);
    for text in [
        "",
        "step,x,y\n0,1,2\n",
        "[]",
        "{}",
        r#"{"lab": "optimizers"}"#,
        r#"{"lab": "optimizers", "params": {"lr": [1]}}"#,
    ] {
        let sentence = from("figure.json", text);
        assert!(sentence.contains("no figure's JSON"), "{text}: {sentence}");
    }
    let lab = from("lab.json", r#"{"lab": "optimisers", "params": {}}"#);
    assert!(lab.contains("Did you mean “optimizers”?"), "{lab}");
    let value = from(
        "value.json",
        r#"{"lab": "optimizers", "params": {"lr": "1e999", "x&y": "1"}, "step": -3}"#,
    );
    assert!(value.lines().count() > 2, "{value}");
    assert!(refusal(&["run", "--from", "/no/such/figure.json"]).contains("could not be read"));
    let file = folder.file("figure.json", r#"{"lab": "gans", "params": {}}"#);
    assert!(refusal(&["run", "optimizers", "--from", &file]).contains("gans"));
    assert!(refusal(&["run", "--from", &file, "--state", "lab=gans"]).contains("--state"));
    assert!(refusal(&["run"]).contains("LAB"));
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
    let folder = Folder::new("pictures");
    let path = |name: &str| folder.path(name);
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
    // 96 to the inch.
    let density = reader.info().pixel_dims.expect("a size on paper");
    assert_eq!((density.xppu, density.yppu), (3780, 3780));
}

#[test]
fn pictures_fit_a_paper() {
    let folder = Folder::new("paper");
    let file = folder.path("figure.svg");
    let svg = |arguments: &[&str]| {
        stdout(
            &[
                &["render", "optimizers", "--steps", "9", "-o", &file],
                arguments,
            ]
            .concat(),
        );
        std::fs::read_to_string(&file).expect("a file")
    };
    for (size, width) in [("column", 326), ("page", 672), ("500", 500)] {
        let picture = svg(&["--size", size]);
        assert!(picture.contains(&format!("width=\"{width}\"")), "{size}");
        assert!(has_background(&picture), "{size}");
    }
    assert!(!has_background(&svg(&[
        "--size",
        "column",
        "--transparent"
    ])));
}

/// A part of the picture, with thicker curves: everything stays where it is in the whole.
#[test]
fn parts_of_pictures_can_be_cut_out() {
    let folder = Folder::new("part");
    let svg = |name: &str, arguments: &[&str]| {
        let file = folder.path(name);
        let always = ["render", "optimizers", "--size", "700x450", "-o", &file];
        stdout(&[&always, arguments].concat());
        std::fs::read_to_string(&file).expect("a file")
    };
    let whole = svg("whole.svg", &[]);
    let part = svg("part.svg", &["--crop", "300x200+60+10"]);
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\" viewBox=\"480 80 2400 1600\"";
    assert!(part.starts_with(head), "{}", &part[..200]);
    let body = |svg: &str| svg.split_once('\n').map(|(_, body)| body.to_owned());
    assert_eq!(body(&part), body(&whole));

    let widths = |svg: &str, color: &str| -> Vec<f64> {
        let start = format!("stroke=\"{color}\" stroke-width=\"");
        let strokes = svg.split(&start).skip(1);
        let widths = strokes.filter_map(|rest| rest.split('"').next()?.parse().ok());
        widths.collect()
    };
    let thick = svg("thick.svg", &["--line-width", "3"]);
    for (color, factor) in [("#d55e00", 3.0), ("#0072b2", 3.0), ("#787878", 1.0)] {
        let expected: Vec<f64> = widths(&whole, color)
            .iter()
            .map(|width| factor * width)
            .collect();
        assert!(!expected.is_empty(), "{color}");
        assert_eq!(widths(&thick, color), expected, "{color}");
    }
}

/// In all formats, and in the legend as in the figure.
#[test]
fn a_style_changes_widths_colours_and_gaps() {
    let folder = Folder::new("style");
    let picture = |name: &str, style: &str| {
        let file = folder.path(name);
        let always = ["render", "optimizers", "--steps", "9", "--size", "column"];
        let asked = ["--legend", "--style", style, "-o", &file];
        stdout(&[&always[..], &asked].concat());
        std::fs::read(&file).expect("a file")
    };
    let svg = |style: &str| String::from_utf8(picture("figure.svg", style)).expect("text");
    let (screen, print, thin) = (svg("screen"), svg("print"), svg("thin"));
    let file = folder.path("figure.svg");
    stdout(&[
        "render",
        "optimizers",
        "--steps",
        "9",
        "--size",
        "column",
        "--legend",
        "-o",
        &file,
    ]);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), screen);
    // The second kind of line: two curves, and the legend.
    let of_flow = |svg: &str, color: &str| -> Vec<String> {
        let lines = svg
            .lines()
            .filter(|line| line.contains(&format!("stroke=\"{color}\"")));
        lines
            .map(|line| {
                line.split("stroke-width=")
                    .nth(1)
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    };
    let (flow, printed) = (of_flow(&screen, "#0072b2"), of_flow(&print, "#005898"));
    assert!(
        flow.len() >= 3 && flow.iter().all(|line| !line.contains("dash")),
        "{flow:?}"
    );
    assert_eq!(flow.len(), printed.len());
    // All but what is shorter than a pattern, and the legend, which comes last.
    let is_dashed = |line: &&String| line.ends_with("stroke-dasharray=\"72 24\"/>");
    assert!(printed.iter().filter(is_dashed).count() >= 3, "{printed:?}");
    assert!(
        printed
            .iter()
            .next_back()
            .is_some_and(|line| is_dashed(&line))
    );
    assert!(!of_flow(&thin, "#0072b2").contains(&flow[0]));
    for name in ["figure.png", "figure.pdf", "figure.pgf"] {
        assert_ne!(picture(name, "screen"), picture(name, "print"), "{name}");
    }
    let tex = String::from_utf8(picture("figure.pgf", "print")).expect("text");
    assert!(tex.contains("\\pgfsetdash{{6.75bp}{2.25bp}}{0pt}"));
    let told = refusal(&["render", "optimizers", "--style", "fat", "-o", &file]);
    assert!(
        told.contains("“fat” is not a style. Allowed: screen, print, thin."),
        "{told}"
    );
}

/// Below the figure, in both languages; in a race it names the colours of the table.
#[test]
fn pictures_have_a_legend_if_one_asks() {
    let folder = Folder::new("legend");
    let file = folder.path("figure.svg");
    let svg = |size: &str, arguments: &[&str]| {
        let always = [
            "render",
            "optimizers",
            "--steps",
            "9",
            "--size",
            size,
            "-o",
            &file,
        ];
        stdout(&[&always, arguments].concat());
        std::fs::read_to_string(&file).expect("a file")
    };
    let height = |svg: &str| -> u32 {
        let text = svg
            .split("height=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        text.and_then(|text| text.parse().ok()).expect("a height")
    };
    let plain = svg("column", &[]);
    let english = svg("column", &["--legend"]);
    assert_eq!(height(&english), height(&plain) + 17 + 6, "one row");
    assert!(english.contains(">optimizer</text>") && english.contains("stroke=\"#d55e00\""));
    assert!(!plain.contains(">optimizer</text>"));
    assert_eq!(
        height(&svg("500x400", &["--legend"])),
        400,
        "as it was asked for"
    );
    assert!(svg("column", &["--legend", "--lang", "zh"]).contains(">优化器</text>"));
    let race = svg("column", &["--set", "rule_2=sgd", "--legend"]);
    assert!(race.contains(">Adam</text>") && race.contains(">gradient descent (SGD)</text>"));
}

/// A white sheet under everything, as an SVG's element begins.
fn has_background(svg: &str) -> bool {
    let second = svg.lines().nth(1).unwrap_or_default();
    second.starts_with("<rect width=") && second.ends_with("fill=\"#ffffff\"/>")
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
    let cropped =
        |part: &str| refusal(&["render", "optimizers", "--crop", part, "-o", "figure.svg"]);
    for part in [
        "",
        "300x200",
        "300x200+1",
        "0x200+0+0",
        "300x200+1+2+3",
        "3x4+-1+0",
        "axb+c+d",
    ] {
        assert!(cropped(part).contains("WIDTHxHEIGHT+LEFT+TOP"), "{part}");
    }
    for part in ["900x600+1+0", "1x1+0+600", "9x9+4294967295+0"] {
        assert!(
            cropped(part).contains("parts of 900x600 CSS pixels"),
            "{part}"
        );
    }
    assert!(
        refusal(&[
            "render",
            "optimizers",
            "--line-width",
            "NaN",
            "-o",
            "figure.svg"
        ])
        .contains("“NaN” is not a factor. Allowed: a number from 0.25 to 8.")
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
fn a_figure_says_what_it_shows() {
    let arguments = [
        "render",
        "optimizers",
        "--set",
        "rule=sgd",
        "--set",
        "lr=0.001",
    ];
    let more = ["--steps", "100", "--pin", "lr=0.002", "--describe"];
    let english = stdout(&[&arguments[..], &more[..]].concat());
    assert!(
        english.starts_with("Step 100 of 100, end of the run. "),
        "{english}"
    );
    let falls = "optimizer θₙ: L − L* falls from 12.5 to ";
    assert!(
        english.contains(falls) && english.trim_end().ends_with("In grey: γ 0.002."),
        "{english}"
    );
    let chinese = stdout(&[&["--lang", "zh"], &arguments[..], &more[..]].concat());
    assert!(
        chinese.starts_with("第 100 步，共 100 步") && chinese.contains("由 12.5 降至"),
        "{chinese}"
    );
    let unnamed = refusal(&["render", "optimizers"]);
    assert!(unnamed.contains("--output"), "{unnamed}");
}

#[test]
fn earlier_runs_stay_in_sight() {
    let folder = Folder::new("pinned");
    let picture = |pins: &[&str]| {
        let path = folder.path("pinned.svg");
        let mut arguments = vec![
            "render",
            "optimizers",
            "--steps",
            "50",
            "--legend",
            "-o",
            &path,
        ];
        for pin in pins {
            arguments.extend(["--pin", pin]);
        }
        stdout(&arguments);
        std::fs::read_to_string(&path).expect("a picture")
    };
    let alone = picture(&[]);
    let pinned = picture(&["lr=0.002", "rule=adam&step=20"]);
    assert!(pinned.len() > alone.len());
    assert!(pinned.contains(">γ 0.002</text>"), "the legend names it");
    let link = "lab=optimizers&steps=50&pin=lr%3D0.002&pin=rule%3Dadam%26step%3D20";
    let path = folder.path("linked.svg");
    stdout(&["render", "--state", link, "--legend", "-o", &path]);
    let linked = std::fs::read_to_string(&path).expect("a picture");
    assert!(linked == pinned, "a link shows the same");
    let file = folder.path("pinned.json");
    stdout(&["run", "--state", link, "-o", &file]);
    stdout(&["render", "--from", &file, "--legend", "-o", &path]);
    let again = std::fs::read_to_string(&path).expect("a picture");
    assert!(again == pinned, "a file shows the same");
    let render = ["render", "optimizers", "-o", "x.svg", "--pin"];
    let unknown = refusal(&[&render[..], &["lrr=3"]].concat());
    assert!(unknown.contains("lrr"), "{unknown}");
    let many = ["a", "--pin", "lr=1", "--pin", "lr=2", "--pin", "lr=3"];
    let many = refusal(&[&render[..], &["lr=4"], &many[1..]].concat());
    assert!(many.contains("At most 3 earlier runs"), "{many}");
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

#[test]
fn points_come_from_a_table() {
    let path = std::env::temp_dir().join(format!("thetaflow-points-{}.csv", std::process::id()));
    let assignment = format!("points=@{}", path.display());
    let arguments = [
        "run",
        "gans",
        "--set",
        "data=points",
        "--set",
        &assignment,
        "--steps",
        "2",
    ];
    std::fs::write(&path, "x;y\n1,5;2\n0,5;-1").expect("a file");
    let whole: Value = serde_json::from_str(&stdout(&arguments)).expect("JSON");
    assert_eq!(whole["params"]["points"], "1.5,2;0.5,-1");
    assert!(
        whole["state"]
            .as_str()
            .is_some_and(|state| state.contains("points=1.5,2;0.5,-1"))
    );
    std::fs::write(&path, "1,2\n1,inf\n").expect("a file");
    assert!(refusal(&arguments).contains("Line 2, column 2: “inf” is not finite."));
    std::fs::remove_file(&path).expect("the file");
    assert!(refusal(&arguments).contains("could not be read: there is no such file."));
}

/// What is not plain about a table is said, beside the frame.
#[test]
fn how_a_table_is_read_is_said() {
    let folder = Folder::new("remarks");
    let file = folder.file("data.csv", ",name,x,y\n0,a,1,2\n1,b,,1\n2,c,0,1\n");
    let points = format!("points=@{file}");
    let run = |arguments: &[&str]| {
        let always = [
            "run",
            "gans",
            "--set",
            "data=points",
            "--set",
            &points,
            "--steps",
            "1",
        ];
        thetaflow(&[&always, arguments].concat())
    };
    let output = run(&[]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        format!(
            "thetaflow: warning: {file}: Points: 2. x is column 3 “x”, y is column 4 “y”.\n\
             thetaflow: warning: {file}: Columns not used: 1, 2 “name”.\n\
             thetaflow: warning: {file}: Rows left out because a value is missing: 1 (line 3).\n"
        )
    );
    let chinese = run(&["--lang", "zh"]).stderr;
    assert!(String::from_utf8_lossy(&chinese).contains("未用的列：1, 2 “name”。"));
    folder.file("data.csv", "1,2\n");
    assert!(run(&[]).stderr.is_empty(), "nothing to say");
}

/// Tables as other programs write them, in their encodings: see `tests/tables/README.md`.
#[test]
fn tables_are_read_in_the_usual_encodings() {
    let tables = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> = std::fs::read_dir(&tables)
        .expect("the tables")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.retain(|path| !path.ends_with("README.md") && !path.ends_with("workbook.xlsx"));
    assert_eq!(files.len(), 11);
    for file in files {
        let points = format!("points=@{}", file.display());
        let run = [
            "run",
            "gans",
            "--set",
            "data=points",
            "--set",
            &points,
            "--steps",
            "1",
        ];
        let frame: Value = serde_json::from_str(&stdout(&run)).expect("JSON");
        assert_eq!(
            frame["params"]["points"],
            "0.5,1.2;-1.3,0.8;2,-0.25",
            "{}",
            file.display()
        );
    }
    let workbook = format!("points=@{}", tables.join("workbook.xlsx").display());
    let sentence = refusal(&["run", "gans", "--set", "data=points", "--set", &workbook]);
    assert!(
        sentence.contains("is not a text. Allowed: text in UTF-8, UTF-16, GB18030"),
        "{sentence}"
    );
}

/// Every file that is read or written: what goes wrong is said in the language of the other messages, with its name.
#[test]
fn the_system_is_translated() {
    let folder = Folder::new("system");
    let file = folder.file("file.txt", "{}");
    let (directory, missing) = (folder.path("."), folder.path("no.json"));
    let below = file.clone() + "/x";
    let here = folder.path("no/figure.svg");
    for (arguments, name, english, chinese) in [
        (
            &["run", "gans", "--set", &format!("points=@{directory}")][..],
            &directory,
            "it is a folder",
            "这是文件夹",
        ),
        (
            &["run", "gans", "--set", &format!("points=@{missing}")],
            &missing,
            "there is no such file",
            "没有这个文件",
        ),
        (
            &["run", "--from", &directory],
            &directory,
            "it is a folder",
            "这是文件夹",
        ),
        (
            &["run", "--from", &missing],
            &missing,
            "there is no such file",
            "没有这个文件",
        ),
        (
            &["run", "--from", &below],
            &below,
            "there is no such folder",
            "没有这个文件夹",
        ),
        (
            &["run", "angles", "--steps", "1", "-o", &directory],
            &directory,
            "it is a folder",
            "这是文件夹",
        ),
        (
            &["render", "angles", "--steps", "1", "-o", &here],
            &here,
            "there is no such folder",
            "没有这个文件夹",
        ),
    ] {
        let sentence = refusal(arguments);
        assert!(
            sentence.contains(name.as_str()) && sentence.contains(english),
            "{sentence}"
        );
        let sentence = refusal(&[&["--lang", "zh"], arguments].concat());
        assert!(
            sentence.contains(name.as_str()) && sentence.contains(chinese),
            "{sentence}"
        );
        assert!(!sentence.contains("os error"), "{sentence}");
    }
}

/// A file without an end has one for us.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_is_too_long_is_not_read() {
    assert!(
        refusal(&["run", "--from", "/dev/zero"])
            .contains("“/dev/zero” is too long: at most 64 MB.")
    );
    let full = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
        .args(["labs", "--lang", "en"])
        .stdout(std::fs::File::create("/dev/full").expect("the device"))
        .output()
        .expect("the program starts");
    assert!(
        String::from_utf8_lossy(&full.stderr)
            .contains("could not be written: there is no room for it.")
    );
}

/// PowerShell writes what it is told to redirect in UTF-16.
#[test]
fn a_state_is_read_in_the_usual_encodings() {
    let folder = Folder::new("utf-16");
    let first = stdout(&["run", "angles", "--steps", "2"]);
    let bytes: Vec<u8> = ("\u{feff}".to_owned() + &first)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(folder.path("figure.json"), bytes).expect("a file");
    assert_eq!(
        stdout(&["run", "--from", &folder.path("figure.json")]),
        first
    );
}

/// Numbers as people type them, wherever one is read.
#[test]
fn numbers_are_read_as_people_type_them() {
    for (typed, read) in [
        ("0,05", "0.05"),
        ("０．０５", "0.05"),
        ("5×10⁻²", "0.05"),
        ("1/20", "0.05"),
        (".05", "0.05"),
    ] {
        let set = format!("lr={typed}");
        assert_eq!(
            run_json(&["--set", &set, "--steps", "1"])["params"]["lr"],
            read,
            "{typed}"
        );
    }
    assert_eq!(
        run_json(&["--set", "start=0,5;1,5", "--steps", "1 000"])["params"]["start"],
        "0.5,1.5"
    );
    let sentence = |assignment: &str| refusal(&["run", "optimizers", "--set", assignment]);
    assert!(
        sentence("lr=1,000").contains("“1,000” can be read in two ways. Write 1000 or 1, without")
    );
    assert!(sentence("steps=1,000").contains("Write 1000 or 1, without"));
    assert!(sentence("lr=5%").contains("“5%” is a percentage. Write 0.05."));
    assert!(sentence("start=0,5,1,5").contains("with decimal commas x;y"));
    let chinese = refusal(&["--lang", "zh", "run", "optimizers", "--set", "lr=1,000"]);
    assert!(
        chinese.contains("“1,000”有两种读法。请写成 1000 或 1"),
        "{chinese}"
    );
    let folder = Folder::new("numbers");
    let file = folder.path("figure.svg");
    stdout(&[
        "render",
        "angles",
        "--steps",
        "1",
        "--line-width",
        "1,5",
        "-o",
        &file,
    ]);
}
