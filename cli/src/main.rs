//! The program.

use std::process::ExitCode;

fn main() -> ExitCode {
    thetaflow_cli::run()
}
