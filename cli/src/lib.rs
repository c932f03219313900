//! The command line: the same labs without a browser. A library, so that tests of all labs together have their list.

// Nothing panics.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::panic, clippy::unwrap_used)
)]

mod animate;
mod arguments;
mod commands;
mod describe;
mod encoding;
mod exported;
mod files;
pub mod labs;
mod look;

use labs::LABS;
use std::process::ExitCode;
use thetaflow::texts::{Language, Texts};

/// The program, from the arguments of this process.
pub fn run() -> ExitCode {
    let texts = Texts::new(language(), LABS.iter());
    let matches = arguments::command(&texts).get_matches();
    match commands::run(&matches, &texts) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentences) => {
            for sentence in sentences {
                eprintln!(
                    "{}",
                    texts.fill("cli.error", [("sentence", sentence.as_str())])
                );
            }
            ExitCode::from(2)
        }
    }
}

/// Help is worded before arguments are parsed, so the language is looked for beforehand: `--lang zh`, `--lang=zh`, then the locale.
fn language() -> Language {
    let arguments: Vec<String> = std::env::args().collect();
    let flag = arguments.iter().enumerate().find_map(|(index, argument)| {
        match argument.strip_prefix("--lang") {
            Some("") => arguments.get(index + 1).cloned(),
            Some(tag) => tag.strip_prefix('=').map(str::to_owned),
            None => None,
        }
    });
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|tag| !tag.is_empty()))
    };
    Language::from_tag(&flag.or_else(locale).unwrap_or_default())
}
