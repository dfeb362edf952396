//! Arguments, exit status, output: the only place that prints.

mod arguments;
mod base;
mod check;
mod graph;
mod output;
mod parity;
mod policy;
mod rules;
mod schema;
mod why;

use std::io::Write;
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};

/// How a run ended, as other programs see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Nothing at or above the gate.
    Clean = 0,
    /// Findings at or above the gate.
    Findings = 1,
    /// Bad usage, bad configuration, unreadable input, or a fault of iaclint.
    Failed = 2,
    /// There is no Terraform to judge.
    NothingFound = 3,
}

/// Why a run could not be done: sentences for standard error.
#[derive(Debug)]
struct Failure(Vec<String>);

impl Failure {
    fn one(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }
}

/// Threads walk over nested trees; their usual stack is too small for the deepest that are read.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        complain(&format!("internal error: {info}"));
    }));
    // A pool that exists already, in a test say, keeps its size.
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_BYTES)
        .build_global();
    let run = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(|| run(Arguments::parse()));
    let status = match run.map(std::thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        Ok(Err(_)) | Err(_) => Status::Failed,
    };
    ExitCode::from(status as u8)
}

/// The table of all rules in Markdown, as `iaclint rules --format markdown` prints it.
pub fn rules_table() -> String {
    rules::documented()
}

/// The table of the policies that come with iaclint, as the documentation holds it.
pub fn policies_table() -> String {
    rules::documented_policies()
}

fn run(arguments: Arguments) -> Status {
    let result = match arguments.command {
        None => check::gate(&arguments.check),
        Some(Command::Check(check)) => check::gate(&check),
        Some(Command::Report(report)) => check::report(&report),
        Some(Command::Why(question)) => why::run(&question),
        Some(Command::Graph(wanted)) => graph::run(&wanted),
        Some(Command::Parity(wanted)) => parity::run(&wanted),
        Some(Command::Rules(list)) => rules::list(&list),
        Some(Command::Explain(wanted)) => rules::explain(&wanted),
        Some(Command::Policy(command)) => policy::run(&command),
        Some(Command::Schema(command)) => schema::run(&command),
        Some(Command::Completions { shell }) => completions(shell),
    };
    match result {
        Ok(status) => status,
        Err(Failure(messages)) => {
            for message in &messages {
                complain(message);
            }
            Status::Failed
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "iaclint", &mut script);
    output::print(&script)?;
    Ok(Status::Clean)
}

/// Says something on standard error. Where even that fails there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "iaclint: {message}");
}
