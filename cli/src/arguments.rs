//! What the command line understands.

use crate::labs::LABS;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;
use thetaflow::params::{SEED, STEPS};
use thetaflow::texts::Texts;

/// Sentences that say what is wrong.
pub type Refused = Vec<String>;

/// The text of an option; empty if it was not given.
pub fn option<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches
        .get_one::<String>(name)
        .map(String::as_str)
        .unwrap_or_default()
}

/// The whole command line, worded in one language.
pub fn command(texts: &Texts) -> Command {
    let about = |name: &str| texts.get(&format!("cli.about.{name}")).to_owned();
    let help = |name: &str| texts.get(&format!("cli.help.{name}")).to_owned();
    let lab = || {
        Arg::new("lab")
            .value_name("LAB")
            .required(true)
            .help(help("lab"))
    };
    // A link and a file name their lab.
    let lab_of_run = || {
        lab()
            .required(false)
            .required_unless_present_any(["state", "from"])
    };
    let output = || {
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
    };
    let format = |formats: &[&'static str]| {
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .default_value(formats[0])
            .value_parser(PossibleValuesParser::new(formats))
    };
    // Those of a lab's own are refused later if the lab in question has them not.
    let mut run_formats = vec!["json", "csv"];
    for script in LABS.iter().flat_map(|lab| lab.scripts()) {
        if !run_formats.contains(script) {
            run_formats.push(script);
        }
    }
    let run_arguments = || {
        [
            Arg::new("set")
                .long("set")
                .value_name("KEY=VALUE")
                .action(ArgAction::Append)
                .help(help("set")),
            Arg::new("state")
                .long("state")
                .value_name("LINK")
                .help(help("state")),
            Arg::new("from")
                .long("from")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("state")
                .help(help("from")),
            Arg::new(STEPS.id())
                .long(STEPS.id())
                .value_name("N")
                .help(help("steps")),
            Arg::new(SEED.id())
                .long(SEED.id())
                .value_name("S")
                .help(help("seed")),
        ]
    };
    let animation = || {
        let pace = |name: &'static str, value, default: &'static str| {
            let needed = Arg::new(name).long(name).requires("animate");
            (needed.value_name(value).default_value(default)).help(help(name))
        };
        [
            Arg::new("animate")
                .long("animate")
                .value_name("FIRST..LAST")
                .allow_hyphen_values(true)
                .help(help("animate")),
            pace("fps", "N", "25"),
            pace("seconds", "X", "8"),
        ]
    };
    let ids: Vec<&str> = LABS.iter().map(|lab| lab.id()).collect();
    Command::new("thetaflow")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about("thetaflow"))
        .after_help(texts.fill("cli.examples", [("labs", ids.join(", ").as_str())]))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name("LANG")
                .value_parser(PossibleValuesParser::new(["en", "zh"]))
                .help(help("lang")),
        )
        .subcommand(Command::new("labs").about(about("labs")))
        .subcommand(
            Command::new("schema")
                .about(about("schema"))
                .arg(lab())
                .arg(format(&["text", "json"]).help(help("format"))),
        )
        .subcommand(
            Command::new("run")
                .about(about("run"))
                .arg(lab_of_run())
                .args(run_arguments())
                .arg(format(&run_formats).help(help("format")))
                .arg(output().help(help("output_text"))),
        )
        .subcommand(
            Command::new("render")
                .about(about("render"))
                .arg(lab_of_run())
                .args(run_arguments())
                .arg(
                    Arg::new("pin")
                        .long("pin")
                        .value_name("KEY=VALUE&...")
                        .action(ArgAction::Append)
                        .help(help("pin")),
                )
                .arg(
                    Arg::new("size")
                        .long("size")
                        .value_name("SIZE")
                        .default_value("900x600")
                        .help(help("size")),
                )
                .arg(
                    Arg::new("crop")
                        .long("crop")
                        .value_name("PART")
                        .help(help("crop")),
                )
                .arg(
                    Arg::new("theme")
                        .long("theme")
                        .value_name("THEME")
                        .default_value("light")
                        .value_parser(PossibleValuesParser::new(["light", "dark"]))
                        .help(help("theme")),
                )
                .arg(
                    Arg::new("style")
                        .long("style")
                        .value_name("STYLE")
                        .default_value("screen")
                        .help(help("style")),
                )
                .arg(
                    Arg::new("transparent")
                        .long("transparent")
                        .action(ArgAction::SetTrue)
                        .help(help("transparent")),
                )
                .arg(
                    Arg::new("legend")
                        .long("legend")
                        .action(ArgAction::SetTrue)
                        .help(help("legend")),
                )
                .arg(
                    Arg::new("line_width")
                        .long("line-width")
                        .value_name("X")
                        .default_value("1")
                        .help(help("line_width")),
                )
                .arg(
                    Arg::new("scale")
                        .long("scale")
                        .value_name("X")
                        .default_value("2")
                        .help(help("scale")),
                )
                .args(animation())
                .arg(
                    Arg::new("describe")
                        .long("describe")
                        .action(ArgAction::SetTrue)
                        .conflicts_with("animate")
                        .help(help("describe")),
                )
                .arg(
                    output()
                        .required_unless_present("describe")
                        .help(help("output_picture")),
                ),
        )
}
