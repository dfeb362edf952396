//! The program: see [`iaclint::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    iaclint::cli::main()
}
